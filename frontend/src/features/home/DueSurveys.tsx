import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { DueSurveyOut, ProgrammeOut } from "../../api/generated/types.gen";
import { showEnd } from "../../ui/dates";
import { titleIn, titlesOf } from "./attention";

type DueSurveysProps = { surveys: readonly DueSurveyOut[]; programme: ProgrammeOut };

/**
 * Surveys that wait for one's answer, what closes first at first, each a click from its form; nothing where none waits.
 * A match's page has its own list of the same: what two features share weighs on every page.
 */
export function DueSurveys({ surveys, programme: { id: programmeId, zone } }: DueSurveysProps) {
  if (surveys.length === 0) return null;
  return (
    <section>
      <h2>{t`Surveys waiting for your answer`}</h2>
      <ul className="rows">
        {surveys.map(({ id, title, closes_at: ends }) => {
          const { text, lang } = titleIn(titlesOf(title));
          const closes = showEnd(ends, zone);
          return (
            <li key={id}>
              <Link
                to="/programmes/$programmeId/surveys/$surveyId"
                params={{ programmeId, surveyId: id }}
                lang={lang}
                className="row-link"
              >
                {text}
              </Link>
              <p className="muted">{t`Open until: ${{ closes }}`}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
