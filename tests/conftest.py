"""What all tests share: one real PostgreSQL a run, one migrated database a worker process, the app on it.

Tests commit for real and never clean up: each makes a programme of its own and looks at nothing else.
"""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from psycopg import sql
from pydantic import HttpUrl

from kisalli.core import embedded
from kisalli.core.budgets import Budget
from kisalli.core.db import Sessions
from kisalli.core.logs import configure_logs
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.database import migrate
from kisalli.main import create_app
from tests.factories import World
from tests.trail import wordless

SERVER = "KISALLI_TEST_SERVER"
PUBLIC_URL = HttpUrl("https://kisalli.test")  # where the tests' browsers are, and to which passkeys are bound
# No disk guarantees for throwaway data; the tests of crashes start servers of their own.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}


# What takes longest begins first, so that in the end no worker waits for another: a module runs on one.
LONGEST = (
    *("test_accessibility", "test_three_people", "test_whole_programme", "test_refusals"),
    *("test_cli", "test_schemathesis", "test_matrix", "test_shutdown", "test_storm", "test_database_gone", "test_metrics"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest modules first."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


def pytest_configure(config: pytest.Config) -> None:
    """Start the run's server once, in the process that hands out the work."""
    if hasattr(config, "workerinput") or SERVER in os.environ:
        return
    folder = tempfile.mkdtemp(prefix="kisalli-tests-")
    os.chmod(folder, 0o755)
    running = embedded.server(Path(folder), FAST)
    os.environ[SERVER] = running.__enter__().url("{database}")
    config.stash[RUNNING] = (running, folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    if RUNNING in config.stash:
        running, folder = config.stash[RUNNING]
        running.__exit__(None, None, None)
        shutil.rmtree(folder, ignore_errors=True)
        del os.environ[SERVER]


RUNNING = pytest.StashKey[tuple[AbstractContextManager[embedded.Cluster], str]]()


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Demo mode, nothing else set; logs as in production, so that none prints what it should not."""
    made = Settings(demo=True, public_url=PUBLIC_URL, pool_size=20, log_json=True, log_level="WARNING")
    configure_logs(made)
    return made


@pytest.fixture(scope="session")
def keys(settings: Settings) -> Keys:
    """The keys of the demo secret."""
    return Keys(settings)


def create_database(name: str) -> str:
    """Create an empty database on the run's server and return its address."""
    return database_on(os.environ[SERVER], name)


def database_on(server: str, name: str) -> str:
    """Create an empty database on a server, given as an address with `{database}` in it, and return its address."""
    with psycopg.connect(server.format(database="postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return server.format(database=name)


@pytest.fixture(scope="session")
def database_url(worker_id: str) -> Iterator[str]:
    """The worker's own migrated database; after all tests, whatever they left in the audit trail has words on its page."""
    url = create_database(f"tests_{worker_id}")
    migrate(url)
    yield url
    missing = wordless(url)
    assert missing == [], f"auditWords.ts of the SPA has no words for {', '.join(missing)}"


@pytest.fixture(scope="session")
async def app(settings: Settings, database_url: str) -> AsyncIterator[FastAPI]:
    """The app, its lifespan running."""
    app = create_app(settings, database_url)
    app.state.certificates_checked = Budget(1_000_000, 3600)  # all tests call from one address; its own test sets a small one
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
def app_state(app: FastAPI) -> dict[str, Any]:
    """What the app's parts are kept in, for `monkeypatch.setitem`: undoing a `setattr` on it would take the part away."""
    state: dict[str, Any] = app.state._state
    return state


@pytest.fixture(scope="session")
def sessions(app: FastAPI) -> Sessions:
    """The app's session factory."""
    made: Sessions = app.state.sessions
    return made


@pytest.fixture(scope="session")
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a caller; `world` signs people in."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://kisalli.test") as client:
        yield client


@pytest.fixture
async def world(sessions: Sessions, keys: Keys, http: httpx.AsyncClient) -> World:
    """A programme of this test's own, its request window open."""
    return await World.make(sessions, keys, http)
