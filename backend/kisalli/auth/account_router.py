"""Routes of one's own account: who I am, where I am signed in, and with which passkeys."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import Row

from kisalli.auth import address, email, identities, passkeys, service
from kisalli.auth.devices import device_of
from kisalli.auth.errors import (
    EmailChangeOver,
    IdentityTaken,
    LastWayIn,
    PasskeyRefused,
    SignInExpired,
    TooManyPasskeys,
    wrong_code,
)
from kisalli.auth.joining_up import EMAIL_ISSUER
from kisalli.auth.schemas import (
    AddressCodeIn,
    AddressIn,
    AffiliationOut,
    EmailChangeOut,
    EmailSignInOut,
    IdentityOut,
    MeOut,
    OwnSessionOut,
    PasskeyIn,
    PasskeyOptionsOut,
    PasskeyOut,
    PersonOut,
    PersonPatch,
)
from kisalli.core.caller import Caller
from kisalli.core.callers import PASSKEY_COOKIE, SIGN_IN_COOKIE, CurrentCaller, drop_cookie, set_cookie
from kisalli.core.errors import CsrfFailed, NotFound, TooManyRequests, Unauthenticated
from kisalli.core.i18n import language_of
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.schemas import Page
from kisalli.core.tx import Tx, keep_although_refused
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
    person = await session.get(Person, me.person_id, with_for_update=True)
    if person is None or person.disabled_at is not None:  # whoever is being erased writes nothing new
        raise Unauthenticated
    for field, value in patch.model_dump(exclude_none=True).items():
        setattr(person, field, value)
    return await _me(session, person)


@router.put(
    "/email",
    operation_id="ask_email_change",
    summary="Enter another address",
    status_code=202,
    responses=problems(CsrfFailed, TooManyRequests),
)
async def ask_email_change(body: AddressIn, session: Tx, me: CurrentCaller) -> EmailChangeOut:
    """Have a code mailed to another address for one's account. The answer is the same whoever else has the address."""
    change = await address.ask(session, body.email, me)
    return EmailChangeOut(email=change.new_address, expires_at=change.expires_at)


@router.post(
    "/email/confirm",
    operation_id="confirm_email_change",
    summary="Confirm my new address",
    responses=problems(CsrfFailed, EmailChangeOver, IdentityTaken),
)
async def confirm_email_change(body: AddressCodeIn, request: Request, session: Tx, me: CurrentCaller) -> MeOut:
    """Confirm the new address by the code mailed there: mails go there from now on, and whoever signs in by e-mail uses it."""
    person = await address.confirm(session, body.code, request.app.state.keys, me)
    if person is None:
        await keep_although_refused(session)
        raise wrong_code()
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


@router.get("/passkeys", operation_id="list_passkeys", summary="My passkeys")
async def list_passkeys(session: Tx, me: CurrentCaller) -> list[PasskeyOut]:
    """List one's passkeys, the latest first."""
    return [PasskeyOut.model_validate(each) for each in await passkeys.of(session, me)]


@router.post(
    "/passkeys/options",
    operation_id="ask_new_passkey",
    summary="Begin to make a passkey",
    responses=problems(NotFound, TooManyPasskeys),
)
async def ask_new_passkey(request: Request, response: Response, session: Tx, me: CurrentCaller) -> PasskeyOptionsOut:
    """Say what the browser is to ask the device; the answer has to come within five minutes."""
    ceremony = await passkeys.adding_options(session, request.app.state.settings, request.app.state.keys, me)
    set_cookie(response, PASSKEY_COOKIE, ceremony.browser, passkeys.MINUTES * 60)
    return PasskeyOptionsOut(options=ceremony.options)


@router.post(
    "/passkeys",
    operation_id="add_passkey",
    summary="Keep a passkey",
    status_code=201,
    responses=problems(NotFound, PasskeyRefused),
)
async def add_passkey(body: PasskeyIn, request: Request, response: Response, session: Tx, me: CurrentCaller) -> PasskeyOut:
    """Keep a passkey that one's device has made; one is told by mail."""
    settings, keys = request.app.state.settings, request.app.state.keys
    answer = passkeys.Answer(body.credential, request.cookies.get(PASSKEY_COOKIE))
    passkey = await passkeys.add(session, answer, settings, keys, device_of(request.headers.get("user-agent", "")), me)
    drop_cookie(response, PASSKEY_COOKIE)
    return PasskeyOut.model_validate(passkey)


@router.delete(
    "/passkeys/{passkey_id}",
    operation_id="remove_passkey",
    summary="Remove a passkey",
    status_code=204,
    responses=problems(NotFound),
)
async def remove_passkey(passkey_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Remove one of one's own passkeys; what the device keeps opens nothing then."""
    await passkeys.remove(session, passkey_id, me)


@router.get("/identities", operation_id="list_identities", summary="My ways to sign in")
async def list_identities(request: Request, session: Tx, me: CurrentCaller) -> list[IdentityOut]:
    """List one's ways in, the oldest first; passkeys are listed apart."""
    return [_identity(row) for row in await identities.of(session, language_of(request.headers.get("accept-language")), me)]


@router.post(
    "/identities/email",
    operation_id="ask_address",
    summary="Have a code mailed to an address to add",
    status_code=202,
    responses=problems(TooManyRequests),
)
async def ask_address(body: AddressIn, request: Request, response: Response, session: Tx, me: CurrentCaller) -> EmailSignInOut:
    """Have a code mailed to an address by which one wants to sign in as well; the same answer whoever has it."""
    language = language_of(request.headers.get("accept-language"))
    client = request.client.host if request.client else ""
    asked = await identities.ask_address(session, body.email, language, client, request.app.state.keys, me)
    set_cookie(response, SIGN_IN_COOKIE, asked.browser, email.MINUTES * 60)
    return EmailSignInOut(expires_at=asked.expires_at)


@router.post(
    "/identities/email/confirm",
    operation_id="add_address",
    summary="Add an address as a way in",
    status_code=204,
    responses=problems(SignInExpired, IdentityTaken),
)
async def add_address(body: AddressCodeIn, request: Request, response: Response, session: Tx, me: CurrentCaller) -> None:
    """Add the address whose code one knows; one is told by mail."""
    browser = request.cookies.get(SIGN_IN_COOKIE)
    if not await identities.add_address(session, body.code, browser, request.app.state.keys, me):
        await keep_although_refused(session)
        raise wrong_code()
    drop_cookie(response, SIGN_IN_COOKIE)


@router.delete(
    "/identities/{identity_id}",
    operation_id="remove_identity",
    summary="Remove a way to sign in",
    status_code=204,
    responses=problems(NotFound, LastWayIn),
)
async def remove_identity(identity_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Remove one of one's own ways in, but for the last."""
    await identities.remove(session, identity_id, me)


def _identity(row: Row[UUID, str, str, datetime | None, datetime, str | None]) -> IdentityOut:
    mailed = row.issuer == EMAIL_ISSUER
    name = row.subject if mailed else row.name or row.issuer
    kind: Literal["email", "provider"] = "email" if mailed else "provider"
    return IdentityOut(id=row.id, kind=kind, name=name, created_at=row.created_at, last_used_at=row.last_used_at)


async def _me(session: Tx, person: Person) -> MeOut:
    known = [AffiliationOut.model_validate(each) for each in await affiliations(session, person.id)]
    return MeOut(**PersonOut.model_validate(person).model_dump(), affiliations=known)


async def _person(session: Tx, caller: Caller) -> Person:
    """Return the caller's own row; a token may outlive the person, who is then nobody."""
    person = await session.get(Person, caller.person_id)
    if person is None:
        raise Unauthenticated
    return person
