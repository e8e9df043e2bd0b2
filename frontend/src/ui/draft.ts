import type { Act } from "../api/act";

/**
 * What somebody has typed and not yet sent, kept in this tab alone over reloads and lost sessions. `act` is what the
 * last try was sent as, so that a reload in the middle of sending does not send twice.
 */
export type Draft = { text: string; act?: Act | undefined };

const prefix = "draft:";
const empty: Draft = { text: "" };

const isDraft = (kept: unknown): kept is Draft =>
  typeof kept === "object" && kept !== null && "text" in kept && typeof kept.text === "string";

/** Storage may be blocked or full: then a draft lasts no longer than the page. */
function withStorage<T>(use: (storage: Storage) => T, otherwise: T): T {
  try {
    return use(sessionStorage);
  } catch {
    return otherwise;
  }
}

export function readDraft(name: string): Draft {
  return withStorage((storage) => {
    const kept: unknown = JSON.parse(storage.getItem(prefix + name) ?? "null");
    return isDraft(kept) ? kept : empty;
  }, empty);
}

export function keepDraft(name: string, kept: Draft): void {
  withStorage((storage) => storage.setItem(prefix + name, JSON.stringify(kept)), undefined);
}

export function dropDraft(name: string): void {
  withStorage((storage) => storage.removeItem(prefix + name), undefined);
}

/** When somebody signs out, nothing of theirs is left for who sits down next. */
export function dropAllDrafts(): void {
  withStorage((storage) => {
    for (const key of Object.keys(storage).filter((each) => each.startsWith(prefix))) storage.removeItem(key);
  }, undefined);
}
