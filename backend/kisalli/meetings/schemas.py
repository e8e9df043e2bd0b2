"""Meetings as their members see and arrange them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, NaiveDatetime, StringConstraints
from pydantic.config import JsonDict

from kisalli.core.fields import refusal
from kisalli.core.instants import on_the_wall
from kisalli.core.schemas import In, Instant, Line, Out, Prose, shown_by
from kisalli.meetings.models import LONGEST_MINUTES, MeetingMode, MeetingState
from kisalli.programmes.schemas import Zone

MOST_TIMES = 8


def _web_address(text: str) -> str:
    """Take a link that a calendar and a browser open, and nothing that acts."""
    if text and not text.lower().startswith(("https://", "http://")):
        raise refusal("url_scheme", "Enter a web address such as https://example.org")
    return text


Minutes = Annotated[int, Field(ge=5, le=LONGEST_MINUTES)]
Link = Annotated[Line, StringConstraints(max_length=2000), AfterValidator(_web_address)]
WallTime = Annotated[
    NaiveDatetime,
    Field(
        ge=datetime(2000, 1, 1),  # noqa: DTZ001 - a clock on a wall has no zone
        lt=datetime(2100, 1, 1),  # noqa: DTZ001
        description="What the clocks of `zone` show, without an offset.",
    ),
]
Agenda = Annotated[Prose, StringConstraints(max_length=5000)]
Notes = Annotated[Prose, StringConstraints(max_length=20_000)]
PLACE: JsonDict = {"zone": "Europe/Helsinki", "minutes": 60, "mode": "remote", "link": "https://meet.example.org/linh"}


class Where(In):
    """How long a meeting lasts and where it is."""

    model_config = shown_by(PLACE)

    zone: Zone
    minutes: Minutes = 60
    mode: MeetingMode
    place: Line = ""
    link: Link = ""

    def instant(self, shown: datetime, at: str) -> datetime:
        """Return a wall time as an instant; `at` is the field it stands in.

        Raises:
            Invalid: the clocks skip it.
        """
        return on_the_wall({at: shown}, self.zone)[at]


class ProposeIn(Where):
    """One or several times to choose from."""

    model_config = shown_by({**PLACE, "starts": ["2027-02-03T16:00:00", "2027-02-04T08:30:00"], "agenda": "Your strengths"})

    starts: Annotated[list[WallTime], Field(min_length=1, max_length=MOST_TIMES)]
    agenda: Agenda = ""

    def instants(self) -> list[datetime]:
        """Return the times in UTC, each once, the earliest first.

        Raises:
            Invalid: the clocks skip one.
        """
        return sorted({self.instant(each, "starts") for each in self.starts})


class PickIn(In):
    """Which of the proposed times suits."""

    model_config = shown_by({"starts_at": "2027-02-03T14:00:00Z"})

    starts_at: Instant


class MoveIn(Where):
    """Another time or place of a planned meeting; calendars are updated."""

    model_config = shown_by({**PLACE, "start": "2027-02-05T16:00:00"})

    start: WallTime

    def starts_at(self) -> datetime:
        """Return the time in UTC.

        Raises:
            Invalid: the clocks skip it.
        """
        return self.instant(self.start, "start")


class LogIn(MoveIn):
    """A meeting that was held without having been planned here."""

    model_config = shown_by({**PLACE, "start": "2026-11-05T16:00:00", "notes": "We got to know each other."})

    notes: Notes = ""


class CancelIn(In):
    """Words for the other; may be empty."""

    model_config = shown_by({"words": "I have to travel that day. May I suggest the week after?"})

    words: Annotated[Prose, StringConstraints(max_length=1000)] = ""


class HeldIn(In):
    """How long it lasted."""

    model_config = shown_by({"minutes": 75})

    minutes: Minutes


class MeetingPatch(In):
    """Agenda and shared notes; what is left out stays."""

    model_config = shown_by({"notes": "Linh writes to two companies before we meet again."})

    agenda: Agenda | None = None
    notes: Notes | None = None


class MeetingActOut(Out):
    """A meeting after an act."""

    id: UUID
    state: MeetingState


class MeetingOut(Out):
    """A meeting of a match. Its times are instants; `zone` is the zone in which it was arranged."""

    id: UUID
    match_id: UUID
    programme_id: UUID
    state: MeetingState
    proposed_by: UUID
    times: list[Instant] = Field(description="While it is proposed: what the other may pick.")
    zone: str
    starts_at: Instant | None
    minutes: int
    mode: MeetingMode
    place: str
    link: str
    agenda: str
    notes: str
    cancelled_by: UUID | None
    words: str
    version: int
