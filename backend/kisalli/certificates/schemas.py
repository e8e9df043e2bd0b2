"""What the routes of certificates answer."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from kisalli.core.schemas import Instant, Out
from kisalli.programmes.models import Role


class Standing(StrEnum):
    """Whether somebody has a certificate or can have one.

    `none`: there is no mentoring that it could tell of. `later`: once the mentoring months are over. `ready`: now.
    """

    NONE = "none"
    LATER = "later"
    READY = "ready"
    ISSUED = "issued"


class PaperOut(Out):
    """What a certificate says: neither its owner nor a stranger who checks it is told anything else."""

    code: str = Field(description="In groups of four, as the paper shows it.")
    name: str
    role: Role
    organisation: str
    names: dict[str, str] = Field(description="The programme's name, by language.")
    roles: dict[str, str] = Field(description="The programme's word for the role, by language.")
    begins_on: date
    ends_on: date
    meetings_held: int | None = Field(description="Null where nobody has counted.")
    issued_on: date


class NextRoundOut(Out):
    """A programme of the same organisation that somebody can join as a mentor next."""

    programme_id: UUID
    opens: Instant
    closes: Instant


class OwnCertificateOut(Out):
    """One's own certificate of a programme, or when there will be one."""

    participant_id: UUID
    standing: Standing
    ready_at: Instant = Field(description="When the mentoring months are over.")
    certificate: PaperOut | None
    next_round: NextRoundOut | None = Field(description="Where a mentor may want to join again; null when there is none yet.")


class CertificateActOut(Out):
    """What became of a certificate."""

    id: UUID
    state: Standing


class CertificateHolderOut(Out):
    """Somebody who has a certificate, as coordinators see it: who and since when, without the code that opens it."""

    id: UUID
    participant_id: UUID
    name: str
    role: Role
    issued_on: date
