"""Editing: what two may change at once, a clock that tells those it touches, limits, texts, and the trail of it all."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from kisalli.requests.closing import tend
from tests.factories import World
from tests.programmes.rounds import clock_now, clock_of, create, edit

PATCH = {"contact_address": "new@example.org"}
TEXT = {"name": "A new name", "summary": "What it is about"}
EDITS: list[tuple[str, str, dict[str, Any]]] = [("PATCH", "", PATCH), ("PUT", "/clock", clock_of()), ("PUT", "/texts/en", TEXT)]


@pytest.mark.parametrize(("method", "path", "json"), EDITS, ids=["rules", "clock", "text"])
async def test_an_edit_names_the_version_it_was_made_from(world: World, method: str, path: str, json: dict[str, Any]) -> None:
    missing = await edit(world, method, path, json, tag=None)
    assert (missing.status_code, missing.json()["code"]) == (428, "if_match_required")
    tag = (await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}")).headers["etag"]
    done = await edit(world, method, path, json, tag=tag)
    assert done.status_code == 200
    assert done.headers["etag"] != tag
    stale = await edit(world, method, path, json, tag=tag)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert (await edit(world, method, path, json, tag=done.headers["etag"])).status_code == 200


async def test_rules_and_vocabulary_are_replaced_as_wholes_and_the_fields_audited(world: World) -> None:
    await edit(world, "PATCH", "", {"rules": {"places_max": 3}})
    done = (await edit(world, "PATCH", "", {"rules": {"request_days": 7}})).json()
    assert (done["rules"]["places_max"], done["rules"]["request_days"]) == (2, 7)
    rows = sorted(await world.rows("audit", subject_id=world.programme_id, act="programme_edited"), key=lambda row: row["id"])
    assert [row["details"] for row in rows] == [{"fields": ["places_max"]}, {"fields": ["places_max", "request_days"]}]
    assert "7" not in str(rows[1]["details"])


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"rules": {"reminder_days": [3, 1]}}, "#/rules/reminder_days"),
        ({"rules": {"mentee_home_organisations": ["Example University"]}}, "#/rules/mentee_home_organisations"),
        ({"rules": {"mentee_affiliations": ["student", "guest"]}}, "#/rules/mentee_affiliations"),
        ({"vocabulary": {"topics": [{"key": "a", "label": {}}, {"key": "a", "label": {}}]}}, "#/vocabulary/topics"),
    ],
)
async def test_an_edit_is_checked_as_a_new_programme_is(world: World, change: dict[str, Any], pointer: str) -> None:
    answer = await edit(world, "PATCH", "", change)
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [pointer])


async def test_home_organisations_are_kept_as_sign_in_writes_them(world: World) -> None:
    rules = {"mentee_home_organisations": ["Example.ORG"], "mentee_affiliations": ["student", "employee"]}
    kept = (await edit(world, "PATCH", "", {"rules": rules})).json()["rules"]
    assert {name: kept[name] for name in rules} == rules | {"mentee_home_organisations": ["example.org"]}


ASKED = {"key": "why", "role": "mentor", "label": {"en": "Why?", "fi": "Miksi?", "sv": "Varför?"}}


async def test_a_programmes_own_questions_are_shown_and_edited(world: World) -> None:
    done = (
        await edit(world, "PATCH", "", {"vocabulary": {"questions": [ASKED, ASKED | {"key": "how", "required": True}]}})
    ).json()
    assert done["vocabulary"]["questions"] == [ASKED | {"required": False}, ASKED | {"key": "how", "required": True}]
    seen = (await world.http.get(f"/api/v1/programmes/{world.programme_id}")).json()
    assert seen["vocabulary"] == done["vocabulary"]
    row = await world.one("audit", subject_id=world.programme_id, act="programme_edited")
    assert "questions" in row["details"]["fields"]


ILL_ASKED: list[tuple[list[dict[str, Any]], str]] = [
    ([ASKED, ASKED | {"role": "mentee"}], "#/vocabulary/questions"),
    ([ASKED | {"key": f"q{number}"} for number in range(21)], "#/vocabulary/questions"),
    ([ASKED | {"role": "coordinator"}], "#/vocabulary/questions/0/role"),
    ([ASKED | {"label": {"en": "Why?", "fi": "Miksi?"}}], "#/vocabulary/questions/0/label/sv"),
    ([ASKED | {"label": {"en": "Why?", "fi": " ", "sv": "Varför?"}}], "#/vocabulary/questions/0/label/fi"),
]


@pytest.mark.parametrize(("questions", "pointer"), ILL_ASKED, ids=[f"{number}" for number in range(len(ILL_ASKED))])
async def test_what_is_wrong_in_a_question_is_named(world: World, questions: list[dict[str, Any]], pointer: str) -> None:
    for answer in (
        await edit(world, "PATCH", "", {"vocabulary": {"questions": questions}}),
        await create(world, vocabulary={"questions": questions}),
    ):
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


async def test_an_edit_of_nothing_changes_nothing(world: World) -> None:
    before = await world.one("programme", id=world.programme_id)
    assert (await edit(world, "PATCH", "", {})).status_code == 200
    after = await world.one("programme", id=world.programme_id)
    assert {name for name in before if before[name] != after[name]} <= {"version"}


async def test_texts_are_written_in_the_programmes_languages_alone(world: World) -> None:
    done = (await edit(world, "PUT", "/texts/sv", TEXT | {"mentee_forms": {"partitive": "mentee"}})).json()
    written = {each["language"]: each for each in done["texts"]}
    assert (written["sv"]["name"], written["sv"]["mentee_forms"]) == ("A new name", {"partitive": "mentee"})
    assert written["en"]["name"] == "Programme en"
    await world.set_programme(languages=["en"])
    assert (await edit(world, "PUT", "/texts/sv", TEXT)).status_code == 404
    assert (await edit(world, "PUT", "/texts/de", TEXT)).status_code == 422


GOING_ON = ("submitted", "active", "paused")


async def told(world: World) -> list[Any]:
    rows = await world.rows("message", subject_id=world.programme_id, kind="window_changed")
    return sorted(row["recipient_id"] for row in rows)


async def test_a_preview_says_whom_a_change_would_touch_and_tells_nobody(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.mentor(state="draft")
    await world.mentee(state="left")
    await world.mentor(state="submitted")
    await world.sent(mentee, mentor)
    answer = await edit(world, "POST", "/clock/preview", await clock_now(world, {"requests_closes": 14}))
    assert answer.json() == {"mentors": 2, "mentees": 1, "pending_requests": 1, "released": 0}
    early = await edit(world, "POST", "/clock/preview", clock_of({"requests_opens": -9, "requests_closes": -2}))
    assert early.json()["released"] == 1
    within_grace = await edit(world, "POST", "/clock/preview", clock_of({"requests_opens": -9, "requests_closes": -0.5}))
    assert within_grace.json()["released"] == 0
    assert await told(world) == []


async def test_an_extension_tells_everybody_it_touches_once_and_requests_go_on(world: World) -> None:
    mentor, mentee, waiting = await world.mentor(places=2), await world.mentee(), await world.mentee(state="submitted")
    await world.mentee(state="left")
    await world.mentor(state="draft")
    now = datetime.now(UTC)
    await world.set_programme(requests_opens=now - timedelta(days=2), requests_closes=now - timedelta(hours=1))
    assert (await world.send(mentee, mentor)).json()["code"] == "window_closed"
    assert (await edit(world, "PUT", "/clock", await clock_now(world, {"requests_closes": 3}))).status_code == 200
    assert await told(world) == sorted(each.person_id for each in (mentor, mentee, waiting))
    assert (await world.send(mentee, mentor)).status_code == 201


SIGNUPS = [
    ({"mentor_signup_closes": 20.0}, {"mentor draft", "mentor submitted"}),
    ({"mentor_signup_opens": -3.0}, {"mentor draft", "mentor submitted"}),
    ({"mentee_signup_closes": 20.0}, {"mentee draft", "mentee submitted"}),
    ({"running_closes": 150.0}, {f"{role} {state}" for role in ("mentor", "mentee") for state in GOING_ON}),
    (
        {"mentee_signup_closes": 20.0, "requests_closes": 20.0},
        {f"{role} {state}" for role in ("mentor", "mentee") for state in GOING_ON} | {"mentee draft"},
    ),
    ({}, set()),
]


@pytest.mark.parametrize(("days", "touched"), SIGNUPS)
async def test_a_change_touches_those_whom_its_window_concerns_and_the_preview_counts_the_same(
    world: World, days: dict[str, float], touched: set[str]
) -> None:
    people = {}
    for state in ("draft", *GOING_ON, "left", "removed"):
        people |= {(await world.mentor(state=state)).person_id: f"mentor {state}"}
        people |= {(await world.mentee(state=state)).person_id: f"mentee {state}"}
    clock = await clock_now(world, days)
    preview = (await edit(world, "POST", "/clock/preview", clock)).json()
    for role in ("mentor", "mentee"):
        assert preview[f"{role}s"] == len([each for each in touched if each.startswith(role)])
    assert (await edit(world, "PUT", "/clock", clock)).status_code == 200
    assert sorted(people[each] for each in await told(world)) == sorted(touched)


async def test_every_change_is_told_and_no_change_is_not(world: World) -> None:
    mentor = await world.mentor()
    first, second = clock_of({"requests_closes": 3}), clock_of({"requests_closes": 4})
    for clock, times in ((first, 1), (first, 1), (second, 2)):
        await edit(world, "PUT", "/clock", clock)
        assert await told(world) == [mentor.person_id] * times


async def test_a_drafts_clock_tells_nobody(world: World) -> None:
    await world.mentor()
    await world.set_programme(published_at=None)
    await edit(world, "PUT", "/clock", clock_of({"requests_closes": 3}))
    assert await told(world) == []


# 7 January to 16 June in Helsinki, whole days: it opens on the evening before in UTC.
PERIOD = {
    "running_opens": "2030-01-06T22:00:00Z",
    "running_closes": "2030-06-16T21:00:00Z",
    "feedback_closes": "2030-07-01T00:00:00Z",
}


@pytest.mark.parametrize(
    ("day", "status"), [("2030-01-06", 422), ("2030-01-07", 200), ("2030-06-16", 200), ("2030-06-17", 422), (None, 200)]
)
async def test_halfway_lies_within_the_running_period_in_the_programmes_zone(world: World, day: str | None, status: int) -> None:
    times = clock_of() | PERIOD | {"halfway_on": day}
    for method, path in (("POST", "/clock/preview"), ("PUT", "/clock")):
        answer = await edit(world, method, path, times)
        assert answer.status_code == status, answer.text
        if status == 422:
            assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [("#/halfway_on", "outside_running")]
        elif method == "PUT":
            assert answer.json()["clock"]["halfway_on"] == day


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"mentor_signup_closes": -30}, "mentor_signup_closes"),
        ({"mentee_signup_closes": -30}, "mentee_signup_closes"),
        ({"requests_closes": -30}, "requests_closes"),
        ({"running_closes": -30}, "running_closes"),
        ({"feedback_closes": 1}, "feedback_closes"),
    ],
)
async def test_a_window_that_ends_too_early_is_named_by_its_end(world: World, days: dict[str, float], field: str) -> None:
    for method, path in (("POST", "/clock/preview"), ("PUT", "/clock")):
        answer = await edit(world, method, path, clock_of(days))
        assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [f"#/{field}"])


# The days of `PERIOD` as Lisbon has them, two hours later.
LISBON = {
    "running_opens": "2030-01-07T00:00:00Z",
    "running_closes": "2030-06-16T23:00:00Z",
    "feedback_closes": "2030-07-01T23:00:00Z",
}


async def test_a_draft_moves_to_another_zone_with_the_instants_that_its_days_mean_there(world: World) -> None:
    await world.set_programme(published_at=None)
    times = clock_of() | LISBON | {"zone": "Europe/Lisbon", "halfway_on": "2030-06-16"}
    assert (await edit(world, "POST", "/clock/preview", times)).status_code == 200
    moved = (await edit(world, "PUT", "/clock", times)).json()
    assert moved["zone"] == "Europe/Lisbon"
    assert {name: moved["clock"][name] for name in LISBON} == LISBON
    (row,) = await world.rows("audit", subject_id=world.programme_id, act="clock_changed")
    assert "zone" in row["details"]["fields"]
    outside = await edit(world, "PUT", "/clock", times | {"halfway_on": "2030-06-17"})
    assert [each["pointer"] for each in outside.json()["errors"]] == ["#/halfway_on"]
    nowhere = await edit(world, "PUT", "/clock", times | {"zone": "Europe/Nowhere"})
    assert [each["pointer"] for each in nowhere.json()["errors"]] == ["#/zone"]


async def test_a_clock_without_a_zone_keeps_it(world: World) -> None:
    await world.set_programme(published_at=None, zone="Europe/Lisbon")
    assert (await edit(world, "PUT", "/clock", clock_of())).json()["zone"] == "Europe/Lisbon"


LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("state", [{"published_at": LONG_AGO}, {"published_at": None, "archived_at": LONG_AGO}])
async def test_the_zone_of_days_that_people_have_read_stays(world: World, state: dict[str, Any]) -> None:
    await world.set_programme(**state)
    for method, path in (("POST", "/clock/preview"), ("PUT", "/clock")):
        answer = await edit(world, method, path, clock_of() | {"zone": "Europe/Lisbon"})
        assert (answer.status_code, answer.json()["code"]) == (409, "illegal_state")
    assert (await edit(world, "PUT", "/clock", clock_of() | {"zone": "Europe/Helsinki"})).status_code == 200


async def test_halfway_is_audited_as_a_field_and_told_to_nobody_by_a_mail_of_windows(world: World) -> None:
    await world.mentor()
    times = clock_of()
    await edit(world, "PUT", "/clock", times)
    before = await told(world)
    halfway = times["running_closes"][:10]
    await edit(world, "PUT", "/clock", times | {"halfway_on": halfway})
    rows = sorted(await world.rows("audit", subject_id=world.programme_id, act="clock_changed"), key=lambda row: row["id"])
    assert rows[-1]["details"] == {"fields": ["halfway_on"]}
    assert await told(world) == before


async def test_an_early_close_lets_nothing_more_be_sent_and_pending_ones_be_answered_in_the_grace(world: World) -> None:
    mentor, mentee, late = await world.mentor(places=2), await world.mentee(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    await edit(world, "PUT", "/clock", clock_of({"requests_closes": -0.01}))
    assert (await world.send(late, mentor)).json()["code"] == "window_closed"
    assert (await world.act(mentor, request_id, "accept")).status_code == 200


async def test_an_early_close_beyond_the_grace_releases_what_is_pending(world: World, app: FastAPI) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    await edit(world, "PUT", "/clock", clock_of({"requests_opens": -9, "requests_closes": -2}))
    await tend(world.sessions, app.state.acts)
    row = await world.one("request", id=request_id)
    assert (row["state"], row["release_reason"]) == ("released", "window_closed")


async def test_a_lowered_limit_binds_new_sends_only(world: World) -> None:
    mentor, first, second, third = await world.mentor(), *[await world.mentee() for _ in range(3)]
    requests = [await world.sent(each, mentor) for each in (first, second)]
    await edit(world, "PATCH", "", {"rules": {"mentor_pending_max": 1, "request_days": 2}})
    for request_id in requests:
        row = await world.one("request", id=request_id)
        assert (row["state"], row["expires_at"] - row["sent_at"]) == ("pending", timedelta(days=5))
    assert (await world.send(third, mentor)).json()["code"] == "mentor_has_max_pending"
    await world.act(mentor, requests[0], "decline")
    assert (await world.send(third, mentor)).json()["code"] == "mentor_has_max_pending"
    await world.act(mentor, requests[1], "decline")
    request_id = await world.sent(third, mentor)
    row = await world.one("request", id=request_id)
    assert row["expires_at"] - row["sent_at"] == timedelta(days=2)


async def test_a_raised_limit_of_the_mentee_lets_them_ask_a_second_mentor(world: World) -> None:
    mentee = await world.mentee()
    await world.sent(mentee, await world.mentor())
    await edit(world, "PATCH", "", {"rules": {"mentee_pending_max": 2}})
    assert (await world.send(mentee, await world.mentor())).status_code == 201
    assert (await world.send(mentee, await world.mentor())).json()["code"] == "mentee_has_pending_request"


async def audit(world: World, **params: Any) -> dict[str, Any]:
    path = f"/organisations/{world.organisation_id}/audit"
    answer = await world.call(world.coordinator, "GET", path, params=params)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_the_audit_trail_pages_back_through_everything(world: World) -> None:
    for number in range(5):
        await edit(world, "PATCH", "", {"contact_address": f"n{number}@example.org"})
    whole = (await audit(world))["items"]
    assert [each["id"] for each in whole] == sorted((each["id"] for each in whole), reverse=True)
    seen: list[Any] = []
    cursor: dict[str, str] = {}
    for _ in range(len(whole) // 2 + 1):
        part = await audit(world, limit=2, **cursor)
        seen += part["items"]
        if part["next_cursor"] is None:
            break
        cursor = {"cursor": part["next_cursor"]}
    assert seen == whole


async def test_the_audit_trail_is_searched_by_programme_subject_and_act(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    await edit(world, "PATCH", "", PATCH)
    found = (await audit(world, subject_id=str(request_id)))["items"]
    assert [(each["act"], each["to_state"], each["caller_id"]) for each in found] == [
        ("request_sent", "pending", str(mentee.person_id))
    ]
    (edited,) = (await audit(world, act="programme_edited"))["items"]
    assert edited["caller_name"].startswith("Coordinator")
    assert (await audit(world, act="nothing_like_it"))["items"] == []
    own = (await audit(world, programme_id=str(world.programme_id)))["items"]
    assert {each["programme_id"] for each in own} == {str(world.programme_id)}


async def test_an_invitation_shows_its_code_once_and_keeps_its_hash(world: World) -> None:
    closes = clock_of({"requests_closes": 30})["requests_closes"]
    made = (await edit(world, "POST", "/invitations", {"role": "mentor", "uses": 3, "closes": closes})).json()
    assert (made["uses_left"], made["role"]) == (3, "mentor")
    assert len(made["code"]) >= 16
    row = await world.one("invitation", id=made["id"])
    assert made["code"].encode() not in row["code_hash"]
    trail = await world.one("audit", subject_id=made["id"])
    assert made["code"] not in str(trail)
