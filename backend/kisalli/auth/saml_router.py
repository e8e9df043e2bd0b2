"""Routes of going to a SAML identity provider and coming back, and of what such providers ask of us."""

from typing import Annotated
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from kisalli.auth import redirects, saml_sign_in, under_way
from kisalli.auth.errors import ProviderRefused
from kisalli.auth.models import ProviderKind, ProviderSignIn, Purpose, Way
from kisalli.auth.provider_schemas import FederationLinkIn, FederationProviderOut, FederationRedirectIn, RedirectIn, RedirectOut
from kisalli.auth.saml import federation
from kisalli.auth.saml.federation import Place
from kisalli.auth.saml.provider import Provider
from kisalli.auth.saml.reading import read_posted
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.auth.saml.sp import ACS_PATH, DISCOVERY_PATH, METADATA_PATH, metadata, sign_in_address
from kisalli.auth.saml_sign_in import Saml
from kisalli.core.caller import Caller
from kisalli.core.callers import CurrentCaller, check_origin
from kisalli.core.db import transaction
from kisalli.core.errors import CsrfFailed, NotFound, Problem, TooManyRequests
from kisalli.core.i18n import language_of
from kisalli.core.pages import DEFAULT_LIMIT, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.schemas import Line, Page
from kisalli.core.tx import Tx

router = APIRouter(tags=["session"])

ON_THE_WAY = (CsrfFailed, NotFound, TooManyRequests)
PREFIX = "/api/v1"
# Longer than other cursors: it says a name and an entity id.
PlaceCursor = Annotated[str | None, Query(max_length=4000, description="`next_cursor` of the page before.")]
FIELDS = 10  # of a form that a provider lets a browser send


@router.get("/session/saml/providers", operation_id="search_federation", summary="Home organisations to sign in at")
async def search_federation(
    request: Request,
    session: Tx,
    q: Annotated[Line, Query(description="Parts of its name, in any language; all have to match.")] = "",
    limit: Limit = DEFAULT_LIMIT,
    cursor: PlaceCursor = None,
) -> Page[FederationProviderOut]:
    """List the federation's identity providers whose names say every word, the best first."""
    settings, language = request.app.state.settings, language_of(request.headers.get("accept-language"))
    after = decode_cursor(cursor, Place.parse)
    rows = await federation.found(session, q, language, after, limit + 1, settings) if settings.saml_key else []
    found = page(rows, limit, lambda row: Place(row.rank, row.name, row.entity_id))
    return Page(items=[FederationProviderOut.model_validate(row) for row in found.items], next_cursor=found.next_cursor)


@router.post(
    "/session/saml",
    operation_id="begin_federation_sign_in",
    summary="Begin to sign in at a home organisation",
    responses=problems(*ON_THE_WAY),
)
async def begin_federation_sign_in(body: FederationRedirectIn, request: Request, response: Response) -> RedirectOut:
    """Say to which page of the home organisation the browser goes; it comes back within ten minutes, signed in."""
    check_origin(request)
    return await _set_out_to_member(request, response, body.entity_id, Purpose.SIGN_IN, body.return_to)


@router.post(
    "/me/identities/saml",
    operation_id="begin_federation_link",
    summary="Begin to add a home organisation as a way in",
    responses=problems(*ON_THE_WAY),
)
async def begin_federation_link(body: FederationLinkIn, request: Request, response: Response, me: CurrentCaller) -> RedirectOut:
    """Say to which page of the home organisation the browser goes; who signs in there is the same person from then on."""
    return await _set_out_to_member(request, response, body.entity_id, Purpose.LINK, redirects.PAGES[Purpose.LINK], me)


@router.get(METADATA_PATH.removeprefix(PREFIX), include_in_schema=False)
async def read_saml_metadata(request: Request) -> Response:
    """Show what a federation registers of us; where there is no SAML, nothing."""
    return Response(metadata(required(request).sp), media_type="application/samlmetadata+xml")


@router.get(DISCOVERY_PATH.removeprefix(PREFIX), include_in_schema=False)
async def come_back_from_discovery(
    request: Request, entity_id: Annotated[str, Query(alias="entityID", max_length=1024)] = ""
) -> RedirectResponse:
    """Take who has chosen a home organisation on a federation's page; our own page goes on, after a press."""
    required(request)
    return RedirectResponse(f"{redirects.PAGES[Purpose.SIGN_IN]}?{urlencode({'home': entity_id})}", 303)


@router.post(ACS_PATH.removeprefix(PREFIX), include_in_schema=False)
async def come_back_from_saml(request: Request) -> RedirectResponse:
    """Take who comes back from a provider, whose page lets the browser send a form; the answer is a page of ours."""
    sign_in: ProviderSignIn | None = None
    state = request.app.state
    saml, form = required(request), await _form(request)
    try:
        async with transaction(state.sessions) as session:
            browser = request.cookies.get(redirects.REDIRECT_COOKIE)
            sign_in = await under_way.come_back_by_saml(session, form.get("RelayState", ""), browser, state.keys)
        async with transaction(state.sessions) as session:  # another: whatever it comes to, nobody comes back to it again
            there = await saml_sign_in.counterpart(session, sign_in, state.settings)
        # No transaction is open while xmlsec1 runs.
        expected = saml_sign_in.expected(there, sign_in.id, state.keys)
        vouched = await read_posted(saml.sp, form.get("SAMLResponse", ""), expected)
        async with transaction(state.sessions) as session:
            await federation.take(session, there.issuer, vouched)
            return await redirects.arrive(request, session, sign_in, saml_sign_in.told(there, vouched), Way.SAML)
    except SamlRefused as refused:
        problem = ProviderRefused()
        problem.add_note(refused.reason)
        return await redirects.turned_away(request, sign_in, problem)
    except Problem as problem:
        return await redirects.turned_away(request, sign_in, problem)


# After the fixed addresses, which would be taken for providers otherwise.
@router.post(
    "/session/saml/{provider_id}",
    operation_id="begin_saml_sign_in",
    summary="Begin to sign in at a SAML provider of an organisation",
    responses=problems(*ON_THE_WAY),
)
async def begin_saml_sign_in(provider_id: UUID, body: RedirectIn, request: Request, response: Response) -> RedirectOut:
    """Say to which page of the provider the browser goes; it comes back within ten minutes, signed in."""
    check_origin(request)
    return await set_out(request, response, provider_id, Purpose.SIGN_IN, body.return_to)


@router.post(
    "/me/identities/saml/{provider_id}",
    operation_id="begin_saml_link",
    summary="Begin to add a SAML provider of an organisation as a way in",
    responses=problems(*ON_THE_WAY),
)
async def begin_saml_link(provider_id: UUID, request: Request, response: Response, me: CurrentCaller) -> RedirectOut:
    """Say to which page of the provider the browser goes; who signs in there is the same person from then on."""
    return await set_out(request, response, provider_id, Purpose.LINK, redirects.PAGES[Purpose.LINK], me)


async def set_out(
    request: Request, response: Response, provider_id: UUID, purpose: Purpose, return_to: str, caller: Caller | None = None
) -> RedirectOut:
    """Note that somebody sets out to an organisation's SAML provider, and say where to."""
    saml, state = required(request), request.app.state
    setting = redirects.setting(request, response, return_to)
    async with transaction(state.sessions) as session:
        there = (session, provider_id, ProviderKind.SAML)
        sign_in, row = await under_way.set_out(*there, purpose, setting, state.keys, caller)
    return _location(request, saml, saml_sign_in.provider_of(row), sign_in)


async def _set_out_to_member(
    request: Request, response: Response, entity_id: str, purpose: Purpose, return_to: str, caller: Caller | None = None
) -> RedirectOut:
    saml, state = required(request), request.app.state
    provider = await saml.service.provider(entity_id)
    if provider is None:
        raise NotFound
    setting = redirects.setting(request, response, return_to)
    async with transaction(state.sessions) as session:
        sign_in = await under_way.set_out_to_member(session, entity_id, purpose, setting, state.keys, caller)
    return _location(request, saml, provider, sign_in)


def _location(request: Request, saml: Saml, provider: Provider, sign_in: ProviderSignIn) -> RedirectOut:
    keys = request.app.state.keys
    asked = saml_sign_in.request_id(sign_in.id, keys)
    return RedirectOut(location=sign_in_address(saml.sp, provider, asked, keys.redirect_state(sign_in.id)))


def required(request: Request) -> Saml:
    """Return what this installation needs for SAML.

    Raises:
        NotFound: it has no SAML.
    """
    saml: Saml | None = request.app.state.saml
    if saml is None:
        raise NotFound
    return saml


async def _form(request: Request) -> dict[str, str]:
    """Return the fields of a form, each once; nothing of what is no form."""
    try:
        fields = parse_qs((await request.body()).decode("ascii"), max_num_fields=FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items() if len(values) == 1}
