import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { languageName, listed } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";
import type { WhyNot } from "./whyNot";

type Programme = Pick<ProgrammeOut, "texts">;

export const spokenIn = (languages: readonly string[]) => listed(languages.map(languageName));

/** How much room there is. */
export const roomIn = ({ places, free }: Pick<GroupOut, "places" | "free">): string =>
  free === 0 ? t`No free places (${{ places }} in all)` : t`Free places: ${{ free }} of ${{ places }}`;

/** Why a place can't be asked for just now, as a sentence. */
export const whyNotWords = (reason: WhyNot, programme: Programme) => inItsWords(programme, sentences[reason]());

const sentences: Record<WhyNot, () => string> = {
  member: () => t`You are in this group.`,
  asked: () => t`You have asked for a place in this group. The mentor’s answer is still to come.`,
  matched: () => t`You already have a mentor in this programme, so you can’t ask for a place in a group.`,
  ended: () => t`This group has ended.`,
  before: () => t`You can’t ask for a place yet, but you can already read about the groups.`,
  closed: () => t`Requests have closed. Your home page tells you what happens next.`,
  answered: () => t`The mentor of this group has already answered you in this programme. Please choose another one.`,
  shut: () => t`This group is closed to new members just now.`,
  full: () => t`All places in this group are taken.`,
  pending: () =>
    t`You have a request waiting for an answer. Wait for the answer, or withdraw the request before you ask for a place here.`,
  busy: () => t`The mentor can’t take new requests just now. Check again in a few days.`,
};

/** Why a request for a place did not go, and what to do next. */
export const askProblems = (): Record<string, string> => ({
  group_full: t`The last place in this group has just been taken. Please choose another group or a mentor.`,
  group_not_available: t`This group is no longer open to new members. Please choose another group or a mentor.`,
  mentor_has_max_pending: t`The mentor has as many requests as they can answer for now. Try again in a few days, or choose another group.`,
  mentee_has_pending_request: t`You already have a request waiting for an answer. Wait for the answer, or withdraw the request before you ask for a place here.`,
  mentee_already_matched: t`You already have a mentor in this programme. Carry on with them from your home page.`,
  declined_before: t`The mentor of this group has already answered you in this programme. Please choose another group.`,
  window_closed: t`Requests have closed. Your home page tells you what happens next.`,
  window_not_open: t`You can’t ask for a place yet. Your home page tells you when requests open; your text is kept here until then.`,
});

/** Why a group could not be offered, and what to do next; a coordinator reads of somebody else. */
export const offerProblems = (forAnother: boolean): Record<string, string> => ({
  groups_not_allowed: t`This programme has no groups any more. The coordinators can tell you more.`,
  mentor_not_available: forAnother
    ? t`This mentor isn’t actively taking part just now, or the programme is closed. Choose another mentor.`
    : t`Only a mentor who is actively taking part can offer a group. Your home page shows your status in the programme.`,
  mentor_full: forAnother
    ? t`All of this mentor’s places are taken. Give them one more place first.`
    : t`All of your places are taken, and a group needs one. Offer one more place first, under “Places and breaks”.`,
  contact_missing: forAnother
    ? t`This mentor has not confirmed a contact address yet. Ask them to do it in their profile.`
    : t`You have not confirmed a contact address yet. Do it in your profile first.`,
});

/** Why a group could not be changed, and what to do next. */
export const editProblems = (): Record<string, string> => ({
  match_ended: t`This group has ended, so it can’t be changed any more.`,
  capacity_below_matches: t`There are more people in the group than that. Give it at least as many places as are taken.`,
});

/** Why one could not lead a group too, and what to do next. */
export const leadProblems = (): Record<string, string> => ({
  ...offerProblems(false),
  group_not_available: t`This group has all its mentors now, or it has ended, or you have left it. Choose another group, or offer one of your own.`,
  group_has_begun: t`Somebody has asked for a place in the group or joined it, so no other mentor can join now. You can offer a group of your own.`,
});
