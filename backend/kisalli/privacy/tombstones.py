"""The list of erasures outside the database: a restored backup has forgotten the latest, this file has not.

A line an erasure, its time and the person's id, which says nothing without the database. Only ever appended to, by the
worker, within seconds; keep it where no restore of the database touches it, and with the backups of another day too.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, text

from kisalli.core.db import Sessions, transaction

log = structlog.get_logger()

UNLISTED = text(
    "SELECT person_id, asked_at FROM erasure WHERE listed_at IS NULL ORDER BY asked_at LIMIT 500 FOR UPDATE SKIP LOCKED"
)
LISTED = text("UPDATE erasure SET listed_at = clock_timestamp() WHERE person_id = ANY(:ids)")


async def write_down(sessions: Sessions, file: Path) -> int:
    """Append the erasures that the file does not have yet; return how many. Twice in it does no harm, missing does.

    A file that can't be written leaves them to the next time and is logged as an error.
    """
    async with transaction(sessions) as session:
        rows = (await session.execute(UNLISTED)).all()
        if not rows:
            return 0
        try:
            append(file, rows)
        except OSError as error:
            log.error("erasures can't be written down: KISALLI_ERASURES_FILE", error=type(error).__name__)  # noqa: TRY400
            return 0
        await session.execute(LISTED, {"ids": [row.person_id for row in rows]})
    return len(rows)


def append(file: Path, rows: Sequence[Row[Any]]) -> None:
    """Append lines and see them on the disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, b"".join(_line(row.asked_at, row.person_id) for row in rows))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _line(at: datetime, person_id: UUID) -> bytes:
    return f"{at.isoformat()} {person_id}\n".encode()


def listed(file: Path) -> Iterator[UUID]:
    """Yield the people in the file, in the order of their erasure; half a line of a crash is passed over."""
    for line in file.read_text().splitlines():
        _, _, person_id = line.partition(" ")
        try:
            yield UUID(person_id)
        except ValueError:
            log.warning("a line of the erasures makes no sense")
