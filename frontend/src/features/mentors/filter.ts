import type { Candidate } from "./candidates";
import { fold } from "./fold";
import type { MentorFilter } from "./search";

export const narrows = ({ q, lang, field, sector, topic, saved }: MentorFilter) =>
  [q, lang, field, sector, topic, saved].some(Boolean);

/** Every word has to be found somewhere in what the card says, as a part of a word and without regard to diacritics. */
export function filtered(all: readonly Candidate[], filter: MentorFilter): Candidate[] {
  const words = fold(filter.q ?? "").split(/\s+/);
  return all.filter(
    ({ card, saved, text }) =>
      words.every((word) => text.includes(word)) &&
      (!filter.lang || card.languages.includes(filter.lang)) &&
      (!filter.field || card.field === filter.field) &&
      (!filter.sector || card.sector === filter.sector) &&
      (!filter.topic || card.topics.includes(filter.topic)) &&
      (!filter.saved || saved !== undefined),
  );
}

/** The fair order is the one they come in, and equal fits keep it; those one has saved stand in one's own. */
export function sorted(
  all: readonly Candidate[],
  { sort: by, saved }: Pick<MentorFilter, "sort" | "saved">,
  locale: string,
): Candidate[] {
  if (by === undefined && saved) return all.toSorted((a, b) => (a.saved ?? 0) - (b.saved ?? 0));
  if (by === "fit") return all.toSorted((a, b) => (b.fit?.score ?? -1) - (a.fit?.score ?? -1));
  if (by !== "name") return [...all];
  const { compare } = new Intl.Collator(locale);
  return all.toSorted((a, b) => compare(a.card.name, b.card.name));
}
