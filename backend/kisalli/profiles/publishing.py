"""R8: what publishing needs, and R3's warnings that never refuse; pure but for one read."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.errors import FieldProblem
from kisalli.profiles.models import Contact, MenteeProfile, MentorProfile
from kisalli.profiles.schemas import Warn
from kisalli.programmes.errors import ProfileIncomplete
from kisalli.programmes.models import Participant, Programme, Role

MENTOR_NEEDS = ("name", "degree", "title", "story", "topics", "languages", "meets")
MENTEE_NEEDS = ("name", "school", "level", "languages", "expectations")
SHORT_CAREER_YEARS = 4
DOCTORAL = "doctoral"

Profile = MentorProfile | MenteeProfile


def missing(profile: Profile, contact: Contact | None, questions: list[dict[str, Any]]) -> list[str]:
    """Return the names of what publishing still needs.

    `contact` stands for a confirmed contact address, `answers/KEY` for an answer to one of the role's own questions.
    """
    needs = MENTOR_NEEDS if isinstance(profile, MentorProfile) else MENTEE_NEEDS
    lacking = [name for name in needs if not getattr(profile, name)]
    lacking += [f"answers/{each['key']}" for each in questions if each["required"] and not profile.answers.get(each["key"])]
    if contact is None or contact.confirmed_at is None:
        lacking.append("contact")
    return lacking


def warnings(profile: Profile, now: datetime) -> list[Warn]:
    """Return what a mentor should think about before publishing."""
    if isinstance(profile, MenteeProfile):
        return []
    graduated = profile.graduation_year
    rules: list[tuple[Warn, Callable[[], bool]]] = [
        (Warn.SHORT_CAREER, lambda: graduated is not None and now.year - graduated < SHORT_CAREER_YEARS),
        (Warn.LIVES_ABROAD, lambda: profile.lives_abroad),
        (Warn.OUTSIDE_WORKING_LIFE, lambda: not profile.in_working_life),
        (Warn.NO_DOCTORATE, lambda: DOCTORAL in profile.seeks and not profile.doctorate),
    ]
    return [warning for warning, applies in rules if applies()]


async def load(session: AsyncSession, participant_id: UUID, role: str) -> tuple[Profile | None, Contact | None]:
    """Return a participant's profile and contact details, read afresh."""
    model: type[MentorProfile] | type[MenteeProfile] = MentorProfile if role == Role.MENTOR else MenteeProfile
    profile: Profile | None = await session.get(model, participant_id, populate_existing=True)
    contact = await session.scalar(
        select(Contact).where(Contact.participant_id == participant_id).execution_options(populate_existing=True)
    )
    return profile, contact


async def asked(session: AsyncSession, participant_id: UUID) -> list[dict[str, Any]]:
    """Return the questions that the programme asks of a participant's role."""
    programme = select(Programme.questions, Participant.role).join(Participant, Participant.programme_id == Programme.id)
    questions, role = (await session.execute(programme.where(Participant.id == participant_id))).one()
    return [question for question in questions if question["role"] == role]


async def require_publishable(session: AsyncSession, participant_id: UUID, role: str) -> None:
    """Require all that publishing needs.

    Raises:
        ProfileIncomplete: `errors` names each missing field.
    """
    profile, contact = await load(session, participant_id, role)
    lacking = missing(profile, contact, await asked(session, participant_id)) if profile is not None else ["name"]
    if lacking:
        raise ProfileIncomplete(errors=[FieldProblem(f"#/{name}", "missing", "This is required") for name in lacking])
