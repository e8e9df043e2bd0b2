"""Routes of going to an OpenID Connect provider and coming back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth import mapping, redirects, under_way
from kisalli.auth.arrivals import Told
from kisalli.auth.errors import ProviderUnavailable
from kisalli.auth.models import IdentityProvider, ProviderKind, ProviderSignIn, Purpose, Way
from kisalli.auth.oidc import Callback, Claims, OpenIdProviders, Registration
from kisalli.auth.provider_schemas import RedirectIn, RedirectOut
from kisalli.core.caller import Caller
from kisalli.core.callers import CurrentCaller, check_origin
from kisalli.core.db import transaction
from kisalli.core.errors import CsrfFailed, NotFound, Problem, TooManyRequests
from kisalli.core.problem import problems
from kisalli.organisations import queries as organisations

router = APIRouter(tags=["session"])

ON_THE_WAY = (CsrfFailed, NotFound, TooManyRequests, ProviderUnavailable)


@router.post(
    "/session/oidc/{provider_id}",
    operation_id="begin_oidc_sign_in",
    summary="Begin to sign in at a provider",
    responses=problems(*ON_THE_WAY),
)
async def begin_oidc_sign_in(provider_id: UUID, body: RedirectIn, request: Request, response: Response) -> RedirectOut:
    """Say to which page of the provider the browser goes; it comes back within ten minutes, signed in."""
    check_origin(request)
    return await set_out(request, response, provider_id, Purpose.SIGN_IN, body.return_to)


@router.post(
    "/me/identities/oidc/{provider_id}",
    operation_id="begin_oidc_link",
    summary="Begin to add a provider as a way in",
    responses=problems(*ON_THE_WAY),
)
async def begin_oidc_link(provider_id: UUID, request: Request, response: Response, me: CurrentCaller) -> RedirectOut:
    """Say to which page of the provider the browser goes; who signs in there is the same person from then on."""
    return await set_out(request, response, provider_id, Purpose.LINK, redirects.PAGES[Purpose.LINK], me)


@router.get("/session/oidc/{provider_id}/callback", include_in_schema=False)
async def come_back_from_oidc(
    provider_id: UUID,
    request: Request,
    state: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str | None, Query(max_length=4000)] = None,
    iss: Annotated[str | None, Query(max_length=400)] = None,
    error: Annotated[str | None, Query(max_length=200)] = None,
) -> RedirectResponse:
    """Take who comes back from a provider; the answer is a page of ours, whatever happened."""
    sign_in: ProviderSignIn | None = None
    sessions, keys = request.app.state.sessions, request.app.state.keys
    try:
        async with transaction(sessions) as session:
            browser = request.cookies.get(redirects.REDIRECT_COOKIE)
            sign_in, provider = await under_way.come_back(session, provider_id, state, browser, keys)
        # No transaction is open while the provider is asked: a slow one takes nobody else's connection.
        openid: OpenIdProviders = request.app.state.openid
        came = await openid.claims(us(request, provider), sign_in.id, Callback(code, iss, error))
        async with transaction(sessions) as session:
            told = await _told(session, provider, came)
            return await redirects.arrive(request, session, sign_in, told, Way.OIDC, keys.lock(came.id_token))
    except Problem as problem:
        return await redirects.turned_away(request, sign_in, problem)


async def set_out(
    request: Request, response: Response, provider_id: UUID, purpose: Purpose, return_to: str, caller: Caller | None = None
) -> RedirectOut:
    """Note that somebody sets out, and say where to."""
    setting = redirects.setting(request, response, return_to)
    async with transaction(request.app.state.sessions) as session:
        sign_in, provider = await under_way.set_out(
            session, provider_id, ProviderKind.OIDC, purpose, setting, request.app.state.keys, caller
        )
    return RedirectOut(location=await request.app.state.openid.location(us(request, provider), sign_in.id))


async def farewell(request: Request, provider: IdentityProvider, id_token: bytes) -> str | None:
    """Return the provider's page for signing out there as well, if it has one and answers soon."""
    token = request.app.state.keys.unlock(id_token)
    if token is None:
        return None
    openid: OpenIdProviders = request.app.state.openid
    return await openid.farewell(us(request, provider), token, f"{request.app.state.settings.origin}/")


def us(request: Request, provider: IdentityProvider) -> Registration:
    """Return who we are at a provider."""
    secret = request.app.state.keys.unlock(provider.client_secret) if provider.client_secret else None
    callback = callback_of(request.app.state.settings.origin, provider.id)
    return Registration(provider.issuer, provider.client_id or "", secret, callback)


def callback_of(origin: str, provider_id: UUID) -> str:
    """Return the address at which a provider sends people back: one for each, so that none can send another's answer."""
    return f"{origin}/api/v1/session/oidc/{provider_id}/callback"


async def _told(session: AsyncSession, provider: IdentityProvider, came: Claims) -> Told:
    """Return what the claims mean. A provider speaks for the domains of its own organisation."""
    domains = await organisations.domains(session, provider.organisation_id)
    meaning = mapping.AttributeMapping.model_validate(provider.mapping)
    verified = came.claims.get("email_verified") is True
    facts = mapping.facts(mapping.attributes_of(came.claims), mapping.OIDC, meaning, domains, verified=verified)
    return Told(provider.issuer, came.claims["sub"], facts, came.claims)
