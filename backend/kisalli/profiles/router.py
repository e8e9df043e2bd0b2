"""Routes of taking part: join, profile, contact details."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kisalli.core import etags
from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import (
    FieldProblem,
    Forbidden,
    IdempotencyKeyReused,
    Invalid,
    NotFound,
    PreconditionRequired,
    Stale,
    TooManyRequests,
    Unavailable,
)
from kisalli.core.etags import IfMatch
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, counted_page, decode_cursor
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForSupport
from kisalli.core.schemas import CountedPage, Line
from kisalli.core.tx import Tx, keep_although_refused
from kisalli.profiles import queries, service, views
from kisalli.profiles.schemas import (
    ConfirmIn,
    ContactIn,
    ContactOut,
    JoinIn,
    OwnProfileOut,
    ParticipantActOut,
    ParticipantOut,
    ProfileIn,
    ProfileOut,
)
from kisalli.programmes.errors import AlreadyTakesPart, NotAdmitted, WindowClosed, WindowNotOpen
from kisalli.programmes.models import ParticipantState, Role
from kisalli.programmes.queries import require_coordinator

router = APIRouter(tags=["participants"])


@router.post(
    "/programmes/{programme_id}/participants",
    operation_id="join_programme",
    summary="Take part",
    status_code=201,
    response_model=ParticipantActOut,
    responses=problems(NotFound, IdempotencyKeyReused, Unavailable, NotAdmitted, AlreadyTakesPart, WindowNotOpen, WindowClosed),
)
async def join_programme(programme_id: UUID, body: JoinIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Take part in one role, with a draft profile to fill, or one's own profile of another programme to look over."""
    return await acts.create(service.join, programme_id, body, me)


@router.get(
    "/programmes/{programme_id}/participants",
    operation_id="list_participants",
    summary="Who takes part",
    responses=problems(NotFound, Forbidden),
)
async def list_participants(
    programme_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForSupport,
    role: Annotated[Role | None, Query()] = None,
    state: Annotated[ParticipantState | None, Query()] = None,
    undeliverable: Annotated[bool | None, Query(description="Whether mail reaches them (false) or not (true).")] = None,
    unmatched: Annotated[bool | None, Query(description="Whether they have no partner now (true) or one (false).")] = None,
    q: Annotated[Line | None, Query(description="Parts of the name, whatever their case and accents; all have to match.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> CountedPage[ParticipantOut]:
    """List the participants of a programme; for its coordinators."""
    await require_coordinator(session, programme_id, me)
    after = decode_cursor(cursor, UUID)
    chosen = views.Chosen(role, state, undeliverable, unmatched, q)
    rows = await views.participants(session, programme_id, limit + 1, chosen, after=after)
    shown.of_programme(programme_id, (row.id for row in rows[:limit]))
    return await counted_page(rows, limit, lambda row: row.id, cursor, lambda: views.count(session, programme_id, chosen))


@router.get(
    "/participants/{participant_id}", operation_id="read_participant", summary="A participant", responses=problems(NotFound)
)
async def read_participant(participant_id: UUID, session: Tx, me: CurrentCaller, shown: ReadForSupport) -> ParticipantOut:
    """Read one's own part, or as a coordinator anybody's."""
    participant = await views.participant(session, participant_id, me)
    shown.of_programme(participant.programme_id, [participant_id])
    return participant


@router.get(
    "/participants/{participant_id}/profile", operation_id="read_profile", summary="A profile", responses=problems(NotFound)
)
async def read_profile(participant_id: UUID, session: Tx, me: CurrentCaller, shown: ReadForSupport) -> ProfileOut:
    """Read a profile: mentors' as a mentee of the programme, a mentee's as the mentor asked or matched."""
    participant = await queries.readable(session, participant_id, me)
    profile, _ = await queries.profile_of(session, participant)
    shown.of_programme(participant.programme_id, [participant_id])
    return views.shown(profile)


@router.get(
    "/participants/{participant_id}/own-profile",
    operation_id="read_own_profile",
    summary="My profile, with what it lacks",
    responses=problems(NotFound, Forbidden),
)
async def read_own_profile(participant_id: UUID, session: Tx, me: CurrentCaller, response: Response) -> OwnProfileOut:
    """Read one's own profile with what publishing still needs and what to think about."""
    participant = await queries.own(session, participant_id, me)
    profile, contact = await queries.profile_of(session, participant)
    etags.show(response, profile.version)
    return await views.own_profile(session, profile, contact)


@router.put(
    "/participants/{participant_id}/profile",
    operation_id="save_profile",
    summary="Save my profile",
    responses=problems(NotFound, Forbidden, Stale, PreconditionRequired),
)
async def save_profile(
    participant_id: UUID, body: ProfileIn, session: Tx, me: CurrentCaller, response: Response, if_match: IfMatch = None
) -> OwnProfileOut:
    """Save a profile; a draft may lack anything, a published one nothing that publishing needed."""
    _, profile, contact = await service.save(session, participant_id, body, if_match, me)
    await session.flush()
    etags.show(response, profile.version)
    return await views.own_profile(session, profile, contact)


@router.get(
    "/participants/{participant_id}/contact",
    operation_id="read_contact",
    summary="My contact details",
    responses=problems(NotFound, Forbidden),
)
async def read_contact(participant_id: UUID, session: Tx, me: CurrentCaller) -> ContactOut:
    """Read what a match would disclose of oneself."""
    return ContactOut.model_validate(await queries.contact_of(session, participant_id, me))


@router.put(
    "/participants/{participant_id}/contact",
    operation_id="set_contact",
    summary="Enter my contact details",
    responses=problems(NotFound, Forbidden, TooManyRequests),
)
async def set_contact(participant_id: UUID, body: ContactIn, session: Tx, me: CurrentCaller) -> ContactOut:
    """Enter what a match will disclose; another address than the one you sign in with gets a code by mail."""
    return ContactOut.model_validate(await service.set_contact(session, participant_id, body, me))


@router.post(
    "/participants/{participant_id}/contact/confirm",
    operation_id="confirm_contact",
    summary="Confirm my contact address",
    responses=problems(NotFound, Forbidden, TooManyRequests),
)
async def confirm_contact(participant_id: UUID, body: ConfirmIn, session: Tx, me: CurrentCaller, request: Request) -> ContactOut:
    """Confirm the address by the code from the mail."""
    right = await service.confirm_contact(session, participant_id, body.code, request.app.state.keys, me)
    if not right:
        await keep_although_refused(session)
        raise Invalid(errors=[FieldProblem("#/code", "wrong_code", "This is not the code from the email")])
    return ContactOut.model_validate(await queries.contact_of(session, participant_id, me))
