import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { readMeetingQueryKey, writeMeetingMutation } from "../../api/months/@tanstack/react-query.gen";
import type { MeetingOut } from "../../api/months/types.gen";
import { readProblem } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea } from "../../ui/fields";
import { OwnWords } from "../../ui/OwnWords";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { meetingProblems } from "./monthsWords";

type Texts = { agenda: string; notes: string };

/** Agenda and shared notes, written by either; whoever was overtaken keeps their words and sees the other's. */
export function SharedTexts({ meeting, active }: { meeting: MeetingOut; active: boolean }) {
  if (!active) return <Read texts={meeting} />;
  return (
    <section aria-labelledby="shared">
      <h2 id="shared">{t`Agenda and shared notes`}</h2>
      <p className="muted">{t`Only those of you who meet can read and edit these.`}</p>
      <Write meeting={meeting} />
    </section>
  );
}

function Read({ texts: { agenda, notes } }: { texts: Texts }) {
  return (
    <>
      {agenda && (
        <section>
          <h2>{t`Agenda`}</h2>
          <OwnWords text={agenda} />
        </section>
      )}
      {notes && (
        <section>
          <h2>{t`Shared notes`}</h2>
          <OwnWords text={notes} />
        </section>
      )}
    </>
  );
}

function Write({ meeting }: { meeting: MeetingOut }) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  // The version that this form began with: what the cache learns meanwhile must not overwrite what the other has written.
  const [seen, setSeen] = useState(meeting);
  const save = useMutation({
    ...writeMeetingMutation(),
    mutationKey: ["write", meeting.id],
    onSuccess: (saved) => {
      setSeen(saved);
      announce(t`Saved for all of you to see.`);
    },
    // Whoever was overtaken is shown by what.
    onError: () =>
      queryClient.invalidateQueries({ queryKey: readMeetingQueryKey({ path: { meeting_id: meeting.id } }) }),
  });
  const stale = save.error !== null && readProblem(save.error).code === "stale";
  const send = (version: number) => {
    if (!form.current || save.isPending) return;
    const text = (name: string) => String(new FormData(form.current ?? undefined).get(name) ?? "");
    const body = { agenda: text("agenda"), notes: text("notes") };
    save.mutate({ path: { meeting_id: meeting.id }, body, headers: { "if-match": `"v${version}"` } });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send(seen.version);
  };
  return (
    <form ref={form} noValidate onSubmit={submit}>
      {stale && <Overtaken theirs={meeting} onMine={() => send(meeting.version)} />}
      <TextArea name="agenda" label={t`Agenda`} defaultValue={meeting.agenda} limit={5000} dir="auto" optional />
      <TextArea
        name="notes"
        label={t`Shared notes`}
        rows={8}
        defaultValue={meeting.notes}
        limit={20_000}
        dir="auto"
        optional
      />
      {!stale && <FailedAct error={save.error} own={meetingProblems(save.error)} />}
      <div className="actions">
        <SubmitButton pending={save.isPending}>{t`Save`}</SubmitButton>
      </div>
    </form>
  );
}

/** The other one saved first: both texts are here, and nothing is lost. */
function Overtaken({ theirs, onMine }: { theirs: Texts; onMine: () => void }) {
  return (
    <div className="problem" role="alert">
      <p>{t`Somebody else saved something in the meantime. What you typed is still here below; this is what was saved:`}</p>
      <Read texts={theirs} />
      <p>{t`Combine the two as you like, then save yours instead.`}</p>
      <button type="button" onClick={onMine}>
        {t`Save mine`}
      </button>
    </div>
  );
}
