import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listProposalsOptions, listRequestsOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { bornOf } from "./bornOf";

/** What a pair was born of: the request or the suggestion that both said yes to. */
export function Origin({ match, programme }: { match: MatchOut; programme: ProgrammeOut }) {
  const path = { programme_id: programme.id };
  const mentee = match.members.find(({ role }) => role === "mentee")?.participant_id;
  const options = { path, query: { state: "accepted", ...(mentee && { participant_id: mentee }) } } as const;
  const request = bornOf(match.id, useQuery(listRequestsOptions(options)).data?.items);
  const proposal = bornOf(match.id, useQuery(listProposalsOptions(options)).data?.items);
  const search = { programme: programme.id };
  if (request)
    return (
      <p>
        {inItsWords(programme, t`The [mentee] asked, and the mentor said yes.`)}{" "}
        <Link to="/requests/$requestId" params={{ requestId: request.id }} search={search}>
          {t`See the request`}
        </Link>
      </p>
    );
  return proposal ? (
    <p>
      {t`A coordinator suggested the pair, and both said yes.`}{" "}
      <Link to="/proposals/$proposalId" params={{ proposalId: proposal.id }} search={search}>
        {t`See the suggestion`}
      </Link>
    </p>
  ) : null;
}
