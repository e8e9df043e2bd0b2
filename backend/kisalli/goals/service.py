"""Goals, which are the mentee's (R19), and steps and reviews, which are every member's."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.core.etags import require_match
from kisalli.core.ids import new_id
from kisalli.goals import queries
from kisalli.goals.errors import GoalClosed, TooMany
from kisalli.goals.models import Goal, GoalChange, GoalReview, GoalState, Step
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
from kisalli.matches.membership import Membership, active_membership, membership
from kisalli.programmes.errors import NotTheMentee
from kisalli.programmes.models import Role

MOST_GOALS, MOST_STEPS = 20, 100  # open at a time


async def plan(session: AsyncSession, match_id: UUID, caller: Caller) -> PlanOut:
    """Return what the members of one's own match mean to do.

    Raises:
        NotFound: there is no such match.
    """
    await membership(session, match_id, caller)
    return await queries.plan(session, match_id)


async def read(session: AsyncSession, goal_id: UUID, caller: Caller) -> OneGoalOut:
    """Return a goal of one's own match.

    Raises:
        NotFound: there is none.
    """
    await membership(session, await queries.match_of_goal(session, goal_id), caller)
    return await queries.goal(session, goal_id)


async def write(session: AsyncSession, match_id: UUID, body: GoalIn, caller: Caller) -> GoalActOut:
    """Write a goal of one's own.

    Raises:
        NotFound, MatchEnded: not the caller's match, or it is over. NotTheMentee: goals are the mentee's. TooMany.
    """
    me = await active_membership(session, match_id, caller)
    _require_mentee(me)
    if (await _counted(session, me)).goals >= MOST_GOALS:
        raise TooMany
    goal = Goal(id=new_id(), match_id=match_id, owner_id=me.participant_id, state=GoalState.OPEN, **body.model_dump())
    session.add(goal)
    await session.flush()
    _record(session, goal, me, "goal_written")
    return _done(goal)


async def change(session: AsyncSession, goal_id: UUID, patch: GoalPatch, if_match: str | None, caller: Caller) -> OneGoalOut:
    """Change a goal of one's own; what it was stays in its history.

    Raises:
        NotFound, MatchEnded, NotTheMentee: see `write`. GoalClosed. PreconditionRequired, Stale: see `core.etags`.
    """
    goal, me = await _own(session, goal_id, caller)
    require_match(if_match, goal.version)
    if goal.state != GoalState.OPEN:
        raise GoalClosed
    given = patch.model_dump(exclude_unset=True)
    changed = {
        name: value
        for name, value in given.items()
        if (value is not None or name == "target_on") and value != getattr(goal, name)
    }
    if changed:
        _move(session, goal, me, "goal_changed", **changed)
        await session.flush()
    return await queries.goal(session, goal_id)


async def close(session: AsyncSession, goal_id: UUID, body: CloseGoalIn, caller: Caller) -> GoalActOut:
    """Say that a goal was reached or let go.

    Raises:
        NotFound, MatchEnded, NotTheMentee: see `write`. GoalClosed: it is no longer open.
    """
    goal, me = await _own(session, goal_id, caller)
    if goal.state != GoalState.OPEN:
        raise GoalClosed
    _move(session, goal, me, f"goal_{body.outcome}", state=body.outcome, closed_at=await instants.now(session))
    return _done(goal)


async def reopen(session: AsyncSession, goal_id: UUID, caller: Caller) -> GoalActOut:
    """Take a goal up again; one that is open stays so.

    Raises:
        NotFound, MatchEnded, NotTheMentee, TooMany: see `write`.
    """
    goal, me = await _own(session, goal_id, caller)
    if goal.state != GoalState.OPEN:
        if (await _counted(session, me)).goals >= MOST_GOALS:
            raise TooMany
        _move(session, goal, me, "goal_reopened", state=GoalState.OPEN, closed_at=None)
    return _done(goal)


async def review(session: AsyncSession, goal_id: UUID, body: ReviewIn, caller: Caller) -> GoalActOut:
    """Say something of a goal; every member may.

    Raises:
        NotFound, MatchEnded: see `write`.
    """
    me = await active_membership(session, await queries.match_of_goal(session, goal_id), caller)
    goal = await session.get_one(Goal, goal_id)
    session.add(GoalReview(id=new_id(), goal_id=goal_id, written_by=me.participant_id, words=body.words))
    return _done(goal)


async def add_step(session: AsyncSession, match_id: UUID, body: StepIn, caller: Caller) -> StepActOut:
    """Add a step; every member may.

    Raises:
        NotFound, MatchEnded: see `write`; or the goal is none of this match's. GoalClosed, TooMany.
    """
    me = await active_membership(session, match_id, caller)
    if body.goal_id is not None:
        goal = await session.get(Goal, body.goal_id, with_for_update={"read": True}, populate_existing=True)
        if goal is None or goal.match_id != match_id:
            raise NotFound
        if goal.state != GoalState.OPEN:
            raise GoalClosed
    if (await _counted(session, me)).steps >= MOST_STEPS:
        raise TooMany
    step = Step(id=new_id(), match_id=match_id, written_by=me.participant_id, **body.model_dump())
    session.add(step)
    return StepActOut(id=step.id, done=False)


async def change_step(session: AsyncSession, step_id: UUID, patch: StepPatch, caller: Caller) -> StepActOut:
    """Change a step, or tick it off; every member may.

    Raises:
        NotFound, MatchEnded: see `write`.
    """
    step = await _step(session, step_id, caller)
    given = patch.model_dump(exclude_unset=True)
    if given.get("words") is not None:
        step.words = given["words"]
    if "due_on" in given:
        step.due_on = given["due_on"]
    if given.get("done") is not None:
        step.done_at = (step.done_at or await instants.now(session)) if given["done"] else None
    return StepActOut(id=step.id, done=step.done_at is not None)


async def drop_step(session: AsyncSession, step_id: UUID, caller: Caller) -> None:
    """Take a step off the list; every member may.

    Raises:
        NotFound, MatchEnded: see `write`.
    """
    await session.delete(await _step(session, step_id, caller))


async def _own(session: AsyncSession, goal_id: UUID, caller: Caller) -> tuple[Goal, Membership]:
    """Lock a goal of the caller's own; others of its match may read it."""
    me = await active_membership(session, await queries.match_of_goal(session, goal_id), caller)
    goal = await session.get_one(Goal, goal_id, with_for_update=True, populate_existing=True)
    if goal.owner_id != me.participant_id:
        raise NotTheMentee
    return goal, me


async def _step(session: AsyncSession, step_id: UUID, caller: Caller) -> Step:
    await active_membership(session, await queries.match_of_step(session, step_id), caller)
    step = await session.get(Step, step_id, with_for_update=True, populate_existing=True)
    if step is None:  # taken off meanwhile
        raise NotFound
    return step


def _require_mentee(me: Membership) -> None:
    if me.role != Role.MENTEE:
        raise NotTheMentee


async def _counted(session: AsyncSession, me: Membership) -> Row[Any]:
    values = {"match_id": me.match_id, "participant_id": me.participant_id}
    return (await session.execute(queries.COUNTED, values)).one()


def _move(session: AsyncSession, goal: Goal, me: Membership, act: str, **columns: object) -> None:
    """Change a goal, and keep what it was."""
    was = {name: getattr(goal, name) for name in ("title", "why", "target_on", "state")}
    session.add(GoalChange(id=new_id(), goal_id=goal.id, **was))
    for name, value in columns.items():
        setattr(goal, name, value)
    goal.version += 1
    _record(session, goal, me, act, from_state=str(was["state"]))


def _record(session: AsyncSession, goal: Goal, me: Membership, act: str, from_state: str | None = None) -> None:
    row = {"programme_id": me.programme_id, "caller_id": me.person_id, "act": act, "subject": "goal", "subject_id": goal.id}
    audit.record(session, row | {"from_state": from_state, "to_state": goal.state})


def _done(goal: Goal) -> GoalActOut:
    return GoalActOut(id=goal.id, state=GoalState(goal.state))
