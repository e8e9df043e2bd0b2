import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { holdMeetingMutation, missMeetingMutation } from "../../api/months/@tanstack/react-query.gen";
import type { MeetingOut } from "../../api/months/types.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { meetingProblems } from "./monthsWords";

/** Whether a meeting that has begun came about, and how long it was; a slip can be put right later. */
export function WasHeld({ meeting }: { meeting: MeetingOut }) {
  const announce = useAnnounce();
  const mutationKey = ["judge", meeting.id];
  const headersOf = useAct(mutationKey);
  const onSuccess = () => announce(t`Recorded.`);
  const hold = useMutation({ ...holdMeetingMutation(), mutationKey, onSuccess });
  const miss = useMutation({ ...missMeetingMutation(), mutationKey, onSuccess });
  const path = { meeting_id: meeting.id };
  if (meeting.state === "cancelled") return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = { minutes: Number(new FormData(event.currentTarget).get("minutes")) };
    const headers = headersOf(JSON.stringify(body));
    if (headers) hold.mutate({ path, body, headers });
  };
  const missed = () => {
    const headers = headersOf("missed");
    if (headers) miss.mutate({ path, headers });
  };
  const error = hold.error ?? miss.error;
  return (
    <form noValidate onSubmit={submit} className="card">
      <h2>{meeting.state === "planned" ? t`Did you meet?` : t`Was it different?`}</h2>
      <TextField
        name="minutes"
        type="number"
        inputMode="numeric"
        min={5}
        max={480}
        step={5}
        label={t`How many minutes`}
        defaultValue={meeting.minutes}
      />
      <FailedAct
        error={error}
        own={{ ...meetingProblems(error), validation: t`Enter a number of minutes from 5 to 480.` }}
      />
      <div className="actions">
        <SubmitButton pending={hold.isPending}>{t`We met`}</SubmitButton>
        {meeting.state !== "missed" && (
          <button type="button" onClick={missed}>
            {t`It did not take place`}
          </button>
        )}
      </div>
    </form>
  );
}
