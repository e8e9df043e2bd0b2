import { t } from "@lingui/core/macro";
import type { FieldProblem } from "../../api/problem";
import { languageName } from "../../i18n/labels";
import { type Language, languages } from "../../i18n/language";

/** What a new programme is called, a field a language. */
export type NewNames = Record<`name_${Language}`, string>;

export const noNames: NewNames = { name_fi: "", name_sv: "", name_en: "" };

/** The names that have been given, by language. */
export const namesIn = (values: NewNames): [Language, string][] =>
  languages.map((language) => [language, values[`name_${language}`].trim()] as const).flatMap(nonEmpty);

const nonEmpty = ([language, name]: readonly [Language, string]): [Language, string][] =>
  name ? [[language, name]] : [];

export function nameLabel(language: Language): string {
  const spoken = languageName(language);
  return t`Name of the programme, ${{ spoken }}`;
}

/** In a summary of errors: the name of a field that is a name. */
export function nameOfName(field: string): string {
  const language = languages.find((each) => field === `name_${each}`);
  return language ? nameLabel(language) : "";
}

/** Names that are needed and missing. */
export const namesMissing = (values: NewNames, needed: readonly Language[]): FieldProblem[] =>
  needed
    .filter((language) => !values[`name_${language}`].trim())
    .map((language) => ({ field: `name_${language}`, message: t`Fill in this field.` }));

/** "Mentoring 2027" becomes "Mentoring 2028", "2027–28" becomes "2028–29"; a name without a year stays as it is. */
export function nextRoundsName(name: string): string {
  return name.replace(/(?<!\d)(2[01]\d\d)(?:([–/-])(\d\d)(?!\d))?(?!\d)/g, (whole, year, dash, short) => {
    const next = Number(year) + 1;
    if (short === undefined) return String(next);
    return Number(short) === next % 100 ? `${next}${dash}${twoDigits(next + 1)}` : whole;
  });
}

const twoDigits = (year: number) => String(year % 100).padStart(2, "0");
