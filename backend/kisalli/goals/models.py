"""Goals of a mentee (R19) with their history and reviews, and the steps that members of a match take towards them."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, Version, one_of


class GoalState(StrEnum):
    """A goal that is let go was no failure: people change their minds."""

    OPEN = "open"
    REACHED = "reached"
    LET_GO = "let_go"


class Goal(Base):
    """What a mentee wants to reach; theirs to write, every member's to read."""

    __tablename__ = "goal"
    __table_args__ = (
        one_of("state", GoalState),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_at"),
        ForeignKeyConstraint(["match_id", "owner_id"], ["match_member.match_id", "match_member.participant_id"]),
        UniqueConstraint("id", "match_id"),
        Index("ix_goal_match_id", "match_id"),
    )

    id: Mapped[Id]
    match_id: Mapped[UUID]
    owner_id: Mapped[UUID]
    title: Mapped[str]
    why: Mapped[str] = mapped_column(server_default=text("''"))
    target_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    closed_at: Mapped[datetime | None]
    version: Mapped[Version]
    created_at: Mapped[CreatedAt]


class Step(Base):
    """Something concrete to do, towards a goal or (without one) by the members together: the seeds' "few measures"."""

    __tablename__ = "step"
    __table_args__ = (
        ForeignKeyConstraint(["match_id", "written_by"], ["match_member.match_id", "match_member.participant_id"]),
        ForeignKeyConstraint(["goal_id", "match_id"], ["goal.id", "goal.match_id"], ondelete="CASCADE"),
        Index("ix_step_match_id", "match_id"),
        Index("ix_step_goal_id", "goal_id", postgresql_where=text("goal_id IS NOT NULL")),
    )

    id: Mapped[Id]
    match_id: Mapped[UUID]
    goal_id: Mapped[UUID | None]
    written_by: Mapped[UUID]
    words: Mapped[str]
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class GoalReview(Base):
    """What a member said of a goal, in a meeting or after it."""

    __tablename__ = "goal_review"
    __table_args__ = (Index("ix_goal_review_goal_id", "goal_id"), Index("ix_goal_review_written_by", "written_by"))

    id: Mapped[Id]
    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"))
    written_by: Mapped[UUID] = mapped_column(ForeignKey("participant.id"))
    words: Mapped[str]
    created_at: Mapped[CreatedAt]


class GoalChange(Base):
    """How a goal came to be what it is: its words and date before each change."""

    __tablename__ = "goal_change"
    __table_args__ = (Index("ix_goal_change_goal_id", "goal_id"),)

    id: Mapped[Id]
    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"))
    title: Mapped[str]
    why: Mapped[str]
    target_on: Mapped[date | None]
    state: Mapped[str]
    created_at: Mapped[CreatedAt]
