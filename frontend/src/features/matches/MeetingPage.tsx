import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { readMatchOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut } from "../../api/generated/types.gen";
import { readMeetingOptions } from "../../api/months/@tanstack/react-query.gen";
import type { MeetingOut } from "../../api/months/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { calledBy } from "../../ui/calledBy";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";
import { OwnWords } from "../../ui/OwnWords";
import { Page } from "../../ui/Page";
import { MeetingActs } from "./MeetingActs";
import { showMeetingTime } from "./meetingTimes";
import { lastedWords } from "./monthsWords";
import { PickTime } from "./PickTime";
import { SharedTexts } from "./SharedTexts";
import "../../styles/pages.css";
import "./months.css";

const route = getRouteApi("/meetings/$meetingId");

/** A meeting: when and where, what waits for whom, its agenda and shared notes. */
export function MeetingPage() {
  const { meetingId } = route.useParams();
  const meeting = useQuery(readMeetingOptions({ path: { meeting_id: meetingId } }));
  return (
    <Page title={t`Meeting`}>
      <Loaded query={meeting}>{(found) => <OfMatch meeting={found} />}</Loaded>
    </Page>
  );
}

function OfMatch({ meeting }: { meeting: MeetingOut }) {
  const match = useQuery(readMatchOptions({ path: { match_id: meeting.match_id } }));
  return <Loaded query={match}>{(found) => <Found meeting={meeting} match={found} />}</Loaded>;
}

function Found({ meeting, match }: { meeting: MeetingOut; match: MatchOut }) {
  const programme = useProgrammeOf(meeting.programme_id);
  const ownId = programme.data?.participant?.id;
  const active = match.state === "active";
  const name = calledBy(match, ownId);
  const canceller = match.members.find(({ participant_id: id }) => id === meeting.cancelled_by);
  return (
    <Loaded query={programme}>
      {() => (
        <>
          <p>
            <Link to="/matches/$matchId" params={{ matchId: match.id }}>
              {match.theme ?? t`Mentoring with: ${{ name }}`}
            </Link>
          </p>
          <State meeting={meeting} ownId={ownId} name={canceller?.name ?? name} />
          <Facts
            facts={[
              [t`When`, meeting.starts_at && showMeetingTime(meeting.starts_at, meeting.zone)],
              [t`How long`, lastedWords(meeting.minutes)],
              [t`How you meet`, meeting.mode === "remote" ? t`Online or by phone` : t`In person`],
              [t`Meeting place`, meeting.place],
              [t`Link`, meeting.link && <MeetingLink to={meeting.link} />],
            ]}
          />
          {active && <PickTime meeting={meeting} ownId={ownId} />}
          {active && <MeetingActs meeting={meeting} />}
          <SharedTexts meeting={meeting} active={active} />
        </>
      )}
    </Loaded>
  );
}

function MeetingLink({ to }: { to: string }) {
  return (
    <a href={to} rel="noopener noreferrer">
      {to}
    </a>
  );
}

/** What has become of it, where its time alone does not say so. */
function State({ meeting, ownId, name }: { meeting: MeetingOut; ownId: string | undefined; name: string }) {
  const { state, words, cancelled_by: by } = meeting;
  if (state === "held") return <p className="lead">{t`You met.`}</p>;
  if (state === "missed") return <p className="lead">{t`This meeting did not take place.`}</p>;
  if (state !== "cancelled") return null;
  return (
    <section>
      <p className="lead">{t`This meeting is cancelled.`}</p>
      {words && (
        <>
          <p>{by === ownId ? t`Your message:` : t`From ${{ name }}:`}</p>
          <OwnWords text={words} />
        </>
      )}
    </section>
  );
}
