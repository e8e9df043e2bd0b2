import type { MatchOut } from "../../api/generated/types.gen";
import { listed } from "../../i18n/labels";

/** A group is called by its theme, a pair by the other. */
export const calledBy = ({ theme, members }: Pick<MatchOut, "theme" | "members">, ownId: string): string =>
  theme ?? listed(members.filter(({ participant_id: id }) => id !== ownId).map(({ name }) => name));
