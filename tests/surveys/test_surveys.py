"""Surveys: made, published, changed and answered (R23)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from kisalli.core.settings import Settings
from tests.factories import World
from tests.mails import mails_of
from tests.surveys.forms import (
    ANSWERS,
    OPTIONS,
    QUESTIONS,
    answer,
    answered,
    body,
    close,
    code,
    draft,
    edit,
    pointers,
    published,
    question,
    words,
)


async def listed(world: World, someone: Any) -> list[dict[str, Any]]:
    got = await world.call(someone, "GET", f"/programmes/{world.programme_id}/surveys")
    items: list[dict[str, Any]] = got.json()["items"]
    return items


async def test_a_draft_and_a_scheduled_survey_are_the_coordinators_own_affair(world: World) -> None:
    mentee, now = await world.mentee(), datetime.now(UTC)
    drafted = await draft(world)
    scheduled = await published(world, opens_at=(now + timedelta(days=1)).isoformat())
    opened = await published(world)
    assert [each["id"] for each in await listed(world, mentee)] == [str(opened)]
    states = {each["id"]: each["state"] for each in await listed(world, world.coordinator)}
    assert states == {str(drafted): "draft", str(scheduled): "scheduled", str(opened): "open"}
    for survey_id in (drafted, scheduled):
        assert code(await world.call(mentee, "GET", f"/surveys/{survey_id}")) == (404, "not_found")
        assert code(await answer(world, mentee, survey_id)) == (404, "not_found")


async def test_a_survey_is_published_when_it_is_whole(world: World) -> None:
    empty = await draft(world, title={"en": "Halfway"}, opens_at=None, closes_at=None, questions=[])
    got = await world.call(world.coordinator, "POST", f"/surveys/{empty}/publish")
    assert code(got) == (422, "validation")
    assert [pointer for pointer, _ in pointers(got)] == ["#/opens_at", "#/closes_at", "#/title/fi", "#/title/sv", "#/questions"]
    lacking = [question("a", "one", label={"en": "A"}, options=OPTIONS[:1])]
    got = await world.call(world.coordinator, "POST", f"/surveys/{await draft(world, questions=lacking)}/publish")
    assert [pointer for pointer, _ in pointers(got)] == [
        "#/questions/0/label/fi",
        "#/questions/0/label/sv",
        "#/questions/0/options",
    ]
    late = await draft(world, closes_at=(datetime.now(UTC) - timedelta(hours=1)).isoformat())
    got = await world.call(world.coordinator, "POST", f"/surveys/{late}/publish")
    assert pointers(got) == [("#/closes_at", "past")]


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"closes_at": "2020-01-01T00:00:00Z"}, "#/closes_at"),
        ({"roles": []}, "#/roles"),
        ({"title": {"de": "Halbzeit"}}, "#/title/de"),
        ({"reminder_days": [0]}, "#/reminder_days/0"),
        ({"questions": [question("a", "text"), question("a", "text")]}, "#/questions"),
        ({"questions": [question("a", "text", options=OPTIONS)]}, "#/questions/0/options"),
        ({"questions": [question("a", "one", options=[OPTIONS[0], OPTIONS[0]])]}, "#/questions/0/options"),
        ({"questions": [question("a", "scale", steps=40)]}, "#/questions/0/steps"),
        ({"questions": [question("a", "essay")]}, "#/questions/0/kind"),
    ],
)
async def test_what_is_wrong_with_a_survey_is_said_at_its_place(world: World, more: dict[str, Any], pointer: str) -> None:
    got = await world.call(world.coordinator, "POST", f"/programmes/{world.programme_id}/surveys", json=body(**more))
    assert code(got) == (422, "validation")
    assert [each for each, _ in pointers(got)] == [pointer]


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("going", None, "missing"),
        ("going", 0, "greater_than_equal"),
        ("going", 6, "less_than_equal"),
        ("going", True, "int_type"),
        ("going", "4", "int_type"),
        ("recommend", 11, "less_than_equal"),
        ("drink", "beer", "enum"),
        ("drink", ["tea"], "enum"),
        ("drinks", "tea", "list_type"),
        ("drinks", ["tea", "beer"], "enum"),
        ("again", 1, "bool_type"),
        ("why", 7, "string_type"),
        ("why", "x\x00", "control_character"),
        ("why", "x" * 10_001, "string_too_long"),
        ("going", 4.5, "value"),
        ("unknown", 1, "unknown_question"),
    ],
)
async def test_each_answer_that_does_not_fit_its_question_is_named(world: World, key: str, value: Any, problem: str) -> None:
    survey_id, mentee = await published(world), await world.mentee()
    given = {name: each for name, each in (ANSWERS | {key: value}).items() if each is not None}
    got = await answer(world, mentee, survey_id, given)
    assert code(got) == (422, "validation")
    assert pointers(got) == [(f"#/answers/{key}", problem)]
    await answered(world, mentee, survey_id)  # nothing of the wrong one was kept


async def test_a_named_answer_is_changed_until_the_survey_closes(world: World) -> None:
    survey_id, mentee, other = await published(world, anonymous=False), await world.mentee(), await world.mentee()
    await answered(world, mentee, survey_id, anonymous=False)
    await answered(world, mentee, survey_id, {"going": 2}, anonymous=False, language="fi")
    form = (await world.call(mentee, "GET", f"/surveys/{survey_id}")).json()
    assert form["own"] == {"asked": True, "answered": True, "language": "fi", "answers": {"going": 2}}
    assert (form["answers"], form["asked"]) == (None, None)
    assert (await world.call(other, "GET", f"/surveys/{survey_id}")).json()["own"]["answers"] == {}
    await close(world, survey_id)
    assert code(await answer(world, mentee, survey_id, {"going": 1}, anonymous=False)) == (409, "survey_closed")
    (kept,) = await world.rows("survey_answer", survey_id=survey_id)
    assert (kept["answers"], kept["texts"]) == ({"going": 2}, {})


async def test_an_anonymous_answer_is_final_and_tells_nothing_of_its_giver(world: World) -> None:
    survey_id, mentee = await published(world), await world.mentee()
    await answered(world, mentee, survey_id)
    assert code(await answer(world, mentee, survey_id, {"going": 1})) == (409, "already_answered")
    (kept,) = await world.rows("survey_anonymous_answer", survey_id=survey_id)
    assert kept.keys() == {"id", "survey_id", "role", "language", "answers", "texts"}
    assert kept["id"].version == 4
    assert kept["answers"]["drinks"] == ["tea", "water"]  # as the question lists them
    form = (await world.call(mentee, "GET", f"/surveys/{survey_id}")).json()
    assert form["own"] == {"asked": True, "answered": True, "language": None, "answers": {}}


async def test_nobody_answers_a_survey_that_became_named_while_they_filled_it_in(world: World) -> None:
    survey_id, mentee = await published(world, anonymous=False), await world.mentee()
    assert code(await answer(world, mentee, survey_id, anonymous=True)) == (409, "survey_changed")
    assert await world.rows("survey_answer", survey_id=survey_id) == []
    assert code(await edit(world, survey_id, anonymous=True)) == (409, "survey_has_answers")  # people have its form


@pytest.mark.parametrize(
    ("audience", "asked"),
    [
        ("everybody", {"alone", "pair", "paused", "mentor", "parted"}),
        ("matched", {"pair", "mentor"}),
        ("unmatched", {"alone", "paused", "parted"}),
        ("been_matched", {"pair", "mentor", "parted"}),
    ],
)
async def test_a_survey_asks_its_audience_by_role_and_state(world: World, audience: str, asked: set[str]) -> None:
    mentor = await world.mentor(places=3)
    people = {name: await world.mentee() for name in ("alone", "pair", "parted")}
    people |= {"paused": await world.mentee(state="paused"), "left": await world.mentee(state="left"), "mentor": mentor}
    await world.matched(people["pair"], mentor)
    over = await world.matched(people["parted"], mentor)
    await world.call(mentor, "POST", f"/matches/{over}/end", json={})
    survey_id = await published(world, audience=audience)
    reached = {name for name, each in people.items() if (await answer(world, each, survey_id)).status_code == 200}
    assert reached == asked
    only = await published(world, audience=audience, roles=["mentor"])
    reached = {name for name, each in people.items() if (await answer(world, each, only)).status_code == 200}
    assert reached == asked & {"mentor"}
    (counted,) = [each for each in await listed(world, world.coordinator) if each["id"] == str(survey_id)]
    assert (counted["answers"], counted["asked"]) == (len(asked), len(asked))


async def test_an_answered_survey_keeps_what_its_answers_mean(world: World) -> None:
    survey_id, mentee = await published(world), await world.mentee()
    await answered(world, mentee, survey_id)
    later = (datetime.now(UTC) + timedelta(days=9)).isoformat()
    fixed = [QUESTIONS[0] | {"label": words("Otherwise"), "required": False}, *QUESTIONS[1:], question("new", "text")]
    assert (await edit(world, survey_id, questions=fixed, title=words("Fixed"), closes_at=later)).status_code == 200
    refused: dict[str, Any] = {
        "#/questions": fixed[1:],
        "#/questions/0": [fixed[0] | {"kind": "zero_to_ten"}, *fixed[1:]],
        "#/questions/2": [*fixed[:2], fixed[2] | {"options": OPTIONS[:2]}, *fixed[3:]],
        "#/questions/6/required": [*fixed[:6], fixed[6] | {"required": True}],
        "#/questions/7/required": [*fixed, question("must", "text", required=True)],
    }
    for pointer, questions in refused.items():
        got = await edit(world, survey_id, questions=questions)
        assert code(got) == (409, "survey_has_answers"), pointer
        assert pointers(got) == [(pointer, "has_answers")]
    for name, value in {"roles": ["mentor"], "audience": "matched", "opens_at": later[:10] + "T00:00:00Z"}.items():
        assert pointers(await edit(world, survey_id, **{name: value})) == [(f"#/{name}", "has_answers")]
    assert code(await world.call(world.coordinator, "DELETE", f"/surveys/{survey_id}")) == (409, "survey_has_answers")


async def test_an_anonymous_survey_that_has_closed_is_never_opened_again(world: World) -> None:
    hidden, named = await published(world), await published(world, anonymous=False)
    later = (datetime.now(UTC) + timedelta(days=9)).isoformat()
    for survey_id in (hidden, named):
        await close(world, survey_id)
    assert code(await edit(world, hidden, closes_at=later)) == (409, "survey_closed")
    assert (await edit(world, named, closes_at=later)).status_code == 200


async def test_two_who_edit_do_not_overwrite_each_other(world: World) -> None:
    survey_id = await draft(world)
    tag = (await world.call(world.coordinator, "GET", f"/surveys/{survey_id}")).headers["etag"]
    path = f"/surveys/{survey_id}"
    first = await world.call(world.coordinator, "PATCH", path, json={"help": True}, headers={"If-Match": tag})
    assert (first.status_code, first.json()["help"]) == (200, True)
    assert code(await world.call(world.coordinator, "PATCH", path, json={"help": False}, headers={"If-Match": tag}))[0] == 412
    assert (await world.call(world.coordinator, "PATCH", path, json={"help": False})).status_code == 428
    wrong = await world.call(
        world.coordinator, "PATCH", path, json={"opens_at": "2090-01-01T00:00:00Z"}, headers={"If-Match": "*"}
    )
    assert pointers(wrong) == [("#/closes_at", "closes_first")]


async def test_an_unanswered_survey_can_be_deleted(world: World) -> None:
    survey_id = await published(world)
    assert (await world.call(world.coordinator, "DELETE", f"/surveys/{survey_id}")).status_code == 204
    assert await listed(world, world.coordinator) == []


async def test_a_survey_is_copied_from_a_programme_of_ones_own_alone(world: World) -> None:
    last = await World.make(world.sessions, world.keys, world.http)
    await world.sql(
        "INSERT INTO organisation_member (organisation_id, person_id) VALUES (:organisation_id, :person_id)",
        organisation_id=last.organisation_id,
        person_id=world.coordinator.person_id,
    )
    foreign = await World.make(world.sessions, world.keys, world.http)
    path = f"/programmes/{world.programme_id}/surveys/copy"
    source = await published(last, anonymous=False, help=True)
    got = await world.call(world.coordinator, "POST", path, json={"survey_id": str(source)})
    assert (got.status_code, got.json()["state"]) == (201, "draft")
    copy = (await world.call(world.coordinator, "GET", f"/surveys/{got.json()['id']}")).json()
    original = (await world.call(world.coordinator, "GET", f"/surveys/{source}")).json()
    differs = {name for name in copy if copy[name] != original[name]}
    assert differs == {"id", "programme_id", "state", "opens_at", "closes_at", "readers"}
    strange = await published(foreign)
    assert code(await world.call(world.coordinator, "POST", path, json={"survey_id": str(strange)})) == (404, "not_found")


async def test_a_call_for_help_is_named_mailed_at_once_and_apart_from_the_answer(world: World, settings: Settings) -> None:
    survey_id, mentee = await published(world, help=True), await world.mentee()
    second = await world.coordinator_of(world.organisation_id, "admin")
    form = (await world.call(mentee, "GET", f"/surveys/{survey_id}")).json()
    assert len(form["readers"]) == 2
    got = await world.call(mentee, "POST", f"/surveys/{survey_id}/help", json={"words": "We never met."})
    assert got.status_code == 201
    told = await world.rows("message", subject_id=UUID(got.json()["id"]), kind="survey_help")
    assert {each["recipient_id"] for each in told} == {world.coordinator.person_id, second.person_id}
    calls = (await world.call(world.coordinator, "GET", f"/surveys/{survey_id}/help")).json()["items"]
    assert [(each["participant_id"], each["words"]) for each in calls] == [(str(mentee.id), "We never met.")]
    address = (await world.one("person", id=mentee.person_id))["email"]
    assert calls[0]["email"] == address  # a call that nobody can answer helps nobody
    mails = await mails_of(world, settings, UUID(got.json()["id"]))
    assert [address in each.text for each in mails] == [True, True]
    (read,) = await world.rows("data_read", operation="list_help_calls", programme_id=world.programme_id)
    assert read["subjects"] == [mentee.id]
    assert await world.rows("survey_anonymous_answer", survey_id=survey_id) == []
    await answered(world, mentee, survey_id)
    without = await published(world)
    refused = await world.call(mentee, "POST", f"/surveys/{without}/help", json={"words": "Help"})
    assert code(refused) == (409, "no_help_here")
    assert code(await world.call(mentee, "POST", f"/surveys/{survey_id}/help", json={"words": ""})) == (422, "validation")
