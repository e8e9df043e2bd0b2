"""Who may read which concern, and the statements that change them (R22).

A concern is its writer's, and its recipients' while they work for the organisation; nobody else's, whatever they run.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Row, Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller

# Who may be told: everybody who works for the organisation of programme `g` and can sign in, but the writer.
WORKS = """
  FROM organisation_member w JOIN person p ON p.id = w.person_id
 WHERE w.organisation_id = g.organisation_id AND NOT p.service AND p.disabled_at IS NULL
"""
VISIBLE = """
  FROM concern c JOIN programme g ON g.id = c.programme_id JOIN participant writer ON writer.id = c.raised_by
  LEFT JOIN LATERAL (SELECT r.person_id FROM concern_recipient r
                       JOIN organisation_member w ON w.organisation_id = g.organisation_id AND w.person_id = r.person_id
                      WHERE r.concern_id = c.id AND r.person_id = :person_id) reads ON true
 WHERE (writer.person_id = :person_id OR reads.person_id IS NOT NULL)
"""
COLUMNS = """
c.id, c.programme_id, c.match_id, c.state, c.raised_by, c.raised_at, c.taken_at, c.closed_at,
writer.person_id = :person_id AS mine, writer.person_id AS writer_id,
COALESCE((SELECT name FROM mentor_profile mp WHERE mp.participant_id = c.raised_by),
         (SELECT name FROM mentee_profile me WHERE me.participant_id = c.raised_by), '') AS raised_by_name,
(SELECT name FROM person t WHERE t.id = c.taken_by) AS taken_by_name, c.taken_by
"""
LIST = text(f"""
SELECT {COLUMNS} {VISIBLE} AND c.programme_id = :programme_id AND (CAST(:before AS uuid) IS NULL OR c.id < :before)
 ORDER BY c.id DESC LIMIT :limit
""")
ONE = text(f"SELECT {COLUMNS} {VISIBLE} AND c.id = :id")
LOCKED = text(f"SELECT {COLUMNS} {VISIBLE} AND c.id = :id FOR UPDATE OF c")
# A coordinator may be in the match as well: `partner` is who shares an active or ended match with the writer.
RECIPIENTS = text(f"""
SELECT p.id AS person_id, p.name,
       EXISTS (SELECT FROM match_member mine JOIN match_member other ON other.match_id = mine.match_id
                 JOIN participant o ON o.id = other.participant_id
                WHERE mine.participant_id = :participant_id AND o.person_id = p.id) AS partner
  FROM programme g CROSS JOIN LATERAL (SELECT p.id, p.name {WORKS}) p
 WHERE g.id = :programme_id AND p.id <> :person_id ORDER BY p.name, p.id
""")  # noqa: S608 - our own words
PART = text("SELECT id FROM participant WHERE programme_id = :programme_id AND person_id = :person_id")
IN_MATCH = text("""
SELECT EXISTS (SELECT FROM match_member WHERE match_id = :match_id AND participant_id = :participant_id)
""")
RAISE = text("""
WITH raised AS (
    INSERT INTO concern (id, programme_id, match_id, raised_by) VALUES (:id, :programme_id, :match_id, :raised_by) RETURNING id
), addressed AS (
    INSERT INTO concern_recipient (concern_id, person_id)
    SELECT raised.id, person_id FROM raised, unnest(:recipients) AS person_id
)
INSERT INTO concern_words (concern_id, number, words) SELECT raised.id, 1, :words FROM raised
""").bindparams(bindparam("recipients", type_=ARRAY(Uuid())))
ADD = text("""
INSERT INTO concern_words (concern_id, number, words)
SELECT :id, max(number) + 1, :words FROM concern_words WHERE concern_id = :id HAVING max(number) < :most RETURNING number
""")
TAKE = text("UPDATE concern SET state = 'in_hand', taken_by = :person_id, taken_at = clock_timestamp() WHERE id = :id")
CLOSE = text("UPDATE concern SET state = 'closed', closed_at = clock_timestamp() WHERE id = :id")
WORDS = text("SELECT number, words, at FROM concern_words WHERE concern_id = :id ORDER BY number")
# `reads` is false for whoever does not work for the organisation any more.
NAMED = text("""
SELECT r.person_id, p.name, w.person_id IS NOT NULL AND p.disabled_at IS NULL AS reads
  FROM concern_recipient r JOIN person p ON p.id = r.person_id JOIN concern c ON c.id = r.concern_id
  JOIN programme g ON g.id = c.programme_id
  LEFT JOIN organisation_member w ON w.organisation_id = g.organisation_id AND w.person_id = r.person_id
 WHERE r.concern_id = :id ORDER BY p.name, p.id
""")


async def listed(
    session: AsyncSession, programme_id: UUID, before: UUID | None, limit: int, caller: Caller
) -> Sequence[Row[Any]]:
    """Return the concerns of a programme that the caller wrote or was named for, the latest first."""
    values = {"programme_id": programme_id, "before": before, "limit": limit, "person_id": caller.person_id}
    return (await session.execute(LIST, values)).all()


async def visible(session: AsyncSession, concern_id: UUID, caller: Caller, *, lock: bool = False) -> Row[Any] | None:
    """Return one concern if the caller wrote it or was named for it."""
    values = {"id": concern_id, "person_id": caller.person_id}
    return (await session.execute(LOCKED if lock else ONE, values)).one_or_none()


async def named(session: AsyncSession, concern_id: UUID) -> Sequence[Row[Any]]:
    """Return a concern's recipients: `person_id`, `name`, and whether each still `reads` it."""
    return (await session.execute(NAMED, {"id": concern_id})).all()
