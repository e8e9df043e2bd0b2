"""THE CORE: send, withdraw, decline, accept. Lock, read, check, write, emit, in that order (see parties and settling).

Every function here is an act: it runs inside the runner's transaction and may run several times before it counts.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import Forbidden, NotFound
from kisalli.core.ids import new_id
from kisalli.matches import service as matches
from kisalli.matches.models import MatchKind
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.programmes.clock import require_open
from kisalli.programmes.errors import NotAParticipant, NotTheMentee, NotTheMentor, WindowNotOpen
from kisalli.programmes.models import ParticipantState, Role
from kisalli.requests import queries
from kisalli.requests.errors import (
    DeclinedBefore,
    GroupNotAvailable,
    MenteeAlreadyMatched,
    MenteeHasPendingRequest,
    MentorFull,
    MentorHasMaxPending,
    MentorNotAvailable,
    RequestNotPending,
)
from kisalli.requests.grouping import Group, find_group, lock_group, lock_sides, require_place, settle_group, take_place
from kisalli.requests.models import ReleaseReason, RequestState
from kisalli.requests.parties import Party, Pending, Truth, glance, lock
from kisalli.requests.schemas import AcceptedOut, DeclineIn, GroupRequestIn, RequestActOut, RequestIn
from kisalli.requests.settling import By, Closing, close, expire_due, release_between, settle, tell_behalf

INSERT = text("""
INSERT INTO request
       (id, programme_id, mentor_id, mentee_id, group_id, mentor_slot, mentee_slot, message, sent_at, expires_at)
VALUES (:id, :programme_id, :mentor_id, :mentee_id, CAST(:group_id AS uuid), :mentor_slot, :mentee_slot, :message, :now,
        :expires_at)
""")


async def send(session: AsyncSession, programme_id: UUID, body: RequestIn, caller: Caller) -> RequestActOut:
    """A mentee asks a mentor (R3, R10, R13); a coordinator can't, for the words are the mentee's own.

    Raises:
        NotFound, NotAParticipant, NotTheMentee: the programme or mentor is not to be seen, or the caller no mentee in it.
        WindowNotOpen, WindowClosed, MenteeAlreadyMatched, MenteeHasPendingRequest, MentorFull, MentorHasMaxPending,
        MentorNotAvailable, DeclinedBefore: the truth under the locks.
    """
    mentee_id, crowded = await queries.own_mentee(session, programme_id, body.mentor_id, caller)
    if crowded:
        await _refuse_unlocked(session, programme_id, body.mentor_id, mentee_id)
    truth = await lock(session, programme_id, {mentee_id, body.mentor_id})
    await expire_due(session, truth)
    _require_free_to_ask(truth, mentee_id, body.mentor_id, MatchKind.PAIR)
    _require_may_be_asked(truth, await queries.history(session, body.mentor_id, mentee_id), body.mentor_id)
    return await _write(session, truth, Asking(body.mentor_id, mentee_id, body.message), caller)


async def ask_group(session: AsyncSession, group_id: UUID, body: GroupRequestIn, caller: Caller) -> RequestActOut:
    """A mentee asks for a place in a group (R27); its first mentor answers, as any other request.

    Raises:
        NotFound, NotAParticipant, NotTheMentee: the group is not to be seen, or the caller no mentee of its programme.
        WindowNotOpen, WindowClosed, MenteeAlreadyMatched, MenteeHasPendingRequest, GroupFull, GroupNotAvailable,
        MentorHasMaxPending, DeclinedBefore: the truth under the locks.
    """
    programme_id = (await find_group(session, group_id)).programme_id
    mentee_id = await queries.own_part_as_mentee(session, programme_id, caller)
    truth, group = await lock_group(session, programme_id, group_id, {mentee_id})
    await expire_due(session, truth)
    if not group.active:
        raise GroupNotAvailable
    mentor_id = group.mentors[0]
    _require_free_to_ask(truth, mentee_id, mentor_id, MatchKind.GROUP)
    require_place(group, truth.parties[mentee_id])
    between = [await queries.history(session, each, mentee_id) for each in group.mentors]
    if any(each.declined for each in between):
        raise DeclinedBefore
    unfit = any(each.parted for each in between) or not between[0].level_fits
    if unfit or not group.joining or truth.parties[mentor_id].state != ParticipantState.ACTIVE:
        raise GroupNotAvailable
    if len(truth.pending_of(mentor_id)) >= truth.rules.mentor_pending_max:
        raise MentorHasMaxPending
    return await _write(session, truth, Asking(mentor_id, mentee_id, body.message, group_id), caller)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks whom, with which words; for a place in a group, or for a pair."""

    mentor_id: UUID
    mentee_id: UUID
    message: str
    group_id: UUID | None = None


async def _write(session: AsyncSession, truth: Truth, asking: Asking, caller: Caller) -> RequestActOut:
    request_id, now, programme_id = new_id(), truth.rules.now, truth.rules.programme_id
    await session.execute(
        INSERT,
        asdict(asking)
        | {
            "id": request_id,
            "programme_id": programme_id,
            "mentor_slot": _free_slot(truth.pending_of(asking.mentor_id), "mentor_slot"),
            "mentee_slot": _free_slot(truth.pending_of(asking.mentee_id), "mentee_slot"),
            "now": now,
            "expires_at": now + timedelta(days=truth.rules.request_days),
        },
    )
    sent = By(caller).audited(programme_id, "request_sent", "request", request_id)
    audit.record(session, sent | {"to_state": RequestState.PENDING})
    mentor = truth.parties[asking.mentor_id]
    tell(session, News(programme_id, mentor.person_id, MessageKind.REQUEST_SENT, request_id))
    return RequestActOut(id=request_id, state=RequestState.PENDING)


async def _refuse_unlocked(session: AsyncSession, programme_id: UUID, mentor_id: UUID, mentee_id: UUID) -> None:
    """Refuse what is refused already, before any lock: hundreds ask the same mentor, and would queue up to hear no.

    Where something is overdue only the act itself can say, for it closes that first.
    """
    truth, between = await glance(session, programme_id, mentor_id, mentee_id)
    if not any(each.due(truth.rules) for each in truth.requests):
        _require_free_to_ask(truth, mentee_id, mentor_id, MatchKind.PAIR)
        _require_may_be_asked(truth, between, mentor_id)


def _require_free_to_ask(truth: Truth, mentee_id: UUID, mentor_id: UUID, kind: MatchKind) -> None:
    mentee, rules = truth.parties[mentee_id], truth.rules
    if not rules.open:
        raise WindowNotOpen
    require_open(rules.requests_opens, rules.requests_closes, rules.now)
    if mentee.state != ParticipantState.ACTIVE:
        raise NotAParticipant
    if not mentee.may_join(kind):
        raise MenteeAlreadyMatched
    pending = truth.pending_of(mentee_id)
    if len(pending) >= rules.mentee_pending_max or any(each.mentor_id == mentor_id for each in pending):
        raise MenteeHasPendingRequest


def _require_may_be_asked(truth: Truth, history: Row[Any], mentor_id: UUID) -> None:
    mentor = truth.parties[mentor_id]
    if mentor.state != ParticipantState.ACTIVE:
        raise MentorNotAvailable
    if history.declined:
        raise DeclinedBefore
    if history.parted or not history.level_fits:
        raise MentorNotAvailable
    if not mentor.free_places:
        raise MentorFull
    if len(truth.pending_of(mentor_id)) >= truth.rules.mentor_pending_max:
        raise MentorHasMaxPending


def _free_slot(pending: list[Pending], side: str) -> int:
    """Return the lowest slot that no pending request of this party holds: uniqueness of slots is the limit's wall."""
    taken = {getattr(each, side) for each in pending}
    return next(slot for slot in range(1, len(taken) + 2) if slot not in taken)


async def accept(session: AsyncSession, request_id: UUID, caller: Caller) -> AcceptedOut:
    """The mentor says yes: a match or a place in the group, contacts released, and what no longer fits too (I3–I7).

    Raises:
        NotFound, NotTheMentor: not the caller's to answer.
        RequestNotPending, MentorFull, GroupFull, GroupNotAvailable, MenteeAlreadyMatched, ContactMissing: the truth under the
        locks.
    """
    truth, group, request, by = await _lock_request(session, request_id, caller, Role.MENTOR)
    mentee = truth.parties[request.mentee_id]
    if group is None:
        match_id = await _pair(session, truth, request, by)
    else:
        require_place(group, mentee)
        await take_place(session, truth, group, mentee, request_id, by)
        match_id = group.match_id
    await close(session, truth, [request], Closing(RequestState.ACCEPTED, match_id=match_id), by)
    await release_between(session, truth, mentee.id, group.mentors if group else [request.mentor_id], by)
    await settle(session, truth, by)
    if group is not None:
        await settle_group(session, truth, group, by)
    await tell_behalf(session, truth, request.id, by)
    return AcceptedOut(id=request_id, state=RequestState.ACCEPTED, match_id=match_id)


async def _pair(session: AsyncSession, truth: Truth, request: Pending, by: By) -> UUID:
    mentor, mentee = truth.parties[request.mentor_id], truth.parties[request.mentee_id]
    if not mentor.free_places:
        raise MentorFull
    if not mentee.may_join(MatchKind.PAIR):
        raise MenteeAlreadyMatched
    return await open_pair(session, truth, mentor, mentee, request.id, by)


async def decline(session: AsyncSession, request_id: UUID, body: DeclineIn, caller: Caller) -> RequestActOut:
    """The mentor says no, with words of their own or one of three kind wordings; both are free again.

    Raises:
        NotFound, NotTheMentor, RequestNotPending: not the caller's to answer, or answered already.
    """
    truth, _, request, by = await _lock_request(session, request_id, caller, Role.MENTOR)
    closing = Closing(RequestState.DECLINED, answer=body.message, wording=body.wording)
    await close(session, truth, [request], closing, by)
    await tell_behalf(session, truth, request.id, by)
    return RequestActOut(id=request_id, state=RequestState.DECLINED)


async def withdraw(session: AsyncSession, request_id: UUID, caller: Caller) -> RequestActOut:
    """The mentee takes the request back; both are free again.

    Raises:
        NotFound, NotTheMentee, RequestNotPending: not the caller's to withdraw, or answered already.
    """
    truth, _, request, by = await _lock_request(session, request_id, caller, Role.MENTEE)
    await close(session, truth, [request], Closing(RequestState.WITHDRAWN), by)
    await tell_behalf(session, truth, request.id, by)
    return RequestActOut(id=request_id, state=RequestState.WITHDRAWN)


async def release(session: AsyncSession, request_id: UUID, caller: Caller) -> RequestActOut:
    """A coordinator closes a request that leads nowhere; both are free again and both are told.

    Raises:
        NotFound, Forbidden: not the caller's to see, or not a coordinator. RequestNotPending.
    """
    found = await queries.request_for(session, request_id, caller)
    if found is None:
        raise NotFound
    if not found.coordinates:
        raise Forbidden
    truth, _, request = await _lock_found(session, found)
    closing = Closing(RequestState.RELEASED, ReleaseReason.COORDINATOR)
    await close(session, truth, [request], closing, By(caller))
    return RequestActOut(id=request_id, state=RequestState.RELEASED)


async def open_pair(session: AsyncSession, truth: Truth, mentor: Party, mentee: Party, request_id: UUID | None, by: By) -> UUID:
    """Match two on a free place of the mentor's; write the audit row and the mail to each (R16)."""
    programme_id, now = truth.rules.programme_id, truth.rules.now
    place, slot = mentor.free_places.pop(0), mentee.take_slot(MatchKind.PAIR)
    match_id = await matches.open_match(session, matches.Pair(programme_id, mentor.id, mentee.id, place, slot, request_id), now)
    audit.record(session, by.audited(programme_id, "match_opened", "match", match_id) | {"to_state": "active"})
    people = [mentor.person_id, mentee.person_id]
    tell(session, *(News(programme_id, who, MessageKind.MATCH_MADE, match_id) for who in people))
    return match_id


async def _lock_request(
    session: AsyncSession, request_id: UUID, caller: Caller, side: Role
) -> tuple[Truth, Group | None, Pending, By]:
    """Find a request that the caller may see, require the right to act for `side`, lock, expire, require pending."""
    found = await queries.request_for(session, request_id, caller)
    if found is None:
        raise NotFound
    person_id = found.mentor_person_id if side == Role.MENTOR else found.mentee_person_id
    if caller.person_id == person_id:
        by = By(caller)
    elif found.coordinates:
        by = By(caller, on_behalf_of=person_id)
    else:
        raise NotTheMentor if side == Role.MENTOR else NotTheMentee
    truth, group, request = await _lock_found(session, found)
    return truth, group, request, by


async def _lock_found(session: AsyncSession, found: Row[Any]) -> tuple[Truth, Group | None, Pending]:
    truth, group = await lock_sides(session, found)
    await expire_due(session, truth)
    request = truth.request(found.id)
    if request is None:
        raise RequestNotPending
    return truth, group, request
