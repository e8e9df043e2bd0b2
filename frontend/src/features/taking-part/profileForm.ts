/** What a form of a profile holds, read field by field; the form is the only place where it stands while somebody types. */
export type Values = Record<string, unknown>;

type Kind = "text" | "key" | "keys" | "languages" | "year" | "check" | "optional" | "answers";

const kinds: Record<string, Kind> = {
  field: "key",
  sector: "key",
  level: "key",
  topics: "keys",
  seeks: "keys",
  meets: "keys",
  sectors: "keys",
  languages: "languages",
  graduation_year: "year",
  exchange_until: "optional",
  link: "optional",
  doctorate: "check",
  outside_academia: "check",
  in_working_life: "check",
  lives_abroad: "check",
  newcomers: "check",
  answers: "answers",
};

/** One more language than the boxes offer is chosen from a list below them. */
export const moreLanguages = "languages-more";
const answer = "answers.";
export const answerField = (key: string) => `${answer}${key}`;
/** "topics.3" is a part of the field "topics". */
export const profileField = (place: string) => place.replace(/\.\d+$/, "");
/** The key of the question that a field answers. */
export const questionOf = (field: string) => (field.startsWith(answer) ? field.slice(answer.length) : undefined);

const text = (data: FormData, name: string) => String(data.get(name) ?? "").trim();
const many = (data: FormData, name: string) => data.getAll(name).map(String).filter(Boolean);

const readers: Record<Kind, (data: FormData, name: string) => unknown> = {
  text,
  key: (data, name) => text(data, name) || null,
  keys: many,
  languages: (data, name) => [...new Set([...many(data, name), ...many(data, moreLanguages)])],
  // What is no number goes to the server as it is, which says so at the field.
  year: (data, name) => (text(data, name) === "" ? null : Number(text(data, name)) || text(data, name)),
  check: (data, name) => data.has(name),
  optional: (data, name) => text(data, name) || null,
  answers: (data) => answersIn(data),
};

function answersIn(data: FormData): Record<string, string> {
  const names = [...data.keys()].filter((name) => name.startsWith(answer));
  const given = names.map((name) => [name.slice(answer.length), text(data, name)] as const);
  return Object.fromEntries(given.filter(([, words]) => words));
}

/** What a step's form says of its fields. */
export function read(fields: readonly string[], data: FormData): Values {
  return Object.fromEntries(fields.map((name) => [name, readers[kinds[name] ?? "text"](data, name)]));
}

/** The fields that were saved elsewhere with other words than the form has. */
export function differing(mine: Values, saved: Values): string[] {
  return Object.keys(mine).filter((name) => JSON.stringify(mine[name]) !== JSON.stringify(saved[name]));
}

export const textIn = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};
export const flagIn = (values: Values, name: string): boolean => values[name] === true;
export const listIn = (values: Values, name: string): string[] => {
  const value = values[name];
  return Array.isArray(value) ? value.map(String) : [];
};
export function answerIn(values: Values, key: string): string {
  const { answers } = values;
  return isValues(answers) ? textIn(answers, key) : "";
}

const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What was typed into a step, and what stood saved in its fields when it was. */
export type Typed = { values: Values; base: Values };

/** A draft as it was kept; whatever else stands there is none. */
export function typedBefore(text: string): Typed | undefined {
  try {
    const kept: unknown = JSON.parse(text || "null");
    if (!isValues(kept) || !isValues(kept.values) || !isValues(kept.base)) return undefined;
    return { values: kept.values, base: kept.base };
  } catch {
    return undefined;
  }
}

/** The fields of a step as they stand in a profile. */
export const pick = (fields: readonly string[], profile: Values): Values =>
  Object.fromEntries(fields.map((name) => [name, profile[name]]));
