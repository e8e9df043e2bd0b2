"""R16: one mail a morning to everybody who runs a programme, if there is something to tell; counts alone, never names.

Mornings are the programme's own. Its zone is read by Python, as everywhere: PostgreSQL may know fewer zones than
programmes can name, and one unknown name would fail the statement for all of them.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import instants
from kisalli.core.db import Sessions, transaction
from kisalli.messages.models import IN_CONFIDENCE, MessageKind
from kisalli.messages.service import News, tell
from kisalli.notifications.letters import AboutDigest

FIRST_DAY = date(2026, 1, 1)
BEGINS, ENDS = time(8), time(12)  # a worker that was away catches up until noon; later it would be no morning's overview

PUBLIC = text("SELECT id, zone FROM programme WHERE published_at <= clock_timestamp() AND archived_at IS NULL")
# In one order: two workers that write the same rows at once wait for each other at the first, and can't deadlock.
UNTOLD = text("""
SELECT due.programme_id, due.day, w.person_id
  FROM jsonb_to_recordset(CAST(:mornings AS jsonb)) AS due(programme_id uuid, day smallint)
  JOIN programme g ON g.id = due.programme_id
  JOIN organisation_member w USING (organisation_id) JOIN person p ON p.id = w.person_id
 WHERE p.disabled_at IS NULL AND NOT p.service
   AND NOT EXISTS (SELECT FROM message m WHERE m.subject_id = due.programme_id AND m.recipient_id = w.person_id
                      AND m.kind = :kind AND m.occasion = due.day)
 ORDER BY due.programme_id, w.person_id
""")
# A failed mail's next try is the end of the lease under which it failed, less than a minute later. Digests that fail are
# not counted: a coordinator out of reach would be reason enough for the next digest, every day.
COUNTS = text("""
SELECT due.programme_id, due.day,
       (SELECT count(*) FROM participant p WHERE p.programme_id = g.id AND p.state = 'submitted') AS profiles,
       pending.requests, pending.long_waiting, COALESCE(first.days, 0) AS long_days,
       (SELECT count(*) FROM participant p JOIN person x ON x.id = p.person_id
         WHERE p.programme_id = g.id AND p.state NOT IN ('left', 'removed') AND x.email_failed_at IS NOT NULL) AS unreached,
       (SELECT count(*) FROM match m WHERE m.programme_id = g.id AND m.opened_at >= due.since) AS matches,
       (SELECT count(*) FROM request r WHERE r.programme_id = g.id AND r.closed_at >= due.since
           AND (r.state = 'expired' OR r.release_reason = 'window_closed')) AS ran_out,
       (SELECT count(*) FROM message m WHERE m.programme_id = g.id AND m.state = 'failed' AND m.kind <> ALL(:kinds)
           AND m.next_try_at >= due.since) AS failed
  FROM jsonb_to_recordset(CAST(:mornings AS jsonb)) AS due(programme_id uuid, day smallint, since timestamptz)
  JOIN programme g ON g.id = due.programme_id
 CROSS JOIN LATERAL (SELECT min(day) AS days FROM unnest(g.reminder_days) AS reminder(day)) AS first
 CROSS JOIN LATERAL (
       SELECT count(*) AS requests,
              count(*) FILTER (WHERE r.sent_at + make_interval(days => first.days) <= :now) AS long_waiting
         FROM request r WHERE r.programme_id = g.id AND r.state = 'pending') AS pending
""")


@dataclass(frozen=True, slots=True)
class Morning:
    """A morning of one programme; `day` counts from FIRST_DAY, for a message's occasion is a small number."""

    programme_id: UUID
    zone: str
    day: int

    @classmethod
    def of(cls, programme_id: UUID, zone: str, now: datetime) -> Self:
        """Return the morning of the day that it is there now."""
        return cls(programme_id, zone, (now.astimezone(ZoneInfo(zone)).date() - FIRST_DAY).days)

    @property
    def since(self) -> datetime:
        """When the morning before began: what happened from then on is news."""
        before = FIRST_DAY + timedelta(days=self.day - 1)
        return datetime.combine(before, BEGINS, ZoneInfo(self.zone))


async def tell_morning(sessions: Sessions) -> int:
    """Write the digests that are due now; return how many. Safe with several workers at once."""
    async with transaction(sessions) as session:
        return await write(session, await instants.now(session))


async def write(session: AsyncSession, now: datetime) -> int:
    """Leave a digest for everybody who runs a programme where it is morning and who has none of today; return how many."""
    public = (await session.execute(PUBLIC)).all()
    due = [Morning.of(row.id, row.zone, now) for row in public if BEGINS <= now.astimezone(ZoneInfo(row.zone)).time() < ENDS]
    if not due:
        return 0
    untold = (await session.execute(UNTOLD, {"mornings": _listed(due), "kind": MessageKind.COORDINATOR_DIGEST})).all()
    whose = {row.programme_id for row in untold}
    counted = await counts(session, [each for each in due if each.programme_id in whose], now)
    worth_it = {each.programme_id for each, it in counted.items() if it.anything}
    news = [
        News(row.programme_id, row.person_id, MessageKind.COORDINATOR_DIGEST, row.programme_id, row.day)
        for row in untold
        if row.programme_id in worth_it
    ]
    tell(session, *news)
    return len(news)


async def counts(session: AsyncSession, mornings: Collection[Morning], now: datetime) -> dict[Morning, AboutDigest]:
    """Count what there is to tell on these mornings, as things stand now."""
    if not mornings:
        return {}
    untold = [MessageKind.COORDINATOR_DIGEST, *IN_CONFIDENCE]  # what no log of mails shows is not counted either
    values = {"mornings": _listed(mornings), "kinds": untold, "now": now}
    rows = {(row.programme_id, row.day): row for row in await session.execute(COUNTS, values)}
    return {each: _counted(rows[each.programme_id, each.day]) for each in mornings}


def _counted(row: Row[Any]) -> AboutDigest:
    return AboutDigest(
        profiles=row.profiles,
        requests=row.requests,
        long_waiting=row.long_waiting,
        long_days=row.long_days,
        unreached=row.unreached,
        matches=row.matches,
        ran_out=row.ran_out,
        failed=row.failed,
    )


def _listed(mornings: Iterable[Morning]) -> str:
    rows = [{"programme_id": each.programme_id, "day": each.day, "since": each.since} for each in mornings]
    return json.dumps(rows, default=str)
