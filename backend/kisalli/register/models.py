"""A programme's register of those who may be its mentors, and what somebody tells of themself to be looked up there (R3, R7)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, one_of

TRIES = 3


class RegisterEntry(Base):
    """One person of a register, as keyed hashes of name and date of birth: of the whole name, and of shorter ways to say it.

    An entry admits one person (`claimed_by`): whoever knows the date of a friend who is in already gains nothing by it.
    """

    __tablename__ = "register_entry"
    __table_args__ = (
        Index("ix_register_entry_hashes", "hashes", postgresql_using="gin"),
        Index("ix_register_entry_claimed_by", "claimed_by", postgresql_where=text("claimed_by IS NOT NULL")),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    whole: Mapped[bytes] = mapped_column(primary_key=True)
    hashes: Mapped[list[bytes]] = mapped_column(ARRAY(LargeBinary()))
    claimed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class RegisterLookup(Base):
    """A service of the organisation that answers whether somebody is in its register; `secret` is sealed."""

    __tablename__ = "register_lookup"
    __table_args__ = (CheckConstraint("url LIKE 'https://%'", name="url"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    url: Mapped[str]
    secret: Mapped[bytes]
    failing_since: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class BirthDate(Base):
    """A date of birth, with the name it belongs to in the register: sealed, and here only until the register has answered."""

    __tablename__ = "birth_date"

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes]
    given_at: Mapped[CreatedAt]


class VerificationState(StrEnum):
    """How somebody's check against the register stands.

    `lapsed`: nothing was answered while the register could be asked; a coordinator decides, as after `not_found`.
    """

    WAITING = "waiting"
    FOUND = "found"
    NOT_FOUND = "not_found"
    LAPSED = "lapsed"


class Verification(Base):
    """Somebody's check against a programme's register; of the person, so that whoever leaves and joins anew has no new tries."""

    __tablename__ = "verification"
    __table_args__ = (
        one_of("state", VerificationState),
        CheckConstraint(f"tries BETWEEN 0 AND {TRIES}", name="tries"),
        Index("ix_verification_next_try_at", "next_try_at", postgresql_where=text("next_try_at IS NOT NULL")),
        Index("ix_verification_person_id", "person_id"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str]
    tries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    next_try_at: Mapped[datetime | None]
