"""Matches as their members and the coordinators see them."""

from uuid import UUID

from pydantic import Field

from kisalli.core.schemas import Instant, Out
from kisalli.matches.models import EndReason, MatchKind, MatchState
from kisalli.programmes.models import Role


class ContactCardOut(Out):
    """Another member's contact details, as they were when both said yes."""

    name: str
    email: str
    phone: str | None


class MatchMemberOut(Out):
    """A member; `contact` is filled for the other members alone, while the match is active (I7)."""

    participant_id: UUID
    role: Role
    name: str
    contact: ContactCardOut | None
    shares_contact: bool = Field(description="Whether this mentee shares contacts with a group's other mentees who do.")


class MatchOut(Out):
    """A match with its members."""

    id: UUID
    programme_id: UUID
    kind: MatchKind
    theme: str | None = Field(description="What a group is about.")
    state: MatchState
    opened_at: Instant
    ended_at: Instant | None
    end_reason: EndReason | None
    farewell: str | None
    members: list[MatchMemberOut]


class DisclosureOut(Out):
    """A row of the ledger: whose contact details went to whom, when and which."""

    id: UUID
    match_id: UUID
    owner_name: str
    receiver_name: str
    mine: bool
    fields: list[str]
    at: Instant
