import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { pickMeetingTimeMutation } from "../../api/months/@tanstack/react-query.gen";
import type { MeetingOut } from "../../api/months/types.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { ChoiceGroup } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { showMeetingTime } from "./meetingTimes";
import { meetingProblems } from "./monthsWords";

/** The times that are suggested: to pick from for the other one, to look at for whoever suggested them. */
export function PickTime({ meeting, ownId }: { meeting: MeetingOut; ownId: string | undefined }) {
  if (meeting.state !== "proposed") return null;
  if (meeting.proposed_by === ownId)
    return (
      <section>
        <h2>{t`You suggested these times`}</h2>
        <ul>
          {meeting.times.map((time) => (
            <li key={time}>{showMeetingTime(time, meeting.zone)}</li>
          ))}
        </ul>
        <p>{t`You’ll get an email as soon as one of them is picked.`}</p>
      </section>
    );
  return <Pick meeting={meeting} />;
}

function Pick({ meeting }: { meeting: MeetingOut }) {
  const announce = useAnnounce();
  const [missing, setMissing] = useState(false);
  const mutationKey = ["pick", meeting.id];
  const headersOf = useAct(mutationKey);
  const pick = useMutation({
    ...pickMeetingTimeMutation(),
    mutationKey,
    onSuccess: () => announce(t`The meeting is planned. Invitations for your calendars come by email.`),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = { starts_at: String(new FormData(event.currentTarget).get("time") ?? "") };
    setMissing(!body.starts_at);
    if (!body.starts_at) return document.getElementById("time")?.focus();
    const headers = headersOf(JSON.stringify(body));
    if (headers) pick.mutate({ path: { meeting_id: meeting.id }, body, headers });
  };
  return (
    <form noValidate onSubmit={submit} className="card">
      <ChoiceGroup
        type="radio"
        name="time"
        label={t`Which time suits you?`}
        choices={meeting.times.map((time) => ({ value: time, label: showMeetingTime(time, meeting.zone) }))}
        error={missing ? t`Pick one of the times, or suggest others.` : undefined}
      />
      <FailedAct error={pick.error} own={meetingProblems(pick.error)} />
      <div className="actions">
        <SubmitButton pending={pick.isPending}>{t`Pick this time`}</SubmitButton>
      </div>
    </form>
  );
}
