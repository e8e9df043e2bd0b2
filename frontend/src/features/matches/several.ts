import { createContext, useContext } from "react";
import type { MatchMemberOut, MatchOut } from "../../api/generated/types.gen";
import { listed } from "../../i18n/labels";

/** Whether a page is about a group, where words for two would be wrong. */
export const Several = createContext(false);
export const useSeveral = () => useContext(Several);

type Members = Pick<MatchOut, "members">;

/** Everybody in a match but oneself, those who lead it first. */
export const othersIn = ({ members }: Members, ownId: string | undefined): MatchMemberOut[] =>
  members
    .filter(({ participant_id: id }) => id !== ownId)
    .toSorted((a, b) => Number(b.role === "mentor") - Number(a.role === "mentor"));

export const nameOf = ({ members }: Members, id: string | null | undefined): string | undefined =>
  members.find(({ participant_id }) => participant_id === id)?.name;

/** With whom, as a page says it: a group is called by its theme, a pair by the other. */
export const calledBy = (match: Pick<MatchOut, "members" | "theme">, ownId: string | undefined): string =>
  match.theme ?? listed(othersIn(match, ownId).map(({ name }) => name));

/** Whether the group ends when this member goes: the last who leads it takes it along. */
export const endsWith = ({ kind, members }: Pick<MatchOut, "kind" | "members">, ownId: string | undefined): boolean =>
  kind === "pair" || members.every(({ participant_id: id, role }) => (role === "mentor") === (id === ownId));
