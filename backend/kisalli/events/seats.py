"""Seats and the waiting list: the one place where either moves (R24).

Locks in their one order: the programme (shared), participants, the event's row, then sign-ups. Whoever holds the event's
row decides about its seats alone. A seat has one way to be given: the next who wait get the free ones, so a new sign-up is
the end of the queue, filled at once where there is room.

A part in the programme ends below this room and knows nothing of it. So every act first frees what people left behind who
take part no more, and so does the worker within seconds; until then nobody is counted who is gone. The seats of an event
that has begun stay as they were.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.events.errors import SeatsTaken
from kisalli.events.models import EventState, SignUpState
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.programmes.locks import share_programme

# Who may have a seat: a part that has ended, or that nobody has let in, has none.
TAKES_PART = "('active', 'paused')"
PROGRAMME = text("SELECT programme_id FROM event WHERE id = :event_id")
LOCK_EVENT = text("""
SELECT id, programme_id, state, starts, ends, sign_up_closes, seats, roles, audience, sequence, version
  FROM event WHERE id = :event_id FOR UPDATE
""")
FREE_ENDED = text(f"""
WITH gone AS (
    SELECT s.id, s.state, p.person_id FROM event_sign_up s JOIN participant p ON p.id = s.participant_id
     WHERE s.event_id = :event_id AND s.state <> 'off' AND p.state NOT IN {TAKES_PART}
)
UPDATE event_sign_up s SET state = 'off', seat = NULL, of_seats = NULL, position = NULL, changed_at = clock_timestamp()
  FROM gone WHERE s.id = gone.id
RETURNING s.id, gone.state, gone.person_id
""")  # noqa: S608 - our own words
FREE = text("""
UPDATE event_sign_up SET state = 'off', seat = NULL, of_seats = NULL, position = NULL, changed_at = clock_timestamp()
 WHERE event_id = :event_id AND participant_id = :participant_id AND state <> 'off'
RETURNING id
""")
QUEUE_UP = text("""
INSERT INTO event_sign_up (id, event_id, participant_id, state, position)
SELECT :id, :event_id, :participant_id, 'waiting', COALESCE(max(position), 0) + 1 FROM event_sign_up WHERE event_id = :event_id
""")
# Of so many numbers as there are people there are always enough free ones, however many seats there may be.
FILL = text("""
WITH free AS (
    SELECT number, row_number() OVER (ORDER BY number) AS turn
      FROM generate_series(1, LEAST(:seats, (SELECT count(*) FROM event_sign_up WHERE event_id = :event_id AND state <> 'off')))
        AS number
     WHERE NOT EXISTS (SELECT FROM event_sign_up t WHERE t.event_id = :event_id AND t.seat = number)
), queue AS (
    SELECT id, row_number() OVER (ORDER BY position) AS turn
      FROM event_sign_up WHERE event_id = :event_id AND state = 'waiting'
)
UPDATE event_sign_up s
   SET state = 'seat', seat = free.number, of_seats = :seats, position = NULL, changed_at = clock_timestamp()
  FROM free JOIN queue USING (turn), participant p
 WHERE s.id = queue.id AND p.id = s.participant_id
RETURNING s.id, s.participant_id, p.person_id
""")
# People sit closer together before seats are taken away; each moves to a number that is free already.
CLOSE_UP = text("""
WITH free AS (
    SELECT number, row_number() OVER (ORDER BY number) AS turn FROM generate_series(1, CAST(:seats AS int)) AS number
     WHERE NOT EXISTS (SELECT FROM event_sign_up t WHERE t.event_id = :event_id AND t.seat = number)
), beyond AS (
    SELECT id, row_number() OVER (ORDER BY seat) AS turn FROM event_sign_up WHERE event_id = :event_id AND seat > :seats
)
UPDATE event_sign_up s SET seat = free.number FROM free JOIN beyond USING (turn) WHERE s.id = beyond.id
""")
TAKEN = text("SELECT count(*) FROM event_sign_up WHERE event_id = :event_id AND seat IS NOT NULL")
SET_SEATS = text("UPDATE event SET seats = :seats WHERE id = :event_id")
STANDING = text("""
SELECT s.id, s.state, s.came,
       CASE WHEN s.state = 'waiting' THEN (SELECT count(*) FROM event_sign_up o
             WHERE o.event_id = s.event_id AND o.position <= s.position) END AS position
  FROM event_sign_up s WHERE s.event_id = :event_id AND s.participant_id = :participant_id AND s.state <> 'off'
""")
# Where somebody who is gone has left a seat or a place in the queue, or a seat is free though people wait.
UNSETTLED = text(f"""
SELECT e.id FROM event e
 WHERE e.state = 'published' AND e.starts > clock_timestamp() AND (
       EXISTS (SELECT FROM event_sign_up s JOIN participant p ON p.id = s.participant_id
                WHERE s.event_id = e.id AND s.state <> 'off' AND p.state NOT IN {TAKES_PART})
    OR (EXISTS (SELECT FROM event_sign_up s WHERE s.event_id = e.id AND s.state = 'waiting')
        AND (SELECT count(*) FROM event_sign_up s WHERE s.event_id = e.id AND s.seat IS NOT NULL) < e.seats))
 ORDER BY e.id LIMIT 50
""")  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Held:
    """An event whose row is locked, and the moment since when it is."""

    event: Row[Any]
    now: datetime

    @property
    def id(self) -> UUID:
        """The event's id."""
        found: UUID = self.event.id
        return found

    @property
    def begun(self) -> bool:
        """Whether it has begun: from then on nobody moves."""
        return bool(self.event.starts <= self.now)

    @property
    def fills(self) -> bool:
        """Whether seats are given."""
        return self.event.state == EventState.PUBLISHED and not self.begun


async def programme_of(session: AsyncSession, event_id: UUID) -> UUID:
    """Return the programme of an event.

    Raises:
        NotFound: there is no such event.
    """
    found: UUID | None = await session.scalar(PROGRAMME, {"event_id": event_id})
    if found is None:
        raise NotFound
    return found


async def hold(session: AsyncSession, event_id: UUID) -> Held:
    """Lock an event and clear up what those left behind who take part no more; the caller shares the programme already.

    Raises:
        NotFound: it was deleted meanwhile.
    """
    row = (await session.execute(LOCK_EVENT, {"event_id": event_id})).one_or_none()
    if row is None:
        raise NotFound
    held = Held(row, await instants.now(session))
    if held.fills:
        await _free_ended(session, held)
        await fill(session, held)
    return held


async def _free_ended(session: AsyncSession, held: Held) -> None:
    for row in (await session.execute(FREE_ENDED, {"event_id": held.id})).all():
        record(session, held, None, "event_seat_freed", row.id, from_state=row.state, to_state=SignUpState.OFF)
        if row.state == SignUpState.SEAT:  # it goes from their calendar too
            tell(session, News(held.event.programme_id, row.person_id, MessageKind.EVENT_SIGNED_OFF, row.id))


async def settle(session: AsyncSession, event_id: UUID) -> Held:
    """Free what those left behind who take part no more, and let the next move up: what the worker does, as an act."""
    await share_programme(session, await programme_of(session, event_id))
    return await hold(session, event_id)


async def fill(session: AsyncSession, held: Held, *, quietly: UUID | None = None) -> set[UUID]:
    """Give free seats to who waits, in their order; tell each, but for the sign-up that its caller tells itself.

    Returns the ids of sign-ups that got a seat.
    """
    return await _fill(session, held, held.event.seats, quietly)


async def _fill(session: AsyncSession, held: Held, seats: int, quietly: UUID | None = None) -> set[UUID]:
    if not held.fills:
        return set()
    moved = (await session.execute(FILL, {"event_id": held.id, "seats": seats})).all()
    for row in moved:
        if row.id != quietly:
            record(session, held, None, "event_moved_up", row.id, from_state=SignUpState.WAITING, to_state=SignUpState.SEAT)
            tell(session, News(held.event.programme_id, row.person_id, MessageKind.EVENT_MOVED_UP, row.id))
    return {row.id for row in moved}


async def queue_up(session: AsyncSession, held: Held, sign_up_id: UUID, participant_id: UUID) -> bool:
    """Sign somebody up at the end of the queue; whether they got a seat at once. Nobody is told of it here."""
    values = {"id": sign_up_id, "event_id": held.id, "participant_id": participant_id}
    await session.execute(QUEUE_UP, values)
    return sign_up_id in await fill(session, held, quietly=sign_up_id)


async def free(session: AsyncSession, held: Held, participant_id: UUID) -> UUID | None:
    """Take somebody's sign-up away and let the next move up; return its id, None where there was none."""
    freed: UUID | None = await session.scalar(FREE, {"event_id": held.id, "participant_id": participant_id})
    if freed is not None:
        await fill(session, held)
    return freed


async def set_seats(session: AsyncSession, held: Held, seats: int) -> None:
    """Have so many seats from now on; more of them let people move up.

    Raises:
        SeatsTaken: more people have one.
    """
    if seats < held.event.seats:
        if (await session.scalar(TAKEN, {"event_id": held.id}) or 0) > seats:
            raise SeatsTaken
        await session.execute(CLOSE_UP, {"event_id": held.id, "seats": seats})
    await session.execute(SET_SEATS, {"event_id": held.id, "seats": seats})
    await _fill(session, held, seats)


async def standing(session: AsyncSession, event_id: UUID, participant_id: UUID) -> Row[Any] | None:
    """Return a participant's sign-up with id, state, came and position in the queue (from 1); None where there is none."""
    values = {"event_id": event_id, "participant_id": participant_id}
    return (await session.execute(STANDING, values)).one_or_none()


def record(session: AsyncSession, held: Held, caller: Caller | None, act: str, sign_up_id: UUID, **more: Any) -> None:  # noqa: ANN401
    """Write down what happened to a sign-up."""
    row = {"programme_id": held.event.programme_id, "caller_id": caller.person_id if caller else None, "act": act}
    audit.record(session, row | {"subject": "event_sign_up", "subject_id": sign_up_id} | more)
