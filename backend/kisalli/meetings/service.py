"""Arranging meetings: propose, pick, move, cancel, hold (R20). Every act tells the others by a row of its own transaction."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Invalid
from kisalli.core.etags import require_match
from kisalli.core.ids import new_id
from kisalli.matches.membership import Membership, active_membership, membership
from kisalli.meetings import queries
from kisalli.meetings.errors import MeetingInPast, MeetingNotOpen, MeetingNotYet, OwnProposal
from kisalli.meetings.models import Meeting, MeetingState, MeetingTime
from kisalli.meetings.schemas import (
    CancelIn,
    HeldIn,
    LogIn,
    MeetingActOut,
    MeetingOut,
    MeetingPatch,
    MoveIn,
    PickIn,
    ProposeIn,
)
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell

FURTHEST = timedelta(days=366)
OVER = frozenset({MeetingState.HELD, MeetingState.MISSED})


async def read(session: AsyncSession, meeting_id: UUID, caller: Caller) -> MeetingOut:
    """Return a meeting of one's own match.

    Raises:
        NotFound: there is none.
    """
    await membership(session, await queries.match_of(session, meeting_id), caller)
    return await queries.one(session, meeting_id)


async def propose(session: AsyncSession, match_id: UUID, body: ProposeIn, caller: Caller) -> MeetingActOut:
    """Propose one or several times; the other picks.

    Raises:
        NotFound, MatchEnded: not the caller's match, or it is over. Invalid: a time has passed or is over a year away.
    """
    me = await active_membership(session, match_id, caller)
    times = body.instants()
    await _require_ahead(session, times, "starts")
    meeting = Meeting(
        id=new_id(),
        match_id=match_id,
        programme_id=me.programme_id,
        state=MeetingState.PROPOSED,
        proposed_by=me.participant_id,
        agenda=body.agenda,
        **_arranged(body),
    )
    session.add(meeting)
    await session.flush()
    await _propose(session, meeting, times, caller)
    _record(session, meeting, caller, "meeting_proposed")
    return _done(meeting)


async def propose_others(session: AsyncSession, meeting_id: UUID, body: ProposeIn, caller: Caller) -> MeetingActOut:
    """Answer a proposal by other times: they take the place of the first, and the other picks.

    Raises:
        NotFound, MatchEnded: see `propose`. MeetingNotOpen: it is proposed no longer. Invalid: see `propose`.
    """
    meeting, me = await _taken(session, meeting_id, caller, {MeetingState.PROPOSED})
    times = body.instants()
    await _require_ahead(session, times, "starts")
    await session.execute(delete(MeetingTime).where(MeetingTime.meeting_id == meeting.id))
    _change(meeting, proposed_by=me.participant_id, round=meeting.round + 1, **_arranged(body))
    if body.agenda and body.agenda != meeting.agenda:
        _change(meeting, agenda=body.agenda, version=meeting.version + 1)
    await _propose(session, meeting, times, caller)
    _record(session, meeting, caller, "meeting_proposed", from_state=MeetingState.PROPOSED)
    return _done(meeting)


async def pick(session: AsyncSession, meeting_id: UUID, body: PickIn, caller: Caller) -> MeetingActOut:
    """Pick a time that another proposed: the meeting is planned, and every member gets an invitation.

    Raises:
        NotFound, MatchEnded: see `propose`. MeetingNotOpen: it, or this time of it, is proposed no longer.
        OwnProposal: the caller proposed it. MeetingInPast: the time has passed.
    """
    meeting, me = await _taken(session, meeting_id, caller, {MeetingState.PROPOSED})
    if meeting.proposed_by == me.participant_id:
        raise OwnProposal
    gone = await session.execute(delete(MeetingTime).where(MeetingTime.meeting_id == meeting.id).returning(MeetingTime.starts_at))
    if body.starts_at not in set(gone.scalars()):
        raise MeetingNotOpen
    if body.starts_at <= await instants.now(session):
        raise MeetingInPast
    _change(meeting, state=MeetingState.PLANNED, starts_at=body.starts_at)
    await _tell_all(session, meeting, MessageKind.MEETING_PLANNED)
    _record(session, meeting, caller, "meeting_planned", from_state=MeetingState.PROPOSED)
    return _done(meeting)


async def move(session: AsyncSession, meeting_id: UUID, body: MoveIn, caller: Caller) -> MeetingActOut:
    """Give a planned meeting another time or place; every member's calendar is updated.

    Raises:
        NotFound, MatchEnded: see `propose`. MeetingNotOpen: it is not planned. Invalid: see `propose`.
    """
    meeting, _ = await _taken(session, meeting_id, caller, {MeetingState.PLANNED})
    await _require_ahead(session, [body.starts_at()], "start")
    _change(meeting, starts_at=body.starts_at(), sequence=meeting.sequence + 1, **_arranged(body))
    await _tell_all(session, meeting, MessageKind.MEETING_CHANGED)
    _record(session, meeting, caller, "meeting_moved", from_state=MeetingState.PLANNED)
    return _done(meeting)


async def cancel(session: AsyncSession, meeting_id: UUID, body: CancelIn, caller: Caller) -> MeetingActOut:
    """Cancel a proposed or planned meeting, with words for the others; it leaves their calendars.

    Raises:
        NotFound, MatchEnded: see `propose`. MeetingNotOpen: it is over or cancelled. MeetingInPast: it has begun.
    """
    meeting, me = await _taken(session, meeting_id, caller, {MeetingState.PROPOSED, MeetingState.PLANNED})
    was = meeting.state
    if meeting.starts_at is not None and meeting.starts_at <= await instants.now(session):
        raise MeetingInPast
    await session.execute(delete(MeetingTime).where(MeetingTime.meeting_id == meeting.id))
    _change(meeting, state=MeetingState.CANCELLED, cancelled_by=me.participant_id, words=body.words)
    meeting.sequence += 1
    await _tell_all(session, meeting, MessageKind.MEETING_CANCELLED)
    _record(session, meeting, caller, "meeting_cancelled", from_state=was)
    return _done(meeting)


async def hold(session: AsyncSession, meeting_id: UUID, body: HeldIn, caller: Caller) -> MeetingActOut:
    """Say that a meeting was held, and how long.

    Raises:
        NotFound, MatchEnded: see `propose`. MeetingNotOpen: it was never planned, or cancelled. MeetingNotYet: it is to come.
    """
    return await _judge(session, meeting_id, MeetingState.HELD, caller, body.minutes)


async def miss(session: AsyncSession, meeting_id: UUID, caller: Caller) -> MeetingActOut:
    """Say that a planned meeting did not come about.

    Raises:
        NotFound, MatchEnded, MeetingNotOpen, MeetingNotYet: see `hold`.
    """
    return await _judge(session, meeting_id, MeetingState.MISSED, caller)


async def log(session: AsyncSession, match_id: UUID, body: LogIn, caller: Caller) -> MeetingActOut:
    """Note a meeting that was held without having been planned here.

    Raises:
        NotFound, MatchEnded: see `propose`. Invalid: it is still to come, or was before the match.
    """
    me = await active_membership(session, match_id, caller)
    starts_at = body.starts_at()
    if starts_at > await instants.now(session):
        raise Invalid(errors=[FieldProblem("#/start", "in_future", "This is in the future; propose it instead")])
    if starts_at < await queries.opened_at(session, match_id) - timedelta(days=1):
        raise Invalid(errors=[FieldProblem("#/start", "before_match", "You were not yet a mentoring pair on that day")])
    meeting = Meeting(
        id=new_id(),
        match_id=match_id,
        programme_id=me.programme_id,
        state=MeetingState.HELD,
        proposed_by=me.participant_id,
        starts_at=starts_at,
        notes=body.notes,
        **_arranged(body),
    )
    session.add(meeting)
    await session.flush()
    _record(session, meeting, caller, "meeting_held")
    return _done(meeting)


async def write(session: AsyncSession, meeting_id: UUID, patch: MeetingPatch, if_match: str | None, caller: Caller) -> MeetingOut:
    """Write agenda or shared notes; whoever read an older version is refused and loses nothing.

    Raises:
        NotFound, MatchEnded: see `propose`. PreconditionRequired, Stale: see `core.etags`.
    """
    meeting, _ = await _taken(session, meeting_id, caller, set(MeetingState))
    require_match(if_match, meeting.version)
    _change(meeting, version=meeting.version + 1, **patch.model_dump(exclude_none=True))
    await session.flush()
    return await queries.one(session, meeting.id)


async def _judge(
    session: AsyncSession, meeting_id: UUID, state: MeetingState, caller: Caller, minutes: int | None = None
) -> MeetingActOut:
    meeting, _ = await _taken(session, meeting_id, caller, {MeetingState.PLANNED, *OVER})
    was = meeting.state
    if meeting.starts_at is None or meeting.starts_at > await instants.now(session):
        raise MeetingNotYet
    _change(meeting, state=state, minutes=minutes or meeting.minutes)
    _record(session, meeting, caller, f"meeting_{state}", from_state=was)
    return _done(meeting)


async def _taken(
    session: AsyncSession, meeting_id: UUID, caller: Caller, states: Collection[MeetingState]
) -> tuple[Meeting, Membership]:
    """Lock a meeting of the caller's match: first the match against its end, then the meeting, everywhere in this order."""
    me = await active_membership(session, await queries.match_of(session, meeting_id), caller)
    meeting = await session.get_one(Meeting, meeting_id, with_for_update=True, populate_existing=True)
    if meeting.state not in states:
        raise MeetingNotOpen
    return meeting, me


async def _require_ahead(session: AsyncSession, times: Iterable[datetime], field: str) -> None:
    now = await instants.now(session)
    for each in times:
        if each <= now:
            raise Invalid(errors=[FieldProblem(f"#/{field}", "in_past", "This has passed; choose a time in the future")])
        if each > now + FURTHEST:
            raise Invalid(errors=[FieldProblem(f"#/{field}", "too_far", "This is over a year away")])


async def _propose(session: AsyncSession, meeting: Meeting, times: Iterable[datetime], caller: Caller) -> None:
    session.add_all(MeetingTime(id=new_id(), meeting_id=meeting.id, starts_at=each) for each in times)
    others = await queries.people_of(session, meeting.match_id, but=caller)
    news = (News(meeting.programme_id, who, MessageKind.MEETING_PROPOSED, meeting.id, meeting.round) for who in others)
    tell(session, *news)


async def _tell_all(session: AsyncSession, meeting: Meeting, kind: MessageKind) -> None:
    """Tell every member, whoever did it: their calendars all follow."""
    meeting.changed_at = await instants.now(session)
    people = await queries.people_of(session, meeting.match_id)
    tell(session, *(News(meeting.programme_id, who, kind, meeting.id, meeting.sequence) for who in people))


def _arranged(body: ProposeIn | MoveIn) -> dict[str, object]:
    return {name: getattr(body, name) for name in ("zone", "minutes", "mode", "place", "link")}


def _change(meeting: Meeting, **columns: object) -> None:
    for name, value in columns.items():
        setattr(meeting, name, value)


def _record(session: AsyncSession, meeting: Meeting, caller: Caller, act: str, from_state: str | None = None) -> None:
    row = {"programme_id": meeting.programme_id, "caller_id": caller.person_id, "act": act, "subject": "meeting"}
    audit.record(session, row | {"subject_id": meeting.id, "from_state": from_state, "to_state": meeting.state})


def _done(meeting: Meeting) -> MeetingActOut:
    return MeetingActOut(id=meeting.id, state=MeetingState(meeting.state))
