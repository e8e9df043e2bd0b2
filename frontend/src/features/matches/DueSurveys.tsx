import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { DueSurveyOut } from "../../api/months/types.gen";
import { showEnd } from "../../ui/dates";

type DueSurveysProps = { surveys: readonly DueSurveyOut[]; programme: ProgrammeOut };

/** Surveys that wait for one's answer, what closes first at first. */
export function DueSurveys({ surveys, programme: { id: programmeId, zone } }: DueSurveysProps) {
  if (surveys.length === 0) return null;
  return (
    <section aria-labelledby="surveys">
      <h2 id="surveys">{t`Surveys waiting for your answer`}</h2>
      <ul className="rows">
        {surveys.map(({ id, title, closes_at: ends }) => {
          const closes = showEnd(ends, zone);
          return (
            <li key={id}>
              <Link to="/programmes/$programmeId/surveys/$surveyId" params={{ programmeId, surveyId: id }}>
                {title[i18n.locale] ?? Object.values(title)[0]}
              </Link>
              <p className="muted">{t`Open until: ${{ closes }}`}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
