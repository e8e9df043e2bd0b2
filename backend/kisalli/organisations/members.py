"""Who works for an organisation: their roles, and the end of it. Admins alone change either, one at a time."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.organisations import queries
from kisalli.organisations.errors import LastAdmin
from kisalli.organisations.models import MemberRole, OrganisationMember
from kisalli.people.models import Person
from kisalli.people.service import rights_changed


async def change_role(
    session: AsyncSession, organisation_id: UUID, person_id: UUID, role: MemberRole, caller: Caller
) -> tuple[OrganisationMember, Person]:
    """Make somebody who works here a coordinator or an admin; it counts from their next call.

    Raises:
        NotFound: they don't work here. LastAdmin: nobody else is an admin.
    """
    member, person = await _locked(session, organisation_id, person_id, caller)
    before = member.role
    if before == MemberRole.ADMIN and role != MemberRole.ADMIN:
        await _require_another_admin(session, organisation_id, person_id)
    member.role = role
    _changed(session, "member_role_changed", member, caller, from_state=before, to_state=role)
    return member, person


async def remove(session: AsyncSession, organisation_id: UUID, person_id: UUID, caller: Caller) -> None:
    """End somebody's work for the organisation; they keep their account. It counts from their next call.

    Raises:
        NotFound: they don't work here. LastAdmin: nobody else is an admin.
    """
    member, _ = await _locked(session, organisation_id, person_id, caller)
    if member.role == MemberRole.ADMIN:
        await _require_another_admin(session, organisation_id, person_id)
    await session.delete(member)
    _changed(session, "member_removed", member, caller, from_state=member.role)


async def _locked(
    session: AsyncSession, organisation_id: UUID, person_id: UUID, caller: Caller
) -> tuple[OrganisationMember, Person]:
    """Return a member, of whom nobody else changes anything now. Service accounts have pages of their own."""
    await queries.require_admin(session, organisation_id, caller, lock=True)
    member = await session.get(OrganisationMember, (organisation_id, person_id), populate_existing=True)
    person = await session.get(Person, person_id) if member else None
    if member is None or person is None or person.service:
        raise NotFound
    return member, person


async def _require_another_admin(session: AsyncSession, organisation_id: UUID, person_id: UUID) -> None:
    others = (
        select(func.count())
        .select_from(OrganisationMember)
        .join(Person, Person.id == OrganisationMember.person_id)
        .where(
            OrganisationMember.organisation_id == organisation_id,
            OrganisationMember.role == MemberRole.ADMIN,
            OrganisationMember.person_id != person_id,
            Person.disabled_at.is_(None),
        )
    )
    if not await session.scalar(others):
        raise LastAdmin


def _changed(session: AsyncSession, act: str, member: OrganisationMember, caller: Caller, **states: str) -> None:
    rights_changed(session, member.person_id)
    row = {"organisation_id": member.organisation_id, "caller_id": caller.person_id, "act": act}
    audit.record(session, row | {"subject": "person", "subject_id": member.person_id} | states)
