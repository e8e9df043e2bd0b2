"""What the routes of programmes and participants take and answer."""

from collections import Counter
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Annotated, Self, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, EmailStr, Field, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic.config import JsonDict

from kisalli.core.fields import refusal
from kisalli.core.schemas import In, Instant, Key, Language, Line, Out, Prose, domain, shown_by
from kisalli.people.models import AffiliationKind
from kisalli.programmes.admission import Bar
from kisalli.programmes.clock import Phase
from kisalli.programmes.models import Groups, MentorAdmission, ParticipantState, Role


@cache
def _known_zones() -> frozenset[str]:
    """Every time zone: looking for them reads a folder of hundreds of files, for which no call has to wait again."""
    return frozenset(available_timezones())


def _zone(name: str) -> str:
    if name not in _known_zones():
        raise refusal("time_zone", "Enter an IANA time zone such as Europe/Helsinki")
    return ZoneInfo(name).key


Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_zone)]
Labels = dict[Language, Line]
Name = Annotated[Line, Field(min_length=1)]
DateOrInstant = TypeVar("DateOrInstant", date, datetime)
FIRST_YEAR, LAST_YEAR = 2000, 2199


def _near(instant: DateOrInstant) -> DateOrInstant:
    """Refuse years that nobody means: sums with them leave what a datetime can hold."""
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise refusal("year", "Enter a year from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR)
    return instant


Moment = Annotated[Instant, AfterValidator(_near)]
Day = Annotated[date, AfterValidator(_near)]


# A round as the documentation shows it.
CLOCK: JsonDict = {
    "mentor_signup_opens": "2026-11-01T22:00:00Z",
    "mentor_signup_closes": "2027-01-06T22:00:00Z",
    "mentee_signup_opens": "2026-11-30T22:00:00Z",
    "mentee_signup_closes": "2027-01-16T22:00:00Z",
    "requests_opens": "2027-01-06T22:00:00Z",
    "requests_closes": "2027-01-16T22:00:00Z",
    "running_opens": "2027-01-17T22:00:00Z",
    "running_closes": "2027-06-15T21:00:00Z",
    "feedback_closes": "2027-06-30T21:00:00Z",
}
RULES: JsonDict = {
    "places_max": 2,
    "mentor_pending_max": 2,
    "mentee_pending_max": 1,
    "request_days": 5,
    "reminder_days": [2, 4],
    "grace_days": 1,
    "mentor_admission": "approval",
    "groups": "instead",
    "group_places_max": 5,
    "mentee_home_organisations": ["example.org"],
    "mentee_affiliations": ["student"],
    "directory_preview": True,
    "staff_may_browse": True,
    "texts_months": 6,
    "identities_months": 24,
}
VOCABULARY: JsonDict = {
    "levels": [
        {"key": "master", "label": {"en": "Master's student", "fi": "Maisteriopiskelija", "sv": "Magisterstuderande"}},
        {"key": "doctoral", "label": {"en": "Doctoral student", "fi": "Väitöskirjatutkija", "sv": "Doktorand"}},
    ],
    "fields": [{"key": "energy", "label": {"en": "Energy technology", "fi": "Energiatekniikka", "sv": "Energiteknik"}}],
    "sectors": [{"key": "industry", "label": {"en": "Industry", "fi": "Teollisuus", "sv": "Industri"}}],
    "topics": [{"key": "job_seeking", "label": {"en": "Seeking work", "fi": "Työnhaku", "sv": "Att söka jobb"}}],
}
TEXTS: JsonDict = {
    "en": {"name": "Mentoring 2027", "summary": "Half a year of conversations between a student and somebody at work."},
    "fi": {"name": "Mentorointi 2027", "summary": "Puoli vuotta keskusteluja opiskelijan ja työelämässä olevan kesken."},
    "sv": {"name": "Mentorskap 2027", "summary": "Ett halvår av samtal mellan en studerande och någon i arbetslivet."},
}


class Choice(In):
    """An entry of one of the programme's own vocabularies."""

    model_config = shown_by({"key": "energy", "label": {"en": "Energy", "fi": "Energia", "sv": "Energi"}})

    key: Key
    label: Labels


class Question(In):
    """A question of the programme's own, asked in the profiles of one role (R3)."""

    model_config = shown_by(
        {
            "key": "why_mentor",
            "role": "mentor",
            "label": {"en": "Why are you a mentor?", "fi": "Miksi olet mentori?", "sv": "Varför är du mentor?"},
        }
    )

    key: Key
    role: Role
    label: Labels = Field(description="The question, in every language of the programme.")
    required: bool = Field(default=False, description="Publishing a profile needs an answer.")


def _once_each(questions: list[Question]) -> list[Question]:
    """Refuse a key that two questions have: an answer is kept by it."""
    twice = [key for key, count in Counter(question.key for question in questions).items() if count > 1]
    if twice:
        raise refusal("key_twice", "Use each key once: {keys}", keys=", ".join(twice))
    return questions


class Clock(In):
    """A programme's windows: half-open instants `[opens, closes)`; whole days are shown inclusively (R1)."""

    model_config = shown_by(CLOCK)

    mentor_signup_opens: Moment
    mentor_signup_closes: Moment
    mentee_signup_opens: Moment | None = Field(default=None, description="Default: with the mentors'.")
    mentee_signup_closes: Moment | None = Field(default=None, description="Default: when requests close.")
    requests_opens: Moment
    requests_closes: Moment
    running_opens: Moment
    running_closes: Moment
    halfway_on: date | None = Field(default=None, description="The day of the halfway check-in, in the programme's zone.")
    feedback_closes: Moment

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Refuse a window that ends before it begins."""
        pairs = [
            ("mentor_signup", self.mentor_signup_opens, self.mentor_signup_closes),
            ("mentee_signup", self.mentee_opens, self.mentee_closes),
            ("requests", self.requests_opens, self.requests_closes),
            ("running", self.running_opens, self.running_closes),
        ]
        for name, opens, closes in pairs:
            if opens >= closes:
                raise refusal("window_order", "The window {name} ends before it starts", name=name, at=f"{name}_closes")
        if self.feedback_closes < self.running_closes:
            raise refusal("feedback_early", "Feedback closes before the programme ends", at="feedback_closes")
        return self

    @property
    def mentee_opens(self) -> Instant:
        """When mentees may sign up from."""
        return self.mentee_signup_opens or self.mentor_signup_opens

    @property
    def mentee_closes(self) -> Instant:
        """When mentees may sign up until."""
        return self.mentee_signup_closes or self.requests_closes


class ClockIn(Clock):
    """A clock as it may be set; a draft's zone changes together with the instants that its days mean there."""

    model_config = shown_by(CLOCK | {"zone": "Europe/Helsinki"})

    zone: Zone | None = Field(
        default=None, description="Another zone, while the programme is a draft; the instants stay as given."
    )


class Rules(In):
    """A programme's rules (R3). A lowered limit binds new sends only."""

    model_config = shown_by(RULES)

    places_max: Annotated[int, Field(ge=1, le=20)] = 2
    mentor_pending_max: Annotated[int, Field(ge=1, le=20)] = 2
    mentee_pending_max: Annotated[int, Field(ge=1, le=20)] = 1
    request_days: Annotated[int, Field(ge=1, le=60)] = 5
    reminder_days: Annotated[list[Annotated[int, Field(ge=1, le=60)]], Field(max_length=5)] = [2, 4]
    grace_days: Annotated[int, Field(ge=0, le=30)] = 1
    mentor_admission: MentorAdmission = MentorAdmission.APPROVAL
    groups: Groups = Field(
        default=Groups.NONE,
        description="Whether mentors may take a group (R27), and whether a mentee may be in one `beside` a pair or `instead` of "
        "one; which of these two is fixed when the programme is published.",
    )
    group_places_max: Annotated[int, Field(ge=2, le=20)] = Field(default=5, description="How many mentees a group may take.")
    mentee_home_organisations: Annotated[list[Line], Field(max_length=50)] = Field(
        default=[], description="Domains of the home organisations whose people may join as mentees; empty: of any."
    )
    mentee_affiliations: Annotated[list[Line], Field(max_length=20)] = Field(
        default=[],
        description="What mentees have to be there, one of these: `student`, `staff`, `faculty`, `employee`, `alum`, `member`, "
        "`affiliate`; empty: anything, but nobody who is on the organisation's staff and no student.",
    )
    directory_preview: bool = False
    staff_may_browse: bool = Field(default=False, description="Whether the organisation's staff may read the directory.")
    texts_months: Annotated[int, Field(ge=1, le=24)] = Field(
        default=6, description="Months after the end until notes, messages and requests' texts are deleted (R33)."
    )
    identities_months: Annotated[int, Field(ge=1, le=60)] = Field(
        default=24, description="Months after the end until people who take part in nothing else are made anonymous (R33)."
    )


class RulesIn(Rules):
    """Rules as they may be set; what was stored before a check came stays readable."""

    @field_validator("reminder_days")
    @classmethod
    def one_after_another(cls, days: list[int], info: ValidationInfo) -> list[int]:
        """Refuse reminders out of their order, twice on one day, or when the request has expired."""
        if any(later <= day for day, later in pairwise(days)):
            raise refusal("reminder_order", "List each day once, earliest first")
        request_days = info.data.get("request_days")  # absent when it is itself wrong
        if request_days is not None and days and days[-1] >= request_days:
            raise refusal("reminder_late", "Send reminders before day {days}, when a request expires", days=request_days)
        return days

    @field_validator("identities_months")
    @classmethod
    def texts_go_first(cls, months: int, info: ValidationInfo) -> int:
        """Refuse to keep texts for longer than their writers' names."""
        texts_months = info.data.get("texts_months")
        if texts_months is not None and months < texts_months:
            raise refusal(
                "retention_order", "Choose at least {months}, so that names are not deleted before texts", months=texts_months
            )
        return months

    @field_validator("mentee_home_organisations")
    @classmethod
    def by_their_domains(cls, names: list[str]) -> list[str]:
        """Refuse what no sign-in can name: nobody would be let in by it."""
        return [domain(name) for name in names]

    @field_validator("mentee_affiliations")
    @classmethod
    def known_kinds(cls, kinds: list[str]) -> list[str]:
        """Refuse what no sign-in says of anybody."""
        if not set(kinds) <= set(AffiliationKind):
            raise refusal("enum", "Choose one of these: {expected}", expected=", ".join(AffiliationKind))
        return kinds

    @model_validator(mode="after")
    def default_reminders_in_time(self) -> Self:
        """Keep of the default reminders those that come in time; nobody who shortens requests asked for the others."""
        if "reminder_days" not in self.model_fields_set:
            self.reminder_days = [day for day in self.reminder_days if day < self.request_days]
        return self


class Vocabulary(In):
    """A programme's own words: what profiles choose from and are asked."""

    model_config = shown_by(VOCABULARY)

    levels: Annotated[list[Choice], Field(max_length=20)] = []
    fields: Annotated[list[Choice], Field(max_length=200)] = []
    sectors: Annotated[list[Choice], Field(max_length=100)] = []
    topics: Annotated[list[Choice], Field(max_length=100)] = []
    questions: Annotated[list[Question], Field(max_length=20), AfterValidator(_once_each)] = []


class VocabularyIn(Vocabulary):
    """A vocabulary as it may be set; what was stored before a check came stays readable."""

    @field_validator("levels", "fields", "sectors", "topics")
    @classmethod
    def each_key_once(cls, choices: list[Choice]) -> list[Choice]:
        """Refuse a key that two entries of a list share: a profile's choice would mean both."""
        twice = [key for key, count in Counter(choice.key for choice in choices).items() if count > 1]
        if twice:
            raise refusal("key_twice", "Use each key once: {keys}", keys=", ".join(twice))
        return choices


class TextIn(In):
    """What a programme says of itself in one language."""

    model_config = shown_by(
        {
            "name": "Mentoring 2027",
            "summary": "Half a year of conversations.",
            "mentee_forms": {"singular": "actor", "plural": "actors"},
        }
    )

    name: Name
    summary: Prose = ""
    mentor_expected: Prose = ""
    mentor_not_expected: Prose = ""
    mentee_expected: Prose = ""
    next_steps: Prose = ""
    unmatched_next: Prose = ""
    mentee_forms: dict[Key, Line] = Field(default={}, max_length=30, description="The programme's word for mentee, by form.")


class TextOut(Out):
    """A text with its language."""

    language: Language
    name: str
    summary: str
    mentor_expected: str
    mentor_not_expected: str
    mentee_expected: str
    next_steps: str
    unmatched_next: str
    mentee_forms: dict[str, str]


class ProgrammeIn(In):
    """A new programme; it is a draft until it is published."""

    model_config = shown_by(
        {
            "organisation_id": "01990000-0000-7000-8000-000000000004",
            "zone": "Europe/Helsinki",
            "languages": ["en", "fi", "sv"],
            "contact_address": "mentoring@example.org",
            "clock": CLOCK,
            "rules": RULES,
            "vocabulary": VOCABULARY,
            "texts": {**TEXTS},
        }
    )

    organisation_id: UUID
    zone: Zone = "Europe/Helsinki"
    languages: Annotated[list[Language], Field(min_length=1, max_length=3)] = ["en", "fi", "sv"]
    contact_address: EmailStr
    clock: Clock
    rules: RulesIn = RulesIn()
    vocabulary: VocabularyIn = VocabularyIn()
    texts: dict[Language, TextIn]

    @model_validator(mode="after")
    def texts_in_every_language(self) -> Self:
        """Refuse a language without its texts: nobody is to read another one's by surprise."""
        missing = set(self.languages) - set(self.texts)
        if missing:
            raise refusal("texts_missing", "Texts are missing in: {languages}", languages=", ".join(sorted(missing)), at="texts")
        return self


class CopyIn(In):
    """A new round from an old one: all dates move by as many days as the mentors' sign-up does (R4)."""

    model_config = shown_by({"mentor_signup_opens": "2027-12-07", "names": {"en": "Mentoring 2028", "fi": "Mentorointi 2028"}})

    mentor_signup_opens: Day = Field(
        description="The day, in the programme's zone, on which mentors may sign up from; times of day stay."
    )
    names: dict[Language, Name] = Field(
        default={}, description="What the new round is called, by the programme's languages; without one, like the old one."
    )


class ProgrammePatch(In):
    """What to change of a programme; rules and vocabulary are replaced as wholes."""

    model_config = shown_by({"contact_address": "mentoring@example.org", "rules": RULES})

    contact_address: EmailStr | None = None
    rules: RulesIn | None = None
    vocabulary: VocabularyIn | None = None


class ClockPreviewOut(Out):
    """Whom a change of the clock touches, before it is made (R1)."""

    mentors: int = Field(description="Mentors who would be told.")
    mentees: int = Field(description="Mentees who would be told.")
    pending_requests: int = Field(description="Requests pending now.")
    released: int = Field(description="Pending requests that the new clock would release at once.")


class ProgrammeOut(Out):
    """A programme as everybody who may see it sees it."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    phase: Phase
    now: Instant = Field(description="The server's clock, for countdowns.")
    zone: str
    languages: list[Language]
    contact_address: str
    clock: Clock
    rules: Rules
    vocabulary: Vocabulary
    texts: list[TextOut]
    published_at: Instant | None
    archived_at: Instant | None
    coordinates: bool = Field(description="Whether the caller runs it.")
    browses: bool = Field(description="Whether the caller may read its directory as staff of the organisation, without asking.")
    participant: "OwnPartOut | None" = Field(description="The caller's own part in it.")


class ProgrammeState(StrEnum):
    """What publishing and archiving lead through; the phase is derived from the clock."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class ProgrammeActOut(Out):
    """A programme after an act."""

    id: UUID
    state: ProgrammeState


class SentBackOut(Out):
    """A coordinator has returned a profile to its owner."""

    at: Instant
    note: str | None = Field(description="What the coordinator wrote, also in the mail about it.")


class OwnPartOut(Out):
    """The caller's part in a programme."""

    id: UUID
    role: Role
    state: ParticipantState
    publish_until: Instant | None = Field(description="Until when a draft can be published; null once it has been.")
    sent_back: SentBackOut | None = Field(description="How a draft that was published before came to be one again.")


class Help(StrEnum):
    """What would let somebody in who may not join as things are."""

    WAIT = "wait"
    UNIVERSITY_SIGN_IN = "university_sign_in"
    INVITATION_CODE = "invitation_code"
    ORGANISERS = "organisers"


class RoleEligibilityOut(Out):
    """Whether one may join in a role; why not, and what would help, most of all first."""

    may_join: bool
    reasons: list[Bar]
    help: list[Help]
    opens: Instant
    closes: Instant


class EligibilityOut(Out):
    """Whether the caller may join a programme, as what. Degree levels are each student's own word: see the vocabulary."""

    mentor: RoleEligibilityOut
    mentee: RoleEligibilityOut
    contact_address: str = Field(description="Whom to write to.")


class InvitationIn(In):
    """An invitation for one, or a code for many."""

    model_config = shown_by({"role": "mentor", "uses": 40, "closes": "2027-01-17T22:00:00Z"})

    role: Role
    uses: Annotated[int, Field(ge=1, le=10_000)] = 1
    closes: Moment


class InvitationOut(Out):
    """A new invitation; the code is shown this once."""

    id: UUID
    code: str
    role: Role
    uses_left: int
    closes: Instant


class AuditOut(Out):
    """One row of the audit trail: ids, codes and field names, never values."""

    id: int
    at: Instant
    programme_id: UUID | None
    caller_id: UUID | None
    caller_name: str | None = Field(description="Null when nobody called, or when they are no longer known.")
    on_behalf_of: UUID | None = Field(description="The person for whom a coordinator acted.")
    on_behalf_of_name: str | None = Field(description="Null also when they are no longer known.")
    act: str
    subject: str
    subject_id: UUID
    from_state: str | None
    to_state: str | None
    details: dict[str, object]
