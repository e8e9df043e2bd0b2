"""What is known of matches in times and counts, in one statement for any number of them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.core.instants import day_begins
from kisalli.programmes.matched import GATHERS
from kisalli.workspace.standing import Standing

# A group begins with the first of the mentees who are in it; one that waits for them, or for others after all have left, with
# nobody yet.
BEGAN = """
CASE m.kind WHEN 'group' THEN COALESCE((SELECT min(x.created_at) FROM match_member x
                                         WHERE x.match_id = m.id AND x.role = 'mentee' AND x.left_at IS NULL), clock_timestamp())
            ELSE m.opened_at END
"""


def _facts(source: str, reader: str) -> str:
    """Return the statement without its end: of each match `m` of a source, as `reader` (a person's id) sees it.

    `own_id` is the reader's participant, null where they are not in the match.
    """
    return f"""
SELECT m.id, m.programme_id, m.state = 'active' AS active, {BEGAN} AS opened_at, {GATHERS} AS gathering,
       clock_timestamp() AS now,
       g.running_opens, g.running_closes, g.halfway_on, g.zone,
       met.held, met.held_minutes, met.held_at, met.planned_at, met.unsaid, met.to_pick, met.proposed,
       (SELECT count(*) FROM meeting x WHERE x.match_id = m.id AND x.state = 'cancelled'
         AND COALESCE(x.starts_at, x.created_at) > COALESCE(met.held_at, '-infinity')) AS cancelled,
       (SELECT count(*) FROM goal x WHERE x.match_id = m.id AND x.state = 'open') AS goals,
       (SELECT count(*) FROM step x WHERE x.match_id = m.id AND x.done_at IS NULL) AS steps,
       mine.participant_id AS own_id, {reader} AS reader_id,
       EXISTS (SELECT FROM agreement a WHERE a.match_id = m.id) AS written,
       EXISTS (SELECT FROM agreement a WHERE a.match_id = m.id
                AND a.number = (SELECT max(b.number) FROM agreement b WHERE b.match_id = m.id)
                AND NOT EXISTS (SELECT FROM agreement_signature s WHERE s.match_id = m.id AND s.number = a.number
                                 AND s.participant_id = mine.participant_id)) AS to_sign,
       (SELECT count(*) FROM private_note x WHERE x.match_id = m.id AND x.writer_id = mine.participant_id) AS notes
  FROM {source} JOIN programme g ON g.id = m.programme_id
  LEFT JOIN LATERAL (SELECT mm.participant_id FROM match_member mm JOIN participant p ON p.id = mm.participant_id
                      WHERE mm.match_id = m.id AND mm.left_at IS NULL AND p.person_id = {reader}) mine ON true
 CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE x.state = 'held') AS held,
              COALESCE(sum(x.minutes) FILTER (WHERE x.state = 'held'), 0) AS held_minutes,
              max(x.starts_at) FILTER (WHERE x.state = 'held') AS held_at,
              min(x.starts_at) FILTER (WHERE x.state = 'planned' AND x.starts_at > clock_timestamp()) AS planned_at,
              count(*) FILTER (WHERE x.state = 'planned' AND x.starts_at <= clock_timestamp()) AS unsaid,
              count(*) FILTER (WHERE x.state = 'proposed' AND x.proposed_by <> mine.participant_id) AS to_pick,
              count(*) FILTER (WHERE x.state = 'proposed' AND x.proposed_by = mine.participant_id) AS proposed
         FROM meeting x WHERE x.match_id = m.id) met
"""  # noqa: S608 - our own words


OF_MEMBERS = text(
    _facts(
        "unnest(CAST(:match_ids AS uuid[]), CAST(:person_ids AS uuid[])) AS reader(match_id, person_id)"
        " JOIN match m ON m.id = reader.match_id",
        "reader.person_id",
    )
    + " WHERE mine.participant_id IS NOT NULL"
)
# Whoever was written to within a fortnight, or meets soon, is left alone; the rest is judged by the same rule as on the page.
MAY_BE_QUIET = text(f"""
{_facts("match m", "NULL")}
 WHERE m.state = 'active' AND m.id > :after AND NOT {GATHERS} AND g.archived_at IS NULL
   AND g.running_opens <= clock_timestamp() AND clock_timestamp() < g.running_closes
   AND NOT EXISTS (SELECT FROM nudge n
                    WHERE n.match_id = m.id AND n.nudged_at > clock_timestamp() - make_interval(days => :fortnight))
   AND NOT EXISTS (SELECT FROM meeting x
                    WHERE x.match_id = m.id AND x.state = 'planned' AND x.starts_at > clock_timestamp())
 ORDER BY m.id LIMIT :limit
""")  # noqa: S608 - our own words


async def of_member(session: AsyncSession, match_id: UUID, caller: Caller) -> Row[Any]:
    """Return the facts of a match that the caller is in.

    Raises:
        NotFound: there is none; whoever coordinates it is not in it.
    """
    found = await of_members(session, [(match_id, caller.person_id)])
    if not found:
        raise NotFound
    return found[match_id, caller.person_id]


async def of_members(session: AsyncSession, readers: Collection[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Row[Any]]:
    """Map matches and people to the facts, where the person is in the match."""
    match_ids, person_ids = [each for each, _ in readers], [each for _, each in readers]
    rows = await session.execute(OF_MEMBERS, {"match_ids": match_ids, "person_ids": person_ids})
    return {(row.id, row.reader_id): row for row in rows}


def standing(row: Row[Any]) -> Standing:
    """Return how a match stands, from its facts."""
    return Standing(
        now=row.now,
        active=row.active,
        opened_at=row.opened_at,
        gathering=row.gathering,
        running_opens=row.running_opens,
        running_closes=row.running_closes,
        halfway_at=_day(row),
        held=row.held,
        held_at=row.held_at,
        planned_at=row.planned_at,
        unsaid=row.unsaid,
        to_pick=row.to_pick,
        proposed=row.proposed,
        cancelled=row.cancelled,
        written=row.written,
        to_sign=row.to_sign,
        goals=row.goals,
        steps=row.steps,
    )


def _day(row: Row[Any]) -> datetime | None:
    return day_begins(row.halfway_on, row.zone) if row.halfway_on else None
