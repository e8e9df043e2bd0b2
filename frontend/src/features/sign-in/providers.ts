const place = "sign-in-provider";

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
