import { t } from "@lingui/core/macro";
import { getDotPath, safeParse } from "valibot";
import type { Groups, MentorAdmission, ProgrammePatch } from "../../api/coordination/types.gen";
import { vProgrammePatch } from "../../api/coordination/valibot.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";

/** What the form holds, as it is typed. */
export type RulesValues = {
  contact_address: string;
  places_max: string;
  mentor_pending_max: string;
  mentee_pending_max: string;
  request_days: string;
  reminder_days: string;
  grace_days: string;
  groups: string;
  group_places_max: string;
  mentor_admission: string;
  mentee_home_organisations: string;
  mentee_affiliations: string[];
  directory_preview: boolean;
  staff_may_browse: boolean;
  texts_months: string;
  identities_months: string;
};
export type RuleField = keyof RulesValues;

/** What sign-in can say of somebody, in the order of the form. */
const affiliations = ["student", "staff", "faculty", "employee", "alum", "member", "affiliate"] as const;

const said = (number: number | undefined) => String(number ?? "");

export function valuesOfRules({ rules, contact_address }: ProgrammeOut): RulesValues {
  return {
    contact_address,
    places_max: said(rules.places_max),
    mentor_pending_max: said(rules.mentor_pending_max),
    mentee_pending_max: said(rules.mentee_pending_max),
    request_days: said(rules.request_days),
    reminder_days: (rules.reminder_days ?? []).join(", "),
    grace_days: said(rules.grace_days),
    groups: rules.groups ?? "none",
    group_places_max: said(rules.group_places_max),
    mentor_admission: rules.mentor_admission ?? "approval",
    mentee_home_organisations: (rules.mentee_home_organisations ?? []).join("\n"),
    mentee_affiliations: affiliations.filter((kind) => rules.mentee_affiliations?.includes(kind)),
    directory_preview: rules.directory_preview ?? false,
    staff_may_browse: rules.staff_may_browse ?? false,
    texts_months: said(rules.texts_months),
    identities_months: said(rules.identities_months),
  };
}

const waysOfGroups: readonly Groups[] = ["none", "instead", "beside"];
const admissions: readonly MentorAdmission[] = ["approval", "invitation", "register"];
const numberIn = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));
const pieces = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

export function patchOf(values: RulesValues): ProgrammePatch {
  return {
    contact_address: values.contact_address.trim(),
    rules: {
      places_max: numberIn(values.places_max),
      mentor_pending_max: numberIn(values.mentor_pending_max),
      mentee_pending_max: numberIn(values.mentee_pending_max),
      request_days: numberIn(values.request_days),
      reminder_days: pieces(values.reminder_days).map(Number),
      grace_days: numberIn(values.grace_days),
      groups: waysOfGroups.find((each) => each === values.groups) ?? "none",
      group_places_max: numberIn(values.group_places_max),
      mentor_admission: admissions.find((each) => each === values.mentor_admission) ?? "approval",
      mentee_home_organisations: pieces(values.mentee_home_organisations),
      mentee_affiliations: affiliations.filter((kind) => values.mentee_affiliations.includes(kind)),
      directory_preview: values.directory_preview,
      staff_may_browse: values.staff_may_browse,
      texts_months: numberIn(values.texts_months),
      identities_months: numberIn(values.identities_months),
    },
  };
}

/** "rules.reminder_days.1" is a part of the field "reminder_days". */
export const ruleField = (place: string) => place.replace(/^rules\./, "").replace(/\.\d+$/, "");

/** What the API would refuse, before it is asked; the limits are the API's own. */
export function rulesProblems(values: RulesValues): FieldProblem[] {
  const { issues = [] } = safeParse(vProgrammePatch, patchOf(values));
  const problems = issues.map((issue) => ({ field: ruleField(getDotPath(issue) ?? ""), message: wordsFor(issue) }));
  return problems.filter(({ field }, i) => problems.findIndex((each) => each.field === field) === i);
}

function wordsFor({ type, requirement }: { type: string; requirement?: unknown }): string {
  const limit = String(requirement);
  if (type === "min_value") return t`Enter a number that is at least ${{ limit }}.`;
  if (type === "max_value") return t`Enter a number that is at most ${{ limit }}.`;
  if (type === "max_length") return t`Enter at most ${{ limit }}.`;
  if (type === "email") return t`Enter an email address such as name@example.org.`;
  return t`Enter a whole number.`;
}
