"""Briefings and joint events of a programme (R24), and who has signed up for them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, Version, one_of

UNLIMITED = 1_000_000  # seats of an event without a limit: a number, so that one foreign key guards every event alike


class EventState(StrEnum):
    """A draft is the coordinators'; a cancelled one stays to be read."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class PlaceKind(StrEnum):
    """Where it is."""

    ON_CAMPUS = "on_campus"
    ONLINE = "online"


class Audience(StrEnum):
    """Of the roles that it is for: everybody, or those who have a pair."""

    EVERYBODY = "everybody"
    MATCHED = "matched"


class Recommended(StrEnum):
    """For whom it is meant first, though it is open to its whole audience: those who take part for the first time."""

    NEW = "new"


class SignUpState(StrEnum):
    """`off`: signed off, or their part in the programme ended."""

    SEAT = "seat"
    WAITING = "waiting"
    OFF = "off"


class Event(Base):
    """One event. `sequence` grows with every change of time or place that calendars must follow; `changed_at` with any.

    `texts` holds title and description by language. Instants are UTC and shown in the programme's zone.
    """

    __tablename__ = "event"
    __table_args__ = (
        one_of("state", EventState),
        one_of("place_kind", PlaceKind),
        one_of("audience", Audience),
        one_of("recommended_for", Recommended),
        CheckConstraint("starts < ends", name="ends"),
        CheckConstraint("sign_up_closes <= starts", name="sign_up_closes"),
        CheckConstraint(f"seats BETWEEN 1 AND {UNLIMITED}", name="seats"),
        CheckConstraint("cardinality(roles) > 0 AND roles <@ ARRAY['mentor', 'mentee']", name="roles"),
        CheckConstraint("jsonb_array_length(texts) > 0", name="texts"),
        CheckConstraint("link LIKE 'https://%'", name="link"),
        UniqueConstraint("id", "seats"),
        Index("ix_event_programme_id_starts", "programme_id", "starts"),
        Index("ix_event_starts", "starts", postgresql_where=text("state = 'published'")),
    )

    id: Mapped[Id]
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(server_default=text("'draft'"))
    language: Mapped[str]
    texts: Mapped[list[dict[str, Any]]]
    place_kind: Mapped[str]
    place: Mapped[str] = mapped_column(server_default=text("''"))
    link: Mapped[str | None]
    starts: Mapped[datetime]
    ends: Mapped[datetime]
    sign_up_closes: Mapped[datetime]
    seats: Mapped[int] = mapped_column(server_default=text(str(UNLIMITED)))
    roles: Mapped[list[str]]
    audience: Mapped[str] = mapped_column(server_default=text("'everybody'"))
    recommended_for: Mapped[str | None]
    cancel_note: Mapped[str] = mapped_column(server_default=text("''"))
    sequence: Mapped[int] = mapped_column(server_default=text("0"))
    version: Mapped[Version]
    changed_at: Mapped[CreatedAt]
    created_at: Mapped[CreatedAt]


class EventSignUp(Base):
    """One person's sign-up for one event; whoever signs up again gets a new row, and so an invitation of its own.

    Seats are numbers, so that `never overbooked` is uniqueness and nothing counts: one seat is one person's, and
    (event_id, of_seats) is the event's own number of seats, so the database refuses a seat that there is not.
    """

    __tablename__ = "event_sign_up"
    __table_args__ = (
        one_of("state", SignUpState),
        CheckConstraint("(state = 'seat') = (seat IS NOT NULL)", name="seat"),
        CheckConstraint("(seat IS NULL) = (of_seats IS NULL)", name="of_seats"),
        CheckConstraint("seat BETWEEN 1 AND of_seats", name="seat_exists"),
        CheckConstraint("(state = 'waiting') = (position IS NOT NULL)", name="position"),
        ForeignKeyConstraint(["event_id", "of_seats"], ["event.id", "event.seats"], onupdate="CASCADE"),
        Index("uq_event_sign_up_seat", "event_id", "seat", unique=True, postgresql_where=text("seat IS NOT NULL")),
        Index("uq_event_sign_up_position", "event_id", "position", unique=True, postgresql_where=text("position IS NOT NULL")),
        Index("uq_event_sign_up_once", "event_id", "participant_id", unique=True, postgresql_where=text("state <> 'off'")),
        Index("ix_event_sign_up_participant_id", "participant_id"),
    )

    id: Mapped[Id]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    state: Mapped[str]
    seat: Mapped[int | None]
    of_seats: Mapped[int | None]
    position: Mapped[int | None]
    came: Mapped[bool | None]
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[CreatedAt]
