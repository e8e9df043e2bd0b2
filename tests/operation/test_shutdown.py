"""SIGTERM: what is under way is finished, nothing new begins, the process ends with 0."""

import asyncio
import shutil
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from kisalli import worker
from kisalli.core import embedded
from kisalli.core.db import transaction
from tests.factories import Someone
from tests.notifications.conftest import Office, Sink, running
from tests.operation.conftest import WAITING, Start
from tests.races.machines import Part

PATIENCE_SECONDS = 30


async def until(true: Callable[[], Awaitable[bool]], what: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not await true():
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.05)


def send_sigterm(part: Part) -> None:
    assert part.process is not None
    part.process.send_signal(signal.SIGTERM)


def runs(part: Part) -> bool:
    assert part.process is not None
    return part.process.poll() is None


async def exit_code(part: Part) -> int:
    assert part.process is not None
    return await asyncio.to_thread(part.process.wait, PATIENCE_SECONDS)


@asynccontextmanager
async def held(world: Office, *people: Someone) -> AsyncIterator[Callable[..., Awaitable[None]]]:
    """Hold people's rows, so that every act on them stands still until the block ends; yields how to wait for so many acts.

    The calls that are to stand still may be named: one that is answered instead says what it got.
    """
    async with world.sessions() as session, session.begin():
        for each in people:
            await session.execute(text("SELECT FROM participant WHERE id = :id FOR UPDATE"), {"id": each.id})

        async def stand_still(count: int, *calls: asyncio.Task[httpx.Response]) -> None:
            async def so_many() -> bool:
                assert [each.result().text for each in calls if each.done()] == []
                async with transaction(world.sessions) as other:
                    return bool(await other.scalar(WAITING) == count)

            await until(so_many, f"{count} acts should wait for {len(people)} rows")

        yield stand_still


async def overdue_request(world: Office) -> tuple[Someone, UUID]:
    """Make a request that ran out a minute ago."""
    mentor, mentee, now = await world.mentor(), await world.mentee(), datetime.now(UTC)
    ran_out = now - timedelta(minutes=1)
    return mentor, await world.request(mentor, mentee, sent_at=now - timedelta(days=5), expires_at=ran_out)


async def test_the_worker_finishes_the_act_in_hand(world: Office, start: Start) -> None:
    mentor, request_id = await overdue_request(world)
    async with held(world, mentor) as stand_still:
        part = start("worker")
        await stand_still(1)
        send_sigterm(part)
        await asyncio.sleep(1)
        assert runs(part), "it must not leave an act in the middle"
    assert await exit_code(part) == 0
    assert (await world.one("request", id=request_id))["state"] == "expired"
    assert "Error" not in part.log.read_text()


async def test_the_worker_finishes_the_mail_in_hand_and_gives_the_others_back(world: Office, start: Start) -> None:
    letters = [(await world.asked())[1] for _ in range(3)]
    async with running(Sink(seconds=1.5)) as sink:
        server = {"KISALLI_SMTP_HOST": "127.0.0.1", "KISALLI_SMTP_PORT": sink.port, "KISALLI_SMTP_STARTTLS": "false"}
        part = start("worker", **server)

        async def one_is_taken() -> bool:
            return len(sink.taken) == 1

        await until(one_is_taken, "a mail should be under way")
        await asyncio.sleep(0.5)  # the second is in hand now
        send_sigterm(part)
        assert await exit_code(part) == 0
        assert len(sink.taken) == 2
    mails = [await world.one("message", id=letter) for letter in letters]
    assert sorted(each["state"] for each in mails) == ["sent", "sent", "waiting"]
    left = next(each for each in mails if each["state"] == "waiting")
    assert left["next_try_at"] <= datetime.now(UTC), "another worker may take it at once"


async def test_the_worker_that_has_nothing_to_do_ends_at_once(world: Office, start: Start) -> None:
    _, request_id = await overdue_request(world)
    part = start("worker")

    async def tended() -> bool:
        return bool((await world.one("request", id=request_id))["state"] == "expired")

    await until(tended, "the worker should work")
    asked = time.monotonic()
    send_sigterm(part)
    assert await exit_code(part) == 0
    assert time.monotonic() - asked < 5


async def test_what_never_ends_is_cut_off_when_patience_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    done = asyncio.create_task(asyncio.sleep(0), name="quick")
    endless = asyncio.create_task(asyncio.sleep(3600), name="endless")
    async with asyncio.timeout(5):
        await worker._finish([done, endless], 0.1)
    assert endless.cancelled()
    assert not done.cancelled()
    assert '"work": ["endless"]' in capsys.readouterr().out


@pytest.mark.parametrize("way", ["a new connection", "a connection kept alive"])
async def test_a_call_under_way_is_answered_whole(world: Office, start: Start, way: str) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    part = start("serve")
    address = f"http://127.0.0.1:{part.port}"
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE_SECONDS) as http:
        world.http = http
        if way == "a connection kept alive":
            assert (await http.get("/healthz")).status_code == 200
        async with held(world, mentor) as stand_still:
            call = asyncio.create_task(world.send(mentee, mentor))
            await stand_still(1, call)
            send_sigterm(part)
            await until(lambda: refused(address), "new connections should be refused")
            assert runs(part)
            assert not call.done()
        answer = await call
    assert answer.status_code == 201
    assert (await world.one("request", mentee_id=mentee.id))["id"] == UUID(answer.json()["id"])
    assert await exit_code(part) == 0


async def refused(address: str) -> bool:
    async with httpx.AsyncClient() as other:
        try:
            await other.get(f"{address}/healthz", timeout=2)
        except httpx.ConnectError:
            return True
        except httpx.TransportError:  # taken just before the door closed, and cut: not refused yet
            return False
    return False


async def test_several_processes_finish_their_calls_too(world: Office, start: Start) -> None:
    pairs = [(await world.mentor(), await world.mentee()) for _ in range(4)]
    part = start("serve", KISALLI_PROCESSES=2, KISALLI_POOL_SIZE=4)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{part.port}", timeout=PATIENCE_SECONDS) as http:
        world.http = http
        async with held(world, *(mentor for mentor, _ in pairs)) as stand_still:
            calls = [asyncio.create_task(world.send(mentee, mentor)) for mentor, mentee in pairs]
            await stand_still(4)
            send_sigterm(part)
            await asyncio.sleep(1)
            assert runs(part)
        answers = await asyncio.gather(*calls)
    assert [answer.status_code for answer in answers] == [201] * 4
    assert await exit_code(part) == 0


def test_an_embedded_database_ends_with_the_process_that_started_it(start: Start) -> None:
    folder = Path(tempfile.mkdtemp(prefix="kisalli-ends-"))
    folder.chmod(0o755)
    try:
        part = start("serve", KISALLI_DATABASE_URL=None, KISALLI_DATA_DIR=folder)
        assert embedded.locate(folder).running
        send_sigterm(part)
        assert part.process is not None
        assert part.process.wait(PATIENCE_SECONDS) == 0
        assert not embedded.locate(folder).running
    finally:
        shutil.rmtree(folder, ignore_errors=True)
