"""What the routes of guidance take and answer."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from kisalli.core.i18n import LANGUAGES
from kisalli.core.markdown import LONGEST
from kisalli.core.schemas import In, Instant, Language, Line, Out, clean, shown_by
from kisalli.materials.models import MaterialKind, MaterialPhase, MaterialRole, StoryName, StoryState
from kisalli.programmes.models import Role

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
ItemKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
Markdown = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST), AfterValidator(clean)]
PictureKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
PictureWords = Annotated[Line, Field(min_length=1)]
Title = Annotated[Line, Field(min_length=1)]
Roles = Annotated[list[MaterialRole], Field(max_length=len(MaterialRole))]
Phases = Annotated[list[MaterialPhase], Field(max_length=len(MaterialPhase))]
STORY_LENGTH = 3_000


class MaterialItemOut(Out):
    """A material in the list of guidance."""

    slug: str
    kind: MaterialKind
    roles: list[MaterialRole] = Field(description="Whom it is for; empty: everybody, also without signing in.")
    phases: list[MaterialPhase] = Field(description="When it is of use; empty: always.")
    title: str
    summary: str
    language: Language
    hidden: bool
    own: bool = Field(description="Whether the programme has added it; else it is of the standard set.")
    edited: bool = Field(description="Whether the words are the programme's.")
    items: int = Field(description="How many things a checklist has to tick off.")
    ticked: int


class MaterialsOut(Out):
    """The guidance of a programme that the reader may see, in its order."""

    items: list[MaterialItemOut]


class ItemOut(Out):
    """One thing to tick off."""

    key: str
    html: str
    ticked: bool


class PartOut(Out):
    """A stretch of a material: a question with its answer, a stage of a checklist, or the whole."""

    key: str
    heading: str
    html: str
    items: list[ItemOut]


class MaterialOut(MaterialItemOut):
    """A material with its words, as HTML that is safe to show."""

    ticks: bool = Field(description="Whether the reader may tick items off.")
    parts: list[PartOut]


class WordsOut(Out):
    """Words of a material as somebody wrote them."""

    title: str
    summary: str
    body: str


class MaterialTextOut(WordsOut):
    """A material's words in a language, to be edited; all of them empty where it has none in it."""

    slug: str
    language: Language
    edited: bool
    standard: WordsOut | None


class WordsIn(In):
    """A material's words in one language, in Markdown."""

    model_config = shown_by(
        {"title": "Where to meet", "summary": "Quiet places on campus.", "body": "The library has rooms for two."}
    )

    title: Title
    summary: Line
    body: Markdown


class MaterialIn(In):
    """A material of the programme's own."""

    model_config = shown_by(
        {
            "kind": "page",
            "roles": ["mentor", "mentee"],
            "phases": ["running"],
            "language": "en",
            "words": {"title": "Where to meet", "summary": "Quiet places on campus.", "body": "The library has rooms for two."},
        }
    )

    kind: MaterialKind
    roles: Roles
    phases: Phases
    language: Language
    words: WordsIn


class MaterialPatch(In):
    """What of a material to change beside its words."""

    model_config = shown_by({"hidden": True})

    hidden: bool | None = None
    roles: Roles | None = None
    phases: Phases | None = None


class MaterialActOut(Out):
    """The material that an act made."""

    programme_id: UUID
    slug: str


class PreviewIn(In):
    """Words to look at before they are saved."""

    model_config = shown_by({"kind": "page", "language": "en", "body": "Meet **where both can talk**."})

    kind: MaterialKind
    language: Language
    body: Markdown


class PreviewOut(Out):
    """How words will look."""

    parts: list[PartOut]


class PictureTextOut(Out):
    """What a picture shows, in words."""

    language: Language
    words: str


class PictureUseOut(Out):
    """A text that shows a picture."""

    slug: str
    language: Language
    title: str


class PictureOut(Out):
    """A picture that texts may show by `![](picture:key)`; width and height in pixels, size in bytes."""

    key: str
    width: int
    height: int
    size: int
    decorative: bool = Field(description="Whether it says nothing: whoever does not see it misses nothing.")
    texts: list[PictureTextOut]
    used_in: list[PictureUseOut]


class PicturesOut(Out):
    """The pictures of a programme, the newest first; how many bytes they take, of how many."""

    items: list[PictureOut]
    taken: int
    room: int


class PictureActOut(Out):
    """The picture that an act made."""

    programme_id: UUID
    key: str


class PictureTextIn(In):
    """What a picture shows, in words."""

    model_config = shown_by({"language": "en", "words": "Two armchairs by a window of the library."})

    language: Language
    words: PictureWords


class DescriptionIn(In):
    """What a picture shows to those who don't see it: in every language of the programme, or nothing where it is decoration."""

    model_config = shown_by(
        {"decorative": False, "texts": [{"language": "en", "words": "Two armchairs by a window of the library."}]}
    )

    decorative: bool
    texts: Annotated[list[PictureTextIn], Field(max_length=len(LANGUAGES))]


class AnswerOut(Out):
    """A question of the programme's FAQ with its answer."""

    slug: str
    key: str
    question: str
    html: str


class AnswersOut(Out):
    """What the FAQ says of some words."""

    items: list[AnswerOut]


class StoryIn(In):
    """What somebody tells of mentoring; `consent` has to be true: they agree to the wording of `consent_version`."""

    model_config = shown_by(
        {
            "language": "en",
            "text": "I came with one question and left with three better ones.",
            "shown_as": "first_name",
            "consent": True,
            "consent_version": 1,
        }
    )

    language: Language
    text: Annotated[str, StringConstraints(min_length=40, max_length=STORY_LENGTH), AfterValidator(clean)]
    shown_as: StoryName
    consent: Literal[True]
    consent_version: Annotated[int, Field(ge=1, le=10_000)]


class StoryOut(Out):
    """A participant's story; `name` is null where it is shown without one."""

    id: UUID
    role: Role
    language: Language
    text: str
    name: str | None
    shown_as: StoryName
    state: StoryState
    mine: bool


class StoriesOut(Out):
    """The stories that are shown, the latest first, and one's own; what is agreed to by offering one."""

    items: list[StoryOut]
    consent_version: int
    consent_title: str
    consent_text: str
    may_offer: bool


class OfferedStoryOut(Out):
    """A story as coordinators see it, with its writer; `version` moves with its words."""

    id: UUID
    participant_id: UUID
    writer_name: str
    role: Role
    language: Language
    text: str
    shown_as: StoryName
    state: StoryState
    version: int
    created_at: Instant


class OfferedStoriesOut(Out):
    """Every story of a programme."""

    items: list[OfferedStoryOut]


class StoryPublishIn(In):
    """Which version of a story was read."""

    model_config = shown_by({"version": 1})

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class StoryActOut(Out):
    """A story after an act."""

    id: UUID
    state: StoryState
