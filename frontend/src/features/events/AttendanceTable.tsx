import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { noteAttendanceMutation, signSomebodyOffMutation } from "../../api/events/@tanstack/react-query.gen";
import type { AttendeeOut, EventOut } from "../../api/events/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { useServerTime } from "../../api/useProgramme";
import { capitalised } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { eventProblems } from "./eventWords";
import "./events.css";

const hour = 3_600_000;

type TableProps = { event: EventOut; programme: ProgrammeOut; rows: AttendeeOut[]; caption: string };

/** Names to tick off, by hand on paper or here from an hour before the event on. */
export function AttendanceTable({ event, programme, rows, caption }: TableProps) {
  const now = Date.parse(useServerTime());
  const starts = Date.parse(event.starts);
  const open = event.state === "published";
  const ticking = open && now >= starts - hour;
  return (
    <table className="attendance">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t`Name`}</th>
          <th scope="col" className="role">{t`Role`}</th>
          <th scope="col" className={ticking ? undefined : "on-paper"}>{t`Came`}</th>
          {open && now < starts && (
            <th scope="col" className="screen-only">
              {t`Cancel sign-up`}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.participant_id}>
            <th scope="row">
              <Link to="/people/$participantId" params={{ participantId: row.participant_id }}>
                <bdi>{row.name || t`Name erased`}</bdi>
              </Link>
            </th>
            <td className="role">
              {row.role === "mentor" ? t`Mentor` : capitalised(inItsWords(programme, t`[mentee]`))}
            </td>
            <td className={ticking ? undefined : "on-paper"}>
              {ticking && <Came event={event} row={row} />}
              <Box />
            </td>
            {open && now < starts && (
              <td className="screen-only">
                <SignOff event={event} row={row} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** On paper a box for a tick. */
const Box = () => <span className="tick-box" aria-hidden="true" />;

function Came({ event, row }: { event: EventOut; row: AttendeeOut }) {
  const mutationKey = ["came", event.id, row.participant_id];
  const headersOf = useAct(mutationKey);
  const note = useMutation({ ...noteAttendanceMutation(), mutationKey });
  const choose = (came: boolean | null) => {
    const headers = headersOf(`${came} after ${row.came}`);
    const path = { event_id: event.id, participant_id: row.participant_id };
    if (headers) note.mutate({ path, body: { came }, headers });
  };
  const { name } = row;
  return (
    <>
      <div className="came">
        <Answer
          pressed={row.came === true}
          label={t`${{ name }} came`}
          onPress={() => choose(row.came === true ? null : true)}
        >
          {t`Came`}
        </Answer>
        <Answer
          pressed={row.came === false}
          label={t`${{ name }} did not come`}
          onPress={() => choose(row.came === false ? null : false)}
        >
          {t`Did not come`}
        </Answer>
      </div>
      <FailedAct error={note.error} own={eventProblems()} />
    </>
  );
}

type AnswerProps = { pressed: boolean; label: string; onPress: () => void; children: string };

/** Pressed again it is taken back. */
const Answer = ({ pressed, label, onPress, children }: AnswerProps) => (
  <button type="button" aria-pressed={pressed} aria-label={label} onClick={onPress}>
    {children}
  </button>
);

function SignOff({ event, row }: { event: EventOut; row: AttendeeOut }) {
  const [asked, setAsked] = useState(false);
  const { name } = row;
  return (
    <>
      <button type="button" aria-label={t`Cancel sign-up: ${{ name }}`} onClick={() => setAsked(true)}>
        {t`Cancel sign-up`}
      </button>
      {asked && <SignOffDialog event={event} row={row} onClose={() => setAsked(false)} />}
    </>
  );
}

function SignOffDialog({ event, row, onClose }: { event: EventOut; row: AttendeeOut; onClose: () => void }) {
  const announce = useAnnounce();
  const mutationKey = ["sign-somebody-off", event.id, row.participant_id];
  const headersOf = useAct(mutationKey);
  const { name } = row;
  const signOff = useMutation({
    ...signSomebodyOffMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`${{ name }}’s sign-up has been cancelled.`);
      onClose();
    },
  });
  const submit = (press: FormEvent) => {
    press.preventDefault();
    const headers = headersOf();
    if (headers) signOff.mutate({ path: { event_id: event.id, participant_id: row.participant_id }, headers });
  };
  return (
    <Dialog title={t`Cancel ${{ name }}’s sign-up?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t`They are told by email, and the next on the waiting list gets the seat.`}</p>
        <FailedAct error={signOff.error} own={eventProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Keep the sign-up`}
          </button>
          <SubmitButton pending={signOff.isPending}>{t`Cancel sign-up`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
