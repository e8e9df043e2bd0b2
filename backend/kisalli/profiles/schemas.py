"""Taking part, profiles and contact details. Nothing that other participants read holds an address or a phone (R7)."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import EmailStr, Field, HttpUrl, PlainSerializer, StringConstraints

from kisalli.core.schemas import In, Instant, Key, Line, Out, Prose, SpokenLanguage, shown_by
from kisalli.programmes.models import ParticipantState, Role


class MeetingWay(StrEnum):
    """How a mentor is ready to meet."""

    ON_SITE = "on_site"
    REMOTE = "remote"


Link = Annotated[HttpUrl, PlainSerializer(str, return_type=str)]
Keys = Annotated[list[Key], Field(max_length=30)]
Languages = Annotated[list[SpokenLanguage], Field(max_length=20)]
Answer = Annotated[Prose, StringConstraints(max_length=2000)]
Answers = Annotated[
    dict[Key, Answer], Field(max_length=20, description="Answers to the programme's own questions, by the question's key.")
]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9 ()-]{5,30}$", strip_whitespace=True)]


class MentorProfileIn(In):
    """A mentor's profile; a draft may lack anything, publishing says what is needed (R5, R8)."""

    model_config = shown_by(
        {
            "role": "mentor",
            "name": "Maija Virtanen",
            "degree": "MSc (Technology)",
            "field": "energy",
            "institution": "Aalto University",
            "graduation_year": 2009,
            "outside_academia": True,
            "title": "Head of grid planning",
            "employer": "Helen",
            "sector": "energy",
            "headline": "From a thesis about heat pumps to the power grid of a city",
            "story": "I began as a summer trainee in a control room and stayed for the people.",
            "topics": ["leadership", "job_seeking"],
            "languages": ["fi", "sv", "en"],
            "seeks": ["master"],
            "meets": ["on_site", "remote"],
            "place": "Helsinki",
            "newcomers": True,
            "link": "https://www.example.org/maija",
            "answers": {"why": "Somebody listened to me once, and I want to pass it on."},
        }
    )

    role: Literal["mentor"]
    name: Line = ""
    degree: Line = ""
    field: Key | None = None
    institution: Line = ""
    graduation_year: Annotated[int, Field(ge=1930, le=2100)] | None = None
    doctorate: bool = False
    outside_academia: bool = False
    title: Line = ""
    employer: Line = ""
    sector: Key | None = None
    in_working_life: bool = True
    lives_abroad: bool = False
    headline: Line = ""
    story: Prose = ""
    topics: Keys = []
    languages: Languages = []
    seeks: Keys = Field(default=[], description="Levels of study the mentor seeks; empty: any.")
    meets: Annotated[list[MeetingWay], Field(max_length=2)] = []
    place: Line = ""
    newcomers: bool = Field(default=False, description="Knows newcomers' questions about Finnish working life.")
    link: Link | None = None
    answers: Answers = {}


class MenteeProfileIn(In):
    """A mentee's profile (R6)."""

    model_config = shown_by(
        {
            "role": "mentee",
            "name": "Oskari Lindqvist",
            "school": "School of Engineering",
            "field": "energy",
            "level": "master",
            "stage": "Second year, thesis ahead",
            "languages": ["sv", "en"],
            "topics": ["job_seeking"],
            "sectors": ["energy"],
            "expectations": "To hear how others chose between research and industry.",
            "goals": "Three conversations with people whose work I could do.",
            "interests": "Power systems, heat storage",
            "place": "Espoo",
            "exchange_until": "2027-05-31",
        }
    )

    role: Literal["mentee"]
    name: Line = ""
    school: Line = ""
    field: Key | None = None
    level: Key | None = None
    stage: Line = ""
    languages: Languages = []
    topics: Keys = []
    sectors: Keys = []
    expectations: Prose = ""
    goals: Prose = ""
    interests: Prose = ""
    place: Line = ""
    exchange_until: date | None = None
    answers: Answers = {}


ProfileIn = Annotated[MentorProfileIn | MenteeProfileIn, Field(discriminator="role")]


class Warn(StrEnum):
    """What a mentor should know before publishing; never a refusal (R3)."""

    SHORT_CAREER = "short_career"
    LIVES_ABROAD = "lives_abroad"
    OUTSIDE_WORKING_LIFE = "outside_working_life"
    NO_DOCTORATE = "no_doctorate"


class MentorProfileOut(Out):
    """A mentor's profile as mentees read it."""

    role: Literal["mentor"] = "mentor"
    participant_id: UUID
    name: str
    degree: str
    field: str | None
    institution: str
    graduation_year: int | None
    doctorate: bool
    outside_academia: bool
    title: str
    employer: str
    sector: str | None
    in_working_life: bool
    lives_abroad: bool
    headline: str
    story: str
    topics: list[str]
    languages: list[str]
    seeks: list[str]
    meets: list[MeetingWay]
    place: str
    newcomers: bool
    link: str | None
    answers: dict[str, str]


class MenteeProfileOut(Out):
    """A mentee's profile as its mentor, the mentor asked and coordinators read it."""

    role: Literal["mentee"] = "mentee"
    participant_id: UUID
    name: str
    school: str
    field: str | None
    level: str | None
    stage: str
    languages: list[str]
    topics: list[str]
    sectors: list[str]
    expectations: str
    goals: str
    interests: str
    place: str
    exchange_until: date | None
    answers: dict[str, str]


ProfileOut = Annotated[MentorProfileOut | MenteeProfileOut, Field(discriminator="role")]


class OwnProfileOut(Out):
    """A profile in its owner's eyes, with what is missing and what to think about."""

    profile: ProfileOut
    missing: list[str] = Field(description="Fields that publishing needs.")
    warnings: list[Warn]


class ContactIn(In):
    """What a match will disclose, as a whole; entering the address in force again takes back a new one that waits."""

    model_config = shown_by({"email": "maija.virtanen@example.org", "phone": "+358 40 123 4567"})

    email: EmailStr
    phone: Phone | None = None


class ContactOut(Out):
    """One's own contact details; nobody else's ever have this form."""

    email: str
    phone: str | None
    confirmed_at: Instant | None
    next_email: str | None = Field(description="A new address that waits for its code; until then `email` stays in force.")


class ConfirmIn(In):
    """The code from the mail."""

    model_config = shown_by({"code": "123 456"})

    code: Annotated[str, StringConstraints(pattern=r"^[0-9 ]{6,9}$")]


class JoinIn(In):
    """Taking part: as what, with which invitation, and from which earlier profile."""

    model_config = shown_by({"role": "mentee"}, {"role": "mentor", "invitation": "k3V9xQ2mTz7LwB4c"})

    role: Role
    invitation: Annotated[str, Field(min_length=8, max_length=100)] | None = None
    profile_from: UUID | None = Field(
        default=None,
        description="One's own participant in another programme, in the same role: naming it agrees to carry that profile over.",
    )


class ParticipantOut(Out):
    """A participant in the coordinators' list and in their own eyes; no address of theirs is in it (R7)."""

    id: UUID
    programme_id: UUID
    role: Role
    state: ParticipantState
    name: str
    places: int | None
    active_matches: int = Field(description="Running ones; each takes a place of a mentor's.")
    gathering: int = Field(description="Groups among them that nobody has joined yet.")
    pending_requests: int
    approved_at: Instant | None
    published_at: Instant | None
    undeliverable: bool = Field(description="The last mail to this person's address could not be delivered.")


class ParticipantActOut(Out):
    """A participant after an act."""

    id: UUID
    state: ParticipantState
