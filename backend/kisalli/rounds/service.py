"""A round: a programme with all that comes ready with it, or that last year's had (R4), and what goes by its clock.

The rooms above a programme bring something each, so this stands above them.
"""

from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.agreements.templates import copy_templates
from kisalli.core.caller import Caller
from kisalli.events.service import copy_events
from kisalli.materials.service import copy_materials
from kisalli.programmes import service as programmes
from kisalli.programmes.models import Programme
from kisalli.programmes.schemas import ClockIn, CopyIn, ProgrammeActOut, ProgrammeIn
from kisalli.surveys.ready import begin, copy_surveys, follow, on_time


async def create(session: AsyncSession, body: ProgrammeIn, caller: Caller) -> ProgrammeActOut:
    """Create a draft programme, with its ready surveys; guidance and agreement come with every programme.

    Raises:
        NotFound, Invalid: see `programmes.service.create`.
    """
    made = await programmes.create(session, body, caller)
    await begin(session, await session.get_one(Programme, made.id))
    return made


async def copy(session: AsyncSession, programme_id: UUID, body: CopyIn, caller: Caller) -> ProgrammeActOut:
    """Make a draft from a programme: besides its own, its surveys, events, guidance and agreement, all times moved alike.

    Raises:
        NotFound, Forbidden, Invalid: see `programmes.service.copy`.
    """
    made = await programmes.copy(session, programme_id, body, caller)
    source, new = [await session.get_one(Programme, each) for each in (programme_id, made.id)]
    first, then = [each.mentor_signup_opens.astimezone(ZoneInfo(source.zone)).date() for each in (source, new)]
    by_days = (then - first).days
    await copy_surveys(session, programme_id, made.id, by_days)
    await copy_events(session, programme_id, made.id, by_days)
    await copy_materials(session, programme_id, made.id)
    await copy_templates(session, programme_id, made.id)
    return made


async def set_clock(session: AsyncSession, programme_id: UUID, clock: ClockIn, if_match: str | None, caller: Caller) -> Programme:
    """Change the windows; ready surveys that are drafts still move along, unless somebody has given them other times.

    Raises:
        NotFound, Forbidden, Stale, PreconditionRequired, Invalid, IllegalMove: see `programmes.service`.
    """
    programme = await programmes.alone(session, programme_id, if_match, caller)
    drafts = await on_time(session, programme)  # by the clock that the change is of
    await programmes.set_clock(session, programme, clock, caller)
    follow(session, drafts, programme, caller)
    return programme
