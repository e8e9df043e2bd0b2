"""What the clock and other rooms do to meetings: those of a match that has ended leave their members' calendars."""

from sqlalchemy import text

from kisalli.core.db import Sessions, transaction
from kisalli.messages.models import MessageKind

# Whoever ended the match may have done so anywhere, by leaving or by erasing an account; one look finds all of it. A meeting
# that somebody else holds, another worker or a member, is left for the next look: nobody waits, so nobody deadlocks.
CANCEL = text("""
WITH due AS (
    SELECT x.id FROM meeting x JOIN match m ON m.id = x.match_id
     WHERE m.state = 'ended' AND x.state IN ('proposed', 'planned')
       AND (x.starts_at IS NULL OR x.starts_at > clock_timestamp())
       FOR UPDATE OF x SKIP LOCKED
), gone AS (
    UPDATE meeting x SET state = 'cancelled', sequence = x.sequence + 1, changed_at = clock_timestamp()
      FROM due WHERE due.id = x.id
    RETURNING x.id, x.match_id, x.programme_id, x.starts_at, x.sequence
)
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion)
SELECT gen_random_uuid(), gone.programme_id, p.person_id, :kind, gone.id, gone.sequence
  FROM gone JOIN match_member mm ON mm.match_id = gone.match_id JOIN participant p ON p.id = mm.participant_id
 WHERE gone.starts_at IS NOT NULL
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
""")


async def tend(sessions: Sessions) -> None:
    """Cancel what is planned in matches that have ended, and say so to those who have it in their calendars."""
    async with transaction(sessions) as session:
        await session.execute(CANCEL, {"kind": MessageKind.MEETING_CANCELLED})
