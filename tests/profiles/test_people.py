"""The coordinator's list of people: found by name, narrowed to the unmatched, counted."""

from typing import Any

import pytest

from tests.factories import Someone, World


async def people(world: World, **params: Any) -> dict[str, Any]:
    path = f"/programmes/{world.programme_id}/participants"
    answer = await world.call(world.coordinator, "GET", path, params=params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def found(world: World, **params: Any) -> list[str]:
    return [each["name"] for each in (await people(world, **params))["items"]]


@pytest.mark.parametrize(
    ("q", "name"),
    [
        ("makin", "Aino Mäkinen"),
        ("MÄKINEN", "Aino Mäkinen"),
        ("mäkinen  aino ", "Aino Mäkinen"),
        ("dang", "Linh Đặng"),
        ("soren", "Søren Æbelø"),
        ("aebelo", "Søren Æbelø"),
        ("Æb", "Søren Æbelø"),
        ("стеф", "Олена Стефаник"),
        ("100%", "Cent 100% Percent"),
    ],
)
async def test_somebody_is_found_by_parts_of_the_name_without_case_and_accents(q: str, name: str, world: World) -> None:
    for each in ("Aino Mäkinen", "Søren Æbelø", "Олена Стефаник", "Cent 100% Percent"):
        await world.mentee(name=each)
    await world.mentor(name="Linh Đặng")
    assert await found(world, q=q) == [name]


async def test_every_word_has_to_be_in_the_name(world: World) -> None:
    await world.mentee(name="Aino Mäkinen")
    assert await found(world, q="Aino Virtanen") == []
    assert await found(world, q="%") == [] == await found(world, q="_")


async def test_nobody_is_found_by_an_address_no_coordinator_sees(world: World) -> None:
    mentor = await world.mentor(name="Aino Mäkinen")
    assert await found(world, q=mentor.email) == [] == await found(world, q=f"contact.{mentor.id}")


async def test_a_blank_search_narrows_nothing(world: World) -> None:
    await world.mentee(name="Aino Mäkinen")
    assert await found(world, q="  ") == ["Aino Mäkinen"]


async def test_the_unmatched_are_those_without_a_running_match(world: World) -> None:
    pair = (await world.mentee(name="Matched"), await world.mentor(name="Mentor", places=2))
    parted = (await world.mentee(name="Parted"), await world.mentor(name="Former"))
    await world.mentee(name="Alone")
    await world.matched(*pair)
    ended = await world.matched(*parted)
    assert (await world.call(world.coordinator, "POST", f"/matches/{ended}/end", json={})).status_code == 200
    assert await found(world, unmatched=True) == ["Parted", "Former", "Alone"]
    assert await found(world, unmatched=False) == ["Matched", "Mentor"]
    assert await found(world, unmatched=True, role="mentee", q="a") == ["Parted", "Alone"]


async def test_the_total_counts_all_pages_with_the_filters(world: World) -> None:
    for number in range(5):
        await world.mentee(name=f"Student {number}")
    await world.mentor(name="Mentor")
    first = await people(world, role="mentee", q="student", limit=2)
    assert (len(first["items"]), first["total"]) == (2, 5)
    last = await people(world, role="mentee", q="student", limit=4, cursor=first["next_cursor"])
    assert (len(last["items"]), last["total"], last["next_cursor"]) == (3, 5, None)
    assert (await people(world, q="nobody"))["total"] == 0


async def requests_of(world: World, count: int) -> list[Someone]:
    mentees = [await world.mentee() for _ in range(count)]
    for each in mentees:
        await world.sent(each, await world.mentor())
    return mentees


async def test_requests_and_messages_are_counted_too(world: World) -> None:
    await requests_of(world, 3)
    for what in ("requests", "messages"):
        path = f"/programmes/{world.programme_id}/{what}"
        answer = (await world.call(world.coordinator, "GET", path, params={"limit": 2})).json()
        assert (len(answer["items"]), answer["total"]) == (2, 3)
    path = f"/programmes/{world.programme_id}/messages"
    assert (await world.call(world.coordinator, "GET", path, params={"limit": 1, "state": "sent"})).json()["total"] == 0
