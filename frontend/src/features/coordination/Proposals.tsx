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
import { SuggestOne } from "./SuggestOne";
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
        empty={<NoSuggestions programme={programme} />}
        more={t`Show more suggestions`}
        total={(count) => plural({ count }, { 0: "No suggestions", one: "# suggestion", other: "# suggestions" })}
      >
        {(proposal) => (
          <ProposalRow key={proposal.id} proposal={proposal} programme={programme} onWithdraw={setWithdrawing} />
        )}
      </Paged>
      {withdrawing && <WithdrawDialog proposal={withdrawing} onClose={() => setWithdrawing(undefined)} />}
    </>
  );
}

type ProposalRowProps = { proposal: ProposalOut; programme: ProgrammeOut; onWithdraw: (proposal: ProposalOut) => void };

function ProposalRow({ proposal, programme, onWithdraw }: ProposalRowProps) {
  const { zone } = programme;
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
      {proposal.group && (
        <p>
          {t`A place in the group:`} <bdi>{proposal.group.theme}</bdi>
        </p>
      )}
      <p>{proposalStanding(proposal, programme)}</p>
      <p className="muted">{ages.join(" · ")}</p>
      {pending && (
        <p className="muted">
          {t`Answer by:`} <Moment at={proposal.expires_at} zone={zone} />
        </p>
      )}
      {aside && <p className="muted">{t`Overridden: ${{ aside }}`}</p>}
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

function NoSuggestions({ programme }: { programme: ProgrammeOut }) {
  return (
    <EmptyState title={t`No suggestions here`} action={<SuggestOne programme={programme} />}>
      <p>{t`Choose somebody from the list of people, and suggest a pair for them.`}</p>
    </EmptyState>
  );
}
