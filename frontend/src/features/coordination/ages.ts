import { t } from "@lingui/core/macro";
import type { MatchOut, ProposalOut, RequestOut } from "../../api/generated/types.gen";
import { showDay, showDistance } from "../../ui/dates";

type Times = { now: string; zone: string };

/** "Sent 3 days ago" while it waits; from which day to which once it is over. */
export function requestAges(
  request: Pick<RequestOut, "state" | "sent_at" | "closed_at">,
  { now, zone }: Times,
): string[] {
  const { sent_at: sent, closed_at: closed } = request;
  if (!closed) return [t`Sent ${{ when: showDistance(sent, now, zone) }}`];
  return [t`Sent ${{ when: showDay(sent, zone) }}`, over(request.state, showDay(closed, zone))];
}

/** "Suggested 3 days ago" while it waits; from which day to which once it is over. */
export function proposalAges(
  proposal: Pick<ProposalOut, "state" | "proposed_at" | "closed_at">,
  { now, zone }: Times,
): string[] {
  const { proposed_at: proposed, closed_at: closed } = proposal;
  if (!closed) return [t`Suggested ${{ when: showDistance(proposed, now, zone) }}`];
  return [t`Suggested ${{ when: showDay(proposed, zone) }}`, over(proposal.state, showDay(closed, zone))];
}

/** Since when a pair meets, and how long that is; or from which day to which. */
export function matchAges({ opened_at, ended_at }: Pick<MatchOut, "opened_at" | "ended_at">, { now, zone }: Times) {
  const since = t`Since ${{ since: showDay(opened_at, zone) }}`;
  return [since, ended_at ? t`Ended ${{ when: showDay(ended_at, zone) }}` : showDistance(opened_at, now, zone)];
}

/** Only the two answer; everything else closes it. */
const over = (state: RequestOut["state"], when: string) =>
  state === "accepted" || state === "declined" ? t`Answered ${{ when }}` : t`Closed ${{ when }}`;
