"""Meetings as rows; whose they are is asked in `matches.membership` before."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.meetings.models import Meeting, MeetingTime
from kisalli.meetings.schemas import MeetingOut

MATCH_OF = text("SELECT match_id FROM meeting WHERE id = :meeting_id")
OPENED = text("SELECT opened_at FROM match WHERE id = :match_id")
PEOPLE = text("""
SELECT p.person_id FROM match_member mm JOIN participant p ON p.id = mm.participant_id
 WHERE mm.match_id = :match_id AND mm.active ORDER BY p.id
""")

_TIMES = select(MeetingTime.starts_at).where(MeetingTime.meeting_id == Meeting.id).order_by(MeetingTime.starts_at)
SHOWN = select(Meeting, func.array(_TIMES.correlate(Meeting).scalar_subquery()))


async def match_of(session: AsyncSession, meeting_id: UUID) -> UUID:
    """Return the match of a meeting.

    Raises:
        NotFound: there is no such meeting.
    """
    match_id: UUID | None = await session.scalar(MATCH_OF, {"meeting_id": meeting_id})
    if match_id is None:
        raise NotFound
    return match_id


async def people_of(session: AsyncSession, match_id: UUID, *, but: Caller | None = None) -> list[UUID]:
    """Return the people who are in a match now, but for one of them."""
    people = (await session.scalars(PEOPLE, {"match_id": match_id})).all()
    return [each for each in people if but is None or each != but.person_id]


async def of_match(session: AsyncSession, match_id: UUID, limit: int, before: UUID | None = None) -> list[MeetingOut]:
    """Return meetings of a match, the latest arranged first, in one statement."""
    wanted = SHOWN.where(Meeting.match_id == match_id).order_by(Meeting.id.desc()).limit(limit)
    rows = await session.execute(wanted.where(Meeting.id < before) if before else wanted)
    return [_shown(meeting, times) for meeting, times in rows]


async def one(session: AsyncSession, meeting_id: UUID) -> MeetingOut:
    """Return a meeting that there is."""
    meeting, times = (await session.execute(SHOWN.where(Meeting.id == meeting_id))).one()
    return _shown(meeting, times)


def _shown(row: Meeting, times: list[datetime]) -> MeetingOut:
    fields = {name: getattr(row, name) for name in MeetingOut.model_fields if name != "times"}
    return MeetingOut(times=times, **fields)


async def opened_at(session: AsyncSession, match_id: UUID) -> datetime:
    """Return when a match began."""
    opened: datetime = (await session.execute(OPENED, {"match_id": match_id})).scalar_one()
    return opened
