/** What the address says; nothing named means everybody, in the order that is fair to mentors. */
export type MentorFilter = {
  q?: string | undefined;
  lang?: string | undefined;
  field?: string | undefined;
  sector?: string | undefined;
  topic?: string | undefined;
  saved?: "yes" | undefined;
  sort?: "fit" | "name" | undefined;
  shown?: number | undefined;
};

const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);
const count = (value: unknown) => (Number.isInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined);

/** Anything odd in an address is as if it were not there. */
export const parseMentorFilter = (search: Record<string, unknown>): MentorFilter => ({
  q: text(search.q),
  lang: text(search.lang),
  field: text(search.field),
  sector: text(search.sector),
  topic: text(search.topic),
  saved: search.saved === "yes" ? "yes" : undefined,
  sort: search.sort === "fit" || search.sort === "name" ? search.sort : undefined,
  shown: count(search.shown),
});
