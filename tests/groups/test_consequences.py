"""R47 for groups: what taking a mentee in brings about is said of the group's places, not of its mentor's."""

from typing import Any
from uuid import UUID

from tests.factories import Someone, World
from tests.groups.offered import asked, joined, offered


async def consequences(world: World, mentor: Someone, request_id: UUID) -> dict[str, Any]:
    answer = await world.call(mentor, "GET", f"/requests/{request_id}/consequences")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_the_places_left_are_the_groups(world: World) -> None:
    mentor, mentee = await world.mentor(places=1), await world.mentee()
    group_id = await offered(world, mentor, places=3)
    told = await consequences(world, mentor, await asked(world, mentee, group_id))
    assert (told["places_left"], told["releases"]) == (2, [])


async def test_with_the_last_place_those_who_ask_for_the_group_are_released(world: World) -> None:
    mentor, mentee, late = await world.mentor(places=2), await world.mentee(), await world.mentee()
    await world.set_programme(mentor_pending_max=3)
    group_id = await offered(world, mentor, places=2)
    await joined(world, mentor, group_id)
    for_a_pair = await world.mentee()
    await world.sent(for_a_pair, mentor)
    await asked(world, late, group_id)
    told = await consequences(world, mentor, await asked(world, mentee, group_id))
    assert told["places_left"] == 0
    assert [each["participant_id"] for each in told["releases"]] == [str(late.id)]


async def test_a_pair_does_not_release_who_asks_for_the_group(world: World) -> None:
    mentor, mentee, other = await world.mentor(places=2), await world.mentee(), await world.mentee()
    group_id = await offered(world, mentor, places=2)
    await asked(world, other, group_id)
    told = await consequences(world, mentor, await world.sent(mentee, mentor))
    assert (told["places_left"], told["releases"]) == (0, [])
