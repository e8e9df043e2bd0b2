"""Stories: offered with consent, shown once a coordinator has read them, taken back at any time (R25)."""

from typing import Any

import httpx
import pytest

from kisalli.core.db import transaction
from kisalli.materials.stories import first_name
from kisalli.privacy.derived import erasing
from kisalli.privacy.mapping import Scope
from tests.factories import Someone, World
from tests.security.scenes import STORY


def base(world: World) -> str:
    return f"/programmes/{world.programme_id}/stories"


async def offer(world: World, someone: Someone, **more: Any) -> httpx.Response:
    return await world.call(someone, "POST", base(world), json=STORY | more)


async def offered(world: World, someone: Someone, **more: Any) -> str:
    answer = await offer(world, someone, **more)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def publish(world: World, story_id: str, version: int = 1) -> httpx.Response:
    return await world.call(world.coordinator, "POST", f"/stories/{story_id}/publish", json={"version": version})


async def shown(world: World, someone: Someone | None = None) -> list[dict[str, Any]]:
    answer = await world.http.get(f"/api/v1{base(world)}", headers=someone.headers if someone else {})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_a_story_is_shown_once_a_coordinator_has_read_it(world: World) -> None:
    mentee = await world.mentee(name="Aino Maria Virtanen")
    story_id = await offered(world, mentee)
    assert await shown(world) == await shown(world, await world.mentor()) == []
    assert [(each["mine"], each["state"]) for each in await shown(world, mentee)] == [(True, "offered")]
    assert (await publish(world, story_id)).json() == {"id": story_id, "state": "published"}
    (story,) = await shown(world)
    assert (story["name"], story["role"], story["mine"]) == ("Aino", "mentee", False)
    assert "Virtanen" not in str(story)


async def test_one_who_wants_no_name_has_none(world: World) -> None:
    await publish(world, await offered(world, await world.mentor(name="Aino Virtanen"), shown_as="anonymous"))
    (story,) = await shown(world)
    assert story["name"] is None
    assert "Aino" not in str(story)


@pytest.mark.parametrize("more", [{"consent": False}, {"text": "Short."}, {"shown_as": "full_name"}])
async def test_without_consent_or_words_nothing_is_kept(world: World, more: dict[str, Any]) -> None:
    assert (await offer(world, await world.mentee(), **more)).status_code == 422
    assert await world.rows("story", programme_id=world.programme_id) == []


async def test_another_consent_has_to_be_read_first(world: World) -> None:
    answer = await offer(world, await world.mentee(), consent_version=2)
    assert (answer.status_code, answer.json()["code"]) == (409, "terms_changed")


async def test_the_consent_is_kept_as_long_as_the_story(world: World) -> None:
    mentee = await world.mentee()
    story_id = await offered(world, mentee)
    assert len(await world.rows("consent", participant_id=mentee.id, kind="story_shown")) == 1
    await publish(world, story_id)
    assert (await world.call(mentee, "DELETE", f"/stories/{story_id}")).status_code == 204
    assert await shown(world) == []
    assert await world.rows("story", participant_id=mentee.id) == []
    assert await world.rows("consent", participant_id=mentee.id) == []


async def test_it_can_be_taken_back_after_one_has_left(world: World) -> None:
    mentee = await world.mentee()
    story_id = await offered(world, mentee)
    await publish(world, story_id)
    assert (await world.call(mentee, "POST", f"/participants/{mentee.id}/leave")).status_code == 200
    assert (await offer(world, mentee)).status_code == 403
    assert (await world.call(mentee, "DELETE", f"/stories/{story_id}")).status_code == 204


async def test_other_words_are_read_anew_before_they_are_shown(world: World) -> None:
    mentee = await world.mentee()
    story_id = await offered(world, mentee)
    await publish(world, story_id)
    assert await offered(world, mentee, text="Something else altogether, which nobody has read.") == story_id
    assert await shown(world) == []
    late = await publish(world, story_id, version=1)
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    assert (await publish(world, story_id, version=2)).status_code == 200


async def test_what_is_taken_down_stays_its_writers(world: World) -> None:
    mentee = await world.mentee()
    story_id = await offered(world, mentee)
    await publish(world, story_id)
    down = await world.call(world.coordinator, "POST", f"/stories/{story_id}/unpublish")
    assert down.json()["state"] == "offered"
    assert await shown(world) == []
    assert len(await shown(world, mentee)) == 1


async def test_a_coordinator_sees_writers_and_leaves_a_record_of_it(world: World) -> None:
    mentee = await world.mentee(name="Aino Virtanen")
    await offered(world, mentee, shown_as="anonymous")
    (it,) = (await world.call(world.coordinator, "GET", f"{base(world)}/offered")).json()["items"]
    assert (it["writer_name"], it["participant_id"]) == ("Aino Virtanen", str(mentee.id))
    (row,) = await world.rows("data_read", programme_id=world.programme_id)
    assert (row["operation"], row["subjects"]) == ("list_offered_stories", [mentee.id])


async def test_erasure_deletes_it(world: World) -> None:
    mentee, other = await world.mentee(), await world.mentee()
    await publish(world, await offered(world, mentee))
    await publish(world, await offered(world, other))
    async with transaction(world.sessions) as session:
        for statement in erasing(Scope.PART):
            await session.execute(statement, {"parts": [mentee.id]})
    assert [each["participant_id"] for each in await world.rows("story", programme_id=world.programme_id)] == [other.id]


async def test_a_coordinator_offers_none(world: World) -> None:
    assert (await offer(world, world.coordinator)).json()["code"] == "not_a_participant"


@pytest.mark.parametrize(("name", "first"), [("Aino Maria Virtanen", "Aino"), ("Aino", "Aino"), ("", "")])
def test_a_first_name(name: str, first: str) -> None:
    assert first_name(name) == first
