"""Changes to an organisation."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.etags import require_match
from kisalli.organisations import queries
from kisalli.organisations.errors import DomainTaken
from kisalli.organisations.models import Organisation
from kisalli.organisations.schemas import OrganisationPatch

# No constraint can say that lists have nothing in common, so two who name the same domain at once come one after the other.
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('organisation.domains', 3))")


async def edit(
    session: AsyncSession, organisation_id: UUID, patch: OrganisationPatch, if_match: str | None, caller: Caller
) -> Organisation:
    """Change an organisation's name or domains; admins only.

    Raises:
        DomainTaken: another organisation has named one of the domains.
    """
    await queries.require_admin(session, organisation_id, caller)
    organisation = await session.get_one(Organisation, organisation_id, with_for_update=True)
    require_match(if_match, organisation.version)
    changes = patch.model_dump(exclude_none=True)
    if "domains" in changes:
        await _require_free(session, organisation, changes["domains"])
    for name, value in changes.items():
        setattr(organisation, name, value)
    organisation.version += 1
    row = {"organisation_id": organisation_id, "caller_id": caller.person_id, "act": "organisation_edited"}
    what = {"subject": "organisation", "subject_id": organisation_id, "details": {"fields": sorted(changes)}}
    audit.record(session, row | what)
    return organisation


async def _require_free(session: AsyncSession, organisation: Organisation, domains: Sequence[str]) -> None:
    """Require that no other organisation has named a domain: it would speak for the other's people (see docs/security.md)."""
    await session.execute(ONE_AT_A_TIME)
    taken = select(Organisation.id).where(Organisation.id != organisation.id, Organisation.domains.overlap(domains))
    if await session.scalar(taken) is not None:
        raise DomainTaken
