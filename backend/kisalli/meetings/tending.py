"""What the clock and other rooms do to meetings: those of a match that has ended leave their members' calendars."""

from sqlalchemy import text

from kisalli.core.db import Sessions, transaction
from kisalli.messages.models import MessageKind

# Whoever ended the match may have done so anywhere, by leaving or by erasing an account; one look finds all of it. Two workers
# wait for each other's rows and then find nothing left to do.
CANCEL = text("""
WITH gone AS (
    UPDATE meeting x SET state = 'cancelled', sequence = x.sequence + 1, changed_at = clock_timestamp()
      FROM match m
     WHERE m.id = x.match_id AND m.state = 'ended' AND x.state IN ('proposed', 'planned')
       AND (x.starts_at IS NULL OR x.starts_at > clock_timestamp())
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
