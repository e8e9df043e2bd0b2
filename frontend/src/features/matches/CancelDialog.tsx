import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { cancelMeetingMutation } from "../../api/months/@tanstack/react-query.gen";
import type { MeetingOut } from "../../api/months/types.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { meetingProblems } from "./monthsWords";

export function CancelDialog({ meeting, onClose }: { meeting: MeetingOut; onClose: () => void }) {
  const announce = useAnnounce();
  const mutationKey = ["cancel", meeting.id];
  const headersOf = useAct(mutationKey);
  const cancel = useMutation({
    ...cancelMeetingMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`The meeting is cancelled, and leaves the calendars.`);
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = { words: String(new FormData(event.currentTarget).get("words") ?? "") };
    const headers = headersOf(JSON.stringify(body));
    if (headers) cancel.mutate({ path: { meeting_id: meeting.id }, body, headers });
  };
  return (
    <Dialog title={t`Cancel the meeting?`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p>{t`A mail about it goes out. It is best to suggest another time at once.`}</p>
        <TextArea name="words" label={t`Words in the mail`} limit={1000} dir="auto" optional />
        <FailedAct error={cancel.error} own={meetingProblems(cancel.error)} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Keep it`}
          </button>
          <SubmitButton pending={cancel.isPending}>{t`Cancel the meeting`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
