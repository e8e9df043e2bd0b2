import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { moveMeetingMutation } from "../../api/months/@tanstack/react-query.gen";
import type { MeetingOut } from "../../api/months/types.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { meetingProblems } from "./monthsWords";
import { PlaceFields, readPlace, readTime, TimeField, ZoneNote } from "./TimeFields";

/** Another time or place of a planned meeting. */
export function MoveDialog({ meeting, onClose }: { meeting: MeetingOut; onClose: () => void }) {
  const announce = useAnnounce();
  const [missing, setMissing] = useState(false);
  const mutationKey = ["move", meeting.id];
  const headersOf = useAct(mutationKey);
  const move = useMutation({
    ...moveMeetingMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`The meeting is changed. The calendars follow.`);
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const start = readTime(form, 0);
    setMissing(!start);
    if (!start) return document.getElementById("day-0")?.focus();
    const body = { ...readPlace(form), start };
    const headers = headersOf(JSON.stringify(body));
    if (headers) move.mutate({ path: { meeting_id: meeting.id }, body, headers });
  };
  return (
    <Dialog title={t`Change time or place`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p>{t`A mail goes out, and the calendars are updated.`}</p>
        <ZoneNote />
        {missing && (
          <p className="error" role="alert">
            {t`Give the day and the time.`}
          </p>
        )}
        <TimeField number={0} at={meeting.starts_at ?? undefined} />
        <PlaceFields given={meeting} />
        <FailedAct error={move.error} own={meetingProblems(move.error)} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={move.isPending}>{t`Save`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
