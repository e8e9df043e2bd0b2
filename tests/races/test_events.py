"""Never overbooked, under any load (R24): seats taken, given back and taken away at the same moment.

With negative controls: without the event's lock the unique index turns a doubled seat into an error and a retry, and
without the walls as well the event is overbooked, which the same check then finds.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy import insert, text

from kisalli.core.acts import Acts, Command
from kisalli.core.caller import Caller
from kisalli.core.db import create_engine, create_sessions, transaction
from kisalli.core.errors import Problem
from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.core.signals import Signals
from kisalli.database import migrate
from kisalli.events import seats, service, signing_up
from kisalli.events.errors import MEANINGS
from kisalli.events.models import Event
from kisalli.events.reminding import settle_event
from kisalli.events.schemas import EventPatch
from kisalli.requests import taking_part
from kisalli.requests.errors import MEANINGS as OF_REQUESTS
from tests.conftest import create_database
from tests.factories import Someone, World
from tests.races.scene import Act, Hold, Scene, standing_in

CROWD = 50
WALLS = (
    "DROP INDEX uq_event_sign_up_seat",
    "DROP INDEX uq_event_sign_up_position",
    "ALTER TABLE event_sign_up DROP CONSTRAINT fk_event_sign_up_event_id_of_seats_event",
)


@dataclass
class Hall:
    """A programme with events, the runner, and acts that can be held before their commit."""

    world: World
    acts: Acts
    url: str

    async def event(self, capacity: int) -> UUID:
        """Publish an event with so many seats."""
        event_id, starts = new_id(), datetime.now(UTC) + timedelta(days=10)
        times = {"starts": starts, "ends": starts + timedelta(hours=2), "sign_up_closes": starts}
        texts = [{"language": "en", "title": "Briefing", "description": ""}]
        columns = {"language": "en", "texts": texts, "place_kind": "on_campus", "place": "Hall A", "roles": ["mentee"]}
        async with transaction(self.world.sessions) as session:
            values = {"id": event_id, "programme_id": self.world.programme_id, "state": "published", "seats": capacity}
            await session.execute(insert(Event).values(**values, **times, **columns))
        return event_id

    def signing_up(self, someone: Someone, event_id: UUID) -> Act:
        """Sign somebody up."""
        return lambda session: signing_up.sign_up(session, event_id, Caller(someone.person_id))

    def signing_off(self, someone: Someone, event_id: UUID) -> Act:
        """Sign somebody off."""
        return lambda session: signing_up.sign_off(session, event_id, Caller(someone.person_id))

    def having_seats(self, event_id: UUID, capacity: int) -> Act:
        """Change the number of seats, whichever version it is of."""
        patch, caller = EventPatch(capacity=capacity), Caller(self.world.coordinator.person_id)
        return lambda session: service.edit(session, event_id, patch, "*", caller)

    def leaving(self, someone: Someone) -> Act:
        """Have somebody leave the programme."""
        return lambda session: taking_part.leave(session, someone.id, Caller(someone.person_id))

    def settling(self, event_id: UUID) -> Act:
        """Let the worker look after an event."""
        return lambda session: settle_event(session, event_id)

    async def do(self, act: Act, hold: Hold | None = None) -> str:
        """Run an act; return its state, or the code of its refusal."""
        try:
            answer = json.loads(await self.acts.run(Command.of(new_id(), key=f"hall:{new_id()}"), standing_in(hold, act)))
        except Problem as problem:
            return problem.code
        return str(answer.get("state", "done"))

    async def race(self, first: Act, second: Act) -> tuple[str, str]:
        """Run `first` up to its commit, see `second` wait for it, let both end."""
        hold, scene = Hold(), Scene(self.world, self.acts, self.url)
        one = asyncio.create_task(self.do(first, hold))
        two = await scene.beside(hold, one, lambda: self.do(second))
        return await one, two

    async def overtake(self, first: Act, second: Act) -> tuple[str, str]:
        """Hold `first` before its commit and let `second` run to its end beside it; nothing makes it wait."""
        hold = Hold()
        one = asyncio.create_task(self.do(first, hold))
        await hold.reached.wait()
        two = await self.do(second)
        hold.release.set()
        return await one, two

    async def mentees(self, count: int) -> list[Someone]:
        """Make mentees."""
        return [await self.world.mentee() for _ in range(count)]

    async def states(self, event_id: UUID) -> Counter[str]:
        """Count sign-ups by state."""
        return Counter(row["state"] for row in await self.world.rows("event_sign_up", event_id=event_id))

    async def complaints(self, event_id: UUID) -> list[str]:
        """What is wrong with an event: seats doubled, overbooked, kept from who waits; mails that don't fit."""
        event = await self.world.one("event", id=event_id)
        rows = await self.world.rows("event_sign_up", event_id=event_id)
        taken, found = [row["seat"] for row in rows if row["state"] == "seat"], []
        if len(taken) > event["seats"] or any(seat > event["seats"] for seat in taken):
            found.append(f"overbooked: {sorted(taken)} of {event['seats']}")
        if len(set(taken)) < len(taken):
            found.append(f"a seat is two people's: {sorted(taken)}")
        if any(row["state"] == "waiting" for row in rows) and len(taken) < event["seats"]:
            found.append("somebody waits though a seat is free")
        for row in rows:
            told = {each["kind"] for each in await self.world.rows("message", subject_id=row["id"])}
            if row["state"] == "seat" and not told & {"event_seat", "event_moved_up"}:
                found.append("somebody has a seat and was not told")
        return found


@pytest.fixture
def hall(world: World, app: FastAPI, database_url: str) -> Hall:
    return Hall(world, app.state.acts, database_url)


async def test_fifty_at_once_want_the_last_seat_and_one_gets_it(hall: Hall) -> None:
    event_id, crowd = await hall.event(1), await hall.mentees(CROWD)
    said = await asyncio.gather(*(hall.do(hall.signing_up(each, event_id)) for each in crowd))
    assert Counter(said) == {"seat": 1, "waiting": CROWD - 1}
    assert await hall.complaints(event_id) == []
    positions = [row["position"] for row in await hall.world.rows("event_sign_up", event_id=event_id, state="waiting")]
    assert sorted(positions) == list(range(min(positions), min(positions) + CROWD - 1))


async def test_one_person_twice_at_once_is_signed_up_once(hall: Hall) -> None:
    event_id, (mentee,) = await hall.event(5), await hall.mentees(1)
    said = await asyncio.gather(*(hall.do(hall.signing_up(mentee, event_id)) for _ in range(6)))
    assert Counter(said) == {"seat": 1, "already_signed_up": 5}
    assert await hall.complaints(event_id) == []


async def test_a_sign_up_that_waits_for_a_sign_off_gets_the_seat(hall: Hall) -> None:
    event_id, (one, two) = await hall.event(1), await hall.mentees(2)
    await hall.do(hall.signing_up(one, event_id))
    assert await hall.race(hall.signing_off(one, event_id), hall.signing_up(two, event_id)) == ("off", "seat")
    assert await hall.complaints(event_id) == []


async def test_a_sign_off_that_waits_for_a_sign_up_lets_it_move_up(hall: Hall) -> None:
    event_id, (one, two) = await hall.event(1), await hall.mentees(2)
    await hall.do(hall.signing_up(one, event_id))
    assert await hall.race(hall.signing_up(two, event_id), hall.signing_off(one, event_id)) == ("waiting", "off")
    assert await hall.states(event_id) == {"seat": 1, "off": 1}
    assert await hall.complaints(event_id) == []


async def test_two_sign_offs_at_once_let_two_move_up(hall: Hall) -> None:
    event_id, people = await hall.event(2), await hall.mentees(4)
    for each in people:
        await hall.do(hall.signing_up(each, event_id))
    assert await hall.race(*(hall.signing_off(each, event_id) for each in people[:2])) == ("off", "off")
    assert await hall.states(event_id) == {"seat": 2, "off": 2}
    assert await hall.complaints(event_id) == []


async def test_capacity_lowered_against_a_sign_up_is_refused_or_makes_it_wait(hall: Hall) -> None:
    for flipped in (False, True):
        event_id, (one, two) = await hall.event(2), await hall.mentees(2)
        await hall.do(hall.signing_up(one, event_id))
        lower, sign_up = hall.having_seats(event_id, 1), hall.signing_up(two, event_id)
        said = await hall.race(*((sign_up, lower) if flipped else (lower, sign_up)))
        assert said == (("seat", "seats_taken") if flipped else ("published", "waiting"))
        assert await hall.complaints(event_id) == []


async def test_more_seats_against_a_sign_up_and_a_sign_off(hall: Hall) -> None:
    event_id, people = await hall.event(1), await hall.mentees(3)
    for each in people[:2]:
        await hall.do(hall.signing_up(each, event_id))
    assert await hall.race(hall.having_seats(event_id, 2), hall.signing_up(people[2], event_id)) == ("published", "waiting")
    assert await hall.race(hall.signing_off(people[0], event_id), hall.having_seats(event_id, 1)) == ("off", "seats_taken")
    assert await hall.states(event_id) == {"seat": 2, "off": 1}
    assert await hall.complaints(event_id) == []


async def test_whoever_leaves_while_signing_up_keeps_no_seat(hall: Hall) -> None:
    for flipped in (False, True):
        event_id, (mentee, other) = await hall.event(1), await hall.mentees(2)
        sign_up, leave = hall.signing_up(mentee, event_id), hall.leaving(mentee)
        said = await hall.race(*((leave, sign_up) if flipped else (sign_up, leave)))
        assert said == (("left", "not_found") if flipped else ("seat", "left"))
        assert await hall.do(hall.signing_up(other, event_id)) == "seat"
        assert await hall.complaints(event_id) == []


async def test_a_storm_of_everything_leaves_every_event_right(hall: Hall) -> None:
    events, people = [await hall.event(3) for _ in range(2)], await hall.mentees(24)
    acts: list[Act] = []
    for number, each in enumerate(people):
        acts += [hall.signing_up(each, event_id) for event_id in (events if number % 2 else reversed(events))]
        if number % 3 == 0:
            acts.append(hall.signing_off(each, events[0]))
        if number % 5 == 0:
            acts.append(hall.leaving(each))
        if number % 6 == 0:
            acts += [hall.having_seats(events[1], 2 + number % 4), hall.settling(events[0])]
    said = Counter(await asyncio.gather(*map(hall.do, acts)))
    assert not said.keys() & {"internal", "unavailable", "seat_raced"}, said
    for event_id in events:
        await hall.do(hall.settling(event_id))
        assert await hall.complaints(event_id) == []


# Negative controls.


@pytest.fixture(scope="module")
async def bare(worker_id: str, settings: Settings, keys: Keys, http: httpx.AsyncClient) -> AsyncIterator[Hall]:
    """A hall on a database without its walls."""
    url = create_database(f"bare_hall_{worker_id}")
    migrate(url)
    with psycopg.connect(url, autocommit=True) as connection:
        for wall in WALLS:
            connection.execute(wall.encode())
    engine = create_engine(url, settings)
    sessions = create_sessions(engine)
    try:
        world = await World.make(sessions, keys, http)
        yield Hall(world, Acts(sessions, Signals(), OF_REQUESTS | MEANINGS), url)
    finally:
        await engine.dispose()


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let acts read the event without locking it."""
    statement = str(seats.LOCK_EVENT.text)
    assert statement.count(" FOR UPDATE") == 1, "the lock is not where this control looks for it"
    monkeypatch.setattr(seats, "LOCK_EVENT", text(statement.replace(" FOR UPDATE", "")))


@pytest.mark.usefixtures("unlocked")
async def test_without_the_lock_the_unique_index_makes_the_second_wait_and_be_judged_again(hall: Hall) -> None:
    event_id, (one, two) = await hall.event(1), await hall.mentees(2)
    assert await hall.race(hall.signing_up(one, event_id), hall.signing_up(two, event_id)) == ("seat", "waiting")
    assert await hall.complaints(event_id) == []


@pytest.mark.usefixtures("unlocked")
async def test_without_the_lock_the_foreign_key_keeps_a_sign_up_from_a_seat_that_is_taken_away(hall: Hall) -> None:
    event_id, (one, two) = await hall.event(2), await hall.mentees(2)
    await hall.do(hall.signing_up(one, event_id))
    said = await hall.race(hall.having_seats(event_id, 1), hall.signing_up(two, event_id))
    assert said == ("published", "waiting")
    assert await hall.complaints(event_id) == []


@pytest.mark.usefixtures("unlocked")
async def test_without_lock_and_walls_the_last_seat_is_two_peoples_and_the_check_finds_it(bare: Hall) -> None:
    event_id, (one, two) = await bare.event(1), await bare.mentees(2)
    assert await bare.overtake(bare.signing_up(one, event_id), bare.signing_up(two, event_id)) == ("seat", "seat")
    said = await bare.complaints(event_id)
    assert [each.partition(":")[0] for each in said] == ["overbooked", "a seat is two people's"]


@pytest.mark.usefixtures("unlocked")
async def test_without_lock_and_walls_a_lowered_capacity_is_overbooked_and_the_check_finds_it(bare: Hall) -> None:
    event_id, (one, two) = await bare.event(2), await bare.mentees(2)
    await bare.do(bare.signing_up(one, event_id))
    # Its row waits for the event's, as any that refers to it does; then it takes the seat that it had seen.
    said = await bare.race(bare.having_seats(event_id, 1), bare.signing_up(two, event_id))
    assert said == ("published", "seat")
    assert any(each.startswith("overbooked") for each in await bare.complaints(event_id))


async def test_with_its_lock_the_same_database_without_walls_stays_right(bare: Hall) -> None:
    event_id, crowd = await bare.event(1), await bare.mentees(8)
    said = await asyncio.gather(*(bare.do(bare.signing_up(each, event_id)) for each in crowd))
    assert Counter(said) == {"seat": 1, "waiting": 7}
    assert await bare.complaints(event_id) == []
