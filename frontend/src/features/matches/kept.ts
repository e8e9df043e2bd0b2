import type { Draft } from "../../ui/draft";
import type { Answers } from "./answers";

/** What was typed on top of which version. */
export type Kept = { base: number; answers: Answers };

export const toKeep = (typed: Kept): Draft => ({ text: JSON.stringify(typed) });

/** What a draft of this feature holds; undefined for none. */
export function kept(text: string): Kept | undefined {
  if (!text) return undefined;
  const found: unknown = JSON.parse(text);
  return isKept(found) ? found : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isKept = (value: unknown): value is Kept =>
  isRecord(value) &&
  typeof value.base === "number" &&
  isRecord(value.answers) &&
  Object.values(value.answers).every((each) => typeof each === "string");
