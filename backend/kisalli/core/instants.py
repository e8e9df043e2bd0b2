"""The one clock by which every window, lease and session is judged."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession


async def now(session: AsyncSession) -> datetime:
    """Return the database's time of this very moment, not of the transaction's beginning."""
    instant: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    return instant
