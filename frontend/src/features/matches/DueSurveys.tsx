import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { DueSurveyOut } from "../../api/months/types.gen";

type DueSurveysProps = { surveys: readonly DueSurveyOut[]; programmeId: string };

/** Surveys that wait for one's answer, what closes first at first. */
export function DueSurveys({ surveys, programmeId }: DueSurveysProps) {
  if (surveys.length === 0) return null;
  return (
    <section aria-labelledby="surveys">
      <h2 id="surveys">{t`Surveys that wait for your answer`}</h2>
      <ul className="rows">
        {surveys.map(({ id, title }) => (
          <li key={id}>
            <Link to="/programmes/$programmeId/surveys/$surveyId" params={{ programmeId, surveyId: id }}>
              {title[i18n.locale] ?? Object.values(title)[0]}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
