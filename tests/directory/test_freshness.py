"""R12 when things cross: a build, a poll, a reconnect or a slow database; nothing stays stale and nothing dead stays alive."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from kisalli.auth import service as auth
from kisalli.auth.access import Access
from kisalli.core.caller import Caller
from kisalli.core.db import transaction
from kisalli.core.errors import Unauthenticated, Unavailable
from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.core.signals import Signals
from kisalli.directory import service as directory
from kisalli.directory import snapshot as snapshots
from kisalli.directory.service import Readers
from kisalli.directory.snapshot import Directories
from kisalli.programmes.errors import NotAParticipant
from tests.factories import Someone, World
from tests.hearing import Ear, until


class Gate:
    """Lets a function do its work and then stand still, once."""

    def __init__(self, work: Callable[..., Awaitable[Any]]) -> None:
        self.done, self.go, self._work = asyncio.Event(), asyncio.Event(), work

    async def __call__(self, *args: Any) -> Any:
        result = await self._work(*args)
        if not self.done.is_set():
            self.done.set()
            await self.go.wait()
        return result


async def pause(world: World, mentor: Someone) -> None:
    assert (await world.call(mentor, "POST", f"/participants/{mentor.id}/pause")).is_success


async def gone_within_a_second(directories: Directories, programme_id: UUID, mentor: Someone) -> None:
    async def gone() -> bool:
        return mentor.id not in (await directories.snapshot(programme_id)).cards

    await until(gone, 1.2)


async def test_news_that_comes_while_the_first_snapshot_is_made_is_not_lost(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentor, ear = await world.mentor(), Ear()
    directories = Directories(world.sessions, ear.signals)
    ear.signals.listeners.append(directories.hear)
    async with ear.open(database_url):
        read = Gate(snapshots._cards)
        monkeypatch.setattr(snapshots, "_cards", read)
        reading = asyncio.create_task(directories.snapshot(world.programme_id))
        await read.done.wait()
        await pause(world, mentor)
        await until(lambda: any(world.programme_id in news.programmes for news in ear.heard))
        read.go.set()
        assert mentor.id in (await reading).cards
        await gone_within_a_second(directories, world.programme_id, mentor)


async def test_what_happened_while_nobody_listened_is_not_lost_to_a_build_under_way(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentor, ear = await world.mentor(), Ear()
    directories = Directories(world.sessions, ear.signals)
    ear.signals.listeners.append(directories.hear)
    read = Gate(snapshots._cards)
    monkeypatch.setattr(snapshots, "_cards", read)
    reading = asyncio.create_task(directories.snapshot(world.programme_id))
    await read.done.wait()
    await pause(world, mentor)
    async with ear.open(database_url):
        read.go.set()
        await reading
        await gone_within_a_second(directories, world.programme_id, mentor)


async def test_who_joins_a_build_that_has_read_long_ago_waits_for_the_next(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mentor = await world.mentor()
    directories = Directories(world.sessions, Signals())
    read = Gate(snapshots._cards)
    monkeypatch.setattr(snapshots, "_cards", read)
    first = asyncio.create_task(directories.snapshot(world.programme_id))
    await read.done.wait()
    await pause(world, mentor)
    await asyncio.sleep(snapshots.STALE_AFTER_SECONDS)
    second = asyncio.create_task(directories.snapshot(world.programme_id))
    await asyncio.sleep(0)
    read.go.set()
    assert mentor.id not in (await second).cards
    await first


@pytest.mark.timeout(20)
async def test_a_reader_who_comes_as_a_build_ends_too_late_does_not_stop_the_process(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that has just ended is no build to wait for: who waits for it gives nobody else a turn, so it ends for ever."""
    monkeypatch.setattr(snapshots, "STALE_AFTER_SECONDS", 0.0)  # as when the process was held up meanwhile
    monkeypatch.setattr(snapshots, "PATIENCE_SECONDS", 0.2)
    directories, readers = Directories(world.sessions, Signals()), list[asyncio.Task[Any]]()
    deadline = asyncio.get_running_loop().time() + 0.3
    while asyncio.get_running_loop().time() < deadline:  # one at every turn of the loop, so one comes at the worst
        readers.append(asyncio.create_task(directories.snapshot(world.programme_id)))
        await asyncio.sleep(0)
    answers = await asyncio.gather(*readers, return_exceptions=True)
    assert {type(each) for each in answers} == {Unavailable}


async def test_a_database_that_takes_too_long_is_said_to_be_unavailable(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow(*_: Any) -> dict[UUID, Any]:
        await asyncio.sleep(snapshots.STALE_AFTER_SECONDS + 0.05)
        return {}

    monkeypatch.setattr(snapshots, "_cards", slow)
    with pytest.raises(Unavailable):
        await Directories(world.sessions, Signals()).snapshot(world.programme_id)


async def test_a_directory_that_nobody_reads_is_forgotten(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentor, ear = await world.mentor(), Ear()
    directories = Directories(world.sessions, ear.signals)
    ear.signals.listeners.append(directories.hear)
    monkeypatch.setattr(snapshots, "FORGOTTEN_AFTER_SECONDS", 0.0)
    async with ear.open(database_url):
        await directories.snapshot(world.programme_id)
        await pause(world, mentor)
        await until(lambda: world.programme_id not in directories._snapshots)


async def test_a_window_turns_by_the_databases_clock_whatever_our_own_says(world: World) -> None:
    directories = Directories(world.sessions, Signals())
    await world.sql(
        "UPDATE programme SET requests_opens = clock_timestamp() + interval '0.4 seconds', directory_preview = false"
        " WHERE id = :id",
        id=world.programme_id,
    )
    mentor = await world.mentor()
    before = await directories.snapshot(world.programme_id)
    await asyncio.sleep(0.45)
    after = await directories.snapshot(world.programme_id)
    assert (before.window, set(before.cards), after.window, set(after.cards)) == ("before", set(), "open", {mentor.id})


async def test_a_session_that_ends_while_its_token_is_looked_up_is_not_remembered_as_good(
    world: World, keys: Keys, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentee, session_id, ear = await world.mentee(), new_id(), Ear()
    await world.sql(
        "INSERT INTO session (id, person_id, token_hash, way, expires_at, last_used_at) VALUES"
        " (:id, :person, :hash, 'demo', clock_timestamp() + interval '1 day', clock_timestamp())",
        id=session_id,
        person=mentee.person_id,
        hash=session_id.bytes,
    )
    await world.sql("INSERT INTO access_change (id, person_id) VALUES (:id, :person)", id=new_id(), person=mentee.person_id)
    access = Access(keys, world.sessions, ear.signals)
    ear.signals.listeners.append(access.hear)
    token = keys.access_token(mentee.person_id, session_id, 600)
    async with ear.open(database_url):
        asked = Gate(access._ask_database)
        monkeypatch.setattr(access, "_ask_database", asked)
        checking = asyncio.create_task(access.check(token))
        await asked.done.wait()
        ear.heard.clear()
        async with transaction(world.sessions) as session:
            await auth.end(session, session_id, Caller(mentee.person_id, session_id))
        await until(lambda: any(mentee.person_id in news.people for news in ear.heard))
        asked.go.set()
        await checking
        with pytest.raises(Unauthenticated):
            await access.check(token)


async def test_somebody_removed_while_their_rights_are_read_is_not_remembered_as_a_reader(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentee, ear = await world.mentee(), Ear()
    readers, caller = Readers(world.sessions, ear.signals), Caller(mentee.person_id)
    ear.signals.listeners.append(readers.hear)
    async with ear.open(database_url):
        read = Gate(directory.require_reader)
        monkeypatch.setattr(directory, "require_reader", read)
        asking = asyncio.create_task(readers.require(world.programme_id, caller))
        await read.done.wait()
        assert (await world.call(world.coordinator, "POST", f"/participants/{mentee.id}/remove")).is_success
        await until(lambda: any(mentee.person_id in news.people for news in ear.heard))
        read.go.set()
        await asking
        with pytest.raises(NotAParticipant):
            await readers.require(world.programme_id, caller)


async def test_while_no_news_comes_nothing_kept_is_trusted(world: World, keys: Keys, database_url: str) -> None:
    mentee, ear = await world.mentee(), Ear()
    access = Access(keys, world.sessions, ear.signals)
    ear.signals.listeners.append(access.hear)
    token = keys.access_token(mentee.person_id, None, 600)
    async with ear.open(database_url):
        await access.check(token)
    await world.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=mentee.person_id)
    ear.signals.polled_at = float("-inf")
    with pytest.raises(Unauthenticated):
        await access.check(token)
