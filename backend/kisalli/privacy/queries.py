"""What people may know of who read them and who could have."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller

# A read of oneself is none; and the reader's name is theirs (CJEU C-579/21).
READS = text("""
SELECT r.id, r.at, r.role, r.operation, r.purpose, r.programme_id, o.name AS organisation_name
  FROM data_read r JOIN organisation o ON o.id = r.organisation_id
 WHERE r.subjects && ARRAY(SELECT CAST(:person_id AS uuid) UNION ALL SELECT id FROM participant WHERE person_id = :person_id)
   AND r.reader_id <> :person_id AND (CAST(:before AS uuid) IS NULL OR r.id < :before)
 ORDER BY r.id DESC LIMIT :limit
""")
# The directory keeps no list of who looked: whoever may read it might have, from then on.
AUDIENCES = text("""
SELECT p.id AS participant_id, p.programme_id, 'organisers' AS audience, p.created_at AS since,
       CAST(NULL AS timestamptz) AS until
  FROM participant p WHERE p.person_id = :person_id
UNION ALL
SELECT p.id, p.programme_id, 'mentees',
       GREATEST(COALESCE(p.published_at, p.approved_at, p.created_at),
                CASE WHEN g.directory_preview THEN g.mentor_signup_opens ELSE g.requests_opens END), NULL
  FROM participant p JOIN programme g ON g.id = p.programme_id
 WHERE p.person_id = :person_id AND p.role = 'mentor' AND p.state IN ('active', 'paused')
UNION ALL
SELECT p.id, p.programme_id, 'staff',
       GREATEST(COALESCE(p.published_at, p.approved_at, p.created_at),
                CASE WHEN g.directory_preview THEN g.mentor_signup_opens ELSE g.requests_opens END), g.requests_closes
  FROM participant p JOIN programme g ON g.id = p.programme_id
 WHERE p.person_id = :person_id AND p.role = 'mentor' AND p.state IN ('active', 'paused') AND g.staff_may_browse
UNION ALL
SELECT p.id, p.programme_id, 'asked_mentors', min(r.sent_at),
       CASE WHEN bool_and(r.closed_at IS NOT NULL) THEN max(r.closed_at) END
  FROM participant p JOIN request r ON r.mentee_id = p.id WHERE p.person_id = :person_id GROUP BY p.id
UNION ALL
SELECT p.id, p.programme_id, 'partners', min(m.opened_at),
       CASE WHEN bool_and(m.ended_at IS NOT NULL) THEN max(m.ended_at) END
  FROM participant p JOIN match_member mm ON mm.participant_id = p.id JOIN match m ON m.id = mm.match_id
 WHERE p.person_id = :person_id GROUP BY p.id
 ORDER BY since, audience
""")


async def reads(session: AsyncSession, limit: int, caller: Caller, before: UUID | None = None) -> Sequence[Row[Any]]:
    """Return the organisers' reads of the caller's data, the latest first."""
    values = {"person_id": caller.person_id, "before": before, "limit": limit}
    return (await session.execute(READS, values)).all()


async def audiences(session: AsyncSession, caller: Caller) -> Sequence[Row[Any]]:
    """Return who could read the caller's profiles, since and until when (None: still)."""
    return (await session.execute(AUDIENCES, {"person_id": caller.person_id})).all()
