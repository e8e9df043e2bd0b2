import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import { Suspense } from "react";
import { readSessionOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { Phase } from "../../api/generated/types.gen";
import { partIn } from "../../api/programme";
import { useProgramme } from "../../api/useProgramme";
import { textsOf } from "../../i18n/programmeTexts";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Waiting";
import { MenteeHome } from "./MenteeHome";
import { MentorHome } from "./MentorHome";
import { ProgrammePath } from "./ProgrammePath";
import { StaffHome } from "./StaffHome";
import { TheEnd } from "./TheEnd";
import "../../styles/pages.css";

const route = getRouteApi("/");

export function HomePage() {
  const { ForCoordinator } = route.useRouteContext();
  const session = useQuery(readSessionOptions()).data;
  const programme = useProgramme();
  if (!session) return <Welcome />;
  if (!session.person.name) return <Navigate to="/account" />;
  if (!programme) return <NoProgramme />;
  const { participant } = programme;
  return (
    <Page title={textsOf(programme)?.name ?? programme.organisation_name}>
      {programme.coordinates && <ForTeam phase={programme.phase} />}
      {partIn(programme) === "coordinator" && (
        <Suspense fallback={<Waiting />}>
          <ForCoordinator programme={programme} />
        </Suspense>
      )}
      {partIn(programme) === "staff" && <StaffHome programme={programme} />}
      {participant && <TheEnd programme={programme} own={participant} />}
      {participant?.role === "mentee" && <MenteeHome programme={programme} own={participant} />}
      {participant?.role === "mentor" && <MentorHome programme={programme} own={participant} />}
      {participant && <OwnPages />}
      <ProgrammePath programme={programme} />
    </Page>
  );
}

/** Also for those of the team who take part themselves, and of a programme that nobody else sees yet. */
function ForTeam({ phase }: { phase: Phase }) {
  return (
    <>
      {phase === "draft" && (
        <p>{t`This programme is a draft: only its coordinators see it. Its settings say what is missing.`}</p>
      )}
      <p className="actions">
        <Link to="/programme/settings" className="button">
          {t`Settings`}
        </Link>
        <Link to="/concerns/$concernId" params={{ concernId: "all" }} className="button">
          {t`Told in confidence`}
        </Link>
      </p>
    </>
  );
}

/** What one has here of one's own. */
function OwnPages() {
  return (
    <p className="actions">
      <Link to="/profile" className="button">
        {t`My profile`}
      </Link>
      <Link to="/taking-part" className="button">
        {t`Taking part`}
      </Link>
      <Link to="/concerns/$concernId" params={{ concernId: "new" }} className="button">
        {t`Tell the organisers in confidence`}
      </Link>
    </p>
  );
}

function Welcome() {
  return (
    <Page
      title={t`Find a mentor, be a mentor`}
      lead={t`Here university students meet mentors who know working life from the inside.`}
    >
      <p>
        {t`A student asks one mentor at a time. When the mentor says yes, the two of them get each other’s contact details and agree on how they work together.`}
      </p>
      <Link to="/sign-in" className="button primary">
        {t`Sign in`}
      </Link>
    </Page>
  );
}

function NoProgramme() {
  return (
    <Page title={t`Welcome`}>
      <EmptyState
        title={t`You are not in any programme yet`}
        action={
          <Link to="/join" className="button primary">
            {t`See what you can join`}
          </Link>
        }
      >
        <p>
          {t`Should you already be in one? You may have signed in another way before:`}{" "}
          <Link to="/sign-in">{t`Sign in as somebody else`}</Link>
        </p>
      </EmptyState>
    </Page>
  );
}
