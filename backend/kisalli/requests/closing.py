"""What the clock does: overdue requests and proposals close, the unmatched hear what is next, and at the end matches end.

The worker looks every second; any act that meets something overdue first closes it itself, so being late here is only
late news, never a wrong answer.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.acts import Acts, Command
from kisalli.core.db import Sessions, transaction
from kisalli.core.ids import new_id
from kisalli.core.schemas import Out
from kisalli.messages.models import MessageKind
from kisalli.programmes.locks import share_programme
from kisalli.programmes.matched import MATCHED
from kisalli.requests.parties import lock
from kisalli.requests.settling import CLOCK, expire_due
from kisalli.requests.taking_part import end_over

BATCH = 100

OVERDUE = text("""
SELECT r.programme_id, r.mentor_id, r.mentee_id FROM request r JOIN programme g ON g.id = r.programme_id
 WHERE r.state = 'pending' AND (r.expires_at <= clock_timestamp()
       OR g.requests_closes + make_interval(days => g.grace_days) <= clock_timestamp())
UNION
SELECT o.programme_id, o.mentor_id, o.mentee_id FROM proposal o
 WHERE o.state = 'pending' AND o.expires_at <= clock_timestamp()
 LIMIT :batch
""")
# A programme is over when its feedback closes: until then its pairs can note their last meetings and look back.
OVER = text("""
SELECT m.id FROM programme g JOIN match m ON m.programme_id = g.id AND m.state = 'active'
 WHERE g.feedback_closes <= clock_timestamp() ORDER BY m.id LIMIT :batch
""")
REMIND = text("""
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion)
SELECT gen_random_uuid(), r.programme_id, mentor.person_id, :kind, r.id, day.days
  FROM request r JOIN programme g ON g.id = r.programme_id JOIN participant mentor ON mentor.id = r.mentor_id
 CROSS JOIN LATERAL unnest(g.reminder_days) AS day(days)
 WHERE r.state = 'pending' AND r.sent_at + make_interval(days => day.days) <= clock_timestamp()
   AND r.expires_at > clock_timestamp()
   -- a worker that was away for days sends the latest reminder, not all of them at once
   AND NOT EXISTS (SELECT FROM unnest(g.reminder_days) AS later(days)
                    WHERE later.days > day.days AND r.sent_at + make_interval(days => later.days) <= clock_timestamp())
 ORDER BY r.id -- two workers that write the same rows at once wait for each other at the first, and can't deadlock
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
RETURNING id
""")
ENDED_WINDOWS = text("""
SELECT g.id FROM programme g
 WHERE g.published_at IS NOT NULL AND g.archived_at IS NULL AND g.unmatched_told_at IS NULL
   AND g.requests_closes + make_interval(days => g.grace_days) <= clock_timestamp()
   AND NOT EXISTS (SELECT FROM request r WHERE r.programme_id = g.id AND r.state = 'pending')
""")
MARK_TOLD = text("""
UPDATE programme g SET unmatched_told_at = clock_timestamp()
 WHERE g.id = :id AND g.unmatched_told_at IS NULL AND g.archived_at IS NULL
   AND g.requests_closes + make_interval(days => g.grace_days) <= clock_timestamp()
   AND NOT EXISTS (SELECT FROM request r WHERE r.programme_id = g.id AND r.state = 'pending')
RETURNING id
""")
TELL_UNMATCHED = text(f"""
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion)
SELECT gen_random_uuid(), p.programme_id, p.person_id, :kind, p.programme_id,
       (SELECT count(*) FROM audit a WHERE a.subject_id = p.programme_id AND a.act = 'clock_changed')
  FROM participant p
 WHERE p.programme_id = :id AND p.state IN ('active', 'paused')
   AND NOT {MATCHED}
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
""")  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Overdue:
    """Two people between whom something is overdue."""

    programme_id: UUID
    mentor_id: UUID
    mentee_id: UUID


class ClosedOut(Out):
    """The answer of the clock's act; nobody reads it."""

    closed: int


async def close_overdue(session: AsyncSession, overdue: Overdue) -> ClosedOut:
    """Close what the clock has closed between two people."""
    truth = await lock(session, overdue.programme_id, {overdue.mentor_id, overdue.mentee_id})
    before = len(truth.requests) + len(truth.proposals)
    await expire_due(session, truth)
    return ClosedOut(closed=before - len(truth.requests) - len(truth.proposals))


async def tend(sessions: Sessions, acts: Acts) -> int:
    """Do what the clock demands now; return of how much of one kind. Safe with several workers at once."""
    async with transaction(sessions) as session:
        rows = (await session.execute(OVERDUE, {"batch": BATCH})).all()
    for row in rows:
        command = Command.of(CLOCK, key=f"clock:{new_id()}")
        await acts.run(command, close_overdue, Overdue(row.programme_id, row.mentor_id, row.mentee_id))
    async with transaction(sessions) as session:
        over = (await session.scalars(OVER, {"batch": BATCH})).all()
    for match_id in over:
        await acts.run(Command.of(CLOCK, key=f"clock:{new_id()}"), end_over, match_id)
    async with transaction(sessions) as session:
        await session.execute(REMIND, {"kind": MessageKind.REQUEST_REMINDER})
        for programme_id in sorted((await session.scalars(ENDED_WINDOWS)).all()):
            await share_programme(session, programme_id)  # somebody may be extending the window right now
            if await session.scalar(MARK_TOLD, {"id": programme_id}):
                await session.execute(TELL_UNMATCHED, {"id": programme_id, "kind": MessageKind.UNMATCHED_NEXT})
    return max(len(rows), len(over))
