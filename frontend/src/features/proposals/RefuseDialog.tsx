import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { declineProposalMutation } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut, ProposalOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { proposalProblems } from "./proposalProblems";

type RefuseDialogProps = { proposal: ProposalOut; programme: ProgrammeOut; onClose: () => void };

export function RefuseDialog({ proposal, programme, onClose }: RefuseDialogProps) {
  const announce = useAnnounce();
  const { group } = proposal;
  const mutationKey = ["refuse", proposal.id];
  const headersOf = useAct(mutationKey);
  const refuse = useMutation({
    ...declineProposalMutation(),
    mutationKey,
    onSuccess: () => {
      announce(
        group
          ? t`You said no. The other person is told that the suggestion did not go ahead.`
          : t`You said no. The other person is told that the pair did not go ahead.`,
      );
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) refuse.mutate({ path: { proposal_id: proposal.id }, headers });
  };
  return (
    <Dialog title={group ? t`Say no to this group?` : t`Say no to this pair?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>
          {group
            ? t`The other person is told that the suggestion did not go ahead. You can’t undo this.`
            : t`The other person is told that the pair did not go ahead. You can’t undo this.`}
        </p>
        <FailedAct error={refuse.error} own={proposalProblems(programme)} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Back to the suggestion`}
          </button>
          <SubmitButton pending={refuse.isPending}>{t`Say no`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
