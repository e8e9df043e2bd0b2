"""How pairs stand for coordinators (R20, R21, R28): times and counts, the most worrying first, never a word of anybody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kisalli.workspace.nudges import nudge
from tests.factories import World
from tests.meetings.arranging import PLACE, Pair, wall

SECRET = "Zaubertrank"


@pytest.fixture
async def pair(world: World) -> Pair:
    """A pair of a programme that runs since a hundred days."""
    ago = datetime.now(UTC) - timedelta(days=100)
    await world.set_programme(running_opens=ago, requests_opens=ago - timedelta(days=1))
    return await Pair.make(world)


async def begun(pair: Pair, days: float) -> Pair:
    """Let a pair have begun so many days ago."""
    ago = datetime.now(UTC) - timedelta(days=days)
    await pair.world.sql("UPDATE match SET opened_at = :ago WHERE id = :id", ago=ago, id=pair.match_id)
    return pair


async def read(world: World, **params: Any) -> dict[str, Any]:
    """Read how the pairs of a programme stand, as its coordinator."""
    answer = await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}/rhythm", params=params)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def ids(world: World, **params: Any) -> list[str]:
    return [each["match_id"] for each in (await read(world, **params))["items"]]


async def everywhere(pair: Pair) -> dict[str, Pair]:
    """Pairs that stand at every point, in no order."""
    world = pair.world
    found = {"long_quiet": await begun(pair, 60)}
    for name in ("ended", "due", "good", "planned", "fresh", "met_and_quiet"):
        found[name] = await Pair.make(world)
    await begun(found["fresh"], 5)
    await found["met_and_quiet"].held(50)
    await found["due"].held(35)
    await found["good"].held(3)
    await found["planned"].planned()
    assert (await world.call(found["ended"].mentee, "POST", f"/matches/{found['ended'].match_id}/end", json={})).is_success
    return found


ORDER = ("long_quiet", "met_and_quiet", "fresh", "due", "planned", "good", "ended")


async def test_the_most_worrying_come_first_and_what_is_over_last(pair: Pair) -> None:
    found = await everywhere(pair)
    rows = await read(pair.world)
    names = {str(each.match_id): name for name, each in found.items()}
    assert [names[each["match_id"]] for each in rows["items"]] == list(ORDER)
    assert [each["rhythm"] for each in rows["items"]] == ["quiet", "quiet", "fresh", "due", "good", "good", "over"]
    assert rows["total"] == len(ORDER)


async def test_pages_go_on_where_the_last_one_ended(pair: Pair) -> None:
    found = await everywhere(pair)
    seen: list[str] = []
    cursor = None
    for _ in range(len(found)):
        some = await read(pair.world, limit=2, **({"cursor": cursor} if cursor else {}))
        assert some["total"] == len(found)
        seen += [each["match_id"] for each in some["items"]]
        cursor = some["next_cursor"]
        if cursor is None:
            break
    assert seen == [str(found[name].match_id) for name in ORDER]


@pytest.mark.parametrize("cursor", ["x", "MTox", "MToyOnk"])
async def test_a_cursor_of_another_list_is_refused_in_words(cursor: str, world: World) -> None:
    path = f"/programmes/{world.programme_id}/rhythm"
    answer = await world.call(world.coordinator, "GET", path, params={"cursor": cursor})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "cursor")


async def test_each_filter_shows_those_and_counts_them(pair: Pair) -> None:
    found = await everywhere(pair)
    known = {str(each.match_id): name for name, each in found.items()}
    for params, names in (
        ({"rhythm": "quiet"}, ("long_quiet", "met_and_quiet")),
        ({"met": "false", "state": "active"}, ("long_quiet", "fresh", "planned")),
        ({"met": "true"}, ("met_and_quiet", "due", "good")),
        ({"state": "ended"}, ("ended",)),
        ({"state": "active", "rhythm": "over"}, ()),
        ({"match_id": str(found["due"].match_id)}, ("due",)),
    ):
        rows = await read(pair.world, **params)
        assert tuple(known[each["match_id"]] for each in rows["items"]) == names, params
        assert rows["total"] == len(names)


async def test_the_summary_counts_what_the_filters_show(pair: Pair) -> None:
    await everywhere(pair)
    world = pair.world
    summary = (await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}/rhythm/summary")).json()
    assert summary == {"running": 6, "quiet": 2, "due": 1, "unmet": 3, "ended": 1}
    shown = {
        "running": await read(world, state="active", limit=1),
        "quiet": await read(world, rhythm="quiet", limit=1),
        "due": await read(world, rhythm="due", limit=1),
        "unmet": await read(world, state="active", met="false", limit=1),
        "ended": await read(world, state="ended", limit=1),
    }
    assert {name: rows["total"] for name, rows in shown.items()} == summary


async def test_names_are_found_by_their_parts_whatever_their_accents(pair: Pair) -> None:
    other = await Pair.make(pair.world)
    names = "UPDATE {table} SET name = :name WHERE participant_id = :id"
    await pair.world.sql(names.format(table="mentor_profile"), name="Päivi Mäkinen", id=other.mentor.id)
    await pair.world.sql(names.format(table="mentee_profile"), name="Đặng Linh", id=other.mentee.id)
    for words in ("makinen", "MÄKI dang", "linh päivi"):
        assert await ids(pair.world, q=words) == [str(other.match_id)], words
    assert await ids(pair.world, q="makinen nobody") == []
    assert len(await ids(pair.world, q="%")) == 0, "no wildcard"


async def test_a_pair_is_told_in_times_and_counts(pair: Pair) -> None:
    world, path = pair.world, f"/matches/{pair.match_id}"
    await begun(pair, 90)
    await pair.held(60)
    (before,) = (await read(world))["items"]
    assert (before["agreed"], before["goals"], before["nudged_at"]) == (False, 0, None)
    for _ in range(2):
        assert (await pair.call(pair.mentee, "POST", f"{path}/goals", json={"title": SECRET})).status_code == 201
    body = {"language": "en", "answers": {"1": SECRET}}
    assert (await pair.call(pair.mentee, "PUT", f"{path}/agreement", json=body, headers={"If-Match": "*"})).status_code == 200
    assert (await pair.call(pair.mentee, "POST", f"{path}/agreement/sign", json={"number": 1})).status_code == 200
    (half,) = (await read(world))["items"]
    assert not half["agreed"], "the other one has not signed"
    assert (await pair.call(pair.mentor, "POST", f"{path}/agreement/sign", json={"number": 1})).status_code == 200
    await nudge(world.sessions)
    (row,) = (await read(world))["items"]
    assert (row["agreed"], row["goals"], row["held"], row["held_minutes"]) == (True, 2, 1, 60)
    assert row["nudged_at"] and row["quiet_from"] and row["held_at"] and row["planned_at"] is None
    assert [each["role"] for each in row["members"]] == ["mentor", "mentee"]


async def test_no_word_that_the_two_write_is_in_the_answer(pair: Pair) -> None:
    path, secret = f"/matches/{pair.match_id}", {"agenda": SECRET, "place": SECRET}
    await pair.proposed(pair.mentor, 3, **secret)
    body = PLACE | {"start": wall(-0.01), "notes": SECRET, "place": SECRET}
    assert (await pair.call(pair.mentee, "POST", f"{path}/meetings/log", json=body)).status_code == 201
    for where, words in (("goals", {"title": SECRET, "why": SECRET}), ("steps", {"words": SECRET}), ("notes", {"words": SECRET})):
        answer = await pair.call(await pair.world.in_browser(pair.mentee), "POST", f"{path}/{where}", json=words)
        assert answer.status_code == 201, answer.text
    answer = await pair.call(pair.world.coordinator, "GET", f"/programmes/{pair.world.programme_id}/rhythm")
    assert SECRET not in answer.text


async def test_organisers_get_the_address_that_the_service_writes_to_and_not_the_one_for_the_partner(pair: Pair) -> None:
    world = pair.world
    await world.sql("UPDATE contact_snapshot SET email = 'for.you@example.org' WHERE match_id = :id", id=pair.match_id)
    (row,) = (await read(world))["items"]
    people = [(await world.rows("person", id=each.person_id))[0] for each in (pair.mentor, pair.mentee)]
    assert [each["email"] for each in row["members"]] == [each["email"] for each in people]
    assert "for.you@" not in str(row)
    assert (await world.call(pair.mentee, "POST", f"/matches/{pair.match_id}/end", json={})).is_success
    (ended,) = (await read(world))["items"]
    assert [each["email"] for each in ended["members"]] == [None, None]


async def test_whom_a_coordinator_read_is_kept_and_the_summary_shows_nobody(pair: Pair) -> None:
    other = await Pair.make(pair.world)
    await begun(pair, 60)
    await read(pair.world, rhythm="quiet")
    await pair.world.call(pair.world.coordinator, "GET", f"/programmes/{pair.world.programme_id}/rhythm/summary")
    rows = await pair.world.rows("data_read", programme_id=pair.world.programme_id)
    assert [(each["operation"], each["purpose"]) for each in rows] == [("list_rhythm", "delivery")]
    assert set(rows[0]["subjects"]) == {pair.mentor.id, pair.mentee.id}
    assert other.mentor.id not in rows[0]["subjects"]
