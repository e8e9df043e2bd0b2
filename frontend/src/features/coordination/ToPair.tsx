import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";

/** From a request or a suggestion to the pair that it led to, if it did. */
export function ToPair({ matchId, programme }: { matchId: string | null; programme: ProgrammeOut }) {
  return matchId ? (
    <p>
      <Link to="/matches/$matchId" params={{ matchId }} search={{ programme: programme.id }} className="button">
        {t`See the pair`}
      </Link>
    </p>
  ) : null;
}
