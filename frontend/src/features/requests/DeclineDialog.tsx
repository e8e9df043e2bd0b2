import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { declineRequestMutation } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { inItsWords } from "../../i18n/menteeWord";
import { Dialog } from "../../ui/Dialog";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { FailedAct } from "../../ui/FailedAct";
import { ChoiceGroup, TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { answerProblems } from "./answerProblems";
import { answerLimit, answerOf, answerProblem } from "./declineAnswer";
import { wordings } from "./outcome";

type DeclineDialogProps = { request: RequestOut; programme: ProgrammeOut; onClose: () => void };

export function DeclineDialog({ request, programme, onClose }: DeclineDialogProps) {
  const draft = `decline:${request.id}`;
  const announce = useAnnounce();
  const mutationKey = ["decline", request.id];
  const headersOf = useAct(mutationKey);
  const decline = useMutation({
    ...declineRequestMutation(),
    mutationKey,
    onSuccess: () => {
      dropDraft(draft);
      announce(inItsWords(programme, t`You declined. The [mentee] has been told and can ask another mentor.`));
      onClose();
    },
  });
  const [how, setHow] = useState("own");
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = answerOf(new FormData(event.currentTarget));
    const problem = answerProblem(body);
    setFault(problem);
    if (problem) return document.getElementById("words")?.focus();
    const headers = headersOf(JSON.stringify(body));
    if (headers) decline.mutate({ path: { request_id: request.id }, body, headers });
  };
  return (
    <Dialog title={t`Decline the request`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p>{inItsWords(programme, t`A quick no helps as well: the [mentee] can then ask somebody else at once.`)}</p>
        <ChoiceGroup
          type="radio"
          name="how"
          label={inItsWords(programme, t`What the [mentee] will read`)}
          choices={choices()}
          chosen={["own"]}
          onChange={(event) => setHow(event.target.value)}
        />
        {how === "own" && (
          <TextArea
            name="words"
            defaultValue={readDraft(draft).text}
            onChange={(event) => keepDraft(draft, { text: event.target.value })}
            label={inItsWords(programme, t`Your message to the [mentee]`)}
            error={fault}
            limit={answerLimit}
            dir="auto"
          />
        )}
        <FailedAct error={decline.error} own={answerProblems(programme)} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Back to the request`}
          </button>
          <SubmitButton pending={decline.isPending}>{t`Decline`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

const choices = () => [
  { value: "own", label: t`My own words` },
  { value: "not_my_field", label: wordings.not_my_field() },
  { value: "no_time", label: wordings.no_time() },
  { value: "another_fits_better", label: wordings.another_fits_better() },
];
