"""Signing up for an event and off again, and writing down who came (R24)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.core.ids import new_id
from kisalli.events import queries, seats
from kisalli.events.errors import (
    AlreadySignedUp,
    EventCancelled,
    EventForMatched,
    EventNotBegun,
    EventOver,
    NotSignedUp,
    SignUpClosed,
)
from kisalli.events.models import Audience, EventState, SignUpState
from kisalli.events.schemas import SignUpActOut
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.programmes.errors import NotAParticipant
from kisalli.programmes.locks import reference_participants, share_programme
from kisalli.programmes.matched import MATCHED
from kisalli.programmes.models import ParticipantState

HERE = frozenset({ParticipantState.ACTIVE, ParticipantState.PAUSED})
AT_THE_DOOR = timedelta(hours=1)  # so long before the beginning names may be ticked off
PART = text(f"""
SELECT p.id, p.role, p.state, p.person_id,
       {MATCHED} AS matched
  FROM participant p WHERE p.id = :participant_id AND p.programme_id = :programme_id
""")  # noqa: S608 - our own words
CAME = text("UPDATE event_sign_up SET came = :came WHERE id = :id")


async def sign_up(session: AsyncSession, event_id: UUID, caller: Caller) -> SignUpActOut:
    """Take a seat, or a place in the waiting list where none is free.

    Raises:
        NotFound: not for the caller's role, or a draft. NotAParticipant: a coordinator, who takes no part.
        EventCancelled, EventOver, SignUpClosed, AlreadySignedUp, EventForMatched.
    """
    who = await queries.who(session, event_id, caller)
    if who.participant_id is None:
        raise NotAParticipant
    await share_programme(session, who.programme_id)
    # Whoever leaves at this moment is waited for, and waits: a seat must not be given to somebody who is gone.
    await reference_participants(session, [who.participant_id])
    held = await seats.hold(session, event_id)
    part = await _part(session, held, who.participant_id)
    if part.state not in HERE or held.event.state == EventState.DRAFT or part.role not in held.event.roles:
        raise NotFound
    _require_open(held)
    if await seats.standing(session, event_id, part.id) is not None:
        raise AlreadySignedUp
    if held.event.audience == Audience.MATCHED and not part.matched:
        raise EventForMatched
    sign_up_id = new_id()
    seated = await seats.queue_up(session, held, sign_up_id, part.id)
    state = SignUpState.SEAT if seated else SignUpState.WAITING
    seats.record(session, held, caller, "event_signed_up", sign_up_id, to_state=state)
    kind = MessageKind.EVENT_SEAT if seated else MessageKind.EVENT_WAITING
    tell(session, News(held.event.programme_id, part.person_id, kind, sign_up_id))
    standing = await seats.standing(session, event_id, part.id)
    return SignUpActOut(id=sign_up_id, event_id=event_id, state=state, position=standing.position if standing else None)


async def sign_off(session: AsyncSession, event_id: UUID, caller: Caller) -> SignUpActOut:
    """Give one's seat or place in the waiting list back; the next moves up.

    Raises:
        NotFound: no such event, or not for the caller. NotSignedUp. EventCancelled. EventOver: it has begun.
    """
    who = await queries.who(session, event_id, caller)
    if who.participant_id is None:
        raise NotAParticipant
    return await _off(session, event_id, who.programme_id, who.participant_id, caller)


async def sign_somebody_off(session: AsyncSession, event_id: UUID, participant_id: UUID, caller: Caller) -> SignUpActOut:
    """A coordinator gives somebody's seat back; they are told.

    Raises:
        NotFound: no such event or participant, or not the caller's to know. Forbidden: they don't run the programme.
        NotSignedUp, EventCancelled, EventOver.
    """
    who = await queries.coordinated(session, event_id, caller)
    return await _off(session, event_id, who.programme_id, participant_id, caller)


async def note_attendance(
    session: AsyncSession, event_id: UUID, participant_id: UUID, caller: Caller, *, came: bool | None
) -> SignUpActOut:
    """A coordinator writes down whether somebody came; somebody who waited for a seat may have come as well.

    Raises:
        NotFound, Forbidden: not the caller's. NotSignedUp. EventCancelled. EventNotBegun: too early to know.
    """
    who = await queries.coordinated(session, event_id, caller)
    await share_programme(session, who.programme_id)
    held = await seats.hold(session, event_id)
    await _part(session, held, participant_id)
    if held.event.state == EventState.CANCELLED:
        raise EventCancelled
    if held.now < held.event.starts - AT_THE_DOOR:
        raise EventNotBegun
    standing = await seats.standing(session, event_id, participant_id)
    if standing is None:
        raise NotSignedUp
    if standing.came != came:
        await session.execute(CAME, {"id": standing.id, "came": came})
        seats.record(session, held, caller, "event_attendance_noted", standing.id)
    return SignUpActOut(id=standing.id, event_id=event_id, state=standing.state, position=standing.position)


async def _off(session: AsyncSession, event_id: UUID, programme_id: UUID, participant_id: UUID, caller: Caller) -> SignUpActOut:
    await share_programme(session, programme_id)
    await reference_participants(session, [participant_id])
    held = await seats.hold(session, event_id)
    part = await _part(session, held, participant_id)
    if held.event.state == EventState.DRAFT:
        raise NotFound
    standing = await seats.standing(session, event_id, participant_id)
    if standing is None:
        raise NotSignedUp
    if held.event.state == EventState.CANCELLED:
        raise EventCancelled
    if held.begun:
        raise EventOver
    await seats.free(session, held, participant_id)
    behalf = {"on_behalf_of": part.person_id} if part.person_id != caller.person_id else {}
    off = {"from_state": standing.state, "to_state": SignUpState.OFF}
    seats.record(session, held, caller, "event_signed_off", standing.id, **off, **behalf)
    if standing.state == SignUpState.SEAT or behalf:
        details = {"by": "coordinator"} if behalf else {}
        tell(session, News(programme_id, part.person_id, MessageKind.EVENT_SIGNED_OFF, standing.id, details=details))
    return SignUpActOut(id=standing.id, event_id=event_id, state=SignUpState.OFF, position=None)


def _require_open(held: seats.Held) -> None:
    if held.event.state == EventState.CANCELLED:
        raise EventCancelled
    if held.begun:
        raise EventOver
    if held.event.sign_up_closes <= held.now:
        raise SignUpClosed


async def _part(session: AsyncSession, held: seats.Held, participant_id: UUID) -> Row[Any]:
    values = {"participant_id": participant_id, "programme_id": held.event.programme_id}
    part = (await session.execute(PART, values)).one_or_none()
    if part is None:
        raise NotFound
    return part
