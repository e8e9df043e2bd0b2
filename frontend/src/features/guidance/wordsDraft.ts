import type { WordsIn } from "../../api/guidance/types.gen";
import { readDraft } from "../../ui/draft";
import type { Version } from "./version";

type Kept = { words: WordsIn; etag: string };

const isText = (value: unknown): value is string => typeof value === "string";

/** What was typed before a reload, with the mark of the version that it was made from. */
export function keptWords(name: string): Kept | undefined {
  const { text } = readDraft(name);
  if (!text) return undefined;
  const kept: unknown = JSON.parse(text);
  if (typeof kept !== "object" || kept === null || !("words" in kept) || !("etag" in kept)) return undefined;
  const { words, etag } = kept;
  if (typeof words !== "object" || words === null || !isText(etag)) return undefined;
  const { title, summary, body }: Record<string, unknown> = { ...words };
  return isText(title) && isText(summary) && isText(body) ? { words: { title, summary, body }, etag } : undefined;
}

export const draftName = (programmeId: string, { text }: Version) =>
  `material:${programmeId}:${text.slug}:${text.language}`;
