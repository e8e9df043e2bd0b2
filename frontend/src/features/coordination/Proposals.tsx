import { plural, t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listProposalsInfiniteOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut, ProposalOut, ProposalState } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { listed } from "../../i18n/labels";
import { EmptyState } from "../../ui/EmptyState";
import { Moment } from "../../ui/Moment";
import { proposalAges } from "./ages";
import { Paged } from "./Paged";
import { overrideNames, proposalStanding } from "./pairWords";
import { WithdrawDialog } from "./WithdrawDialog";

/** Pairs that coordinators have suggested. */
export function Proposals({ state, programme }: { state: ProposalState | undefined; programme: ProgrammeOut }) {
  const [withdrawing, setWithdrawing] = useState<ProposalOut>();
  const path = { programme_id: programme.id };
  const proposals = useInfiniteQuery({
    ...listProposalsInfiniteOptions({ path, query: { ...(state && { state }) } }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  return (
    <>
      <Paged
        query={proposals}
        empty={<NoSuggestions />}
        more={t`Show more suggestions`}
        total={(count) => plural({ count }, { 0: "No suggestions", one: "# suggestion", other: "# suggestions" })}
      >
        {(proposal) => (
          <ProposalRow key={proposal.id} proposal={proposal} zone={programme.zone} onWithdraw={setWithdrawing} />
        )}
      </Paged>
      {withdrawing && <WithdrawDialog proposal={withdrawing} onClose={() => setWithdrawing(undefined)} />}
    </>
  );
}

type ProposalRowProps = { proposal: ProposalOut; zone: string; onWithdraw: (proposal: ProposalOut) => void };

function ProposalRow({ proposal, zone, onWithdraw }: ProposalRowProps) {
  const names = listed([proposal.mentor.name, proposal.mentee.name]);
  const pending = proposal.state === "pending";
  const ages = proposalAges(proposal, { now: useServerTime(), zone });
  const aside = overrideNames(proposal.overrides);
  return (
    <li>
      <p>
        <Link to="/proposals/$proposalId" params={{ proposalId: proposal.id }}>
          <bdi>{names}</bdi>
        </Link>
      </p>
      <p>{proposalStanding(proposal)}</p>
      <p className="muted">{ages.join(" · ")}</p>
      {pending && (
        <p className="muted">
          {t`Answer at the latest:`} <Moment at={proposal.expires_at} zone={zone} />
        </p>
      )}
      {aside && <p className="muted">{t`Set aside: ${{ aside }}`}</p>}
      {pending && (
        <button
          type="button"
          aria-label={t`Withdraw the suggestion: ${{ names }}`}
          onClick={() => onWithdraw(proposal)}
        >
          {t`Withdraw the suggestion`}
        </button>
      )}
    </li>
  );
}

function NoSuggestions() {
  return (
    <EmptyState
      title={t`No suggestions here`}
      action={<Link to="/people" search={{ role: "mentee", state: "active" }}>{t`Suggest a pair to a student`}</Link>}
    >
      <p>{t`Choose a student or a mentor among the people, and suggest them a pair.`}</p>
    </EmptyState>
  );
}
