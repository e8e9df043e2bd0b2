import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";

/** Why a request could not be answered or withdrawn, and what to do next. */
export const answerProblems = (programme: Pick<ProgrammeOut, "texts">): Record<string, string> => ({
  request_not_pending: t`This request is no longer open. Reload the page to see what happened to it.`,
  mentor_full: t`Your places are full. To take one more, you need another place first.`,
  group_full: t`The last place in the group has just been taken. To take one more, give the group another place first.`,
  group_not_available: t`The group has ended or is no longer open to new members. Reload the page to see how things stand.`,
  mentee_already_matched: inItsWords(
    programme,
    t`The [mentee] has just got a mentor. There is nothing more for you to do.`,
  ),
  contact_missing: t`One of you has not confirmed a contact address yet, so nothing could be passed on. Write to the programme’s contact address.`,
});
