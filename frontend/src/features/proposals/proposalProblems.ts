import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";

/** Why a suggestion could not be answered, and what to do next. */
export const proposalProblems = (programme: Pick<ProgrammeOut, "texts">): Record<string, string> => ({
  proposal_not_pending: t`This suggestion is no longer open. Reload the page to see what happened to it.`,
  mentor_full: t`The mentor’s places are full now. The pair can’t go ahead this time.`,
  group_full: t`The last place in the group has been taken in the meantime. The suggestion can’t go ahead this time.`,
  group_not_available: t`The group has ended or is no longer open to new members. The suggestion can’t go ahead this time.`,
  mentee_already_matched: inItsWords(
    programme,
    t`The [mentee] has just got a mentor. The pair can’t go ahead this time.`,
  ),
  mentor_not_available: t`The mentor is not available just now. Write to the programme’s contact address if you would like this pair.`,
  mentee_not_available: inItsWords(
    programme,
    t`The [mentee] is not available just now. Write to the programme’s contact address if you would like this pair.`,
  ),
  contact_missing: t`One of you has not confirmed a contact address yet, so nothing could be passed on. Write to the programme’s contact address.`,
});
