"""What the routes of organisations take and answer."""

from typing import Annotated
from uuid import UUID

from pydantic import EmailStr, Field, StringConstraints

from kisalli.core.schemas import Domain, In, Instant, Language, Line, Out, shown_by
from kisalli.organisations.models import MemberRole

DOMAINS = "The domains by which sign-in names it as somebody's home organisation; its staff are known by them."


class OrganisationPatch(In):
    """What to change of an organisation."""

    model_config = shown_by({"name": "Åbo Akademi University"}, {"domains": ["example.org"]})

    name: Annotated[Line, Field(min_length=1)] | None = None
    domains: Annotated[list[Domain], Field(max_length=20)] | None = Field(default=None, description=DOMAINS)


class OrganisationOut(Out):
    """An organisation that the caller works for."""

    id: UUID
    name: str
    slug: str
    domains: list[str] = Field(description=DOMAINS)


class MemberPatch(In):
    """What somebody who works for the organisation is to be."""

    model_config = shown_by({"role": "admin"})

    role: MemberRole


class MemberInvitationIn(In):
    """Whom to invite, as what, and in which language to write; the caller's own if none is named."""

    model_config = shown_by({"email": "linh@example.org", "role": "coordinator", "language": "fi"})

    email: EmailStr
    role: MemberRole
    language: Language | None = None


class MemberInvitationOut(Out):
    """An invitation that nobody has accepted yet."""

    id: UUID
    email: str
    role: MemberRole
    language: Language
    expires_at: Instant
    created_at: Instant


class InvitationKeyIn(In):
    """The key of a mailed link."""

    model_config = shown_by({"key": "AZrQ…"})

    key: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class OfferOut(Out):
    """What an invitation offers."""

    organisation_id: UUID
    organisation_name: str
    role: MemberRole
    expires_at: Instant


class MemberOut(Out):
    """Somebody who works for the organisation; `service` marks a service account, which has no address."""

    person_id: UUID
    name: str
    email: str
    role: MemberRole
    service: bool
    created_at: Instant
