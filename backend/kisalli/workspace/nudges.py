"""A friendly mail to a pair that has gone quiet, at most one a fortnight (R20); which are quiet is judged as on their page."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.db import Sessions, transaction
from kisalli.messages.models import MessageKind
from kisalli.workspace import queries
from kisalli.workspace.standing import Rhythm

FORTNIGHT = 14  # days
BATCH = 500
# Another worker may have nudged the same matches meanwhile: then the condition, judged under the row's lock, finds none.
NUDGE = text("""
WITH nudged AS (
    INSERT INTO nudge AS n (match_id, nudged_at, times)
    SELECT id, clock_timestamp(), 1 FROM unnest(CAST(:ids AS uuid[])) AS quiet(id) ORDER BY id
    ON CONFLICT (match_id) DO UPDATE SET nudged_at = clock_timestamp(), times = n.times + 1
     WHERE n.nudged_at <= clock_timestamp() - make_interval(days => :fortnight)
    RETURNING n.match_id, n.times
)
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion)
SELECT gen_random_uuid(), m.programme_id, p.person_id, :kind, m.id, nudged.times
  FROM nudged JOIN match m ON m.id = nudged.match_id
  JOIN match_member mm ON mm.match_id = m.id AND mm.active JOIN participant p ON p.id = mm.participant_id
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
""")


async def nudge(sessions: Sessions) -> int:
    """Write to every quiet pair; return how many matches were looked at. Safe with several workers at once."""
    after, looked_at = UUID(int=0), 0
    while True:
        async with transaction(sessions) as session:
            rows = await _nudge(session, after)
        looked_at += len(rows)
        if len(rows) < BATCH:
            return looked_at
        after = rows[-1]


async def _nudge(session: AsyncSession, after: UUID) -> list[UUID]:
    values = {"after": after, "limit": BATCH, "fortnight": FORTNIGHT}
    rows = (await session.execute(queries.MAY_BE_QUIET, values)).all()
    quiet = [row.id for row in rows if queries.standing(row).rhythm == Rhythm.QUIET]
    if quiet:
        await session.execute(NUDGE, {"ids": quiet, "fortnight": FORTNIGHT, "kind": MessageKind.MATCH_QUIET})
    return [row.id for row in rows]
