import { t } from "@lingui/core/macro";
import type { Phase, ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import type { ClockField, WindowName } from "./clockValues";

type Programme = Pick<ProgrammeOut, "texts">;

const windowNames: Record<WindowName, () => string> = {
  mentor_signup: () => t`Mentors sign up`,
  mentee_signup: () => t`[Mentees] sign up`,
  requests: () => t`[Mentees] ask mentors`,
  running: () => t`Mentoring`,
  feedback: () => t`Feedback`,
};
export const windowName = (window: WindowName, programme: Programme) => inItsWords(programme, windowNames[window]());

export const clockFieldNames: Record<ClockField, () => string> = {
  zone: () => t`Time zone`,
  mentor_signup_opens: () => t`Mentors sign up: first day`,
  mentor_signup_closes: () => t`Mentors sign up: last day`,
  mentee_signup_opens: () => t`[Mentees] sign up: first day`,
  mentee_signup_closes: () => t`[Mentees] sign up: last day`,
  requests_opens: () => t`Requests: first day`,
  requests_closes: () => t`Requests: last day`,
  running_opens: () => t`Mentoring: first day`,
  running_closes: () => t`Mentoring: last day`,
  halfway_on: () => t`Halfway check-in`,
  feedback_closes: () => t`Feedback: last day`,
};

const byField: Record<string, (() => string) | undefined> = clockFieldNames;
export const clockFieldName = (field: string, programme: Programme) => inItsWords(programme, byField[field]?.() ?? "");

const phaseNames: Record<Phase, () => string> = {
  draft: () => t`Not published yet`,
  mentor_signup: () => t`Mentors sign up`,
  between: () => t`Between two phases`,
  requesting: () => t`[Mentees] ask mentors`,
  running: () => t`Mentoring`,
  feedback: () => t`Feedback`,
  ended: () => t`Ended`,
  archived: () => t`Archived`,
};
export const phaseName = (phase: Phase, programme: Programme) => inItsWords(programme, phaseNames[phase]());
