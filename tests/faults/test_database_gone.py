"""The database goes away: a clear 503, nothing half-done, and everything goes on by itself when it is back."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from kisalli.core import embedded
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.database import migrate
from kisalli.main import create_app
from tests.conftest import database_on
from tests.factories import Someone, World


@pytest.fixture(scope="module")
def cluster() -> Iterator[embedded.Cluster]:
    """A server of this module's own, to be stopped."""
    folder = Path(tempfile.mkdtemp(prefix="kisalli-faults-"))
    folder.chmod(0o755)
    with embedded.server(folder) as running:
        yield running
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def world(cluster: embedded.Cluster) -> AsyncIterator[World]:
    """A programme on that server."""
    settings = Settings(demo=True, pool_size=4, pool_wait_seconds=1)
    url = database_on(cluster.url("{database}"), "faults")
    await asyncio.to_thread(migrate, url)
    app = create_app(settings, url)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url="https://kisalli.test") as http:
        yield await World.make(app.state.sessions, Keys(settings), http)


async def test_calls_answer_503_and_recover_by_themselves(world: World, cluster: embedded.Cluster) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    directory = f"/programmes/{world.programme_id}/directory"
    assert (await world.call(mentee, "GET", directory)).status_code == 200
    cluster.stop("immediate")
    try:
        for _ in range(2):
            answers = [
                await world.send(mentee, mentor),
                await world.call(mentee, "GET", f"/programmes/{world.programme_id}"),
                await world.http.get("/readyz"),
            ]
            for answer in answers:
                assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
                assert int(answer.headers["retry-after"]) >= 1
        await asyncio.sleep(1.1)
        assert (await world.call(mentee, "GET", directory)).status_code == 503
        assert (await world.http.get("/healthz")).status_code == 200
    finally:
        cluster.start({})
    await back_again(world, mentee)
    assert (await world.send(mentee, mentor)).status_code == 201
    assert len(await world.rows("request", mentee_id=mentee.id)) == 1


async def back_again(world: World, mentee: Someone) -> None:
    """Wait until calls are answered; the first may still meet a connection that died with the server."""
    deadline = time.monotonic() + 10
    while (answer := await world.call(mentee, "GET", f"/programmes/{world.programme_id}/directory")).status_code != 200:
        assert time.monotonic() < deadline, answer.text
        await asyncio.sleep(0.1)


async def test_an_act_outlives_a_short_absence(world: World, cluster: embedded.Cluster) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()

    async def restart() -> None:
        await asyncio.to_thread(cluster.stop, "immediate")
        await asyncio.to_thread(cluster.start, {})

    restarting = asyncio.create_task(restart())
    await asyncio.sleep(0.05)
    answer = await world.send(mentee, mentor)
    await restarting
    await back_again(world, mentee)
    if answer.status_code == 503:
        answer = await world.send(mentee, mentor)
    assert answer.status_code == 201
    assert len(await world.rows("request", mentee_id=mentee.id)) == 1


async def test_a_lock_that_is_not_had_is_an_answer(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    async with world.sessions() as session, session.begin():
        await session.execute(text("SELECT FROM participant WHERE id = :id FOR UPDATE"), {"id": mentor.id})
        answer = await world.send(mentee, mentor)
    assert answer.status_code == 503
    assert await world.rows("request", mentee_id=mentee.id) == []
