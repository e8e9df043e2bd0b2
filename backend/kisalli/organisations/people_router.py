"""Routes of who works for an organisation: roles, and invitations."""

from uuid import UUID

from fastapi import APIRouter, Request

from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import CsrfFailed, Forbidden, NotFound
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForAdministration
from kisalli.core.schemas import Page
from kisalli.core.tx import Tx
from kisalli.organisations import invitations, members, queries
from kisalli.organisations.errors import AlreadyWorksHere, InvitationOver, LastAdmin, TooManyInvitations
from kisalli.organisations.models import OrganisationMember
from kisalli.organisations.schemas import (
    InvitationKeyIn,
    MemberInvitationIn,
    MemberInvitationOut,
    MemberOut,
    MemberPatch,
    OfferOut,
)
from kisalli.people.models import Person

router = APIRouter(tags=["organisations"])

ORGANISATION = "/organisations/{organisation_id}"


@router.get(f"{ORGANISATION}/members", operation_id="list_members", summary="Who works here", responses=problems(NotFound))
async def list_members(
    organisation_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForAdministration,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[MemberOut]:
    """List the coordinators and admins of an organisation, its service accounts among them."""
    await queries.visible(session, organisation_id, me)
    rows = await queries.members(session, organisation_id, decode_cursor(cursor, UUID), limit + 1)
    shown.of_organisation(organisation_id, (person.id for _, person in rows[:limit]))
    return page([_member(*row) for row in rows], limit, lambda row: row.person_id)


@router.patch(
    f"{ORGANISATION}/members/{{person_id}}",
    operation_id="change_member_role",
    summary="Change somebody's role",
    responses=problems(CsrfFailed, Forbidden, NotFound, LastAdmin),
)
async def change_member_role(
    organisation_id: UUID, person_id: UUID, patch: MemberPatch, session: Tx, me: CurrentCaller
) -> MemberOut:
    """Make somebody who works here a coordinator or an admin, from their next call on; admins only."""
    return _member(*await members.change_role(session, organisation_id, person_id, patch.role, me))


@router.delete(
    f"{ORGANISATION}/members/{{person_id}}",
    operation_id="remove_member",
    summary="End somebody's work here",
    status_code=204,
    responses=problems(CsrfFailed, Forbidden, NotFound, LastAdmin),
)
async def remove_member(organisation_id: UUID, person_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """End somebody's work for the organisation, from their next call on; admins only."""
    await members.remove(session, organisation_id, person_id, me)


@router.get(
    f"{ORGANISATION}/invitations",
    operation_id="list_member_invitations",
    summary="Open invitations to work here",
    responses=problems(Forbidden, NotFound),
)
async def list_member_invitations(
    organisation_id: UUID, session: Tx, me: CurrentCaller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[MemberInvitationOut]:
    """List the invitations that nobody has accepted yet, the latest first; admins only."""
    rows = await invitations.open_ones(session, organisation_id, decode_cursor(cursor, UUID), limit + 1, me)
    return page([MemberInvitationOut.model_validate(row) for row in rows], limit, lambda row: row.id)


@router.post(
    f"{ORGANISATION}/invitations",
    operation_id="invite_member",
    summary="Invite somebody to work here",
    status_code=201,
    responses=problems(CsrfFailed, Forbidden, NotFound, TooManyInvitations),
)
async def invite_member(organisation_id: UUID, body: MemberInvitationIn, session: Tx, me: CurrentCaller) -> MemberInvitationOut:
    """Mail somebody a link that makes them a coordinator or an admin once they are signed in and accept; admins only."""
    invitation = await invitations.invite(session, organisation_id, body.email, body.role, body.language, me)
    return MemberInvitationOut.model_validate(invitation)


@router.delete(
    f"{ORGANISATION}/invitations/{{invitation_id}}",
    operation_id="withdraw_member_invitation",
    summary="Withdraw an invitation",
    status_code=204,
    responses=problems(CsrfFailed, Forbidden, NotFound),
)
async def withdraw_member_invitation(organisation_id: UUID, invitation_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Take an invitation back that nobody has accepted yet; admins only."""
    await invitations.withdraw(session, organisation_id, invitation_id, me)


@router.post(
    "/member-invitations/read",
    operation_id="read_member_invitation",
    summary="What an invitation offers",
    responses=problems(InvitationOver),
)
async def read_member_invitation(body: InvitationKeyIn, request: Request, session: Tx) -> OfferOut:
    """Say what the key of a mailed link offers, to whoever holds it."""
    return OfferOut.model_validate(await invitations.offer(session, body.key, request.app.state.keys))


@router.post(
    "/member-invitations/accept",
    operation_id="accept_member_invitation",
    summary="Accept an invitation to work for an organisation",
    responses=problems(CsrfFailed, InvitationOver, AlreadyWorksHere),
)
async def accept_member_invitation(body: InvitationKeyIn, request: Request, session: Tx, me: CurrentCaller) -> OfferOut:
    """Begin to work for the organisation, as the invitation says; once."""
    return OfferOut.model_validate(await invitations.accept(session, body.key, request.app.state.keys, me))


def _member(member: OrganisationMember, person: Person) -> MemberOut:
    return MemberOut(
        person_id=person.id,
        name=person.name,
        email=person.email,
        role=member.role,
        service=person.service,
        created_at=member.created_at,
    )
