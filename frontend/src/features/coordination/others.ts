import type { MatchOut, PartyOut, ProposalOut } from "../../api/generated/types.gen";

/** The other side of a request or a suggestion. */
export const otherOf = ({ mentor, mentee }: Pick<ProposalOut, "mentor" | "mentee">, id: string): PartyOut =>
  mentor.participant_id === id ? mentee : mentor;

/** Everybody else in a match. */
export const othersIn = ({ members }: Pick<MatchOut, "members">, id: string) =>
  members.filter(({ participant_id }) => participant_id !== id);
