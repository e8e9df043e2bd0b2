"""How a match stands to the programme's rhythm, and what its members do best next: pure, from counts and times alone.

"About once a month" (R20). A match is quiet 45 days after its last meeting when none is planned, and 14 days after its
beginning when there was none at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FIRST = timedelta(days=14)
QUIET = timedelta(days=45)
MONTH = timedelta(days=31)
OFTEN_CANCELLED = 2
SUGGESTED = 3


class Rhythm(StrEnum):
    """How a match stands: `waiting` for the programme to run, `fresh` without a meeting yet, or over.

    A group is `gathering` while no mentee is in it: nobody is to be met.
    """

    WAITING = "waiting"
    GATHERING = "gathering"
    FRESH = "fresh"
    GOOD = "good"
    DUE = "due"
    QUIET = "quiet"
    OVER = "over"


class Next(StrEnum):
    """What members may do next; the page and the mail have the words for each."""

    ANSWER_TIMES = "answer_times"
    SAY_WHETHER_HELD = "say_whether_held"
    MEET = "meet"
    WAIT_FOR_TIMES = "wait_for_times"
    FIRST_MEETING = "first_meeting"
    AGREE = "agree"
    SIGN = "sign"
    WRITE_GOAL = "write_goal"
    TAKE_STEP = "take_step"
    PLAN_MEETING = "plan_meeting"
    MEET_OTHERWISE = "meet_otherwise"
    LOOK_BACK_HALFWAY = "look_back_halfway"
    FEW_MEASURES = "few_measures"
    END_WELL = "end_well"
    WAIT_FOR_MENTEES = "wait_for_mentees"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a match at `now`: times and counts, no words.

    `planned_at` is its next meeting, `held_at` its latest; `unsaid` counts planned meetings that have passed, of which
    nobody said whether they were held; `cancelled` those since the last that was held. `written`: there is an agreement.
    From `halfway_at` on it is what only the next steps hang on: who asks how a match stands leaves it out.
    """

    now: datetime
    active: bool
    opened_at: datetime
    running_opens: datetime
    running_closes: datetime
    held: int
    held_at: datetime | None
    planned_at: datetime | None
    gathering: bool = False  # a group that no mentee is in
    halfway_at: datetime | None = None
    unsaid: int = 0
    to_pick: int = 0  # proposals that wait for the reader
    proposed: int = 0  # proposals of the reader's, that wait for the other
    cancelled: int = 0
    written: bool = False
    to_sign: bool = False
    goals: int = 0
    steps: int = 0

    @property
    def since(self) -> datetime:
        """From when quietness counts: the latest meeting of those who are in it, else the day on which they could begin."""
        begun = max(self.opened_at, self.running_opens)
        return self.held_at if self.held_at and self.held_at > self.opened_at else begun

    @property
    def rhythm(self) -> Rhythm:
        """How it stands."""
        if not self.active or self.now >= self.running_closes:
            return Rhythm.OVER
        if self.gathering:
            return Rhythm.GATHERING
        if self.now < self.running_opens and not self.held:
            return Rhythm.WAITING
        if self.planned_at is not None:
            return Rhythm.GOOD
        silence = self.now - self.since
        if silence >= (QUIET if self.held else FIRST):
            return Rhythm.QUIET
        if not self.held:
            return Rhythm.FRESH
        return Rhythm.DUE if silence >= MONTH else Rhythm.GOOD

    @property
    def quiet_from(self) -> datetime:
        """When it is quiet, if no meeting is planned or held before."""
        return self.since + (QUIET if self.held else FIRST)


def next_steps(standing: Standing) -> list[Next]:
    """Return what the reader best does next, at most three, the most pressing first; never empty."""
    return list(_wanted(standing))[:SUGGESTED] or [Next.REST]


def _wanted(it: Standing) -> Iterator[Next]:
    if not it.active:
        return
    if it.to_pick:
        yield Next.ANSWER_TIMES
    if it.unsaid:
        yield Next.SAY_WHETHER_HELD
    if it.planned_at is not None and not it.gathering:
        yield Next.MEET
    if it.now >= it.running_closes:
        return
    if it.gathering:
        yield Next.WAIT_FOR_MENTEES
    else:
        yield from _to_begin(it)
        yield from _on_the_way(it)


def _to_begin(it: Standing) -> Iterator[Next]:
    arranged = it.planned_at is not None or it.to_pick > 0
    if not arranged and it.proposed:
        yield Next.WAIT_FOR_TIMES
    elif not arranged and not it.held and not it.unsaid:
        yield Next.FIRST_MEETING
    if it.to_sign:
        yield Next.SIGN
    elif not it.written:
        yield Next.AGREE
    if not it.goals:
        yield Next.WRITE_GOAL


def _on_the_way(it: Standing) -> Iterator[Next]:
    if it.cancelled >= OFTEN_CANCELLED:
        yield Next.MEET_OTHERWISE
    if it.rhythm == Rhythm.QUIET and it.held:
        yield Next.FEW_MEASURES
    if it.halfway_at is not None and it.halfway_at <= it.now < it.halfway_at + MONTH:
        yield Next.LOOK_BACK_HALFWAY
    if it.running_closes - MONTH <= it.now:
        yield Next.END_WELL
    elif it.held and it.planned_at is None and not it.proposed and not it.to_pick:
        yield Next.PLAN_MEETING
    if it.goals and not it.steps:
        yield Next.TAKE_STEP
