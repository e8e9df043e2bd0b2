"""What a row of the purpose map says of a table: of whom, what for, on which basis, for how long, and what erasure does."""

from dataclasses import dataclass, field
from enum import StrEnum


class Basis(StrEnum):
    """Art. 6 (1) GDPR, as a university applies it; another organisation reads legitimate interest where this says task."""

    TASK = "task in the public interest (e), or legitimate interest (f)"
    CONSENT = "consent (a)"
    DUTY = "legal obligation (c): accountability, security"


class Kept(StrEnum):
    """For how long."""

    ACCOUNT = "until the account is erased or made anonymous"
    TEXTS = "`texts_months` after the programme's end (default 6)"
    SURVEY_TEXTS = (
        "`texts_months` after the programme's end; of the survey half a year later after its closing, but never longer than "
        "identities"
    )
    IDENTITY = "`identities_months` after the end, of whoever takes part in nothing else (default 24)"
    NOTES = "3 months after the match"
    DAY = "a day or two"
    MONTH = "30 days after its end"
    READS = "24 months"
    SIGN_UP = "until mentor sign-up closes"
    CHECK = "until the register has answered, 30 days at most"
    ALWAYS = "for good: ids and codes, which say nothing once the name is gone"


class Erased(StrEnum):
    """What erasure does to rows that are somebody's."""

    DELETED = "deleted"
    BLANKED = "blanked"
    KEPT = "kept"


class Scope(StrEnum):
    """In which transaction of an erasure: with the part in a programme, or at the end with the person."""

    PART = "part"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Whose:
    """How rows belong to a person; `name` tells two ways of one table apart in the export."""

    sql: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Columns that hold something of a person, for one purpose.

    `withheld` says why the export leaves them out. `whose` and `erased_with` are narrower or wider than the table's own.
    """

    columns: str
    purpose: str
    basis: Basis
    kept: Kept
    readers: str
    whose: Whose | None = None
    erased_with: Whose | None = None
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Mapped:
    """One table. `of_programme` finds the rows whose texts are due with a programme's; `context` goes with every export."""

    table: str
    held: tuple[Held, ...] = ()
    links: str = ""
    none: str = ""
    whose: Whose | None = None
    erased_with: Whose | None = None
    erased: Erased = Erased.KEPT
    scope: Scope = Scope.PERSON
    context: str = ""
    of_programme: str = "programme_id = :programme_id"
    why: str = ""
    blanks: dict[str, str] = field(default_factory=dict)
