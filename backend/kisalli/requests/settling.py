"""Closing requests and proposals, and the consequences of every act: who no longer fits is released, flags follow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.matches import service as matches
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.programmes.models import Role
from kisalli.requests.errors import ProposalNotPending, RequestNotPending
from kisalli.requests.models import ProposalState, ReleaseReason, RequestState
from kisalli.requests.parties import Party, Pending, Truth
from kisalli.requests.telling import BOTH, KIND, told

CLOCK = UUID(int=0)  # who acts when nobody does: the caller of the worker's commands

CLOSE_REQUESTS = text("""
UPDATE request SET state = :state, mentor_slot = NULL, mentee_slot = NULL, closed_at = :now, release_reason = :reason,
       match_id = CAST(:match_id AS uuid), answer = :answer, decline_wording = :wording
 WHERE id = ANY(:ids) AND state = 'pending' RETURNING id
""")
CLOSE_PROPOSALS = text("""
UPDATE proposal SET state = :state, closed_at = :now, match_id = CAST(:match_id AS uuid)
 WHERE id = ANY(:ids) AND state = 'pending' RETURNING id
""")
TIMES_TOLD = text("""
SELECT count(*) FROM message WHERE subject_id = :subject_id AND recipient_id = :recipient_id AND kind = :kind
""")


@dataclass(frozen=True, slots=True)
class By:
    """Who makes a change: nobody (the clock), a person for themself, or a coordinator on somebody's behalf."""

    caller: Caller | None = None
    on_behalf_of: UUID | None = None

    def audited(self, programme_id: UUID, act: str, subject: str, subject_id: UUID) -> dict[str, Any]:
        """Return the audit columns that say who did what to what."""
        return {
            "programme_id": programme_id,
            "caller_id": self.caller.person_id if self.caller else None,
            "on_behalf_of": self.on_behalf_of,
            "act": act,
            "subject": subject,
            "subject_id": subject_id,
        }


@dataclass(frozen=True, slots=True)
class Closing:
    """How requests close: the final state and what goes with it."""

    state: RequestState
    reason: ReleaseReason | None = None
    match_id: UUID | None = None
    answer: str | None = None
    wording: str | None = None


async def close(session: AsyncSession, truth: Truth, requests: Sequence[Pending], closing: Closing, by: By) -> None:
    """Move pending requests to a final state: the one place where a request's state moves.

    Raises:
        RequestNotPending: one of them is final already.
    """
    if not requests:
        return
    ids = [each.id for each in requests]
    values: dict[str, Any] = {"state": closing.state, "reason": closing.reason, "match_id": closing.match_id}
    values |= {"answer": closing.answer, "wording": closing.wording, "now": truth.rules.now, "ids": ids}
    moved = (await session.execute(CLOSE_REQUESTS, values)).scalars().all()
    if len(moved) != len(ids):
        raise RequestNotPending
    programme_id = truth.rules.programme_id
    moves = {"from_state": RequestState.PENDING, "to_state": closing.state}
    details = {"details": {"reason": closing.reason}} if closing.reason else {}
    act = f"request_{closing.state}"
    audit.record(session, *(by.audited(programme_id, act, "request", each) | moves | details for each in ids))
    tell(session, *_news_of(truth, requests, closing))
    truth.requests = [each for each in truth.requests if each.id not in ids]


def _news_of(truth: Truth, requests: Sequence[Pending], closing: Closing) -> list[News]:
    kind = KIND.get(closing.state)
    if kind is None:
        return []
    return [
        News(truth.rules.programme_id, truth.parties[_party(each, role)].person_id, kind, each.id)
        for each in requests
        for role in told(closing.state, closing.reason)
    ]


async def close_proposals(
    session: AsyncSession,
    truth: Truth,
    proposals: Sequence[Pending],
    state: ProposalState,
    by: By,
    *,
    match_id: UUID | None = None,
    side: Role | None = None,
) -> None:
    """Move pending proposals to a final state; both sides of one that came to nothing are told, but not which `side` said no.

    Raises:
        ProposalNotPending: one of them is final already.
    """
    if not proposals:
        return
    ids = [each.id for each in proposals]
    values = {"state": state, "match_id": match_id, "now": truth.rules.now, "ids": ids}
    moved = (await session.execute(CLOSE_PROPOSALS, values)).scalars().all()
    if len(moved) != len(ids):
        raise ProposalNotPending
    moves = {"from_state": ProposalState.PENDING, "to_state": state}
    programme_id = truth.rules.programme_id
    details = {"details": {"role": side}} if side else {}
    audit.record(session, *(by.audited(programme_id, f"proposal_{state}", "proposal", each) | moves | details for each in ids))
    if state != ProposalState.ACCEPTED:
        people = [(each.id, truth.parties[_party(each, role)].person_id) for each in proposals for role in BOTH]
        tell(session, *(News(programme_id, who, MessageKind.PROPOSAL_CLOSED, each) for each, who in people))
    truth.proposals = [each for each in truth.proposals if each.id not in ids]


async def expire_due(session: AsyncSession, truth: Truth) -> None:
    """Close what the clock has closed for these parties already; every act does this first."""
    clock = By()
    dues: dict[tuple[RequestState, ReleaseReason | None], list[Pending]] = {}
    for each in truth.requests:
        due = each.due(truth.rules)
        if due is not None:
            dues.setdefault(due, []).append(each)
    for (state, reason), requests in dues.items():
        await close(session, truth, requests, Closing(state, reason), clock)
    stale = [each for each in truth.proposals if each.expires_at <= truth.rules.now.timestamp()]
    await close_proposals(session, truth, stale, ProposalState.EXPIRED, clock)


async def settle(session: AsyncSession, truth: Truth, by: By) -> None:
    """Draw the consequences for an act's principals: release what no longer fits, then let `accepting` follow (I5)."""
    # The mentee first, for whose match a request to the same mentor is released; a set has no order of its own.
    principals = sorted((truth.parties[each] for each in truth.principals), key=lambda party: (party.role, party.id))
    for party in principals:
        unfit: dict[ReleaseReason, list[Pending]] = {}
        for each in truth.pending_of(party.id):
            reason = party.away_reason or party.full_reason(each)
            if reason is not None:
                unfit.setdefault(reason, []).append(each)
        for reason, requests in unfit.items():
            await close(session, truth, requests, Closing(RequestState.RELEASED, reason), by)
        await _release_proposals(session, truth, party, by)
    if any(party.accepting != party.may_accept for party in principals):
        await matches.refresh_accepting(session, truth.principals)


async def release_between(session: AsyncSession, truth: Truth, mentee_id: UUID, mentors: Collection[UUID], by: By) -> None:
    """Close what else is pending between a mentee and those whom they are matched with now.

    Where a pair may stand beside a group they may have asked the same mentor for both; and once they part, they are not to
    meet again by what they had asked before (R22).
    """
    between = [each for each in truth.pending if each.mentee_id == mentee_id and each.mentor_id in mentors]
    await release_all(session, truth, between, ReleaseReason.MENTEE_MATCHED, by)


async def release_all(session: AsyncSession, truth: Truth, pending: Sequence[Pending], reason: ReleaseReason, by: By) -> None:
    """Close requests and proposals alike, from which nothing can come any more."""
    requests = [each for each in pending if each in truth.requests]
    await close(session, truth, requests, Closing(RequestState.RELEASED, reason), by)
    await close_proposals(session, truth, [each for each in pending if each in truth.proposals], ProposalState.RELEASED, by)


async def _release_proposals(session: AsyncSession, truth: Truth, party: Party, by: By) -> None:
    """A full, matched or gone party leaves nothing to say yes to; one that only pauses may be matched by override."""
    gone = party.away_reason in {ReleaseReason.MENTOR_LEFT, ReleaseReason.MENTEE_LEFT}
    mine = [each for each in truth.proposals if party.id in {each.mentor_id, each.mentee_id}]
    unfit = [each for each in mine if gone or party.full_reason(each)]
    await close_proposals(session, truth, unfit, ProposalState.RELEASED, by)


async def tell_behalf(session: AsyncSession, truth: Truth, subject_id: UUID, by: By) -> None:
    """Mail the person on whose behalf a coordinator acted, each time anew (R15); their participant is locked."""
    if by.on_behalf_of is None:
        return
    await tell_anew(session, News(truth.rules.programme_id, by.on_behalf_of, MessageKind.ANSWERED_FOR_YOU, subject_id))


async def tell_anew(session: AsyncSession, news: News) -> None:
    """Tell what may have been told before as an occasion of its own; a lock must keep others from counting alongside."""
    told = {"subject_id": news.subject_id, "recipient_id": news.recipient_id, "kind": news.kind}
    tell(session, replace(news, occasion=await session.scalar(TIMES_TOLD, told) or 0))


def _party(pending: Pending, role: Role) -> UUID:
    return pending.mentor_id if role == Role.MENTOR else pending.mentee_id
