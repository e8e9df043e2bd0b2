"""Routes of signing in and out."""

from fastapi import APIRouter, Request, Response

from kisalli.auth import email, passkeys, providers, service
from kisalli.auth.browser import let_in, session_out
from kisalli.auth.errors import AccountDisabled, CodeNeeded, PasskeyRefused, SignInExpired, wrong_code
from kisalli.auth.models import Way
from kisalli.auth.oidc_router import farewell
from kisalli.auth.schemas import (
    DemoPersonOut,
    DemoSignInIn,
    EmailConfirmIn,
    EmailSignInIn,
    EmailSignInOut,
    PasskeyIn,
    PasskeyOptionsOut,
    ProviderChoiceOut,
    ProvidersOut,
    SessionOut,
    SignedOutOut,
)
from kisalli.core.callers import (
    ACCESS_COOKIE,
    PASSKEY_COOKIE,
    SESSION_COOKIE,
    SIGN_IN_COOKIE,
    CurrentCaller,
    MaybeCaller,
    check_origin,
    drop_cookie,
    set_cookie,
)
from kisalli.core.db import transaction
from kisalli.core.errors import CsrfFailed, NotFound, TooManyRequests
from kisalli.core.i18n import language_of
from kisalli.core.problem import problems
from kisalli.core.tx import Tx, keep_although_refused
from kisalli.people.models import Person

router = APIRouter(tags=["session"])


@router.get("/session/providers", operation_id="list_providers", summary="Ways to sign in")
async def list_providers(request: Request, session: Tx) -> ProvidersOut:
    """List the ways to sign in here."""
    settings, saml = request.app.state.settings, request.app.state.saml is not None
    return ProvidersOut(
        providers=[ProviderChoiceOut.model_validate(each) for each in await providers.open_to_all(session, saml=saml)],
        federation=settings.in_federation,
        demo=settings.demo,
        email=settings.smtp_host is not None,
        passkeys=settings.passkey_host is not None,
    )


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
    return await let_in(request, response, session, person, Way.DEMO)


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
        await keep_although_refused(session)
        raise wrong_code()
    drop_cookie(response, SIGN_IN_COOKIE)
    return await let_in(request, response, session, person, Way.EMAIL)


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
    if person is None:
        await keep_although_refused(session)
        raise PasskeyRefused
    drop_cookie(response, PASSKEY_COOKIE)
    return await let_in(request, response, session, person, Way.PASSKEY)


@router.get("/session", operation_id="read_session", summary="Who am I")
async def read_session(request: Request, session: Tx, me: MaybeCaller) -> SessionOut | None:
    """Say who is signed in, with the token that changes need; null for nobody, which is no error."""
    person = await session.get(Person, me.person_id) if me else None
    return await session_out(request, session, person, me) if me and person else None


@router.delete("/session", operation_id="sign_out", summary="Sign out", responses=problems(CsrfFailed))
async def sign_out(request: Request, response: Response, me: CurrentCaller) -> SignedOutOut:
    """End this session, on every process; a provider at which one signed in has a page for signing out there as well."""
    sessions, signals = request.app.state.sessions, request.app.state.signals
    async with transaction(sessions) as session:
        came_by = await service.came_by(session, me)
        await service.sign_out(session, me)
    signals.announce()
    drop_cookie(response, SESSION_COOKIE)
    drop_cookie(response, ACCESS_COOKIE)
    # No transaction is open while the provider is asked.
    return SignedOutOut(location=await farewell(request, *came_by) if came_by else None)
