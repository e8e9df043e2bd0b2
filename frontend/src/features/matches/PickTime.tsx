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
import { useSeveral } from "./several";

/** The times that are suggested: to pick from for the other one, to look at for whoever suggested them. */
export function PickTime({ meeting, ownId }: { meeting: MeetingOut; ownId: string | undefined }) {
  const several = useSeveral();
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
        <p>
          {several
            ? t`Any of the others can pick. You get a mail as soon as that is done.`
            : t`The other one picks. You get a mail as soon as that is done.`}
        </p>
      </section>
    );
  return <Pick meeting={meeting} />;
}

function Pick({ meeting }: { meeting: MeetingOut }) {
  const several = useSeveral();
  const announce = useAnnounce();
  const [missing, setMissing] = useState(false);
  const mutationKey = ["pick", meeting.id];
  const headersOf = useAct(mutationKey);
  const pick = useMutation({
    ...pickMeetingTimeMutation(),
    mutationKey,
    onSuccess: () =>
      announce(
        several
          ? t`The meeting is planned. Everybody in the group gets an invitation for their calendar.`
          : t`The meeting is planned. You both get an invitation for your calendars.`,
      ),
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
        help={several ? t`The first one who picks settles it for the whole group.` : undefined}
        choices={meeting.times.map((time) => ({ value: time, label: showMeetingTime(time, meeting.zone) }))}
        error={missing ? t`Pick one of the times, or suggest others.` : undefined}
      />
      <FailedAct error={pick.error} own={meetingProblems(pick.error, several)} />
      <div className="actions">
        <SubmitButton pending={pick.isPending}>{t`Pick this time`}</SubmitButton>
      </div>
    </form>
  );
}
