import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { writeNoteMutation } from "../../api/months/@tanstack/react-query.gen";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { noteProblems } from "./noteProblems";

export function NoteForm({ matchId }: { matchId: string }) {
  const draft = `note:${matchId}`;
  const announce = useAnnounce();
  const [written, setWritten] = useState(0);
  const [missing, setMissing] = useState(false);
  const write = useMutation({
    ...writeNoteMutation(),
    mutationKey: ["note", matchId],
    onSuccess: () => {
      dropDraft(draft);
      announce(t`The note has been saved, for you alone.`);
      setWritten((before) => before + 1); // an empty form
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = { words: String(new FormData(event.currentTarget).get("words") ?? "").trim() };
    setMissing(!body.words);
    if (!body.words) return document.getElementById("words")?.focus();
    if (!write.isPending) write.mutate({ path: { match_id: matchId }, body });
  };
  return (
    <form key={written} noValidate onSubmit={submit}>
      <TextArea
        name="words"
        label={t`A new note`}
        defaultValue={readDraft(draft).text}
        onChange={(event) => keepDraft(draft, { text: event.target.value })}
        error={missing ? t`Write a few words.` : undefined}
        limit={20_000}
        dir="auto"
      />
      <FailedAct error={write.error} own={noteProblems()} />
      <div className="actions">
        <SubmitButton pending={write.isPending}>{t`Save the note`}</SubmitButton>
      </div>
    </form>
  );
}
