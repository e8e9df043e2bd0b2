import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { withdrawProposalMutation } from "../../api/coordination/@tanstack/react-query.gen";
import type { ProposalOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { listed } from "../../i18n/labels";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { endProblems } from "./pairProblems";

export function WithdrawDialog({ proposal, onClose }: { proposal: ProposalOut; onClose: () => void }) {
  const announce = useAnnounce();
  const mutationKey = ["withdraw-proposal", proposal.id];
  const headersOf = useAct(mutationKey);
  const withdraw = useMutation({
    ...withdrawProposalMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`The suggestion has been withdrawn. Both are told that the pair did not go ahead.`);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) withdraw.mutate({ path: { proposal_id: proposal.id }, headers });
  };
  return (
    <Dialog title={t`Withdraw the suggestion?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>
          <bdi>{listed([proposal.mentor.name, proposal.mentee.name])}</bdi>
        </p>
        <p>{t`Both are told that the pair did not go ahead. You can suggest it again later.`}</p>
        <FailedAct error={withdraw.error} own={endProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={withdraw.isPending}>{t`Withdraw the suggestion`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
