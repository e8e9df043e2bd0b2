import { language, languages } from "../../i18n/language";

export type Words = Partial<Record<string, string>>;
export type Said = { text: string; lang?: string };

/** What is written in the page's language, else in the first that there is; `lang` where it is not the page's. */
export function said(words: Words | undefined): Said {
  const order = [language, ...languages];
  const found = order.find((each) => words?.[each]);
  const text = found ? (words?.[found] ?? "") : "";
  return found && found !== language ? { text, lang: found } : { text };
}
