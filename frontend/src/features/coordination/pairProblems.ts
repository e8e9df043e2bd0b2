import { t } from "@lingui/core/macro";
import type { Override } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";

/** Why a pair could not be suggested, and what to do next; `offered` is what may now be set aside. */
export function proposeProblems(
  offered: readonly Override[],
  ticked: readonly Override[],
  programme: Pick<ProgrammeOut, "texts">,
): Record<string, string> {
  const closed = t`The programme is closed, so no pair can be suggested any more.`;
  const unavailable = offered.length > 0;
  return {
    window_not_open: inItsWords(
      programme,
      t`[Mentees] can’t ask mentors yet. To suggest the pair anyway, tick that below and send again.`,
    ),
    window_closed: ticked.includes("window")
      ? closed
      : t`Requests have closed. To suggest the pair anyway, tick that below and send again.`,
    declined_before: inItsWords(
      programme,
      t`The mentor has said no to this [mentee] before. To suggest the pair anyway, tick that below and send again.`,
    ),
    mentor_not_available: unavailable
      ? t`The mentor can’t be asked as things stand. To suggest the pair anyway, tick what you want to override below and send again.`
      : inItsWords(programme, t`This mentor can’t be suggested to this [mentee]. Choose another mentor.`),
    mentee_not_available: unavailable
      ? inItsWords(
          programme,
          t`The [mentee] can’t be matched as things stand. To suggest the pair anyway, tick what you want to override below and send again.`,
        )
      : inItsWords(programme, t`This [mentee] can’t be in a pair now. Choose another [mentee].`),
    mentor_full: t`The mentor’s places are full. Give the mentor one more place first, or choose another mentor.`,
    mentee_already_matched: inItsWords(
      programme,
      t`The [mentee] already has a mentor. End that pair first, or choose another [mentee].`,
    ),
    group_full: t`The last place in this group has been taken in the meantime. Give the group another place first, or suggest another one.`,
    group_not_available: t`This group has ended, or nobody who leads it takes part now. Suggest another group or a pair.`,
    proposal_exists: t`This pair has already been suggested, and its answers are awaited. You can find it under the pairs.`,
  };
}

/** Why another mentor could not be added to a group, and what to do next. */
export const addMentorProblems = (): Record<string, string> => ({
  group_not_available: t`The group has ended or has all its mentors now, or this mentor has left it. Reload the page to see how it stands, or choose another mentor.`,
  group_has_begun: t`Somebody has asked for a place in the group or joined it, so no other mentor can be added now.`,
  mentor_not_available: t`This mentor isn’t actively taking part just now, or the programme is closed. Choose another mentor.`,
  mentor_full: t`All of this mentor’s places are taken. Give them one more place first, or choose another mentor.`,
  contact_missing: t`This mentor has not confirmed a contact address yet. Ask them to do it in their profile, or choose another mentor.`,
});

/** Why a pair or a suggestion could not be ended, and what to do next. */
export const endProblems = (): Record<string, string> => ({
  match_ended: t`This pair has ended already. Reload the page to see how things stand.`,
  proposal_not_pending: t`This suggestion is no longer open. Reload the page to see what happened to it.`,
});
