"""How a match stands (R20) and what is suggested: pure."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kisalli.workspace.standing import Next, Rhythm, Standing, next_steps

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FRESH = Standing(
    now=NOW,
    active=True,
    opened_at=NOW - 3 * DAY,
    running_opens=NOW - 20 * DAY,
    running_closes=NOW + 120 * DAY,
    halfway_at=NOW + 60 * DAY,
    held=0,
    held_at=None,
    planned_at=None,
    unsaid=0,
    to_pick=0,
    proposed=0,
    cancelled=0,
    written=False,
    to_sign=False,
    goals=0,
    steps=0,
)
GOING = replace(FRESH, opened_at=NOW - 70 * DAY, held=2, held_at=NOW - 10 * DAY, written=True, goals=1, steps=1)


@pytest.mark.parametrize(
    ("days", "rhythm"),
    [(13.99, Rhythm.FRESH), (14, Rhythm.QUIET)],
)
def test_without_a_first_meeting_a_match_is_quiet_after_a_fortnight(days: float, rhythm: Rhythm) -> None:
    assert replace(FRESH, opened_at=NOW - days * DAY).rhythm == rhythm


@pytest.mark.parametrize(("days", "rhythm"), [(30, Rhythm.GOOD), (31, Rhythm.DUE), (44.99, Rhythm.DUE), (45, Rhythm.QUIET)])
def test_after_a_meeting_a_match_is_due_in_a_month_and_quiet_in_forty_five_days(days: float, rhythm: Rhythm) -> None:
    assert replace(GOING, held_at=NOW - days * DAY).rhythm == rhythm


def test_whoever_meets_soon_is_not_quiet() -> None:
    assert replace(FRESH, opened_at=NOW - 60 * DAY, planned_at=NOW + 20 * DAY).rhythm == Rhythm.GOOD


def test_quietness_counts_from_the_day_on_which_both_could_begin() -> None:
    early = replace(FRESH, opened_at=NOW - 40 * DAY, running_opens=NOW - 5 * DAY)
    assert (early.rhythm, early.quiet_from) == (Rhythm.FRESH, NOW + 9 * DAY)
    assert replace(early, running_opens=NOW + DAY).rhythm == Rhythm.WAITING
    assert replace(early, running_opens=NOW + DAY, held=1, held_at=NOW - DAY).rhythm == Rhythm.GOOD


def test_quietness_of_a_group_counts_from_when_the_first_who_is_in_it_came() -> None:
    assert replace(GOING, held_at=NOW - 60 * DAY, opened_at=NOW - 5 * DAY).rhythm == Rhythm.GOOD


def test_nobody_is_to_be_met_in_a_group_that_waits_for_its_members() -> None:
    alone = replace(GOING, gathering=True, held_at=NOW - 60 * DAY, planned_at=NOW + DAY)
    assert (alone.rhythm, next_steps(alone)) == (Rhythm.GATHERING, [Next.WAIT_FOR_MENTEES])
    assert next_steps(replace(alone, unsaid=1)) == [Next.SAY_WHETHER_HELD, Next.WAIT_FOR_MENTEES]
    assert next_steps(replace(alone, running_closes=NOW)) == [Next.REST]


@pytest.mark.parametrize("before", [FRESH, GOING, replace(GOING, written=False, goals=0, cancelled=2)])
def test_when_the_running_time_is_over_nothing_new_is_begun(before: Standing) -> None:
    over = replace(before, running_closes=NOW)
    assert next_steps(over) == [Next.REST]
    assert next_steps(replace(over, unsaid=1)) == [Next.SAY_WHETHER_HELD], "what was can still be told"
    assert next_steps(replace(over, planned_at=NOW + DAY)) == [Next.MEET], "and a last meeting may come after it"


def test_a_first_meeting_that_may_have_been_is_not_asked_for_again() -> None:
    passed = replace(FRESH, unsaid=1)
    assert next_steps(passed)[0] == Next.SAY_WHETHER_HELD
    assert Next.FIRST_MEETING not in next_steps(passed)


@pytest.mark.parametrize("over", [replace(FRESH, active=False), replace(FRESH, running_closes=NOW)])
def test_after_its_end_nothing_is_quiet(over: Standing) -> None:
    assert replace(over, opened_at=NOW - 90 * DAY).rhythm == Rhythm.OVER


@pytest.mark.parametrize(
    ("standing", "steps"),
    [
        (FRESH, [Next.FIRST_MEETING, Next.AGREE, Next.WRITE_GOAL]),
        (replace(FRESH, to_pick=1, to_sign=True), [Next.ANSWER_TIMES, Next.SIGN, Next.WRITE_GOAL]),
        (replace(FRESH, proposed=1, written=True, goals=1), [Next.WAIT_FOR_TIMES, Next.TAKE_STEP]),
        (replace(GOING, planned_at=NOW + DAY), [Next.MEET]),
        (replace(GOING, unsaid=1), [Next.SAY_WHETHER_HELD, Next.PLAN_MEETING]),
        (replace(GOING, held_at=NOW - 50 * DAY, cancelled=2), [Next.MEET_OTHERWISE, Next.FEW_MEASURES, Next.PLAN_MEETING]),
        (replace(GOING, halfway_at=NOW - DAY), [Next.LOOK_BACK_HALFWAY, Next.PLAN_MEETING]),
        (replace(GOING, running_closes=NOW + 20 * DAY), [Next.END_WELL]),
        (replace(GOING, active=False), [Next.REST]),
    ],
)
def test_what_is_suggested_fits_where_they_are(standing: Standing, steps: list[Next]) -> None:
    assert next_steps(standing) == steps


def test_whoever_is_quiet_always_has_something_to_do() -> None:
    for held in (0, 1):
        for proposed in (0, 1):
            for to_pick in (0, 1):
                quiet = replace(GOING, held=held, held_at=NOW - 50 * DAY if held else None, opened_at=NOW - 50 * DAY)
                steps = next_steps(replace(quiet, proposed=proposed, to_pick=to_pick))
                assert not {Next.MEET, Next.REST} & set(steps) and len(steps) >= 1
