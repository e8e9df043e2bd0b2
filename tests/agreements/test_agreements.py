"""What a pair agrees on: versions that all sign, a change that asks everybody again, and nobody else who reads it (R18)."""

import asyncio
from typing import Any

import pytest

from kisalli.agreements import queries
from kisalli.agreements.service import changed_in
from kisalli.core.db import transaction
from kisalli.core.ids import new_id
from kisalli.core.settings import Settings
from tests.agreements.pairs import Pair
from tests.factories import World
from tests.mails import mails_of
from tests.privacy.planting import places_of

TO_SIGN, IN_FORCE = "agreement_to_sign", "agreement_in_force"


def answers(version: dict[str, Any]) -> list[str]:
    return [each["answer"] for each in version["parts"] if each["kind"] == "field"]


async def test_before_anything_is_written_there_is_the_template_to_fill_in(world: World) -> None:
    pair = await Pair.make(world)
    found = await pair.read(pair.mentee)
    assert (found["state"], found["newest"], found["in_force"], found["history"]) == ("none", None, None, [])
    assert found["open"]
    fields = [each for each in found["form"] if each["kind"] == "field"]
    assert [each["key"] for each in fields] == [str(number) for number in range(1, 9)]
    assert fields[3]["beginning"].startswith("About once a month")
    assert {each["answer"] for each in fields} == {""}
    assert "The mentee sets the goals" in str(found["form"])


async def test_it_is_in_force_when_everybody_has_signed_the_same_version(world: World) -> None:
    pair = await Pair.make(world)
    number = await pair.written(pair.mentee, a1="Find my way")
    assert (number, (await pair.read(pair.mentor))["state"]) == (1, "unsigned")
    assert await pair.signed(pair.mentee, 1) == "unsigned"
    assert await pair.signed(pair.mentor, 1) == "in_force"
    found = await pair.read(pair.mentor)
    assert (found["state"], found["in_force"]) == ("in_force", None)
    assert answers(found["newest"])[0] == "Find my way"
    assert all(each["signed_at"] for each in found["newest"]["signatures"])


async def test_a_change_asks_both_again_and_the_old_one_counts_until_then(world: World) -> None:
    pair = await Pair.make(world)
    await pair.written(pair.mentee, a1="Find my way")
    for someone in (pair.mentee, pair.mentor):
        await pair.signed(someone, 1)
    await pair.written(pair.mentor, a1="Find my way", a4="Every second week")
    found = await pair.read(pair.mentee)
    assert found["state"] == "changing"
    assert (found["newest"]["number"], found["in_force"]["number"]) == (2, 1)
    assert [each["signed_at"] for each in found["newest"]["signatures"]] == [None, None]
    assert await pair.signed(pair.mentor, 2) == "changing"
    assert await pair.signed(pair.mentee, 2) == "in_force"
    assert (await pair.read(pair.mentee))["in_force"] is None


async def test_what_was_written_meanwhile_is_read_before_it_is_signed(world: World) -> None:
    pair = await Pair.make(world)
    assert (await pair.sign(pair.mentee, 1)).json()["code"] == "agreement_changed"
    await pair.written(pair.mentee, a1="One")
    await pair.written(pair.mentor, a1="Two")
    refused = await pair.sign(pair.mentee, 1)
    assert (refused.status_code, refused.json()["code"]) == (409, "agreement_changed")
    assert await world.rows("agreement_signature", match_id=pair.match_id) == []


async def test_saving_over_a_newer_version_is_stale_and_nothing_is_lost(world: World) -> None:
    pair = await Pair.make(world)
    assert (await pair.save(pair.mentee, {"1": "One"}, after=0)).status_code == 200
    refused = await pair.save(pair.mentor, {"1": "Two"}, after=0)
    assert (refused.status_code, refused.json()["code"]) == (412, "stale")
    assert answers((await pair.read(pair.mentor))["newest"])[0] == "One"
    assert (await pair.save(pair.mentor, {"1": "Two"}, after=1)).json()["number"] == 2
    missing = await world.call(pair.mentor, "PUT", pair.path, json={"language": "en", "answers": {}})
    assert (missing.status_code, missing.json()["code"]) == (428, "if_match_required")


async def test_saving_the_same_makes_no_version_so_signatures_stay(world: World) -> None:
    pair = await Pair.make(world)
    await pair.written(pair.mentee, a1="One", a2="")
    await pair.signed(pair.mentee, 1)
    assert (await pair.save(pair.mentor, {"1": "One"})).json() == {
        "match_id": str(pair.match_id),
        "number": 1,
        "state": "unsigned",
    }
    assert await pair.signed(pair.mentor, 1) == "in_force"


async def test_the_others_are_told_once_a_version_and_everybody_when_it_is_in_force(world: World) -> None:
    pair = await Pair.make(world)
    await pair.written(pair.mentee, a1="One")
    assert await pair.told(TO_SIGN) == []
    for _ in range(2):
        await pair.signed(pair.mentee, 1)
    assert (await pair.told(TO_SIGN), await pair.told(IN_FORCE)) == ([("mentor", 1)], [])
    await pair.signed(pair.mentor, 1)
    assert await pair.told(IN_FORCE) == [("mentee", 1), ("mentor", 1)]
    await pair.written(pair.mentee, a1="Two")
    await pair.signed(pair.mentor, 2)
    assert await pair.told(TO_SIGN) == [("mentee", 2), ("mentor", 1)]
    assert len(await world.rows("agreement_signature", match_id=pair.match_id)) == 3


async def test_a_signature_sent_twice_is_one(world: World) -> None:
    pair = await Pair.make(world)
    await pair.written(pair.mentee, a1="One")
    headers = {"Idempotency-Key": "the-same-press"}
    first, second = [await pair.sign(pair.mentee, 1, headers=headers) for _ in range(2)]
    assert first.json() == second.json()
    assert len(await world.rows("audit", subject_id=pair.match_id, act="agreement_signed")) == 1


async def test_two_who_sign_at_once_bring_it_into_force_and_are_told_once(world: World) -> None:
    pair = await Pair.make(world)
    await pair.written(pair.mentee, a1="One")
    signed = await asyncio.gather(pair.signed(pair.mentee, 1), pair.signed(pair.mentor, 1))
    assert sorted(signed) == ["in_force", "unsigned"]
    assert await pair.told(IN_FORCE) == [("mentee", 1), ("mentor", 1)]


async def test_of_two_who_save_at_once_one_is_told_that_the_other_was_first(world: World) -> None:
    pair = await Pair.make(world)
    saved = await asyncio.gather(*(pair.save(each, {"1": str(each.id)}, after=0) for each in (pair.mentee, pair.mentor)))
    assert sorted(each.status_code for each in saved) == [200, 412]
    assert len(await world.rows("agreement", match_id=pair.match_id)) == 1


async def test_the_history_says_who_changed_which_field(world: World) -> None:
    pair = await Pair.make(world)
    await pair.written(pair.mentee, a1="One", a4="Monthly")
    await pair.written(pair.mentor, a1="One", a2="Careers")
    newest, first = (await pair.read(pair.mentee))["history"]
    assert (newest["number"], newest["mine"], newest["changed"]) == (2, False, ["Topics we will talk about", "How often we meet"])
    assert (first["number"], first["mine"], first["changed"]) == (1, True, ["Our goals", "How often we meet"])


def test_what_was_taken_away_is_changed_as_well() -> None:
    assert changed_in({"1": "a", "10": "b", "2": "c"}, {"1": "a", "2": "d", "3": "e"}) == {"2": "c", "3": "", "10": "b"}


async def test_the_text_stays_as_it_was_when_the_programme_changes_its_template(world: World) -> None:
    pair = await Pair.make(world)
    await pair.written(pair.mentee, a1="One")
    path = f"/programmes/{world.programme_id}/agreement-templates/en"
    changed = await world.call(world.coordinator, "PUT", path, json={"body": "[[Only this]]"}, headers={"If-Match": "*"})
    assert changed.status_code == 200
    await pair.written(pair.mentor, a1="Two", a8="Nothing")
    assert len(answers((await pair.read(pair.mentee))["newest"])) == 8
    other = await Pair.make(world)
    assert [each["label"] for each in (await other.read(other.mentee))["form"]] == ["Only this"]


@pytest.mark.parametrize(("reads", "begins"), [("fi", "fi"), ("fi-FI,en;q=0.5", "fi"), ("en", "en"), ("sv", "en"), (None, "en")])
async def test_the_form_begins_in_the_readers_language_where_the_programme_has_it(
    world: World, reads: str | None, begins: str
) -> None:
    await world.set_programme(languages=["en", "fi"])
    pair = await Pair.make(world)
    headers = {"Accept-Language": reads} if reads else {}

    async def read() -> dict[str, Any]:
        return dict((await world.call(pair.mentee, "GET", pair.path, headers=headers)).json())

    assert (await read())["form_language"] == begins
    await pair.save(pair.mentor, {"1": "Ett"}, language="fi")
    assert (await read())["form_language"] == "fi"  # what two have begun they go on with


async def test_in_another_language_the_answers_stand_in_the_same_places(world: World) -> None:
    await world.set_programme(languages=["en", "fi"])
    pair = await Pair.make(world)
    await pair.written(pair.mentee, a1="Find my way")
    form = (await pair.read(pair.mentor, language="fi"))["form"]
    field = next(each for each in form if each["kind"] == "field")
    assert (field["label"], field["answer"]) == ("Tavoitteemme", "Find my way")
    saved = await pair.save(pair.mentor, {"1": "Löydän tieni"}, language="fi")
    assert saved.json()["number"] == 2
    assert (await pair.read(pair.mentee))["newest"]["language"] == "fi"
    strange = await world.call(pair.mentee, "GET", pair.path, params={"language": "sv"})
    assert (strange.status_code, strange.json()["errors"][0]["pointer"]) == (422, "#/language")
    assert (await pair.save(pair.mentor, {}, language="sv")).status_code == 422


async def test_an_answer_to_no_field_is_refused(world: World) -> None:
    pair = await Pair.make(world)
    refused = await pair.save(pair.mentee, {"9": "What?"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/answers/9")
    assert (await pair.save(pair.mentee, {"x": "What?"})).status_code == 422
    assert (await pair.save(pair.mentee, {"1": "x" * 4001})).status_code == 422
    assert await world.rows("agreement", match_id=pair.match_id) == []


async def test_after_the_end_it_is_read_and_printed_but_not_changed(world: World) -> None:
    pair = await Pair.make(world)
    await pair.written(pair.mentee, a1="One")
    for someone in (pair.mentee, pair.mentor):
        await pair.signed(someone, 1)
    assert (await world.call(pair.mentee, "POST", f"/matches/{pair.match_id}/end")).status_code == 200
    found = await pair.read(pair.mentor)
    assert (found["open"], found["state"], answers(found["newest"])[0]) == (False, "in_force", "One")
    assert all(each["signed_at"] for each in found["newest"]["signatures"])
    assert (await world.call(pair.mentor, "GET", f"{pair.path}/pdf")).status_code == 200
    for refused in (await pair.save(pair.mentor, {"1": "Two"}), await pair.sign(pair.mentor, 1)):
        assert (refused.status_code, refused.json()["code"]) == (409, "match_ended")


async def test_coordinators_learn_whether_there_is_one_and_nothing_that_it_says(world: World) -> None:
    pair, other, none = [await Pair.make(world) for _ in range(3)]
    await pair.written(pair.mentee, a1="A secret goal")
    for someone in (pair.mentee, pair.mentor):
        await pair.signed(someone, 1)
    await other.written(other.mentor, a1="Another")
    for path in (pair.path, f"{pair.path}/pdf"):
        assert (await world.call(world.coordinator, "GET", path)).status_code == 404
    async with transaction(world.sessions) as session:
        found = await queries.state_of(session, [pair.match_id, other.match_id, none.match_id])
    assert {each: state.in_force for each, state in found.items()} == {
        pair.match_id: True,
        other.match_id: False,
        none.match_id: False,
    }


async def test_what_it_says_stands_in_the_agreement_alone_and_in_no_mail(world: World, settings: Settings) -> None:
    word = f"planted{new_id().hex[-12:]}"
    pair = await Pair.make(world)
    await pair.written(pair.mentee, a1=word)
    for someone in (pair.mentee, pair.mentor):
        await pair.signed(someone, 1)
    assert await places_of(world, word) == {"agreement.answers", "agreement.changed"}
    mails = await mails_of(world, settings, pair.match_id)
    assert {each.kind for each in mails} >= {TO_SIGN, IN_FORCE}
    assert word not in str(mails)


async def test_there_is_an_end_to_versions(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kisalli.agreements.service.MOST_VERSIONS", 1)
    pair = await Pair.make(world)
    await pair.written(pair.mentee, a1="One")
    refused = await pair.save(pair.mentee, {"1": "Two"})
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_versions")
