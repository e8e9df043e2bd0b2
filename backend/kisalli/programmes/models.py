"""A programme with its clock, rules and texts; the people who take part in it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, ForeignKeyConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, Version, one_of


class Role(StrEnum):
    """A participant's one role in a programme."""

    MENTOR = "mentor"
    MENTEE = "mentee"


class ParticipantState(StrEnum):
    """R9. `accepting` beside it is the guard that pending requests hang on."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"
    REMOVED = "removed"


class MentorAdmission(StrEnum):
    """How a mentor gets in (R3): by a register check, by invitation, or by a coordinator's approval."""

    REGISTER = "register"
    INVITATION = "invitation"
    APPROVAL = "approval"


class Groups(StrEnum):
    """Whether a programme has groups (R27), and whether a mentee may be in one beside a pair."""

    NONE = "none"
    INSTEAD = "instead"
    BESIDE = "beside"


class Programme(Base):
    """One round of mentoring. Windows are half-open instants in UTC (R1); phases are derived (R2)."""

    __tablename__ = "programme"
    __table_args__ = (
        one_of("mentor_admission", MentorAdmission),
        one_of("groups", Groups),
        CheckConstraint("mentor_signup_opens < mentor_signup_closes", name="mentor_signup"),
        CheckConstraint("mentee_signup_opens < mentee_signup_closes", name="mentee_signup"),
        CheckConstraint("requests_opens < requests_closes", name="requests"),
        CheckConstraint("running_opens < running_closes", name="running"),
        CheckConstraint("running_closes <= feedback_closes", name="feedback"),
        CheckConstraint("places_max BETWEEN 1 AND 20", name="places_max"),
        CheckConstraint("group_places_max BETWEEN 2 AND 20", name="group_places_max"),
        CheckConstraint("mentor_pending_max BETWEEN 1 AND 20", name="mentor_pending_max"),
        CheckConstraint("mentee_pending_max BETWEEN 1 AND 20", name="mentee_pending_max"),
        CheckConstraint("request_days BETWEEN 1 AND 60", name="request_days"),
        CheckConstraint("grace_days BETWEEN 0 AND 30", name="grace_days"),
        CheckConstraint("texts_months BETWEEN 1 AND 24", name="texts_months"),
        CheckConstraint("identities_months BETWEEN texts_months AND 60", name="identities_months"),
        Index("ix_programme_organisation_id", "organisation_id"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    zone: Mapped[str] = mapped_column(server_default=text("'Europe/Helsinki'"))
    languages: Mapped[list[str]] = mapped_column(server_default=text("'{en,fi,sv}'"))
    contact_address: Mapped[str]
    published_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]

    mentor_signup_opens: Mapped[datetime]
    mentor_signup_closes: Mapped[datetime]
    mentee_signup_opens: Mapped[datetime]
    mentee_signup_closes: Mapped[datetime]
    requests_opens: Mapped[datetime]
    requests_closes: Mapped[datetime]
    running_opens: Mapped[datetime]
    running_closes: Mapped[datetime]
    halfway_on: Mapped[date | None]
    feedback_closes: Mapped[datetime]
    unmatched_told_at: Mapped[datetime | None]

    places_max: Mapped[int] = mapped_column(SmallInteger, server_default=text("2"))
    mentor_pending_max: Mapped[int] = mapped_column(SmallInteger, server_default=text("2"))
    mentee_pending_max: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    request_days: Mapped[int] = mapped_column(SmallInteger, server_default=text("5"))
    reminder_days: Mapped[list[int]] = mapped_column(server_default=text("'{2,4}'"))
    grace_days: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    mentor_admission: Mapped[str] = mapped_column(server_default=text("'approval'"))
    groups: Mapped[str] = mapped_column(server_default=text("'none'"))
    group_places_max: Mapped[int] = mapped_column(SmallInteger, server_default=text("5"))
    mentee_home_organisations: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    mentee_affiliations: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    directory_preview: Mapped[bool] = mapped_column(server_default=text("false"))
    staff_may_browse: Mapped[bool] = mapped_column(server_default=text("false"))
    texts_months: Mapped[int] = mapped_column(SmallInteger, server_default=text("6"))
    identities_months: Mapped[int] = mapped_column(SmallInteger, server_default=text("24"))

    levels: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
    fields: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
    sectors: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
    topics: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
    questions: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))

    version: Mapped[Version]
    created_at: Mapped[CreatedAt]


class ProgrammeText(Base):
    """What a programme says of itself in one language; `mentee_forms` is its word for mentee in every form texts use."""

    __tablename__ = "programme_text"
    __table_args__ = (CheckConstraint("language IN ('en', 'fi', 'sv')", name="language"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    summary: Mapped[str] = mapped_column(server_default=text("''"))
    mentor_expected: Mapped[str] = mapped_column(server_default=text("''"))
    mentor_not_expected: Mapped[str] = mapped_column(server_default=text("''"))
    mentee_expected: Mapped[str] = mapped_column(server_default=text("''"))
    next_steps: Mapped[str] = mapped_column(server_default=text("''"))
    unmatched_next: Mapped[str] = mapped_column(server_default=text("''"))
    mentee_forms: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class Participant(Base):
    """A person's part in one programme.

    `accepting` is true exactly while pending requests may hang on this row: an active mentor with a free place, an
    active mentee who may have one more active match. Requests reference (id, accepting), so the database refuses the rest (I5).
    Those for a group reference (id, present): its mentor is to be active, and may well have no place for a pair.
    """

    __tablename__ = "participant"
    __table_args__ = (
        one_of("role", Role),
        one_of("state", ParticipantState),
        CheckConstraint("NOT accepting OR state = 'active'", name="accepting_active"),
        UniqueConstraint("programme_id", "person_id"),
        UniqueConstraint("id", "programme_id", "role"),
        UniqueConstraint("id", "accepting"),
        UniqueConstraint("id", "present"),
        Index("ix_participant_person_id", "person_id"),
    )

    id: Mapped[Id]
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text("'draft'"))
    accepting: Mapped[bool] = mapped_column(server_default=text("false"))
    present: Mapped[bool | None] = mapped_column(Computed("state = 'active'", persisted=True))
    admitted_until: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    version: Mapped[Version]
    created_at: Mapped[CreatedAt]


class MentorPlace(Base):
    """One place of a mentor; a row a place, so that `at most two` is uniqueness and nothing counts (I3)."""

    __tablename__ = "mentor_place"
    __table_args__ = (
        CheckConstraint("mentor_role = 'mentor'", name="mentor_role"),
        CheckConstraint("number BETWEEN 1 AND 99", name="number"),
        ForeignKeyConstraint(
            ["mentor_id", "programme_id", "mentor_role"],
            ["participant.id", "participant.programme_id", "participant.role"],
            ondelete="CASCADE",
        ),
    )

    mentor_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    programme_id: Mapped[UUID]
    mentor_role: Mapped[str] = mapped_column(server_default=text("'mentor'"))


class Invitation(Base):
    """A personal invitation or a code for many: admits people whom the programme's rule would not, also late (R1, R3)."""

    __tablename__ = "invitation"
    __table_args__ = (
        one_of("role", Role),
        CheckConstraint("uses_left >= 0", name="uses_left"),
        Index("ix_invitation_programme_id", "programme_id"),
    )

    id: Mapped[Id]
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    role: Mapped[str]
    code_hash: Mapped[bytes] = mapped_column(unique=True)
    uses_left: Mapped[int]
    closes: Mapped[datetime]
    created_at: Mapped[CreatedAt]
