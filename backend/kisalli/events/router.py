"""Routes of events: coordinators make them, participants sign up, and who came is written down."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kisalli.core import calendars
from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, PreconditionRequired, Stale, Unavailable
from kisalli.core.etags import IfMatch, show
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForSupport
from kisalli.core.schemas import Page
from kisalli.core.tx import Tx
from kisalli.events import queries, service, signing_up, views
from kisalli.events.errors import (
    AlreadySignedUp,
    EventCancelled,
    EventForMatched,
    EventNotBegun,
    EventOver,
    NotSignedUp,
    SeatsTaken,
    SignUpClosed,
)
from kisalli.events.schemas import (
    AttendanceOut,
    CameIn,
    CancelEventIn,
    DeletedEventOut,
    EventActOut,
    EventIn,
    EventItemOut,
    EventOut,
    EventPatch,
    SignUpActOut,
)
from kisalli.programmes.errors import IllegalMove, NotAParticipant
from kisalli.programmes.queries import visible

router = APIRouter(tags=["events"])
ANY_ACT = (NotFound, Forbidden, IdempotencyKeyReused, Unavailable)
CALENDAR: dict[int | str, dict[str, Any]] = {200: {"content": {calendars.MEDIA_TYPE: {"schema": {"type": "string"}}}}}


class When(StrEnum):
    """Which events a list holds."""

    COMING = "coming"
    PAST = "past"


@router.get(
    "/programmes/{programme_id}/events", operation_id="list_events", summary="Events for me", responses=problems(NotFound)
)
async def list_events(
    programme_id: UUID,
    session: Tx,
    me: CurrentCaller,
    when: Annotated[When, Query(description="`coming` has the next first, `past` the last.")] = When.COMING,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[EventItemOut]:
    """List the programme's events that are for the caller's role; a coordinator sees all, drafts too."""
    await visible(session, programme_id, me)
    after = decode_cursor(cursor, UUID)
    rows = await queries.listed(session, programme_id, me.person_id, after, limit + 1, past=when == When.PAST)
    return page([views.item(row) for row in rows], limit, lambda each: each.id)


@router.post(
    "/programmes/{programme_id}/events",
    operation_id="create_event",
    summary="Plan an event",
    status_code=201,
    response_model=EventActOut,
    responses=problems(*ANY_ACT, IllegalMove),
)
async def create_event(programme_id: UUID, body: EventIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Make a draft that only coordinators see; times are as clocks in the programme's zone say."""
    return await acts.create(service.create, programme_id, body, me)


@router.get("/events/{event_id}", operation_id="read_event", summary="An event", responses=problems(NotFound))
async def read_event(event_id: UUID, session: Tx, me: CurrentCaller, response: Response) -> EventOut:
    """Read an event; how many come is told to everybody, who comes to coordinators alone."""
    event = await views.show(session, event_id, me)
    show(response, event.version)
    return event


@router.patch(
    "/events/{event_id}",
    operation_id="edit_event",
    summary="Change an event",
    response_model=EventActOut,
    responses=problems(*ANY_ACT, Stale, PreconditionRequired, EventCancelled, EventOver, SeatsTaken),
)
async def edit_event(event_id: UUID, patch: EventPatch, acts: ActsOf, me: CurrentCaller, if_match: IfMatch = None) -> Response:
    """Change an event; those who are signed up are told of another time or place, and more seats let people move up."""
    return await acts.run(service.edit, event_id, patch, if_match, me)


@router.delete(
    "/events/{event_id}",
    operation_id="delete_event",
    summary="Delete a draft",
    response_model=DeletedEventOut,
    responses=problems(*ANY_ACT, IllegalMove),
)
async def delete_event(event_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Delete an event that has not been published; a published one is cancelled."""
    return await acts.run(service.delete, event_id, me)


@router.post(
    "/events/{event_id}/publish",
    operation_id="publish_event",
    summary="Open sign-up",
    response_model=EventActOut,
    responses=problems(*ANY_ACT, IllegalMove, EventOver),
)
async def publish_event(event_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Show a draft to its audience and let people sign up."""
    return await acts.run(service.publish, event_id, me)


@router.post(
    "/events/{event_id}/cancel",
    operation_id="cancel_event",
    summary="Call an event off",
    response_model=EventActOut,
    responses=problems(*ANY_ACT, IllegalMove, EventCancelled, EventOver),
)
async def cancel_event(event_id: UUID, body: CancelEventIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Call a published event off; everybody who is signed up is told, and it goes from their calendars."""
    return await acts.run(service.cancel, event_id, body, me)


@router.post(
    "/events/{event_id}/sign-up",
    operation_id="sign_up_for_event",
    summary="Sign up",
    status_code=201,
    response_model=SignUpActOut,
    responses=problems(*ANY_ACT, NotAParticipant, SignUpClosed, AlreadySignedUp, EventForMatched, EventCancelled, EventOver),
)
async def sign_up_for_event(event_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Take a seat, or a place in the waiting list where none is free; whoever waits moves up by themself."""
    return await acts.create(signing_up.sign_up, event_id, me)


@router.post(
    "/events/{event_id}/sign-off",
    operation_id="sign_off_from_event",
    summary="Sign off",
    response_model=SignUpActOut,
    responses=problems(*ANY_ACT, NotAParticipant, NotSignedUp, EventCancelled, EventOver),
)
async def sign_off_from_event(event_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Give one's seat or place in the waiting list back; the next moves up and is told."""
    return await acts.run(signing_up.sign_off, event_id, me)


@router.get(
    "/events/{event_id}/calendar",
    operation_id="read_event_calendar",
    summary="An event for my calendar",
    response_class=Response,
    responses=CALENDAR | problems(NotFound, NotSignedUp),
)
async def read_event_calendar(event_id: UUID, session: Tx, me: CurrentCaller, request: Request) -> Response:
    """Return an event that one has a seat in as an iCalendar file."""
    settings = request.app.state.settings
    mine = calendars.rooted(await views.my_appointment(session, event_id, me), settings.origin)
    organiser = calendars.Party(settings.smtp_from, settings.smtp_from_name)
    content = calendars.feed([mine], organiser, mine.summary)
    headers = {"Content-Disposition": 'attachment; filename="event.ics"'}
    return Response(content, media_type=calendars.MEDIA_TYPE, headers=headers)


@router.get(
    "/events/{event_id}/attendance",
    operation_id="list_attendance",
    summary="Who is signed up",
    responses=problems(NotFound, Forbidden),
)
async def list_attendance(event_id: UUID, session: Tx, me: CurrentCaller, reading: ReadForSupport) -> AttendanceOut:
    """List everybody who is signed up or waits, as a coordinator, with whether they came."""
    who = await queries.coordinated(session, event_id, me)
    found = await views.attendance(session, event_id)
    reading.of_programme(who.programme_id, [each.participant_id for each in found.items])
    return found


@router.put(
    "/events/{event_id}/attendance/{participant_id}",
    operation_id="note_attendance",
    summary="Write down who came",
    response_model=SignUpActOut,
    responses=problems(*ANY_ACT, NotSignedUp, EventNotBegun, EventCancelled),
)
async def note_attendance(event_id: UUID, participant_id: UUID, body: CameIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Write down whether somebody came, as a coordinator, from an hour before the event on."""
    return await acts.run(signing_up.note_attendance, event_id, participant_id, me, came=body.came)


@router.post(
    "/events/{event_id}/attendance/{participant_id}/sign-off",
    operation_id="sign_somebody_off",
    summary="Sign somebody off",
    response_model=SignUpActOut,
    responses=problems(*ANY_ACT, NotSignedUp, EventCancelled, EventOver),
)
async def sign_somebody_off(event_id: UUID, participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Give somebody's seat back, as a coordinator; they are told, and the next moves up."""
    return await acts.run(signing_up.sign_somebody_off, event_id, participant_id, me)
