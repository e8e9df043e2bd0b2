"""From what a clock on the wall says to an instant: an event is planned in the programme's zone.

In the night when clocks go forward an hour does not exist: a time within it is refused. In the night when they go back an
hour comes twice: the first of the two is taken.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)


def exists(local: datetime, zone: ZoneInfo) -> bool:
    """Whether a clock in the zone ever says this (naive) time."""
    return _there_and_back(local, zone) == local


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """Return when a clock in the zone says this (naive) time, in UTC; the first time where it does so twice."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def moved(when: datetime, zone: ZoneInfo, by_days: int) -> datetime:
    """Return the same time of day so many days later, in UTC; one that the clocks skip becomes the hour after."""
    local = wall(when, zone) + timedelta(days=by_days)
    while not exists(local, zone):
        local += HOUR
    return instant(local, zone)


def wall(when: datetime, zone: ZoneInfo) -> datetime:
    """Return what a clock in the zone says at an instant, naive."""
    return when.astimezone(zone).replace(tzinfo=None, fold=0)


def _there_and_back(local: datetime, zone: ZoneInfo) -> datetime:
    return wall(instant(local, zone), zone)
