"""A programme's front page (R28, R47): what now, in surveys and events, for whoever looks."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.events import views as events
from kisalli.events.models import EventState
from kisalli.events.schemas import EventItemOut
from kisalli.home.schemas import HomeOut, TeamHomeOut
from kisalli.programmes import queries as programmes
from kisalli.programmes.queries import RUNS
from kisalli.surveys import views as surveys

NEXT = 3
STANDING = text(f"""
SELECT {RUNS} AS coordinates,
       (SELECT p.id FROM participant p WHERE p.programme_id = g.id AND p.person_id = :person_id) AS participant_id
  FROM programme g WHERE g.id = :programme_id
""")  # noqa: S608 - our own words


async def home(session: AsyncSession, programme_id: UUID, caller: Caller) -> HomeOut:
    """Return what a programme's front page shows to the caller; empty for whoever neither takes part nor runs it.

    Raises:
        NotFound: there is no such programme, or not for them.
    """
    await programmes.visible(session, programme_id, caller)
    values = {"programme_id": programme_id, "person_id": caller.person_id}
    stands = (await session.execute(STANDING, values)).one()
    if stands.participant_id is None and not stands.coordinates:
        return HomeOut(surveys=[], events=[], team=None)
    coming = await events.upcoming(session, programme_id, caller)
    return HomeOut(
        surveys=await surveys.due(session, programme_id, stands.participant_id) if stands.participant_id else [],
        events=[each for each in coming if events.concerns(each)][:NEXT],
        team=await _team(session, programme_id, coming) if stands.coordinates else None,
    )


async def _team(session: AsyncSession, programme_id: UUID, coming: Sequence[EventItemOut]) -> TeamHomeOut:
    return TeamHomeOut(
        surveys=await surveys.under_way(session, programme_id),
        events=[each for each in coming if each.state == EventState.PUBLISHED][:NEXT],
    )
