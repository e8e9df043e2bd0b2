"""What somebody tells the organisers in confidence: to whom by name, how it stands, and its words (R22)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, one_of

FEWEST = 2  # recipients: never one person alone


class ConcernState(StrEnum):
    """`closed` is final; whoever has more to tell then begins anew."""

    OPEN = "open"
    IN_HAND = "in_hand"
    CLOSED = "closed"


class Concern(Base):
    """A concern of a participant, about a match of theirs or about anything; `taken_by` is the recipient who looks after it."""

    __tablename__ = "concern"
    __table_args__ = (
        one_of("state", ConcernState),
        CheckConstraint("(state = 'open') = (taken_at IS NULL)", name="taken_at"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at"),
        ForeignKeyConstraint(["match_id", "raised_by"], ["match_member.match_id", "match_member.participant_id"]),
        ForeignKeyConstraint(["id", "taken_by"], ["concern_recipient.concern_id", "concern_recipient.person_id"], use_alter=True),
        Index("ix_concern_programme_id_id", "programme_id", "id"),
        Index("ix_concern_raised_by", "raised_by"),
    )

    id: Mapped[Id]
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    match_id: Mapped[UUID | None]
    raised_by: Mapped[UUID] = mapped_column(ForeignKey("participant.id"))
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    taken_by: Mapped[UUID | None]
    taken_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    raised_at: Mapped[CreatedAt]


class ConcernRecipient(Base):
    """Somebody to whom a concern was addressed by name; they read it while they work for the organisation."""

    __tablename__ = "concern_recipient"
    __table_args__ = (Index("ix_concern_recipient_person_id", "person_id"),)

    concern_id: Mapped[UUID] = mapped_column(ForeignKey("concern.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)


class ConcernWords(Base):
    """What its writer said, in the order of saying it; never changed."""

    __tablename__ = "concern_words"

    concern_id: Mapped[UUID] = mapped_column(ForeignKey("concern.id"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    words: Mapped[str]
    at: Mapped[CreatedAt]
