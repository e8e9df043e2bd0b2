import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { createSurveyMutation } from "../../api/surveys/@tanstack/react-query.gen";
import type { SurveyRowOut } from "../../api/surveys/types.gen";
import { useAct } from "../../api/useAct";
import { showPeriod } from "../../ui/dates";
import { EmptyState } from "../../ui/EmptyState";
import { FailedAct } from "../../ui/FailedAct";
import { CopySurvey } from "./CopySurvey";
import { said } from "./said";
import { stateName } from "./surveyWords";

type CoordinatorSurveysProps = { programme: ProgrammeOut; surveys: readonly SurveyRowOut[] };

/** All surveys of a programme, each with how many have answered. */
export function CoordinatorSurveys({ programme, surveys }: CoordinatorSurveysProps) {
  const making = <Make programme={programme} />;
  if (surveys.length === 0)
    return (
      <EmptyState title={t`No surveys yet`} action={making}>
        <p>{t`Ask how it is going halfway, and how it went at the end. You see the form before anybody else does.`}</p>
      </EmptyState>
    );
  return (
    <>
      <ul className="rows">
        {surveys.map((survey) => (
          <Row key={survey.id} survey={survey} zone={programme.zone} />
        ))}
      </ul>
      {making}
    </>
  );
}

function Row({ survey, zone }: { survey: SurveyRowOut; zone: string }) {
  const { text, lang } = said(survey.title);
  const { id, opens_at: opens, closes_at: closes } = survey;
  const [answers, asked] = [survey.answers ?? 0, survey.asked ?? 0];
  const share = asked ? Math.round((100 * answers) / asked) : 0;
  return (
    <li>
      <Link to="/surveys/{-$surveyId}/{-$view}" params={{ surveyId: id }} lang={lang}>
        {text || t`Survey without a title`}
      </Link>
      <p>
        <strong>{stateName(survey.state)}</strong>
        {opens && closes && ` · ${showPeriod(opens, closes, zone)}`}
        {" · "}
        {survey.anonymous ? t`Anonymous` : t`Not anonymous`}
      </p>
      {survey.kind === "later" && <p>{t`Have agreed to it: ${{ asked }}`}</p>}
      {survey.state !== "draft" && (
        <p>
          {t`Answered: ${{ answers }} of ${{ asked }} (${{ share }}%)`}
          {" · "}
          <Link to="/surveys/{-$surveyId}/{-$view}" params={{ surveyId: id, view: "results" }} className="row-link">
            {t`Results`}
            <span className="visually-hidden">: {text}</span>
          </Link>
        </p>
      )}
    </li>
  );
}

function Make({ programme }: { programme: ProgrammeOut }) {
  const navigate = useNavigate();
  const [copying, setCopying] = useState(false);
  const mutationKey = ["create-survey", programme.id];
  const headersOf = useAct(mutationKey);
  const create = useMutation({
    ...createSurveyMutation(),
    mutationKey,
    onSuccess: ({ id }) => void navigate({ to: "/surveys/{-$surveyId}/{-$view}", params: { surveyId: id } }),
  });
  const make = () => {
    const headers = headersOf();
    if (headers) create.mutate({ path: { programme_id: programme.id }, body: {}, headers });
  };
  return (
    <div className="actions">
      <button type="button" className="primary" onClick={make} aria-disabled={create.isPending}>
        {t`New survey`}
      </button>
      <button type="button" onClick={() => setCopying(true)}>
        {t`Copy a survey`}
      </button>
      <FailedAct error={create.error} />
      {copying && <CopySurvey programme={programme} onClose={() => setCopying(false)} />}
    </div>
  );
}
