from datetime import UTC, datetime

import pytest

from kisalli.core.instants import NoSuchTime, on_the_wall

HELSINKI = "Europe/Helsinki"


@pytest.mark.parametrize(
    ("shown", "zone", "instant"),
    [
        ("2027-02-03T16:00", HELSINKI, "2027-02-03T14:00"),
        ("2027-07-01T16:00", HELSINKI, "2027-07-01T13:00"),
        ("2027-03-28T02:59", HELSINKI, "2027-03-28T00:59"),
        ("2027-03-28T04:00", HELSINKI, "2027-03-28T01:00"),
        ("2027-10-31T03:30", HELSINKI, "2027-10-31T00:30"),  # shown twice; the first
        ("2027-02-03T16:00", "UTC", "2027-02-03T16:00"),
    ],
)
def test_what_clocks_on_the_wall_show_is_an_instant(shown: str, zone: str, instant: str) -> None:
    assert on_the_wall(datetime.fromisoformat(shown), zone) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize("shown", ["2027-03-28T03:00", "2027-03-28T03:30", "2027-03-28T03:59:59"])
def test_a_time_that_clocks_never_show_is_none(shown: str) -> None:
    with pytest.raises(NoSuchTime):
        on_the_wall(datetime.fromisoformat(shown), HELSINKI)
