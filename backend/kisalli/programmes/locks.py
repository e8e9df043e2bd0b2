"""The one order of locks: the programme (advisory), then participants by id, then the rest.

Acts share the programme; a change of its clock or rules has it alone. An advisory lock queues fairly, where a shared
lock on the programme's row let the acts of a rush starve the change for 20 seconds.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.db import advisory_key

SHARE = text("SELECT pg_advisory_xact_lock_shared(:key)")
ALONE = text("SELECT pg_advisory_xact_lock(:key)")
LOCK = text("""
SELECT id, programme_id, person_id, role, state, accepting FROM participant WHERE id = ANY(:ids) ORDER BY id FOR UPDATE
""")
KEY_SHARE = text("SELECT id FROM participant WHERE id = ANY(:ids) ORDER BY id FOR KEY SHARE")


async def share_programme(session: AsyncSession, programme_id: UUID) -> None:
    """Enter a programme beside other acts; its clock and rules stay as they are until this transaction ends."""
    await session.execute(SHARE, {"key": advisory_key(programme_id)})


async def take_programme(session: AsyncSession, programme_id: UUID) -> None:
    """Have a programme alone: waits for the acts under way, holds back the next."""
    await session.execute(ALONE, {"key": advisory_key(programme_id)})


async def lock_participants(session: AsyncSession, ids: Iterable[UUID]) -> dict[UUID, Row[Any]]:
    """Lock participants in the order of their ids and return them as they are now."""
    rows = await session.execute(LOCK, {"ids": list(set(ids))})
    return {row.id: row for row in rows}


async def lock_one_among(session: AsyncSession, own: UUID, others: Iterable[UUID]) -> None:
    """Lock one participant for oneself and others against deletion only, all in the global order.

    One statement can't lock rows in two ways, and two that go by strength instead of ids would deadlock with an act.
    """
    ids = set(others) - {own}
    await reference_participants(session, (each for each in ids if each < own))
    await lock_participants(session, [own])
    await reference_participants(session, (each for each in ids if each > own))


async def reference_participants(session: AsyncSession, ids: Iterable[UUID]) -> None:
    """Lock participants against deletion only, in the global order, before rows that reference them are written."""
    await session.execute(KEY_SHARE, {"ids": list(set(ids))})
