"""R27: what those who left a group still get of it, and what their going takes from those who go on."""

from uuid import UUID

from fastapi import FastAPI

from kisalli.privacy import erasure
from tests.agreements.pairs import Pair
from tests.factories import World
from tests.groups.offered import joined, offered
from tests.groups.test_members import end
from tests.groups.test_months import planned


async def test_an_erased_member_leaves_the_words_of_a_group_that_goes_on_to_it(world: World, app: FastAPI) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    first, second = await joined(world, mentor, group_id, 2)
    meeting_id = await planned(world, group_id, mentor, first)
    agreed = Pair(world, mentor, second, group_id)
    await agreed.written(mentor, a1="Find our ways")
    meeting = await world.one("meeting", id=UUID(meeting_id))
    agreement = await world.one("agreement", match_id=group_id)
    await erasure.erase(world.sessions, app.state.acts, first.person_id, None, None)
    assert await world.one("meeting", id=UUID(meeting_id)) == meeting
    assert await world.one("agreement", match_id=group_id) == agreement
    assert (await end(world, mentor, group_id)).json()["state"] == "ended"
    await erasure.erase(world.sessions, app.state.acts, second.person_id, None, None)
    assert (await world.one("meeting", id=UUID(meeting_id)))["link"] != meeting["link"]
    assert (await world.one("agreement", match_id=group_id))["answers"] != agreement["answers"]
