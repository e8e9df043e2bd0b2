import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { withdrawRequestMutation } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { answerProblems } from "./answerProblems";

type WithdrawProps = { request: RequestOut; programme: ProgrammeOut };

export function Withdraw({ request, programme }: WithdrawProps) {
  const [asked, setAsked] = useState(false);
  return (
    <div className="actions">
      <button type="button" className="danger" onClick={() => setAsked(true)}>
        {t`Withdraw the request`}
      </button>
      {asked && <WithdrawDialog request={request} programme={programme} onClose={() => setAsked(false)} />}
    </div>
  );
}

function WithdrawDialog({ request, programme, onClose }: WithdrawProps & { onClose: () => void }) {
  const announce = useAnnounce();
  const mutationKey = ["withdraw", request.id];
  const headersOf = useAct(mutationKey);
  const withdraw = useMutation({
    ...withdrawRequestMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`You have withdrawn your request. You can ask another mentor.`);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) withdraw.mutate({ path: { request_id: request.id }, headers });
  };
  return (
    <Dialog title={t`Withdraw your request?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>
          {t`Mentor:`} <bdi>{request.mentor.name}</bdi>
        </p>
        {request.group && (
          <p>
            {t`A place in the group:`} <bdi>{request.group.theme}</bdi>
          </p>
        )}
        <p>{t`The mentor is told, and you can ask somebody else straight away. You can’t undo this.`}</p>
        <FailedAct error={withdraw.error} own={answerProblems(programme)} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Keep the request`}
          </button>
          <SubmitButton pending={withdraw.isPending}>{t`Withdraw the request`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
