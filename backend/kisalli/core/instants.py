"""Instants: the one clock by which every window, lease and session is judged, and what a clock on a wall means in a zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession


class NoSuchTime(ValueError):
    """A clock on the wall never showed this time: it was put forward over it in that night."""


async def now(session: AsyncSession) -> datetime:
    """Return the database's time of this very moment, not of the transaction's beginning."""
    instant: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    return instant


def on_the_wall(shown: datetime, zone: str) -> datetime:
    """Return the instant in UTC at which the clocks of a zone show a (naive) time; of an hour that comes twice, the first.

    Raises:
        NoSuchTime: they never show it, in the night in which they are put forward.
    """
    instant = shown.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    if instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != shown:
        raise NoSuchTime
    return instant
