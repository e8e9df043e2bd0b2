"""What the routes of privacy take and answer."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from kisalli.core.reads import ReadPurpose
from kisalli.core.schemas import In, Instant, Line, Out, shown_by
from kisalli.organisations.models import MemberRole
from kisalli.programmes.models import Role


class ReadOut(Out):
    """One read of one's data by an organiser, who is told by role, not by name."""

    id: UUID
    at: Instant
    role: MemberRole
    operation: str = Field(description="The operation of this API by which it was read, such as `read_profile`.")
    purpose: ReadPurpose
    programme_id: UUID | None
    organisation_name: str


class Audience(StrEnum):
    """Who may read a profile: students by the directory, staff where allowed, mentors one asked, partners, organisers."""

    ORGANISERS = "organisers"
    MENTEES = "mentees"
    STAFF = "staff"
    ASKED_MENTORS = "asked_mentors"
    PARTNERS = "partners"


class AudienceOut(Out):
    """Who could read one's profile of a programme, since when and until when; `until` is null while they still may."""

    participant_id: UUID
    programme_id: UUID
    audience: Audience
    since: Instant
    until: Instant | None


class ExportOut(Out):
    """Everything that is kept about oneself, and nobody else's words."""

    made_at: Instant
    person_id: UUID
    data: dict[str, list[dict[str, Any]]] = Field(
        description="By table, as docs/privacy.md lists them; and `reads`, `audiences` and `contacts_given`."
    )
    cut: list[str] = Field(description="Lists that were longer than an export holds; the latest rows are in it.")


class EndingPartOut(Out):
    """What erasing ends in one programme."""

    programme_id: UUID
    role: Role
    pending_requests: int
    active_matches: int


class ErasePreviewOut(Out):
    """What erasing oneself would do, before it is done."""

    confirmation: str = Field(description="What to type to confirm: the address of the account.")
    signed_in_freshly: bool = Field(description="Whether this browser's sign-in is fresh enough for it.")
    parts: list[EndingPartOut]
    last_admin_of: list[str] = Field(description="Organisations that would be left without an admin; erasing is refused then.")


class EraseIn(In):
    """The typed confirmation."""

    model_config = shown_by({"confirmation": "linh@example.org"})

    confirmation: Annotated[Line, Field(min_length=1)]


class ErasedOut(Out):
    """The stored answer of an erasure's acts: the ids of the parts, or of the people, that are gone."""

    ids: list[UUID]
