"""What the routes of terms and consents take and answer."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kisalli.core.schemas import In, Instant, Language, Out, shown_by
from kisalli.terms.models import ConsentKind

AskedKind = Literal[ConsentKind.TERMS, ConsentKind.PRIVACY]


class SectionOut(Out):
    """A heading, empty where there is none, and its paragraphs in plain text."""

    heading: str
    paragraphs: list[str]


class TermsOut(Out):
    """The terms of use or the privacy notice, as they are in force."""

    kind: AskedKind
    version: int
    since: date
    language: Language
    title: str
    sections: list[SectionOut]


class AgreementIn(In):
    """One kind and the version that was read."""

    model_config = shown_by({"kind": "terms", "version": 1})

    kind: AskedKind
    version: Annotated[int, Field(ge=1, le=10_000)]


class ConsentsIn(In):
    """What one agrees to, and the language in which one has read it."""

    model_config = shown_by(
        {"language": "fi", "agreements": [{"kind": "terms", "version": 1}, {"kind": "privacy", "version": 1}]}
    )

    language: Language
    agreements: Annotated[list[AgreementIn], Field(min_length=1, max_length=2)]


class ConsentOut(Out):
    """What one agreed to, when and in which wording."""

    kind: ConsentKind
    version: int
    language: Language
    wording_hash: str = Field(description="SHA-256 of the text that was shown, in hexadecimal digits.")
    at: Instant
