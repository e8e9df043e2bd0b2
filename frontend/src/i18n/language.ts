export const languages = ["fi", "sv", "en"] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name, the same in all of them: never translated. */
export const ownName = { fi: "Suomi", sv: "Svenska", en: "English" } as const satisfies Record<Language, string>;

const isLanguage = (value: string | null | undefined): value is Language => languages.some((known) => known === value);

/** The first of what somebody has chosen and what their browser asks for that we speak. */
export function pickLanguage(chosen: string | null, browser: readonly string[]): Language {
  return [chosen, ...browser.map((tag) => tag.slice(0, 2).toLowerCase())].find(isLanguage) ?? "en";
}

/** Storage may be blocked by the browser: then the choice lasts no longer than the page. */
function stored(): string | null {
  try {
    return localStorage.getItem("language");
  } catch {
    return null;
  }
}

/** Fixed while the page lives: to change the language is to load the same place again. */
export const language: Language = pickLanguage(stored(), globalThis.navigator?.languages ?? []);

export function changeLanguage(chosen: Language): void {
  localStorage.setItem("language", chosen);
  location.reload();
}
