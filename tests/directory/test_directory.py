"""R10–R12: who is in the directory, for whom, how fresh; the overlay, the search and the saved list."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from kisalli.core.budgets import Budget
from kisalli.profiles.schemas import MenteeProfileIn
from tests.factories import Someone, World


async def read(world: World, someone: Someone, path: str = "", **kwargs: Any) -> httpx.Response:
    return await world.call(someone, "GET", f"/programmes/{world.programme_id}/directory{path}", **kwargs)


async def shown(world: World, someone: Someone) -> set[str]:
    return {item["id"] for item in (await read(world, someone)).json()["items"]}


async def soon(world: World, someone: Someone, expected: set[str]) -> None:
    """A directory answer may be a second stale, not more."""
    deadline = asyncio.get_running_loop().time() + 1.2
    while (seen := await shown(world, someone)) != expected:
        assert asyncio.get_running_loop().time() < deadline, seen
        await asyncio.sleep(0.02)


async def test_who_may_be_asked_is_in_it(world: World) -> None:
    reader, free = await world.mentee(), await world.mentor()
    await world.mentor(state="paused")
    await world.mentor(state="submitted")
    await world.mentor(seeks=["doctoral"])
    full, busy = await world.mentor(), await world.mentor()
    await world.matched(await world.mentee(), full)
    for _ in range(2):
        await world.sent(await world.mentee(), busy)
    await soon(world, reader, {str(free.id)})


async def test_it_follows_availability_within_a_second(world: World) -> None:
    reader, mentor = await world.mentee(), await world.mentor()
    await soon(world, reader, {str(mentor.id)})
    await world.call(mentor, "POST", f"/participants/{mentor.id}/pause")
    await soon(world, reader, set())
    await world.call(mentor, "POST", f"/participants/{mentor.id}/resume")
    await soon(world, reader, {str(mentor.id)})


async def test_an_unchanged_directory_answers_304(world: World) -> None:
    reader = await world.mentee()
    await world.mentor()
    first = await read(world, reader)
    assert first.headers["cache-control"] == "private, max-age=0, must-revalidate"
    again = await read(world, reader, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
async def test_every_encoding_holds_the_same(world: World, encoding: str) -> None:
    reader = await world.mentee()
    mentor = await world.mentor(story="A long story that is not in the list")
    await soon(world, reader, {str(mentor.id)})
    answer = await read(world, reader, headers={"Accept-Encoding": encoding})
    assert answer.headers.get("content-encoding", "identity") == encoding
    assert [item["id"] for item in answer.json()["items"]] == [str(mentor.id)]
    assert "A long story" not in answer.text


@pytest.mark.parametrize(
    ("opens", "closes", "preview", "window", "count"),
    [(1, 2, False, "before", 0), (1, 2, True, "preview", 1), (-2, -1, True, "closed", 0), (-1, 1, False, "open", 1)],
)
async def test_the_window_decides_what_is_shown(
    world: World, opens: int, closes: int, window: str, count: int, *, preview: bool
) -> None:
    now = datetime.now(UTC)
    windows = {"requests_opens": now + timedelta(days=opens), "requests_closes": now + timedelta(days=closes)}
    await world.set_programme(**windows, directory_preview=preview)
    await world.mentor()
    answer = (await read(world, await world.mentee())).json()
    assert (answer["window"], len(answer["items"])) == (window, count)


async def test_it_is_not_for_mentors_strangers_or_drafts(world: World) -> None:
    for someone, code in (
        (await world.mentor(), "not_the_mentee"),
        (await world.person(), "not_a_participant"),
        (await world.mentee(state="draft"), "not_a_participant"),
    ):
        answer = await read(world, someone)
        assert (answer.status_code, answer.json()["code"]) == (403, code)


async def test_a_mentee_who_is_removed_reads_it_no_more(world: World) -> None:
    reader = await world.mentee()
    assert (await read(world, reader)).status_code == 200
    await world.call(world.coordinator, "POST", f"/participants/{reader.id}/remove")
    await asyncio.sleep(0.5)
    assert (await read(world, reader)).status_code == 403


async def test_a_student_of_another_level_reads_another_directory_at_once(world: World) -> None:
    mentee, mentor = await world.mentee(), await world.mentor(seeks=["doctoral"])
    assert await shown(world, mentee) == set()
    own = f"/participants/{mentee.id}"
    found = await world.call(mentee, "GET", f"{own}/own-profile")
    kept = {name: found.json()["profile"][name] for name in MenteeProfileIn.model_fields if name not in {"role", "level"}}
    headers = {"If-Match": found.headers["etag"]}
    saved = await world.call(
        mentee, "PUT", f"{own}/profile", json=kept | {"role": "mentee", "level": "doctoral"}, headers=headers
    )
    assert saved.is_success, saved.text
    await soon(world, mentee, {str(mentor.id)})


async def test_who_declined_is_hidden_from_that_student_alone(world: World) -> None:
    mentor, mentee, other = await world.mentor(), await world.mentee(), await world.mentee()
    await world.act(mentor, await world.sent(mentee, mentor), "decline")
    await soon(world, mentee, {str(mentor.id)})
    assert (await read(world, mentee, "/mine")).json()["hidden"] == [str(mentor.id)]
    assert (await read(world, other, "/mine")).json()["hidden"] == []
    assert (await read(world, mentee, f"/{mentor.id}")).json()["available"] is False
    assert [each["mentor"]["id"] for each in (await read(world, mentee, "/search")).json()["items"]] == []


async def test_the_fair_order_is_stable_for_one_and_different_between_students(world: World) -> None:
    mentors = {str((await world.mentor()).id) for _ in range(8)}
    orders = []
    for reader in (await world.mentee(), await world.mentee()):
        await soon(world, reader, mentors)
        first, second = [[each["mentor_id"] for each in (await read(world, reader, "/mine")).json()["mentors"]] for _ in range(2)]
        assert first == second
        orders.append(first)
    assert orders[0] != orders[1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("leader", True),
        ("insinöör", True),
        ("insinööreille", True),
        ("rymd", True),
        ("Åsa", True),
        ("well-bei", True),
        ("node.js", True),
        ("cook", False),
        ("", True),
        ("  ", True),
    ],
)
async def test_words_and_their_beginnings_are_found_in_three_languages(world: World, query: str, *, found: bool) -> None:
    assert await finds(world, "Åsa Öhman leadership insinööri rymdteknik well-being node.js", query) is found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("-leader", True),
        ("-cook", False),
        ("leadership or cook", False),
        ("leadership | cook", False),
        ("leader & rymd", True),
        ('"rymdteknik leadership"', True),
        ("!(leader)", True),
        ("leader:* <-> 'rymd", True),
    ],
)
async def test_nothing_in_a_query_is_an_operator(world: World, query: str, *, found: bool) -> None:
    assert await finds(world, "leadership rymdteknik", query) is found


@pytest.mark.parametrize("query", ["!!!", "&|", "-", "()", "'", '""', "\\", ":*", "🤖", "²"])
async def test_a_query_without_a_word_finds_nobody(world: World, query: str) -> None:
    assert not await finds(world, "leadership rymdteknik", query)
    items = (await read(world, world.coordinator, "/search", params={"q": query})).json()["items"]
    assert items == []


async def finds(world: World, words: str, query: str) -> bool:
    """Whether a mentee's query finds a mentor with these words."""
    reader, mentor = await world.mentee(), await world.mentor()
    await world.sql("UPDATE mentor_profile SET search_text = :words WHERE participant_id = :id", words=words, id=mentor.id)
    answer = await read(world, reader, "/search", params={"q": query})
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["items"])


async def test_search_pages_and_filters(world: World) -> None:
    reader = await world.mentee()
    for number in range(5):
        await world.mentor(languages=["sv"] if number < 2 else ["en"], name=f"Name {number}")
    first = (await read(world, reader, "/search", params={"limit": 2, "sort": "name"})).json()
    second = (await read(world, reader, "/search", params={"limit": 200, "sort": "name", "cursor": first["next_cursor"]})).json()
    names = [each["mentor"]["name"] for each in first["items"] + second["items"]]
    assert names == sorted(names)
    assert (len(names), second["next_cursor"]) == (5, None)
    assert len((await read(world, reader, "/search", params={"language": "sv"})).json()["items"]) == 2


async def reasons(world: World, **params: Any) -> dict[str, list[str]]:
    """Return why the mentors that a coordinator finds are hidden, by mentor."""
    answer = await read(world, world.coordinator, "/search", params=params)
    assert answer.status_code == 200, answer.text
    return {each["mentor"]["id"]: each["hidden"] for each in answer.json()["items"]}


async def test_search_filters_by_any_language_that_mentors_speak(world: World) -> None:
    reader, mentor = await world.mentee(), await world.mentor(languages=["uk", "en"])
    await world.mentor(languages=["en"])
    found = (await read(world, reader, "/search", params={"language": "uk"})).json()["items"]
    assert [each["mentor"]["id"] for each in found] == [str(mentor.id)]
    assert (await read(world, reader, "/search", params={"language": "de"})).json()["items"] == []
    assert (await read(world, reader, "/search", params={"language": "xx"})).status_code == 422


async def test_a_coordinator_finds_everybody_with_the_reason_why_one_is_hidden(world: World) -> None:
    away = [await world.mentor(state=state) for state in ("draft", "submitted", "paused", "left", "removed")]
    free, full, busy = await world.mentor(), await world.mentor(), await world.mentor()
    await world.matched(await world.mentee(), full)
    for _ in range(2):
        await world.sent(await world.mentee(), busy)
    hidden = {str(free.id): [], str(full.id): ["no_free_place"], str(busy.id): ["max_pending"]}
    assert await reasons(world) == hidden | {str(each.id): ["not_active"] for each in away}
    found = (await read(world, await world.mentee(), "/search")).json()["items"]
    assert [(each["mentor"]["id"], each["hidden"]) for each in found] == [(str(free.id), [])]


async def test_a_coordinator_sees_why_one_student_does_not_find_a_mentor(world: World) -> None:
    mentee = await world.mentee()
    free, doctoral, paused = await world.mentor(), await world.mentor(seeks=["doctoral"]), await world.mentor(state="paused")
    declined, late, parted, partner = [await world.mentor(places=2) for _ in range(4)]
    await world.act(declined, await world.sent(mentee, declined), "decline")
    request_id = await world.sent(mentee, late)
    await world.sql("UPDATE request SET expires_at = clock_timestamp() WHERE id = :id", id=request_id)
    match_id = await world.matched(mentee, parted)
    await world.call(mentee, "POST", f"/matches/{match_id}/end", json={})
    await world.matched(mentee, partner)
    people = (free, doctoral, paused, declined, late, parted, partner)
    whys: list[list[str]] = [[], ["level"], ["not_active"], ["declined"], ["expired"], ["parted"], ["matched"]]
    expected = {str(each.id): why for each, why in zip(people, whys, strict=True)}
    assert await reasons(world, mentee_id=str(mentee.id)) == expected
    own = (await read(world, mentee, "/search")).json()["items"]
    assert [each["mentor"]["id"] for each in own] == [str(free.id)]
    # Another student's past is their own.
    other = await reasons(world, mentee_id=str((await world.mentee(level="doctoral")).id))
    assert {mentor for mentor, why in other.items() if why} == {str(paused.id)}


async def test_a_coordinator_sees_the_fit_and_order_of_the_student_they_look_for(world: World) -> None:
    mentee = await world.mentee(topics=["leadership"])
    for topics in (["job_seeking"], ["leadership"], []):
        await world.mentor(topics=topics)
    params = {"mentee_id": str(mentee.id)}
    for sort in ("fit", "fair", "name"):
        theirs = (await read(world, mentee, "/search", params={"sort": sort})).json()["items"]
        seen = (await read(world, world.coordinator, "/search", params=params | {"sort": sort})).json()["items"]
        assert seen == theirs
    assert theirs[0]["score"] is not None


async def test_a_coordinator_looks_for_mentees_of_their_programme_alone(world: World) -> None:
    other = await World.make(world.sessions, world.keys, world.http)
    for someone in (await other.mentee(), await world.mentor()):
        answer = await read(world, world.coordinator, "/search", params={"mentee_id": str(someone.id)})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_student_searches_for_nobody_else_and_learns_of_nobody(world: World) -> None:
    mentee, other = await world.mentee(), await world.mentee()
    for someone in (str(other.id), str(world.programme_id), str(mentee.id)):
        answer = await read(world, mentee, "/search", params={"mentee_id": someone})
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_the_saved_list_is_private_ordered_and_of_this_programme(world: World) -> None:
    reader, other = await world.mentee(), await world.mentee()
    first, second = await world.mentor(), await world.mentor()
    items = [{"mentor_id": str(each.id), "tell_me": False} for each in (second, first)]
    path = f"/programmes/{world.programme_id}/directory/saved"
    saved = (await world.call(reader, "PUT", path, json={"items": items})).json()
    assert [each["mentor_id"] for each in saved] == [str(second.id), str(first.id)]
    assert (await read(world, other, "/mine")).json()["saved"] == []
    foreign = await (await World.make(world.sessions, world.keys, world.http)).mentor()
    answer = await world.call(reader, "PUT", path, json={"items": [{"mentor_id": str(foreign.id)}]})
    assert answer.status_code == 404


async def test_no_address_is_in_any_directory_answer(world: World) -> None:
    mentor, reader = await world.mentor(), await world.mentee()
    for path in ("", "/mine", "/search", f"/{mentor.id}"):
        text = (await read(world, reader, path)).text
        assert "@example.org" not in text
        assert "+358" not in text


async def test_nobody_carries_away_all_profiles(world: World, app: FastAPI) -> None:
    mentee, mentor = await world.mentee(), await world.mentor()
    before, app.state.profiles_read = app.state.profiles_read, Budget(3, 3600)
    try:
        path = f"/programmes/{world.programme_id}/directory/{mentor.id}"
        answers = [await world.call(mentee, "GET", path) for _ in range(4)]
        other = await world.call(await world.mentee(), "GET", path)
    finally:
        app.state.profiles_read = before
    assert [each.status_code for each in (*answers, other)] == [200, 200, 200, 429, 200]
    assert (answers[3].json()["code"], answers[3].headers["retry-after"]) == ("too_many_requests", "1200")
