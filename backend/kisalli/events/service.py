"""What coordinators do with events: make, edit, publish, cancel, delete, and take along into the next round (R4, R24)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Invalid
from kisalli.core.etags import require_match
from kisalli.core.ids import new_id
from kisalli.events import queries, seats
from kisalli.events.errors import EventCancelled, EventOver
from kisalli.events.models import UNLIMITED, Event, EventState, PlaceKind
from kisalli.events.schemas import CancelEventIn, DeletedEventOut, EventActOut, EventIn, EventPatch
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.programmes import queries as programmes
from kisalli.programmes.errors import IllegalMove
from kisalli.programmes.locks import share_programme
from kisalli.programmes.models import Programme

# What a calendar shows of when and where: a change of these is told, and moves the appointment.
MOVES = frozenset({"starts", "ends", "place_kind", "place", "link"})
LOCAL = ("starts", "ends", "sign_up_closes")
COPIED = (
    "language", "texts", "place_kind", "place", "link", "seats", "roles", "audience", "recommended_for",
)  # fmt: skip
CONCERNED = text("""
SELECT p.person_id FROM event_sign_up s JOIN participant p ON p.id = s.participant_id
 WHERE s.event_id = :event_id AND s.state <> 'off' ORDER BY s.id
""")


async def create(session: AsyncSession, programme_id: UUID, body: EventIn, caller: Caller) -> EventActOut:
    """Make a draft.

    Raises:
        NotFound, Forbidden: the caller does not run the programme. IllegalMove: it is archived. Invalid: times that don't fit.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    await share_programme(session, programme_id)
    programme = await session.get_one(Programme, programme_id, populate_existing=True)
    if programme.archived_at is not None:
        raise IllegalMove
    columns = body.model_dump(exclude={"capacity"}) | {"seats": body.capacity or UNLIMITED, "roles": sorted(set(body.roles))}
    columns |= _instants(columns, programme.zone)
    columns["sign_up_closes"] = columns["sign_up_closes"] or columns["starts"]
    _require_order(columns)
    event_id = new_id()
    await session.execute(insert(Event).values(id=event_id, programme_id=programme_id, **columns))
    _record(session, programme_id, caller, "event_created", event_id, to_state=EventState.DRAFT)
    return EventActOut(id=event_id, state=EventState.DRAFT, version=1)


async def edit(session: AsyncSession, event_id: UUID, patch: EventPatch, if_match: str | None, caller: Caller) -> EventActOut:
    """Change an event that has not begun; whoever is signed up is told of another time or place, and more seats are filled.

    Raises:
        NotFound, Forbidden: not the caller's. Stale, PreconditionRequired. EventCancelled, EventOver: nothing changes any more.
        SeatsTaken: fewer seats than are taken. Invalid: times that don't fit.
    """
    held = await _held(session, event_id, caller)
    event = await session.get_one(Event, event_id, populate_existing=True)
    require_match(if_match, event.version)
    _require_alive(held)
    changed = _changes(event, patch, (await session.get_one(Programme, event.programme_id)).zone)
    _require_order(_as_it_will_be(event, changed))
    capacity = changed.pop("seats", event.seats)
    if capacity != event.seats:
        await seats.set_seats(session, held, capacity)
    fields = sorted([*changed, *(["capacity"] if capacity != event.seats else [])])
    if not fields:
        return EventActOut(id=event_id, state=EventState(event.state), version=event.version)
    moved = bool(MOVES & changed.keys()) and event.state == EventState.PUBLISHED
    version, sequence = event.version + 1, event.sequence + moved
    stamps: dict[str, Any] = {"version": version, "sequence": sequence, "changed_at": held.now}
    await session.execute(update(Event).where(Event.id == event_id).values(**changed, **stamps))
    if moved:
        await _tell_all(session, held, MessageKind.EVENT_CHANGED, sequence)
    _record(session, event.programme_id, caller, "event_edited", event_id, details={"fields": fields})
    return EventActOut(id=event_id, state=EventState(event.state), version=version)


async def publish(session: AsyncSession, event_id: UUID, caller: Caller) -> EventActOut:
    """Open a draft for sign-up.

    Raises:
        NotFound, Forbidden: not the caller's. IllegalMove: no draft. EventOver: it would have begun already.
    """
    held = await _held(session, event_id, caller)
    if held.event.state != EventState.DRAFT:
        raise IllegalMove
    if held.begun:
        raise EventOver
    return await _move(session, held, EventState.PUBLISHED, "event_published", caller)


async def cancel(session: AsyncSession, event_id: UUID, body: CancelEventIn, caller: Caller) -> EventActOut:
    """Call a published event off; whoever is signed up is told, and it goes from their calendars.

    Raises:
        NotFound, Forbidden: not the caller's. IllegalMove: a draft, which is deleted. EventCancelled. EventOver.
    """
    held = await _held(session, event_id, caller)
    if held.event.state == EventState.DRAFT:
        raise IllegalMove
    _require_alive(held)
    sequence = held.event.sequence + 1
    columns = {"sequence": sequence, "changed_at": held.now, "cancel_note": body.note}
    await session.execute(update(Event).where(Event.id == event_id).values(**columns))
    await _tell_all(session, held, MessageKind.EVENT_CANCELLED, sequence)
    return await _move(session, held, EventState.CANCELLED, "event_cancelled", caller)


async def delete(session: AsyncSession, event_id: UUID, caller: Caller) -> DeletedEventOut:
    """Delete a draft, which nobody but coordinators has seen.

    Raises:
        NotFound, Forbidden: not the caller's. IllegalMove: no draft.
    """
    held = await _held(session, event_id, caller)
    if held.event.state != EventState.DRAFT:
        raise IllegalMove
    await session.execute(text("DELETE FROM event WHERE id = :event_id"), {"event_id": event_id})
    _record(session, held.event.programme_id, caller, "event_deleted", event_id, from_state=EventState.DRAFT)
    return DeletedEventOut(id=event_id)


async def copy_events(session: AsyncSession, from_programme_id: UUID, to_programme_id: UUID, by_days: int) -> int:
    """Take the events of a programme along as drafts of another, at the same time of day so many days later (R4).

    Cancelled ones stay behind, and so does every sign-up. Returns how many there are. The caller may do it, and has both
    programmes in hand.
    """
    zone, by = (await session.get_one(Programme, to_programme_id)).zone, timedelta(days=by_days)
    wanted = select(Event).where(Event.programme_id == from_programme_id, Event.state != EventState.CANCELLED)
    events = (await session.scalars(wanted.order_by(Event.starts, Event.id))).all()
    rows = [
        {"id": new_id(), "programme_id": to_programme_id}
        | {name: getattr(each, name) for name in COPIED}
        | _moved(each, by, zone)
        for each in events
    ]
    if rows:
        await session.execute(insert(Event), rows)
    return len(rows)


def _moved(event: Event, by: timedelta, zone: str) -> dict[str, datetime]:
    """The length stays as it is, also over a night that is an hour longer or shorter."""
    starts = instants.moved(event.starts, by, zone)
    closes = instants.moved(event.sign_up_closes, by, zone)
    return {"starts": starts, "ends": starts + (event.ends - event.starts), "sign_up_closes": min(closes, starts)}


async def _held(session: AsyncSession, event_id: UUID, caller: Caller) -> seats.Held:
    who = await queries.coordinated(session, event_id, caller)
    await share_programme(session, who.programme_id)
    return await seats.hold(session, event_id)


def _require_alive(held: seats.Held) -> None:
    if held.event.state == EventState.CANCELLED:
        raise EventCancelled
    if held.begun and held.event.state == EventState.PUBLISHED:
        raise EventOver


async def _move(session: AsyncSession, held: seats.Held, to: EventState, act: str, caller: Caller) -> EventActOut:
    version = held.event.version + 1
    await session.execute(update(Event).where(Event.id == held.id).values(state=to, version=version, changed_at=held.now))
    _record(session, held.event.programme_id, caller, act, held.id, from_state=held.event.state, to_state=to)
    return EventActOut(id=held.id, state=to, version=version)


def _changes(event: Event, patch: EventPatch, zone: str) -> dict[str, Any]:
    """Return the columns that a patch changes, with their new values.

    Whoever moves the beginning and says nothing of sign-up means that it closes as long before as it did.
    """
    given = patch.model_dump(exclude_unset=True)
    columns = {name: value for name, value in given.items() if name != "capacity"} | _instants(given, zone)
    if patch.texts is not None:
        columns["texts"] = [each.model_dump() for each in patch.texts]
    if "capacity" in given:
        columns["seats"] = given["capacity"] or UNLIMITED
    if "roles" in given:
        columns["roles"] = sorted(set(given["roles"]))
    starts = columns.get("starts", event.starts)
    if "sign_up_closes" not in columns:
        columns["sign_up_closes"] = starts - (event.starts - event.sign_up_closes)
    columns["sign_up_closes"] = columns["sign_up_closes"] or starts
    return {name: value for name, value in columns.items() if getattr(event, name) != value}


def _as_it_will_be(event: Event, changed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: changed.get(name, getattr(event, name)) for name in (*LOCAL, "place_kind", "place")}


def _instants(columns: Mapping[str, Any], zone: str) -> dict[str, datetime]:
    """Return the local times among the columns as instants.

    Raises:
        Invalid: the clocks skip one of them.
    """
    return instants.on_the_wall({name: columns[name] for name in LOCAL if columns.get(name) is not None}, zone)


def _require_order(columns: Mapping[str, Any]) -> None:
    """Refuse an end before the beginning, a sign-up that outlasts it, and a campus without a place."""
    wrong = []
    if columns["ends"] <= columns["starts"]:
        wrong.append(FieldProblem("#/ends", "ends_first", "Choose an end after the start"))
    if columns["sign_up_closes"] > columns["starts"]:
        wrong.append(FieldProblem("#/sign_up_closes", "closes_late", "Sign-up has to close before the event starts"))
    if columns["place_kind"] == PlaceKind.ON_CAMPUS and not columns["place"]:
        wrong.append(FieldProblem("#/place", "place_missing", "Say where it takes place"))
    if wrong:
        raise Invalid(errors=wrong)


async def _tell_all(session: AsyncSession, held: seats.Held, kind: MessageKind, sequence: int) -> None:
    people = (await session.scalars(CONCERNED, {"event_id": held.id})).all()
    tell(session, *(News(held.event.programme_id, each, kind, held.id, occasion=sequence) for each in people))


def _record(
    session: AsyncSession,
    programme_id: UUID,
    caller: Caller,
    act: str,
    event_id: UUID,
    **more: Any,  # noqa: ANN401
) -> None:
    row = {"programme_id": programme_id, "caller_id": caller.person_id, "act": act, "subject": "event", "subject_id": event_id}
    audit.record(session, row | more)
