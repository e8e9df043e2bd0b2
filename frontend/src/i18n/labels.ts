import { i18n } from "@lingui/core";
import type { Choice } from "../api/generated/types.gen";

/** What a key of the programme's own vocabulary is called; a key that it does not know (any more) is better than nothing. */
export function labelOf(choices: readonly Choice[] | undefined, key: string): string {
  const label = choices?.find((choice) => choice.key === key)?.label ?? {};
  const words = [label[i18n.locale], label.en, ...Object.values(label)].find((each) => typeof each === "string");
  return typeof words === "string" ? words : key;
}

export const labelsOf = (choices: readonly Choice[] | undefined, keys: readonly string[]) =>
  keys.map((key) => labelOf(choices, key));

/** Made once a language: making one takes a phone as long as drawing the card it is for. */
const once = <T>(make: (locale: string) => T) => {
  const made = new Map<string, T>();
  return () => {
    const known = made.get(i18n.locale) ?? make(i18n.locale);
    made.set(i18n.locale, known);
    return known;
  };
};
const languages = once((locale) => new Intl.DisplayNames([locale], { type: "language" }));
const lists = once((locale) => new Intl.ListFormat(locale === "en" ? "en-GB" : locale));

/** "Finnish", "suomi", "finska": as each language writes it within a sentence. */
export const languageName = (code: string): string => languages().of(code) ?? code;

/** "a, b and c" */
export const listed = (parts: readonly string[]) => lists().format(parts);

export function capitalised(text: string): string {
  const [first = "", ...rest] = text;
  return first.toLocaleUpperCase(i18n.locale) + rest.join("");
}
