"""What the clock does with events: reminders a day before, and seats that people left behind (R24). Safe with many workers."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.acts import Acts, Command
from kisalli.core.db import Sessions, transaction
from kisalli.core.ids import new_id
from kisalli.events import seats
from kisalli.events.schemas import SettledOut
from kisalli.messages.models import MessageKind
from kisalli.requests.settling import CLOCK

# Whoever signed up within the last day has just had the invitation. An event that moves is reminded of anew: its sequence is
# the occasion, and one occasion is told once, however many workers there are. In one order: two that write the same rows at
# once wait for each other at the first, and can't deadlock.
REMIND = text("""
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion)
SELECT gen_random_uuid(), e.programme_id, p.person_id, :kind, e.id, e.sequence
  FROM event e JOIN event_sign_up s ON s.event_id = e.id JOIN participant p ON p.id = s.participant_id
 WHERE e.state = 'published' AND e.starts > clock_timestamp() AND e.starts <= clock_timestamp() + interval '24 hours'
   AND s.state = 'seat' AND p.state IN ('active', 'paused') AND s.changed_at < e.starts - interval '24 hours'
 ORDER BY e.id, p.person_id
    ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
""")


async def tend_events(sessions: Sessions, acts: Acts) -> int:
    """Remind of tomorrow's events and settle seats; return how many events had something to settle."""
    async with transaction(sessions) as session:
        await session.execute(REMIND, {"kind": MessageKind.EVENT_REMINDER})
        unsettled = (await session.scalars(seats.UNSETTLED)).all()
    for event_id in unsettled:
        await acts.run(Command.of(CLOCK, key=f"events:{new_id()}"), settle_event, event_id)
    return len(unsettled)


async def settle_event(session: AsyncSession, event_id: UUID) -> SettledOut:
    """Free what those left behind who take part no more, and let the next move up: an act."""
    held = await seats.settle(session, event_id)
    return SettledOut(id=held.id)
