"""Telling the organisers in confidence: to two people at least, by name, and to nobody beside them (R22)."""

import asyncio
from uuid import UUID

import pytest

from kisalli.core.settings import Settings
from tests.concerns.telling import Telling
from tests.factories import World
from tests.mails import mails_of


async def test_the_named_read_it_and_nobody_else_whatever_they_run(world: World) -> None:
    telling = await Telling.make(world)
    concern_id = await telling.told("It does not go well", match_id=str(telling.match_id))
    for someone in (telling.mentee, *telling.named):
        found = await telling.read(someone, concern_id)
        assert found.json()["told"][0]["words"] == "It does not go well"
        assert {each["person_id"] for each in found.json()["recipients"]} == {str(each.person_id) for each in telling.named}
        assert [each["id"] for each in await telling.listed(someone)] == [str(concern_id)]
    for someone in (telling.admin, telling.mentor):
        assert (await telling.read(someone, concern_id)).status_code == 404
        assert await telling.listed(someone) == []


async def test_the_form_names_everybody_who_works_here_but_the_writer_and_machines(world: World) -> None:
    telling = await Telling.make(world)
    await world.service()
    gone = await world.coordinator_of(world.organisation_id)
    await world.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=gone.person_id)
    path = f"/programmes/{world.programme_id}/concern-recipients"
    answer = (await world.call(telling.mentee, "GET", path)).json()
    here = {str(each.person_id) for each in (*telling.named, telling.admin)}
    assert {each["person_id"] for each in answer["recipients"]} == here
    assert (answer["fewest"], answer["contact_address"]) == (2, "mentoring@example.org")
    assert not any(each["partner"] for each in answer["recipients"])
    works = {"organisation_id": world.organisation_id, "person_id": telling.mentor.person_id}
    insert = "INSERT INTO organisation_member (organisation_id, person_id) VALUES (:organisation_id, :person_id)"
    await world.sql(insert, **works)
    await world.sql(insert, **works | {"person_id": telling.mentee.person_id})
    answer = (await world.call(telling.mentee, "GET", path)).json()
    assert {each["person_id"] for each in answer["recipients"]} == here | {str(telling.mentor.person_id)}
    assert [each["person_id"] for each in answer["recipients"] if each["partner"]] == [str(telling.mentor.person_id)]


async def test_it_never_goes_to_one_person_alone(world: World) -> None:
    telling = await Telling.make(world)
    one = telling.named[0]
    for named in ((one,), (one, one)):
        refused = await telling.tell("Alone?", *named)
        assert (refused.status_code, refused.json()["code"]) == (422, "too_few_recipients")
        assert refused.json()["errors"][0]["pointer"] == "#/recipients"
    assert (await telling.tell("Nobody?", recipients=[])).json()["code"] == "too_few_recipients"
    assert await world.rows("concern", programme_id=world.programme_id) == []


async def test_only_those_whom_the_form_names_can_be_named(world: World) -> None:
    telling = await Telling.make(world)
    outsider = (await World.make(world.sessions, world.keys, world.http)).coordinator
    service = await world.service()
    for strange in (outsider, service, telling.mentor, telling.mentee):
        refused = await telling.tell("Hello", *telling.named, strange)
        assert (refused.status_code, refused.json()["code"]) == (422, "validation")
    assert await world.rows("concern", programme_id=world.programme_id) == []


async def test_it_can_be_about_a_match_of_ones_own_alone(world: World) -> None:
    telling = await Telling.make(world)
    other = await world.matched(await world.mentee(), await world.mentor())
    assert (await telling.tell("Theirs?", match_id=str(other))).status_code == 404
    assert (await telling.tell("Mine", match_id=str(telling.match_id))).status_code == 201
    assert (await telling.tell("Anything")).status_code == 201


@pytest.mark.parametrize("verb", ["leave", "remove"])
async def test_who_has_left_or_was_removed_can_still_tell(world: World, verb: str) -> None:
    telling = await Telling.make(world)
    gone = await world.call(world.coordinator, "POST", f"/participants/{telling.mentee.id}/{verb}")
    assert gone.status_code == 200, gone.text
    assert (await telling.tell("Before I went", match_id=str(telling.match_id))).status_code == 201


async def test_it_is_taken_in_hand_and_closed_and_its_writer_hears_of_both(world: World, settings: Settings) -> None:
    telling = await Telling.make(world)
    concern_id = await telling.told()
    one, other = telling.named
    assert (await telling.act(one, concern_id, "close")).json()["code"] == "concern_not_in_hand"
    assert (await telling.act(one, concern_id, "take")).json()["state"] == "in_hand"
    assert (await telling.act(other, concern_id, "take")).json()["code"] == "concern_taken"
    seen = (await telling.read(telling.mentee, concern_id)).json()
    assert (seen["state"], seen["mine"], seen["taken_by_me"]) == ("in_hand", True, False)
    assert seen["taken_by_name"] == (await world.one("person", id=one.person_id))["name"]
    assert (await telling.read(one, concern_id)).json()["taken_by_me"]
    taken = next(each for each in await mails_of(world, settings, concern_id) if each.kind == "concern_taken")
    assert (taken.reader, taken.current) == (telling.mentee.person_id, True)
    assert seen["taken_by_name"] in taken.text
    assert (await telling.act(other, concern_id, "close")).json()["state"] == "closed"
    assert (await telling.act(other, concern_id, "close")).json()["code"] == "concern_not_in_hand"
    assert (await telling.act(one, concern_id, "take")).json()["code"] == "concern_taken"
    kinds = {each.kind: each for each in await mails_of(world, settings, concern_id)}
    assert kinds["concern_closed"].reader == telling.mentee.person_id
    assert not kinds["concern_taken"].current, "what was overtaken is not told any more"


async def test_its_writer_takes_nothing_in_hand_and_the_named_add_nothing(world: World) -> None:
    telling = await Telling.make(world)
    concern_id = await telling.told()
    assert [(await telling.act(telling.mentee, concern_id, verb)).status_code for verb in ("take", "close")] == [403, 403]
    assert (await telling.act(telling.named[0], concern_id, "words", json={"words": "Mine"})).status_code == 403


async def test_of_two_who_take_it_at_once_one_has_it(world: World) -> None:
    telling = await Telling.make(world)
    concern_id = await telling.told()
    taken = await asyncio.gather(*(telling.act(each, concern_id, "take") for each in telling.named))
    assert sorted(each.status_code for each in taken) == [200, 409]
    assert len(await world.rows("message", subject_id=concern_id, kind="concern_taken")) == 1


async def test_its_writer_adds_until_it_is_closed_and_the_named_hear_of_it(world: World, settings: Settings) -> None:
    telling = await Telling.make(world)
    concern_id = await telling.told("First")
    assert (await telling.act(telling.mentee, concern_id, "words", json={"words": "Second"})).status_code == 200
    told = (await telling.read(telling.named[0], concern_id)).json()["told"]
    assert [each["words"] for each in told] == ["First", "Second"]
    raised = [each for each in await mails_of(world, settings, concern_id) if each.kind == "concern_raised"]
    assert len(raised) == 4
    for verb in ("take", "close"):
        await telling.act(telling.named[0], concern_id, verb)
    refused = await telling.act(telling.mentee, concern_id, "words", json={"words": "Third"})
    assert (refused.status_code, refused.json()["code"]) == (409, "concern_closed")


async def test_there_is_room_for_so_many_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kisalli.concerns.service.MOST_WORDS", 2)
    telling = await Telling.make(world)
    concern_id = await telling.told()
    answers = [await telling.act(telling.mentee, concern_id, "words", json={"words": "More"}) for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 409]
    assert answers[1].json()["code"] == "too_many_words"


async def test_who_works_here_no_longer_reads_no_longer(world: World, settings: Settings) -> None:
    telling = await Telling.make(world)
    concern_id = await telling.told()
    gone, stays = telling.named
    await world.sql("DELETE FROM organisation_member WHERE person_id = :id", id=gone.person_id)
    assert (await telling.read(gone, concern_id)).status_code == 404
    assert (await telling.act(gone, concern_id, "take")).status_code == 404
    named = (await telling.read(telling.mentee, concern_id)).json()["recipients"]
    assert {each["person_id"]: each["reads"] for each in named} == {str(gone.person_id): False, str(stays.person_id): True}
    assert {each.reader for each in await mails_of(world, settings, concern_id)} == {stays.person_id}
    await telling.act(telling.mentee, concern_id, "words", json={"words": "More"})
    second = await world.rows("message", subject_id=concern_id, occasion=2)
    assert [each["recipient_id"] for each in second] == [stays.person_id]


async def test_a_press_that_is_sent_twice_tells_once(world: World) -> None:
    telling = await Telling.make(world)
    body = {"words": "Once", "recipients": [str(each.person_id) for each in telling.named]}
    path = f"/programmes/{world.programme_id}/concerns"
    headers = {"Idempotency-Key": "the-same-press"}
    answers = [await world.call(telling.mentee, "POST", path, json=body, headers=headers) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len(await world.rows("concern", programme_id=world.programme_id)) == 1


async def test_whoever_reads_it_stands_in_its_writers_own_list_of_reads(world: World) -> None:
    telling = await Telling.make(world)
    concern_id = await telling.told()
    await telling.read(telling.named[0], concern_id)
    await telling.listed(telling.named[0])
    await telling.read(telling.mentee, concern_id)
    reads = (await world.call(telling.mentee, "GET", "/me/reads")).json()["items"]
    assert [each["operation"] for each in reads] == ["list_concerns", "read_concern"]


async def test_the_database_knows_no_state_without_its_time(world: World) -> None:
    telling = await Telling.make(world)
    concern_id: UUID = await telling.told()
    for wrong in ("state = 'in_hand'", "closed_at = clock_timestamp()", "state = 'closed'", "taken_by = raised_by"):
        with pytest.raises(Exception, match="concern"):
            await world.sql(f"UPDATE concern SET {wrong} WHERE id = :id", id=concern_id)
