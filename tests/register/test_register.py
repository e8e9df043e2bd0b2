"""A programme's register: uploaded by a coordinator, kept as keyed hashes, counted, gone when mentors' sign-up closes."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from kisalli.core.db import transaction
from kisalli.register import service
from tests.factories import World
from tests.register.files import LINE, file, upload, with_register

OTHER = "Åsa;Mäki;1.6.1987"


async def counted(world: World) -> dict[str, object]:
    return dict((await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}/register")).json())


async def tidied(world: World) -> None:
    async with transaction(world.sessions) as session:
        await service.tidy(session)


async def test_a_file_is_counted_and_every_refused_line_is_reported(world: World) -> None:
    answer = await upload(world, file(LINE, OTHER, LINE, "Nobody;;", ";;1.1.1980"))
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "entries": 2,
        "added": 2,
        "known": 1,
        "removed": 0,
        "refused": [{"line": 5, "reason": "birth_date_missing"}, {"line": 6, "reason": "name_missing"}],
    }
    assert (await counted(world))["entries"] == 2


async def test_a_file_replaces_the_register_or_is_added_to_it(world: World) -> None:
    await upload(world, file(LINE))
    added = (await upload(world, file(OTHER, LINE), "POST")).json()
    assert (added["entries"], added["added"], added["known"], added["removed"]) == (2, 1, 1, 0)
    replaced = (await upload(world, file(OTHER))).json()
    assert (replaced["entries"], replaced["added"], replaced["removed"]) == (1, 0, 1)
    acts = [row["act"] for row in await world.rows("audit", programme_id=world.programme_id)]
    assert acts == ["register_replaced", "register_added", "register_replaced"]


async def test_nothing_of_a_file_that_is_refused_is_taken(world: World) -> None:
    await upload(world, file(LINE))
    answer = await upload(world, file(OTHER, header="x;y;z"))
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable_file")
    assert answer.json()["errors"][0]["code"] == "columns"
    assert (await counted(world))["entries"] == 1


async def test_hashes_alone_are_kept_and_are_good_for_one_programme(world: World) -> None:
    other = await World.make(world.sessions, world.keys, world.http)
    for each in (world, other):
        await upload(each, file(LINE))
    (here,) = await world.rows("register_entry", programme_id=world.programme_id)
    (there,) = await world.rows("register_entry", programme_id=other.programme_id)
    assert len(here["whole"]) == 32 and len(here["hashes"]) == 3
    assert not {here["whole"], *here["hashes"]} & {there["whole"], *there["hashes"]}


async def test_a_large_register_takes_seconds(world: World) -> None:
    content = file(*(f"Maija {number};Virtanen;{number % 28 + 1}.{number % 12 + 1}.1980" for number in range(20_000)))
    began = time.monotonic()
    answer = await upload(world, content)
    assert answer.json()["entries"] == 20_000, answer.text
    assert time.monotonic() - began < 30
    assert (await upload(world, file(LINE))).json()["removed"] == 20_000


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b"x" * 9 * 1024 * 1024, "text/csv", 413, "too_large"),
        (file(*["A;B;1.1.1980"] * 100_001), "text/csv", 422, "unreadable_file"),
        (file("M\0;B;1.1.1980"), "text/csv", 422, "unreadable_file"),
        (b"\xff\xff\xff", "text/csv", 422, "unreadable_file"),
        (file(LINE), "application/json", 415, "unsupported_media_type"),
        (file(LINE), "multipart/form-data; boundary=x", 415, "unsupported_media_type"),
        (file(LINE), "text/plain", 415, "unsupported_media_type"),
        (b"", "text/csv", 422, "unreadable_file"),
    ],
    ids=["too_large", "too_many_lines", "nul", "bad_utf8", "json", "form", "plain", "empty"],
)
async def test_what_is_no_register_is_refused_clearly(world: World, content: bytes, kind: str, status: int, code: str) -> None:
    answer = await upload(world, content, content_type=kind)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await world.rows("register_entry", programme_id=world.programme_id) == []


async def test_a_body_larger_than_others_is_taken_here_alone(world: World) -> None:
    large = file(LINE, *[f"{'x' * 1300};y;1.1.1980"] * 900)
    assert len(large) > 1024 * 1024
    assert (await upload(world, large)).json()["entries"] == 1
    path = f"/programmes/{world.programme_id}"
    headers = {"If-Match": "*", "Content-Type": "application/json"}
    assert (await world.call(world.coordinator, "PATCH", path, content=large, headers=headers)).status_code == 413
    assert (await world.call(world.coordinator, "PATCH", path, content=b"{}", headers=headers)).status_code == 200


async def test_a_register_goes_when_mentors_sign_up_is_over_and_none_is_taken_then(world: World) -> None:
    other = await World.make(world.sessions, world.keys, world.http)
    for each in (world, other):
        await with_register(each)
    await tidied(world)
    assert (await counted(world))["entries"] == 1
    now = datetime.now(UTC)
    await world.set_programme(mentor_signup_closes=now - timedelta(seconds=1))
    await tidied(world)
    assert (await counted(world))["entries"] == 0
    assert (await counted(other))["entries"] == 1
    late = await upload(world, file(LINE))
    assert (late.status_code, late.json()["code"]) == (409, "window_closed")
    (gone,) = await world.rows("audit", programme_id=world.programme_id, act="register_deleted")
    assert gone["caller_id"] is None


async def test_an_archived_programme_keeps_no_register(world: World) -> None:
    await with_register(world)
    await world.set_programme(archived_at=datetime.now(UTC))
    await tidied(world)
    assert await world.rows("register_entry", programme_id=world.programme_id) == []


async def test_a_coordinator_deletes_a_register(world: World) -> None:
    await with_register(world)
    path = f"/programmes/{world.programme_id}/register"
    for _ in range(2):
        assert (await world.call(world.coordinator, "DELETE", path)).status_code == 204
    assert (await counted(world))["entries"] == 0
    assert len(await world.rows("audit", programme_id=world.programme_id, act="register_deleted")) == 1


async def test_the_secret_of_a_lookup_is_told_to_nobody_and_does_not_go_to_another_host(world: World) -> None:
    path = f"/programmes/{world.programme_id}/register/lookup"
    secret = "s3cret-s3cret-s3cret"
    body = {"url": "https://alumni.example.org/ask", "secret": secret}
    answer = await world.call(world.coordinator, "PUT", path, json=body)
    assert answer.json() == {"url": body["url"], "failing_since": None}
    assert secret not in str((await counted(world))["lookup"])
    row = await world.one("register_lookup", programme_id=world.programme_id)
    assert secret.encode() not in row["secret"]
    assert world.keys.unlock(row["secret"], world.programme_id) == secret
    assert world.keys.unlock(row["secret"], world.organisation_id) is None
    moved = await world.call(world.coordinator, "PUT", path, json={"url": "https://alumni.example.org/v2/ask"})
    assert moved.status_code == 200
    elsewhere = await world.call(world.coordinator, "PUT", path, json={"url": "https://elsewhere.example/ask"})
    assert (elsewhere.status_code, elsewhere.json()["errors"][0]["pointer"]) == (422, "#/secret")
    assert (await world.call(world.coordinator, "DELETE", path)).status_code == 204
    assert (await world.call(world.coordinator, "DELETE", path)).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "http://alumni.example.org/",
        "https://user:pass@alumni.example.org/",
        "https:///nowhere",
        "https://alumni.example.org/#here",
        "https://alumni.example.org:0/",
        "ftp://alumni.example.org/",
        "https://alumni.example.org/ x",
        "https://älumni.example.org/",
    ],
)
async def test_a_lookup_is_at_an_https_address_that_holds_no_secret(world: World, url: str) -> None:
    path = f"/programmes/{world.programme_id}/register/lookup"
    answer = await world.call(world.coordinator, "PUT", path, json={"url": url, "secret": "x" * 20})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/url")
