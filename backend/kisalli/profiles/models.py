"""What participants tell about themselves, and the contact details that only a match releases."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, SmallInteger, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, Version

SEARCH_VECTOR = " || ".join(
    f"to_tsvector('{config}'::regconfig, search_text)" for config in ("simple", "finnish", "swedish", "english")
)


class MentorProfile(Base):
    """R5. Read by every mentee of the programme; holds no address, phone or birth date (R7)."""

    __tablename__ = "mentor_profile"
    __table_args__ = (
        Index("ix_mentor_profile_search", "search", postgresql_using="gin"),
        CheckConstraint("graduation_year BETWEEN 1930 AND 2100", name="graduation_year"),
    )

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(server_default=text("''"))
    degree: Mapped[str] = mapped_column(server_default=text("''"))
    field: Mapped[str | None]
    institution: Mapped[str] = mapped_column(server_default=text("''"))
    graduation_year: Mapped[int | None] = mapped_column(SmallInteger)
    doctorate: Mapped[bool] = mapped_column(server_default=text("false"))
    outside_academia: Mapped[bool] = mapped_column(server_default=text("false"))
    title: Mapped[str] = mapped_column(server_default=text("''"))
    employer: Mapped[str] = mapped_column(server_default=text("''"))
    sector: Mapped[str | None]
    in_working_life: Mapped[bool] = mapped_column(server_default=text("true"))
    lives_abroad: Mapped[bool] = mapped_column(server_default=text("false"))
    headline: Mapped[str] = mapped_column(server_default=text("''"))
    story: Mapped[str] = mapped_column(server_default=text("''"))
    topics: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    languages: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    seeks: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    meets: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    place: Mapped[str] = mapped_column(server_default=text("''"))
    newcomers: Mapped[bool] = mapped_column(server_default=text("false"))
    link: Mapped[str | None]
    answers: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    search_text: Mapped[str] = mapped_column(server_default=text("''"))
    search: Mapped[str] = mapped_column(TSVECTOR, Computed(SEARCH_VECTOR, persisted=True), deferred=True)
    version: Mapped[Version]


class MenteeProfile(Base):
    """R6. Never in a list that other students can read."""

    __tablename__ = "mentee_profile"

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(server_default=text("''"))
    school: Mapped[str] = mapped_column(server_default=text("''"))
    field: Mapped[str | None]
    level: Mapped[str | None]
    stage: Mapped[str] = mapped_column(server_default=text("''"))
    languages: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    topics: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    sectors: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    expectations: Mapped[str] = mapped_column(server_default=text("''"))
    goals: Mapped[str] = mapped_column(server_default=text("''"))
    interests: Mapped[str] = mapped_column(server_default=text("''"))
    place: Mapped[str] = mapped_column(server_default=text("''"))
    exchange_until: Mapped[date | None]
    answers: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    version: Mapped[Version]


class Contact(Base):
    """What acceptance will disclose: entered by the participant for that purpose alone and confirmed (R8).

    `next_email` waits for its code beside a confirmed address, which stays in force: nobody's acceptance fails meanwhile.
    """

    __tablename__ = "contact"

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str]
    phone: Mapped[str | None]
    next_email: Mapped[str | None]
    confirmed_at: Mapped[datetime | None]
    code_tries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    version: Mapped[Version]

    @property
    def unconfirmed(self) -> str | None:
        """The address that a code was mailed to and that waits for it; None when there is none."""
        return self.email if self.confirmed_at is None else self.next_email
