"""Groups as they are shown to those who may join, lead or run them: never who is in one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.programmes.queries import RUNS
from kisalli.requests.schemas import GroupMentorOut, GroupOut

# Coordinators see all of a programme's groups; its mentors, and its mentees from the time when they may look, those that go on;
# whoever was in one always.
SHOWN = f"""
SELECT q.match_id AS id, q.programme_id, h.state, q.theme, q.description, q.languages, q.mentor_places, q.joining, q.version,
       (SELECT count(*) FROM group_place pl WHERE pl.match_id = q.match_id) AS places,
       (SELECT count(*) FROM group_place pl WHERE pl.match_id = q.match_id AND NOT EXISTS (
          SELECT FROM match_member m WHERE m.match_id = q.match_id AND m.group_place = pl.number AND m.active)) AS free,
       q.accepting AND g.published_at IS NOT NULL AND g.archived_at IS NULL
         AND g.requests_opens <= clock_timestamp() AND clock_timestamp() < g.requests_closes
         AND COALESCE((SELECT p.state = 'active' AND g.mentor_pending_max > (
                              SELECT count(*) FROM request r WHERE r.mentor_id = p.id AND r.state = 'pending')
                         FROM match_member m JOIN participant p ON p.id = m.participant_id
                        WHERE m.match_id = q.match_id AND m.active AND m.role = 'mentor'
                        ORDER BY m.created_at, m.participant_id LIMIT 1), false) AS can_be_asked,
       CASE WHEN mine.role = 'mentor' THEN 'leads' WHEN mine.role = 'mentee' THEN 'member'
            WHEN EXISTS (SELECT FROM request r WHERE r.group_id = q.match_id AND r.mentee_id = me.id AND r.state = 'pending')
            THEN 'asked' END AS own
  FROM mentoring_group q JOIN match h ON h.id = q.match_id JOIN programme g ON g.id = q.programme_id
  LEFT JOIN participant me ON me.programme_id = g.id AND me.person_id = :person_id
  LEFT JOIN match_member mine ON mine.match_id = q.match_id AND mine.participant_id = me.id AND mine.left_at IS NULL
 WHERE ({RUNS} OR mine.match_id IS NOT NULL
        OR (h.state = 'active' AND me.state IN ('active', 'paused')
            AND (me.role = 'mentor' OR g.directory_preview OR g.requests_opens <= clock_timestamp())))
"""  # noqa: S608 - our own words
LISTED = text(f"""
{SHOWN} AND q.programme_id = :programme_id AND (CAST(:state AS text) IS NULL OR h.state = :state)
   AND (CAST(:before AS uuid) IS NULL OR q.match_id < :before)
 ORDER BY q.match_id DESC LIMIT :limit
""")
ONE = text(f"{SHOWN} AND q.match_id = :match_id")
# Also of a group that has ended: who led it then.
MENTORS = text("""
SELECT m.match_id, m.participant_id, mp.name, mp.title, mp.employer
  FROM match_member m JOIN mentor_profile mp ON mp.participant_id = m.participant_id
 WHERE m.match_id = ANY(:ids) AND m.role = 'mentor' AND m.left_at IS NULL ORDER BY m.created_at, m.participant_id
""")


async def groups(
    session: AsyncSession, programme_id: UUID, state: str | None, limit: int, caller: Caller, before: UUID | None
) -> list[GroupOut]:
    """Return the groups of a programme that the caller may see, the latest first."""
    values = {"programme_id": programme_id, "state": state, "before": before, "limit": limit, "person_id": caller.person_id}
    return await _shown(session, (await session.execute(LISTED, values)).all())


async def group(session: AsyncSession, match_id: UUID, caller: Caller) -> GroupOut:
    """Return one group.

    Raises:
        NotFound: there is none, or the caller may not see it.
    """
    rows = (await session.execute(ONE, {"match_id": match_id, "person_id": caller.person_id})).all()
    if not rows:
        raise NotFound
    return (await _shown(session, rows))[0]


async def _shown(session: AsyncSession, rows: Sequence[Row[Any]]) -> list[GroupOut]:
    mentors: dict[UUID, list[GroupMentorOut]] = {row.id: [] for row in rows}
    for row in await session.execute(MENTORS, {"ids": list(mentors)}):
        mentors[row.match_id].append(GroupMentorOut.model_validate(row))
    return [GroupOut(**row._mapping, mentors=mentors[row.id]) for row in rows]
