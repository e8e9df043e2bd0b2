import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { MeetingOut, WorkspaceOut } from "../../api/months/types.gen";
import { meetingLine } from "./meetingLine";

// What is opened by a press comes with it.
const LogDialog = lazy(async () => ({ default: (await import("./LogDialog")).LogDialog }));
const ProposeDialog = lazy(async () => ({ default: (await import("./ProposeDialog")).ProposeDialog }));

/** What is arranged and what was, each with a page of its own. */
export function Meetings({ workspace, active }: { workspace: WorkspaceOut; active: boolean }) {
  const { meetings, past } = workspace;
  return (
    <section aria-labelledby="meetings">
      <h2 id="meetings" tabIndex={-1}>{t`Meetings`}</h2>
      {meetings.length === 0 && <p>{t`No meeting is planned.`}</p>}
      <Lines meetings={meetings} ownId={workspace.own_participant_id} />
      {active && <Arrange matchId={workspace.match.id} />}
      {past.length > 0 && (
        <>
          <h3>{t`Earlier`}</h3>
          <Lines meetings={past} ownId={workspace.own_participant_id} />
        </>
      )}
    </section>
  );
}

function Lines({ meetings, ownId }: { meetings: readonly MeetingOut[]; ownId: string }) {
  return (
    <ul className="rows">
      {meetings.map((meeting) => (
        <li key={meeting.id}>
          <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }}>
            {meetingLine(meeting, ownId)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Arrange({ matchId }: { matchId: string }) {
  const [open, setOpen] = useState<"propose" | "log">();
  const close = () => setOpen(undefined);
  return (
    <>
      <div className="actions">
        <button type="button" className="primary" onClick={() => setOpen("propose")}>
          {t`Suggest times`}
        </button>
        <button type="button" onClick={() => setOpen("log")}>
          {t`Record a meeting you had`}
        </button>
      </div>
      <Suspense fallback={null}>
        {open === "propose" && <ProposeDialog matchId={matchId} onClose={close} />}
        {open === "log" && <LogDialog matchId={matchId} onClose={close} />}
      </Suspense>
    </>
  );
}
