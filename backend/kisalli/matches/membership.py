"""Whether a caller is a member of a match: the door to everything that its members alone share (R17)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.matches.errors import MatchEnded
from kisalli.matches.models import MatchState
from kisalli.programmes.models import Role

MEMBERSHIP = """
SELECT m.id AS match_id, m.programme_id, m.state, mm.participant_id, mm.role, p.person_id
  FROM match m JOIN match_member mm ON mm.match_id = m.id JOIN participant p ON p.id = mm.participant_id
 WHERE m.id = :match_id AND p.person_id = :person_id AND mm.left_at IS NULL
"""
READ = text(MEMBERSHIP)
# Ending a match updates its row, leaving a group the member's: what is written into its workspace meanwhile waits, and then
# hears that it is over.
SHARE = text(f"{MEMBERSHIP} FOR SHARE OF m, mm")


@dataclass(frozen=True, slots=True)
class Membership:
    """A caller's place in a match; `active` is the match's own state."""

    match_id: UUID
    programme_id: UUID
    participant_id: UUID
    person_id: UUID
    role: Role
    active: bool


async def membership(session: AsyncSession, match_id: UUID, caller: Caller) -> Membership:
    """Return the caller's place in a match, active or ended; whoever coordinates it has none.

    Raises:
        NotFound: there is no such match, or the caller is not in it.
    """
    return await _found(session, READ, match_id, caller)


async def active_membership(session: AsyncSession, match_id: UUID, caller: Caller) -> Membership:
    """Return the caller's place in a match that goes on, and keep it from ending before this transaction does.

    Raises:
        NotFound: there is no such match, or the caller is not in it. MatchEnded: it goes on no longer.
    """
    found = await _found(session, SHARE, match_id, caller)
    if not found.active:
        raise MatchEnded
    return found


async def _found(session: AsyncSession, statement: TextClause, match_id: UUID, caller: Caller) -> Membership:
    row = (await session.execute(statement, {"match_id": match_id, "person_id": caller.person_id})).one_or_none()
    if row is None:
        raise NotFound
    return Membership(
        match_id=row.match_id,
        programme_id=row.programme_id,
        participant_id=row.participant_id,
        person_id=row.person_id,
        role=Role(row.role),
        active=row.state == MatchState.ACTIVE,
    )
