"""What a caller may see of events: the one select that says so, and every reader begins with it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import Forbidden, NotFound
from kisalli.events.seats import TAKES_PART
from kisalli.programmes.matched import MATCHED
from kisalli.programmes.queries import RUNS

# A draft is the coordinators'. Everybody else sees what is for their role, and what they are signed up for; whoever has not
# been let in, or takes part no more, sees nothing.
VISIBLE = f"""
  FROM event e JOIN programme g ON g.id = e.programme_id
  LEFT JOIN participant p ON p.programme_id = g.id AND p.person_id = :person_id AND p.state IN {TAKES_PART}
  LEFT JOIN event_sign_up mine ON mine.event_id = e.id AND mine.participant_id = p.id AND mine.state <> 'off'
 WHERE ({RUNS} OR (e.state <> 'draft' AND (p.role = ANY(e.roles) OR mine.id IS NOT NULL)))
"""
WHO = text(f"SELECT e.programme_id, e.state, p.id AS participant_id, {RUNS} AS coordinates {VISIBLE} AND e.id = :event_id")
# Nobody is counted who is gone, though their seat may not be free yet; of an event that has begun nobody moves any more.
COUNTED = f"(q.state IN {TAKES_PART} OR e.starts <= clock_timestamp())"
ITEMS = f"""
SELECT e.id, e.programme_id, e.state, e.language, e.texts, e.place_kind, e.place, e.link, e.starts, e.ends, e.sign_up_closes,
       e.seats, e.roles, e.audience, e.recommended_for, e.cancel_note, e.version, g.zone, {RUNS} AS coordinates,
       p.id AS participant_id, p.role AS my_role, mine.state AS my_state, clock_timestamp() AS now,
       {MATCHED} AS matched,
       NOT EXISTS (SELECT FROM participant o WHERE o.person_id = p.person_id AND o.id <> p.id AND o.published_at IS NOT NULL)
         AS is_new,
       CASE WHEN mine.state = 'waiting' THEN (
            SELECT count(*) FROM event_sign_up s JOIN participant q ON q.id = s.participant_id
             WHERE s.event_id = e.id AND s.position <= mine.position AND {COUNTED}) END AS my_position,
       (SELECT count(*) FROM event_sign_up s JOIN participant q ON q.id = s.participant_id
         WHERE s.event_id = e.id AND s.seat IS NOT NULL AND {COUNTED}) AS taken,
       (SELECT count(*) FROM event_sign_up s JOIN participant q ON q.id = s.participant_id
         WHERE s.event_id = e.id AND s.position IS NOT NULL AND {COUNTED}) AS waiting
{VISIBLE}
"""  # noqa: S608 - our own words
ONE = text(f"{ITEMS} AND e.id = :event_id")
COMING = text(f"""
{ITEMS} AND e.programme_id = :programme_id AND e.ends > clock_timestamp()
    AND (CAST(:after AS uuid) IS NULL OR (e.starts, e.id) > (SELECT b.starts, b.id FROM event b WHERE b.id = :after))
 ORDER BY e.starts, e.id LIMIT :limit
""")  # noqa: S608 - our own words
PAST = text(f"""
{ITEMS} AND e.programme_id = :programme_id AND e.ends <= clock_timestamp()
    AND (CAST(:after AS uuid) IS NULL OR (e.starts, e.id) < (SELECT b.starts, b.id FROM event b WHERE b.id = :after))
 ORDER BY e.starts DESC, e.id DESC LIMIT :limit
""")  # noqa: S608 - our own words
ATTENDEES = text("""
SELECT s.participant_id, COALESCE(mp.name, ep.name, '') AS name, p.role, p.state AS part, s.state, s.came,
       s.created_at AS signed_up_at,
       CASE WHEN s.state = 'waiting' THEN row_number() OVER (PARTITION BY s.state ORDER BY s.position) END AS position
  FROM event_sign_up s JOIN participant p ON p.id = s.participant_id
  LEFT JOIN mentor_profile mp ON mp.participant_id = p.id LEFT JOIN mentee_profile ep ON ep.participant_id = p.id
 WHERE s.event_id = :event_id AND s.state <> 'off'
 ORDER BY s.state <> 'seat', s.position, lower(COALESCE(mp.name, ep.name, '')), s.id
""")
SIGNED_UP = text("""
SELECT s.id AS sign_up_id, e.id, e.programme_id, e.state, e.texts, e.place_kind, e.place, e.link, e.starts, e.ends, e.sequence,
       e.changed_at, e.cancel_note, n.language AS reads, s.changed_at AS seated_at
  FROM event_sign_up s JOIN event e ON e.id = s.event_id JOIN participant p ON p.id = s.participant_id
  JOIN person n ON n.id = p.person_id
 WHERE p.person_id = :person_id AND s.state = 'seat' AND e.ends > clock_timestamp() - interval '90 days'
 ORDER BY e.starts, e.id
""")


async def who(session: AsyncSession, event_id: UUID, caller: Caller) -> Row[Any]:
    """Return an event's programme and state, and what the caller is to it: `coordinates`, `participant_id` (or None).

    Raises:
        NotFound: there is no such event, or not for them.
    """
    row = (await session.execute(WHO, {"event_id": event_id, "person_id": caller.person_id})).one_or_none()
    if row is None:
        raise NotFound
    return row


async def coordinated(session: AsyncSession, event_id: UUID, caller: Caller) -> Row[Any]:
    """Return the same of an event that the caller runs.

    Raises:
        NotFound: there is no such event, or not for them. Forbidden: they see it, but don't run it.
    """
    row = await who(session, event_id, caller)
    if not row.coordinates:
        raise Forbidden
    return row


async def one(session: AsyncSession, event_id: UUID, caller: Caller) -> Row[Any]:
    """Return all of an event that the caller may see.

    Raises:
        NotFound: there is no such event, or not for them.
    """
    row = (await session.execute(ONE, {"event_id": event_id, "person_id": caller.person_id})).one_or_none()
    if row is None:
        raise NotFound
    return row


async def listed(
    session: AsyncSession, programme_id: UUID, person_id: UUID, after: UUID | None, limit: int, *, past: bool
) -> Sequence[Row[Any]]:
    """Return events of a programme that somebody may see: what is coming, the next first, or what is past, the last first."""
    values = {"programme_id": programme_id, "person_id": person_id, "after": after, "limit": limit}
    return (await session.execute(PAST if past else COMING, values)).all()
