"""What the security tests share: scenes that nothing changes, and a fingerprint that would show if something did."""

from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from kisalli.core.db import Sessions, transaction
from kisalli.core.security import Keys
from kisalli.models import metadata
from tests.factories import World
from tests.security.scenes import Stages, introduce_provider

# What a read may leave: a row of the access log, and the mark that somebody took their data away (security row 8).
BY_READING = {"data_read": "false", "audit": "act <> 'data_exported'"}
ROWS = " UNION ALL ".join(
    f"SELECT '{table}', count(*), sum(hashtextextended(t::text, 0))::text FROM {table} t WHERE {BY_READING.get(table, 'true')}"
    for table in sorted(metadata.tables)
)
Fingerprint = Callable[[], Awaitable[list[tuple[str, int, str]]]]


@pytest.fixture(scope="session")
async def browserless(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the security tests' own: cookies of a sign-in would be sent with every later call."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://kisalli.test") as client:
        yield client


@pytest.fixture(scope="session")
async def stages(sessions: Sessions, keys: Keys, browserless: httpx.AsyncClient) -> Stages:
    """The shared scenes."""
    return Stages(await World.make(sessions, keys, browserless))


@pytest.fixture(scope="session", autouse=True)
def provider(app: FastAPI) -> None:
    """The scenes' identity provider is known to the app."""
    introduce_provider(app)


@pytest.fixture
def fingerprint(sessions: Sessions) -> Fingerprint:
    """Return what tells whether any row of any table is other than before."""

    async def take() -> list[tuple[str, int, str]]:
        async with transaction(sessions) as session:
            return [(row[0], row[1], row[2]) for row in await session.execute(text(ROWS))]

    return take
