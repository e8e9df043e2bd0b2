"""Events as their readers see them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.calendars import Appointment
from kisalli.core.caller import Caller
from kisalli.core.i18n import DEFAULT
from kisalli.core.instants import wall
from kisalli.core.markdown import html
from kisalli.events import queries
from kisalli.events.errors import EventCancelled, EventForMatched, EventOver, NotSignedUp, SignUpClosed
from kisalli.events.models import UNLIMITED, Audience, EventState, PlaceKind, SignUpState
from kisalli.events.schemas import (
    AttendanceOut,
    AttendeeOut,
    EventItemOut,
    EventOut,
    EventTextOut,
    EventTitleOut,
    MySignUpOut,
)

MOST_UPCOMING = 50


async def show(session: AsyncSession, event_id: UUID, caller: Caller) -> EventOut:
    """Return an event as the caller sees it; its link only to those who have a seat, and to coordinators."""
    row = await queries.one(session, event_id, caller)
    return EventOut(
        **_item(row),
        texts=[EventTextOut(**each, html=html(each["description"], 3)) for each in row.texts],
        link=row.link if row.coordinates or row.my_state == SignUpState.SEAT else None,
        starts_local=wall(row.starts, row.zone),
        ends_local=wall(row.ends, row.zone),
        sign_up_closes_local=wall(row.sign_up_closes, row.zone),
        cancel_note=row.cancel_note,
        coordinates=row.coordinates,
        version=row.version,
    )


def item(row: Row[Any]) -> EventItemOut:
    """Return an event as it stands in a list."""
    return EventItemOut(**_item(row))


async def upcoming(session: AsyncSession, programme_id: UUID, caller: Caller) -> list[EventItemOut]:
    """Return what is coming of a programme and announced, as far as the caller may see it, the next first; at most 50."""
    rows = await queries.listed(session, programme_id, caller.person_id, None, MOST_UPCOMING, past=False)
    return [each for each in map(item, rows) if each.state != EventState.DRAFT]


def concerns(event: EventItemOut) -> bool:
    """Whether its reader is signed up for an event, be it cancelled, or may sign up."""
    return event.me is not None and (event.me.state is not None or event.me.refusal is None)


async def attendance(session: AsyncSession, event_id: UUID) -> AttendanceOut:
    """Return who is signed up for an event; the caller has been let in before."""
    rows = await session.execute(queries.ATTENDEES, {"event_id": event_id})
    return AttendanceOut(event_id=event_id, items=[AttendeeOut.model_validate(row) for row in rows])


async def appointments(session: AsyncSession, person_id: UUID) -> list[Appointment]:
    """Return the events that somebody has a seat in, in any programme, for their calendar; `url` is the page's path."""
    rows = await session.execute(queries.SIGNED_UP, {"person_id": person_id})
    return [appointment(row, row.sign_up_id, row.reads, page(row.id, row.programme_id)) for row in rows]


async def my_appointment(session: AsyncSession, event_id: UUID, caller: Caller) -> Appointment:
    """Return an event that the caller has a seat in, for their calendar.

    Raises:
        NotFound: there is no such event, or not for them. NotSignedUp: they have no seat.
    """
    await queries.who(session, event_id, caller)
    rows = await session.execute(queries.SIGNED_UP, {"person_id": caller.person_id})
    row = next((each for each in rows if each.id == event_id), None)
    if row is None:
        raise NotSignedUp
    return appointment(row, row.sign_up_id, row.reads, page(row.id, row.programme_id))


def page(event_id: UUID, programme_id: UUID) -> str:
    """Return the path of an event's page."""
    return f"/events/{event_id}?programme={programme_id}"


def appointment(event: Any, sign_up_id: UUID, language: str, url: str, *, off: bool = False) -> Appointment:  # noqa: ANN401 - a row or an Event
    """Return an event as an appointment of one sign-up, whose UID is its own: who comes back later is invited anew.

    `off`: this sign-up has ended, though the event takes place.
    """
    words = words_in(event.texts, language)
    where = event.place if event.place_kind == PlaceKind.ON_CAMPUS else event.link or event.place
    link = event.link if event.link and event.link != where else ""
    return Appointment(
        uid=f"{sign_up_id}@kisalli",
        sequence=event.sequence + off,
        starts=event.starts,
        ends=event.ends,
        summary=words["title"],
        stamp=event.changed_at,
        place=where,
        url=url,
        description="\n\n".join(filter(None, (link, words["description"]))),
        cancelled=off or event.state == EventState.CANCELLED,
    )


def words_in(texts: Sequence[Mapping[str, str]], language: str) -> Mapping[str, str]:
    """Return title and description in a language, else in English, else in the first that there is."""
    by_language = {each["language"]: each for each in texts}
    return next((by_language[each] for each in (language, DEFAULT) if each in by_language), texts[0])


def _item(row: Row[Any]) -> dict[str, Any]:
    shown = ("id", "programme_id", "state", "language", "place_kind", "place", "starts", "ends", "sign_up_closes", "zone")
    return {name: getattr(row, name) for name in (*shown, "taken", "waiting", "roles", "audience", "recommended_for")} | {
        "titles": [EventTitleOut(language=each["language"], title=each["title"]) for each in row.texts],
        "capacity": None if row.seats == UNLIMITED else row.seats,
        "me": _mine(row),
    }


def _mine(row: Row[Any]) -> MySignUpOut | None:
    if row.participant_id is None or (row.my_role not in row.roles and row.my_state is None):
        return None
    refusal = _refusal(row) if row.my_state is None else None
    recommended = row.recommended_for is not None and row.is_new
    return MySignUpOut(state=row.my_state, position=row.my_position, recommended=recommended, refusal=refusal)


def _refusal(row: Row[Any]) -> str | None:
    if row.state == EventState.CANCELLED:
        return EventCancelled.code
    if row.starts <= row.now:
        return EventOver.code
    if row.sign_up_closes <= row.now:
        return SignUpClosed.code
    if row.audience == Audience.MATCHED and not row.matched:
        return EventForMatched.code
    return None
