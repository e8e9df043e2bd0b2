import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { GroupNameOut, ProgrammeOut } from "../../api/generated/types.gen";

type ToPairProps = { matchId: string | null; programme: ProgrammeOut; group: GroupNameOut | null };

/** From a request or a suggestion to the pair that it led to, if it did. */
export function ToPair({ matchId, programme, group }: ToPairProps) {
  return matchId ? (
    <p>
      <Link to="/matches/$matchId" params={{ matchId }} search={{ programme: programme.id }} className="button">
        {group ? t`See the group` : t`See the pair`}
      </Link>
    </p>
  ) : null;
}
