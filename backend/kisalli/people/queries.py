"""What is known of people."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.people.models import Affiliation


async def affiliations(session: AsyncSession, person_id: UUID) -> Sequence[Affiliation]:
    """Return what a person is at which home organisations, as their sign-in said."""
    query = select(Affiliation).where(Affiliation.person_id == person_id)
    return (await session.scalars(query.order_by(Affiliation.home_organisation, Affiliation.kind))).all()
