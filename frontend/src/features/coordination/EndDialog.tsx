import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { endMatchMutation } from "../../api/generated/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { FailedAct } from "../../ui/FailedAct";
import { SelectField, TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { endingOf } from "./ending";
import { noteLimits, noteProblem } from "./notes";
import { endProblems } from "./pairProblems";
import { causeName, endCauses } from "./pairWords";

/** `id` is the match's. */
export function EndDialog({ id, names, onClose }: { id: string; names: string; onClose: () => void }) {
  const draft = `end:${id}`;
  const announce = useAnnounce();
  const mutationKey = ["end", id];
  const headersOf = useAct(mutationKey);
  const end = useMutation({
    ...endMatchMutation(),
    mutationKey,
    onSuccess: () => {
      dropDraft(draft);
      announce(t`The pair has ended. Both get a mail, and the mentor’s place is free again.`);
      onClose();
    },
  });
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = endingOf(new FormData(event.currentTarget));
    const problem = noteProblem(body.farewell ?? "", noteLimits.farewell);
    setFault(problem);
    if (problem) return document.getElementById("farewell")?.focus();
    const headers = headersOf(JSON.stringify(body));
    if (headers) end.mutate({ path: { match_id: id }, body, headers });
  };
  return (
    <Dialog title={t`End this pair?`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p>
          <bdi>{names}</bdi>
        </p>
        <p>{t`Both are told at once that the mentoring has ended, but not why. Their shared page no longer shows contact details. You can’t take this back.`}</p>
        <SelectField
          name="cause"
          label={t`Cause`}
          help={t`Only coordinators see it, in the audit trail.`}
          choices={[
            { value: "", label: t`Not said` },
            ...endCauses.map((value) => ({ value, label: causeName(value) })),
          ]}
          optional
        />
        <TextArea
          name="farewell"
          defaultValue={readDraft(draft).text}
          onChange={(event) => keepDraft(draft, { text: event.target.value })}
          label={t`Words to both`}
          help={t`Both read them on their shared page.`}
          error={fault}
          limit={noteLimits.farewell}
          dir="auto"
          optional
        />
        <FailedAct error={end.error} own={endProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={end.isPending}>{t`End the pair`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
