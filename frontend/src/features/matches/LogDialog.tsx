import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { logMeetingMutation } from "../../api/months/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { meetingProblems } from "./monthsWords";
import { PlaceFields, readPlace, readTime, TimeField, ZoneNote } from "./TimeFields";

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
      announce(t`The meeting is noted.`);
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const start = readTime(form, 0);
    setMissing(!start);
    if (!start) return document.getElementById("day-0")?.focus();
    const body = { ...readPlace(form), start, notes: String(form.get("notes") ?? "") };
    const headers = headersOf(JSON.stringify(body));
    if (headers) log.mutate({ path: { match_id: matchId }, body, headers });
  };
  return (
    <Dialog title={t`Note a meeting that you had`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <ZoneNote />
        {missing && (
          <p className="error" role="alert">
            {t`Give the day and the time.`}
          </p>
        )}
        <TimeField number={0} />
        <PlaceFields />
        <TextArea
          name="notes"
          label={t`Shared notes`}
          help={t`Read by you who meet, and by nobody else.`}
          limit={20_000}
          dir="auto"
          optional
        />
        <FailedAct error={log.error} own={meetingProblems(log.error)} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={log.isPending}>{t`Note it`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
