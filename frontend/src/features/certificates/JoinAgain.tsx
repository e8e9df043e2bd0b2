import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { NextRoundOut } from "../../api/certificates/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { textsOf } from "../../i18n/programmeTexts";
import { showPeriod } from "../../ui/dates";

/** A mentor is asked to join the next round of the same organisation (R26). */
export function JoinAgain({ round }: { round: NextRoundOut }) {
  const { data: next } = useProgrammeOf(round.programme_id);
  if (!next) return null;
  const period = showPeriod(round.opens, round.closes, next.zone);
  return (
    <section className="card">
      <h2>{t`Would you be a mentor again?`}</h2>
      <p>
        <bdi>{textsOf(next)?.name ?? next.organisation_name}</bdi>
      </p>
      <p>{t`Mentors sign up: ${{ period }}`}</p>
      <p>
        <Link
          to="/join/$programmeId"
          params={{ programmeId: round.programme_id }}
          search={{ as: "mentor" }}
          className="button primary"
        >
          {t`Be a mentor again`}
        </Link>
      </p>
    </section>
  );
}
