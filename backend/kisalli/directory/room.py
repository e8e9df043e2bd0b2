"""R11: one mail to a mentee who asked to be told when a saved mentor has room again."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.db import Sessions, transaction
from kisalli.messages.models import MessageKind
from kisalli.programmes.locks import lock_one_among

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
# A tab that saves the list holds its participant (`lock_one_among`), and so does this: two that update rows of one list in
# no order would deadlock.
MINE = text("SELECT id FROM participant WHERE person_id = :person_id AND programme_id = :programme_id")
ENDED = text("UPDATE saved_mentor SET tell_me = false WHERE mentee_id = :mentee_id AND tell_me")


async def end_wishes(session: AsyncSession, person_id: UUID, programme_id: UUID | None) -> None:
    """Let somebody wait for no mentor of a programme any more; what has been written to them already may still come."""
    mentee_id = (await session.execute(MINE, {"person_id": person_id, "programme_id": programme_id})).scalar_one_or_none()
    if mentee_id is not None:
        await lock_one_among(session, mentee_id, [])
        await session.execute(ENDED, {"mentee_id": mentee_id})


async def tell_room_again(sessions: Sessions) -> int:
    """Tell everybody who waits for a mentor that may be asked now; return how many mails were written."""
    async with transaction(sessions) as session:
        return len((await session.execute(TELL, {"kind": MessageKind.ROOM_AGAIN})).all())
