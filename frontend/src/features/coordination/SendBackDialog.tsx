import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sendBackParticipantMutation } from "../../api/coordination/@tanstack/react-query.gen";
import type { ParticipantOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { noteLimits, noteProblem, wordsOf } from "./notes";
import { participantProblems } from "./participantProblems";

export function SendBackDialog({ person, onClose }: { person: ParticipantOut; onClose: () => void }) {
  const draft = `send-back:${person.id}`;
  const announce = useAnnounce();
  const mutationKey = ["send-back", person.id];
  const headersOf = useAct(mutationKey);
  const sendBack = useMutation({
    ...sendBackParticipantMutation(),
    mutationKey,
    onSuccess: () => {
      dropDraft(draft);
      announce(t`Sent back. They get an email with your message and can publish again.`);
      onClose();
    },
  });
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const note = wordsOf(new FormData(event.currentTarget), "note");
    const problem = noteProblem(note, noteLimits.sendBack);
    setFault(problem);
    if (problem) return document.getElementById("note")?.focus();
    const body = note ? { note } : {};
    const headers = headersOf(JSON.stringify(body));
    if (headers) sendBack.mutate({ path: { participant_id: person.id }, body, headers });
  };
  return (
    <Dialog title={t`Send the profile back?`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p>{t`The profile becomes a draft again. Its owner gets an email, and can correct it and publish it again.`}</p>
        <TextArea
          name="note"
          defaultValue={readDraft(draft).text}
          onChange={(event) => keepDraft(draft, { text: event.target.value })}
          label={t`What should they change?`}
          help={t`The email quotes what you write.`}
          error={fault}
          limit={noteLimits.sendBack}
          dir="auto"
          optional
        />
        <FailedAct error={sendBack.error} own={participantProblems(sendBack.error, "send_back")} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={sendBack.isPending}>{t`Send back`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
