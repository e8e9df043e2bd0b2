"""What the routes of surveys take and answer."""

from collections import Counter
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, PlainValidator, StrictBool, StrictInt, WithJsonSchema, model_validator
from pydantic.config import JsonDict

from kisalli.core.fields import refusal
from kisalli.core.schemas import LONG_TEXT, In, Instant, Key, Language, Line, Out, Prose, clean, shown_by
from kisalli.programmes.models import Role
from kisalli.surveys.models import SurveyAudience, SurveyKind, SurveyQuestionKind, SurveyState

CHOICES = frozenset({SurveyQuestionKind.ONE, SurveyQuestionKind.SEVERAL})
STEPS = 5
MOST_OPTIONS = 30

Tongue = Literal["en", "fi", "sv"]  # whose types clients know, where a pattern tells them nothing
Titles = Annotated[dict[Tongue, Line], Field(description="By language.")]
Words = Annotated[dict[Tongue, Prose], Field(description="By language.")]
Roles = Annotated[list[Role], Field(min_length=1, max_length=2), AfterValidator(lambda roles: sorted(set(roles)))]
Days = Annotated[list[Annotated[int, Field(ge=1, le=90)]], Field(max_length=5), AfterValidator(lambda days: sorted(set(days)))]
QUESTION: JsonDict = {
    "key": "going",
    "kind": "scale",
    "required": True,
    "label": {"en": "How is it going?", "fi": "Miten sujuu?", "sv": "Hur går det?"},
    "low": {"en": "Badly", "fi": "Huonosti", "sv": "Dåligt"},
    "high": {"en": "Well", "fi": "Hyvin", "sv": "Bra"},
}
SURVEY: JsonDict = {
    "anonymous": True,
    "roles": ["mentee"],
    "audience": "matched",
    "opens_at": "2027-04-01T06:00:00Z",
    "closes_at": "2027-04-15T21:00:00Z",
    "title": {"en": "Halfway", "fi": "Puolivälissä", "sv": "Halvvägs"},
    "questions": [QUESTION],
}


class SurveyOption(In):
    """One of a question's choices."""

    model_config = shown_by({"key": "often", "label": {"en": "Often", "fi": "Usein", "sv": "Ofta"}})

    key: Key
    label: Titles


class SurveyQuestion(In):
    """A question; a draft's may lack words, a published one's stand in every language of the programme."""

    model_config = shown_by(QUESTION)

    key: Key
    kind: SurveyQuestionKind
    required: bool = False
    label: Titles
    help: Titles = {}
    options: Annotated[list[SurveyOption], Field(max_length=MOST_OPTIONS)] = []
    steps: Annotated[int, Field(ge=3, le=7)] = Field(default=STEPS, description="Of a scale: from 1 to this.")
    low: Titles = Field(default={}, description="What the lower end of a scale means.")
    high: Titles = Field(default={}, description="What its upper end means.")

    @model_validator(mode="after")
    def fits_its_kind(self) -> "SurveyQuestion":
        """Refuse choices of a question that has none, and a choice that is there twice."""
        if self.options and self.kind not in CHOICES:
            raise refusal("no_options", "A question of this kind has no choices", at="options")
        twice = [key for key, count in Counter(each.key for each in self.options).items() if count > 1]
        if twice:
            raise refusal("key_twice", "Use each key once: {keys}", at="options", keys=", ".join(twice))
        return self


def _once_each(questions: list[SurveyQuestion]) -> list[SurveyQuestion]:
    twice = [key for key, count in Counter(each.key for each in questions).items() if count > 1]
    if twice:
        raise refusal("key_twice", "Use each key once: {keys}", keys=", ".join(twice))
    return questions


Questions = Annotated[list[SurveyQuestion], Field(max_length=60), AfterValidator(_once_each)]


class SurveyIn(In):
    """A new survey, a draft that may still lack anything but whom it asks."""

    model_config = shown_by(SURVEY)

    anonymous: bool = True
    roles: Roles = [Role.MENTEE, Role.MENTOR]
    audience: SurveyAudience = SurveyAudience.MATCHED
    opens_at: Instant | None = None
    closes_at: Instant | None = None
    reminder_days: Days = Field(default=[4, 10], description="How many days after the opening those who have not answered hear.")
    help: bool = Field(default=False, description="Whether the form offers to ask the coordinators for help, apart from it.")
    title: Titles = {}
    intro: Words = {}
    questions: Questions = []

    @model_validator(mode="after")
    def opens_before_it_closes(self) -> "SurveyIn":
        """Refuse a window that ends before it begins."""
        if self.opens_at and self.closes_at and self.opens_at >= self.closes_at:
            raise refusal("closes_first", "The closing time has to be after the opening time", at="closes_at")
        return self


class SurveyPatch(In):
    """What of a survey to change; what is left out stays."""

    model_config = shown_by({"closes_at": "2027-04-22T21:00:00Z"})

    anonymous: bool = True
    roles: Roles = [Role.MENTEE, Role.MENTOR]
    audience: SurveyAudience = SurveyAudience.MATCHED
    opens_at: Instant | None = None
    closes_at: Instant | None = None
    reminder_days: Days = []
    help: bool = False
    title: Titles = {}
    intro: Words = {}
    questions: Questions = []


class SurveyCopyIn(In):
    """Which survey to copy: of this programme, or of another that the caller coordinates."""

    model_config = shown_by({"survey_id": "01990000-0000-7000-8000-000000000000"})

    survey_id: UUID


class SurveyActOut(Out):
    """What became of a survey."""

    id: UUID
    state: SurveyState


def _value(given: object) -> object:
    """Take a value of any of the kinds; which of them a question wants is seen with the question."""
    if isinstance(given, bool | int):
        return given
    if isinstance(given, str):
        words = clean(given.strip())
        if len(words) > LONG_TEXT:
            raise refusal("string_too_long", "Write at most {max_length} characters", max_length=LONG_TEXT)
        return words
    if isinstance(given, list) and len(given) <= MOST_OPTIONS and all(isinstance(each, str) for each in given):
        return given
    raise refusal("value", "This is not valid")


Value = Annotated[
    Any,
    PlainValidator(_value),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "boolean"},
                {"type": "integer"},
                {"type": "string", "maxLength": LONG_TEXT},
                {"type": "array", "maxItems": MOST_OPTIONS, "items": {"type": "string", "maxLength": 40}},
            ],
            "description": "True or false, a number, words or a choice's key, several keys: as the question's kind says.",
        }
    ),
]


class SurveyAnswerIn(In):
    """A filled-in form. An unanswered question is left out."""

    model_config = shown_by({"anonymous": True, "language": "en", "answers": {"going": 4}})

    anonymous: bool = Field(description="What the form said of it; refused when that is not so any more.")
    language: Language = Field(description="In which it was filled in.")
    answers: Annotated[dict[Key, Value], Field(max_length=60)]


class SurveyAnsweredOut(Out):
    """An answer was taken; nothing of it is told again."""

    answered: Literal[True]


class LaterConsentIn(In):
    """Agreeing to be asked half a year after the end: to which version, read in which language."""

    model_config = shown_by({"version": 1, "language": "en"})

    version: Annotated[int, Field(ge=1, le=10_000)]
    language: Language


class LaterConsentOut(Out):
    """Where one stands in one programme: asked for the consent now, or having given it."""

    participant_id: UUID
    programme_id: UUID
    given_at: Instant | None = Field(description="Null: not given, or taken back.")
    asked: bool = Field(description="Whether it can be given now: the end has come, and there is something to agree to.")
    opens_at: Instant | None = Field(description="When the survey opens, where that is settled.")


class LaterConsentsOut(Out):
    """What one agrees to by it, in the wording that is in force, and the programmes in which one is asked or has agreed."""

    version: int
    language: Language
    title: str
    paragraphs: list[str]
    items: list[LaterConsentOut]


class HelpIn(In):
    """What somebody who needs help writes to the coordinators."""

    model_config = shown_by({"words": "We have not met since January, and I don't know what to do."})

    words: Annotated[Prose, Field(min_length=1, max_length=4000)]


class HelpActOut(Out):
    """The call went out."""

    id: UUID


class HelpCallOut(Out):
    """A call for help, with who asks."""

    id: UUID
    participant_id: UUID
    name: str
    role: Role
    words: str
    email: str | None = Field(description="Where to answer: the address of the account; null where it is gone.")
    created_at: Instant


class HelpCallsOut(Out):
    """The calls for help that came in beside a survey, the latest first."""

    items: list[HelpCallOut]


class OwnAnswerOut(Out):
    """Where the caller stands: `asked` now, `answered` already; `answers` and `language` of a named answer alone."""

    asked: bool
    answered: bool
    language: str | None
    answers: dict[str, Any]


class DueSurveyOut(Out):
    """A survey that waits for the caller's answer."""

    id: UUID
    title: dict[str, str] = Field(description="By language.")
    closes_at: Instant


class UnderWaySurveyOut(Out):
    """A survey that its coordinators look after now: it is open, or a draft whose time comes within a week or has come."""

    id: UUID
    title: dict[str, str] = Field(description="By language.")
    state: SurveyState
    opens_at: Instant
    closes_at: Instant
    answers: int = Field(description="How many have answered.")
    asked: int = Field(description="How many are asked or have answered.")


class SurveyRowOut(Out):
    """A survey in a list. `answers` and `asked` count, for coordinators; `answered` is the caller's own."""

    id: UUID
    programme_id: UUID
    kind: SurveyKind
    state: SurveyState
    anonymous: bool
    roles: list[Role]
    title: dict[str, str]
    opens_at: Instant | None
    closes_at: Instant | None
    answered: bool | None = Field(description="Whether the caller has; null for somebody who is not asked.")
    answers: int | None = Field(description="How many have; null for participants.")
    asked: int | None = Field(description="How many are asked or have answered; null for participants.")


class SurveysOut(Out):
    """The surveys of a programme."""

    items: list[SurveyRowOut]


class SurveyOut(Out):
    """A survey as a form, and where the caller stands with it."""

    id: UUID
    programme_id: UUID
    kind: SurveyKind
    state: SurveyState
    anonymous: bool
    roles: list[Role]
    audience: SurveyAudience
    opens_at: Instant | None
    closes_at: Instant | None
    reminder_days: list[int]
    help: bool
    title: dict[str, str]
    intro: dict[str, str]
    questions: list[SurveyQuestion]
    readers: list[str] = Field(description="Who coordinates the programme, by name: they read named answers and calls for help.")
    own: OwnAnswerOut | None = Field(description="Null for whoever takes no part.")
    answers: int | None = Field(description="How many have answered; null for participants.")
    asked: int | None


class SurveyCountOut(Out):
    """How many chose a value: a number, a choice's key, true or false."""

    value: StrictBool | StrictInt | str
    count: int


class QuestionResultOut(Out):
    """What was answered to one question. Withheld, there is nothing: too few answered it."""

    key: str
    withheld: bool
    answered: int | None
    counts: list[SurveyCountOut]
    mean: float | None
    texts: list[str]


class SurveyGroupOut(Out):
    """The results of everybody (`value` null), or of one value of a cut."""

    value: str | None
    answers: int
    questions: list[QuestionResultOut]


Cut = Literal["role", "language"]


class SurveyResultsOut(Out):
    """Results; none at all where fewer than `least` answered."""

    id: UUID
    state: SurveyState
    anonymous: bool
    answers: int
    asked: int
    least: int = Field(description="Nothing is shown for fewer answers than this.")
    withheld: bool
    cuts: list[Cut] = Field(description="By what the results can be split so that no group is smaller than `least`.")
    by: Cut | None
    groups: list[SurveyGroupOut]
