"""Saving a profile: versions, the programme's own vocabularies, what a published one may not lose, words to be found by."""

from typing import Any

import pytest

from kisalli.profiles.schemas import MenteeProfileIn, MentorProfileIn
from tests.factories import World
from tests.profiles.joining import MENTEE, MENTOR, joined, own, publish, ready, save

LABEL = {"en": "Space technology", "fi": "Avaruustekniikka", "sv": "Rymdteknik"}


def question(key: str, role: str, *, required: bool = False) -> dict[str, Any]:
    return {"key": key, "role": role, "label": dict.fromkeys(("en", "fi", "sv"), f"{key}?"), "required": required}


async def test_a_save_names_the_version_it_was_made_from(world: World) -> None:
    mentor = await joined(world, "mentor")
    missing = await save(world, mentor, MENTOR, tag=None)
    assert (missing.status_code, missing.json()["code"]) == (428, "if_match_required")
    tag = (await world.call(mentor, "GET", f"/participants/{mentor.id}/own-profile")).headers["etag"]
    done = await save(world, mentor, MENTOR, tag=tag)
    assert done.status_code == 200
    stale = await save(world, mentor, MENTOR | {"story": "Lost"}, tag=tag)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert (await own(world, mentor))["profile"]["story"] == MENTOR["story"]
    assert (await save(world, mentor, MENTOR, tag=done.headers["etag"])).status_code == 200


@pytest.mark.parametrize(("role", "whole"), [("mentor", MentorProfileIn), ("mentee", MenteeProfileIn)])
async def test_everything_saved_is_read_back(world: World, role: str, whole: Any) -> None:
    words = {name: f"Some words about {name}" for name, field in whole.model_fields.items() if field.default == ""}
    full = (MENTOR if role == "mentor" else MENTEE) | words | {"field": "energy", "answers": {"why": "Because."}}
    full |= {"link": "https://example.org/me"} if role == "mentor" else {"exchange_until": "2027-05-31"}
    await world.set_programme(questions=[question("why", role)])
    someone = await joined(world, role)
    saved = (await save(world, someone, full)).json()["profile"]
    assert {name: saved[name] for name in full} == full


async def test_saving_replaces_the_whole_profile(world: World) -> None:
    mentor = await joined(world, "mentor")
    await save(world, mentor, MENTOR)
    saved = (await save(world, mentor, {"role": "mentor", "name": "Only a name"})).json()
    assert (saved["profile"]["name"], saved["profile"]["story"], saved["profile"]["topics"]) == ("Only a name", "", [])
    assert "story" in saved["missing"]


CHOICES: list[tuple[str, dict[str, Any], str]] = [
    ("mentor", {"topics": ["leadership", "juggling"]}, "#/topics"),
    ("mentor", {"field": "alchemy"}, "#/field"),
    ("mentor", {"sector": "circus"}, "#/sector"),
    ("mentor", {"seeks": ["kindergarten"]}, "#/seeks"),
    ("mentee", {"level": "kindergarten"}, "#/level"),
    ("mentee", {"sectors": ["circus"]}, "#/sectors"),
    ("mentee", {"topics": ["juggling"]}, "#/topics"),
]


@pytest.mark.parametrize(("role", "choice", "pointer"), CHOICES)
async def test_only_the_programmes_own_words_are_chosen_from(
    world: World, role: str, choice: dict[str, Any], pointer: str
) -> None:
    someone = await joined(world, role)
    answer = await save(world, someone, (MENTOR if role == "mentor" else MENTEE) | choice)
    assert answer.status_code == 422
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [(pointer, "unknown_choice")]


SHAPES: list[tuple[dict[str, Any], str]] = [
    ({"name": "x" * 201}, "#/name"),
    ({"story": "x" * 10_001}, "#/story"),
    ({"name": "two\nlines"}, "#/name"),
    ({"languages": ["xx"]}, "#/languages/0"),
    ({"meets": ["on_the_moon"]}, "#/meets/0"),
    ({"graduation_year": 1492}, "#/graduation_year"),
    ({"link": "javascript:alert(1)"}, "#/link"),
    ({"email": "me@example.org"}, "#/email"),
    ({"birth_date": "1990-01-01"}, "#/birth_date"),
    ({"answers": {"mentor": "x" * 10_001}}, "#/answers/mentor"),
    ({"answers": {"A key": "x"}}, "#/answers/A key"),
]


@pytest.mark.parametrize(("change", "pointer"), SHAPES, ids=[pointer for _, pointer in SHAPES])
async def test_what_does_not_fit_is_named(world: World, change: dict[str, Any], pointer: str) -> None:
    answer = await save(world, await joined(world, "mentor"), MENTOR | change)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("role", ["mentor", "mentee"])
async def test_people_speak_any_language_that_has_a_two_letter_code(world: World, role: str) -> None:
    spoken = ["fi", "et", "ar", "uk", "so"]
    someone = await joined(world, role)
    profile = (MENTOR if role == "mentor" else MENTEE) | {"languages": spoken}
    assert (await save(world, someone, profile)).status_code == 200
    assert (await own(world, someone))["profile"]["languages"] == spoken
    for wrong in ("xx", "FI", "fin", "en_GB", "", "zxx"):
        answer = await save(world, someone, profile | {"languages": ["en", wrong]})
        assert answer.status_code == 422, wrong
        assert answer.json()["errors"][0]["pointer"] == "#/languages/1"


async def test_a_mentor_saves_no_mentees_profile(world: World) -> None:
    answer = await save(world, await joined(world, "mentor"), MENTEE)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "wrong_role")


@pytest.mark.parametrize("lost", ["name", "degree", "title", "story", "topics", "languages", "meets"])
async def test_a_published_profile_may_not_lose_what_publishing_needed(world: World, lost: str) -> None:
    mentor = await ready(world, "mentor")
    await publish(world, mentor)
    answer = await save(world, mentor, {name: value for name, value in MENTOR.items() if name != lost})
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [f"#/{lost}"]
    assert (await own(world, mentor))["profile"][lost] == MENTOR[lost]


async def test_a_draft_may_lack_anything(world: World) -> None:
    assert (await save(world, await joined(world, "mentee"), {"role": "mentee"})).status_code == 200


async def test_a_mentor_is_found_by_the_labels_of_their_choices_in_every_language(world: World) -> None:
    await world.set_programme(fields=[{"key": "space", "label": LABEL}], mentor_admission="approval")
    mentor, reader = await ready(world, "mentor", {"field": "space"}), await world.mentee()
    row = await world.one("mentor_profile", participant_id=mentor.id)
    assert set(LABEL.values()) <= set(row["search_text"].split("\n"))
    await publish(world, mentor)
    await world.call(world.coordinator, "POST", f"/participants/{mentor.id}/approve")
    for word in ("avaruustekniikka", "rymdtek", "space"):
        path = f"/programmes/{world.programme_id}/directory/search"
        found = (await world.call(reader, "GET", path, params={"q": word})).json()["items"]
        assert [each["mentor"]["id"] for each in found] == [str(mentor.id)], word


async def test_the_words_to_be_found_by_hold_no_address(world: World) -> None:
    mentor = await ready(world, "mentor")
    row = await world.one("mentor_profile", participant_id=mentor.id)
    assert mentor.email not in row["search_text"]


async def test_the_trail_of_a_save_names_fields_and_no_values(world: World) -> None:
    mentor = await joined(world, "mentor")
    await save(world, mentor, MENTOR)
    await save(world, mentor, MENTOR | {"story": "A planted story"})
    rows = sorted(await world.rows("audit", subject_id=mentor.id, act="profile_saved"), key=lambda row: row["id"])
    assert rows[-1]["details"] == {"fields": ["story"]}
    assert "planted" not in str(rows)


@pytest.mark.parametrize(("role", "other"), [("mentor", "mentee"), ("mentee", "mentor")])
async def test_only_the_questions_of_ones_own_role_are_answered(world: World, role: str, other: str) -> None:
    await world.set_programme(questions=[question("mine", role), question("theirs", other)])
    someone = await joined(world, role)
    whole = MENTOR if role == "mentor" else MENTEE
    answer = await save(world, someone, whole | {"answers": {"mine": "A", "theirs": "B", "nobodys": "C"}})
    assert answer.status_code == 422
    wrong = [(each["pointer"], each["code"]) for each in answer.json()["errors"]]
    assert wrong == [("#/answers/nobodys", "unknown_choice"), ("#/answers/theirs", "unknown_choice")]
    saved = await save(world, someone, whole | {"answers": {"mine": "A"}})
    assert saved.json()["profile"]["answers"] == {"mine": "A"}


async def test_an_answer_has_a_length(world: World) -> None:
    await world.set_programme(questions=[question("why", "mentor")])
    mentor = await joined(world, "mentor")
    assert (await save(world, mentor, MENTOR | {"answers": {"why": "x" * 2000}})).status_code == 200
    assert (await save(world, mentor, MENTOR | {"answers": {"why": "x" * 2001}})).status_code == 422


async def test_publishing_needs_the_answers_that_the_programme_requires(world: World) -> None:
    asks = [question("why", "mentor", required=True), question("how", "mentor"), question("what", "mentee", required=True)]
    await world.set_programme(questions=asks)
    mentor = await ready(world, "mentor", {"answers": {"why": "  "}})
    assert (await own(world, mentor))["missing"] == ["answers/why"]
    refused = await publish(world, mentor)
    assert (refused.status_code, refused.json()["code"]) == (409, "profile_incomplete")
    assert [each["pointer"] for each in refused.json()["errors"]] == ["#/answers/why"]
    await save(world, mentor, MENTOR | {"answers": {"why": "Because."}})
    assert (await own(world, mentor))["missing"] == []
    assert (await publish(world, mentor)).status_code == 200
    lost = await save(world, mentor, MENTOR | {"answers": {"how": "Thus."}})
    assert (lost.status_code, [each["pointer"] for each in lost.json()["errors"]]) == (422, ["#/answers/why"])


async def test_a_mentors_answers_stand_on_their_page(world: World) -> None:
    await world.set_programme(questions=[question("why", "mentor")])
    mentor, reader = await ready(world, "mentor", {"answers": {"why": "Because."}}), await world.mentee()
    await publish(world, mentor)
    await world.call(world.coordinator, "POST", f"/participants/{mentor.id}/approve")
    page = await world.call(reader, "GET", f"/programmes/{world.programme_id}/directory/{mentor.id}")
    assert page.json()["profile"]["answers"] == {"why": "Because."}
