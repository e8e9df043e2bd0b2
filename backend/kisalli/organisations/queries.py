"""What a caller may see and do in organisations; one is closed to the people of another."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import Forbidden, NotFound
from kisalli.organisations.models import MemberRole, Organisation, OrganisationMember
from kisalli.people.models import Person


def visible_to(caller: Caller) -> Select[Organisation]:
    """Select the organisations that the caller works for."""
    return (
        select(Organisation)
        .join(OrganisationMember, OrganisationMember.organisation_id == Organisation.id)
        .where(OrganisationMember.person_id == caller.person_id)
    )


async def works_for(session: AsyncSession, organisation_id: UUID, caller: Caller) -> bool:
    """Whether the caller is a coordinator or admin of the organisation."""
    return await session.get(OrganisationMember, (organisation_id, caller.person_id)) is not None


async def domains(session: AsyncSession, organisation_id: UUID) -> Sequence[str]:
    """Return the domains of an organisation: the home organisations for which it speaks."""
    return await session.scalar(select(Organisation.domains).where(Organisation.id == organisation_id)) or []


async def works_somewhere(session: AsyncSession, caller: Caller) -> bool:
    """Whether the caller works for any organisation at all."""
    found = select(OrganisationMember.organisation_id).where(OrganisationMember.person_id == caller.person_id).limit(1)
    return await session.scalar(found) is not None


async def visible(session: AsyncSession, organisation_id: UUID, caller: Caller) -> Organisation:
    """Return an organisation that the caller works for.

    Raises:
        NotFound: there is none, or it is none of the caller's.
    """
    found = await session.scalar(visible_to(caller).where(Organisation.id == organisation_id))
    if found is None:
        raise NotFound
    return found


async def require_admin(session: AsyncSession, organisation_id: UUID, caller: Caller, *, lock: bool = False) -> None:
    """Require an admin of the organisation; with `lock`, one change of its people at a time.

    Raises:
        NotFound: the caller does not work for it. Forbidden: only as a coordinator.
    """
    if lock:
        row = select(Organisation.id).where(Organisation.id == organisation_id)
        await session.execute(row.with_for_update(key_share=True))  # new programmes refer to it meanwhile
    member = await session.get(OrganisationMember, (organisation_id, caller.person_id), populate_existing=True)
    if member is None:
        raise NotFound
    if member.role != MemberRole.ADMIN:
        raise Forbidden


async def all_visible(session: AsyncSession, after: UUID | None, limit: int, caller: Caller) -> Sequence[Organisation]:
    """Return the organisations that the caller works for, those after an id, the oldest first."""
    query = visible_to(caller).order_by(Organisation.id).limit(limit)
    return (await session.scalars(query.where(Organisation.id > after) if after else query)).all()


async def members(
    session: AsyncSession, organisation_id: UUID, after: UUID | None, limit: int
) -> list[tuple[OrganisationMember, Person]]:
    """Return who works for an organisation, those after a person's id, in the order in which they first came to the service."""
    query = (
        select(OrganisationMember, Person)
        .join(Person, Person.id == OrganisationMember.person_id)
        .where(OrganisationMember.organisation_id == organisation_id)
        .order_by(OrganisationMember.person_id)
        .limit(limit)
    )
    rows = await session.execute(query.where(OrganisationMember.person_id > after) if after else query)
    return [(member, person) for member, person in rows]
