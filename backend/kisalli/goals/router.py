"""Routes of goals, steps and reviews."""

from uuid import UUID

from fastapi import APIRouter, Response

from kisalli.core import etags
from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import IdempotencyKeyReused, NotFound, PreconditionRequired, Stale, Unavailable
from kisalli.core.etags import IfMatch
from kisalli.core.problem import problems
from kisalli.core.tx import Tx
from kisalli.goals import service
from kisalli.goals.errors import GoalClosed, TooMany
from kisalli.goals.schemas import (
    CloseGoalIn,
    GoalActOut,
    GoalIn,
    GoalPatch,
    OneGoalOut,
    PlanOut,
    ReviewIn,
    StepActOut,
    StepIn,
    StepPatch,
)
from kisalli.matches.errors import MatchEnded
from kisalli.programmes.errors import NotTheMentee

router = APIRouter(tags=["goals"])
ANY_ACT = (NotFound, MatchEnded, IdempotencyKeyReused, Unavailable)


@router.get(
    "/matches/{match_id}/goals", operation_id="read_plan", summary="Goals and steps of a match", responses=problems(NotFound)
)
async def read_plan(match_id: UUID, session: Tx, me: CurrentCaller) -> PlanOut:
    """Read what the members of one's own match mean to do: all goals, and steps that belong to none."""
    return await service.plan(session, match_id, me)


@router.post(
    "/matches/{match_id}/goals",
    operation_id="write_goal",
    summary="Write a goal",
    status_code=201,
    response_model=GoalActOut,
    responses=problems(*ANY_ACT, NotTheMentee, TooMany),
)
async def write_goal(match_id: UUID, body: GoalIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Write a goal of one's own; goals are the mentee's."""
    return await acts.create(service.write, match_id, body, me)


@router.get("/goals/{goal_id}", operation_id="read_goal", summary="A goal", responses=problems(NotFound))
async def read_goal(goal_id: UUID, session: Tx, me: CurrentCaller, response: Response) -> OneGoalOut:
    """Read a goal with its steps, what was said of it, and what it was before."""
    return _answer(response, await service.read(session, goal_id, me))


@router.patch(
    "/goals/{goal_id}",
    operation_id="change_goal",
    summary="Change a goal",
    responses=problems(NotFound, MatchEnded, NotTheMentee, GoalClosed, Stale, PreconditionRequired),
)
async def change_goal(
    goal_id: UUID, patch: GoalPatch, session: Tx, me: CurrentCaller, response: Response, if_match: IfMatch = None
) -> OneGoalOut:
    """Change words or date of one's own goal; what it was stays in its history."""
    return _answer(response, await service.change(session, goal_id, patch, if_match, me))


@router.post(
    "/goals/{goal_id}/close",
    operation_id="close_goal",
    summary="A goal was reached or let go",
    response_model=GoalActOut,
    responses=problems(*ANY_ACT, NotTheMentee, GoalClosed),
)
async def close_goal(goal_id: UUID, body: CloseGoalIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Say that one's own goal was reached, or let it go."""
    return await acts.run(service.close, goal_id, body, me)


@router.post(
    "/goals/{goal_id}/reopen",
    operation_id="reopen_goal",
    summary="Take a goal up again",
    response_model=GoalActOut,
    responses=problems(*ANY_ACT, NotTheMentee, TooMany),
)
async def reopen_goal(goal_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Take one's own goal up again."""
    return await acts.run(service.reopen, goal_id, me)


@router.post(
    "/goals/{goal_id}/reviews",
    operation_id="review_goal",
    summary="Say something of a goal",
    status_code=201,
    response_model=GoalActOut,
    responses=problems(*ANY_ACT),
)
async def review_goal(goal_id: UUID, body: ReviewIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Say something of a goal, in a meeting or after it; every member may."""
    return await acts.create(service.review, goal_id, body, me)


@router.post(
    "/matches/{match_id}/steps",
    operation_id="add_step",
    summary="Add a step",
    status_code=201,
    response_model=StepActOut,
    responses=problems(*ANY_ACT, GoalClosed, TooMany),
)
async def add_step(match_id: UUID, body: StepIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Add a step towards a goal, or one that the members take together."""
    return await acts.create(service.add_step, match_id, body, me)


@router.patch(
    "/steps/{step_id}",
    operation_id="change_step",
    summary="Change a step, or tick it off",
    responses=problems(NotFound, MatchEnded),
)
async def change_step(step_id: UUID, patch: StepPatch, session: Tx, me: CurrentCaller) -> StepActOut:
    """Change a step's words or day, or say whether it is done."""
    return await service.change_step(session, step_id, patch, me)


@router.delete(
    "/steps/{step_id}",
    operation_id="drop_step",
    summary="Take a step off the list",
    status_code=204,
    responses=problems(NotFound, MatchEnded),
)
async def drop_step(step_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Take a step off the list."""
    await service.drop_step(session, step_id, me)


def _answer(response: Response, goal: OneGoalOut) -> OneGoalOut:
    etags.show(response, goal.version)
    return goal
