"""Invitations to work for an organisation: mailed by an admin, accepted once by whoever is signed in and holds the link.

The link alone gives nothing: somebody has to be signed in, in any way, and press. The address is where the mail went, no
proof of who accepts, for people sign in by other addresses than those they are known by at work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.organisations import queries
from kisalli.organisations.errors import AlreadyWorksHere, InvitationOver, TooManyInvitations
from kisalli.organisations.models import MemberInvitation, MemberRole, Organisation, OrganisationMember
from kisalli.people.models import Person
from kisalli.people.service import rights_changed

DAYS = 14
MOST = 100  # open ones of one organisation


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation offers: to work for whom, as what, until when."""

    organisation_id: UUID
    organisation_name: str
    role: MemberRole
    expires_at: datetime


async def invite(
    session: AsyncSession, organisation_id: UUID, email: str, role: MemberRole, language: str | None, caller: Caller
) -> MemberInvitation:
    """Have an invitation mailed; in the caller's own language unless another is named.

    Raises:
        TooManyInvitations: 100 are open.
    """
    await queries.require_admin(session, organisation_id, caller, lock=True)
    open_ones = select(func.count()).select_from(MemberInvitation).where(*_open(organisation_id))
    if (await session.scalar(open_ones) or 0) >= MOST:
        raise TooManyInvitations
    inviting = await session.get_one(Person, caller.person_id)
    invitation = MemberInvitation(
        id=new_id(),
        organisation_id=organisation_id,
        email=email,
        role=role,
        language=language or inviting.language,
        expires_at=await instants.now(session) + timedelta(days=DAYS),
    )
    session.add(invitation)
    tell(session, News(None, None, MessageKind.MEMBER_INVITED, invitation.id))
    _record(session, "member_invited", invitation, caller)
    await session.flush()
    await session.refresh(invitation)
    return invitation


async def open_ones(
    session: AsyncSession, organisation_id: UUID, before: UUID | None, limit: int, caller: Caller
) -> Sequence[MemberInvitation]:
    """Return the invitations that can still be accepted, those before an id, the latest first; admins only."""
    await queries.require_admin(session, organisation_id, caller)
    query = select(MemberInvitation).where(*_open(organisation_id)).order_by(MemberInvitation.id.desc()).limit(limit)
    return (await session.scalars(query.where(MemberInvitation.id < before) if before else query)).all()


async def withdraw(session: AsyncSession, organisation_id: UUID, invitation_id: UUID, caller: Caller) -> None:
    """Take an invitation back that nobody has accepted.

    Raises:
        NotFound: the organisation has no such open one.
    """
    await queries.require_admin(session, organisation_id, caller)
    mine = select(MemberInvitation).where(MemberInvitation.id == invitation_id, *_open(organisation_id)).with_for_update()
    invitation = await session.scalar(mine)
    if invitation is None:
        raise NotFound
    invitation.withdrawn_at = await instants.now(session)
    _record(session, "member_invitation_withdrawn", invitation, caller)


async def offer(session: AsyncSession, key: str, keys: Keys) -> Offer:
    """Return what the key of a mailed link offers.

    Raises:
        InvitationOver: it is over, or was never ours.
    """
    _, offered = await _offered(session, key, keys)
    return offered


async def accept(session: AsyncSession, key: str, keys: Keys, caller: Caller) -> Offer:
    """Begin to work for the organisation, as the invitation says.

    Raises:
        InvitationOver: it is over, or was never ours. AlreadyWorksHere: then it stays open for whom it was meant.
    """
    invitation, offered = await _offered(session, key, keys)
    if await queries.works_for(session, offered.organisation_id, caller):
        raise AlreadyWorksHere
    invitation.accepted_at, invitation.accepted_by = await instants.now(session), caller.person_id
    member = {"organisation_id": offered.organisation_id, "person_id": caller.person_id, "role": invitation.role}
    session.add(OrganisationMember(**member))
    rights_changed(session, caller.person_id)
    _record(session, "member_invitation_accepted", invitation, caller)
    return offered


async def _offered(session: AsyncSession, key: str, keys: Keys) -> tuple[MemberInvitation, Offer]:
    """Find an invitation that can be accepted by its key; locked, for two presses at once make one member."""
    invitation_id = keys.member_invitation_of(key)
    query = (
        select(MemberInvitation, Organisation.name)
        .join(Organisation, Organisation.id == MemberInvitation.organisation_id)
        .where(MemberInvitation.id == invitation_id, *_still_open())
        .with_for_update(of=MemberInvitation)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise InvitationOver
    invitation, name = row
    return invitation, Offer(invitation.organisation_id, name, MemberRole(invitation.role), invitation.expires_at)


def _still_open() -> tuple[ColumnElement[bool], ...]:
    over = (MemberInvitation.accepted_at.is_(None), MemberInvitation.withdrawn_at.is_(None))
    return (*over, MemberInvitation.expires_at > func.clock_timestamp())


def _open(organisation_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (MemberInvitation.organisation_id == organisation_id, *_still_open())


def _record(session: AsyncSession, act: str, invitation: MemberInvitation, caller: Caller) -> None:
    row = {"organisation_id": invitation.organisation_id, "caller_id": caller.person_id, "act": act}
    what = {"subject": "member_invitation", "subject_id": invitation.id, "details": {"role": invitation.role}}
    audit.record(session, row | what)
