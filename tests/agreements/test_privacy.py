"""What becomes of an agreement's words: whose they are in an export, and when they go."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI

from kisalli.core.ids import new_id
from kisalli.privacy import retention
from tests.agreements.pairs import Pair
from tests.factories import Someone, World, clock
from tests.privacy.planting import places_of

HELD = {"agreement.answers", "agreement.changed"}


def word() -> str:
    return f"planted{new_id().hex[-12:]}"


async def written(world: World) -> tuple[Pair, str, str]:
    """Let both write a version each; return the pair and the word of each, the mentee's first."""
    pair, mine, theirs = await Pair.make(world), word(), word()
    await pair.written(pair.mentee, a1=mine)
    await pair.written(pair.mentor, a1=mine, a2=theirs)
    for someone in (pair.mentee, pair.mentor):
        await pair.signed(someone, 2)
    return pair, mine, theirs


async def exported(world: World, someone: Someone) -> str:
    answer = await world.call(await world.in_browser(someone), "GET", "/me/export")
    assert answer.status_code == 200
    return answer.text


async def test_an_export_has_what_one_wrote_and_not_what_the_other_did(world: World) -> None:
    pair, mine, theirs = await written(world)
    mentees, mentors = await exported(world, pair.mentee), await exported(world, pair.mentor)
    assert mine in mentees and theirs not in mentees
    assert theirs in mentors and mine not in mentors


async def test_signatures_are_in_an_export(world: World) -> None:
    pair, _, _ = await written(world)
    data = (await world.call(await world.in_browser(pair.mentee), "GET", "/me/export")).json()["data"]
    assert [each["number"] for each in data["agreement_signature"]] == [2]


async def test_whoever_is_erased_takes_the_words_of_all_versions_along(world: World) -> None:
    pair, mine, theirs = await written(world)
    address = (await world.one("person", id=pair.mentee.person_id))["email"]
    erased = await world.call(await world.in_browser(pair.mentee), "POST", "/me/erase", json={"confirmation": address})
    assert erased.status_code == 204, erased.text
    assert await places_of(world, mine) == set()
    assert await places_of(world, theirs) == set()
    found = await pair.read(pair.mentor)
    assert {each["name"] for each in found["newest"]["signatures"]} >= {"N. N."}
    assert found["state"] == "in_force"


@pytest.mark.parametrize(("months", "held"), [(5, HELD), (7, set())])
async def test_its_words_go_with_the_programmes_texts(world: World, app: FastAPI, months: int, held: set[str]) -> None:
    _, mine, theirs = await written(world)
    await world.sql("UPDATE message SET state = 'sent' WHERE programme_id = :id", id=world.programme_id)
    await world.set_programme(**clock(datetime.now(UTC) - timedelta(days=200) - months * timedelta(days=31)))
    await retention.retain(world.sessions, app.state.acts)
    assert await places_of(world, mine) == held
    assert await places_of(world, theirs) == held
