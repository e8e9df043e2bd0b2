"""Profiles and participants as they are answered."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import instants
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.profiles import queries
from kisalli.profiles.models import Contact, MentorProfile
from kisalli.profiles.publishing import Profile, asked, missing, warnings
from kisalli.profiles.schemas import MenteeProfileOut, MentorProfileOut, OwnProfileOut, ParticipantOut


def shown(profile: Profile) -> MentorProfileOut | MenteeProfileOut:
    """Return a profile as others read it."""
    return (
        MentorProfileOut.model_validate(profile)
        if isinstance(profile, MentorProfile)
        else MenteeProfileOut.model_validate(profile)
    )


async def own_profile(session: AsyncSession, profile: Profile, contact: Contact | None) -> OwnProfileOut:
    """Return a profile in its owner's eyes."""
    now = await instants.now(session)
    lacking = missing(profile, contact, await asked(session, profile.participant_id))
    return OwnProfileOut(profile=shown(profile), missing=lacking, warnings=warnings(profile, now))


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which participants to list; None does not filter."""

    role: str | None = None
    state: str | None = None
    undeliverable: bool | None = None
    unmatched: bool | None = None
    q: str | None = None


async def participants(
    session: AsyncSession, programme_id: UUID, limit: int, chosen: Chosen, *, after: UUID | None = None
) -> list[ParticipantOut]:
    """Return a page of a programme's participants for its coordinators."""
    values = {"programme_id": programme_id, "id": None, "after": after, "limit": limit} | asdict(chosen)
    return [ParticipantOut.model_validate(row) for row in await session.execute(queries.LISTED, values)]


async def count(session: AsyncSession, programme_id: UUID, chosen: Chosen) -> int:
    """Return how many of a programme's participants are chosen."""
    return await session.scalar(queries.COUNTED, {"programme_id": programme_id} | asdict(chosen)) or 0


async def participant(session: AsyncSession, participant_id: UUID, caller: Caller) -> ParticipantOut:
    """Return a participant to its owner or a coordinator of the programme.

    Raises:
        NotFound: the caller is neither.
    """
    readable = await queries.require_readable(session, participant_id, caller)
    if not (readable.own or readable.coordinates):
        raise NotFound
    row = await queries.readable(session, participant_id, caller)
    values = {"programme_id": row.programme_id, "id": participant_id, "after": None, "limit": 1} | asdict(Chosen())
    return ParticipantOut.model_validate((await session.execute(queries.LISTED, values)).one())
