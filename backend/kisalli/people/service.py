"""Changes to what a person may do."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.people.models import AccessChange


async def rights_changed(session: AsyncSession, person_id: UUID, session_id: UUID | None = None) -> None:
    """Make every process forget, right after the commit, what it kept about a person or one of their sessions."""
    session.add(AccessChange(person_id=person_id, session_id=session_id))
    session.info["news"] = True
