"""Routes of one's own account: who I am, and where I am signed in."""

from uuid import UUID

from fastapi import APIRouter, Request

from kisalli.auth import service
from kisalli.auth.schemas import AffiliationOut, MeOut, OwnSessionOut, PersonPatch
from kisalli.core.caller import Caller
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import CsrfFailed, NotFound, Unauthenticated
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.schemas import Page
from kisalli.core.tx import Tx
from kisalli.people.models import Person
from kisalli.people.queries import affiliations

router = APIRouter(prefix="/me", tags=["me"])


@router.get("", operation_id="read_me", summary="Myself")
async def read_me(session: Tx, me: CurrentCaller) -> MeOut:
    """Read one's own account, with what sign-in has told of oneself."""
    return await _me(session, await _person(session, me))


@router.patch("", operation_id="edit_me", summary="Change my name or language", responses=problems(CsrfFailed))
async def edit_me(patch: PersonPatch, session: Tx, me: CurrentCaller) -> MeOut:
    """Tell one's name, or choose the language that the service writes to one in."""
    person = await _person(session, me)
    for field, value in patch.model_dump(exclude_none=True).items():
        setattr(person, field, value)
    return await _me(session, person)


@router.get("/sessions", operation_id="list_sessions", summary="Where I am signed in")
async def list_sessions(
    request: Request, session: Tx, me: CurrentCaller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[OwnSessionOut]:
    """List the browsers in which one is signed in, the latest first."""
    before = decode_cursor(cursor, UUID)
    rows = await service.running(session, me, request.app.state.settings, before=before, limit=limit + 1)
    return page([OwnSessionOut.model_validate(row) for row in rows], limit, lambda row: row.id)


@router.delete("/sessions", operation_id="end_other_sessions", summary="Sign out everywhere else", status_code=204)
async def end_other_sessions(session: Tx, me: CurrentCaller) -> None:
    """End every session but the one that asks, on every process at once."""
    await service.end_others(session, me)


@router.delete(
    "/sessions/{session_id}",
    operation_id="end_session",
    summary="Sign out in one browser",
    status_code=204,
    responses=problems(NotFound),
)
async def end_session(session_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """End one of one's own sessions, on every process at once."""
    await service.end(session, session_id, me)


async def _me(session: Tx, person: Person) -> MeOut:
    known = [AffiliationOut.model_validate(each) for each in await affiliations(session, person.id)]
    return MeOut(id=person.id, name=person.name, email=person.email, language=person.language, affiliations=known)


async def _person(session: Tx, caller: Caller) -> Person:
    """Return the caller's own row; a token may outlive the person, who is then nobody."""
    person = await session.get(Person, caller.person_id)
    if person is None:
        raise Unauthenticated
    return person
