import type { MatchMemberOut, MatchOut } from "../../api/generated/types.gen";

type Members = Pick<MatchOut, "members">;

/** Everybody in a match but oneself, those who lead it first. */
export const othersIn = ({ members }: Members, ownId: string | undefined): MatchMemberOut[] =>
  members
    .filter(({ participant_id: id }) => id !== ownId)
    .toSorted((a, b) => Number(b.role === "mentor") - Number(a.role === "mentor"));

/** Whether the group ends when this member goes: the last who leads it takes it along. */
export const endsWith = ({ members }: Members, ownId: string | undefined): boolean =>
  members.every(({ participant_id: id, role }) => (role === "mentor") === (id === ownId));
