"""Signing in at an OpenID Connect provider: code flow with PKCE and nonce; nothing of its answer is believed unchecked.

Authlib speaks the protocol. What it leaves to the provider's own word is decided here: which signatures count, whose
token it is, that the issuer is the one that was asked (also in the callback, RFC 9207), whose UserInfo it is.
OpenID Connect Core 1.0, RFC 7636, RFC 9207, RP-Initiated Logout 1.0.
"""

import asyncio
import time
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import httpx
import structlog
from authlib.deprecate import AuthlibDeprecationWarning
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from pydantic import BaseModel, ValidationError

from kisalli.auth.errors import ProviderRefused, ProviderUnavailable
from kisalli.core import outgoing
from kisalli.core.security import Keys

with warnings.catch_warnings():
    # Authlib announces a successor of httpx that has not come to our other dependencies yet.
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.integrations.base_client.errors import OAuthError
    from authlib.integrations.httpx_client import AsyncOAuth2Client
    from authlib.oidc.core import CodeIDToken

SCOPE = "openid profile email"
ALGORITHMS = ["RS256", "ES256"]
SKEW_SECONDS = 30
SECONDS = 10  # so long a provider may take for all that a sign-in asks of it
AT_ONCE = 20  # so many wait for one provider; more are sent away, or a slow one would take up everybody's room
KEPT_SECONDS = 3600.0
NEW_KEYS_SECONDS = 60.0  # so often at most keys are fetched because a token names one that is not known

log = structlog.get_logger()


class Discovered(BaseModel):
    """What a provider says of itself (OpenID Connect Discovery 1.0)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    end_session_endpoint: str | None = None
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]
    authorization_response_iss_parameter_supported: bool = False


@dataclass(frozen=True, slots=True)
class Registration:
    """Who we are at a provider."""

    issuer: str
    client_id: str
    client_secret: str | None
    callback: str


@dataclass(frozen=True, slots=True)
class Callback:
    """What the browser brings back."""

    code: str | None
    iss: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider said of somebody, checked, and the token to show it at sign-out."""

    claims: dict[str, Any]
    id_token: str


class OpenIdProviders:
    """Talks to OpenID Connect providers and remembers for an hour what they say of themselves."""

    def __init__(self, keys: Keys, *, own_network: bool) -> None:
        self._keys = keys
        self._own_network = own_network
        self._discovered: dict[str, tuple[float, Discovered]] = {}
        self._key_sets: dict[str, tuple[float, KeySet]] = {}
        self._rooms: dict[str, asyncio.Semaphore] = {}

    async def location(self, us: Registration, sign_in_id: UUID) -> str:
        """Return where the browser goes to sign in.

        Raises:
            ProviderUnavailable: the provider does not say where, or not in time.
        """
        async with self._room(us.issuer):
            there = await self._discover(us.issuer)
        async with self._client(us, there) as client:
            url, _ = client.create_authorization_url(
                there.authorization_endpoint,
                state=self._keys.redirect_state(sign_in_id),
                nonce=self._keys.redirect_secret(sign_in_id, "nonce"),
                code_verifier=self._keys.redirect_secret(sign_in_id, "verifier"),
            )
        return str(url)

    async def claims(self, us: Registration, sign_in_id: UUID, back: Callback) -> Claims:
        """Return what the provider says of who came back.

        Raises:
            ProviderUnavailable: it does not answer, or not in time. ProviderRefused: what it says is not to be trusted.
        """
        async with self._room(us.issuer):
            there = await self._discover(us.issuer)
            if back.iss != us.issuer and (back.iss is not None or there.authorization_response_iss_parameter_supported):
                raise _distrust("the callback is of another issuer")
            if back.error is not None or not back.code:
                raise _distrust("the provider let nobody in")
            async with self._client(us, there) as client:
                verifier = self._keys.redirect_secret(sign_in_id, "verifier")
                token = await client.fetch_token(there.token_endpoint, code=back.code, code_verifier=verifier)
                nonce = self._keys.redirect_secret(sign_in_id, "nonce")
                claims = await self._checked(there, us, token, nonce)
                if there.userinfo_endpoint and token.get("access_token"):
                    claims = await self._with_userinfo(client, there.userinfo_endpoint, claims)
        return Claims(claims, token["id_token"])

    async def farewell(self, us: Registration, id_token: str, return_to: str) -> str | None:
        """Return where the browser goes to sign out at the provider as well; None where it has no such place."""
        try:
            async with self._room(us.issuer):
                there = await self._discover(us.issuer)
        except (ProviderRefused, ProviderUnavailable):
            return None
        if there.end_session_endpoint is None:
            return None
        asked = {"id_token_hint": id_token, "client_id": us.client_id, "post_logout_redirect_uri": return_to}
        joint = "&" if urlsplit(there.end_session_endpoint).query else "?"
        return f"{there.end_session_endpoint}{joint}{urlencode(asked)}"

    @asynccontextmanager
    async def _room(self, issuer: str) -> AsyncIterator[None]:
        """Wait for a provider with a bound on time and on how many wait; say in our words what goes wrong."""
        room = self._rooms.setdefault(issuer, asyncio.Semaphore(AT_ONCE))
        if room.locked():
            raise ProviderUnavailable(retry_after=SECONDS)
        try:
            async with room, asyncio.timeout(SECONDS):
                yield
        except (httpx.HTTPError, TimeoutError) as error:
            log.warning("provider does not answer", issuer=issuer, error=type(error).__name__)
            raise ProviderUnavailable(retry_after=SECONDS) from error
        except (OAuthError, JoseError, ValidationError, ValueError, KeyError, TypeError) as error:
            raise _distrust(f"{type(error).__name__} {getattr(error, 'error', '')}".strip()) from error

    def _client(self, us: Registration, there: Discovered) -> AsyncOAuth2Client:
        methods = there.token_endpoint_auth_methods_supported
        basic = "client_secret_basic" in methods or "client_secret_post" not in methods
        return AsyncOAuth2Client(
            us.client_id,
            us.client_secret,
            scope=SCOPE,
            redirect_uri=us.callback,
            code_challenge_method="S256",
            token_endpoint_auth_method=("client_secret_basic" if basic else "client_secret_post") if us.client_secret else "none",
            **outgoing.options(own_network=self._own_network, seconds=SECONDS),
        )

    async def _discover(self, issuer: str) -> Discovered:
        known = self._discovered.get(issuer)
        if known is not None and time.monotonic() - known[0] < KEPT_SECONDS:
            return known[1]
        there = Discovered.model_validate(await self._json(f"{issuer.rstrip('/')}/.well-known/openid-configuration"))
        if there.issuer != issuer:
            raise _distrust("the discovery document is of another issuer")
        places = (there.authorization_endpoint, there.token_endpoint, there.jwks_uri)
        others = (place for place in (there.userinfo_endpoint, there.end_session_endpoint) if place is not None)
        if not all(self._may_be_called(place) for place in (*places, *others)):
            raise _distrust("an endpoint is no https address")
        self._discovered[issuer] = (time.monotonic(), there)
        return there

    def _may_be_called(self, place: str) -> bool:
        return urlsplit(place).scheme in ({"http", "https"} if self._own_network else {"https"})

    async def _checked(self, there: Discovered, us: Registration, token: dict[str, Any], nonce: str) -> dict[str, Any]:
        """Return the claims of an ID token that is the provider's, for us, for this sign-in, and of now."""
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        try:
            decoded = jwt.decode(token["id_token"], await self._keys_of(there), registry=registry)
        except InvalidKeyIdError:
            decoded = jwt.decode(token["id_token"], await self._keys_of(there, anew=True), registry=registry)
        essential = {
            "iss": {"essential": True, "value": there.issuer},
            "aud": {"essential": True, "value": us.client_id},
            "exp": {"essential": True},
            "sub": {"essential": True},
            "nonce": {"essential": True, "value": nonce},
        }
        params = {"nonce": nonce, "client_id": us.client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(decoded.claims, decoded.header, essential, params)
        claims.validate(leeway=SKEW_SECONDS)
        if not isinstance(claims["sub"], str) or not claims["sub"].strip():
            raise _distrust("the subject is no text")
        if claims["iat"] > time.time() + SKEW_SECONDS:
            raise _distrust("the token is of the future")
        return dict(claims)

    async def _keys_of(self, there: Discovered, *, anew: bool = False) -> KeySet:
        known = self._key_sets.get(there.issuer)
        if known is not None and time.monotonic() - known[0] < (NEW_KEYS_SECONDS if anew else KEPT_SECONDS):
            return known[1]
        keys = KeySet.import_key_set(await self._json(there.jwks_uri))
        self._key_sets[there.issuer] = (time.monotonic(), keys)
        return keys

    async def _with_userinfo(self, client: AsyncOAuth2Client, place: str, claims: dict[str, Any]) -> dict[str, Any]:
        """Return the claims with what UserInfo adds; the ID token's own word stands."""
        answer = await client.get(place)
        answer.raise_for_status()
        more = answer.json()
        if more["sub"] != claims["sub"]:
            raise _distrust("UserInfo is of somebody else")
        told: dict[str, Any] = more | claims
        return told

    async def _json(self, place: str) -> Any:  # noqa: ANN401 - whatever stands there
        async with outgoing.client(own_network=self._own_network, seconds=SECONDS) as client:
            answer = await client.get(place)
            answer.raise_for_status()
            return answer.json()


def _distrust(reason: str) -> ProviderRefused:
    """Return the refusal: who signs in is told what to do, its note tells the log why."""
    refusal = ProviderRefused()
    refusal.add_note(reason)
    return refusal
