import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { readMatchOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { readWorkspaceOptions } from "../../api/months/@tanstack/react-query.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { ContactCard } from "../../ui/ContactCard";
import { calledBy } from "../../ui/calledBy";
import { showDay } from "../../ui/dates";
import { Loaded } from "../../ui/Loaded";
import { OwnWords } from "../../ui/OwnWords";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Waiting";
import { CertificateLink } from "./CertificateLink";
import { Ending } from "./Ending";
import { NextSteps } from "./NextSteps";
import { OurAgreement } from "./OurAgreement";
import { Partner } from "./Partner";
import { Workspace } from "./Workspace";
import "../../styles/pages.css";

// Most pages are of a mentoring that goes on.
const AfterEnding = lazy(async () => ({ default: (await import("./AfterEnding")).AfterEnding }));

const route = getRouteApi("/matches/$matchId");

export function MatchPage() {
  const { matchId } = route.useParams();
  const match = useQuery(readMatchOptions({ path: { match_id: matchId } }));
  return match.data ? (
    <Found match={match.data} />
  ) : (
    <Page title={t`Mentoring`}>
      <Loaded query={match}>{() => null}</Loaded>
    </Page>
  );
}

function Found({ match }: { match: MatchOut }) {
  const { ForCoordinator } = route.useRouteContext();
  const programme = useProgrammeOf(match.programme_id);
  const ownId = programme.data?.participant?.id;
  const others = match.members.filter(({ participant_id: id }) => id !== ownId);
  if (programme.data && others.length === match.members.length)
    return (
      <Suspense fallback={<Waiting />}>
        <ForCoordinator match={match} programme={programme.data} />
      </Suspense>
    );
  const name = calledBy(match, ownId);
  return (
    <Page title={match.theme ?? (programme.data ? t`Mentoring with: ${{ name }}` : t`Mentoring`)}>
      <Loaded query={programme}>
        {(found) => (
          <>
            <CertificateLink programme={found} />
            {match.state === "ended" && <Ended match={match} programme={found} />}
            <OfMembers match={match} programme={found} />
            {match.state === "active" && <End match={match} programme={found} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** What its members share; a pair that has just begun begins with how to reach each other. */
function OfMembers({ match, programme }: { match: MatchOut; programme: ProgrammeOut }) {
  const workspace = useQuery(readWorkspaceOptions({ path: { match_id: match.id } }));
  return (
    <Loaded query={workspace}>
      {(found) =>
        match.state === "active" && found.held === 0 && found.rhythm !== "quiet" ? (
          <>
            <Reach match={match} programme={programme} />
            {match.kind === "pair" && <NextSteps programme={programme} />}
            <OurAgreement match={match} />
            <Workspace workspace={found} programme={programme} />
            <Partners match={match} programme={programme} />
          </>
        ) : (
          <>
            <Workspace workspace={found} programme={programme} />
            {match.state === "active" && (
              <>
                <OurAgreement match={match} />
                <Reach match={match} programme={programme} />
                <Partners match={match} programme={programme} />
              </>
            )}
          </>
        )
      }
    </Loaded>
  );
}

type OfMatchProps = { match: MatchOut; programme: ProgrammeOut };

function End({ match, programme }: OfMatchProps) {
  const { InGroup } = route.useRouteContext();
  return match.kind === "pair" ? (
    <Ending match={match} programme={programme} />
  ) : (
    <Suspense fallback={null}>
      <InGroup match={match} programme={programme} part="parting" />
    </Suspense>
  );
}

function Reach({ match, programme }: OfMatchProps) {
  const { InGroup } = route.useRouteContext();
  if (match.kind === "group")
    return (
      <Suspense fallback={<Waiting />}>
        <InGroup match={match} programme={programme} part="members" />
      </Suspense>
    );
  const ownId = programme.participant?.id;
  const others = match.members.filter(({ participant_id: id }) => id !== ownId);
  const since = showDay(match.opened_at, programme.zone);
  return (
    <>
      <p className="lead">{t`Since ${{ since }}`}</p>
      <h2>{t`Contact details`}</h2>
      {others.map(({ participant_id: id, contact }) => contact && <ContactCard key={id} contact={contact} />)}
      <p>{t`Your own contact details have been given in the same way. They are meant for your mentoring only: please don’t pass them on.`}</p>
    </>
  );
}

/** In a pair what the other has told; the members of a group stand where they are reached. */
function Partners({ match, programme }: OfMatchProps) {
  if (match.kind === "group") return null;
  const others = match.members.filter(({ participant_id: id }) => id !== programme.participant?.id);
  return others.map((member) => <Partner key={member.participant_id} member={member} programme={programme} />);
}

function Ended({ match, programme }: { match: MatchOut; programme: ProgrammeOut }) {
  const day = match.ended_at ? showDay(match.ended_at, programme.zone) : "";
  return (
    <>
      <p className="lead">{t`This mentoring ended: ${{ day }}`}</p>
      {match.farewell && (
        <section>
          <h2>{t`Parting message`}</h2>
          <OwnWords text={match.farewell} />
        </section>
      )}
      <p>{t`The contact details are not shown any more.`}</p>
      <OurAgreement match={match} />
      <Suspense fallback={<Waiting />}>
        <AfterEnding match={match} programme={programme} />
      </Suspense>
    </>
  );
}
