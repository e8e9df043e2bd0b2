import { t } from "@lingui/core/macro";
import type { ProgrammeIn } from "../../api/coordination/types.gen";
import type { FieldProblem } from "../../api/problem";
import { type ClockValues, clockOf, clockProblems, noClock } from "./clockValues";
import { clockFieldName } from "./names";
import { type NewNames, nameOfName, namesIn, noNames } from "./newNames";
import { ruleNames } from "./ruleNames";

export type NewValues = ClockValues & NewNames & { organisation_id: string; contact_address: string };

/** An empty form: everything but where the programme is. */
export const newValues = (organisation_id: string, zone: string): NewValues => ({
  ...{ organisation_id, contact_address: "" },
  ...noNames,
  ...noClock,
  zone,
});

export function programmeOf(values: NewValues): ProgrammeIn {
  const names = namesIn(values);
  return {
    organisation_id: values.organisation_id,
    zone: values.zone,
    languages: names.map(([language]) => language),
    contact_address: values.contact_address.trim(),
    clock: clockOf(values, undefined),
    texts: Object.fromEntries(names.map(([language, name]) => [language, { name }])),
  };
}

export function newProblems(values: NewValues): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (namesIn(values).length === 0)
    problems.push({ field: "name_fi", message: t`Give the programme a name in at least one language.` });
  if (!values.contact_address.includes("@"))
    problems.push({ field: "contact_address", message: t`Enter an email address such as name@example.org.` });
  return [...problems, ...clockProblems(values)];
}

/** "texts.fi.name" is the field "name_fi", "clock.halfway_on" is "halfway_on". */
export const newField = (place: string) => place.replace(/^clock\./, "").replace(/^texts\.(\w+)\..*$/, "name_$1");

/** What is only being made has no word of its own for mentee yet. */
export const unmade = { texts: [] };

/** What a field is called in the summary of errors. */
export function newFieldName(field: string): string {
  if (field === "organisation_id") return t`Organisation`;
  if (field === "contact_address") return ruleNames.contact_address();
  return nameOfName(field) || clockFieldName(field, unmade);
}
