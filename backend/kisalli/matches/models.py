"""A match: a mentoring relationship between its members, and the contact details it released."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, Version, one_of
from kisalli.programmes.models import Role


class MatchKind(StrEnum):
    """A pair, or a group with several mentees (R27)."""

    PAIR = "pair"
    GROUP = "group"


class MatchState(StrEnum):
    """`ended` is final."""

    ACTIVE = "active"
    ENDED = "ended"


class EndReason(StrEnum):
    """Why a match ended; the partner is told of the end, never of the reason (R22)."""

    BY_MEMBER = "by_member"
    MEMBER_LEFT = "member_left"
    COORDINATOR = "coordinator"
    PROGRAMME_ENDED = "programme_ended"


class EndCause(StrEnum):
    """What whoever ends a match says was the cause; it stands in the audit trail, for coordinators alone."""

    NO_CONTACT = "no_contact"
    NO_TIME = "no_time"
    OTHER_EXPECTATIONS = "other_expectations"
    CIRCUMSTANCES = "circumstances"
    GOALS_REACHED = "goals_reached"
    OTHER = "other"


class Match(Base):
    """One mentoring relationship."""

    __tablename__ = "match"
    __table_args__ = (
        one_of("kind", MatchKind),
        one_of("state", MatchState),
        one_of("end_reason", EndReason),
        CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended_at"),
        CheckConstraint("(state = 'ended') = (end_reason IS NOT NULL)", name="end_reason_set"),
        UniqueConstraint("id", "programme_id", "kind"),
        UniqueConstraint("id", "programme_id"),
        Index("ix_match_programme_id_id", "programme_id", "id"),
        Index("ix_match_programme_id", "programme_id", postgresql_where=text("state = 'active'")),
    )

    id: Mapped[Id]
    programme_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(server_default=text("'pair'"))
    state: Mapped[str] = mapped_column(server_default=text("'active'"))
    opened_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
    farewell: Mapped[str | None]
    created_at: Mapped[CreatedAt]


class MentoringGroup(Base):
    """What makes a match a group (R27): its theme, who may still come, and how many.

    `accepting` is true exactly while pending requests may hang on it: the group goes on, `joining` is open, a place is free.
    """

    __tablename__ = "mentoring_group"
    __table_args__ = (
        CheckConstraint("kind = 'group'", name="kind"),
        CheckConstraint("mentor_places BETWEEN 1 AND 5", name="mentor_places"),
        CheckConstraint("NOT accepting OR joining", name="accepting_joining"),
        ForeignKeyConstraint(
            ["match_id", "programme_id", "kind"],
            ["match.id", "match.programme_id", "match.kind"],
            name="fk_mentoring_group_match",
        ),
        UniqueConstraint("match_id", "accepting"),
        Index("ix_mentoring_group_programme_id", "programme_id"),
    )

    match_id: Mapped[UUID] = mapped_column(primary_key=True)
    programme_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(server_default=text("'group'"))
    theme: Mapped[str]
    description: Mapped[str]
    languages: Mapped[list[str]]
    mentor_places: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    joining: Mapped[bool] = mapped_column(server_default=text("true"))
    accepting: Mapped[bool]
    version: Mapped[Version]
    created_at: Mapped[CreatedAt]


class GroupPlace(Base):
    """One place of a group for a mentee; a row a place, as with mentors."""

    __tablename__ = "group_place"
    __table_args__ = (CheckConstraint("number BETWEEN 1 AND 99", name="number"),)

    match_id: Mapped[UUID] = mapped_column(ForeignKey("mentoring_group.match_id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)


class MatchMember(Base):
    """A participant in a match.

    A mentor's active membership stands on one of their places (I3), a group's mentee on one of the group's. A mentee's active
    memberships are numbered, so that there is one (I4), or a pair and a group where the programme lets both be (R27).
    `left_at`: they left a group that goes on. `shares_contact`: with a group's other mentees who share theirs (I7).
    """

    __tablename__ = "match_member"
    __table_args__ = (
        one_of("role", Role),
        CheckConstraint("(place_number IS NOT NULL) = (active AND role = 'mentor')", name="place"),
        CheckConstraint("request_id IS NULL OR role = 'mentee'", name="request"),
        CheckConstraint("(mentee_slot IS NOT NULL) = (active AND role = 'mentee')", name="mentee_slot"),
        CheckConstraint("mentee_slot BETWEEN 1 AND 2", name="mentee_slots"),
        CheckConstraint("(group_place IS NOT NULL) = (active AND role = 'mentee' AND kind = 'group')", name="group_place"),
        CheckConstraint("left_at IS NULL OR (kind = 'group' AND NOT active)", name="left_at"),
        ForeignKeyConstraint(
            ["match_id", "programme_id", "kind"], ["match.id", "match.programme_id", "match.kind"], name="fk_match_member_match"
        ),
        ForeignKeyConstraint(
            ["match_id", "group_place"], ["group_place.match_id", "group_place.number"], name="fk_match_member_group_place"
        ),
        ForeignKeyConstraint(
            ["participant_id", "programme_id", "role"],
            ["participant.id", "participant.programme_id", "participant.role"],
            name="fk_match_member_participant",
        ),
        ForeignKeyConstraint(
            ["participant_id", "place_number"], ["mentor_place.mentor_id", "mentor_place.number"], name="fk_match_member_place"
        ),
        ForeignKeyConstraint(
            ["request_id", "participant_id", "match_id"],
            ["request.id", "request.mentee_id", "request.match_id"],
            name="fk_match_member_request",
            deferrable=True,
            initially="DEFERRED",
            use_alter=True,
        ),
        UniqueConstraint("match_id", "participant_id", "request_id"),
        UniqueConstraint("request_id"),
        Index("uq_match_member_place", "participant_id", "place_number", unique=True, postgresql_where=text("active")),
        Index("uq_match_member_mentee", "participant_id", "mentee_slot", unique=True, postgresql_where=text("active")),
        Index("uq_match_member_kind", "participant_id", "kind", unique=True, postgresql_where=text("active AND role = 'mentee'")),
        Index("uq_match_member_group_place", "match_id", "group_place", unique=True, postgresql_where=text("active")),
        Index("ix_match_member_participant_id", "participant_id"),
        Index("ix_match_member_match_id", "match_id", postgresql_where=text("kind = 'group'")),
    )

    match_id: Mapped[UUID] = mapped_column(primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(primary_key=True)
    programme_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(server_default=text("'pair'"))
    role: Mapped[str]
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    place_number: Mapped[int | None] = mapped_column(SmallInteger)
    mentee_slot: Mapped[int | None] = mapped_column(SmallInteger)
    group_place: Mapped[int | None] = mapped_column(SmallInteger)
    shares_contact: Mapped[bool] = mapped_column(server_default=text("false"))
    left_at: Mapped[datetime | None]
    request_id: Mapped[UUID | None]
    created_at: Mapped[CreatedAt]


class ContactSnapshot(Base):
    """A member's contact details as they were when both said yes; shown to the others until the match ends (I7)."""

    __tablename__ = "contact_snapshot"
    __table_args__ = (
        ForeignKeyConstraint(
            ["match_id", "participant_id"], ["match_member.match_id", "match_member.participant_id"], ondelete="CASCADE"
        ),
    )

    match_id: Mapped[UUID] = mapped_column(primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str | None]


class Disclosure(Base):
    """The ledger: whose contact details went to whom, when and which; exactly once for each direction of a match (I7)."""

    __tablename__ = "disclosure"
    __table_args__ = (
        UniqueConstraint("match_id", "owner_id", "receiver_id"),
        CheckConstraint("owner_id <> receiver_id", name="two_people"),
        Index("ix_disclosure_owner_id", "owner_id"),
        Index("ix_disclosure_receiver_id", "receiver_id"),
    )

    id: Mapped[Id]
    match_id: Mapped[UUID] = mapped_column(ForeignKey("match.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"))
    receiver_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"))
    fields: Mapped[list[str]]
    at: Mapped[CreatedAt]
