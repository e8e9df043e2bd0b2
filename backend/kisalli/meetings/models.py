"""Meetings of a match (R20): proposed at one or several times, planned when one is picked, then held, missed or cancelled."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, Version, one_of

LONGEST_MINUTES = 480


class MeetingState(StrEnum):
    """`proposed` waits for the other's pick; `held`, `missed` and `cancelled` may still be told apart afterwards."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


class MeetingMode(StrEnum):
    """Where two meet."""

    ON_SITE = "on_site"
    REMOTE = "remote"


class Meeting(Base):
    """One meeting.

    `zone` is the zone in which it was planned; `sequence` counts what calendars were told (RFC 5545), and `changed_at` is when
    they were last.

    `round` counts proposals, so that each is told once. `agenda` and `notes` are the members' own, written by either;
    `version` counts their changes alone, so that picking a time makes no half-written note stale.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        one_of("state", MeetingState),
        one_of("mode", MeetingMode),
        CheckConstraint("state IN ('proposed', 'cancelled') OR starts_at IS NOT NULL", name="starts_at"),
        CheckConstraint("state <> 'proposed' OR starts_at IS NULL", name="proposed"),
        CheckConstraint(f"minutes BETWEEN 5 AND {LONGEST_MINUTES}", name="minutes"),
        ForeignKeyConstraint(["match_id", "programme_id"], ["match.id", "match.programme_id"]),
        ForeignKeyConstraint(["match_id", "proposed_by"], ["match_member.match_id", "match_member.participant_id"]),
        Index("ix_meeting_match_id_starts_at", "match_id", "starts_at"),
        Index("ix_meeting_open", "starts_at", postgresql_where=text("state IN ('proposed', 'planned')")),
    )

    id: Mapped[Id]
    match_id: Mapped[UUID]
    programme_id: Mapped[UUID]
    state: Mapped[str]
    proposed_by: Mapped[UUID]
    round: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    zone: Mapped[str]
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int] = mapped_column(SmallInteger)
    mode: Mapped[str]
    place: Mapped[str] = mapped_column(server_default=text("''"))
    link: Mapped[str] = mapped_column(server_default=text("''"))
    agenda: Mapped[str] = mapped_column(server_default=text("''"))
    notes: Mapped[str] = mapped_column(server_default=text("''"))
    cancelled_by: Mapped[UUID | None]
    words: Mapped[str] = mapped_column(server_default=text("''"))
    sequence: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    version: Mapped[Version]
    changed_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    created_at: Mapped[CreatedAt]


class MeetingTime(Base):
    """A time that somebody proposed; gone once one is picked."""

    __tablename__ = "meeting_time"
    __table_args__ = (UniqueConstraint("meeting_id", "starts_at"),)

    id: Mapped[Id]
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
