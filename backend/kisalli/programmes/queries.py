"""What a caller may see of programmes and participants."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import Forbidden, NotFound
from kisalli.organisations.models import OrganisationMember
from kisalli.people.models import STAFF
from kisalli.programmes.models import Participant, Programme, ProgrammeText

# Whether :person_id runs programme `g`, that is, works for its organisation: the one place where SQL says so.
RUNS = "EXISTS (SELECT FROM organisation_member w WHERE w.organisation_id = g.organisation_id AND w.person_id = :person_id)"
COORDINATES = text(f"""
SELECT g.published_at IS NOT NULL AS published,
       {RUNS} AS coordinates,
       EXISTS (SELECT FROM participant p WHERE p.programme_id = g.id AND p.person_id = :person_id) AS takes_part
  FROM programme g WHERE g.id = :programme_id
""")  # noqa: S608 - our own words

# R38: staff of the organisation that runs a programme `g` may look through its mentors, if it allows that. Nothing of this is
# kept in memory, so that taking the right away counts from the next call.
BROWSES = f"""
(g.staff_may_browse AND g.published_at <= clock_timestamp() AND g.archived_at IS NULL
 AND EXISTS (SELECT FROM affiliation a JOIN organisation o ON a.home_organisation = ANY(o.domains)
              WHERE o.id = g.organisation_id AND a.person_id = :person_id AND a.kind IN {tuple(map(str, STAFF))})
 AND NOT EXISTS (SELECT FROM participant gone
                  WHERE gone.programme_id = g.id AND gone.person_id = :person_id AND gone.state = 'removed'))
"""  # noqa: S608 - our own words
# What the caller is to programmes without taking part in them.
STANDING = text(f"""
SELECT g.id, {RUNS} AS coordinates,
       {BROWSES} AS browses
  FROM programme g WHERE g.id = ANY(:programme_ids)
""")  # noqa: S608 - our own words


def coordinated_by(caller: Caller | None) -> ColumnElement[bool]:
    """Whether the caller coordinates the programme of the row."""
    if caller is None:
        return false()
    return exists().where(
        OrganisationMember.organisation_id == Programme.organisation_id, OrganisationMember.person_id == caller.person_id
    )


def visible_to(caller: Caller | None) -> Select[Programme]:
    """Select the programmes that a caller may see: published ones are public, the rest is the coordinators'."""
    published = and_(Programme.published_at <= func.clock_timestamp(), Programme.archived_at.is_(None))
    if caller is None:
        return select(Programme).where(published)
    mine = exists().where(Participant.programme_id == Programme.id, Participant.person_id == caller.person_id)
    return select(Programme).where(or_(published, mine, coordinated_by(caller)))


def runs(programme_id: str) -> str:
    """Return the SQL that says whether :person_id runs the programme of an id, which is given as a column."""
    return f"EXISTS (SELECT FROM programme g WHERE g.id = {programme_id} AND {RUNS})"


async def visible(session: AsyncSession, programme_id: UUID, caller: Caller | None) -> Programme:
    """Return a programme that the caller may see.

    Raises:
        NotFound: there is none, or not for them.
    """
    programme = await session.scalar(visible_to(caller).where(Programme.id == programme_id))
    if programme is None:
        raise NotFound
    return programme


async def require_coordinator(session: AsyncSession, programme_id: UUID, caller: Caller) -> None:
    """Require the right to run a programme.

    Raises:
        NotFound: the caller may not know of it. Forbidden: they may, but don't run it.
    """
    values = {"programme_id": programme_id, "person_id": caller.person_id}
    row = (await session.execute(COORDINATES, values)).one_or_none()
    if row is None or not (row.published or row.coordinates or row.takes_part):
        raise NotFound
    if not row.coordinates:
        raise Forbidden


async def coordinates(session: AsyncSession, programme_id: UUID, caller: Caller) -> bool:
    """Whether the caller runs the programme."""
    values = {"programme_id": programme_id, "person_id": caller.person_id}
    row = (await session.execute(COORDINATES, values)).one_or_none()
    return bool(row and row.coordinates)


async def standing(session: AsyncSession, programme_ids: list[UUID], caller: Caller) -> dict[UUID, Row[Any]]:
    """Return whether the caller coordinates and whether they browse, by programme."""
    values = {"programme_ids": programme_ids, "person_id": caller.person_id}
    return {row.id: row for row in await session.execute(STANDING, values)}


async def texts(session: AsyncSession, programme_ids: list[UUID]) -> dict[UUID, list[ProgrammeText]]:
    """Return the texts of programmes, all languages, by programme."""
    rows = await session.scalars(
        select(ProgrammeText).where(ProgrammeText.programme_id.in_(programme_ids)).order_by(ProgrammeText.language)
    )
    grouped: dict[UUID, list[ProgrammeText]] = {programme_id: [] for programme_id in programme_ids}
    for row in rows:
        grouped[row.programme_id].append(row)
    return grouped


def grace(programme: Programme) -> timedelta:
    """Return how long pending requests stay answerable after the request window."""
    return timedelta(days=programme.grace_days)
