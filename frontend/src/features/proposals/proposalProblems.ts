import { t } from "@lingui/core/macro";

/** Why a suggestion could not be answered, and what to do next. */
export const proposalProblems = (): Record<string, string> => ({
  proposal_not_pending: t`This suggestion is no longer open. Reload the page to see what became of it.`,
  mentor_full: t`The mentor’s places are full now. The pair can’t come about this time.`,
  mentee_already_matched: t`The student has just got a mentor. The pair can’t come about this time.`,
  mentor_not_available: t`The mentor is not available just now. Write to the programme’s contact address if you would like this pair.`,
  mentee_not_available: t`The student is not available just now. Write to the programme’s contact address if you would like this pair.`,
  contact_missing: t`One of you has not confirmed a contact address yet, so nothing could be passed on. Write to the programme’s contact address.`,
});
