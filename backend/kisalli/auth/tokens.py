"""Personal tokens: for one's own scripts, with the scopes that one gives them, shown once and good for a year at most.

A token reaches what its owner reaches at the moment of the call. Only its hash is kept (256 random bits need no salt).
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth.errors import TooManyTokens
from kisalli.auth.models import PersonalToken
from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Invalid, NotFound
from kisalli.core.ids import new_id
from kisalli.core.policy import OF_STAFF, Scope
from kisalli.core.security import PERSONAL_TOKEN, hash_secret, new_secret
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.organisations.queries import works_somewhere
from kisalli.people.service import rights_changed

MOST = 50  # of one person
LONGEST = timedelta(days=366)
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:person_id, 13))")


async def grantable(session: AsyncSession, caller: Caller) -> list[Scope]:
    """Return the scopes that the caller may give a token: those that could be of any use to them."""
    staff = await works_somewhere(session, caller)
    return [scope for scope in Scope if staff or scope not in OF_STAFF]


async def of(session: AsyncSession, caller: Caller) -> Sequence[PersonalToken]:
    """Return the caller's tokens, the latest first; expired ones for 30 days more, so that one sees why a script stopped."""
    mine = select(PersonalToken).where(PersonalToken.person_id == caller.person_id).order_by(PersonalToken.id.desc())
    return (await session.scalars(mine)).all()


async def create(
    session: AsyncSession, name: str, scopes: Collection[Scope], expires_at: datetime, caller: Caller
) -> tuple[PersonalToken, str]:
    """Make a token and return it with its secret, which is kept nowhere; its owner is told by mail.

    Raises:
        Invalid: a scope that is not the caller's to give, or an expiry that has passed or is over a year away.
        TooManyTokens: the caller has 50.
    """
    await session.execute(ONE_AT_A_TIME, {"person_id": str(caller.person_id)})
    await _require_givable(session, scopes, caller)
    now = await instants.now(session)
    if not now < expires_at <= now + LONGEST:
        raise Invalid(errors=[FieldProblem("#/expires_at", "expires_at", "Choose a time within a year from now")])
    mine = select(func.count()).select_from(PersonalToken).where(PersonalToken.person_id == caller.person_id)
    if (await session.scalar(mine) or 0) >= MOST:
        raise TooManyTokens
    secret = PERSONAL_TOKEN + new_secret()
    token = PersonalToken(
        id=new_id(),
        person_id=caller.person_id,
        token_hash=hash_secret(secret),
        name=name,
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    session.add(token)
    _record(session, token.id, "token_added", caller, scopes=sorted(set(scopes)))
    tell(session, News(None, caller.person_id, MessageKind.TOKEN_ADDED, token.id, details={"name": name}))
    await session.flush()
    await session.refresh(token)
    return token, secret


async def revoke(session: AsyncSession, token_id: UUID, caller: Caller) -> None:
    """Take back one of the caller's own tokens; it opens nothing any more, on every process.

    Raises:
        NotFound: no such token of theirs.
    """
    mine = delete(PersonalToken).where(PersonalToken.id == token_id, PersonalToken.person_id == caller.person_id)
    if await session.scalar(mine.returning(PersonalToken.id)) is None:
        raise NotFound
    rights_changed(session, caller.person_id)
    _record(session, token_id, "token_revoked", caller)


async def _require_givable(session: AsyncSession, scopes: Collection[Scope], caller: Caller) -> None:
    """Require that every scope is the caller's to give."""
    givable = await grantable(session, caller)
    wrong = [
        FieldProblem(f"#/scopes/{place}", "scope_not_yours", "This scope is for people who work for an organisation")
        for place, scope in enumerate(scopes)
        if scope not in givable
    ]
    if wrong:
        raise Invalid(errors=wrong)


def _record(session: AsyncSession, token_id: UUID, act: str, caller: Caller, **details: list[Scope]) -> None:
    row = {"caller_id": caller.person_id, "act": act, "subject": "personal_token", "subject_id": token_id}
    audit.record(session, row | {"details": details})
