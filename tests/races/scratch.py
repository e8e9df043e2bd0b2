"""A database of one's own from which walls can be torn down, and a runner without its locks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import psycopg
import pytest
from sqlalchemy import text

from kisalli.core.acts import Acts
from kisalli.core.db import create_engine, create_sessions
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.core.signals import Signals
from kisalli.database import migrate
from kisalli.requests import parties
from kisalli.requests.errors import MEANINGS
from tests.conftest import create_database
from tests.factories import World
from tests.races.scene import Scene

WALLS = {
    "mentee's slots": ("DROP INDEX uq_request_mentee_slot",),
    "mentor's slots": ("DROP INDEX uq_request_mentor_slot",),
    "gates": (
        "ALTER TABLE request DROP CONSTRAINT fk_request_mentor_accepting",
        "ALTER TABLE request DROP CONSTRAINT fk_request_mentee_accepting",
        "DROP TRIGGER participant_accepting_is_true ON participant",
    ),
}


@asynccontextmanager
async def scratch(name: str, settings: Settings, keys: Keys, http: httpx.AsyncClient, *torn_down: str) -> AsyncIterator[Scene]:
    """Yield a scene on a new database without some of its walls."""
    url = create_database(name)
    migrate(url)
    with psycopg.connect(url, autocommit=True) as connection:
        for wall in torn_down:
            for statement in WALLS[wall]:
                connection.execute(statement.encode())
    engine = create_engine(url, settings)
    sessions = create_sessions(engine)
    try:
        world = await World.make(sessions, keys, http)
        yield Scene(world, Acts(sessions, Signals(), MEANINGS), url)
    finally:
        await engine.dispose()


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let acts read the parties without locking them."""
    statement = str(parties.LOCK_PARTIES.text)
    assert statement.count("FOR UPDATE OF p") == 1, "the lock is not where this control looks for it"
    monkeypatch.setattr(parties, "LOCK_PARTIES", text(statement.replace("FOR UPDATE OF p", "")).bindparams(parties.IDS))
