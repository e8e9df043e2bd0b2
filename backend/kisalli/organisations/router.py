"""Routes of organisations: their name and people."""

from uuid import UUID

from fastapi import APIRouter, Response

from kisalli.core import etags
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, NotFound, PreconditionRequired, Stale
from kisalli.core.etags import IfMatch
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForAdministration
from kisalli.core.schemas import Page
from kisalli.core.tx import Tx
from kisalli.organisations import queries, service
from kisalli.organisations.errors import DomainTaken
from kisalli.organisations.schemas import MemberOut, OrganisationOut, OrganisationPatch

router = APIRouter(prefix="/organisations", tags=["organisations"])


@router.get("", operation_id="list_organisations", summary="Organisations that I work for")
async def list_organisations(
    session: Tx, me: CurrentCaller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[OrganisationOut]:
    """List the organisations that the caller works for, the oldest first."""
    rows = await queries.all_visible(session, decode_cursor(cursor, UUID), limit + 1, me)
    return page([OrganisationOut.model_validate(each) for each in rows], limit, lambda row: row.id)


@router.get("/{organisation_id}", operation_id="read_organisation", summary="An organisation", responses=problems(NotFound))
async def read_organisation(organisation_id: UUID, session: Tx, me: CurrentCaller, response: Response) -> OrganisationOut:
    """Read an organisation that the caller works for."""
    organisation = await queries.visible(session, organisation_id, me)
    etags.show(response, organisation.version)
    return OrganisationOut.model_validate(organisation)


@router.patch(
    "/{organisation_id}",
    operation_id="edit_organisation",
    summary="Change an organisation",
    responses=problems(NotFound, Forbidden, DomainTaken, Stale, PreconditionRequired),
)
async def edit_organisation(
    organisation_id: UUID, patch: OrganisationPatch, session: Tx, me: CurrentCaller, response: Response, if_match: IfMatch = None
) -> OrganisationOut:
    """Change the name of an organisation, or the domains by which sign-in knows its people; admins only."""
    organisation = await service.edit(session, organisation_id, patch, if_match, me)
    etags.show(response, organisation.version)
    return OrganisationOut.model_validate(organisation)


@router.get("/{organisation_id}/members", operation_id="list_members", summary="Who works here", responses=problems(NotFound))
async def list_members(
    organisation_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForAdministration,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[MemberOut]:
    """List the coordinators and admins of an organisation."""
    await queries.visible(session, organisation_id, me)
    rows = [
        MemberOut(person_id=person.id, name=person.name, email=person.email, role=member.role, created_at=member.created_at)
        for member, person in await queries.members(session, organisation_id, decode_cursor(cursor, UUID), limit + 1)
    ]
    shown.of_organisation(organisation_id, (row.person_id for row in rows[:limit]))
    return page(rows, limit, lambda row: row.person_id)
