"""Routes of signing in and out."""

from fastapi import APIRouter, Request, Response

from kisalli.auth import email, passkeys, service
from kisalli.auth.devices import device_of
from kisalli.auth.errors import AccountDisabled, CodeNeeded, PasskeyRefused, SignInExpired
from kisalli.auth.models import Way
from kisalli.auth.schemas import (
    DemoPersonOut,
    DemoSignInIn,
    EmailConfirmIn,
    EmailSignInIn,
    EmailSignInOut,
    PasskeyIn,
    PasskeyOptionsOut,
    PersonOut,
    ProvidersOut,
    SessionOut,
)
from kisalli.core.caller import Caller
from kisalli.core.callers import (
    ACCESS_COOKIE,
    PASSKEY_COOKIE,
    SESSION_COOKIE,
    CurrentCaller,
    MaybeCaller,
    check_origin,
    drop_cookie,
    set_cookie,
)
from kisalli.core.errors import CsrfFailed, FieldProblem, Invalid, NotFound, TooManyRequests
from kisalli.core.i18n import language_of
from kisalli.core.problem import problems
from kisalli.core.tx import Tx
from kisalli.people.models import Person

router = APIRouter(tags=["session"])

SIGN_IN_COOKIE = "__Host-kisalli-sign-in"


@router.get("/session/providers", operation_id="list_providers", summary="Ways to sign in")
async def list_providers(request: Request) -> ProvidersOut:
    """List the ways to sign in here."""
    settings = request.app.state.settings
    return ProvidersOut(demo=settings.demo, email=settings.smtp_host is not None, passkeys=settings.passkey_host is not None)


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
    person = await service.demo_person(session, body.person_id, request.app.state.settings)
    return await _let_in(request, response, session, person, Way.DEMO)


@router.post(
    "/session/email",
    operation_id="ask_email_sign_in",
    summary="Have a link and a code mailed",
    status_code=202,
    responses=problems(CsrfFailed, TooManyRequests),
)
async def ask_email_sign_in(body: EmailSignInIn, request: Request, response: Response, session: Tx) -> EmailSignInOut:
    """Have a link and a code mailed that sign in once within 15 minutes. The answer is the same whoever has the address."""
    check_origin(request)
    keys, language = request.app.state.keys, language_of(request.headers.get("accept-language"))
    client = request.client.host if request.client else ""
    asked = await email.ask(session, body.email, language, client, keys)
    set_cookie(response, SIGN_IN_COOKIE, asked.browser, email.MINUTES * 60)
    return EmailSignInOut(expires_at=asked.expires_at)


@router.post(
    "/session/email/confirm",
    operation_id="confirm_email_sign_in",
    summary="Sign in by the mailed link or code",
    responses=problems(CsrfFailed, SignInExpired, CodeNeeded, AccountDisabled),
)
async def confirm_email_sign_in(body: EmailConfirmIn, request: Request, response: Response, session: Tx) -> SessionOut:
    """Sign in by what was mailed. A link does in the browser that asked for it; in another one its code is needed as well."""
    check_origin(request)
    browser = request.cookies.get(SIGN_IN_COOKIE)
    person = await email.confirm(session, body.key, body.code, browser, request.app.state.keys)
    if person is None:
        await session.commit()  # the wrong try counts although the answer is an error
        raise Invalid(errors=[FieldProblem("#/code", "wrong_code", "This is not the code from the mail")])
    drop_cookie(response, SIGN_IN_COOKIE)
    return await _let_in(request, response, session, person, Way.EMAIL)


@router.post(
    "/session/passkeys/options",
    operation_id="ask_passkey_sign_in",
    summary="Begin to sign in with a passkey",
    responses=problems(CsrfFailed, NotFound),
)
async def ask_passkey_sign_in(request: Request, response: Response, session: Tx) -> PasskeyOptionsOut:
    """Say what the browser is to ask the device; the answer has to come within five minutes."""
    check_origin(request)
    ceremony = await passkeys.sign_in_options(session, request.app.state.settings, request.app.state.keys)
    set_cookie(response, PASSKEY_COOKIE, ceremony.browser, passkeys.MINUTES * 60)
    return PasskeyOptionsOut(options=ceremony.options)


@router.post(
    "/session/passkeys",
    operation_id="sign_in_with_passkey",
    summary="Sign in with a passkey",
    responses=problems(CsrfFailed, NotFound, PasskeyRefused, AccountDisabled),
)
async def sign_in_with_passkey(body: PasskeyIn, request: Request, response: Response, session: Tx) -> SessionOut:
    """Sign in with the answer of a device that keeps a passkey of this installation."""
    check_origin(request)
    answer = passkeys.Answer(body.credential, request.cookies.get(PASSKEY_COOKIE))
    person = await passkeys.sign_in(session, answer, request.app.state.settings, request.app.state.keys)
    drop_cookie(response, PASSKEY_COOKIE)
    return await _let_in(request, response, session, person, Way.PASSKEY)


@router.get("/session", operation_id="read_session", summary="Who am I")
async def read_session(request: Request, session: Tx, me: MaybeCaller) -> SessionOut | None:
    """Say who is signed in, with the token that changes need; null for nobody, which is no error."""
    person = await session.get(Person, me.person_id) if me else None
    return _session(request, person, me) if me and person else None


@router.delete("/session", operation_id="sign_out", summary="Sign out", status_code=204, responses=problems(CsrfFailed))
async def sign_out(response: Response, session: Tx, me: CurrentCaller) -> None:
    """End this session, on every process."""
    if me.session_id is not None:
        await service.end(session, me.session_id, me)
    drop_cookie(response, SESSION_COOKIE)
    drop_cookie(response, ACCESS_COOKIE)


async def _let_in(request: Request, response: Response, session: Tx, person: Person, way: Way) -> SessionOut:
    settings, keys = request.app.state.settings, request.app.state.keys
    device = device_of(request.headers.get("user-agent", ""))
    token, caller = await service.begin(session, person.id, settings, way, device)
    seconds = settings.access_minutes * 60
    set_cookie(response, SESSION_COOKIE, token, settings.session_days * 24 * 3600)
    set_cookie(response, ACCESS_COOKIE, keys.access_token(caller.person_id, caller.session_id, seconds), seconds)
    return _session(request, person, caller)


def _session(request: Request, person: Person, caller: Caller) -> SessionOut:
    token = request.app.state.keys.csrf_token(caller.session_id) if caller.session_id else None
    return SessionOut(person=PersonOut.model_validate(person), csrf_token=token)
