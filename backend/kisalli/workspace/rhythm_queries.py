"""What coordinators may know of pairs (R20, R21): that two meet and have agreed on something, in times and counts alone."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.agreements.queries import SIGNED_BY_ALL
from kisalli.core.folding import says_every_word
from kisalli.programmes.matched import GATHERS
from kisalli.workspace.queries import BEGAN

NAME = "COALESCE(mp.name, me.name, '')"
PROFILES = """
  LEFT JOIN mentor_profile mp ON mp.participant_id = mm.participant_id
  LEFT JOIN mentee_profile me ON me.participant_id = mm.participant_id
"""
NAMES = f"(SELECT string_agg({NAME}, ' ') FROM match_member mm {PROFILES} WHERE mm.match_id = m.id AND mm.left_at IS NULL)"  # noqa: S608 - our own words
# All of a programme at once, for how they stand is their order: by two joins, not by a look-up for each.
PACES = text(f"""
WITH met AS (
    SELECT x.match_id, count(*) FILTER (WHERE x.state = 'held') AS held,
           COALESCE(sum(x.minutes) FILTER (WHERE x.state = 'held'), 0) AS held_minutes,
           max(x.starts_at) FILTER (WHERE x.state = 'held') AS held_at,
           min(x.starts_at) FILTER (WHERE x.state = 'planned' AND x.starts_at > clock_timestamp()) AS planned_at
      FROM meeting x JOIN match m ON m.id = x.match_id
     WHERE m.programme_id = :programme_id AND (CAST(:match_id AS uuid) IS NULL OR m.id = :match_id) GROUP BY x.match_id
)
SELECT m.id, m.state, m.kind, q.theme, m.state = 'active' AS active, m.opened_at, {BEGAN} AS began_at, {GATHERS} AS gathering,
       m.ended_at, m.end_reason, clock_timestamp() AS now,
       g.running_opens, g.running_closes,
       COALESCE(met.held, 0) AS held, COALESCE(met.held_minutes, 0) AS held_minutes, met.held_at, met.planned_at
  FROM match m JOIN programme g ON g.id = m.programme_id LEFT JOIN met ON met.match_id = m.id
  LEFT JOIN mentoring_group q ON q.match_id = m.id
 WHERE m.programme_id = :programme_id AND (CAST(:match_id AS uuid) IS NULL OR m.id = :match_id)
   AND (CAST(:state AS text) IS NULL OR m.state = :state)
   AND (CAST(:q AS text) IS NULL OR {says_every_word(NAMES, ":q")})
""")  # noqa: S608 - our own words
# Whether and how many, never what: no column with anybody's words is read.
DETAILS = text(f"""
SELECT m.id, EXISTS (SELECT FROM agreement a WHERE a.match_id = m.id AND {SIGNED_BY_ALL}) AS agreed,
       (SELECT count(*) FROM goal x WHERE x.match_id = m.id) AS goals, n.nudged_at
  FROM match m LEFT JOIN nudge n ON n.match_id = m.id
 WHERE m.id = ANY(:ids)
""")  # noqa: S608 - our own words
# The address at which the service itself writes to somebody, never the one that they gave to their partner (I7).
MEMBERS = text(f"""
SELECT mm.match_id, mm.participant_id, mm.role, {NAME} AS name,
       CASE WHEN mm.active AND person.disabled_at IS NULL THEN NULLIF(person.email, '') END AS email
  FROM match_member mm JOIN participant p ON p.id = mm.participant_id JOIN person ON person.id = p.person_id {PROFILES}
 WHERE mm.match_id = ANY(:ids) AND mm.left_at IS NULL ORDER BY mm.match_id, mm.role DESC, mm.participant_id
""")  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which pairs of a programme; None does not narrow. `q`: words of names."""

    programme_id: UUID
    match_id: UUID | None = None
    state: str | None = None
    q: str | None = None


async def paces(session: AsyncSession, chosen: Chosen) -> Sequence[Row[Any]]:
    """Return when the chosen pairs began, met, meet and ended; in no order."""
    return (await session.execute(PACES, asdict(chosen))).all()


async def details(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, Row[Any]]:
    """Map matches to whether they have agreed, how many goals were written, and when they were last reminded."""
    return {row.id: row for row in await session.execute(DETAILS, {"ids": list(ids)})}


async def members(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, list[Row[Any]]]:
    """Map matches to their members, mentors first."""
    found: dict[UUID, list[Row[Any]]] = {each: [] for each in ids}
    for row in await session.execute(MEMBERS, {"ids": list(ids)}):
        found[row.match_id].append(row)
    return found
