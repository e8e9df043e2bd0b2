import { t } from "@lingui/core/macro";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { readAgreementOptions } from "../../api/agreements/@tanstack/react-query.gen";
import type { AgreementOut } from "../../api/agreements/types.gen";
import { readMatchOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { calledBy } from "../../ui/calledBy";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { AgreementForm } from "./AgreementForm";
import { History } from "./History";
import { Sign } from "./Sign";
import { Standing } from "./Standing";
import { Version } from "./Version";
import "../../styles/pages.css";
import "./agreement.css";

const route = getRouteApi("/matches/$matchId/agreement");

/** What the members of a match agree on (R18): read, written and signed by them alone. */
export function AgreementPage() {
  const { matchId } = route.useParams();
  const match = useQuery(readMatchOptions({ path: { match_id: matchId } }));
  return (
    <Page title={t`Our agreement`}>
      <Loaded query={match}>{(found) => <OfMatch match={found} />}</Loaded>
    </Page>
  );
}

function OfMatch({ match }: { match: MatchOut }) {
  const [language, setLanguage] = useState<string>();
  const programme = useProgrammeOf(match.programme_id);
  const agreement = useQuery({
    ...readAgreementOptions({ path: { match_id: match.id }, query: { language } }),
    placeholderData: keepPreviousData, // the form stays while another language comes
  });
  const own = programme.data?.participant?.id;
  return (
    <>
      <p className="muted">
        {match.kind === "pair" && t`Mentoring with:`} <bdi>{calledBy(match, own)}</bdi>
      </p>
      <Loaded query={programme}>
        {(found) => (
          <Loaded query={agreement}>
            {(known) => <Agreement agreement={known} programme={found} onLanguage={setLanguage} />}
          </Loaded>
        )}
      </Loaded>
      <p className="screen-only">
        <Link to="/matches/$matchId" params={{ matchId: match.id }}>
          {t`Back to the mentoring`}
        </Link>
      </p>
    </>
  );
}

type AgreementProps = { agreement: AgreementOut; programme: ProgrammeOut; onLanguage: (language?: string) => void };

function Agreement({ agreement, programme, onLanguage }: AgreementProps) {
  const [changing, setChanging] = useState(false);
  const { newest, in_force: inForce, open, history } = agreement;
  const writes = open && (changing || !newest);
  return (
    <>
      <Standing agreement={agreement} zone={programme.zone} />
      {newest && !writes && <Version version={newest} zone={programme.zone} />}
      {writes && (
        <AgreementForm
          agreement={agreement}
          onLanguage={onLanguage}
          onDone={() => {
            onLanguage(undefined);
            setChanging(false);
          }}
        />
      )}
      {newest && !writes && (
        <>
          {open && <Sign matchId={agreement.match_id} version={newest} />}
          <div className="actions screen-only">
            {open && (
              <button type="button" onClick={() => setChanging(true)}>
                {t`Change the agreement`}
              </button>
            )}
            <button type="button" onClick={() => window.print()}>
              {t`Print`}
            </button>
            <a className="button" href={`/api/v1/matches/${agreement.match_id}/agreement/pdf`} download>
              {t`Download as PDF`}
            </a>
          </div>
        </>
      )}
      {inForce && (
        <details className="screen-only">
          <summary>{t`The version that applies until then`}</summary>
          <Version version={inForce} zone={programme.zone} />
        </details>
      )}
      {history.length > 0 && <History history={history} zone={programme.zone} />}
    </>
  );
}
