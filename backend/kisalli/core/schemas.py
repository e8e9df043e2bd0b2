"""Building stones of schemas: inputs forbid what they do not know, texts are clean before they reach a table."""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints
from pydantic.config import JsonDict

from kisalli.core.fields import refusal
from kisalli.core.i18n import spoken

T = TypeVar("T")

ALLOWED_CONTROLS = "\n\t"
LONG_TEXT = 10_000
SHORT_TEXT = 200
DOMAIN = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


def shown_by(*examples: JsonDict) -> ConfigDict:
    """Return the configuration of a schema whose documentation shows these bodies."""
    return ConfigDict(json_schema_extra={"examples": [*examples]})


class In(BaseModel):
    """A body that somebody sends."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Out(BaseModel):
    """A body that we answer."""

    model_config = ConfigDict(from_attributes=True)


class Page(BaseModel, Generic[T]):
    """One page of a list; `next_cursor` is null on the last."""

    items: list[T]
    next_cursor: str | None


class CountedPage(Page[T], Generic[T]):
    """One page of a list whose whole length is cheap to say."""

    total: int = Field(description="How many there are on all pages, with these filters.")


def clean(text: str) -> str:
    """Normalise to NFC and refuse what PostgreSQL or a reader can't take: NUL, other controls, lone surrogates."""
    text = text.replace("\r\n", "\n")
    for letter in text:
        if unicodedata.category(letter) in {"Cc", "Cs"} and letter not in ALLOWED_CONTROLS:
            raise refusal("control_character", "Remove the control characters")
    return unicodedata.normalize("NFC", text)


def _one_line(text: str) -> str:
    """Refuse line breaks: they would add headers to mails and lines to logs."""
    if "\n" in text or "\t" in text:
        raise refusal("line_break", "Write this on one line")
    return text


def _spoken(code: str) -> str:
    if code not in spoken():
        raise refusal("language", "Enter a language as two letters, such as en")
    return code


def domain(text: str) -> str:
    """Return a domain in lower case; refuse what is none."""
    name = text.lower()
    if not DOMAIN.fullmatch(name):
        raise refusal("domain", "Enter a domain such as example.org")
    return name


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


Line = Annotated[str, StringConstraints(max_length=SHORT_TEXT), AfterValidator(clean), AfterValidator(_one_line)]
Prose = Annotated[str, StringConstraints(max_length=LONG_TEXT), AfterValidator(clean)]
Domain = Annotated[str, StringConstraints(max_length=253), AfterValidator(domain)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
Instant = Annotated[AwareDatetime, PlainSerializer(_utc, return_type=str, when_used="json")]
Language = Annotated[str, StringConstraints(pattern="^(en|fi|sv)$")]
SpokenLanguage = Annotated[
    str, AfterValidator(_spoken), Field(description="ISO 639-1, such as `uk`.", json_schema_extra={"pattern": "^[a-z]{2}$"})
]
