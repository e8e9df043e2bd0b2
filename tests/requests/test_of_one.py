"""Requests, proposals and matches of one participant, and how many there are: for the coordinator all, for others their own."""

from typing import Any

import pytest

from tests.factories import Someone, World
from tests.security.scenes import NOBODY

KINDS = ("requests", "proposals", "matches")


async def listed(world: World, caller: Someone, what: str, **params: Any) -> dict[str, Any]:
    answer = await world.call(caller, "GET", f"/programmes/{world.programme_id}/{what}", params=params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def counts(world: World, caller: Someone, participant: Any, **params: Any) -> list[int]:
    found = [await listed(world, caller, what, participant_id=str(participant), **params) for what in KINDS]
    assert [len(each["items"]) for each in found] == [each["total"] for each in found]
    return [each["total"] for each in found]


@pytest.fixture
async def people(world: World) -> dict[str, Someone]:
    """A mentor with a running pair, a declined request and a proposal; somebody else with a request of their own."""
    mentor, other = await world.mentor(places=3), await world.mentor()
    matched, declined, proposed, stranger = [await world.mentee() for _ in range(4)]
    await world.matched(matched, mentor)
    await world.act(mentor, await world.sent(declined, mentor), "decline")
    body = {"mentor_id": str(mentor.id), "mentee_id": str(proposed.id)}
    answer = await world.call(world.coordinator, "POST", f"/programmes/{world.programme_id}/proposals", json=body)
    assert answer.status_code == 201, answer.text
    await world.sent(stranger, other)
    return {"mentor": mentor, "matched": matched, "declined": declined, "proposed": proposed, "stranger": stranger}


async def test_a_coordinator_sees_what_one_person_has_a_side_in(world: World, people: dict[str, Someone]) -> None:
    assert await counts(world, world.coordinator, people["mentor"].id) == [2, 1, 1]
    assert await counts(world, world.coordinator, people["matched"].id) == [1, 0, 1]
    assert await counts(world, world.coordinator, people["proposed"].id) == [0, 1, 0]
    declined = await listed(world, world.coordinator, "requests", participant_id=str(people["mentor"].id), state="declined")
    assert [each["mentee"]["participant_id"] for each in declined["items"]] == [str(people["declined"].id)]


async def test_others_see_of_somebody_only_what_they_share(world: World, people: dict[str, Someone]) -> None:
    assert await counts(world, people["matched"], people["mentor"].id) == [1, 0, 1]
    assert await counts(world, people["mentor"], people["declined"].id) == [1, 0, 0]
    assert await counts(world, people["stranger"], people["mentor"].id) == [0, 0, 0]


async def test_an_id_that_is_not_there_or_elsewhere_finds_nothing(world: World, people: dict[str, Someone]) -> None:
    elsewhere = await World.make(world.sessions, world.keys, world.http)
    mentor = await elsewhere.mentor()
    await elsewhere.sent(await elsewhere.mentee(), mentor)
    for caller in (world.coordinator, people["mentor"]):
        assert await counts(world, caller, mentor.id) == [0, 0, 0] == await counts(world, caller, NOBODY)


async def test_the_total_goes_over_all_pages_and_only_over_what_concerns_the_caller(
    world: World, people: dict[str, Someone]
) -> None:
    for caller, total in ((world.coordinator, 3), (people["mentor"], 2)):
        first = await listed(world, caller, "requests", limit=1)
        assert (len(first["items"]), first["total"]) == (1, total)
        second = await listed(world, caller, "requests", limit=200, cursor=first["next_cursor"])
        assert (len(second["items"]), second["total"]) == (total - 1, total)
