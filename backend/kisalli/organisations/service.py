"""Changes to an organisation."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.etags import require_match
from kisalli.organisations import queries
from kisalli.organisations.models import Organisation
from kisalli.organisations.schemas import OrganisationPatch


async def edit(
    session: AsyncSession, organisation_id: UUID, patch: OrganisationPatch, if_match: str | None, caller: Caller
) -> Organisation:
    """Change an organisation's name or domains; admins only."""
    await queries.require_admin(session, organisation_id, caller)
    organisation = await session.get_one(Organisation, organisation_id, with_for_update=True)
    require_match(if_match, organisation.version)
    changes = patch.model_dump(exclude_none=True)
    for name, value in changes.items():
        setattr(organisation, name, value)
    organisation.version += 1
    row = {"organisation_id": organisation_id, "caller_id": caller.person_id, "act": "organisation_edited"}
    what = {"subject": "organisation", "subject_id": organisation_id, "details": {"fields": sorted(changes)}}
    audit.record(session, row | what)
    return organisation
