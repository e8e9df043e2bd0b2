import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readDirectoryOptions, readOverlayOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { DirectoryOut, ProgrammeOut } from "../../api/generated/types.gen";
import { looksThrough, partIn } from "../../api/programme";
import { useProgramme, useServerTime } from "../../api/useProgramme";
import { inItsWords } from "../../i18n/menteeWord";
import { CountdownText } from "../../ui/CountdownText";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { MentorList } from "./MentorList";
import { shows, windowAt } from "./window";
import "../../styles/pages.css";
import "./mentors.css";

export function MentorsPage() {
  const programme = useProgramme();
  if (!programme || !looksThrough(programme)) return <NotForYou title={t`Mentors`} />;
  if (partIn(programme) === "mentee")
    return (
      <Page title={t`Find a mentor`}>
        {programme.rules.groups !== "none" && (
          <p>
            <Link
              to="/groups/{-$groupId}/{-$view}"
              params={{ groupId: undefined, view: undefined }}
            >{t`See also the groups that mentors lead`}</Link>
          </p>
        )}
        <Directory programme={programme} />
      </Page>
    );
  return (
    <Page
      title={t`Mentors`}
      lead={inItsWords(
        programme,
        t`As a member of staff you can look through the mentors. Only [mentees] can send them a request.`,
      )}
    >
      <DirectoryOfStaff programme={programme} />
    </Page>
  );
}

/** Without what is a student's own: no fit, no saved mentors, no order of one's own. */
function DirectoryOfStaff({ programme }: { programme: ProgrammeOut }) {
  const directory = useQuery(readDirectoryOptions({ path: { programme_id: programme.id } }));
  const now = useServerTime();
  return (
    <Loaded query={directory}>
      {(shared) => (
        <>
          <WindowNotice directory={shared} now={now} zone={programme.zone} onLook={() => void directory.refetch()} />
          {shows(shared, now) && <MentorList programme={programme} directory={shared} />}
        </>
      )}
    </Loaded>
  );
}

function Directory({ programme }: { programme: ProgrammeOut }) {
  const path = { programme_id: programme.id };
  const directory = useQuery(readDirectoryOptions({ path }));
  const overlay = useQuery(readOverlayOptions({ path }));
  const look = () => void Promise.all([directory.refetch(), overlay.refetch()]);
  const now = useServerTime();
  return (
    <Loaded query={directory}>
      {(shared) => (
        <>
          <WindowNotice directory={shared} now={now} zone={programme.zone} onLook={look} />
          {shows(shared, now) && (
            <Loaded query={overlay}>
              {(mine) => <MentorList programme={programme} directory={shared} overlay={mine} />}
            </Loaded>
          )}
        </>
      )}
    </Loaded>
  );
}

type WindowNoticeProps = { directory: DirectoryOut; now: string; zone: string; onLook: () => void };

/** Before the window: how long still. Nobody's browser asks by itself at the stroke of the hour; a button does. */
function WindowNotice({ directory, now, zone, onLook }: WindowNoticeProps) {
  const { opens } = directory;
  const window = windowAt(directory, now);
  if (window === "open") return null;
  if (window === "closed")
    return (
      <EmptyState title={t`Requests to mentors have closed`} action={<Link to="/">{t`Go to your home page`}</Link>}>
        <p>{t`Your home page tells you what happens next.`}</p>
      </EmptyState>
    );
  if (Date.parse(now) >= Date.parse(opens))
    return (
      <EmptyState
        title={t`You can ask mentors now`}
        action={
          <button type="button" className="primary" onClick={onLook}>
            {t`Show the mentors`}
          </button>
        }
      />
    );
  return (
    <div className="card next-step">
      <h2>{window === "preview" ? t`You can look around already` : t`The mentors will be shown here`}</h2>
      <p>
        {t`Requests open:`} <Moment at={opens} zone={zone} />
      </p>
      <p>
        {t`Still to go:`} <CountdownText until={opens} />
      </p>
    </div>
  );
}
