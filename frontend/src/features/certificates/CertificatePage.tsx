import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Suspense } from "react";
import { readCertificateOptions } from "../../api/certificates/@tanstack/react-query.gen";
import type { OwnCertificateOut } from "../../api/certificates/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { textsOf } from "../../i18n/programmeTexts";
import { showEnd } from "../../ui/dates";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { Issued } from "./Issued";
import { JoinAgain } from "./JoinAgain";
import { Make } from "./Make";
import "../../styles/pages.css";

const route = getRouteApi("/certificate");

/** One's own certificate of the programme: when there will be one, made by a press, downloaded, withdrawn. */
export function CertificatePage() {
  const programme = useProgramme();
  return (
    <Page title={t`Your certificate`} lead={programme && textsOf(programme)?.name}>
      {programme?.participant ? <Own programme={programme} participantId={programme.participant.id} /> : <None />}
    </Page>
  );
}

function Own({ programme, participantId }: { programme: ProgrammeOut; participantId: string }) {
  const { LaterConsents } = route.useRouteContext();
  const certificate = useQuery(readCertificateOptions({ path: { participant_id: participantId } }));
  return (
    <Loaded query={certificate}>
      {(found) => (
        <>
          <Standing found={found} programme={programme} />
          {found.next_round && <JoinAgain round={found.next_round} />}
          <Suspense>
            <LaterConsents programmeId={programme.id} />
          </Suspense>
        </>
      )}
    </Loaded>
  );
}

function Standing({ found, programme }: { found: OwnCertificateOut; programme: ProgrammeOut }) {
  if (found.certificate) return <Issued paper={found.certificate} participantId={found.participant_id} />;
  switch (found.standing) {
    case "ready":
      return <Make participantId={found.participant_id} role={programme.participant?.role} />;
    case "later":
      return <Later day={showEnd(found.ready_at, programme.zone)} />;
    default:
      return <None />;
  }
}

function Later({ day }: { day: string }) {
  return (
    <EmptyState title={t`It is too early for a certificate`} action={<Link to="/">{t`Go to your home page`}</Link>}>
      <p>{t`You can get it when the mentoring months are over. They last until: ${{ day }}`}</p>
    </EmptyState>
  );
}

function None() {
  return (
    <EmptyState title={t`There is no certificate for you here`} action={<Link to="/">{t`Go to your home page`}</Link>}>
      <p>{t`A certificate is for mentors and students who have been in mentoring together. If you have and this page does not know it, write to the programme’s contact address.`}</p>
    </EmptyState>
  );
}
