"""The message log, and what it says of delivery at large."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.messages.models import IN_CONFIDENCE
from kisalli.notifications.schemas import MessageOut
from kisalli.programmes.queries import RUNS

OPEN = f"kind NOT IN {tuple(map(str, IN_CONFIDENCE))}"  # R22: that somebody told something is in confidence as well
LOG = text(f"""
SELECT m.id, m.programme_id, m.recipient_id, p.name AS recipient_name, m.kind, m.state, m.tries, m.created_at,
       CASE WHEN m.state = 'waiting' THEN m.next_try_at END AS next_try_at, m.sent_at, m.last_error,
       p.email_failed_at IS NOT NULL AS undeliverable
  FROM message m JOIN person p ON p.id = m.recipient_id
 WHERE m.programme_id = :programme_id AND m.{OPEN} AND (CAST(:state AS text) IS NULL OR m.state = :state)
   AND (CAST(:before AS uuid) IS NULL OR (m.created_at, m.id) < (SELECT created_at, id FROM message WHERE id = :before))
 ORDER BY m.created_at DESC, m.id DESC LIMIT :limit
""")  # noqa: S608 - our own words
COUNT = text(f"""
SELECT count(*) FROM message
 WHERE programme_id = :programme_id AND {OPEN} AND (CAST(:state AS text) IS NULL OR state = :state)
""")  # noqa: S608 - our own words
COUNTS = text(f"""
SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'failed') AS failed
  FROM message WHERE programme_id = :programme_id AND {OPEN}
""")  # noqa: S608 - our own words
COORDINATED = text(f"""
SELECT m.programme_id, m.recipient_id, ARRAY(
         SELECT unnest(ARRAY[mentor_id, mentee_id]) FROM request WHERE id = m.subject_id
         UNION SELECT unnest(ARRAY[mentor_id, mentee_id]) FROM proposal WHERE id = m.subject_id
         UNION SELECT participant_id FROM match_member WHERE match_id = m.subject_id) AS parties
  FROM message m JOIN programme g ON g.id = m.programme_id
 WHERE m.id = :id AND m.{OPEN} AND {RUNS}
""")  # noqa: S608 - our own words


async def log(
    session: AsyncSession, programme_id: UUID, limit: int, *, state: str | None, before: UUID | None
) -> list[MessageOut]:
    """Return a page of a programme's message log, the latest first."""
    values = {"programme_id": programme_id, "state": state, "before": before, "limit": limit}
    return [MessageOut.model_validate(row) for row in await session.execute(LOG, values)]


async def count(session: AsyncSession, programme_id: UUID, *, state: str | None) -> int:
    """Return how many mails the log of a programme holds."""
    return await session.scalar(COUNT, {"programme_id": programme_id, "state": state}) or 0


async def counts(session: AsyncSession, programme_id: UUID) -> Row[Any]:
    """Return how many mails wait and how many have failed."""
    return (await session.execute(COUNTS, {"programme_id": programme_id})).one()


async def coordinated(session: AsyncSession, message_id: UUID, caller: Caller) -> Row[Any] | None:
    """Return programme, recipient and parties of a message of a programme that the caller coordinates, else None."""
    return (await session.execute(COORDINATED, {"id": message_id, "person_id": caller.person_id})).one_or_none()
