"""A programme's own template: who writes it, what is refused, and that two who write it do not lose each other's words."""

from typing import Any

import httpx
import pytest

from kisalli.agreements.templates import copy_templates
from kisalli.core.db import transaction
from tests.factories import World


async def put(world: World, body: Any, tag: str = "*", language: str = "en", **headers: str) -> httpx.Response:
    path = f"/programmes/{world.programme_id}/agreement-templates/{language}"
    return await world.call(world.coordinator, "PUT", path, json={"body": body}, headers={"If-Match": tag, **headers})


async def get(world: World, language: str = "en") -> httpx.Response:
    path = f"/programmes/{world.programme_id}/agreement-templates/{language}"
    return await world.call(world.coordinator, "GET", path)


async def test_until_a_coordinator_writes_another_it_is_the_standard_one_in_the_programmes_words(world: World) -> None:
    forms = '{"singular": "actor", "plural": "actors"}'
    await world.sql(
        "UPDATE programme_text SET mentee_forms = CAST(:forms AS jsonb) WHERE programme_id = :id AND language = 'en'",
        forms=forms,
        id=world.programme_id,
    )
    found = (await get(world)).json()
    assert not found["own"]
    assert "The actor sets the goals" in found["body"]
    own = (await put(world, "[[Goals]]")).json()
    assert own == {"language": "en", "own": True, "body": "[[Goals]]"}
    back = (await put(world, None)).json()
    assert (back["own"], back["body"]) == (False, found["body"])


async def test_of_two_coordinators_the_second_hears_of_the_first(world: World) -> None:
    read = await get(world)
    assert read.headers["ETag"] == '"v0"'
    first = await put(world, "[[One]]", '"v0"')
    assert (first.status_code, first.headers["ETag"]) == (200, '"v1"')
    second = await put(world, "[[Two]]", '"v0"')
    assert (second.status_code, second.json()["code"]) == (412, "stale")
    assert (await get(world)).json()["body"] == "[[One]]"
    assert (await put(world, None, '"v1"')).headers["ETag"] == '"v2"', "versions go on, so that no ETag comes twice"


@pytest.mark.parametrize("language", ["fi", "sv"])
async def test_a_fault_is_told_with_its_line_in_the_readers_language(world: World, language: str) -> None:
    refused = await put(world, "## Goals\n\n[[Goals]", **{"Accept-Language": language})
    (fault,) = refused.json()["errors"]
    assert (refused.status_code, fault["pointer"], fault["code"]) == (422, "#/body", "field_unclosed")
    assert "3" in fault["detail"]
    assert "Write" not in fault["detail"]
    assert not (await get(world)).json()["own"]


async def test_a_language_that_the_programme_does_not_have_has_no_template(world: World) -> None:
    await world.set_programme(languages=["en", "fi"])
    assert [(await get(world, each)).status_code for each in ("fi", "sv")] == [200, 404]
    assert (await put(world, "[[Mål]]", language="sv")).status_code == 404
    assert (await get(world, "de")).status_code == 422


async def test_a_preview_shows_fields_and_safe_text_and_saves_nothing(world: World) -> None:
    path = f"/programmes/{world.programme_id}/agreement-templates/preview"
    body = {"body": "## Goals <script>x</script>\n\n[[Goals | One]]"}
    parts = (await world.call(world.coordinator, "POST", path, json=body)).json()["parts"]
    assert parts == [
        {"kind": "text", "html": "<h2>Goals &lt;script&gt;x&lt;/script&gt;</h2>"},
        {"kind": "field", "key": "1", "label": "Goals", "beginning": "One", "answer": ""},
    ]
    assert not (await get(world)).json()["own"]


async def test_a_new_round_takes_the_templates_along(world: World) -> None:
    other = await World.make(world.sessions, world.keys, world.http)
    await put(world, "[[One]]")
    await put(world, "[[Yksi]]", language="fi")
    await put(world, None, language="fi")
    async with transaction(world.sessions) as session:
        await copy_templates(session, world.programme_id, other.programme_id)
    assert (await get(other)).json()["body"] == "[[One]]"
    assert not (await get(other, "fi")).json()["own"]
