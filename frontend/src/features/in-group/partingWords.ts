import { t } from "@lingui/core/macro";
import type { MatchOut } from "../../api/generated/types.gen";
import { listed } from "../../i18n/labels";
import { endsWith, othersIn } from "./others";

export type PartingWords = {
  title: string;
  /** What happens, before what comes next for oneself. */
  follows: readonly string[];
  /** The label of the words at parting; nothing where nobody would read them. */
  farewell: string | undefined;
  farewellHelp: string;
  button: string;
  done: string;
};

/** How an ending is told before it is done: of a group that goes on, or of one that ends with oneself. */
export function partingWords(match: Pick<MatchOut, "members">, ownId: string | undefined): PartingWords {
  const others = othersIn(match, ownId);
  if (endsWith(match, ownId)) return ofWholeGroup(others.length > 0);
  const mentor = match.members.some(({ participant_id: id, role }) => id === ownId && role === "mentor");
  // Those who have one's contact details are told: of a mentee, the mentors.
  const told = mentor ? others : others.filter(({ role }) => role === "mentor");
  return ofLeaving(listed(told.map(({ name }) => name)));
}

const ofLeaving = (names: string): PartingWords => ({
  title: t`Leave the group?`,
  follows: [
    t`The group carries on without you. An email about it goes to: ${{ names }}. It doesn’t say why.`,
    t`You no longer see the group’s page and its contact details, and yours are no longer shown there.`,
    t`You can’t undo this.`,
  ],
  farewell: t`Parting message`,
  farewellHelp: t`It appears in the email to: ${{ names }}. A thank you is a good ending.`,
  button: t`Leave the group`,
  done: t`You have left the group. It goes on without you.`,
});

const ofWholeGroup = (others: boolean): PartingWords => ({
  title: t`End the group?`,
  follows: [
    others
      ? t`The group ends for everybody. Everybody in it gets an email straight away, but not the reason.`
      : t`The group ends. Waiting requests for a place are closed, and those who asked are told.`,
    t`Its page no longer shows contact details. You can still read what you agreed on.`,
    t`You can’t undo this.`,
  ],
  farewell: others ? t`Message to the group` : undefined,
  farewellHelp: t`It appears in the email and on your shared page. A thank you is a good ending.`,
  button: t`End the group`,
  done: t`The group has ended. Everybody in it gets an email about it now.`,
});
