"""Routes of an organisation's identity providers, for its admins."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from kisalli.auth import oidc_router, providers, saml_router
from kisalli.auth.errors import ProviderIncomplete
from kisalli.auth.models import IdentityProvider, ProviderKind, Purpose
from kisalli.auth.oidc_router import ON_THE_WAY, callback_of
from kisalli.auth.provider_schemas import ProviderIn, ProviderOut, ProviderPatch, ProviderTestOut, RedirectOut, SamlProviderIn
from kisalli.auth.redirects import PAGES
from kisalli.auth.saml.sp import METADATA_PATH
from kisalli.core import etags
from kisalli.core.callers import CurrentCaller
from kisalli.core.db import transaction
from kisalli.core.errors import Forbidden, NotFound, PreconditionRequired, Stale
from kisalli.core.etags import IfMatch
from kisalli.core.problem import problems
from kisalli.core.tx import Tx

router = APIRouter(tags=["identity-providers"])


@router.get(
    "/organisations/{organisation_id}/identity-providers",
    operation_id="list_identity_providers",
    summary="Providers at which its people sign in",
    responses=problems(NotFound, Forbidden),
)
async def list_identity_providers(organisation_id: UUID, request: Request, session: Tx, me: CurrentCaller) -> list[ProviderOut]:
    """List an organisation's identity providers, switched on or not, the oldest first; admins only."""
    return [_out(request, each) for each in await providers.of(session, organisation_id, me)]


@router.post(
    "/organisations/{organisation_id}/identity-providers",
    operation_id="enter_identity_provider",
    summary="Enter a provider",
    status_code=201,
    responses=problems(NotFound, Forbidden),
)
async def enter_identity_provider(
    organisation_id: UUID, body: ProviderIn, request: Request, session: Tx, me: CurrentCaller
) -> ProviderOut:
    """Enter an OpenID Connect provider; it is switched off until it has been tried out. Admins only."""
    return _out(request, await providers.enter(session, organisation_id, body, request.app.state.keys, me))


@router.post(
    "/organisations/{organisation_id}/saml-providers",
    operation_id="enter_saml_provider",
    summary="Enter a SAML provider",
    status_code=201,
    responses=problems(NotFound, Forbidden),
)
async def enter_saml_provider(
    organisation_id: UUID, body: SamlProviderIn, request: Request, session: Tx, me: CurrentCaller
) -> ProviderOut:
    """Enter a SAML provider; it is switched off until it has been tried out. Admins only; 404 where there is no SAML."""
    saml_router.required(request)
    return _out(request, await providers.enter_saml(session, organisation_id, body, me))


@router.get(
    "/identity-providers/{provider_id}",
    operation_id="read_identity_provider",
    summary="A provider",
    responses=problems(NotFound, Forbidden),
)
async def read_identity_provider(
    provider_id: UUID, request: Request, session: Tx, me: CurrentCaller, response: Response
) -> ProviderOut:
    """Read a provider; admins only."""
    provider = await providers.one(session, provider_id, me)
    etags.show(response, provider.version)
    return _out(request, provider)


@router.patch(
    "/identity-providers/{provider_id}",
    operation_id="edit_identity_provider",
    summary="Change a provider, or switch it on or off",
    responses=problems(NotFound, Forbidden, ProviderIncomplete, Stale, PreconditionRequired),
)
async def edit_identity_provider(
    provider_id: UUID,
    patch: ProviderPatch,
    request: Request,
    session: Tx,
    me: CurrentCaller,
    response: Response,
    if_match: IfMatch = None,
) -> ProviderOut:
    """Change a provider, or switch it on or off; admins only. Sessions that it has begun go on."""
    provider = await providers.edit(session, provider_id, patch, if_match, request.app.state.keys, me)
    etags.show(response, provider.version)
    return _out(request, provider)


@router.delete(
    "/identity-providers/{provider_id}",
    operation_id="remove_identity_provider",
    summary="Take a provider away",
    status_code=204,
    responses=problems(NotFound, Forbidden),
)
async def remove_identity_provider(provider_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Take a provider away; admins only. Whoever has no other way in can't sign in then."""
    await providers.remove(session, provider_id, me)


@router.post(
    "/identity-providers/{provider_id}/test",
    operation_id="test_identity_provider",
    summary="Try a provider out",
    responses=problems(Forbidden, *ON_THE_WAY),
)
async def test_identity_provider(provider_id: UUID, request: Request, response: Response, me: CurrentCaller) -> RedirectOut:
    """Say to which page of the provider the browser goes; afterwards `read_provider_test` has what it said. Admins only."""
    async with transaction(request.app.state.sessions) as session:
        provider = await providers.one(session, provider_id, me)
    begin = saml_router.set_out if provider.kind == ProviderKind.SAML else oidc_router.set_out
    return await begin(request, response, provider_id, Purpose.TEST, PAGES[Purpose.TEST], me)


@router.get(
    "/identity-provider-tests/{test_id}",
    operation_id="read_provider_test",
    summary="What a provider said in a test",
    responses=problems(NotFound),
)
async def read_provider_test(test_id: UUID, session: Tx, me: CurrentCaller) -> ProviderTestOut:
    """Read what a provider said of oneself in a test, within a day."""
    return ProviderTestOut.model_validate(await providers.test(session, test_id, me))


def _out(request: Request, provider: IdentityProvider) -> ProviderOut:
    shown = {name: getattr(provider, name) for name in ("id", "kind", "name", "issuer", "client_id", "mapping", "enabled")}
    origin = request.app.state.settings.origin
    callback = f"{origin}{METADATA_PATH}" if provider.kind == ProviderKind.SAML else callback_of(origin, provider.id)
    has_secret = provider.client_secret is not None
    return ProviderOut(**shown, has_secret=has_secret, callback=callback, created_at=provider.created_at)
