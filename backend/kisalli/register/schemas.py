"""What the routes of registers take and answer; no answer holds a name, a date or a secret."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from kisalli.core.fields import refusal
from kisalli.core.schemas import In, Instant, Line, Out, shown_by
from kisalli.programmes.models import ParticipantState
from kisalli.register.lookup import is_safe_url
from kisalli.register.models import VerificationState
from kisalli.register.names import is_name
from kisalli.register.reading import EARLIEST, LineRefusal


def _service(url: str) -> str:
    if not is_safe_url(url):
        raise refusal("https_url", "Enter an address that starts with https://")
    return url


def _named(name: str) -> str:
    if not is_name(name):
        raise refusal("name", "Enter a name")
    return name


def _possible(born: date) -> date:
    if born.year < EARLIEST:
        raise refusal("birth_date", "Enter your date of birth")
    return born


ServiceUrl = Annotated[str, StringConstraints(min_length=9, max_length=500), AfterValidator(_service)]
Secret = Annotated[str, StringConstraints(min_length=16, max_length=500, pattern=r"^[\x21-\x7e]+$")]
BearerName = Annotated[Line, AfterValidator(_named)]


class LookupIn(In):
    """A service that answers whether somebody is in the register."""

    model_config = shown_by({"url": "https://alumni.example.org/is-alum", "secret": "b7f0c9d6e1a24f5d8c3b"})

    url: ServiceUrl
    secret: Secret | None = Field(
        default=None, description="Sent as `Authorization: Bearer`; without one, what was given before stays for the same host."
    )


class LookupOut(Out):
    """The service that is asked; its secret is told to nobody."""

    url: str
    failing_since: Instant | None = Field(description="Since when it has not answered as it should; null while it does.")


class RegisterOut(Out):
    """What is kept of a register, counted."""

    entries: int
    claimed: int = Field(description="How many of them have become mentors by it.")
    deleted_at: Instant = Field(description="When mentors' sign-up closes, and the register goes.")
    lookup: LookupOut | None


class RefusedLineOut(Out):
    """A line that was left out; the line with the columns' names is 1."""

    line: int
    reason: LineRefusal


class RegisterReportOut(Out):
    """What became of a file."""

    entries: int = Field(description="How many are in the register now.")
    added: int
    known: int = Field(description="How many of the file were there before, or are in the file twice.")
    removed: int = Field(description="How many are no longer there, for the file does not name them.")
    refused: list[RefusedLineOut]


class BirthDateIn(In):
    """What the register is asked for: the names as they were when one graduated, and the date of birth."""

    model_config = shown_by({"given_names": "Maija Kaarina", "family_name": "Virtanen", "birth_date": "1980-02-29"})

    given_names: BearerName
    family_name: BearerName
    birth_date: Annotated[date, AfterValidator(_possible)]


class VerificationOut(Out):
    """How one's check against the register stands; what was given for it is not told again, nor to oneself."""

    id: UUID
    state: ParticipantState
    asked: bool = Field(description="Whether names and date of birth can be given now.")
    verification: VerificationState | None = Field(description="Null when nothing was ever given.")
    tries_left: int
