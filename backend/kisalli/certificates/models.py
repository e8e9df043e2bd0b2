"""A certificate of participation: what one paper says, as it was when its owner asked for it (R26)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, one_of
from kisalli.programmes.models import Role


class Certificate(Base):
    """One paper; withdrawn when the row is gone.

    The code is kept as it is, not as a hash: its owner prints the paper again, and whoever could read this table would read in
    it all that the code opens. `names` is the programme's name by language, `roles` its word for the owner's role.
    `meetings_held` is null where nobody has counted.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        one_of("role", Role),
        CheckConstraint("code ~ '^[2-9A-HJ-NP-Z]{16}$'", name="code"),
        CheckConstraint("begins_on <= ends_on", name="period"),
        CheckConstraint("meetings_held >= 0", name="meetings_held"),
    )

    id: Mapped[Id]
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    organisation: Mapped[str]
    names: Mapped[dict[str, Any]]
    roles: Mapped[dict[str, Any]]
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    meetings_held: Mapped[int | None] = mapped_column(SmallInteger)
    issued_on: Mapped[date]
    created_at: Mapped[CreatedAt]
