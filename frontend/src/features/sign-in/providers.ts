const place = "sign-in-provider";
const homePlace = "sign-in-home";

type Choice = { id: string; name: string; organisation_name: string };

/** Which service was used last in this browser: a public id and nothing of who used it. Storage may be blocked. */
export function usedLast(): string | undefined {
  try {
    return localStorage.getItem(place) ?? undefined;
  } catch {
    return undefined;
  }
}

export function rememberProvider(id: string): void {
  try {
    localStorage.setItem(place, id);
  } catch {}
}

type Home = { entity_id: string; name: string };

/** Which home organisation of the federation was used last in this browser. */
export function homeUsedLast(): Home | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(homePlace) ?? "null");
    return isHome(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

const isHome = (kept: unknown): kept is Home =>
  typeof kept === "object" &&
  kept !== null &&
  "entity_id" in kept &&
  typeof kept.entity_id === "string" &&
  "name" in kept &&
  typeof kept.name === "string";

export function rememberHome({ entity_id, name }: Home): void {
  try {
    localStorage.setItem(homePlace, JSON.stringify({ entity_id, name }));
  } catch {}
}

export function lastUsedFirst<T extends Choice>(all: readonly T[], last: string | undefined): T[] {
  return [...all.filter(({ id }) => id === last), ...all.filter(({ id }) => id !== last)];
}

const folded = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Those whose names, or whose organisation's, have every word. */
export function found<T extends Choice>(all: readonly T[], words: string): T[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  return all.filter(({ name, organisation_name }) => {
    const text = folded(`${name} ${organisation_name}`);
    return wanted.every((word) => text.includes(word));
  });
}
