"""Private notes (R21): their writer's alone, everywhere and always."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from kisalli.core.db import transaction
from kisalli.notes.service import forget
from tests.factories import Someone, World
from tests.meetings.arranging import Pair

PLANTED = "I am not sure about this mentor"


@pytest.fixture
async def pair(world: World) -> Pair:
    made = await Pair.make(world)
    return Pair(world, await world.in_browser(made.mentor), await world.in_browser(made.mentee), made.match_id)


async def write(pair: Pair, someone: Someone, words: str = PLANTED) -> dict[str, Any]:
    answer = await pair.call(someone, "POST", f"/matches/{pair.match_id}/notes", json={"words": words})
    assert answer.status_code == 201, answer.text
    return dict(answer.json()) | {"etag": answer.headers["etag"]}


async def listed(pair: Pair, someone: Someone) -> list[str]:
    return [each["words"] for each in (await pair.call(someone, "GET", f"/matches/{pair.match_id}/notes")).json()]


async def test_each_reads_their_own_notes_alone(pair: Pair) -> None:
    note = await write(pair, pair.mentee)
    await write(pair, pair.mentor, "Theirs")
    assert (await listed(pair, pair.mentee), await listed(pair, pair.mentor)) == ([PLANTED], ["Theirs"])
    coordinator = await pair.world.in_browser(pair.world.coordinator)
    for someone in (pair.mentor, coordinator):
        for method, body in (("PUT", {"words": "x"}), ("DELETE", None)):
            answer = await pair.call(someone, method, f"/notes/{note['id']}", json=body, headers={"If-Match": "*"})
            assert answer.status_code == 404
    assert (await pair.call(coordinator, "GET", f"/matches/{pair.match_id}/notes")).status_code == 404
    assert await listed(pair, pair.mentee) == [PLANTED]


async def test_two_windows_of_one_person_are_told_of_each_other(pair: Pair) -> None:
    note = await write(pair, pair.mentee)
    first = await pair.call(
        pair.mentee, "PUT", f"/notes/{note['id']}", json={"words": "Sure now"}, headers={"If-Match": note["etag"]}
    )
    second = await pair.call(
        pair.mentee, "PUT", f"/notes/{note['id']}", json={"words": "Unsure"}, headers={"If-Match": note["etag"]}
    )
    assert (first.status_code, second.status_code) == (200, 412)
    assert await listed(pair, pair.mentee) == ["Sure now"]


async def test_a_script_reaches_no_note(pair: Pair) -> None:
    _, headers = await pair.world.personal_token(pair.mentee, "workspace:read", "workspace:write", "me:read")
    answer = await pair.world.http.request("GET", f"/api/v1/matches/{pair.match_id}/notes", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "browser_only")


async def test_a_note_is_in_no_table_but_its_own_and_in_no_answer_but_its_writers(pair: Pair) -> None:
    plant = f"Rhubarb {uuid4().hex}"
    await write(pair, pair.mentee, plant)
    async with transaction(pair.world.sessions) as session:
        from sqlalchemy import text

        from kisalli.models import metadata

        for table in metadata.tables:
            found = await session.scalar(
                text(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE :like'), {"like": f"%{plant}%"}
            )
            assert (table, found) == (table, 1 if table == "private_note" else 0)
    own = (await pair.call(pair.mentee, "GET", "/me/export")).text
    assert plant in own, "one's own export has it"
    for path in ("/me/export", f"/matches/{pair.match_id}", f"/matches/{pair.match_id}/workspace"):
        assert plant not in (await pair.call(pair.mentor, "GET", path)).text
    coordinator = await pair.world.in_browser(pair.world.coordinator)
    organisation = pair.world.organisation_id
    for path in (
        f"/matches/{pair.match_id}",
        f"/organisations/{organisation}/audit",
        f"/programmes/{pair.world.programme_id}/rhythm",
    ):
        answer = await pair.call(coordinator, "GET", path)
        assert answer.status_code == 200 and plant not in answer.text


async def test_notes_go_three_months_after_the_match(pair: Pair) -> None:
    await write(pair, pair.mentee)
    await pair.call(pair.mentor, "POST", f"/matches/{pair.match_id}/end", json={})
    await _forget(pair, timedelta(days=85))
    assert await listed(pair, pair.mentee) == [PLANTED], "their writer still reads them for a while"
    refused = await pair.call(pair.mentee, "POST", f"/matches/{pair.match_id}/notes", json={"words": "x"})
    assert refused.json()["code"] == "match_ended"
    await _forget(pair, timedelta(days=93))
    assert await listed(pair, pair.mentee) == []


async def _forget(pair: Pair, ago: timedelta) -> None:
    ended: dict[str, Any] = {"ended": datetime.now(UTC) - ago, "id": UUID(str(pair.match_id))}
    await pair.world.sql("UPDATE match SET ended_at = :ended WHERE id = :id", **ended)
    async with transaction(pair.world.sessions) as session:
        await forget(session)
