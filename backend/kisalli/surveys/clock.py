"""What the clock does with surveys: they are told of when they open, reminded of, and shuffled when they have closed.

People hear by day in the programme's zone, which Python reads, as everywhere: PostgreSQL may know fewer zones than
programmes can name.
"""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import instants
from kisalli.core.db import Sessions, transaction
from kisalli.messages.models import MessageKind as K
from kisalli.surveys.queries import ANSWERED, ASKS, SHOWN

BATCH = 2000  # mails a statement; each looks at everybody whom a survey may ask
FIRST_HOUR, LAST_HOUR = time(8), time(20)

# What is asked by consent has mails of its own, which say so and by which it is taken back.
FIRST = f"CASE s.kind WHEN 'later' THEN '{K.LATER_SURVEY}' ELSE '{K.SURVEY_OPEN}' END"
AGAIN = f"CASE s.kind WHEN 'later' THEN '{K.LATER_SURVEY_REMINDER}' ELSE '{K.SURVEY_REMINDER}' END"

OPEN = text(f"""
SELECT s.id, g.zone FROM survey s JOIN programme g ON g.id = s.programme_id
 WHERE {SHOWN} AND clock_timestamp() < s.closes_at ORDER BY s.id
""")  # noqa: S608 - our own words
# In one order: two workers that write the same rows at once wait for each other at the first, and can't deadlock. Whoever
# comes to be asked while it is open, by a match of today, hears of it then. That somebody has been told is looked up for each,
# by its index, which LIMIT makes sure of: as a join it would go through all mails for everybody, while none of them is known to
# the planner yet (20,000 mails took four minutes).
TELL = text(f"""
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion)
SELECT gen_random_uuid(), s.programme_id, p.person_id, {FIRST}, s.id, 0
  FROM survey s JOIN participant p ON p.programme_id = s.programme_id
  LEFT JOIN LATERAL (SELECT true AS told FROM message m WHERE m.subject_id = s.id AND m.recipient_id = p.person_id
                        AND m.kind = {FIRST} AND m.occasion = 0 LIMIT 1) AS before ON true
 WHERE s.id = ANY(:ids) AND before.told IS NULL AND {ASKS} AND NOT {ANSWERED}
 ORDER BY s.id, p.person_id LIMIT :batch
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
RETURNING id
""")  # noqa: S608 - our own words
# The latest reminder that is due, not all that a worker missed; and none to somebody who heard of the survey today.
REMIND = text(f"""
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion)
SELECT gen_random_uuid(), s.programme_id, p.person_id, {AGAIN}, s.id, due.days
  FROM survey s
 CROSS JOIN LATERAL (SELECT max(each) AS days FROM unnest(s.reminder_days) AS each
                      WHERE s.opens_at + make_interval(days => each) <= clock_timestamp()) AS due
  JOIN participant p ON p.programme_id = s.programme_id
 CROSS JOIN LATERAL (SELECT FROM message m WHERE m.subject_id = s.id AND m.recipient_id = p.person_id AND m.kind = {FIRST}
                        AND m.occasion = 0 AND m.created_at < clock_timestamp() - interval '20 hours' LIMIT 1) AS first
  LEFT JOIN LATERAL (SELECT true AS told FROM message m WHERE m.subject_id = s.id AND m.recipient_id = p.person_id
                        AND m.kind = {AGAIN} AND m.occasion >= due.days LIMIT 1) AS before ON true
 WHERE s.id = ANY(:ids) AND due.days IS NOT NULL AND before.told IS NULL AND {ASKS} AND NOT {ANSWERED}
 ORDER BY s.id, p.person_id LIMIT :batch
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
RETURNING id
""")  # noqa: S608 - our own words
# One worker a survey; the others find it done, or take the next.
TO_SHUFFLE = text("""
SELECT id FROM survey
 WHERE anonymous AND published_at IS NOT NULL AND shuffled_at IS NULL AND closes_at <= clock_timestamp()
 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
""")
HOLD_TURNOUT = text("SELECT survey_id FROM survey_turnout WHERE survey_id = :survey_id FOR UPDATE")
# Written anew in random order under new ids, in one transaction: place, id and `xmin` tell no order of answering any more.
SHUFFLE = text("""
WITH taken AS (
  DELETE FROM survey_anonymous_answer WHERE survey_id = :survey_id RETURNING survey_id, role, language, answers, texts
)
INSERT INTO survey_anonymous_answer (id, survey_id, role, language, answers, texts)
SELECT gen_random_uuid(), survey_id, role, language, answers, texts FROM taken ORDER BY random()
""")
# The turnout as well: its row would have the transaction of the last answer.
SHUFFLED = text("UPDATE survey SET shuffled_at = clock_timestamp() WHERE id = :survey_id")
TURNOUT_ANEW = text("UPDATE survey_turnout SET participants = participants WHERE survey_id = :survey_id")


async def tend(sessions: Sessions) -> int:
    """Do what the clock demands of surveys now; return how many mails were left. Safe with several workers at once."""
    async with transaction(sessions) as session:
        ids = await _open_by_day(session, await instants.now(session))
    told = 0
    while ids:
        async with transaction(sessions) as session:
            written = await tell(session, ids)
        told += written
        if written == 0:
            break
    while await _shuffle_one(sessions):
        pass
    return told


async def _open_by_day(session: AsyncSession, now: datetime) -> list[UUID]:
    rows = await session.execute(OPEN)
    return [row.id for row in rows if FIRST_HOUR <= now.astimezone(ZoneInfo(row.zone)).time() < LAST_HOUR]


async def tell(session: AsyncSession, ids: list[UUID]) -> int:
    """Leave the next mails about open surveys, reminders first: whoever gets their first mail now needs none; return how many."""
    values = {"ids": ids, "batch": BATCH}
    reminded = (await session.execute(REMIND, values)).all()
    return len(reminded) + len((await session.execute(TELL, values)).all())


async def _shuffle_one(sessions: Sessions) -> bool:
    async with transaction(sessions) as session:
        survey_id = await session.scalar(TO_SHUFFLE)
        if survey_id is None:
            return False
        values = {"survey_id": survey_id}
        for statement in (HOLD_TURNOUT, SHUFFLE, TURNOUT_ANEW, SHUFFLED):
            await session.execute(statement, values)
    return True
