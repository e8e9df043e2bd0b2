import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { acceptProposalMutation } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut, ProposalOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { proposalProblems } from "./proposalProblems";
import { RefuseDialog } from "./RefuseDialog";

type AnswerProposalProps = { proposal: ProposalOut; name: string; programme: ProgrammeOut };

/** Yes with one press, below what it brings about; no after a question, for it can't be taken back. */
export function AnswerProposal({ proposal, name, programme }: AnswerProposalProps) {
  const [refusing, setRefusing] = useState(false);
  const navigate = useNavigate();
  const announce = useAnnounce();
  const mutationKey = ["agree", proposal.id];
  const headersOf = useAct(mutationKey);
  const agree = useMutation({
    ...acceptProposalMutation(),
    mutationKey,
    onSuccess: ({ match_id: matchId }) => {
      if (!matchId) return announce(t`You said yes. We will mail you when the other has answered.`);
      announce(t`You said yes. Both of you have got each other’s contact details by mail.`);
      void navigate({ to: "/matches/$matchId", params: { matchId }, replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) agree.mutate({ path: { proposal_id: proposal.id }, headers });
  };
  return (
    <section className="card next-step">
      <h2>{t`If you say yes`}</h2>
      <ul>
        <li>{t`When ${{ name }} says yes as well, you are a pair, and both of you get each other’s contact details by mail.`}</li>
        <li>{t`Until then nobody gets anything, and you are not bound.`}</li>
      </ul>
      <FailedAct error={agree.error} own={proposalProblems(programme)} />
      <form className="actions" onSubmit={submit}>
        <SubmitButton pending={agree.isPending}>{t`Say yes`}</SubmitButton>
        <button type="button" onClick={() => setRefusing(true)}>
          {t`No, thank you`}
        </button>
      </form>
      {refusing && <RefuseDialog proposal={proposal} programme={programme} onClose={() => setRefusing(false)} />}
    </section>
  );
}
