"""What somebody agreed to or was told, in which version and wording, and when (R34)."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, one_of


class ConsentKind(StrEnum):
    """The terms of use, the privacy notice; of one programme the others.

    These are: carrying one's profile into it (R8), showing one's story (R25), being asked half a year after its end (R23).
    """

    TERMS = "terms"
    PRIVACY = "privacy"
    PROFILE_CARRIED = "profile_carried"
    STORY_SHOWN = "story_shown"
    LATER_SURVEY = "later_survey"


class Consent(Base):
    """One yes: to which version, in which language, and the hash of the very words that were shown."""

    __tablename__ = "consent"
    __table_args__ = (
        one_of("kind", ConsentKind),
        CheckConstraint("language IN ('en', 'fi', 'sv')", name="language"),
        CheckConstraint(
            "(kind IN ('profile_carried', 'story_shown', 'later_survey')) = (participant_id IS NOT NULL)", name="participant"
        ),
        UniqueConstraint("person_id", "kind", "version", "participant_id", postgresql_nulls_not_distinct=True),
        Index("ix_consent_participant_id", "participant_id"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str]
    version: Mapped[int] = mapped_column(SmallInteger)
    language: Mapped[str]
    wording_hash: Mapped[bytes]
    participant_id: Mapped[UUID | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    at: Mapped[CreatedAt]
