"""A running server with somebody's token and a service account, for what is run against it from outside."""

import asyncio
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from sqlalchemy import update

from kisalli.auth.models import ServiceAccount
from kisalli.core.db import create_engine, create_sessions, transaction
from kisalli.core.security import SERVICE_SECRET, Keys, hash_secret, new_secret
from kisalli.core.settings import Settings
from tests.auth.openid import free_port
from tests.factories import World
from tests.races.machines import KISALLI

START_SECONDS = 100


@dataclass(frozen=True)
class Served:
    """Where the server is, and who may call it."""

    url: str
    programme_id: str
    token: str
    client_id: str
    client_secret: str


@contextmanager
def served(database_url: str) -> Iterator[Served]:
    """Serve a database's programmes on a free port; its own world is made beforehand."""
    port = free_port()
    settings = {"KISALLI_DEMO": "true", "KISALLI_PORT": str(port), "KISALLI_DATABASE_URL": database_url, "KISALLI_POOL_SIZE": "2"}
    process = subprocess.Popen([KISALLI, "serve"], env=os.environ | settings)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url, process, START_SECONDS)
        yield asyncio.run(_cast(database_url, url))
    finally:
        process.terminate()
        process.wait(30)


async def _cast(database_url: str, url: str) -> Served:
    settings = Settings(demo=True)
    engine = create_engine(database_url, settings)
    try:
        async with httpx.AsyncClient() as http:
            world = await World.make(create_sessions(engine), Keys(settings), http)
            _, script = await world.personal_token(world.coordinator, "programmes:read")
            account, secret = await world.service(), SERVICE_SECRET + new_secret()
            async with transaction(world.sessions) as session:
                mine = update(ServiceAccount).where(ServiceAccount.person_id == account.person_id)
                await session.execute(mine.values(secret_hash=hash_secret(secret)))
    finally:
        await engine.dispose()
    token = script["Authorization"].removeprefix("Bearer ")
    return Served(url, str(world.programme_id), token, str(account.person_id), secret)


def wait_until_ready(url: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait until a service answers.

    Raises:
        TimeoutError: it ended, or did not answer in time.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/readyz", timeout=1).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} did not start within {seconds} s")
