"""What the routes of concerns take and answer; acts answer ids and states alone, for their answers are stored."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from kisalli.concerns.models import ConcernState
from kisalli.core.schemas import In, Instant, Out, Prose, shown_by

Words = Annotated[Prose, StringConstraints(min_length=1, max_length=5000)]
SOMEBODY = "01990000-0000-7000-8000-000000000001"
ANOTHER = "01990000-0000-7000-8000-000000000002"


class ConcernIn(In):
    """What somebody tells in confidence, about which of their matches if about any, and to whom."""

    model_config = shown_by(
        {"match_id": None, "words": "I would like to talk about how our meetings go.", "recipients": [SOMEBODY, ANOTHER]}
    )

    match_id: UUID | None = None
    words: Words
    recipients: Annotated[list[UUID], Field(max_length=50)] = Field(description="At least two of those who may be named.")


class MoreWordsIn(In):
    """What its writer adds."""

    model_config = shown_by({"words": "It has happened once more."})

    words: Words


class RecipientOut(Out):
    """Somebody who may be told."""

    person_id: UUID
    name: str
    partner: bool = Field(description="Whether they are in a match with the caller; the form names them, but not at first.")


class RecipientsOut(Out):
    """Whom the form names; with fewer than two, nothing can be told here, and it says where to turn instead."""

    recipients: list[RecipientOut]
    fewest: int
    contact_address: str


class NamedOut(Out):
    """A recipient of a concern; `reads` is false once they no longer work here."""

    person_id: UUID
    name: str
    reads: bool


class ToldOut(Out):
    """What was said, and when."""

    words: str
    at: Instant


class ConcernLineOut(Out):
    """A concern in a list, without its words."""

    id: UUID
    programme_id: UUID
    match_id: UUID | None
    state: ConcernState
    mine: bool = Field(description="Whether the caller wrote it; otherwise it is addressed to them.")
    raised_by_name: str
    raised_at: Instant
    taken_by_name: str | None
    taken_at: Instant | None
    closed_at: Instant | None


class ConcernOut(ConcernLineOut):
    """A concern with its words."""

    taken_by_me: bool
    recipients: list[NamedOut]
    told: list[ToldOut]


class ConcernActOut(Out):
    """A concern after an act."""

    id: UUID
    state: ConcernState
