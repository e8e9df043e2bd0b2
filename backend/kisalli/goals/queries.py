"""Goals and steps as rows; whose they are is asked in `matches.membership` before."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.errors import NotFound
from kisalli.goals.models import Goal, GoalChange, GoalReview, Step
from kisalli.goals.schemas import GoalChangeOut, GoalOut, OneGoalOut, PlanOut, ReviewOut, StepOut

GOAL_MATCH = text("SELECT match_id FROM goal WHERE id = :id")
STEP_MATCH = text("SELECT match_id FROM step WHERE id = :id")
COUNTED = text("""
SELECT (SELECT count(*) FROM goal WHERE match_id = :match_id AND owner_id = :participant_id AND state = 'open') AS goals,
       (SELECT count(*) FROM step WHERE match_id = :match_id AND done_at IS NULL) AS steps
""")


async def match_of_goal(session: AsyncSession, goal_id: UUID) -> UUID:
    """Return the match of a goal.

    Raises:
        NotFound: there is no such goal.
    """
    return _there(await session.scalar(GOAL_MATCH, {"id": goal_id}))


async def match_of_step(session: AsyncSession, step_id: UUID) -> UUID:
    """Return the match of a step.

    Raises:
        NotFound: there is no such step.
    """
    return _there(await session.scalar(STEP_MATCH, {"id": step_id}))


def _there(match_id: UUID | None) -> UUID:
    if match_id is None:
        raise NotFound
    return match_id


async def plan(session: AsyncSession, match_id: UUID) -> PlanOut:
    """Return all goals and steps of a match, in two statements."""
    goals = (await session.scalars(select(Goal).where(Goal.match_id == match_id).order_by(Goal.id))).all()
    steps = (await session.scalars(select(Step).where(Step.match_id == match_id).order_by(Step.id))).all()
    return PlanOut(
        goals=[_goal(each, steps) for each in goals],
        steps=[StepOut.model_validate(each) for each in steps if each.goal_id is None],
    )


async def goal(session: AsyncSession, goal_id: UUID) -> OneGoalOut:
    """Return a goal with its steps, reviews and history, each the oldest first."""
    row = await session.get_one(Goal, goal_id)
    steps = (await session.scalars(select(Step).where(Step.goal_id == goal_id).order_by(Step.id))).all()
    reviews = await session.scalars(select(GoalReview).where(GoalReview.goal_id == goal_id).order_by(GoalReview.id))
    changes = await session.scalars(select(GoalChange).where(GoalChange.goal_id == goal_id).order_by(GoalChange.id))
    return OneGoalOut(
        **_goal(row, steps).model_dump(),
        reviews=[ReviewOut.model_validate(each) for each in reviews],
        history=[GoalChangeOut.model_validate(each) for each in changes],
    )


def _goal(row: Goal, steps: Sequence[Step]) -> GoalOut:
    fields = {name: getattr(row, name) for name in GoalOut.model_fields if name != "steps"}
    return GoalOut(steps=[StepOut.model_validate(each) for each in steps if each.goal_id == row.id], **fields)
