import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { MatchOut } from "../../api/generated/types.gen";

/** What both sides sign at the start has a page of its own. */
export function OurAgreement({ match }: { match: MatchOut }) {
  return (
    <section>
      <h2>{t`Our agreement`}</h2>
      <p>
        {match.state === "active"
          ? t`Goals, how often you meet, and what stays between you: agree on it in the beginning, and change it when you need to.`
          : t`What you agreed on can still be read and printed.`}
      </p>
      <p className="actions">
        <Link to="/matches/$matchId/agreement" params={{ matchId: match.id }} className="button">
          {t`Open the agreement`}
        </Link>
      </p>
    </section>
  );
}
