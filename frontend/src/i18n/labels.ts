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

/** "Finnish", "suomi", "finska": as each language writes it within a sentence. */
export function languageName(code: string): string {
  return new Intl.DisplayNames([i18n.locale], { type: "language" }).of(code) ?? code;
}

/** "a, b and c" */
export const listed = (parts: readonly string[]) =>
  new Intl.ListFormat(i18n.locale === "en" ? "en-GB" : i18n.locale).format(parts);

export function capitalised(text: string): string {
  const [first = "", ...rest] = text;
  return first.toLocaleUpperCase(i18n.locale) + rest.join("");
}
