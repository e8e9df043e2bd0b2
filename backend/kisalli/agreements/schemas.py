"""What the routes of agreements take and answer; acts answer ids and states alone."""

from collections.abc import Callable
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from kisalli.agreements.parts import LONGEST_TEMPLATE, MOST_FIELDS, fault_of
from kisalli.agreements.queries import AgreementState
from kisalli.core.fields import refusal
from kisalli.core.schemas import In, Instant, Language, Out, Prose, shown_by
from kisalli.programmes.models import Role

LONGEST_ANSWER = 4000
# What is wrong with a field of a template, by the code of its fault.
FAULTS: dict[str, Callable[[int], PydanticCustomError]] = {
    "unclosed": lambda line: refusal(
        "field_unclosed",
        "Write the field on line {line} as [[Name]] or [[Name | words to start with]], on a line of its own",
        line=line,
    ),
    "unnamed": lambda line: refusal("field_unnamed", "Give the field on line {line} a name", line=line),
    "long_name": lambda line: refusal("field_long_name", "Shorten the name of the field on line {line}", line=line),
    "twice": lambda line: refusal(
        "field_twice", "Give the field on line {line} another name: one above has the same name", line=line
    ),
    "too_many": lambda line: refusal(
        "field_too_many", "There are too many fields: remove some, from line {line} onwards", line=line
    ),
}


def _good(template: str) -> str:
    fault = fault_of(template)
    if fault is not None:
        raise FAULTS[fault.code](fault.line)
    return template


Template = Annotated[Prose, StringConstraints(min_length=1, max_length=LONGEST_TEMPLATE), AfterValidator(_good)]
Answer = Annotated[Prose, StringConstraints(max_length=LONGEST_ANSWER)]
FieldKey = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]?$")]


class TextPartOut(Out):
    """A piece of the template, as safe HTML."""

    kind: Literal["text"]
    html: str


class FieldPartOut(Out):
    """A field, and what stands in it; `beginning` are the template's words to begin with."""

    kind: Literal["field"]
    key: str
    label: str
    beginning: str
    answer: str


PartOut = Annotated[TextPartOut | FieldPartOut, Field(discriminator="kind")]


class SignatureOut(Out):
    """A member, and when they signed; null: not yet."""

    participant_id: UUID
    name: str
    role: Role
    mine: bool
    signed_at: Instant | None


class AgreementVersionOut(Out):
    """A version with its text and who has signed it."""

    number: int
    language: str
    parts: list[PartOut]
    signatures: list[SignatureOut]


class AgreementChangeOut(Out):
    """A line of the history: who wrote a version, and the names of the fields that they changed."""

    number: int
    language: str
    written_at: Instant
    written_by: str
    mine: bool
    changed: list[str]
    in_force: bool = Field(description="Whether all have signed it.")


class AgreementOut(Out):
    """Where a match stands: the newest version, the one in force where that is an older one, and the form to write the next."""

    match_id: UUID
    state: AgreementState
    open: bool = Field(description="Whether it can be changed and signed: while the match goes on.")
    languages: list[str]
    newest: AgreementVersionOut | None
    in_force: AgreementVersionOut | None = Field(description="Only where the newest is not in force, and an older one is.")
    form_language: str
    form: list[PartOut] = Field(
        description="The text in `form_language`, with the newest answers; as a template if there are none."
    )
    history: list[AgreementChangeOut]


class AgreementVersionIn(In):
    """A version to write: in a language of the programme, with answers by field."""

    model_config = shown_by({"language": "en", "answers": {"1": "Find out what a year abroad could look like", "4": "Monthly"}})

    language: Language
    answers: Annotated[dict[FieldKey, Answer], Field(max_length=MOST_FIELDS)]


class SignatureIn(In):
    """Which version somebody has read and signs."""

    model_config = shown_by({"number": 1})

    number: Annotated[int, Field(ge=1, le=10_000)]


class AgreementActOut(Out):
    """An agreement after an act: its newest version."""

    match_id: UUID
    number: int
    state: AgreementState


class AgreementTemplateIn(In):
    """A programme's own template in one language, in Markdown with fields; null: the standard one again."""

    model_config = shown_by({"body": "## Goals\n\nThe mentee sets them.\n\n[[Our goals]]\n\n[[How often | Once a month]]"})

    body: Template | None


class AgreementPreviewIn(In):
    """A template before it is saved."""

    model_config = shown_by({"body": "## Goals\n\n[[Our goals]]"})

    body: Template


class AgreementTemplateOut(Out):
    """A programme's template in one language."""

    language: str
    own: bool = Field(description="False while it is the standard one.")
    body: str


class AgreementPreviewOut(Out):
    """A template as members will see it."""

    parts: list[PartOut]
