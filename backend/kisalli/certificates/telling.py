"""Telling everybody who was in a match that the mentoring months are over and their certificate is ready (R26)."""

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.certificates import queries
from kisalli.core.db import Sessions, transaction
from kisalli.programmes.locks import share_programme

BATCH = 500


async def tell_ready(sessions: Sessions) -> int:
    """Write the mails that are due, once for each participant; return how many. Safe with several workers at once."""
    async with transaction(sessions) as session:
        waiting = (await session.scalars(queries.WAITING)).all()
    told = 0
    for programme_id in waiting:
        while True:
            async with transaction(sessions) as session:
                await share_programme(session, programme_id)  # somebody may be extending it right now
                written = await _tell(session, programme_id)
            told += written
            if written < BATCH:
                break
    return told


async def _tell(session: AsyncSession, programme_id: object) -> int:
    written = await session.execute(queries.TELL, {"programme_id": programme_id, "batch": BATCH})
    return written.rowcount  # type: ignore[attr-defined,no-any-return]  # an INSERT's result has it
