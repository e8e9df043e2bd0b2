"""R1, R2: half-open windows and the phase that they are shown as; pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisalli.programmes.clock import Phase, grace_ends, lies_within, phase, require_open
from kisalli.programmes.errors import WindowClosed, WindowNotOpen

DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
START = datetime(2026, 9, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + number * DAY


DAYS = [day(number) for number in range(121)]


@dataclass
class Clock:
    """Mentors sign up on days 0–9, requests on 20–29, running 25–99, feedback until 120."""

    published_at: datetime | None = START
    archived_at: datetime | None = None
    mentor_signup_opens: datetime = DAYS[0]
    mentor_signup_closes: datetime = DAYS[10]
    requests_opens: datetime = DAYS[20]
    requests_closes: datetime = DAYS[30]
    running_opens: datetime = DAYS[25]
    running_closes: datetime = DAYS[100]
    feedback_closes: datetime = DAYS[120]
    grace_days: int = 1


def test_a_window_holds_its_first_instant_and_not_its_last() -> None:
    require_open(day(1), day(2), day(1))
    require_open(day(1), day(2), day(2) - TICK)
    with pytest.raises(WindowNotOpen):
        require_open(day(1), day(2), day(1) - TICK)
    with pytest.raises(WindowClosed):
        require_open(day(1), day(2), day(2))


@pytest.mark.parametrize(("zone", "hours"), [("Europe/Helsinki", 10 * 24), ("UTC", 10 * 24)])
def test_the_seventh_to_sixteenth_of_january_holds_both_days_whole(zone: str, hours: int) -> None:
    """R1: "7–16 January" is [7 Jan 00:00, 17 Jan 00:00) in the programme's zone."""
    local = ZoneInfo(zone)
    opens, closes = datetime(2027, 1, 7, tzinfo=local).astimezone(UTC), datetime(2027, 1, 17, tzinfo=local).astimezone(UTC)
    assert closes - opens == timedelta(hours=hours)
    require_open(opens, closes, datetime(2027, 1, 7, 0, 0, tzinfo=local))
    require_open(opens, closes, datetime(2027, 1, 16, 23, 59, 59, 999999, tzinfo=local))
    with pytest.raises(WindowNotOpen):
        require_open(opens, closes, datetime(2027, 1, 6, 23, 59, 59, tzinfo=local))
    with pytest.raises(WindowClosed):
        require_open(opens, closes, datetime(2027, 1, 17, tzinfo=local))


def test_whole_days_across_the_change_to_summer_time_are_an_hour_shorter() -> None:
    helsinki = ZoneInfo("Europe/Helsinki")
    opens, closes = (datetime(2027, 3, number, tzinfo=helsinki).astimezone(UTC) for number in (28, 29))
    assert closes - opens == timedelta(hours=23)
    require_open(opens, closes, datetime(2027, 3, 28, 23, 59, tzinfo=helsinki))


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (day(0), Phase.MENTOR_SIGNUP),
        (day(10) - TICK, Phase.MENTOR_SIGNUP),
        (day(10), Phase.BETWEEN),
        (day(20) - TICK, Phase.BETWEEN),
        (day(20), Phase.REQUESTING),
        (day(26), Phase.REQUESTING),  # it runs already: requesting outranks
        (day(30) - TICK, Phase.REQUESTING),
        (day(30), Phase.RUNNING),
        (day(100) - TICK, Phase.RUNNING),
        (day(100), Phase.FEEDBACK),
        (day(120) - TICK, Phase.FEEDBACK),
        (day(120), Phase.ENDED),
        (day(9999), Phase.ENDED),
    ],
)
def test_the_phase_follows_the_windows(now: datetime, shown: Phase) -> None:
    assert phase(Clock(), now) == shown


def test_mentors_who_sign_up_while_requests_are_open_do_not_hide_them() -> None:
    assert phase(Clock(mentor_signup_closes=day(25)), day(22)) == Phase.REQUESTING


def test_published_before_any_window_is_between() -> None:
    assert phase(Clock(published_at=day(-5)), day(-1)) == Phase.BETWEEN


def test_draft_and_archived_follow_stored_times() -> None:
    assert phase(Clock(published_at=None), day(22)) == Phase.DRAFT
    assert phase(Clock(published_at=day(23)), day(22)) == Phase.DRAFT
    assert phase(Clock(archived_at=day(130)), day(129)) == Phase.ENDED
    assert phase(Clock(archived_at=day(130)), day(130)) == Phase.ARCHIVED
    assert phase(Clock(published_at=None, archived_at=day(1)), day(2)) == Phase.ARCHIVED


def test_a_programme_without_a_feedback_window_ends_with_its_running() -> None:
    assert phase(Clock(feedback_closes=day(100)), day(100)) == Phase.ENDED


@given(st.integers(min_value=-40 * 24, max_value=160 * 24))
def test_requests_are_sent_exactly_in_the_phase_that_says_so(hours: int) -> None:
    now, clock = START + timedelta(hours=hours), Clock(published_at=day(-100))
    try:
        require_open(clock.requests_opens, clock.requests_closes, now)
        is_open = True
    except (WindowNotOpen, WindowClosed):
        is_open = False
    assert (phase(clock, now) == Phase.REQUESTING) == is_open


def test_the_grace_begins_at_the_close() -> None:
    assert grace_ends(Clock(grace_days=0)) == day(30)
    assert grace_ends(Clock()) == day(31)


@pytest.mark.parametrize(("number", "inside"), [(6, False), (7, True), (16, True), (17, False)])
def test_a_day_lies_within_a_period_by_the_programmes_own_midnight(number: int, *, inside: bool) -> None:
    helsinki = ZoneInfo("Europe/Helsinki")
    opens, closes = (datetime(2027, 1, each, tzinfo=helsinki).astimezone(UTC) for each in (7, 17))
    assert opens.date() == date(2027, 1, 6)
    assert lies_within(date(2027, 1, number), opens, closes, helsinki) is inside
