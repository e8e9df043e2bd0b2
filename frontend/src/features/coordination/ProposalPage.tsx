import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ProgrammeOut, ProposalOut } from "../../api/generated/types.gen";
import { listed } from "../../i18n/labels";
import { type Fact, Facts } from "../../ui/Facts";
import { Moment } from "../../ui/Moment";
import { OwnWords } from "../../ui/OwnWords";
import { Page } from "../../ui/Page";
import { AnswerFor } from "./AnswerFor";
import { History } from "./History";
import { overrideNames, proposalStanding } from "./pairWords";
import { parties } from "./parties";
import { ToPair } from "./ToPair";
import { When } from "./When";
import { WithdrawDialog } from "./WithdrawDialog";
import "../../styles/pages.css";
import "./coordination.css";
import { inItsWords } from "../../i18n/menteeWord";

type ProposalPageProps = { proposal: ProposalOut; programme: ProgrammeOut };

/** A suggested pair, for who runs the programme: to whom, who has answered, how it came about and what can be done. */
export function ProposalPage({ proposal, programme }: ProposalPageProps) {
  const [withdrawing, setWithdrawing] = useState(false);
  const name = listed([proposal.mentor.name, proposal.mentee.name]);
  const { note, group } = proposal;
  return (
    <Page title={group ? t`Suggested place in a group: ${{ name }}` : t`Suggested pair: ${{ name }}`}>
      <Facts facts={factsOf(proposal, programme)} />
      <ToPair group={group} matchId={proposal.match_id} programme={programme} />
      {proposal.state === "pending" && (
        <>
          <p className="actions">
            <button type="button" className="danger" onClick={() => setWithdrawing(true)}>
              {t`Withdraw the suggestion`}
            </button>
          </p>
          <AnswerFor proposal={proposal} programme={programme} />
        </>
      )}
      {withdrawing && <WithdrawDialog proposal={proposal} onClose={() => setWithdrawing(false)} />}
      {note && (
        <section>
          <h2>{t`What was written to both`}</h2>
          <OwnWords text={note} />
        </section>
      )}
      <History about={proposal.id} programme={programme} />
      <p>
        <Link to="/pairs" search={{ programme: programme.id, state: "suggestions" }}>
          {t`All suggestions`}
        </Link>
      </p>
    </Page>
  );
}

function factsOf(proposal: ProposalOut, programme: ProgrammeOut): Fact[] {
  const { zone } = programme;
  const { state, mentor_yes_at, mentee_yes_at, closed_at: closed } = proposal;
  return [
    ...parties(proposal, programme),
    [t`Status`, proposalStanding(proposal, programme)],
    [t`Suggested`, <When key="proposed" at={proposal.proposed_at} zone={zone} />],
    [t`The mentor said yes`, mentor_yes_at && <When key="mentor-yes" at={mentor_yes_at} zone={zone} />],
    [
      inItsWords(programme, t`The [mentee] said yes`),
      mentee_yes_at && <When key="mentee-yes" at={mentee_yes_at} zone={zone} />,
    ],
    [t`Answer by`, state === "pending" && <Moment key="until" at={proposal.expires_at} zone={zone} />],
    [t`Closed`, closed && <When key="closed" at={closed} zone={zone} />],
    [t`Overridden`, overrideNames(proposal.overrides)],
  ];
}
