from datetime import UTC, date, datetime, timedelta

import pytest

from kisalli.core.errors import Invalid
from kisalli.core.instants import day_begins, moved, on_the_wall, wall

HELSINKI = "Europe/Helsinki"
SPRING, AUTUMN = "2027-03-28", "2027-10-31"  # the nights in which clocks are moved there


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return local(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "zone", "instant"),
    [
        ("2027-02-03T16:00", HELSINKI, "2027-02-03T14:00"),
        ("2027-07-01T16:00", HELSINKI, "2027-07-01T13:00"),
        (f"{SPRING}T02:59", HELSINKI, f"{SPRING}T00:59"),
        (f"{SPRING}T04:00", HELSINKI, f"{SPRING}T01:00"),
        (f"{AUTUMN}T03:30", HELSINKI, f"{AUTUMN}T00:30"),  # shown twice; the first
        ("2027-02-03T16:00", "UTC", "2027-02-03T16:00"),
    ],
)
def test_what_clocks_on_the_wall_show_is_an_instant(shown: str, zone: str, instant: str) -> None:
    assert on_the_wall({"starts": local(shown)}, zone) == {"starts": utc(instant)}
    assert wall(utc(instant), zone) == local(shown)


def test_times_that_clocks_never_show_are_refused_each_at_its_field() -> None:
    skipped = {f"at_{minute}": local(f"{SPRING}T{minute}") for minute in ("03:00", "03:30", "03:59:59")}
    with pytest.raises(Invalid) as refused:
        on_the_wall(skipped | {"other": local(f"{SPRING}T04:00")}, HELSINKI)
    assert [(each.pointer, each.code) for each in refused.value.errors] == [(f"#/{name}", "no_such_time") for name in skipped]


@pytest.mark.parametrize(
    ("instant", "days", "then"),
    [
        ("2027-03-20T14:00", 14, "2027-04-03T13:00"),  # 16.00 in winter, and in summer
        ("2027-03-27T01:30", 1, f"{SPRING}T01:30"),  # 3.30 is skipped: 4.30
        ("2027-03-27T01:30", 2, "2027-03-29T00:30"),
        (f"{AUTUMN}T01:30", 148, "2028-03-27T00:30"),  # the second 3.30 of a night is 3.30 all the same
        (f"{AUTUMN}T01:30", 147, "2028-03-26T01:30"),  # and where it is skipped, the hour after
        (f"{AUTUMN}T00:30", 0, f"{AUTUMN}T00:30"),
    ],
)
def test_a_time_of_day_stays_over_the_nights_in_which_clocks_are_moved(instant: str, days: int, then: str) -> None:
    assert moved(utc(instant), timedelta(days=days), HELSINKI) == utc(then)


def test_a_day_begins_when_its_zone_says_so() -> None:
    assert day_begins(date(2027, 7, 1), HELSINKI) == utc("2027-06-30T21:00")
    assert day_begins(date(2027, 4, 30), "Africa/Cairo") == utc("2027-04-29T22:00")  # the first hour is skipped there
