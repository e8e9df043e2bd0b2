"""Routes of signing in and out, and of oneself."""

from fastapi import APIRouter, Request, Response

from kisalli.auth import service
from kisalli.auth.schemas import (
    AffiliationOut,
    DemoPersonOut,
    DemoSignInIn,
    MeOut,
    PersonOut,
    PersonPatch,
    ProvidersOut,
    SessionOut,
)
from kisalli.core.caller import Caller
from kisalli.core.callers import (
    ACCESS_COOKIE,
    SESSION_COOKIE,
    CurrentCaller,
    MaybeCaller,
    check_origin,
    drop_cookie,
    set_cookie,
)
from kisalli.core.errors import CsrfFailed, NotFound, Unauthenticated
from kisalli.core.problem import problems
from kisalli.core.tx import Tx
from kisalli.people.models import Person
from kisalli.people.queries import affiliations

router = APIRouter(tags=["session"])


@router.get("/session/providers", operation_id="list_providers", summary="Ways to sign in")
async def list_providers(request: Request) -> ProvidersOut:
    """List the ways to sign in here."""
    return ProvidersOut(demo=request.app.state.settings.demo)


@router.get("/session/demo", operation_id="list_demo_people", summary="People of the demo", responses=problems(NotFound))
async def list_demo_people(request: Request, session: Tx) -> list[DemoPersonOut]:
    """List demo people to sign in as; in demo mode alone."""
    if not request.app.state.settings.demo:
        raise NotFound
    rows = await session.execute(service.DEMO_PEOPLE, {"limit": service.DEMO_PEOPLE_SHOWN})
    return [DemoPersonOut.model_validate(row) for row in rows]


@router.post(
    "/session/demo", operation_id="sign_in_demo", summary="Sign in as a demo person", responses=problems(NotFound, CsrfFailed)
)
async def sign_in_demo(body: DemoSignInIn, request: Request, response: Response, session: Tx) -> SessionOut:
    """Sign in as a demo person; in demo mode alone. A new session every time."""
    check_origin(request)
    settings, keys = request.app.state.settings, request.app.state.keys
    token, caller = await service.begin_demo(session, body.person_id, settings)
    seconds = settings.access_minutes * 60
    set_cookie(response, SESSION_COOKIE, token, settings.session_days * 24 * 3600)
    set_cookie(response, ACCESS_COOKIE, keys.access_token(caller.person_id, caller.session_id, seconds), seconds)
    return await _session(request, session, caller)


@router.get("/session", operation_id="read_session", summary="Who am I")
async def read_session(request: Request, session: Tx, me: MaybeCaller) -> SessionOut | None:
    """Say who is signed in, with the token that changes need; null for nobody, which is no error."""
    if me is None or await session.get(Person, me.person_id) is None:
        return None
    return await _session(request, session, me)


@router.delete("/session", operation_id="sign_out", summary="Sign out", status_code=204, responses=problems(CsrfFailed))
async def sign_out(response: Response, session: Tx, me: CurrentCaller) -> None:
    """End this session, on every process."""
    if me.session_id is not None:
        await service.end(session, me.session_id, me)
    drop_cookie(response, SESSION_COOKIE)
    drop_cookie(response, ACCESS_COOKIE)


@router.get("/me", operation_id="read_me", summary="Myself", tags=["me"])
async def read_me(session: Tx, me: CurrentCaller) -> MeOut:
    """Read one's own account, with what sign-in has told of oneself."""
    return await _me(session, await _person(session, me))


@router.patch("/me", operation_id="edit_me", summary="Change my language", tags=["me"], responses=problems(CsrfFailed))
async def edit_me(patch: PersonPatch, session: Tx, me: CurrentCaller) -> MeOut:
    """Choose the language that the service writes to one in."""
    person = await _person(session, me)
    person.language = patch.language
    return await _me(session, person)


async def _me(session: Tx, person: Person) -> MeOut:
    known = [AffiliationOut.model_validate(each) for each in await affiliations(session, person.id)]
    return MeOut(id=person.id, name=person.name, email=person.email, language=person.language, affiliations=known)


async def _person(session: Tx, caller: Caller) -> Person:
    """Return the caller's own row; a token may outlive the person, who is then nobody."""
    person = await session.get(Person, caller.person_id)
    if person is None:
        raise Unauthenticated
    return person


async def _session(request: Request, session: Tx, caller: Caller) -> SessionOut:
    person = PersonOut.model_validate(await _person(session, caller))
    token = request.app.state.keys.csrf_token(caller.session_id) if caller.session_id else None
    return SessionOut(person=person, csrf_token=token)
