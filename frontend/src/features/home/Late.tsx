import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { MatchOut } from "../../api/generated/types.gen";
import { NextStep } from "./NextStep";

/** One's mentoring has ended, and nobody can be asked any more. */
export const Parted = ({ match }: { match: MatchOut }) => (
  <NextStep title={t`Your mentoring has ended`}>
    <p>{t`What you wrote together can still be read and printed. If you would like to go on with somebody else, write to the coordinators: they can still suggest a pair.`}</p>
    <Link to="/matches/$matchId" params={{ matchId: match.id }} className="button">
      {t`Open your shared page`}
    </Link>
  </NextStep>
);

/** The round is over for somebody who was matched with nobody in it. */
export const Past = () => (
  <NextStep title={t`This round is over`}>
    <p>{t`Thank you for your interest. You are welcome in the next one.`}</p>
    <Link to="/join" className="button">
      {t`See what you can join`}
    </Link>
  </NextStep>
);
