"""A browser is let in: its session begins, its cookies are set."""

from uuid import UUID

from fastapi import Request, Response

from kisalli.auth import service
from kisalli.auth.devices import device_of
from kisalli.auth.models import Way
from kisalli.auth.schemas import PersonOut, SessionOut
from kisalli.core.caller import Caller
from kisalli.core.callers import ACCESS_COOKIE, SESSION_COOKIE, set_cookie
from kisalli.core.tx import Tx
from kisalli.people.models import Person
from kisalli.terms import service as terms


async def let_in(
    request: Request,
    response: Response,
    session: Tx,
    person: Person,
    way: Way,
    *,
    provider_id: UUID | None = None,
    id_token: bytes | None = None,
    before_id: UUID | None = None,
) -> SessionOut:
    """Begin a session in the browser that asks; the one that it had (or had, by `before_id`, when it set out) ends."""
    settings, keys = request.app.state.settings, request.app.state.keys
    device, before = device_of(request.headers.get("user-agent", "")), request.cookies.get(SESSION_COOKIE)
    how = service.SignedIn(way, device, before, provider_id, id_token, before_id)
    token, caller = await service.begin(session, person.id, settings, how)
    seconds = settings.access_minutes * 60
    set_cookie(response, SESSION_COOKIE, token, settings.session_days * 24 * 3600)
    set_cookie(response, ACCESS_COOKIE, keys.access_token(caller.person_id, caller.session_id, seconds), seconds)
    return await session_out(request, session, person, caller)


async def session_out(request: Request, session: Tx, person: Person, caller: Caller) -> SessionOut:
    """Return who is signed in, with the token that changes need and what they are still to be asked."""
    token = request.app.state.keys.csrf_token(caller.session_id) if caller.session_id else None
    terms_to_ask = await terms.still_to_ask(session, person.id)
    return SessionOut(person=PersonOut.model_validate(person), csrf_token=token, terms_to_ask=terms_to_ask)
