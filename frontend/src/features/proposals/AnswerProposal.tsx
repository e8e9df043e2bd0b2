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
      if (!matchId) return announce(t`You said yes. We’ll email you when the other person has answered.`);
      announce(
        proposal.group
          ? t`You said yes, and so did the other person. The contact details have been sent by email.`
          : t`You said yes. You have both been sent each other’s contact details by email.`,
      );
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
        {proposal.group ? (
          <IntoGroup theme={proposal.group.theme} name={name} />
        ) : (
          <li>{t`When ${{ name }} says yes as well, you are a pair, and both of you get each other’s contact details by email.`}</li>
        )}
        <li>{t`Until then nothing is shared, and you are not committed.`}</li>
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

/** A place in a group: the mentors and whoever comes get each other's contact details, the group's others do not. */
function IntoGroup({ theme, name }: { theme: string; name: string }) {
  return (
    <>
      <li>{t`It is about a place in the group “${{ theme }}”. It goes ahead when ${{ name }} says yes as well.`}</li>
      <li>{t`Then the mentors of the group and whoever joins it get each other’s contact details by email. The others in the group see the name only.`}</li>
    </>
  );
}
