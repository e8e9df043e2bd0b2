import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Suspense } from "react";
import { readProposalOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { GroupNameOut, ProgrammeOut, ProposalOut } from "../../api/generated/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { AboutMentee } from "../../ui/AboutMentee";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { OwnWords } from "../../ui/OwnWords";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Waiting";
import { AnswerProposal } from "./AnswerProposal";
import { hasSaidYes, partnerIn, type Side, sideOf, standing } from "./standing";
import "../../styles/pages.css";

const route = getRouteApi("/proposals/$proposalId");

export function ProposalPage() {
  const { proposalId } = route.useParams();
  const proposal = useQuery(readProposalOptions({ path: { proposal_id: proposalId } }));
  return proposal.data ? (
    <Found proposal={proposal.data} />
  ) : (
    <Page title={t`Suggested pair`}>
      <Loaded query={proposal}>{() => null}</Loaded>
    </Page>
  );
}

function Found({ proposal }: { proposal: ProposalOut }) {
  const { ForCoordinator } = route.useRouteContext();
  const programme = useProgrammeOf(proposal.programme_id);
  const side = programme.data && sideOf(proposal, programme.data.participant?.id);
  if (programme.data && side === undefined)
    return (
      <Suspense fallback={<Waiting />}>
        <ForCoordinator proposal={proposal} programme={programme.data} />
      </Suspense>
    );
  return (
    <Page title={titleOf(proposal, side)}>
      <Loaded query={programme}>
        {(found) => side && <Suggestion proposal={proposal} side={side} programme={found} />}
      </Loaded>
    </Page>
  );
}

function titleOf(proposal: ProposalOut, side: Side | undefined): string {
  if (proposal.group) return t`Suggested group: ${{ theme: proposal.group.theme }}`;
  return side ? t`Suggested pair: ${{ name: partnerIn(proposal, side).name }}` : t`Suggested pair`;
}

type SuggestionProps = { proposal: ProposalOut; side: Side; programme: ProgrammeOut };

function Suggestion({ proposal, side, programme }: SuggestionProps) {
  const pending = proposal.state === "pending";
  const toAnswer = pending && !hasSaidYes(proposal, side);
  return (
    <>
      <p className="lead">
        {toAnswer ? t`Answer by:` : `${standing(proposal)}:`}{" "}
        <Moment
          at={pending ? proposal.expires_at : (proposal.closed_at ?? proposal.expires_at)}
          zone={programme.zone}
        />
      </p>
      {proposal.group && <Place proposal={proposal} group={proposal.group} side={side} programme={programme} />}
      {proposal.match_id && (
        <Link to="/matches/$matchId" params={{ matchId: proposal.match_id }} className="button primary">
          {t`Open your shared page`}
        </Link>
      )}
      {proposal.note && (
        <section>
          <h2>{t`Why we suggest it`}</h2>
          <OwnWords text={proposal.note} />
        </section>
      )}
      {(pending || proposal.state === "accepted") && side === "mentor" && (
        <AboutMentee title={t`Profile`} participantId={proposal.mentee.participant_id} programme={programme} />
      )}
      {side === "mentee" && (
        <p>
          <Link
            to="/mentors/$mentorId"
            params={{ mentorId: proposal.mentor.participant_id }}
            search={{ programme: programme.id }}
          >
            {t`The mentor’s profile`}
          </Link>
        </p>
      )}
      {toAnswer && <AnswerProposal proposal={proposal} name={partnerIn(proposal, side).name} programme={programme} />}
    </>
  );
}

type PlaceProps = SuggestionProps & { group: GroupNameOut };

/** In which group a place is suggested, and to whom. */
function Place({ proposal, group, side, programme }: PlaceProps) {
  const { name } = partnerIn(proposal, side);
  return (
    <>
      <p>{side === "mentee" ? t`Led by: ${{ name }}` : t`Who would join the group: ${{ name }}`}</p>
      <p>
        <Link
          to="/groups/{-$groupId}/{-$view}"
          params={{ groupId: group.match_id, view: undefined }}
          search={{ programme: programme.id }}
        >
          {t`Read about the group`}
        </Link>
      </p>
    </>
  );
}
