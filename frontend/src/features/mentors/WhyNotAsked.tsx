import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { CountdownText } from "../../ui/CountdownText";
import { Moment } from "../../ui/Moment";
import type { Standing } from "./useStanding";
import type { WhyNot } from "./whyNot";

type WhyNotAskedProps = { reason: WhyNot; programme: ProgrammeOut; standing: Standing };

/** Why a mentor can't be asked just now, and what to do instead. */
export function WhyNotAsked({ reason, programme, standing }: WhyNotAskedProps) {
  return (
    <div className="notice">
      <p>{inItsWords(programme, reason === "matched" ? matchedWords(standing) : sentence[reason]())}</p>
      <WhatInstead reason={reason} programme={programme} standing={standing} />
    </div>
  );
}

const matchedWords = ({ match }: Standing) =>
  match?.kind === "group"
    ? t`You are in a group in this programme, so you can’t ask for a mentor of your own.`
    : sentence.matched();

const sentence: Record<WhyNot, () => string> = {
  before: () => t`You can’t ask mentors yet, but you can already save those who interest you.`,
  closed: () => t`Requests to mentors have closed. Your home page tells you what happens next.`,
  matched: () => t`You already have a mentor in this programme.`,
  pending: () =>
    t`You have a request waiting for an answer. You can ask one mentor at a time: wait for the answer, or withdraw the request first.`,
  answered: () => t`You have already asked this mentor in this programme. Please choose another mentor.`,
  level: () => t`This mentor looks for [mentees] at another level of study.`,
  full: () => t`This mentor can’t take a new request just now.`,
};

function WhatInstead({ reason, programme, standing: { requests, match } }: WhyNotAskedProps) {
  const pending = requests.find(({ state }) => state === "pending");
  if (reason === "before")
    return (
      <p>
        {t`Requests open:`} <Moment at={programme.clock.requests_opens} zone={programme.zone} /> (
        <CountdownText until={programme.clock.requests_opens} />)
      </p>
    );
  if (reason === "pending" && pending)
    return (
      <Link to="/requests/$requestId" params={{ requestId: pending.id }}>
        {t`See your request`}
      </Link>
    );
  if (reason === "matched" && match)
    return (
      <Link to="/matches/$matchId" params={{ matchId: match.id }}>
        {match.kind === "group" ? t`See your group` : t`See your mentor`}
      </Link>
    );
  return reason === "closed" ? <Link to="/">{t`Go to your home page`}</Link> : null;
}
