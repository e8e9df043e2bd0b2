import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { logMeetingMutation } from "../../api/months/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { FormDialog } from "./FormDialog";
import { meetingProblems } from "./monthsWords";
import { OneTimeFields, readPlace, readTime } from "./TimeFields";

/** A meeting that was held without having been planned here. */
export function LogDialog({ matchId, onClose }: { matchId: string; onClose: () => void }) {
  const announce = useAnnounce();
  const [missing, setMissing] = useState(false);
  const mutationKey = ["log", matchId];
  const headersOf = useAct(mutationKey);
  const log = useMutation({
    ...logMeetingMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`The meeting has been recorded.`);
      onClose();
    },
  });
  const submit = (typed: FormData) => {
    const start = readTime(typed, 0);
    setMissing(!start);
    if (!start) return document.getElementById("day-0")?.focus();
    const body = { ...readPlace(typed), start, notes: String(typed.get("notes") ?? "") };
    const headers = headersOf(JSON.stringify(body));
    if (headers) log.mutate({ path: { match_id: matchId }, body, headers });
  };
  return (
    <FormDialog
      title={t`Record a meeting you had`}
      onSubmit={submit}
      sending={log}
      problems={meetingProblems(log.error)}
      act={t`Record it`}
      onClose={onClose}
    >
      <OneTimeFields missing={missing} />
      <TextArea
        name="notes"
        label={t`Shared notes`}
        help={t`Only those of you who meet can read these.`}
        limit={20_000}
        dir="auto"
        optional
      />
    </FormDialog>
  );
}
