"""Matches and the disclosure ledger as they are answered; contacts only between members of an active match."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.matches.models import EndReason, MatchState
from kisalli.matches.schemas import ContactCardOut, DisclosureOut, MatchMemberOut, MatchOut
from kisalli.people.models import ERASED_NAME
from kisalli.programmes.models import Role
from kisalli.programmes.queries import runs

CONCERNED = f"""
  FROM match m
  LEFT JOIN mentoring_group q ON q.match_id = m.id
  LEFT JOIN LATERAL (SELECT mm.participant_id FROM match_member mm JOIN participant p ON p.id = mm.participant_id
                      WHERE mm.match_id = m.id AND mm.left_at IS NULL AND p.person_id = :person_id) mine ON true
 WHERE (CAST(:programme_id AS uuid) IS NULL OR m.programme_id = :programme_id)
   AND (CAST(:state AS text) IS NULL OR m.state = :state)
   AND (CAST(:participant_id AS uuid) IS NULL OR EXISTS (
        SELECT FROM match_member mm WHERE mm.match_id = m.id AND mm.participant_id = :participant_id))
   AND (mine.participant_id IS NOT NULL OR {runs("m.programme_id")})
"""  # noqa: S608 - our own words
MATCHES = text(f"""
SELECT m.*, q.theme, mine.participant_id AS own_id {CONCERNED}
   AND (CAST(:id AS uuid) IS NULL OR m.id = :id) AND (CAST(:before AS uuid) IS NULL OR m.id < :before)
 ORDER BY m.id DESC LIMIT :limit
""")
COUNT = text(f"SELECT count(*) {CONCERNED}")
MEMBERS = text("""
SELECT mm.match_id, mm.participant_id, mm.role, mm.shares_contact, COALESCE(s.name, mp.name, me.name, '') AS name,
       s.email, s.phone
  FROM match_member mm
  LEFT JOIN contact_snapshot s USING (match_id, participant_id)
  LEFT JOIN mentor_profile mp ON mp.participant_id = mm.participant_id
  LEFT JOIN mentee_profile me ON me.participant_id = mm.participant_id
 WHERE mm.match_id = ANY(:ids) AND mm.left_at IS NULL ORDER BY mm.match_id, mm.role, mm.participant_id
""")
LEDGER = text(f"""
SELECT d.id, d.match_id, d.fields, d.at, owner.person_id = :person_id AS mine,
       COALESCE(osnap.name, '{ERASED_NAME}') AS owner_name, COALESCE(rsnap.name, '{ERASED_NAME}') AS receiver_name
  FROM disclosure d
  JOIN participant owner ON owner.id = d.owner_id JOIN participant receiver ON receiver.id = d.receiver_id
  LEFT JOIN contact_snapshot osnap ON osnap.match_id = d.match_id AND osnap.participant_id = d.owner_id
  LEFT JOIN contact_snapshot rsnap ON rsnap.match_id = d.match_id AND rsnap.participant_id = d.receiver_id
 WHERE (owner.person_id = :person_id OR receiver.person_id = :person_id)
   AND (CAST(:before AS uuid) IS NULL OR d.id < :before)
 ORDER BY d.id DESC LIMIT :limit
""")  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which matches to list; None does not filter."""

    programme_id: UUID | None
    state: str | None = None
    participant_id: UUID | None = None


async def matches(
    session: AsyncSession, chosen: Chosen, limit: int, caller: Caller, *, before: UUID | None = None
) -> list[MatchOut]:
    """Return the matches that the caller is in, or all of a programme to its coordinator; the latest first."""
    values = asdict(chosen) | {"id": None, "before": before, "limit": limit, "person_id": caller.person_id}
    return await _shown(session, (await session.execute(MATCHES, values)).all())


def members_of(rows: Iterable[MatchOut]) -> list[UUID]:
    """Return the participants of matches."""
    return [member.participant_id for row in rows for member in row.members]


async def count(session: AsyncSession, chosen: Chosen, caller: Caller) -> int:
    """Return how many matches the caller is in, or of a programme that they coordinate."""
    return await session.scalar(COUNT, asdict(chosen) | {"person_id": caller.person_id}) or 0


async def match(session: AsyncSession, match_id: UUID, caller: Caller) -> MatchOut:
    """Return one match.

    Raises:
        NotFound: there is none, or the caller is neither in it nor coordinates it.
    """
    values = asdict(Chosen(None)) | {"id": match_id, "before": None, "limit": 1, "person_id": caller.person_id}
    rows = (await session.execute(MATCHES, values)).all()
    if not rows:
        raise NotFound
    return (await _shown(session, rows))[0]


async def _shown(session: AsyncSession, rows: Sequence[Row[Any]]) -> list[MatchOut]:
    members: dict[UUID, list[Row[Any]]] = {row.id: [] for row in rows}
    for member in await session.execute(MEMBERS, {"ids": list(members)}):
        members[member.match_id].append(member)
    return [_match(row, members[row.id]) for row in rows]


def _match(row: Row[Any], members: Sequence[Row[Any]]) -> MatchOut:
    # R22: why somebody ended it is not told to the partner
    own_reason = None if row.own_id is not None and row.end_reason == EndReason.BY_MEMBER else row.end_reason
    return MatchOut(
        id=row.id,
        programme_id=row.programme_id,
        kind=row.kind,
        theme=row.theme,
        state=row.state,
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        end_reason=own_reason,
        farewell=row.farewell if row.own_id is not None else None,
        members=[_member(row, member, members) for member in members],
    )


def _member(match_row: Row[Any], member: Row[Any], members: Sequence[Row[Any]]) -> MatchMemberOut:
    own = next((each for each in members if each.participant_id == match_row.own_id), None)
    entitled = match_row.state == MatchState.ACTIVE and own is not None and _exchanged(own, member)
    contact = ContactCardOut(name=member.name, email=member.email, phone=member.phone) if entitled and member.email else None
    return MatchMemberOut(
        participant_id=member.participant_id,
        role=member.role,
        name=member.name,
        contact=contact,
        shares_contact=member.shares_contact,
    )


def _exchanged(own: Row[Any], other: Row[Any]) -> bool:
    """Whether two members have each other's contacts: mentors with everybody, mentees among themselves if both share (I7)."""
    if own.participant_id == other.participant_id:
        return False
    return Role.MENTOR in {own.role, other.role} or (own.shares_contact and other.shares_contact)


async def ledger(session: AsyncSession, limit: int, caller: Caller, before: UUID | None = None) -> list[DisclosureOut]:
    """Return when and to whom the caller's contact details went, and whose came to them; the latest first."""
    values = {"person_id": caller.person_id, "before": before, "limit": limit}
    return [DisclosureOut.model_validate(row) for row in await session.execute(LEDGER, values)]
