import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { readSurveyOptions, readSurveyResultsOptions } from "../../api/surveys/@tanstack/react-query.gen";
import type { SurveyOut, SurveyResultsOut } from "../../api/surveys/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { language } from "../../i18n/language";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { type Cut, viewOf } from "./cuts";
import { HelpCalls } from "./HelpCalls";
import { QuestionResults } from "./QuestionResults";
import { said } from "./said";
import { surveyProblems } from "./surveyWords";
import "../../styles/pages.css";
import "./surveys.css";

/** What was answered, for coordinators. */
export function Results({ surveyId, by }: { surveyId: string; by: Cut }) {
  const survey = useQuery(readSurveyOptions({ path: { survey_id: surveyId } }));
  const programme = useProgrammeOf(survey.data?.programme_id).data;
  const title = survey.data && said(survey.data.title).text;
  if (programme && !programme.coordinates) return <NotForYou title={t`Results`} />;
  return (
    <Page title={title ? t`Results: ${{ title }}` : t`Results`}>
      <Loaded query={survey}>{(found) => programme && <Found survey={found} programme={programme} by={by} />}</Loaded>
      <p>
        <Link to="/surveys/{-$surveyId}/{-$view}">{t`All surveys`}</Link>
      </p>
    </Page>
  );
}

type FoundProps = { survey: SurveyOut; programme: ProgrammeOut; by: Cut };

function Found({ survey, programme, by }: FoundProps) {
  const [answers, asked] = [survey.answers ?? 0, survey.asked ?? 0];
  return (
    <>
      <p className="lead">{t`Answered: ${{ answers }} of ${{ asked }}`}</p>
      {survey.help && <HelpCalls survey={survey} programme={programme} />}
      {survey.anonymous && survey.state !== "closed" ? (
        <Early survey={survey} />
      ) : (
        <Summed survey={survey} programme={programme} by={by} />
      )}
    </>
  );
}

/** Not even a look before the end: who answered since the last look would be known. */
function Early({ survey }: { survey: SurveyOut }) {
  return (
    <EmptyState
      title={t`Results are shown when the survey has closed`}
      action={
        <Link to="/surveys/{-$surveyId}/{-$view}" params={{ surveyId: survey.id }}>
          {t`See when it closes`}
        </Link>
      }
    >
      <p>{t`The survey is anonymous. If its results were shown earlier, people could work out from them who answered what.`}</p>
    </EmptyState>
  );
}

function Summed({ survey, programme, by }: FoundProps) {
  const results = useQuery(readSurveyResultsOptions({ path: { survey_id: survey.id }, ...(by && { query: { by } }) }));
  return (
    <Loaded query={results} own={surveyProblems()}>
      {(found) =>
        found.withheld ? (
          <TooFew results={found} />
        ) : (
          <>
            <Cuts results={found} surveyId={survey.id} />
            <QuestionResults survey={survey} results={found} programme={programme} />
            <Files survey={survey} />
          </>
        )
      }
    </Loaded>
  );
}

function TooFew({ results: { answers, least } }: { results: SurveyResultsOut }) {
  return (
    <EmptyState title={t`Nothing to show`} action={<Link to="/surveys/{-$surveyId}/{-$view}">{t`All surveys`}</Link>}>
      <p>
        {answers === 0
          ? t`Nobody has answered yet.`
          : t`Fewer than ${{ least }} people answered. With so few, answers could be traced to people, so they are not shown.`}
      </p>
    </EmptyState>
  );
}

/** One split at a time, and only those that tell no small group apart. */
function Cuts({ results, surveyId }: { results: SurveyResultsOut; surveyId: string }) {
  const { cuts, by } = results;
  const names = { role: t`By role`, language: t`By language of the form` };
  if (cuts.length === 0)
    return <p className="muted">{t`A split by role or language would show groups that are too small.`}</p>;
  return (
    <nav aria-label={t`Split the results`} className="cuts">
      {[null, ...cuts].map((cut) => (
        <Link
          key={cut}
          to="/surveys/{-$surveyId}/{-$view}"
          params={{ surveyId, view: viewOf(cut) }}
          aria-current={cut === by ? "true" : undefined}
          resetScroll={false}
        >
          {cut ? names[cut] : t`Everybody together`}
        </Link>
      ))}
    </nav>
  );
}

function Files({ survey }: { survey: SurveyOut }) {
  const address = (format: string) => `/api/v1/surveys/${survey.id}/export?format=${format}&language=${language}`;
  return (
    <section>
      <h2>{t`As a file`}</h2>
      <p>
        {survey.anonymous
          ? t`The files hold what you see here, and no single person’s answers.`
          : t`The files hold everybody’s answers with their names. Keep them safe, and delete them when you have used them.`}
      </p>
      <div className="actions">
        <a className="button" href={address("xlsx")} download>
          {t`Download for a spreadsheet (XLSX)`}
        </a>
        <a className="button" href={address("csv")} download>
          {t`Download as text (CSV)`}
        </a>
      </div>
    </section>
  );
}
