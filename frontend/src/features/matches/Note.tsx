import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { changeNoteMutation, throwNoteAwayMutation } from "../../api/months/@tanstack/react-query.gen";
import type { NoteOut } from "../../api/months/types.gen";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea } from "../../ui/fields";
import { Moment } from "../../ui/Moment";
import { OwnWords } from "../../ui/OwnWords";
import { ownZone } from "../../ui/ownZone";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { FormDialog } from "./FormDialog";
import { noteProblems } from "./noteProblems";

/** A note of one's own, read, changed or thrown away. */
export function Note({ note }: { note: NoteOut }) {
  const [open, setOpen] = useState<"change" | "throw">();
  const close = () => setOpen(undefined);
  return (
    <article className="card">
      <p className="muted">
        <Moment at={note.changed_at} zone={ownZone()} />
      </p>
      {open === "change" ? (
        <ChangeNote note={note} onDone={close} />
      ) : (
        <>
          <OwnWords text={note.words} />
          <div className="actions">
            <button type="button" onClick={() => setOpen("change")}>
              {t`Change`}
            </button>
            <button type="button" onClick={() => setOpen("throw")}>
              {t`Delete`}
            </button>
          </div>
        </>
      )}
      {open === "throw" && <ThrowAway note={note} onClose={close} />}
    </article>
  );
}

function ChangeNote({ note, onDone }: { note: NoteOut; onDone: () => void }) {
  const [{ version }] = useState(note);
  const id = `note-${note.id}`;
  const change = useMutation({ ...changeNoteMutation(), mutationKey: ["note", note.id], onSuccess: onDone });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = String(new FormData(event.currentTarget).get("words") ?? "").trim();
    if (!words) return document.getElementById(id)?.focus();
    if (change.isPending) return;
    change.mutate({ path: { note_id: note.id }, body: { words }, headers: { "if-match": `"v${version}"` } });
  };
  return (
    <form noValidate onSubmit={submit}>
      <TextArea id={id} name="words" label={t`The note`} defaultValue={note.words} limit={20_000} dir="auto" />
      <FailedAct error={change.error} own={noteProblems()} />
      <div className="actions">
        <button type="button" onClick={onDone}>
          {t`Cancel`}
        </button>
        <SubmitButton pending={change.isPending}>{t`Save`}</SubmitButton>
      </div>
    </form>
  );
}

function ThrowAway({ note, onClose }: { note: NoteOut; onClose: () => void }) {
  const announce = useAnnounce();
  const drop = useMutation({
    ...throwNoteAwayMutation(),
    mutationKey: ["note", note.id],
    onSuccess: () => {
      announce(t`The note has been deleted.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t`Delete this note?`}
      onSubmit={() => drop.isPending || drop.mutate({ path: { note_id: note.id } })}
      sending={drop}
      problems={noteProblems()}
      act={t`Delete`}
      leave={t`Keep it`}
      onClose={onClose}
    >
      <p>{t`It will be gone for good: nobody else has a copy.`}</p>
    </FormDialog>
  );
}
