"""R11: one mail to a mentee who asked to be told when a saved mentor has room again."""

from sqlalchemy import text

from kisalli.core.db import Sessions, transaction
from kisalli.messages.models import MessageKind

# One statement: the mark and the message are one, whatever is killed between. A list that is being saved is left for the
# next round: this takes rows of many mentees in no order, and who waits in no order deadlocks.
TELL = text("""
WITH due AS (
    SELECT s.mentee_id, s.mentor_id, mentor.programme_id, mentee.person_id
      FROM saved_mentor s, participant mentor, participant mentee, mentor_profile mp, mentee_profile me, programme g
     WHERE s.tell_me AND mentor.id = s.mentor_id AND mentee.id = s.mentee_id AND g.id = mentor.programme_id
       AND mp.participant_id = mentor.id AND me.participant_id = mentee.id
       AND g.requests_opens <= clock_timestamp() AND g.requests_closes > clock_timestamp()
       AND mentor.accepting AND mentee.accepting AND (mp.seeks = '{}' OR me.level = ANY(mp.seeks))
       AND (SELECT count(*) FROM request r WHERE r.mentor_id = mentor.id AND r.state = 'pending') < g.mentor_pending_max
       AND NOT EXISTS (SELECT FROM request r WHERE r.mentor_id = mentor.id AND r.mentee_id = mentee.id
                          AND r.state IN ('declined', 'expired'))
       AND NOT EXISTS (SELECT FROM match_member a JOIN match_member b USING (match_id)
                        WHERE a.participant_id = mentee.id AND b.participant_id = mentor.id)
       FOR UPDATE OF s SKIP LOCKED
), again AS (
    UPDATE saved_mentor s SET tell_me = false, told_at = clock_timestamp(), told_times = told_times + 1
      FROM due WHERE s.mentee_id = due.mentee_id AND s.mentor_id = due.mentor_id
    RETURNING due.programme_id, due.person_id, s.mentor_id, s.told_times
)
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion)
SELECT gen_random_uuid(), programme_id, person_id, :kind, mentor_id, told_times FROM again
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
RETURNING id
""")


async def tell_room_again(sessions: Sessions) -> int:
    """Tell everybody who waits for a mentor that may be asked now; return how many mails were written."""
    async with transaction(sessions) as session:
        return len((await session.execute(TELL, {"kind": MessageKind.ROOM_AGAIN})).all())
