"""One's own ways in: seen, added by who is signed in with both, removed but for the last."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth import email
from kisalli.auth.email import Asked
from kisalli.auth.errors import LastWayIn
from kisalli.auth.joining_up import EMAIL_ISSUER, link
from kisalli.auth.models import Identity, IdentityProvider, ProviderKind
from kisalli.auth.saml.models import FederationMember
from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound, Unauthenticated
from kisalli.core.security import Keys
from kisalli.people.models import Person


async def of(
    session: AsyncSession, language: str, caller: Caller
) -> Sequence[Row[UUID, str, str, datetime | None, datetime, str | None]]:
    """Return the caller's ways in, the oldest first: id, issuer, subject (an address alone), the provider's name, when used.

    Of a home organisation the name is the one in a language.
    """
    mine = or_(
        and_(IdentityProvider.kind == ProviderKind.OIDC, IdentityProvider.issuer == Identity.issuer),
        and_(IdentityProvider.kind == ProviderKind.SAML, Identity.issuer == func.concat("saml:", IdentityProvider.id)),
    )
    own = select(IdentityProvider.name).where(mine).limit(1).scalar_subquery()
    in_language = func.coalesce(
        func.jsonb_extract_path_text(FederationMember.names, language), func.jsonb_extract_path_text(FederationMember.names, "en")
    )
    told = select(in_language).where(FederationMember.entity_id == Identity.issuer).scalar_subquery()
    name: ColumnElement[str | None] = func.coalesce(own, told)
    rows = (
        select(Identity.id, Identity.issuer, Identity.subject, Identity.last_used_at, Identity.created_at, name.label("name"))
        .where(Identity.person_id == caller.person_id)
        .order_by(Identity.id)
    )
    return (await session.execute(rows)).all()


async def ask_address(session: AsyncSession, address: str, language: str, client: str, keys: Keys, caller: Caller) -> Asked:
    """Let a mail with a code go to an address that the caller wants to sign in by, too; the same whoever has it.

    Raises:
        TooManyRequests: too many mails to this address, or asked for from this network, within an hour.
    """
    return await email.ask(session, address, language, client, keys, person_id=caller.person_id)


async def add_address(session: AsyncSession, code: str, browser: str | None, keys: Keys, caller: Caller) -> bool:
    """Give the caller the address whose code they know; False for a wrong code, whose try is kept (so the caller commits).

    Raises:
        SignInExpired: there is no such mail any more. IdentityTaken: the address is another account's way in.
    """
    asked = await email.shown(session, None, code, browser, keys, person_id=caller.person_id)
    if asked is None:
        return False
    await link(session, caller.person_id, EMAIL_ISSUER, asked.address)
    return True


async def remove(session: AsyncSession, identity_id: UUID, caller: Caller) -> None:
    """Take away one of the caller's own ways in; what it said of them goes with it.

    Raises:
        NotFound: no such way in of theirs. LastWayIn: they would not get in any more (a passkey is lost with its device).
    """
    person = await session.get(Person, caller.person_id, with_for_update=True)  # two at once would remove the last two
    if person is None:
        raise Unauthenticated
    mine = select(Identity.id).where(Identity.person_id == caller.person_id)
    if await session.scalar(mine.where(Identity.id == identity_id)) is None:
        raise NotFound
    if await session.scalar(select(func.count()).select_from(mine.subquery())) == 1:
        raise LastWayIn
    await session.execute(delete(Identity).where(Identity.id == identity_id))
    row = {"caller_id": caller.person_id, "act": "identity_removed", "subject": "identity", "subject_id": identity_id}
    audit.record(session, row)
