import { t } from "@lingui/core/macro";
import type { ParticipantState, Role } from "../../api/generated/types.gen";

/** The steps of a profile, in their order; the last two are the same for everybody. */
export type StepKey = "education" | "work" | "story" | "mentoring" | "studies" | "wishes" | "contact" | "publish";
export type Step = { key: StepKey; title: string; fields: readonly string[] };

const fieldsOf: Record<StepKey, readonly string[]> = {
  education: ["name", "degree", "field", "institution", "graduation_year", "doctorate"],
  work: ["title", "employer", "sector", "in_working_life", "outside_academia", "lives_abroad"],
  story: ["headline", "story", "link", "answers"],
  mentoring: ["topics", "languages", "seeks", "meets", "place", "newcomers"],
  studies: ["name", "school", "field", "level", "stage", "languages", "place", "exchange_until"],
  wishes: ["topics", "sectors", "expectations", "goals", "interests", "answers"],
  contact: ["contact"],
  publish: [],
};
const order: Record<Role, readonly StepKey[]> = {
  mentor: ["education", "work", "story", "mentoring", "contact", "publish"],
  mentee: ["studies", "wishes", "contact", "publish"],
};
const titles: Record<StepKey, () => string> = {
  education: () => t`You and your education`,
  work: () => t`Your work`,
  story: () => t`Your story`,
  mentoring: () => t`Your mentoring`,
  studies: () => t`You and your studies`,
  wishes: () => t`What you hope for`,
  contact: () => t`How you can be reached`,
  publish: () => t`Check and publish`,
};

export const stepsOf = (role: Role): Step[] =>
  order[role].map((key) => ({ key, title: titles[key](), fields: fieldsOf[key] }));

/** The step that the address names; anything odd in it is the first. */
export function stepNamed(steps: readonly Step[], key: string | undefined): Step | undefined {
  return steps.find((step) => step.key === key) ?? steps[0];
}

export const stepAfter = (steps: readonly Step[], { key }: Step): Step | undefined =>
  steps[steps.findIndex((step) => step.key === key) + 1];

/** The step where something is filled in; an answer to a question of the programme's is "answers/why". */
export function stepOf(steps: readonly Step[], field: string): Step | undefined {
  const [name = ""] = field.split("/");
  return steps.find(({ fields }) => fields.includes(name));
}

/** The steps that are still to do: those where publishing needs something, and publishing itself. */
export function openSteps(steps: readonly Step[], missing: readonly string[], state: ParticipantState): Step[] {
  const lacking = new Set(missing.map((field) => stepOf(steps, field)?.key));
  return steps.filter(({ key }) => lacking.has(key) || (key === "publish" && state === "draft"));
}
