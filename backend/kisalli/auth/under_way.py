"""Going to an identity provider and coming back: once, within ten minutes, in the browser that went."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth.errors import SignInExpired
from kisalli.auth.models import IdentityProvider, ProviderSignIn, Purpose
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
    """From where somebody sets out: the secret their browser keeps, its network address, language and the page to go on to."""

    browser: str
    client: str
    language: str
    return_to: str


async def set_out(
    session: AsyncSession, provider_id: UUID, purpose: Purpose, setting: Setting, keys: Keys, caller: Caller | None = None
) -> tuple[ProviderSignIn, IdentityProvider]:
    """Note that somebody goes to a provider; switched-off ones may be tested alone.

    Raises:
        NotFound: there is no such provider for them. TooManyRequests: far too many have set out from this network.
    """
    provider = await session.get(IdentityProvider, provider_id)
    if provider is None or not (provider.enabled or purpose == Purpose.TEST):
        raise NotFound
    client_hash = keys.client_hash(setting.client)
    if (await session.scalar(ASKED, {"client": client_hash}) or 0) >= ASKED_AN_HOUR:
        raise TooManyRequests("Wait a while before you try again", retry_after=600)
    sign_in = ProviderSignIn(
        id=new_id(),
        provider_id=provider_id,
        purpose=purpose,
        person_id=caller.person_id if caller else None,
        session_id=caller.session_id if caller else None,
        browser_hash=hash_secret(setting.browser),
        client_hash=client_hash,
        language=setting.language,
        return_to=setting.return_to,
        expires_at=await instants.now(session) + timedelta(minutes=MINUTES),
    )
    session.add(sign_in)
    return sign_in, provider


async def come_back(
    session: AsyncSession, provider_id: UUID, state: str, browser: str | None, keys: Keys
) -> tuple[ProviderSignIn, IdentityProvider]:
    """Return the sign-in that a state is of; whatever it comes to, nobody comes back to it again.

    Raises:
        SignInExpired: it is none of this browser's at this provider, too old, or somebody has come back to it already.
    """
    sign_in_id = keys.redirect_of(state)
    open_ = (ProviderSignIn.used_at.is_(None), ProviderSignIn.expires_at > func.clock_timestamp())
    mine = select(ProviderSignIn).where(ProviderSignIn.id == sign_in_id, *open_).with_for_update()
    sign_in = await session.scalar(mine) if sign_in_id else None
    if sign_in is None or sign_in.provider_id != provider_id:
        raise SignInExpired
    if not hmac.compare_digest(sign_in.browser_hash, hash_secret(browser or "")):
        raise SignInExpired
    sign_in.used_at = await instants.now(session)
    return sign_in, await session.get_one(IdentityProvider, provider_id)
