import { t } from "@lingui/core/macro";
import type { ProgrammeIn } from "../../api/coordination/types.gen";
import type { FieldProblem } from "../../api/problem";
import { type Language, languages } from "../../i18n/language";
import { type ClockValues, clockOf, clockProblems } from "./clockValues";

/** New programmes are of Finland; another zone is the API's to set. */
export const zone = "Europe/Helsinki";

export type NewValues = ClockValues & { organisation_id: string; contact_address: string } & Record<
    `name_${Language}`,
    string
  >;

const spokenIn = (values: NewValues) => languages.filter((language) => values[`name_${language}`].trim());

export function programmeOf(values: NewValues): ProgrammeIn {
  const spoken = spokenIn(values);
  return {
    organisation_id: values.organisation_id,
    zone,
    languages: spoken,
    contact_address: values.contact_address.trim(),
    clock: clockOf(values, undefined, zone),
    texts: Object.fromEntries(spoken.map((language) => [language, { name: values[`name_${language}`].trim() }])),
  };
}

export function newProblems(values: NewValues): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (spokenIn(values).length === 0)
    problems.push({ field: "name_fi", message: t`Give the programme a name in at least one language.` });
  if (!values.contact_address.includes("@"))
    problems.push({ field: "contact_address", message: t`Write an e-mail address such as name@example.org.` });
  return [...problems, ...clockProblems(values, zone)];
}

/** "texts.fi.name" is the field "name_fi", "clock.halfway_on" is "halfway_on". */
export const newField = (place: string) => place.replace(/^clock\./, "").replace(/^texts\.(\w+)\..*$/, "name_$1");
