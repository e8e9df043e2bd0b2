import { t } from "@lingui/core/macro";
import type { CopyIn } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import { type Language, languages } from "../../i18n/language";
import { daysLater, wallTime } from "../../ui/localTime";
import { type NewNames, namesIn, namesMissing, nextRoundsName } from "./newNames";

export type CopyValues = NewNames & { mentor_signup_opens: string };

/** A year later on the same weekday. */
const aYear = 52 * 7;

export const spokenIn = (programme: Pick<ProgrammeOut, "languages">): Language[] =>
  languages.filter((language) => programme.languages.includes(language));

/** The next round as it most likely is: a year later, and called so. */
export function copyValues({ texts, clock, zone }: Pick<ProgrammeOut, "texts" | "clock" | "zone">): CopyValues {
  const name = (language: Language) => nextRoundsName(texts.find((each) => each.language === language)?.name ?? "");
  const first = wallTime(clock.mentor_signup_opens, zone).slice(0, 10);
  return {
    name_fi: name("fi"),
    name_sv: name("sv"),
    name_en: name("en"),
    mentor_signup_opens: daysLater(first, aYear),
  };
}

export function copyOf(values: CopyValues, spoken: readonly Language[]): CopyIn {
  const names = namesIn(values).filter(([language]) => spoken.includes(language));
  return { mentor_signup_opens: values.mentor_signup_opens, names: Object.fromEntries(names) };
}

export function copyProblems(values: CopyValues, spoken: readonly Language[]): FieldProblem[] {
  const missing = namesMissing(values, spoken);
  const message = t`Fill in this field.`;
  return values.mentor_signup_opens ? missing : [...missing, { field: "mentor_signup_opens", message }];
}

/** "names.fi" is the field "name_fi". */
export const copyField = (place: string) => place.replace(/^names\./, "name_");
