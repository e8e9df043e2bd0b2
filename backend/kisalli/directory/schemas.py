"""What the directory answers: cards shared by all who may ask, and one student's own overlay."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kisalli.core.schemas import In, Instant, Out, shown_by
from kisalli.profiles.fit import Reason
from kisalli.profiles.schemas import MentorProfileOut


class Window(StrEnum):
    """What the directory shows now: nothing yet, a preview, those who may be asked, nothing any more."""

    BEFORE = "before"
    PREVIEW = "preview"
    OPEN = "open"
    CLOSED = "closed"


class Hidden(StrEnum):
    """Why a mentor is not in a directory; coordinators see it. The second half holds for one student."""

    NOT_ACTIVE = "not_active"
    NO_FREE_PLACE = "no_free_place"
    MAX_PENDING = "max_pending"
    WINDOW = "window"

    LEVEL = "level"
    DECLINED = "declined"
    EXPIRED = "expired"
    MATCHED = "matched"
    PARTED = "parted"


class MentorCardOut(Out):
    """A mentor in a list; the long story comes with the mentor's own page."""

    id: UUID = Field(description="The mentor's participant id.")
    name: str
    title: str
    employer: str
    headline: str
    degree: str
    field: str | None
    sector: str | None
    topics: list[str]
    languages: list[str]
    seeks: list[str]
    meets: list[str]
    place: str
    newcomers: bool
    doctorate: bool
    outside_academia: bool


class DirectoryOut(Out):
    """Everybody who may be asked now, at most a second old (R12)."""

    programme_id: UUID
    window: Window
    opens: Instant
    closes: Instant
    items: list[MentorCardOut]


class FitOut(Out):
    """How well a mentor fits, 0–100, and why; codes that the reader's side puts into words."""

    mentor_id: UUID
    score: int
    reasons: list[Reason]
    against: list[Reason]


class SavedOut(Out):
    """A saved mentor, in the student's own order."""

    mentor_id: UUID
    name: str
    tell_me: bool
    available: bool


class OverlayOut(Out):
    """What is one student's own. `mentors` stand in the student's fair order: stable for one, different between two."""

    mentors: list[FitOut]
    hidden: list[UUID] = Field(description="In the shared directory, but not for this student (R10).")
    saved: list[SavedOut]


class SavedIn(In):
    """A mentor to keep in mind."""

    model_config = shown_by({"mentor_id": "01990000-0000-7000-8000-000000000001", "tell_me": True})

    mentor_id: UUID
    tell_me: bool = Field(default=False, description="One mail when the mentor has room again; not kept while they have.")


class SavedListIn(In):
    """The whole list, in order; it replaces the old one."""

    model_config = shown_by(
        {
            "items": [
                {"mentor_id": "01990000-0000-7000-8000-000000000001", "tell_me": True},
                {"mentor_id": "01990000-0000-7000-8000-000000000002"},
            ]
        }
    )

    items: Annotated[list[SavedIn], Field(max_length=50)]


class FoundOut(Out):
    """A mentor found by search; `hidden` is for coordinators, empty when the mentor may be asked.

    Score and reasons are those of the student who searches, or whom a coordinator searches for.
    """

    mentor: MentorCardOut
    score: int | None
    reasons: list[Reason]
    against: list[Reason]
    hidden: list[Hidden]


class MentorOut(Out):
    """A mentor's own page."""

    profile: MentorProfileOut
    available: bool = Field(
        description="Whether the mentor may be asked now, by the caller where they are a student, as far as is known."
    )
    score: int | None
    reasons: list[Reason]
    against: list[Reason]


class Sort(StrEnum):
    """How search sorts."""

    FIT = "fit"
    FAIR = "fair"
    NAME = "name"
