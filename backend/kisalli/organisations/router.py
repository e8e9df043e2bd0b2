"""Routes of organisations: their name and people."""

from uuid import UUID

from fastapi import APIRouter, Response

from kisalli.core import etags
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, NotFound, PreconditionRequired, Stale
from kisalli.core.etags import IfMatch
from kisalli.core.problem import problems
from kisalli.core.tx import Tx
from kisalli.organisations import queries, service
from kisalli.organisations.schemas import MemberOut, OrganisationOut, OrganisationPatch

router = APIRouter(prefix="/organisations", tags=["organisations"])


@router.get("", operation_id="list_organisations", summary="Organisations that I work for")
async def list_organisations(session: Tx, me: CurrentCaller) -> list[OrganisationOut]:
    """List the organisations that the caller works for; nobody works for many."""
    return [OrganisationOut.model_validate(each) for each in await session.scalars(queries.visible_to(me))]


@router.get("/{organisation_id}", operation_id="read_organisation", summary="An organisation", responses=problems(NotFound))
async def read_organisation(organisation_id: UUID, session: Tx, me: CurrentCaller, response: Response) -> OrganisationOut:
    """Read an organisation that the caller works for."""
    organisation = await queries.visible(session, organisation_id, me)
    etags.show(response, organisation.version)
    return OrganisationOut.model_validate(organisation)


@router.patch(
    "/{organisation_id}",
    operation_id="edit_organisation",
    summary="Rename an organisation",
    responses=problems(NotFound, Forbidden, Stale, PreconditionRequired),
)
async def edit_organisation(
    organisation_id: UUID, patch: OrganisationPatch, session: Tx, me: CurrentCaller, response: Response, if_match: IfMatch = None
) -> OrganisationOut:
    """Rename an organisation; admins only."""
    organisation = await service.edit(session, organisation_id, patch, if_match, me)
    etags.show(response, organisation.version)
    return OrganisationOut.model_validate(organisation)


@router.get("/{organisation_id}/members", operation_id="list_members", summary="Who works here", responses=problems(NotFound))
async def list_members(organisation_id: UUID, session: Tx, me: CurrentCaller) -> list[MemberOut]:
    """List the coordinators and admins of an organisation."""
    await queries.visible(session, organisation_id, me)
    return [
        MemberOut(person_id=person.id, name=person.name, email=person.email, role=member.role, created_at=member.created_at)
        for member, person in await queries.members(session, organisation_id)
    ]
