import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { MatchOut } from "../../api/generated/types.gen";

/** The way to tell the organisers something about this match in confidence. */
export function InConfidence({ match }: { match: MatchOut }) {
  return (
    <Link
      to="/concerns/$concernId"
      params={{ concernId: "new" }}
      search={{ programme: match.programme_id, about: match.id }}
      className="button"
    >
      {t`Tell the organisers in confidence`}
    </Link>
  );
}
