"""What the routes of organisations take and answer."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from kisalli.core.schemas import In, Instant, Line, Out, shown_by
from kisalli.organisations.models import MemberRole


class OrganisationPatch(In):
    """What to change of an organisation."""

    model_config = shown_by({"name": "Åbo Akademi University"})

    name: Annotated[Line, Field(min_length=1)]


class OrganisationOut(Out):
    """An organisation that the caller works for."""

    id: UUID
    name: str
    slug: str


class MemberOut(Out):
    """Somebody who works for the organisation."""

    person_id: UUID
    name: str
    email: str
    role: MemberRole
    created_at: Instant
