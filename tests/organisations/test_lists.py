"""An organisation's people, and the organisations that somebody works for, come in pages."""

from typing import Any

from tests.factories import Someone, World


async def pages(world: World, someone: Someone, path: str) -> list[list[dict[str, Any]]]:
    """Read a list to its end, two a page."""
    read, cursor = [], None
    while True:
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        answer = await world.call(someone, "GET", path, params=params)
        assert answer.status_code == 200, answer.text
        read.append(answer.json()["items"])
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            return read


async def test_members_come_in_pages_each_once(world: World) -> None:
    everybody = [world.coordinator, *[await world.coordinator_of(world.organisation_id) for _ in range(4)]]
    await World.make(world.sessions, world.keys, world.http)  # its coordinator is none of these
    read = await pages(world, world.coordinator, f"/organisations/{world.organisation_id}/members")
    assert [len(page) for page in read] == [2, 2, 1]
    assert [each["person_id"] for page in read for each in page] == [str(each.person_id) for each in everybody]


async def test_organisations_come_in_pages_each_once(world: World) -> None:
    mine = [world.organisation_id]
    for _ in range(2):
        other = await World.make(world.sessions, world.keys, world.http)
        row = {"organisation_id": other.organisation_id, "person_id": world.coordinator.person_id}
        statement = "INSERT INTO organisation_member (organisation_id, person_id) VALUES (:organisation_id, :person_id)"
        await world.sql(statement, **row)
        mine.append(other.organisation_id)
    read = await pages(world, world.coordinator, "/organisations")
    assert [[each["id"] for each in page] for page in read] == [[str(mine[0]), str(mine[1])], [str(mine[2])]]


async def test_a_cursor_that_is_none_of_ours_is_refused(world: World) -> None:
    for path in ("/organisations", f"/organisations/{world.organisation_id}/members"):
        answer = await world.call(world.coordinator, "GET", path, params={"cursor": "bm90IGFuIGlk"})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/query/cursor")
