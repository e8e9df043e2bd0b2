"""Going to an identity provider and coming back: once, within ten minutes, in the browser that went."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth.errors import SignInExpired
from kisalli.auth.models import IdentityProvider, ProviderKind, ProviderSignIn, Purpose, Session
from kisalli.core import instants
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound, TooManyRequests
from kisalli.core.ids import new_id
from kisalli.core.security import Keys, hash_secret

MINUTES = 10
ASKED_AN_HOUR = 3_000  # from one network address: a campus is one, and all its students come at nine o'clock
ASKED = text("""
SELECT count(*) FROM provider_sign_in
 WHERE client_hash = :client AND created_at > clock_timestamp() - interval '1 hour'
""")


@dataclass(frozen=True, slots=True)
class Setting:
    """From where somebody sets out: the secret their browser keeps, its network address, language and the page to go on to.

    `before` is the token of the session that the browser has: it ends when somebody is signed in anew.
    """

    browser: str
    client: str
    language: str
    return_to: str
    before: str | None = None


async def set_out(
    session: AsyncSession,
    provider_id: UUID,
    kind: ProviderKind,
    purpose: Purpose,
    setting: Setting,
    keys: Keys,
    caller: Caller | None = None,
) -> tuple[ProviderSignIn, IdentityProvider]:
    """Note that somebody goes to a provider; switched-off ones may be tested alone.

    Raises:
        NotFound: there is no such provider for them. TooManyRequests: far too many have set out from this network.
    """
    provider = await session.get(IdentityProvider, provider_id)
    if provider is None or provider.kind != kind or not (provider.enabled or purpose == Purpose.TEST):
        raise NotFound
    return await _note(session, ProviderSignIn(provider_id=provider_id, purpose=purpose), setting, keys, caller), provider


async def set_out_to_member(
    session: AsyncSession, entity_id: str, purpose: Purpose, setting: Setting, keys: Keys, caller: Caller | None = None
) -> ProviderSignIn:
    """Note that somebody goes to a member of the federation, which the caller has looked up.

    Raises:
        TooManyRequests: far too many have set out from this network.
    """
    return await _note(session, ProviderSignIn(entity_id=entity_id, purpose=purpose), setting, keys, caller)


async def _note(
    session: AsyncSession, sign_in: ProviderSignIn, setting: Setting, keys: Keys, caller: Caller | None
) -> ProviderSignIn:
    client_hash = keys.client_hash(setting.client)
    if (await session.scalar(ASKED, {"client": client_hash}) or 0) >= ASKED_AN_HOUR:
        raise TooManyRequests("Wait a while before you try again", retry_after=600)
    sign_in.id = new_id()
    sign_in.person_id = caller.person_id if caller else None
    sign_in.session_id = caller.session_id if caller else await _session_of(session, setting.before)
    sign_in.browser_hash = hash_secret(setting.browser)
    sign_in.client_hash = client_hash
    sign_in.language = setting.language
    sign_in.return_to = setting.return_to
    sign_in.expires_at = await instants.now(session) + timedelta(minutes=MINUTES)
    session.add(sign_in)
    return sign_in


async def _session_of(session: AsyncSession, token: str | None) -> UUID | None:
    """Return the session that a browser has. It is noted now: a provider's form will bring no token along (SameSite)."""
    if token is None:
        return None
    return await session.scalar(select(Session.id).where(Session.token_hash == hash_secret(token), Session.ended_at.is_(None)))


async def come_back(
    session: AsyncSession, provider_id: UUID, state: str, browser: str | None, keys: Keys
) -> tuple[ProviderSignIn, IdentityProvider]:
    """Return the sign-in that a state is of; whatever it comes to, nobody comes back to it again.

    Raises:
        SignInExpired: it is none of this browser's at this provider, too old, or somebody has come back to it already.
    """
    sign_in = await _open(session, state, browser, keys)
    if sign_in.provider_id != provider_id:
        raise SignInExpired
    sign_in.used_at = await instants.now(session)
    return sign_in, await session.get_one(IdentityProvider, provider_id)


async def come_back_by_saml(session: AsyncSession, state: str, browser: str | None, keys: Keys) -> ProviderSignIn:
    """Return the sign-in that a state is of, by SAML, where all providers send people to one address.

    Raises:
        SignInExpired: as in `come_back`.
    """
    sign_in = await _open(session, state, browser, keys)
    if sign_in.provider_id is not None:
        provider = await session.get_one(IdentityProvider, sign_in.provider_id)
        if provider.kind != ProviderKind.SAML:
            raise SignInExpired
    sign_in.used_at = await instants.now(session)
    return sign_in


async def _open(session: AsyncSession, state: str, browser: str | None, keys: Keys) -> ProviderSignIn:
    """Return the sign-in that a state is of, locked; nobody has come back to it yet."""
    sign_in_id = keys.redirect_of(state)
    open_ = (ProviderSignIn.used_at.is_(None), ProviderSignIn.expires_at > func.clock_timestamp())
    mine = select(ProviderSignIn).where(ProviderSignIn.id == sign_in_id, *open_).with_for_update()
    sign_in = await session.scalar(mine) if sign_in_id else None
    if sign_in is None or not hmac.compare_digest(sign_in.browser_hash, hash_secret(browser or "")):
        raise SignInExpired
    return sign_in
