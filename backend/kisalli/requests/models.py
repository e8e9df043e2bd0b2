"""Requests and proposals: who asked whom, and what came of it. Most rules are constraints; guards.py has the rest."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Computed,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, one_of


class RequestState(StrEnum):
    """All but `pending` are final."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    RELEASED = "released"


class ReleaseReason(StrEnum):
    """Why the system closed a request."""

    MENTOR_FULL = "mentor_full"
    MENTOR_PAUSED = "mentor_paused"
    MENTOR_LEFT = "mentor_left"
    MENTEE_MATCHED = "mentee_matched"
    MENTEE_PAUSED = "mentee_paused"
    MENTEE_LEFT = "mentee_left"
    WINDOW_CLOSED = "window_closed"
    COORDINATOR = "coordinator"
    GROUP_FULL = "group_full"
    GROUP_CLOSED = "group_closed"


class DeclineWording(StrEnum):
    """Kind wordings a mentor may choose from instead of writing their own."""

    NOT_MY_FIELD = "not_my_field"
    NO_TIME = "no_time"
    ANOTHER_FITS_BETTER = "another_fits_better"


class Request(Base):
    """One mentee asks one mentor, for a pair or for a place in the mentor's group.

    Slots number the pending ones, so that their limits are uniqueness (I1, I2).
    """

    __tablename__ = "request"
    __table_args__ = (
        one_of("state", RequestState),
        one_of("release_reason", ReleaseReason),
        one_of("decline_wording", DeclineWording),
        CheckConstraint("mentor_id <> mentee_id", name="two_people"),
        CheckConstraint("(state = 'pending') = (mentor_slot IS NOT NULL)", name="mentor_slot"),
        CheckConstraint("(state = 'pending') = (mentee_slot IS NOT NULL)", name="mentee_slot"),
        CheckConstraint("(state = 'pending') = (closed_at IS NULL)", name="closed_at"),
        CheckConstraint("(state = 'accepted') = (match_id IS NOT NULL)", name="match"),
        CheckConstraint("(state = 'released') = (release_reason IS NOT NULL)", name="release"),
        CheckConstraint("mentor_role = 'mentor' AND mentee_role = 'mentee'", name="roles"),
        ForeignKeyConstraint(
            ["mentor_id", "programme_id", "mentor_role"],
            ["participant.id", "participant.programme_id", "participant.role"],
            name="fk_request_mentor",
        ),
        ForeignKeyConstraint(
            ["mentee_id", "programme_id", "mentee_role"],
            ["participant.id", "participant.programme_id", "participant.role"],
            name="fk_request_mentee",
        ),
        # I5: a pending request hangs on two who are accepting, and neither stops while one hangs: the mentee and the mentor,
        # or the group and that its mentor takes part, who may have no place for a pair any more.
        ForeignKeyConstraint(
            ["mentor_id", "mentor_gate"], ["participant.id", "participant.accepting"], name="fk_request_mentor_accepting"
        ),
        ForeignKeyConstraint(
            ["group_id", "group_gate"],
            ["mentoring_group.match_id", "mentoring_group.accepting"],
            name="fk_request_group_accepting",
        ),
        ForeignKeyConstraint(
            ["mentor_id", "group_gate"], ["participant.id", "participant.present"], name="fk_request_group_mentor_present"
        ),
        ForeignKeyConstraint(["group_id"], ["mentoring_group.match_id"], name="fk_request_group"),
        CheckConstraint("group_id IS NULL OR match_id IS NULL OR match_id = group_id", name="group"),
        ForeignKeyConstraint(
            ["mentee_id", "gate"], ["participant.id", "participant.accepting"], name="fk_request_mentee_accepting"
        ),
        # I6: an accepted request names the membership that names it back.
        ForeignKeyConstraint(
            ["match_id", "mentee_id", "id"],
            ["match_member.match_id", "match_member.participant_id", "match_member.request_id"],
            name="fk_request_membership",
            deferrable=True,
            initially="DEFERRED",
            use_alter=True,
        ),
        UniqueConstraint("id", "mentee_id", "match_id"),
        Index("uq_request_mentor_slot", "mentor_id", "mentor_slot", unique=True, postgresql_where=text("state = 'pending'")),
        Index("uq_request_mentee_slot", "mentee_id", "mentee_slot", unique=True, postgresql_where=text("state = 'pending'")),
        Index("ix_request_expires", "expires_at", postgresql_where=text("state = 'pending'")),
        Index("ix_request_mentee_id_mentor_id", "mentee_id", "mentor_id"),
        Index("ix_request_mentor_id", "mentor_id"),
        Index("ix_request_group_id", "group_id", postgresql_where=text("group_id IS NOT NULL")),
        Index("ix_request_programme_id_id", "programme_id", "id"),
    )

    id: Mapped[Id]
    programme_id: Mapped[UUID]
    mentor_id: Mapped[UUID]
    mentee_id: Mapped[UUID]
    mentor_role: Mapped[str] = mapped_column(server_default=text("'mentor'"))
    mentee_role: Mapped[str] = mapped_column(server_default=text("'mentee'"))
    state: Mapped[str] = mapped_column(server_default=text("'pending'"))
    mentor_slot: Mapped[int | None] = mapped_column(SmallInteger)
    mentee_slot: Mapped[int | None] = mapped_column(SmallInteger)
    group_id: Mapped[UUID | None]
    gate: Mapped[bool | None] = mapped_column(Computed("CASE WHEN state = 'pending' THEN true END", persisted=True))
    mentor_gate: Mapped[bool | None] = mapped_column(
        Computed("CASE WHEN state = 'pending' AND group_id IS NULL THEN true END", persisted=True)
    )
    group_gate: Mapped[bool | None] = mapped_column(
        Computed("CASE WHEN state = 'pending' AND group_id IS NOT NULL THEN true END", persisted=True)
    )
    message: Mapped[str]
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    release_reason: Mapped[str | None]
    decline_wording: Mapped[str | None]
    answer: Mapped[str | None]
    match_id: Mapped[UUID | None]
    created_at: Mapped[CreatedAt]


class ProposalState(StrEnum):
    """All but `pending` are final. `released`: it no longer fits (somebody is matched, full or gone)."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    RELEASED = "released"


class Override(StrEnum):
    """What a coordinator may set aside (R15); never I1–I7."""

    WINDOW = "window"
    LEVEL = "level"
    EARLIER_DECLINE = "earlier_decline"
    APPROVAL = "approval"
    PAUSE = "pause"


class Proposal(Base):
    """A suggested pair, or a place in a mentor's group; a match as soon as both have said yes."""

    __tablename__ = "proposal"
    __table_args__ = (
        one_of("state", ProposalState),
        CheckConstraint("(state = 'pending') = (closed_at IS NULL)", name="closed_at"),
        CheckConstraint("(state = 'accepted') = (match_id IS NOT NULL)", name="match"),
        CheckConstraint("state <> 'accepted' OR (mentor_yes_at IS NOT NULL AND mentee_yes_at IS NOT NULL)", name="both_yes"),
        CheckConstraint("mentor_role = 'mentor' AND mentee_role = 'mentee'", name="roles"),
        ForeignKeyConstraint(
            ["mentor_id", "programme_id", "mentor_role"],
            ["participant.id", "participant.programme_id", "participant.role"],
            name="fk_proposal_mentor",
        ),
        ForeignKeyConstraint(
            ["mentee_id", "programme_id", "mentee_role"],
            ["participant.id", "participant.programme_id", "participant.role"],
            name="fk_proposal_mentee",
        ),
        ForeignKeyConstraint(["match_id", "programme_id"], ["match.id", "match.programme_id"], name="fk_proposal_match"),
        ForeignKeyConstraint(["group_id"], ["mentoring_group.match_id"], name="fk_proposal_group"),
        CheckConstraint("group_id IS NULL OR match_id IS NULL OR match_id = group_id", name="group"),
        Index("uq_proposal_pair", "mentor_id", "mentee_id", unique=True, postgresql_where=text("state = 'pending'")),
        Index("ix_proposal_mentee", "mentee_id", postgresql_where=text("state = 'pending'")),
        Index("ix_proposal_expires", "expires_at", postgresql_where=text("state = 'pending'")),
        Index("ix_proposal_programme_id_id", "programme_id", "id"),
        Index("ix_proposal_group_id", "group_id", postgresql_where=text("group_id IS NOT NULL")),
    )

    id: Mapped[Id]
    programme_id: Mapped[UUID]
    mentor_id: Mapped[UUID]
    mentee_id: Mapped[UUID]
    mentor_role: Mapped[str] = mapped_column(server_default=text("'mentor'"))
    mentee_role: Mapped[str] = mapped_column(server_default=text("'mentee'"))
    state: Mapped[str] = mapped_column(server_default=text("'pending'"))
    group_id: Mapped[UUID | None]
    overrides: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    note: Mapped[str] = mapped_column(server_default=text("''"))
    mentor_yes_at: Mapped[datetime | None]
    mentee_yes_at: Mapped[datetime | None]
    proposed_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    match_id: Mapped[UUID | None]
    created_at: Mapped[CreatedAt]
