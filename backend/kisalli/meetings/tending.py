"""What other rooms do to meetings: those of a match that has ended, or of a group that one has left, leave calendars.

And whoever joins a group hears of what is planned in it already.
"""

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
  FROM gone JOIN match_member mm ON mm.match_id = gone.match_id AND mm.left_at IS NULL
  JOIN participant p ON p.id = mm.participant_id
 WHERE gone.starts_at IS NOT NULL
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
""")

# In a group people come and go while meetings are planned. One message each: whoever has it already is left alone. Whoever has
# left is told if they had it in their calendar, also when it was moved meanwhile, and once.
COMES_AND_GOES = text("""
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion)
SELECT gen_random_uuid(), x.programme_id, p.person_id,
       CASE WHEN mm.active THEN :planned ELSE :cancelled END, x.id, x.sequence
  FROM match_member mm JOIN meeting x ON x.match_id = mm.match_id JOIN participant p ON p.id = mm.participant_id
 WHERE mm.kind = 'group' AND x.state = 'planned' AND x.starts_at > clock_timestamp()
   AND CASE WHEN mm.active THEN mm.created_at > x.changed_at
            ELSE (mm.left_at > x.changed_at AND mm.created_at < x.changed_at)
              OR (mm.left_at IS NOT NULL AND EXISTS (
                  SELECT FROM message m WHERE m.subject_id = x.id AND m.recipient_id = p.person_id
                     AND m.kind IN (:planned, :changed))) END
   AND NOT EXISTS (SELECT FROM message m WHERE m.subject_id = x.id AND m.recipient_id = p.person_id
                      AND m.kind = CASE WHEN mm.active THEN :planned ELSE :cancelled END
                      AND (m.occasion = x.sequence OR NOT mm.active))
 ORDER BY x.id, p.id
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
""")


async def tend(sessions: Sessions) -> None:
    """Keep calendars right: cancel what is planned in matches that have ended; tell who has come to a group or left it."""
    async with transaction(sessions) as session:
        await session.execute(CANCEL, {"kind": MessageKind.MEETING_CANCELLED})
        kinds = (MessageKind.MEETING_PLANNED, MessageKind.MEETING_CHANGED, MessageKind.MEETING_CANCELLED)
        await session.execute(COMES_AND_GOES, dict(zip(("planned", "changed", "cancelled"), kinds, strict=True)))
