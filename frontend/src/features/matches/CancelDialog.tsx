import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { cancelMeetingMutation } from "../../api/months/@tanstack/react-query.gen";
import type { MeetingOut } from "../../api/months/types.gen";
import { useAct } from "../../api/useAct";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { FormDialog } from "./FormDialog";
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
  const submit = (typed: FormData) => {
    const body = { words: String(typed.get("words") ?? "") };
    const headers = headersOf(JSON.stringify(body));
    if (headers) cancel.mutate({ path: { meeting_id: meeting.id }, body, headers });
  };
  return (
    <FormDialog
      title={t`Cancel the meeting?`}
      onSubmit={submit}
      sending={cancel}
      problems={meetingProblems(cancel.error)}
      act={t`Cancel the meeting`}
      leave={t`Keep it`}
      onClose={onClose}
    >
      <p>{t`An email about it goes out. It is best to suggest another time straight away.`}</p>
      <TextArea name="words" label={t`Message in the email`} limit={1000} dir="auto" optional />
    </FormDialog>
  );
}
