import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import type { Shown } from "../../ui/versions/Conflict";
import type { RuleField, RulesValues } from "./rulesValues";

export const ruleNames: Record<RuleField, () => string> = {
  contact_address: () => t`Contact address`,
  places_max: () => t`Places per mentor, at most`,
  mentor_pending_max: () => t`Waiting requests per mentor, at most`,
  mentee_pending_max: () => t`Waiting requests per [mentee], at most`,
  request_days: () => t`Days to answer a request`,
  reminder_days: () => t`Reminders after this many days`,
  grace_days: () => t`Extra days at the end`,
  groups: () => t`Pairs and groups`,
  group_places_max: () => t`Places per group, at most`,
  mentor_admission: () => t`How mentors join`,
  mentee_home_organisations: () => t`Home organisations of [mentees]`,
  mentee_affiliations: () => t`What role [mentees] must have there`,
  directory_preview: () => t`[Mentees] see the mentors before requests begin`,
  staff_may_browse: () => t`Staff may look through the mentors`,
  texts_months: () => t`Months until messages are deleted`,
  identities_months: () => t`Months until people are anonymised`,
};

const byField: Record<string, (() => string) | undefined> = ruleNames;
type Programme = Pick<ProgrammeOut, "texts">;
export const ruleName = (field: string, programme: Programme) => inItsWords(programme, byField[field]?.() ?? "");

const meanings: Record<RuleField, () => string> = {
  contact_address: () => t`Every page shows it, and replies to our emails go there.`,
  places_max: () => t`How many [mentees] one mentor can offer to take.`,
  mentor_pending_max: () => t`With this many unanswered, a mentor gets no more requests until they answer one.`,
  mentee_pending_max: () => t`With this many unanswered, the [mentee] can’t send another one.`,
  request_days: () =>
    t`If there is no answer, the request then closes automatically, and the [mentee] can ask somebody else.`,
  reminder_days: () => t`When the mentor is reminded, such as 2, 4; leave it empty for no reminders.`,
  grace_days: () => t`How long mentors can still answer after requests have closed.`,
  groups: () =>
    t`A group has several members and takes one place of each mentor who leads it. Whether people can also be in a pair is fixed when the programme is published.`,
  group_places_max: () => t`How many a mentor can offer to take into one group, from 2 to 20.`,
  mentor_admission: () => t`Strangers never get in: mentors read the profiles of [mentees].`,
  mentee_home_organisations: () =>
    t`[Mentees] can only come from these; one domain per line, such as example.org. Leave it empty to allow any.`,
  mentee_affiliations: () =>
    t`Their sign-in has to name one of these. If none is chosen: anything, except staff who are not students.`,
  directory_preview: () => t`They can take their time to choose, and fewer ask in the first minutes.`,
  staff_may_browse: () => t`The organisation’s staff can read the mentors’ profiles, but can’t ask anybody.`,
  texts_months: () => t`Counted from the end of the programme: messages, notes and texts of requests, from 1 to 24.`,
  identities_months: () =>
    t`Counted from the end of the programme: names and profiles of those who take part in nothing else, up to 60.`,
};
/** One sentence a rule: what it means for people. */
export const ruleMeaning = (field: RuleField, programme: Programme) => inItsWords(programme, meanings[field]());

export const admissionNames: Record<string, () => string> = {
  approval: () => t`A coordinator approves each one`,
  invitation: () => t`By invitation only`,
  register: () => t`Anybody in a register is in straight away; a coordinator approves the others`,
};

export const groupsNames: Record<string, () => string> = {
  none: () => t`No groups, only pairs`,
  instead: () => t`Everybody is in a pair or in a group`,
  beside: () => t`People can be in a pair and in a group as well`,
};

export const affiliationNames: Record<string, () => string> = {
  student: () => t`Student`,
  staff: () => t`Staff`,
  faculty: () => t`Teacher or researcher`,
  employee: () => t`Employee`,
  alum: () => t`Alum`,
  member: () => t`Member`,
  affiliate: () => t`Affiliate`,
};

function showRule(field: RuleField, values: RulesValues): string {
  if (field === "groups") return groupsNames[values.groups]?.() ?? "";
  if (field === "mentor_admission") return admissionNames[values.mentor_admission]?.() ?? "";
  if (field === "mentee_affiliations")
    return values.mentee_affiliations.map((kind) => affiliationNames[kind]?.() ?? kind).join(", ");
  const value = values[field];
  if (typeof value === "boolean") return value ? t`Yes` : t`No`;
  return String(value);
}

/** Why the rules could not be saved as a whole, and what to do next. */
export const ruleProblems = (): Record<string, string> => ({
  illegal_state: t`Whether people in a group can also be in a pair can’t be changed any more, because the programme is published. Choose under “Pairs and groups” what it was before, then save again.`,
});

const isField = (field: string): field is RuleField => field in ruleNames;

export const shownRules = (programme: Programme): Shown<RulesValues>[] =>
  Object.keys(ruleNames)
    .filter(isField)
    .map((field) => ({
      field,
      label: ruleName(field, programme),
      show: (values) => showRule(field, values),
    }));
