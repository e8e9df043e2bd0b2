"""What the routes of events take and answer."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema, field_validator, model_validator
from pydantic.config import JsonDict

from kisalli.core.fields import refusal
from kisalli.core.schemas import In, Instant, Language, Line, Out, Prose, shown_by
from kisalli.events.models import Audience, EventState, PlaceKind, Recommended, SignUpState
from kisalli.programmes.models import ParticipantState, Role

MOST_SEATS = 10_000
FIRST_YEAR, LAST_YEAR = 2000, 2199


def _wall(local: datetime) -> datetime:
    """Take a time as a clock on the wall says it; one with a zone of its own would be taken for another."""
    if local.tzinfo is not None:
        raise refusal("local_time", "Enter a local time without a time zone, such as 2027-01-28T16:00")
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise refusal("year", "Enter a year from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR)
    return local.replace(second=0, microsecond=0)


def _https(link: str) -> str:
    if not link.startswith("https://") or any(letter.isspace() for letter in link):
        raise refusal("https_url", "Enter an address that starts with https://")
    return link


# Not `date-time`, which wants an offset.
OF_A_WALL: JsonDict = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$"}
SKIPPED = (
    "In the programme's zone, without an offset. A time that the clocks skip is refused; of one that comes twice the first "
    "is meant."
)
LocalTime = Annotated[datetime, AfterValidator(_wall), WithJsonSchema(OF_A_WALL | {"description": SKIPPED})]
ShownLocal = Annotated[
    datetime,
    PlainSerializer(lambda local: local.isoformat(timespec="seconds"), return_type=str, when_used="json"),
    WithJsonSchema(OF_A_WALL),
]
Link = Annotated[Line, StringConstraints(min_length=1, max_length=200), AfterValidator(_https)]
Seats = Annotated[int, Field(ge=1, le=MOST_SEATS)]
Title = Annotated[Line, Field(min_length=1)]


class EventTextIn(In):
    """Title and description in one language; the description is Markdown."""

    model_config = shown_by({"language": "en", "title": "Briefing for students", "description": "How mentoring works."})

    language: Language
    title: Title
    description: Prose = ""


Texts = Annotated[list[EventTextIn], Field(min_length=1, max_length=3)]
Roles = Annotated[list[Role], Field(min_length=1, max_length=2)]
BRIEFING: JsonDict = {
    "texts": [{"language": "en", "title": "Briefing for students", "description": "How mentoring works, and first questions."}],
    "language": "en",
    "place_kind": "on_campus",
    "place": "Otakaari 1, hall A",
    "starts": "2027-01-28T16:00",
    "ends": "2027-01-28T18:00",
    "capacity": 80,
    "roles": ["mentee"],
    "audience": "matched",
}


def _one_of_each(texts: list[EventTextIn]) -> list[EventTextIn]:
    if len({each.language for each in texts}) < len(texts):
        raise refusal("language_twice", "Enter each language only once")
    return texts


class EventIn(In):
    """A new event, which is a draft."""

    model_config = shown_by(BRIEFING)

    texts: Annotated[Texts, AfterValidator(_one_of_each)]
    language: Annotated[Language, Field(description="In which language it is held.")]
    place_kind: PlaceKind
    place: Line = ""
    link: Annotated[Link | None, Field(description="Shown to those who have a seat.")] = None
    starts: LocalTime
    ends: LocalTime
    sign_up_closes: Annotated[LocalTime | None, Field(description="Without it, when the event begins.")] = None
    capacity: Annotated[Seats | None, Field(description="Without it, as many as want.")] = None
    roles: Roles
    audience: Audience = Audience.EVERYBODY
    recommended_for: Recommended | None = None

    @model_validator(mode="after")
    def _place_is_said(self) -> Self:
        if self.place_kind == PlaceKind.ON_CAMPUS and not self.place:
            raise refusal("place_missing", "Say where it takes place", at="place")
        return self


class EventPatch(In):
    """What is to be changed; what is not named stays. `sign_up_closes`, `capacity` and `link` may be taken away by null."""

    model_config = shown_by({"capacity": 100, "place": "Otakaari 1, hall B"})

    texts: Annotated[Texts, AfterValidator(_one_of_each)] | None = None
    language: Language | None = None
    place_kind: PlaceKind | None = None
    place: Line | None = None
    link: Link | None = None
    starts: LocalTime | None = None
    ends: LocalTime | None = None
    sign_up_closes: LocalTime | None = None
    capacity: Seats | None = None
    roles: Roles | None = None
    audience: Audience | None = None
    recommended_for: Recommended | None = None

    @field_validator("texts", "language", "place_kind", "place", "starts", "ends", "roles", "audience", mode="before")
    @classmethod
    def _not_taken_away(cls, value: object) -> object:
        if value is None:
            raise refusal("missing", "This is required")
        return value


class CancelEventIn(In):
    """Why an event is cancelled, for those who are signed up."""

    model_config = shown_by({"note": "The speaker has fallen ill. We will look for another day."})

    note: Annotated[Prose, StringConstraints(max_length=1000)] = ""


class CameIn(In):
    """Whether somebody came; null where it is not known."""

    model_config = shown_by({"came": True})

    came: bool | None


class EventActOut(Out):
    """What an act on an event came to."""

    id: UUID
    state: EventState
    version: int


class SignUpActOut(Out):
    """What an act on a sign-up came to; `position` in the waiting list, from 1."""

    id: UUID
    event_id: UUID
    state: SignUpState
    position: int | None


class DeletedEventOut(Out):
    """The draft that is gone."""

    id: UUID


class SettledOut(Out):
    """The event whose seats the worker has looked after."""

    id: UUID


class EventTitleOut(Out):
    """What an event is called in one language."""

    language: str
    title: str


class EventTextOut(EventTitleOut):
    """Title and description in one language, the description as it was written and as it is shown."""

    description: str
    html: str


class MySignUpOut(Out):
    """How the caller stands to an event: `state` without a sign-up is null; `refusal` is why they can't sign up now."""

    state: SignUpState | None
    position: int | None
    recommended: bool
    refusal: str | None


class EventItemOut(Out):
    """An event in a list. `me` is null for those who take no part. Who comes is not said, only how many."""

    id: UUID
    programme_id: UUID
    state: EventState
    titles: list[EventTitleOut]
    language: str
    place_kind: PlaceKind
    place: str
    starts: Instant
    ends: Instant
    sign_up_closes: Instant
    zone: str
    capacity: int | None
    taken: int
    waiting: int
    roles: list[Role]
    audience: Audience
    recommended_for: Recommended | None
    me: MySignUpOut | None


class EventOut(EventItemOut):
    """An event; `link` only for those who have a seat, and for coordinators. The times are also given as clocks there say."""

    texts: list[EventTextOut]
    link: str | None
    starts_local: ShownLocal
    ends_local: ShownLocal
    sign_up_closes_local: ShownLocal
    cancel_note: str
    coordinates: bool
    version: int


class AttendeeOut(Out):
    """Somebody who is signed up; `position` in the waiting list, from 1."""

    participant_id: UUID
    name: str
    role: Role
    part: ParticipantState
    state: SignUpState
    position: int | None
    came: bool | None
    signed_up_at: Instant


class AttendanceOut(Out):
    """Everybody who is signed up: those with a seat by name, then who waits, in their order."""

    event_id: UUID
    items: list[AttendeeOut]
