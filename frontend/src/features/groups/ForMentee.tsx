import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { CountdownText } from "../../ui/CountdownText";
import { Moment } from "../../ui/Moment";
import { whyNotWords } from "./groupWords";
import { type Standing, useStanding } from "./useStanding";
import { type WhyNot, whyNot } from "./whyNot";

type ForMenteeProps = { group: GroupOut; programme: ProgrammeOut };

/** The way to ask for a place, or why there is none and what to do instead. */
export function ForMentee({ group, programme }: ForMenteeProps) {
  const standing = useStanding(programme);
  const now = useServerTime();
  if (!standing) return null;
  const { clock, rules } = programme;
  const { requests, match } = standing;
  const most = rules.mentee_pending_max ?? 1;
  const reason = whyNot({ group, clock, now, requests, most, matched: match !== undefined });
  if (reason) return <WhyNotAsked reason={reason} group={group} programme={programme} standing={standing} />;
  return (
    <p className="actions">
      <Link to="/groups/{-$groupId}/{-$view}" params={{ groupId: group.id, view: "ask" }} className="button primary">
        {t`Ask for a place`}
      </Link>
    </p>
  );
}

type WhyNotAskedProps = ForMenteeProps & { reason: WhyNot; standing: Standing };

export function WhyNotAsked({ reason, group, programme, standing }: WhyNotAskedProps) {
  return (
    <div className="notice">
      <p>{whyNotWords(reason, programme)}</p>
      <WhatInstead reason={reason} group={group} programme={programme} standing={standing} />
    </div>
  );
}

function WhatInstead({ reason, group, programme, standing: { requests, match } }: WhyNotAskedProps) {
  const pending = requests.find(({ state }) => state === "pending");
  const own = requests.find(({ state, group: of }) => state === "pending" && of?.match_id === group.id);
  const request = reason === "asked" ? own : reason === "pending" ? pending : undefined;
  if (request)
    return (
      <Link to="/requests/$requestId" params={{ requestId: request.id }}>
        {t`See your request`}
      </Link>
    );
  const matchId = reason === "member" ? group.id : reason === "matched" ? match?.id : undefined;
  if (matchId)
    return (
      <Link to="/matches/$matchId" params={{ matchId }}>
        {t`Open your shared page`}
      </Link>
    );
  if (reason === "before")
    return (
      <p>
        {t`Requests open:`} <Moment at={programme.clock.requests_opens} zone={programme.zone} /> (
        <CountdownText until={programme.clock.requests_opens} />)
      </p>
    );
  return reason === "closed" ? <Link to="/">{t`Go to your home page`}</Link> : null;
}
