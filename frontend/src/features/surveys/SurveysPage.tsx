import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, lazyRouteComponent, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { listSurveysOptions } from "../../api/surveys/@tanstack/react-query.gen";
import type { SurveyRowOut } from "../../api/surveys/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { textsOf } from "../../i18n/programmeTexts";
import { showEnd } from "../../ui/dates";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Waiting";
import { Answering } from "./Answering";
import { CoordinatorSurveys } from "./CoordinatorSurveys";
import { said } from "./said";
import "../../styles/pages.css";
import "./surveys.css";

/** One survey is a coordinator's to make: fetched by them alone. */
const SurveyPage = lazyRouteComponent(() => import("./SurveyPage"), "SurveyPage");

export function SurveysPage() {
  const { programmeId, surveyId, view } = useParams({ strict: false });
  if (!surveyId) return <AllSurveys />;
  if (programmeId) return <Answering surveyId={surveyId} />;
  return (
    <Suspense fallback={<Waiting />}>
      <SurveyPage surveyId={surveyId} view={view} />
    </Suspense>
  );
}

/** The surveys that wait for one's answer; a coordinator's, all of them. */
function AllSurveys() {
  const programme = useProgramme();
  if (!programme?.coordinates && !programme?.participant) return <NotForYou title={t`Surveys`} />;
  return (
    <Page title={t`Surveys`}>
      <p className="muted">
        {t`Programme:`} <bdi>{textsOf(programme)?.name ?? programme.organisation_name}</bdi>
      </p>
      <Surveys key={programme.id} programme={programme} />
    </Page>
  );
}

function Surveys({ programme }: { programme: ProgrammeOut }) {
  const surveys = useQuery(listSurveysOptions({ path: { programme_id: programme.id } }));
  return (
    <Loaded query={surveys}>
      {({ items }) =>
        programme.coordinates ? (
          <CoordinatorSurveys programme={programme} surveys={items} />
        ) : (
          <Mine programme={programme} surveys={items} />
        )
      }
    </Loaded>
  );
}

function Mine({ programme, surveys }: { programme: ProgrammeOut; surveys: readonly SurveyRowOut[] }) {
  const [due, done] = [surveys.filter(({ answered }) => !answered), surveys.filter(({ answered }) => answered)];
  return (
    <>
      {due.length === 0 ? (
        <EmptyState title={t`No surveys are waiting for you`} action={<Link to="/">{t`Go to your home page`}</Link>}>
          <p>{t`When there is one, you’ll get an email with a link to it.`}</p>
        </EmptyState>
      ) : (
        <ul className="rows">
          {due.map((survey) => (
            <Row key={survey.id} survey={survey} zone={programme.zone} />
          ))}
        </ul>
      )}
      {done.length > 0 && (
        <>
          <h2>{t`You have answered`}</h2>
          <ul className="rows">
            {done.map((survey) => (
              <Row key={survey.id} survey={survey} zone={programme.zone} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Row({ survey, zone }: { survey: SurveyRowOut; zone: string }) {
  const { text, lang } = said(survey.title);
  const closes = survey.closes_at ? showEnd(survey.closes_at, zone) : "";
  return (
    <li>
      <Link
        to="/programmes/$programmeId/surveys/$surveyId"
        params={{ programmeId: survey.programme_id, surveyId: survey.id }}
        lang={lang}
      >
        {text}
      </Link>
      <p>
        {survey.anonymous ? t`Anonymous` : t`Not anonymous`}
        {" · "}
        {survey.state === "closed" ? t`Closed: ${{ closes }}` : t`Open until: ${{ closes }}`}
      </p>
    </li>
  );
}
