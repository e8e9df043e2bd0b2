import type { MatchOut } from "../api/generated/types.gen";
import { listed } from "../i18n/labels";

/** What a match is called by one of its members: a group by its theme, a pair by the other. */
export const calledBy = ({ theme, members }: Pick<MatchOut, "theme" | "members">, ownId: string | undefined): string =>
  theme ?? listed(members.filter(({ participant_id: id }) => id !== ownId).map(({ name }) => name));
