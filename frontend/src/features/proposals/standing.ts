import { t } from "@lingui/core/macro";
import type { PartyOut, ProposalOut } from "../../api/generated/types.gen";

export type Side = "mentor" | "mentee";
type Parties = Pick<ProposalOut, "mentor" | "mentee">;
type Answers = Pick<ProposalOut, "state" | "mentor_yes_at" | "mentee_yes_at">;
type Standing = Answers & Partial<Pick<ProposalOut, "group">>;

/** Which side of a suggested pair one is on; neither is who coordinates. */
export function sideOf({ mentor, mentee }: Parties, ownId: string | undefined): Side | undefined {
  if (mentor.participant_id === ownId) return "mentor";
  return mentee.participant_id === ownId ? "mentee" : undefined;
}

/** The other of the two. */
export const partnerIn = ({ mentor, mentee }: Parties, side: Side): PartyOut => (side === "mentor" ? mentee : mentor);

export const hasSaidYes = ({ mentor_yes_at, mentee_yes_at }: Answers, side: Side): boolean =>
  (side === "mentor" ? mentor_yes_at : mentee_yes_at) !== null;

/** How a suggestion stands, as its reader would say it before a time; nobody is pointed at who said no. */
export function standing(proposal: Standing): string {
  if (proposal.state === "accepted") return t`Both said yes`;
  if (proposal.state !== "pending" && proposal.group) return t`This suggestion did not go ahead`;
  if (proposal.state !== "pending") return t`This pair did not go ahead`;
  return t`You said yes, and the other person can answer until`;
}
