"""R26: when a programme is over its matches end by themselves, once, whoever looks; its people hear of it with thanks."""

import asyncio

from fastapi import FastAPI

from kisalli.requests.closing import tend
from tests.factories import World
from tests.groups.offered import joined, offered

OVER = """
UPDATE programme SET running_opens = clock_timestamp() - interval '9 days',
       running_closes = clock_timestamp() - interval '5 days',
       feedback_closes = clock_timestamp() - interval '1 hour' WHERE id = :id
"""


async def looked(world: World, app: FastAPI, workers: int = 1) -> None:
    """Let so many workers look at the clock at once."""
    await asyncio.gather(*(tend(world.sessions, app.state.acts) for _ in range(workers)))


async def test_matches_end_when_feedback_closes_and_both_are_told_once(world: World, app: FastAPI) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    await looked(world, app)
    assert (await world.one("match", id=match_id))["state"] == "active"
    await world.sql(OVER, id=world.programme_id)
    await looked(world, app, workers=3)
    match = await world.one("match", id=match_id)
    assert (match["state"], match["end_reason"]) == ("ended", "programme_ended")
    told = await world.rows("message", subject_id=match_id, kind="match_ended")
    assert {each["recipient_id"] for each in told} == {mentor.person_id, mentee.person_id}
    assert len(await world.rows("audit", subject_id=match_id, act="match_ended")) == 1


async def test_a_group_ends_for_all_its_members(world: World, app: FastAPI) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    first, second = await joined(world, mentor, group_id, 2)
    await world.sql(OVER, id=world.programme_id)
    await looked(world, app)
    assert (await world.one("match", id=group_id))["end_reason"] == "programme_ended"
    told = await world.rows("message", subject_id=group_id, kind="match_ended")
    assert {each["recipient_id"] for each in told} == {mentor.person_id, first.person_id, second.person_id}


async def test_an_empty_group_leaves_its_mentor_unmatched(world: World, app: FastAPI) -> None:
    mentor = await world.mentor()
    await offered(world, mentor)
    closed = "UPDATE programme SET requests_opens = now() - interval '9 days', requests_closes = now() - interval '3 days'"
    await world.sql(f"{closed} WHERE id = :id", id=world.programme_id)
    await looked(world, app)
    assert len(await world.rows("message", recipient_id=mentor.person_id, kind="unmatched_next")) == 1
