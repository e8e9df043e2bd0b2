import { t } from "@lingui/core/macro";
import type { ProgrammeOut, Role } from "../../api/generated/types.gen";
import type { SurveyAudience, SurveyQuestionKind, SurveyState } from "../../api/surveys/types.gen";
import { inItsWords } from "../../i18n/menteeWord";

const states: Record<SurveyState, () => string> = {
  draft: () => t`Draft`,
  scheduled: () => t`Opens later`,
  open: () => t`Open`,
  closed: () => t`Closed`,
};
export const stateName = (state: SurveyState) => states[state]();

const kinds: Record<SurveyQuestionKind, () => string> = {
  scale: () => t`A scale with steps`,
  zero_to_ten: () => t`A number from 0 to 10`,
  one: () => t`One choice`,
  several: () => t`Several choices`,
  text: () => t`Free text`,
  yes_no: () => t`Yes or no`,
};
export const kindName = (kind: SurveyQuestionKind) => kinds[kind]();
export const questionKinds = ["scale", "zero_to_ten", "one", "several", "text", "yes_no"] as const;

const audiences: Record<SurveyAudience, () => string> = {
  everybody: () => t`Everybody who takes part`,
  matched: () => t`Those who have a partner now`,
  unmatched: () => t`Those who have no partner now`,
  been_matched: () => t`Those who have or have had a partner`,
  consented: () => t`Those who have agreed to be asked half a year later`,
};
export const audienceName = (audience: SurveyAudience) => audiences[audience]();
export const audienceNames = ["matched", "everybody", "unmatched", "been_matched"] as const;

/** Role first, as a heading or a choice begins. */
export const roleName = (role: Role, programme: ProgrammeOut) =>
  role === "mentor" ? t`Mentors` : inItsWords(programme, t`[Mentees]`);

/** Why an act on a survey did not work, and what to do next. */
export const surveyProblems = (): Record<string, string> => ({
  survey_not_open: t`This survey is not open yet. Come back when it has opened.`,
  survey_closed: t`This survey has closed, so nothing can be sent or changed any more.`,
  already_answered: t`Your answer is in already. An anonymous answer can be sent only once.`,
  survey_changed: t`Who reads the answers has been changed since you opened this page. Reload it, read who it is now, and send again.`,
  survey_has_answers: t`People already have this survey. Only its texts and closing time can still be changed, and optional questions added.`,
  results_not_ready: t`The results of an anonymous survey are shown when it has closed.`,
  no_help_here: t`You can no longer ask for help in this survey. Write to the programme’s contact address.`,
});
