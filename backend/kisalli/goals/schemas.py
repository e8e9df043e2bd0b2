"""Goals, steps and reviews as members of a match write and read them."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from kisalli.core.schemas import In, Instant, Line, Out, Prose, shown_by
from kisalli.goals.models import GoalState

Day = Annotated[date, Field(ge=date(2000, 1, 1), lt=date(2100, 1, 1))]
Title = Annotated[Line, StringConstraints(min_length=1)]
Words = Annotated[Line, StringConstraints(min_length=1, max_length=500)]
Why = Annotated[Prose, StringConstraints(max_length=3000)]


class GoalIn(In):
    """A goal; the mentee writes it."""

    model_config = shown_by({"title": "Find out what energy companies do besides engineering", "target_on": "2027-03-31"})

    title: Title
    why: Why = ""
    target_on: Day | None = None


class GoalPatch(In):
    """What is to change; a date is taken away with null."""

    model_config = shown_by({"target_on": "2027-04-30"})

    title: Title | None = None
    why: Why | None = None
    target_on: Day | None = None


class CloseGoalIn(In):
    """How a goal ended."""

    model_config = shown_by({"outcome": "reached"})

    outcome: Literal[GoalState.REACHED, GoalState.LET_GO]


class StepIn(In):
    """A step towards a goal, or (without one) one that the members take together."""

    model_config = shown_by({"words": "Write to two people at Fingrid", "due_on": "2027-02-15", "goal_id": None})

    words: Words
    due_on: Day | None = None
    goal_id: UUID | None = None


class StepPatch(In):
    """What is to change of a step; a date is taken away with null."""

    model_config = shown_by({"done": True})

    words: Words | None = None
    due_on: Day | None = None
    done: bool | None = None


class ReviewIn(In):
    """What somebody says of a goal, in a meeting or after it."""

    model_config = shown_by({"words": "Two of the three talks are done; the third brought a new question."})

    words: Annotated[Prose, StringConstraints(min_length=1, max_length=3000)]


class GoalActOut(Out):
    """A goal after an act."""

    id: UUID
    state: GoalState


class StepActOut(Out):
    """A step after an act."""

    id: UUID
    done: bool


class StepOut(Out):
    """A step of a match."""

    id: UUID
    goal_id: UUID | None
    written_by: UUID
    words: str
    due_on: date | None
    done_at: Instant | None


class ReviewOut(Out):
    """What somebody said of a goal."""

    id: UUID
    written_by: UUID
    words: str
    created_at: Instant


class GoalChangeOut(Out):
    """What a goal was until it was changed at `created_at`."""

    title: str
    why: str
    target_on: date | None
    state: GoalState
    created_at: Instant


class GoalOut(Out):
    """A goal with its steps, the oldest first; reviews and history are read with the goal itself."""

    id: UUID
    match_id: UUID
    owner_id: UUID
    title: str
    why: str
    target_on: date | None
    state: GoalState
    closed_at: Instant | None
    created_at: Instant
    version: int
    steps: list[StepOut]


class OneGoalOut(GoalOut):
    """A goal with all that was said of it and all that it was."""

    reviews: list[ReviewOut]
    history: list[GoalChangeOut]


class PlanOut(Out):
    """What members of a match mean to do: goals, and steps that belong to none."""

    goals: list[GoalOut]
    steps: list[StepOut]
