import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { showMoment, showPeriod } from "../../ui/dates";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { Builder } from "./Builder";
import { cutIn } from "./cuts";
import { Results } from "./Results";
import { SurveyActs } from "./SurveyActs";
import { said } from "./said";
import { stateName } from "./surveyWords";
import { type Version, versionOptions } from "./version";
import "../../styles/pages.css";
import "./surveys.css";

/** A coordinator's survey: where it is made, and what was answered. */
export function SurveyPage({ surveyId, view }: { surveyId: string; view: string | undefined }) {
  const cut = cutIn(view);
  return cut === undefined ? <Making surveyId={surveyId} /> : <Results surveyId={surveyId} by={cut} />;
}

function Making({ surveyId }: { surveyId: string }) {
  const version = useQuery(versionOptions(surveyId));
  const title = version.data && said(version.data.survey.title).text;
  const programme = useProgrammeOf(version.data?.survey.programme_id).data;
  if (programme && !programme.coordinates) return <NotForYou title={t`Survey`} />;
  return (
    <Page title={title || t`Survey`}>
      <Loaded query={version}>
        {(found) => programme && <Found key={found.survey.id} version={found} programme={programme} />}
      </Loaded>
      <p>
        <Link to="/surveys/{-$surveyId}/{-$view}">{t`All surveys`}</Link>
      </p>
    </Page>
  );
}

function Found({ version, programme }: { version: Version; programme: ProgrammeOut }) {
  const { survey } = version;
  const { opens_at: opens, closes_at: closes, state } = survey;
  const [answers, asked] = [survey.answers ?? 0, survey.asked ?? 0];
  return (
    <>
      <Facts
        facts={[
          [t`Status`, stateName(state)],
          [
            t`Open`,
            opens && closes ? showPeriod(opens, closes, programme.zone) : opens && showMoment(opens, programme.zone),
          ],
          [t`Have agreed to it`, survey.kind === "later" && String(asked)],
          [t`Answered`, state !== "draft" && t`${{ answers }} of ${{ asked }}`],
        ]}
      />
      <SurveyActs survey={survey} />
      <Builder version={version} programme={programme} />
    </>
  );
}
