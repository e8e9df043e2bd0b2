import { readProblem } from "../../api/problem";

/** What a form holds: one value a field. */
export type Values = Record<string, unknown>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Alike in what they hold, whatever the order of the fields. */
export function same(a: unknown, b: unknown): boolean {
  if (!isRecord(a) || !isRecord(b)) return a === b;
  return Object.keys({ ...a, ...b }).every((key) => same(a[key], b[key]));
}

export type Outcome<W> = { kind: "saved" | "conflict"; version: W };
type Saving<W, V> = {
  mine: V;
  base: W;
  valuesOf: (version: W) => V;
  send: (mine: V, base: W) => Promise<W>;
  readAgain: () => Promise<W>;
};

/**
 * Saves what was made from `base`. When somebody has changed the same thing meanwhile, but nothing that this form
 * is about, it is saved on top of that; otherwise a person decides.
 */
export async function saveOrCompare<W, V>({
  mine,
  base,
  valuesOf,
  send,
  readAgain,
}: Saving<W, V>): Promise<Outcome<W>> {
  try {
    return { kind: "saved", version: await send(mine, base) };
  } catch (error) {
    if (readProblem(error).code !== "stale") throw error;
    const latest = await readAgain();
    // Saved by an earlier try whose answer was lost, or by somebody who wrote the same.
    if (same(valuesOf(latest), mine)) return { kind: "saved", version: latest };
    if (!same(valuesOf(latest), valuesOf(base))) return { kind: "conflict", version: latest };
    return { kind: "saved", version: await send(mine, latest) };
  }
}

export type Side = "mine" | "theirs";
export type Difference<V> = { field: keyof V & string; suggested: Side };

/** The fields in which two people differ; whoever has changed a field that the other left alone is suggested. */
export function differences<V extends Values>(fields: readonly (keyof V & string)[], base: V, mine: V, theirs: V) {
  return fields
    .filter((field) => !same(mine[field], theirs[field]))
    .map((field): Difference<V> => ({ field, suggested: same(mine[field], base[field]) ? "theirs" : "mine" }));
}

/** What two people have written, put together as somebody has chosen. */
export function together<V extends Values>(mine: V, theirs: V, choices: Record<string, Side>): V {
  const chosen = { ...mine };
  for (const field in theirs) if (choices[field] === "theirs") chosen[field] = theirs[field];
  return chosen;
}
