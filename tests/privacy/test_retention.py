"""What the calendar takes away, under clocks that stand later (privacy row 4)."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from fastapi import FastAPI

from kisalli.privacy import retention
from tests.certificates.ended import pair
from tests.factories import World, clock
from tests.privacy.planting import Planted, end, places_of, plant
from tests.surveys import forms

MONTH = timedelta(days=31)
OFFICE_TEXTS = {"proposal.note", "message.details"}


async def planted(world: World) -> tuple[Planted, dict[str, str]]:
    said = {f"{who}_word": f"{who}{uuid4().hex[:10]}" for who in ("mentee", "mentor", "office")}
    there = await plant(world, **said)
    await end(world, there.mentor, there.match_id, f"Farewell, {said['mentor_word']}")
    proposal = await world.one("proposal", mentee_id=there.mentee.id)
    if proposal["state"] == "pending":
        await world.call(world.coordinator, "POST", f"/proposals/{proposal['id']}/withdraw")
    await world.sql("UPDATE message SET state = 'sent', rendered = NULL WHERE programme_id = :id", id=world.programme_id)
    return there, said


async def ended(world: World, months: float) -> None:
    """Set the programme's clock so that it ended so many months ago."""
    await world.set_programme(**clock(datetime.now(UTC) - timedelta(days=200) - months * MONTH))


async def retain(world: World, app: FastAPI) -> None:
    await retention.retain(world.sessions, app.state.acts)


async def test_texts_go_after_six_months_and_not_before(world: World, app: FastAPI) -> None:
    _, said = await planted(world)
    await ended(world, 5)
    before = await places_of(world, said["office_word"])
    await retain(world, app)
    assert await places_of(world, said["office_word"]) == before == OFFICE_TEXTS
    await ended(world, 7)
    await retain(world, app)
    assert await places_of(world, said["office_word"]) == set()
    written = await places_of(world, said["mentee_word"]) | await places_of(world, said["mentor_word"])
    assert not written & {"request.message", "request.answer", "match.farewell"}
    assert not written & {"contact_snapshot.email", "contact_snapshot.phone"}
    assert not written & {"survey_answer.texts", "help_call.words"}
    assert "mentee_profile.goals" in written  # profiles stay as long as their owners
    await retain(world, app)  # once more does nothing


async def test_words_of_anonymous_answers_go_with_the_texts_and_figures_stay(world: World, app: FastAPI) -> None:
    word = f"anonymous{uuid4().hex[:10]}"
    survey_id, mentee = await forms.published(world), await world.mentee()
    await forms.answered(world, mentee, survey_id, {"going": 4, "why": f"Because {word}"})
    assert await places_of(world, word) == {"survey_anonymous_answer.texts"}
    export = (await world.call(mentee, "GET", "/me/export")).text
    assert word not in export and str(survey_id) in export  # that one has answered, not what
    await ended(world, 7)
    await retain(world, app)
    assert await places_of(world, word) == set()
    (kept,) = await world.rows("survey_anonymous_answer", survey_id=survey_id)
    assert kept["answers"] == {"going": 4}


async def test_words_of_half_a_year_later_stay_as_long_after_that_survey_has_closed(world: World, app: FastAPI) -> None:
    word, (_, mentee) = f"later{uuid4().hex[:10]}", await pair(world)
    survey_id = await forms.half_a_year_later(world)
    path, body = f"/participants/{mentee.id}/later-consent", {"version": 1, "language": "en"}
    assert (await world.call(await world.in_browser(mentee), "PUT", path, json=body)).status_code == 204
    await world.sql("UPDATE survey SET opens_at = clock_timestamp() - interval '1 hour' WHERE id = :id", id=survey_id)
    await forms.answered(world, mentee, survey_id, {"now": "looking", "found": ["not_yet"], "more": f"Well, {word}"})
    await ended(world, 7)
    await retain(world, app)
    assert await places_of(world, word) == {"survey_anonymous_answer.texts"}
    times = {"opens": datetime.now(UTC) - 8 * MONTH, "closes": datetime.now(UTC) - 7 * MONTH}
    await world.sql("UPDATE survey SET opens_at = :opens, closes_at = :closes WHERE id = :id", **times, id=survey_id)
    await retain(world, app)
    assert await places_of(world, word) == set()
    (kept,) = await world.rows("survey_anonymous_answer", survey_id=survey_id)
    assert kept["answers"] == {"now": "looking", "found": ["not_yet"]}


async def test_however_late_that_survey_closes_nothing_of_it_outlives_names(world: World, app: FastAPI) -> None:
    word, (_, mentee) = f"later{uuid4().hex[:10]}", await pair(world)
    survey_id = await forms.half_a_year_later(world)
    path, body = f"/participants/{mentee.id}/later-consent", {"version": 1, "language": "en"}
    assert (await world.call(await world.in_browser(mentee), "PUT", path, json=body)).status_code == 204
    await world.sql("UPDATE survey SET opens_at = clock_timestamp() - interval '1 hour' WHERE id = :id", id=survey_id)
    await forms.answered(world, mentee, survey_id, {"now": "looking", "found": ["not_yet"], "more": f"Well, {word}"})
    await ended(world, 25)
    await retain(world, app)
    assert await places_of(world, word) == set()
    assert await world.rows("consent", person_id=mentee.person_id) == []


async def test_identities_go_after_24_months_and_then_nothing_is_found_anywhere(world: World, app: FastAPI) -> None:
    there, said = await planted(world)
    await ended(world, 23)
    await retain(world, app)
    assert (await world.one("person", id=there.mentee.person_id))["name"] == said["mentee_word"]
    await ended(world, 25)
    await retain(world, app)
    for word in said.values():
        assert await places_of(world, word) == set()
    assert {each["state"] for each in await world.rows("participant", programme_id=world.programme_id)} == {"left"}
    assert await world.rows("message", programme_id=world.programme_id, state="waiting") == []
    assert len(await world.rows("request", programme_id=world.programme_id)) == 2
    assert (await world.one("person", id=world.coordinator.person_id))["email"] == world.coordinator.email
    assert await world.rows("erasure", person_id=there.mentee.person_id) == []


async def test_whoever_takes_part_in_something_younger_keeps_their_name(world: World, app: FastAPI) -> None:
    mentor, other = await world.mentor(name="Still Here"), await World.make(world.sessions, world.keys, world.http)
    assert (
        await world.call(mentor, "POST", f"/programmes/{other.programme_id}/participants", json={"role": "mentor"})
    ).is_success
    await ended(world, 30)
    await retain(world, app)
    assert (await world.one("mentor_profile", participant_id=mentor.id))["name"] == "Still Here"
    await ended(other, 30)
    await retain(world, app)
    assert (await world.one("mentor_profile", participant_id=mentor.id))["name"] == "N. N."


async def test_a_programme_keeps_as_long_as_its_own_rules_say(world: World, app: FastAPI) -> None:
    await world.set_programme(texts_months=1, identities_months=2)
    mentor = await world.mentor(name="Short")
    await ended(world, 1.5)
    await retain(world, app)
    assert (await world.one("mentor_profile", participant_id=mentor.id))["name"] == "Short"
    await ended(world, 2.5)
    await retain(world, app)
    assert (await world.one("mentor_profile", participant_id=mentor.id))["name"] == "N. N."


async def test_more_than_a_batch_goes_as_well(world: World, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 1)
    monkeypatch.setattr(retention, "PEOPLE", 1)
    mentors = [await world.mentor() for _ in range(3)]
    for mentor in mentors:
        mentee = await world.mentee()
        await world.act(mentor, await world.sent(mentee, mentor), "decline", json={"message": "No, thank you"})
    await ended(world, 25)
    await retain(world, app)
    assert {each["message"] for each in await world.rows("request", programme_id=world.programme_id)} == {""}
    assert {(await world.one("person", id=each.person_id))["name"] for each in mentors} == {"N. N."}


async def test_three_workers_at_once_take_away_the_same_and_none_stumbles(
    world: World, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(retention, "PEOPLE", 2)
    mentors = [await world.mentor() for _ in range(4)]
    for mentor in mentors:
        await world.act(mentor, await world.sent(await world.mentee(), mentor), "decline", json={"message": "No, thank you"})
    await ended(world, 25)
    await asyncio.gather(*(retain(world, app) for _ in range(3)))
    assert {each["message"] for each in await world.rows("request", programme_id=world.programme_id)} == {""}
    assert {(await world.one("person", id=each.person_id))["name"] for each in mentors} == {"N. N."}


async def test_the_months_are_a_rule_of_the_programme_within_bounds(world: World) -> None:
    path, headers = f"/programmes/{world.programme_id}", {"If-Match": "*"}
    rules = {"texts_months": 3, "identities_months": 12}
    saved = await world.call(world.coordinator, "PATCH", path, json={"rules": rules}, headers=headers)
    assert saved.json()["rules"] | rules == saved.json()["rules"]
    out_of_bounds = ({"texts_months": 0}, {"texts_months": 25}, {"identities_months": 61})
    for wrong in (*out_of_bounds, {"texts_months": 12, "identities_months": 6}):
        answer = await world.call(world.coordinator, "PATCH", path, json={"rules": wrong}, headers=headers)
        assert answer.status_code == 422, wrong


async def test_reads_are_told_for_24_months(world: World, app: FastAPI) -> None:
    mentor = await world.mentor()
    for _ in range(2):
        await world.call(world.coordinator, "GET", f"/participants/{mentor.id}")
    rows = await world.rows("data_read", reader_id=world.coordinator.person_id)
    await world.sql("UPDATE data_read SET at = at - interval '25 months' WHERE id = :id", id=rows[0]["id"])
    await retain(world, app)
    assert [each["id"] for each in await world.rows("data_read", reader_id=world.coordinator.person_id)] == [rows[1]["id"]]
