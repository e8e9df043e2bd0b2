import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { readSurveyOptions } from "../../api/surveys/@tanstack/react-query.gen";
import type { SurveyOut } from "../../api/surveys/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { showEnd } from "../../ui/dates";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { OwnWords } from "../../ui/OwnWords";
import { Page } from "../../ui/Page";
import { AskForHelp } from "./AskForHelp";
import { PreviewOf } from "./PreviewOf";
import { SurveyForm } from "./SurveyForm";
import { said } from "./said";
import { WhoReads } from "./WhoReads";
import "../../styles/pages.css";
import "./surveys.css";

const route = getRouteApi("/programmes/$programmeId/surveys/$surveyId");

/** Where the links in mails lead: straight to the form. */
export function Answering({ surveyId }: { surveyId: string }) {
  const survey = useQuery(readSurveyOptions({ path: { survey_id: surveyId } }));
  return (
    <Page title={survey.data ? said(survey.data.title).text : t`Survey`}>
      <Loaded query={survey}>{(found) => <Found key={found.id} survey={found} />}</Loaded>
      <p>
        <Link to="/surveys/{-$surveyId}/{-$view}">{t`All surveys`}</Link>
      </p>
    </Page>
  );
}

function Found({ survey }: { survey: SurveyOut }) {
  const { LaterConsents } = route.useRouteContext();
  const [sent, setSent] = useState(false);
  const [changing, setChanging] = useState(false);
  const { own, state, anonymous } = survey;
  if (!own?.asked && !own?.answered) return <PreviewOf survey={survey} />;
  const answered = sent || own.answered;
  const mayChange = state === "open" && own.asked && !anonymous;
  return (
    <>
      {answered && !changing ? (
        <Thanks survey={survey} onChange={mayChange ? () => setChanging(true) : undefined} />
      ) : state === "open" ? (
        <Open
          survey={survey}
          onSent={() => {
            setSent(true);
            setChanging(false);
          }}
        />
      ) : (
        <Over />
      )}
      {answered && survey.kind === "final" && (
        <Suspense>
          <LaterConsents programmeId={survey.programme_id} />
        </Suspense>
      )}
      {survey.help && state === "open" && <AskForHelp survey={survey} />}
    </>
  );
}

function Open({ survey, onSent }: { survey: SurveyOut; onSent: () => void }) {
  const programme = useProgrammeOf(survey.programme_id).data;
  const closes = survey.closes_at && programme ? showEnd(survey.closes_at, programme.zone) : "";
  const intro = said(survey.intro);
  return (
    <>
      {intro.text && <OwnWords {...intro} />}
      {closes && <p className="muted">{t`Open until: ${{ closes }}`}</p>}
      <WhoReads survey={survey} />
      <SurveyForm survey={survey} draft={`survey:${survey.id}:${survey.own?.answered}`} onSent={onSent} />
    </>
  );
}

function Thanks({ survey, onChange }: { survey: SurveyOut; onChange: (() => void) | undefined }) {
  return (
    <section className="card">
      <h2>{t`Thank you for your answers!`}</h2>
      <p>
        {survey.anonymous
          ? t`They are in, and nobody can see which are yours. For the same reason they can’t be shown to you or changed.`
          : t`They are in. The coordinators of the programme can read them, with your name.`}
      </p>
      {onChange && (
        <button type="button" onClick={onChange}>
          {t`See and change my answers`}
        </button>
      )}
    </section>
  );
}

function Over() {
  return (
    <EmptyState title={t`This survey has closed`} action={<Link to="/">{t`Go to your home page`}</Link>}>
      <p>{t`Answers can’t be sent any more. If there is something that the coordinators should know, write to the programme’s contact address.`}</p>
    </EmptyState>
  );
}
