"""Several workers, and those that are killed: whatever is due is done once, and nothing half.

The worker is the real process. At a gate in the database its loops can be held between claim and commit (see `due.py`).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import TextClause, text
from sqlalchemy.exc import DBAPIError

from kisalli.core.acts import Acts
from kisalli.core.db import Sessions, sqlstate, transaction
from kisalli.core.security import Keys
from kisalli.core.signals import Signals
from kisalli.events import reminding
from kisalli.messages.models import MessageKind
from kisalli.requests import closing
from kisalli.requests.errors import MEANINGS
from kisalli.workspace import nudges
from tests.notifications.conftest import Office
from tests.operation.conftest import WAITING, Start
from tests.operation.due import SHUFFLING, Due, Gate, gate, make, planned, signed_up, twice
from tests.operation.test_shutdown import until
from tests.races.machines import Part

POOL = {"KISALLI_POOL_SIZE": 30}  # every loop may stand at the gate at once
DEADLOCKS = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")


@pytest.fixture
async def due(sessions: Sessions, keys: Keys, world: Office) -> Due:
    return await make(sessions, keys, world.http, 3)


async def all_is_told(due: Due) -> bool:
    return set(await due.told()) >= due.wanted


async def shuffled(due: Due) -> bool:
    return (await due.office.one("survey", id=due.anonymous))["shuffled_at"] is not None


async def deadlocks(due: Due) -> int:
    async with transaction(due.office.sessions) as session:
        return int(await session.scalar(DEADLOCKS) or 0)


def kill(part: Part) -> None:
    assert part.process is not None
    part.process.kill()
    part.process.wait()


async def test_three_workers_at_once_do_everything_once(due: Due, parts_url: str, start: Start) -> None:
    before = await deadlocks(due)
    kinds = {str(kind) for kind, _, _ in due.wanted}
    async with gate(parts_url) as it:
        await it.close(kinds)
        parts = [start("worker", **POOL) for _ in range(3)]

        async def all_stand_there() -> bool:
            return (await it.held()).get(MessageKind.MATCH_QUIET, 0) == 1 and len(await it.held()) >= 8

        await until(all_stand_there, "workers should have begun")
        await asyncio.sleep(1)
        await it.open()
        await until(lambda: all_is_told(due), "everything should be told")
    await until(lambda: shuffled(due), "answers should be shuffled")
    await asyncio.sleep(0.5)
    told = await due.told()
    assert twice(told) == []
    assert set(told) == due.wanted
    assert len(await due.office.rows("survey_anonymous_answer", survey_id=due.anonymous)) == 5
    assert await deadlocks(due) == before
    for part in parts:
        assert "stumbled" not in part.log.read_text()


async def test_killed_in_the_middle_a_worker_leaves_nothing_half_and_the_next_does_it(
    due: Due, parts_url: str, start: Start
) -> None:
    wanted = {str(kind) for kind, _, _ in due.wanted} | {SHUFFLING}
    caught: set[str] = set()
    async with gate(parts_url) as it:
        while caught != wanted:
            await it.close(wanted - caught)
            part = start("worker", **POOL)
            held = await stands(it)
            kill(part)
            assert held, f"nobody came to {wanted - caught}"
            assert not held & {str(kind) for kind, _, _ in await due.told()}, "what was not committed is not there"
            assert SHUFFLING not in held or not await shuffled(due)
            await it.open()
            caught |= held
    assert len(await due.office.rows("survey_anonymous_answer", survey_id=due.anonymous)) == 5
    start("worker", **POOL)
    await until(lambda: all_is_told(due), "the next worker should do the rest")
    await until(lambda: shuffled(due), "answers should be shuffled")
    told = await due.told()
    assert twice(told) == []
    assert set(told) == due.wanted


async def test_without_the_look_under_the_rows_lock_three_workers_write_three_times(
    due: Due, parts_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = "WHERE n.nudged_at <= clock_timestamp() - make_interval(days => :fortnight)"
    assert guard in nudges.NUDGE.text
    careless = text(nudges.NUDGE.text.replace(guard, ""))
    for statement, times in ((careless, 3), (nudges.NUDGE, 1)):
        monkeypatch.setattr(nudges, "NUDGE", statement)
        await due.office.sql("DELETE FROM nudge")
        await due.office.sql("DELETE FROM message WHERE kind = 'match_quiet'")
        async with gate(parts_url) as it:
            await it.close([MessageKind.MATCH_QUIET])
            together = [asyncio.create_task(nudges.nudge(due.office.sessions)) for _ in range(3)]
            await until(lambda: so_many_wait(due, 3), "all three should have looked")
            await it.open()
            await asyncio.gather(*together)
        told = [each for each in await due.told() if each[0] == MessageKind.MATCH_QUIET]
        assert len(told) == times * len(set(told)) == times * 6


async def test_many_quiet_pairs_are_written_to_in_batches(due: Due, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudges, "BATCH", 2)
    assert await nudges.nudge(due.office.sessions) >= 3
    assert {each for each in await due.told() if each[0] == MessageKind.MATCH_QUIET} == {
        each for each in due.wanted if each[0] == MessageKind.MATCH_QUIET
    }
    async with transaction(due.office.sessions) as session:
        batches = await session.scalars(text("SELECT count(*) FROM message WHERE kind = 'match_quiet' GROUP BY xmin::text"))
        assert max(batches.all()) <= 2 * 2, "two matches a transaction, two people a match"


async def so_many_wait(due: Due, count: int) -> bool:
    async with transaction(due.office.sessions) as session:
        return bool(await session.scalar(WAITING) == count)


async def test_a_claim_that_is_committed_before_what_it_claims_loses_it(due: Due) -> None:
    """The negative control of the killing: what a worker marks and what it tells have to be one transaction."""
    (_, late) = due.others
    async with transaction(due.office.sessions) as session:
        assert await session.scalar(closing.MARK_TOLD, {"id": late.programme_id}) == late.programme_id
    # killed here
    await closing.tend(due.office.sessions, Acts(due.office.sessions, Signals(), MEANINGS))
    assert MessageKind.UNMATCHED_NEXT not in {kind for kind, _, _ in await due.told()}


@pytest.mark.parametrize("in_one_order", [True, False])
async def test_two_workers_that_remind_the_same_people_do_not_deadlock(due: Due, in_one_order: bool) -> None:
    """However each of them reads the sign-ups; the control writes what it reads in another order."""
    office, order = due.office, "ORDER BY e.id, p.person_id"
    assert order in reminding.REMIND.text
    other = reminding.REMIND if in_one_order else text(reminding.REMIND.text.replace(order, f"{order} DESC"))
    event_id = await planned(office, datetime.now(UTC) + timedelta(hours=12), 20)
    guests = [await office.mentee() for _ in range(12)]
    for seat, guest in enumerate(reversed(guests), start=1):
        await signed_up(office, event_id, guest, state="seat", seat=seat, of_seats=20)
    async with slowly(office):
        both = (remind(office, reminding.REMIND, "enable_hashjoin"), remind(office, other, "enable_nestloop"))
        ends = await asyncio.gather(*both, return_exceptions=True)
    failed = [each for each in ends if isinstance(each, DBAPIError)]
    assert [sqlstate(each) for each in failed] == ([] if in_one_order else ["40P01"])
    reminded = await office.rows("message", subject_id=event_id, kind="event_reminder")
    assert sorted(each["recipient_id"] for each in reminded) == sorted(each.person_id for each in guests)


async def remind(office: Office, statement: TextClause, without: str) -> None:
    async with transaction(office.sessions) as session:
        await session.execute(text(f"SET LOCAL {without} = off"))
        await session.execute(statement, {"kind": MessageKind.EVENT_REMINDER})


@asynccontextmanager
async def slowly(office: Office) -> AsyncIterator[None]:
    """Let every message take its time, so that two statements that write many go side by side."""
    await office.sql(
        "CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.02); RETURN NEW; END $$"
    )
    await office.sql("CREATE TRIGGER slow BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION take_time()")
    try:
        yield
    finally:
        await office.sql("DROP TRIGGER slow ON message")
        await office.sql("DROP FUNCTION take_time()")


async def stands(it: Gate) -> set[str]:
    """Wait until loops stand at the gate and no more come; return of which kinds."""
    held: set[str] = set()
    quiet = 0
    for _ in range(200):
        now = set(await it.held())
        quiet = quiet + 1 if now and now == held else 0
        held = now
        if quiet == 6:
            break
        await asyncio.sleep(0.1)
    return held
