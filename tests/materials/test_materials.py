"""Guidance: who reads what, what a programme words, hides and adds, and whose ticks are whose (R25)."""

import asyncio
from typing import Any

import httpx
import pytest

from kisalli.core.db import transaction
from kisalli.core.ids import new_id
from kisalli.materials.service import copy_materials
from tests.core.test_markdown import HOSTILE, harmless
from tests.factories import Someone, World

WORDS = {"title": "Where to meet", "summary": "Quiet places.", "body": "The library has rooms for two."}
ADDED = {"kind": "page", "roles": ["mentor"], "phases": ["running"], "language": "en", "words": WORDS}


def base(world: World) -> str:
    return f"/programmes/{world.programme_id}/materials"


async def listed(world: World, someone: Someone | None, **params: str) -> dict[str, dict[str, Any]]:
    answer = await world.http.get(f"/api/v1{base(world)}", headers=someone.headers if someone else {}, params=params)
    assert answer.status_code == 200, answer.text
    return {each["slug"]: each for each in answer.json()["items"]}


async def read(world: World, someone: Someone | None, slug: str, **params: str) -> httpx.Response:
    return await world.http.get(f"/api/v1{base(world)}/{slug}", headers=someone.headers if someone else {}, params=params)


async def etag(world: World, slug: str, language: str = "en") -> str:
    return (await world.call(world.coordinator, "GET", f"{base(world)}/{slug}/texts/{language}")).headers["etag"]


async def write(world: World, slug: str, language: str = "en", tag: str = "*", **words: str) -> httpx.Response:
    path = f"{base(world)}/{slug}/texts/{language}"
    return await world.call(world.coordinator, "PUT", path, json=WORDS | words, headers={"If-Match": tag})


async def added(world: World, **more: Any) -> str:
    answer = await world.call(world.coordinator, "POST", base(world), json=ADDED | more)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["slug"])


def text_of(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.text
    return "".join(part["html"] for part in answer.json()["parts"])


async def test_a_new_programme_begins_with_a_good_set_without_a_row_of_its_own(world: World) -> None:
    found = await listed(world, world.coordinator, language="fi")
    assert len(found) >= 25
    assert found["what-mentoring-is"]["title"] == "Mitä mentorointi on ja mitä se ei ole"
    assert not any(each["own"] or each["edited"] or each["hidden"] for each in found.values())
    assert await world.rows("material", programme_id=world.programme_id) == []


async def test_everybody_reads_what_is_for_everybody_and_a_role_what_is_for_it(world: World) -> None:
    everybody = set(await listed(world, None))
    mentor, mentee = set(await listed(world, await world.mentor())), set(await listed(world, await world.mentee()))
    assert {"what-mentoring-is", "benefits", "faq"} <= everybody
    assert not {"checklist-mentor", "checklist-mentee", "first-meeting", "running-a-programme"} & everybody
    assert mentor & {"checklist-mentor", "checklist-mentee", "checklist-organiser"} == {"checklist-mentor"}
    assert mentee & {"checklist-mentor", "checklist-mentee", "checklist-organiser"} == {"checklist-mentee"}
    assert mentor | mentee < set(await listed(world, world.coordinator))
    assert set(await listed(world, await world.mentee(state="left"))) == everybody
    assert set(await listed(world, await world.person())) == everybody


async def test_what_is_for_others_is_as_absent_as_what_there_is_not(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    absent = await read(world, mentor, "no-such-page")
    for reader in (None, mentor):
        answer = await read(world, reader, "checklist-mentee")
        assert (answer.status_code, answer.json()["code"]) == (404, absent.json()["code"])
    assert (await read(world, mentee, "checklist-mentee")).status_code == 200


async def test_a_draft_shows_its_guidance_to_those_alone_who_see_it(world: World) -> None:
    await world.set_programme(published_at=None)
    assert (await read(world, None, "benefits")).status_code == 404
    assert (await read(world, world.coordinator, "benefits")).status_code == 200


async def test_texts_say_the_programmes_word_for_mentee(world: World) -> None:
    forms = '{"singular": "actor", "plural": "actors"}'
    await world.sql(
        "UPDATE programme_text SET mentee_forms = CAST(:forms AS jsonb) WHERE programme_id = :id AND language = 'en'",
        forms=forms,
        id=world.programme_id,
    )
    assert "The actor</h2>" in text_of(await read(world, None, "roles", language="en"))
    assert "Aktori</h2>" in text_of(await read(world, None, "roles", language="fi"))


async def test_accept_language_decides_where_nothing_else_does(world: World) -> None:
    answer = await world.http.get(f"/api/v1{base(world)}/benefits", headers={"Accept-Language": "sv"})
    assert (answer.json()["language"], answer.json()["title"]) == ("sv", "Vad mentorskap ger")


async def test_a_programmes_own_words_stand_in_their_language_alone_until_it_goes_back(world: World) -> None:
    assert (await write(world, "benefits", title="Ours")).status_code == 200
    assert (await read(world, None, "benefits", language="en")).json()["title"] == "Ours"
    assert (await read(world, None, "benefits", language="fi")).json()["edited"] is False
    other = await World.make(world.sessions, world.keys, world.http)
    assert (await read(other, None, "benefits", language="en")).json()["title"] == "What you gain"
    source = (await world.call(world.coordinator, "GET", f"{base(world)}/benefits/texts/en")).json()
    assert (source["title"], source["edited"], source["standard"]["title"]) == ("Ours", True, "What you gain")
    back = await world.call(
        world.coordinator, "DELETE", f"{base(world)}/benefits/texts/en", headers={"If-Match": await etag(world, "benefits")}
    )
    assert back.status_code == 204
    assert (await read(world, None, "benefits", language="en")).json()["title"] == "What you gain"


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
async def test_a_stale_edit_is_refused_and_loses_nothing(world: World, method: str) -> None:
    first = await etag(world, "benefits")
    assert (await write(world, "benefits", tag=first, title="Hers")).status_code == 200
    path = f"{base(world)}/benefits/texts/en"
    body = {"json": WORDS | {"title": "His"}} if method == "PUT" else {}
    late = await world.call(world.coordinator, method, path, headers={"If-Match": first}, **body)
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    unnamed = await world.call(world.coordinator, method, path, **body)
    assert unnamed.status_code == 428
    assert (await read(world, None, "benefits", language="en")).json()["title"] == "Hers"


async def test_of_two_who_save_at_once_one_is_told(world: World) -> None:
    first = await etag(world, "benefits")
    answers = await asyncio.gather(*(write(world, "benefits", tag=first, title=title) for title in ("Hers", "His", "Theirs")))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]
    kept = next(answer.json()["title"] for answer in answers if answer.status_code == 200)
    assert (await read(world, None, "benefits", language="en")).json()["title"] == kept


async def test_words_that_came_back_to_what_somebody_read_are_what_they_read(world: World) -> None:
    first = await etag(world, "benefits")
    await write(world, "benefits", title="Hers")
    await world.call(world.coordinator, "DELETE", f"{base(world)}/benefits/texts/en", headers={"If-Match": "*"})
    assert await etag(world, "benefits") == first


async def test_a_language_that_the_programme_does_not_have_is_not_written(world: World) -> None:
    await world.set_programme(languages=["en"])
    assert (await write(world, "benefits", "fi")).status_code == 404
    assert (await write(world, "no-such-page")).status_code == 404
    assert await world.rows("material", programme_id=world.programme_id) == []


async def test_what_is_hidden_is_gone_for_all_but_coordinators(world: World) -> None:
    hide = await world.call(world.coordinator, "PATCH", f"{base(world)}/benefits", json={"hidden": True})
    assert hide.status_code == 204
    assert "benefits" not in await listed(world, await world.mentor())
    assert (await read(world, None, "benefits")).status_code == 404
    assert (await listed(world, world.coordinator))["benefits"]["hidden"] is True
    await world.call(world.coordinator, "PATCH", f"{base(world)}/benefits", json={"hidden": False})
    assert (await read(world, None, "benefits")).status_code == 200


async def test_a_page_of_its_own_is_read_by_those_it_is_for_in_the_language_that_it_has(world: World) -> None:
    slug = await added(world)
    mentor = await world.mentor()
    found = await read(world, mentor, slug, language="sv")
    assert (found.json()["language"], found.json()["own"]) == ("en", True)
    assert (await read(world, await world.mentee(), slug)).status_code == 404
    await write(world, slug, "sv", title="Var vi träffas")
    assert (await read(world, mentor, slug, language="sv")).json()["title"] == "Var vi träffas"
    changed = {"roles": [], "phases": ["feedback"]}
    await world.call(world.coordinator, "PATCH", f"{base(world)}/{slug}", json=changed)
    open_now = (await listed(world, None))[slug]
    assert (open_now["roles"], open_now["phases"]) == ([], ["feedback"])


async def test_a_page_of_its_own_is_deleted_and_one_of_the_set_is_as_it_came(world: World) -> None:
    slug = await added(world, kind="checklist", words=WORDS | {"body": "- Say hello {#hello}"})
    mentor = await world.mentor()
    assert (await world.call(mentor, "PUT", f"{base(world)}/{slug}/ticks/hello")).status_code == 204
    await write(world, "benefits", title="Ours")
    await world.call(world.coordinator, "PATCH", f"{base(world)}/benefits", json={"hidden": True, "roles": ["mentor"]})
    for each in (slug, "benefits"):
        assert (await world.call(world.coordinator, "DELETE", f"{base(world)}/{each}")).status_code == 204
    assert (await read(world, world.coordinator, slug)).status_code == 404
    assert await world.rows("checklist_tick", slug=slug) == []
    assert (await read(world, None, "benefits", language="en")).json()["title"] == "What you gain"
    back = await world.call(world.coordinator, "DELETE", f"{base(world)}/{slug}/texts/en", headers={"If-Match": "*"})
    assert back.status_code == 404


async def test_ticks_are_ones_own_and_the_same_in_every_language(world: World) -> None:
    one, other = await world.mentee(), await world.mentee()
    for _ in range(2):
        assert (await world.call(one, "PUT", f"{base(world)}/checklist-mentee/ticks/why")).status_code == 204
    assert (await listed(world, one, language="fi"))["checklist-mentee"]["ticked"] == 1
    for reader in (other, world.coordinator):
        assert (await listed(world, reader))["checklist-mentee"]["ticked"] == 0
        assert not [
            item
            for part in (await read(world, reader, "checklist-mentee")).json()["parts"]
            for item in part["items"]
            if item["ticked"]
        ]
    await world.call(other, "DELETE", f"{base(world)}/checklist-mentee/ticks/why")
    assert (await listed(world, one))["checklist-mentee"]["ticked"] == 1
    await world.call(one, "DELETE", f"{base(world)}/checklist-mentee/ticks/why")
    assert (await listed(world, one))["checklist-mentee"]["ticked"] == 0


async def test_what_is_not_there_or_not_for_one_is_not_ticked_off(world: World) -> None:
    mentor = await world.mentor()
    for slug, item in (("checklist-mentor", "no-such-item"), ("checklist-mentee", "why"), ("benefits", "why"), ("none", "why")):
        assert (await world.call(mentor, "PUT", f"{base(world)}/{slug}/ticks/{item}")).status_code == 404
    await world.call(world.coordinator, "PATCH", f"{base(world)}/checklist-mentor", json={"hidden": True})
    assert (await world.call(mentor, "PUT", f"{base(world)}/checklist-mentor/ticks/profile")).status_code == 404
    assert await world.rows("checklist_tick", programme_id=world.programme_id) == []


async def test_a_key_keeps_the_tick_when_the_words_change(world: World) -> None:
    mentee = await world.mentee()
    await world.call(mentee, "PUT", f"{base(world)}/checklist-mentee/ticks/why")
    await write(world, "checklist-mentee", body="## First\n\n- I know **why** {#why}\n- Something new\n\nA word.")
    (part,) = (await read(world, mentee, "checklist-mentee", language="en")).json()["parts"]
    assert [(item["html"], item["ticked"]) for item in part["items"]] == [
        ("I know <strong>why</strong>", True),
        ("Something new", False),
    ]
    assert part["html"] == "<p>A word.</p>"
    unnamed = part["items"][1]["key"]
    assert (await world.call(mentee, "PUT", f"{base(world)}/checklist-mentee/ticks/{unnamed}")).status_code == 204


@pytest.mark.parametrize("q", ["opintopisteita", "OPINTOPISTEITÄ", "ei opintopist"])
async def test_questions_are_found_by_words_without_their_accents(world: World, q: str) -> None:
    answer = await world.http.get(f"/api/v1/programmes/{world.programme_id}/faq", params={"q": q, "language": "fi"})
    assert [each["key"] for each in answer.json()["items"]] == ["credits"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("halls", True),
        ("rock & roll", True),
        *((word, False) for word in ("href", "strong", "noopener", "zebra", "https", "amp", "where-to-meet", "li")),
    ],
)
async def test_questions_are_found_by_what_they_say_and_not_by_how_it_is_written(world: World, q: str, found: bool) -> None:
    body = "## Who? {#where-to-meet}\n\n- Rock & roll in [both **hall**s](https://example.org/zebra)."
    slug = await added(world, kind="faq", roles=[], words={"title": "Ours", "summary": "Our questions.", "body": body})
    answer = await world.http.get(f"/api/v1/programmes/{world.programme_id}/faq", params={"q": q, "language": "en"})
    assert (slug in {each["slug"] for each in answer.json()["items"]}) == found


async def test_the_faq_is_the_readers_own(world: World) -> None:
    async def keys(someone: Someone | None, q: str = "") -> set[str]:
        headers = someone.headers if someone else {}
        answer = await world.http.get(f"/api/v1/programmes/{world.programme_id}/faq", params={"q": q}, headers=headers)
        return {each["slug"] for each in answer.json()["items"]}

    assert await keys(None) == {"faq"}
    assert await keys(await world.mentor()) == {"faq", "faq-mentor"}
    assert await keys(None, "pause") == set()
    await world.call(world.coordinator, "PATCH", f"{base(world)}/faq", json={"hidden": True})
    assert "faq" not in await keys(world.coordinator), "what a coordinator finds there is what others find"


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_nothing_that_a_coordinator_writes_acts_or_fetches(world: World, hostile: str) -> None:
    line = " ".join(hostile.split())
    for kind in ("page", "checklist", "faq"):
        body = f"## {hostile}\n\n{hostile}\n\n- {hostile}"
        slug = await added(world, kind=kind, roles=[], words={"title": line, "summary": line, "body": "Hello."})
        # Not every one of them can be saved; what is there for whatever reason is harmless all the same.
        await world.sql("UPDATE material_text SET body = :body WHERE slug = :slug", body=body, slug=slug)
        shown = (await read(world, None, slug, language="en")).json()
        preview = {"kind": kind, "language": "en", "body": body}
        previewed = (await world.call(world.coordinator, "POST", f"{base(world)}/preview", json=preview)).json()
        for part in (*shown["parts"], *previewed["parts"]):
            for made in (part["html"], *(item["html"] for item in part["items"])):
                assert harmless(made), made


async def test_a_copy_begins_with_the_guidance_of_last_year(world: World) -> None:
    other = await World.make(world.sessions, world.keys, world.http)
    slug = await added(world, roles=[])
    await write(world, "benefits", title="Ours")
    await world.call(world.coordinator, "PATCH", f"{base(world)}/principles", json={"hidden": True})
    await world.call(await world.mentee(), "PUT", f"{base(world)}/checklist-mentee/ticks/why")
    async with transaction(world.sessions) as session:
        await copy_materials(session, world.programme_id, other.programme_id)
    found = await listed(other, None, language="en")
    assert (found[slug]["title"], found["benefits"]["title"]) == ("Where to meet", "Ours")
    assert "principles" not in found
    assert await other.rows("checklist_tick", programme_id=other.programme_id) == []


async def test_a_change_leaves_its_record_without_its_words(world: World) -> None:
    slug = await added(world)
    await write(world, "benefits", title="Ours")
    rows = await world.rows("audit", programme_id=world.programme_id, act="material_worded")
    assert [row["details"] for row in rows] == [{"slug": "benefits", "language": "en"}]
    assert "meet" not in slug


async def test_one_key_adds_once(world: World) -> None:
    headers = {"Idempotency-Key": f"add-{new_id()}"}
    answers = [await world.call(world.coordinator, "POST", base(world), json=ADDED, headers=headers) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len(await world.rows("material", programme_id=world.programme_id)) == 1
