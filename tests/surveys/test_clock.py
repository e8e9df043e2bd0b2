"""What the clock does with surveys: mails at the opening, reminders to those who have not answered, shuffling at the end."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from kisalli.core.db import transaction
from kisalli.surveys import queries
from kisalli.surveys.clock import tend
from tests.factories import Someone, World, zone_where_it_is
from tests.surveys.forms import answered, close, published


@pytest.fixture
async def world(world: World) -> World:
    """A programme where it is late morning."""
    await world.set_programme(zone=zone_where_it_is(11))
    return world


def ago(**time: float) -> str:
    return (datetime.now(UTC) - timedelta(**time)).isoformat()


async def told(world: World, survey_id: UUID, kind: str) -> set[UUID]:
    rows = await world.rows("message", subject_id=survey_id, kind=kind)
    assert len(rows) == len({(each["recipient_id"], each["occasion"]) for each in rows})
    return {each["recipient_id"] for each in rows}


def people(*someone: Someone) -> set[UUID]:
    return {each.person_id for each in someone}


async def test_those_who_are_asked_hear_of_an_open_survey_once(world: World) -> None:
    mentee, mentor, left = await world.mentee(), await world.mentor(), await world.mentee(state="left")
    survey_id, later = await published(world), await published(world, opens_at=ago(days=-1))
    await tend(world.sessions)
    await tend(world.sessions)
    assert await told(world, survey_id, "survey_open") == people(mentee, mentor)
    assert await told(world, later, "survey_open") == set()
    late = await world.mentee()
    await tend(world.sessions)
    assert await told(world, survey_id, "survey_open") == people(mentee, mentor, late)
    assert left.person_id not in await told(world, survey_id, "survey_open")


async def test_nobody_is_mailed_at_night_nor_of_a_programme_that_is_not_public(world: World) -> None:
    await world.mentee()
    survey_id = await published(world)
    await world.set_programme(zone=zone_where_it_is(3))
    await tend(world.sessions)
    await world.set_programme(zone=zone_where_it_is(11), published_at=None)
    await tend(world.sessions)
    assert await told(world, survey_id, "survey_open") == set()


async def test_reminders_go_to_those_alone_who_have_not_answered(world: World) -> None:
    done, silent, named, late = [await world.mentee() for _ in range(4)]
    hidden = await published(world, opens_at=ago(days=5), reminder_days=[2, 4])
    open_one = await published(world, anonymous=False, opens_at=ago(days=5), reminder_days=[2, 4])
    await tend(world.sessions)
    assert await told(world, hidden, "survey_reminder") == set()  # their first mail is of today
    await world.sql(
        "UPDATE message SET created_at = created_at - interval '1 day' WHERE programme_id = :id AND recipient_id <> :late",
        id=world.programme_id,
        late=late.person_id,
    )
    await answered(world, done, hidden)
    await answered(world, named, open_one, anonymous=False)
    await tend(world.sessions)
    await tend(world.sessions)
    assert await told(world, hidden, "survey_reminder") == people(silent, named)
    assert await told(world, open_one, "survey_reminder") == people(silent, done)
    occasions = {each["occasion"] for each in await world.rows("message", subject_id=hidden, kind="survey_reminder")}
    assert occasions == {4}  # a worker that was away sends the latest


async def test_three_workers_at_once_tell_everybody_once(world: World) -> None:
    asked = [await world.mentee() for _ in range(20)]
    survey_id, ended = await published(world), await published(world)
    for each in asked[:6]:
        await answered(world, each, ended)
    await close(world, ended)
    await asyncio.gather(*(tend(world.sessions) for _ in range(3)))
    assert await told(world, survey_id, "survey_open") == people(*asked)
    assert len(await world.rows("survey_anonymous_answer", survey_id=ended)) == 6


async def order(world: World, survey_id: UUID) -> list[dict[str, Any]]:
    async with transaction(world.sessions) as session:
        sql = "SELECT id, xmin::text AS xmin, answers FROM survey_anonymous_answer WHERE survey_id = :id ORDER BY ctid"
        return [dict(row._mapping) for row in await session.execute(queries.text(sql), {"id": survey_id})]


async def test_when_it_has_closed_neither_place_nor_transaction_tells_who_came_when(world: World) -> None:
    survey_id = await published(world)
    people = [await world.mentee() for _ in range(12)]
    for number, each in enumerate(people):
        await answered(world, each, survey_id, {"going": 1 + number % 5, "recommend": number % 11})
    before = await order(world, survey_id)
    assert len({each["xmin"] for each in before}) == 12  # while it is open, a look into the database tells the order
    await tend(world.sessions)
    assert await order(world, survey_id) == before
    await close(world, survey_id)
    await tend(world.sessions)
    after = await order(world, survey_id)
    assert len({each["xmin"] for each in after}) == 1
    assert not {each["id"] for each in before} & {each["id"] for each in after}
    assert sorted(map(str, (each["answers"] for each in after))) == sorted(map(str, (each["answers"] for each in before)))
    assert [each["answers"] for each in after] != [each["answers"] for each in before]  # 1 in 479,001,600 by chance
    (turnout,) = await world.rows("survey_turnout", survey_id=survey_id)
    assert turnout["participants"] == sorted(each.id for each in people)


async def test_due_surveys_are_those_that_wait_for_somebodys_answer(world: World) -> None:
    mentee, survey_id = await world.mentee(), await published(world)
    only_mentors = await published(world, roles=["mentor"])
    async with transaction(world.sessions) as session:
        waiting = await queries.due(session, world.programme_id, mentee.id)
    assert [each.id for each in waiting] == [survey_id]
    await answered(world, mentee, survey_id)
    async with transaction(world.sessions) as session:
        assert await queries.due(session, world.programme_id, mentee.id) == []
    assert only_mentors != survey_id
