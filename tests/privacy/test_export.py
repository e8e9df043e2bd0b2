"""Everything about me, and nobody else's words (privacy row 5)."""

import json
from uuid import uuid4

from kisalli.privacy import export as exporting
from kisalli.privacy.derived import taken
from tests.factories import World
from tests.privacy.planting import end, plant


def words() -> dict[str, str]:
    return {f"{who}_word": f"{who}{uuid4().hex[:10]}" for who in ("mentee", "mentor", "office")}


async def test_a_students_export_has_all_their_words_and_nobody_elses(world: World) -> None:
    said = words()
    there = await plant(world, **said)
    await end(world, there.mentor, there.match_id, f"Farewell, {said['mentor_word']}")
    answer = await world.call(there.mentee, "GET", "/me/export")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="kisalli.json"'
    assert answer.headers["cache-control"] == "no-store"
    data = answer.json()["data"]
    mine = said["mentee_word"]
    assert {each["message"] for each in data["request_as_mentee"]} == {f"Please! {mine}"}
    assert data["mentee_profile"][0]["answers"] == {"why": mine}
    assert data["contact"][0]["phone"] == f"+358 {mine}"
    assert data["person"][0]["email"] == f"{mine}@e.example"
    assert len(data["saved_mentor_as_mentee"]) == 3
    assert [(each["answers"], each["texts"]) for each in data["survey_answer"]] == [({"going": 3}, {"why": f"Because {mine}"})]
    assert [each["words"] for each in data["help_call"]] == [f"Help, {mine}"]
    assert {each["kind"] for each in data["message"]} >= {"request_declined", "match_made", "match_ended"}
    assert [len(data[name]) for name in ("session", "passkey", "affiliation", "identity")] == [1, 1, 1, 1]
    # The one name of another person is whom one's contact details went to (CJEU C-154/21).
    assert [each["receiver_name"] for each in data["contacts_given"]] == [said["mentor_word"]]
    without = json.dumps(data | {"contacts_given": []})
    assert said["mentor_word"] not in without and said["office_word"] not in without


async def test_a_mentors_export_has_their_answer_and_farewell_but_not_the_students_words(world: World) -> None:
    said = words()
    there = await plant(world, **said)
    await end(world, there.mentor, there.match_id, f"Farewell, {said['mentor_word']}")
    declined = (await world.call(there.other, "GET", "/me/export")).json()["data"]
    assert [each["answer"] for each in declined["request_as_mentor"]] == [f"Sorry, {said['mentor_word']}"]
    matched = (await world.call(there.mentor, "GET", "/me/export")).json()["data"]
    assert [each["farewell"] for each in matched["match_that_i_ended"]] == [f"Farewell, {said['mentor_word']}"]
    for data in (declined, matched):
        without = json.dumps(data | {"contacts_given": []})
        assert said["mentee_word"] not in without and said["office_word"] not in without


async def test_an_export_holds_no_secret(world: World) -> None:
    mentee = await world.mentee()
    session_id, passkey_id = await world.signed_in(mentee), await world.passkey(mentee)
    answer = await world.call(mentee, "GET", "/me/export")
    names = {name for rows in answer.json()["data"].values() for row in rows for name in row}
    assert not [name for name in names if "hash" in name or "key" in name or "credential" in name]
    assert passkey_id.bytes.hex() not in answer.text and session_id.bytes.hex() not in answer.text


async def test_an_export_tells_of_reads_audiences_and_consents(world: World) -> None:
    mentor = await world.mentor()
    await world.call(world.coordinator, "GET", f"/participants/{mentor.id}/profile")
    await world.call(
        await world.in_browser(mentor),
        "POST",
        "/me/consents",
        json={"language": "sv", "agreements": [{"kind": "terms", "version": 1}]},
    )
    data = (await world.call(mentor, "GET", "/me/export")).json()["data"]
    assert [each["operation"] for each in data["reads"]] == ["read_profile"]
    assert {each["audience"] for each in data["audiences"]} == {"organisers", "mentees"}
    assert [(each["kind"], each["language"]) for each in data["consent"]] == [("terms", "sv")]


async def test_audiences_say_who_could_read_since_when(world: World) -> None:
    await world.set_programme(staff_may_browse=True)
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.matched(mentee, mentor)
    of_mentor = {each["audience"]: each for each in (await world.call(mentor, "GET", "/me/audiences")).json()}
    assert set(of_mentor) == {"organisers", "mentees", "staff", "partners"}
    assert of_mentor["staff"]["until"] is not None and of_mentor["mentees"]["until"] is None
    of_mentee = {each["audience"]: each for each in (await world.call(mentee, "GET", "/me/audiences")).json()}
    assert set(of_mentee) == {"organisers", "asked_mentors", "partners"}
    assert of_mentee["asked_mentors"]["until"] is not None and of_mentee["partners"]["until"] is None


async def test_an_export_is_bounded_and_says_what_it_left_out(world: World, monkeypatch: object) -> None:
    monkeypatch.setattr(exporting, "MOST", 1)  # type: ignore[attr-defined]
    mentor = await world.mentor()
    for _ in range(3):
        await world.call(world.coordinator, "GET", f"/participants/{mentor.id}")
    answer = (await world.call(mentor, "GET", "/me/export")).json()
    assert "reads" in answer["cut"]
    assert len(answer["data"]["reads"]) == 1


async def test_an_export_is_audited_and_of_nobody_who_is_gone(world: World) -> None:
    mentor, ghost = await world.mentor(), await world.person()
    await world.call(mentor, "GET", "/me/export")
    await world.one("audit", caller_id=mentor.person_id, act="data_exported")
    await world.sql("DELETE FROM person WHERE id = :id", id=ghost.person_id)
    assert (await world.call(ghost, "GET", "/me/export")).status_code == 401
    assert len(taken()) > 15
