"""What the routes of organisations take and answer."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from kisalli.core.schemas import Domain, In, Instant, Line, Out, shown_by
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


class MemberOut(Out):
    """Somebody who works for the organisation."""

    person_id: UUID
    name: str
    email: str
    role: MemberRole
    created_at: Instant
