"""A database of its own for parts that run as processes, and those parts."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from kisalli.core.db import Sessions, create_engine, create_sessions, transaction
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.database import migrate
from tests.conftest import create_database
from tests.notifications.conftest import Office
from tests.races.machines import Part, free_port

# Who waits for a row that somebody else holds, in this database; `kisalli` is the service's own name for its connections.
WAITING = text("""
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND application_name = 'kisalli' AND cardinality(pg_blocking_pids(pid)) > 0
""")
Start = Callable[..., Part]


@pytest.fixture(scope="session")
def parts_url(worker_id: str) -> str:
    """The worker's own migrated database for parts: their clock and mails must not touch other tests' rows."""
    url = create_database(f"parts_{worker_id}")
    migrate(url)
    return url


@pytest.fixture(scope="session")
async def parts_sessions(parts_url: str, settings: Settings) -> AsyncIterator[Sessions]:
    """Its session factory."""
    engine = create_engine(parts_url, settings)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def sessions(parts_sessions: Sessions) -> Sessions:
    """That database, with nothing in its queue."""
    async with transaction(parts_sessions) as session:
        await session.execute(text("DELETE FROM message"))
    return parts_sessions


@pytest.fixture
def start(parts_url: str, tmp_path: Path) -> Iterator[Start]:
    """Start `kisalli COMMAND` as a process, settings of None left out; whatever still runs at the end is stopped."""
    parts: list[Part] = []

    def begin(command: str, **environment: Any) -> Part:
        port = free_port() if command == "serve" else 0
        settings = {"KISALLI_DEMO": "true", "KISALLI_DATABASE_URL": parts_url, "KISALLI_PORT": port} | environment
        given = {name: str(value) for name, value in settings.items() if value is not None}
        part = Part(command, given, tmp_path / f"{command}-{len(parts)}.log", port)
        part.start()
        parts.append(part)
        if port:
            part.wait_until_ready()
        return part

    yield begin
    for part in parts:
        part.stop()


@pytest.fixture
async def world(sessions: Sessions, keys: Keys) -> AsyncIterator[Office]:
    """A programme in that database; a test that starts `kisalli serve` points `world.http` at it."""
    async with httpx.AsyncClient() as http:
        yield await Office.make(sessions, keys, http)
