import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { moveMeetingMutation } from "../../api/months/@tanstack/react-query.gen";
import type { MeetingOut } from "../../api/months/types.gen";
import { useAct } from "../../api/useAct";
import { useAnnounce } from "../../ui/Status";
import { FormDialog } from "./FormDialog";
import { meetingProblems } from "./monthsWords";
import { OneTimeFields, readPlace, readTime } from "./TimeFields";

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
  const submit = (typed: FormData) => {
    const start = readTime(typed, 0);
    setMissing(!start);
    if (!start) return document.getElementById("day-0")?.focus();
    const body = { ...readPlace(typed), start };
    const headers = headersOf(JSON.stringify(body));
    if (headers) move.mutate({ path: { meeting_id: meeting.id }, body, headers });
  };
  return (
    <FormDialog
      title={t`Change time or place`}
      onSubmit={submit}
      sending={move}
      problems={meetingProblems(move.error)}
      act={t`Save`}
      onClose={onClose}
    >
      <p>{t`An email goes out, and the calendars are updated.`}</p>
      <OneTimeFields meeting={meeting} missing={missing} />
    </FormDialog>
  );
}
