"""Instants: the one clock by which every window, lease and session is judged, and what a clock on a wall means in a zone.

In the night when clocks go forward an hour does not exist: a time within it is refused. In the night when they go back an
hour comes twice: the first of the two is meant.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.errors import FieldProblem, Invalid


async def now(session: AsyncSession) -> datetime:
    """Return the database's time of this very moment, not of the transaction's beginning."""
    instant: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    return instant


def on_the_wall(shown: Mapping[str, datetime], zone: str) -> dict[str, datetime]:
    """Return the instants in UTC at which the clocks of a zone show (naive) times, by the field that each stands in.

    Raises:
        Invalid: they never show some of them, in the night in which they are put forward; it names every such field.
    """
    found = {field: _instant(local, zone) for field, local in shown.items()}
    skipped = [field for field, local in shown.items() if wall(found[field], zone) != local]
    if skipped:
        raise Invalid(errors=[_skipped(field) for field in skipped])
    return found


def wall(instant: datetime, zone: str) -> datetime:
    """Return what the clocks of a zone show at an instant, naive."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def moved(instant: datetime, by: timedelta, zone: str) -> datetime:
    """Return an instant moved by whole days of a zone, in UTC: its time of day there stays, whatever summer time does (R4).

    A time that the clocks skip is as much later as they are put forward.
    """
    return _instant(wall(instant, zone) + by, zone)


def day_begins(day: date, zone: str) -> datetime:
    """Return the instant in UTC at which a day begins in a zone."""
    return _instant(datetime.combine(day, time()), zone)


def _instant(shown: datetime, zone: str) -> datetime:
    return shown.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def _skipped(field: str) -> FieldProblem:
    return FieldProblem(
        f"#/{field}", "no_such_time", "The clocks go forward that night, so this time does not exist; choose another"
    )
