import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { addToConcernMutation } from "../../api/concerns/@tanstack/react-query.gen";
import type { ConcernOut } from "../../api/concerns/types.gen";
import { useAct } from "../../api/useAct";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { concernProblems, faultWords } from "./concernWords";
import { faultsOf, wordsLimit } from "./telling";

/** More from its writer; the same people read it. */
export function AddWords({ concern }: { concern: ConcernOut }) {
  const draft = `concern:${concern.id}`;
  const announce = useAnnounce();
  const mutationKey = ["concern-words", concern.id];
  const headersOf = useAct(mutationKey);
  const [fault, setFault] = useState<string>();
  const [sent, setSent] = useState(0);
  const add = useMutation({
    ...addToConcernMutation(),
    mutationKey,
    onSuccess: () => {
      dropDraft(draft);
      setSent(sent + 1);
      announce(t`Added. The people who read it get an email.`);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = String(new FormData(event.currentTarget).get("words") ?? "").trim();
    const [wrong] = faultsOf(words, [], 0);
    setFault(wrong && faultWords(wrong).message);
    if (wrong) return document.getElementById("words")?.focus();
    const headers = headersOf(words);
    if (headers) add.mutate({ path: { concern_id: concern.id }, body: { words }, headers });
  };
  return (
    <form key={sent} noValidate onSubmit={submit}>
      <h2>{t`Add to it`}</h2>
      <FailedAct error={add.error} own={concernProblems()} />
      <TextArea
        name="words"
        label={t`More that you would like to tell`}
        defaultValue={readDraft(draft).text}
        onChange={(event) => keepDraft(draft, { text: event.target.value })}
        error={fault}
        limit={wordsLimit}
        dir="auto"
      />
      <div className="actions">
        <SubmitButton pending={add.isPending}>{t`Add this`}</SubmitButton>
      </div>
    </form>
  );
}
