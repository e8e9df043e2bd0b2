"""What the core reads; every route starts from what its caller may see."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.programmes.errors import NotAParticipant, NotTheMentee
from kisalli.programmes.models import Role
from kisalli.programmes.queries import runs

OWN = text("""
SELECT me.id, me.role, g.published_at IS NOT NULL AS published,
       EXISTS (SELECT FROM participant p WHERE p.id = :mentor_id AND p.programme_id = g.id AND p.role = 'mentor'
                  AND p.state NOT IN ('draft', 'submitted')) AS mentor,
       (SELECT count(*) FROM request r WHERE r.state = 'pending' AND r.mentor_id = :mentor_id) >= g.mentor_pending_max AS crowded
  FROM programme g LEFT JOIN participant me ON me.programme_id = g.id AND me.person_id = :person_id
 WHERE g.id = :programme_id
""")
OWN_PART = text("""
SELECT me.id, me.role, g.published_at IS NOT NULL AS published
  FROM programme g LEFT JOIN participant me ON me.programme_id = g.id AND me.person_id = :person_id
 WHERE g.id = :programme_id
""")
HISTORY = text("""
SELECT EXISTS (SELECT FROM request r WHERE r.mentee_id = :mentee_id AND r.mentor_id = :mentor_id
                  AND r.state IN ('declined', 'expired')) AS declined,
       EXISTS (SELECT FROM match_member a JOIN match_member b USING (match_id)
                WHERE a.participant_id = :mentee_id AND b.participant_id = :mentor_id) AS parted,
       COALESCE((SELECT mp.seeks = '{}' OR me.level = ANY(mp.seeks)
                   FROM mentor_profile mp, mentee_profile me
                  WHERE mp.participant_id = :mentor_id AND me.participant_id = :mentee_id), false) AS level_fits
""")
REQUEST_FOR = text(f"""
SELECT r.id, r.programme_id, r.mentor_id, r.mentee_id, r.group_id,
       mentor.person_id AS mentor_person_id, mentee.person_id AS mentee_person_id,
       {runs("r.programme_id")} AS coordinates
  FROM request r JOIN participant mentor ON mentor.id = r.mentor_id JOIN participant mentee ON mentee.id = r.mentee_id
 WHERE r.id = :request_id
""")  # noqa: S608 - our own words


async def own_mentee(session: AsyncSession, programme_id: UUID, mentor_id: UUID, caller: Caller) -> tuple[UUID, bool]:
    """Return the caller's participant id as a mentee who may know of the mentor; whether the mentor holds all they may.

    Raises:
        NotFound: no such programme, or no such mentor in it.
        NotAParticipant: the caller takes no part in it.
        NotTheMentee: the caller's part is a mentor's.
    """
    values = {"programme_id": programme_id, "mentor_id": mentor_id, "person_id": caller.person_id}
    row = _as_mentee((await session.execute(OWN, values)).one_or_none())
    if not row.mentor:
        raise NotFound
    return row.id, row.crowded


async def own_part_as_mentee(session: AsyncSession, programme_id: UUID, caller: Caller) -> UUID:
    """Return the caller's participant id as a mentee of a programme.

    Raises:
        NotFound: the programme is not to be seen.
        NotAParticipant: the caller takes no part in it.
        NotTheMentee: the caller's part is a mentor's.
    """
    row = (await session.execute(OWN_PART, {"programme_id": programme_id, "person_id": caller.person_id})).one_or_none()
    part: UUID = _as_mentee(row).id
    return part


def _as_mentee(row: Row[Any] | None) -> Row[Any]:
    if row is None or (row.id is None and not row.published):
        raise NotFound
    if row.id is None:
        raise NotAParticipant
    if row.role != Role.MENTEE:
        raise NotTheMentee
    return row


async def history(session: AsyncSession, mentor_id: UUID, mentee_id: UUID) -> Row[Any]:
    """Return what lies between two: `declined` (or expired) before, `parted` (once matched), `level_fits`."""
    return (await session.execute(HISTORY, {"mentor_id": mentor_id, "mentee_id": mentee_id})).one()


async def request_for(session: AsyncSession, request_id: UUID, caller: Caller) -> Row[Any] | None:
    """Return a request's parties if the caller is one of them or coordinates its programme, else None."""
    row = (await session.execute(REQUEST_FOR, {"request_id": request_id, "person_id": caller.person_id})).one_or_none()
    if row is None or not (row.coordinates or caller.person_id in {row.mentor_person_id, row.mentee_person_id}):
        return None
    return row


PROPOSAL_FOR = text(f"""
SELECT o.id, o.programme_id, o.mentor_id, o.mentee_id, o.group_id, o.overrides,
       mentor.person_id AS mentor_person_id, mentee.person_id AS mentee_person_id,
       {runs("o.programme_id")} AS coordinates
  FROM proposal o JOIN participant mentor ON mentor.id = o.mentor_id JOIN participant mentee ON mentee.id = o.mentee_id
 WHERE o.id = :proposal_id
""")  # noqa: S608 - our own words
PAIR = text("""
SELECT count(*) FILTER (WHERE id = :mentor_id AND role = 'mentor') = 1
   AND count(*) FILTER (WHERE id = :mentee_id AND role = 'mentee') = 1
  FROM participant WHERE programme_id = :programme_id AND id IN (:mentor_id, :mentee_id)
""")


async def proposal_for(session: AsyncSession, proposal_id: UUID, caller: Caller) -> Row[Any] | None:
    """Return a proposal's parties if the caller is one of them or coordinates its programme, else None."""
    row = (await session.execute(PROPOSAL_FOR, {"proposal_id": proposal_id, "person_id": caller.person_id})).one_or_none()
    if row is None or not (row.coordinates or caller.person_id in {row.mentor_person_id, row.mentee_person_id}):
        return None
    return row


async def require_pair(session: AsyncSession, programme_id: UUID, mentor_id: UUID, mentee_id: UUID) -> None:
    """Require a mentor and a mentee of this programme.

    Raises:
        NotFound: one of them is not.
    """
    values = {"programme_id": programme_id, "mentor_id": mentor_id, "mentee_id": mentee_id}
    if not await session.scalar(PAIR, values):
        raise NotFound
