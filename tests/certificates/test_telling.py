"""R26: everybody with a match hears once that the mentoring months are over, however many workers there are."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

import pytest

from kisalli.certificates import telling
from kisalli.certificates.telling import tell_ready
from tests.certificates.ended import DAY, over, pair
from tests.factories import Someone, World


async def told(world: World) -> set[UUID]:
    rows = await world.rows("message", programme_id=world.programme_id, kind="certificate_ready")
    people = [each["recipient_id"] for each in rows]
    assert len(people) == len(set(people))
    return set(people)


def people(*everybody: Someone) -> set[UUID]:
    return {each.person_id for each in everybody}


async def test_both_of_a_pair_are_told_once_and_the_unmatched_are_not(world: World) -> None:
    await world.mentor()
    mentor, mentee = await pair(world)
    for _ in range(2):
        await tell_ready(world.sessions)
        assert await told(world) == people(mentor, mentee)


async def test_nobody_is_told_while_the_mentoring_months_go_on(world: World) -> None:
    await pair(world)
    await world.set_programme(running_closes=datetime.now(UTC) + DAY)
    await tell_ready(world.sessions)
    assert await told(world) == set()


async def test_a_mentor_of_two_is_told_once(world: World) -> None:
    mentor = await world.mentor(places=2)
    for _ in range(2):
        await world.matched(await world.mentee(), mentor)
    await over(world)
    await tell_ready(world.sessions)
    assert mentor.person_id in await told(world)


async def test_what_ended_long_ago_or_is_archived_is_left_alone(world: World) -> None:
    await pair(world)
    await over(world, days_ago=15)
    await tell_ready(world.sessions)
    assert await told(world) == set()
    await over(world)
    await world.set_programme(archived_at=datetime.now(UTC))
    await tell_ready(world.sessions)
    assert await told(world) == set()


async def test_who_ended_early_was_removed_or_is_gone_is_not_written_to(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    assert (await world.call(mentee, "POST", f"/matches/{match_id}/end", json={})).status_code == 200
    gone, partner = await world.mentor(), await world.mentee()
    await world.matched(partner, gone)
    removed = await world.mentor()
    await world.matched(await world.mentee(), removed)
    assert (await world.call(world.coordinator, "POST", f"/participants/{removed.id}/remove")).status_code == 200
    await over(world)
    ended = "UPDATE match SET opened_at = ended_at - interval '90 days', ended_at = ended_at - interval '60 days' WHERE id = :id"
    await world.sql(ended, id=match_id)
    await world.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=gone.person_id)
    await tell_ready(world.sessions)
    assert await told(world) == people(partner)


async def test_three_workers_in_small_batches_tell_everybody_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "BATCH", 2)
    mentor = await world.mentor(places=5)
    mentees = [await world.mentee() for _ in range(5)]
    for mentee in mentees:
        await world.matched(mentee, mentor)
    await over(world)
    await asyncio.gather(*(tell_ready(world.sessions) for _ in range(3)))
    await tell_ready(world.sessions)
    assert await told(world) == people(mentor, *mentees)
