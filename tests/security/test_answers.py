"""What answers must not tell and calls must not bring: foreign ids, extra fields, addresses, closed requests, insides."""

import asyncio
import re
from typing import Any
from uuid import uuid4

import httpx
import pytest
import structlog
from fastapi import FastAPI

from kisalli.core import edge
from kisalli.core.logs import configure_logs
from kisalli.core.policy import BROWSER, OF_SERVICES, SCOPE_OF
from kisalli.core.settings import Settings
from tests.factories import Someone, World
from tests.security.operations import DOCUMENT, OPERATIONS, Operation, perform
from tests.security.scenes import BODIES, CALLERS, NOBODY, SCENES, Scene, Stages
from tests.security.test_matrix import KNOWN, Row

IDS = {name for each in OPERATIONS.values() for name in re.findall(r"{(\w+)}", each.path)}
HIDING = [row for row in KNOWN if row.foreign == "404"]


@pytest.mark.parametrize("row", HIDING, ids=str)
async def test_a_foreign_id_and_one_that_does_not_exist_give_the_same_answer(row: Row, stages: Stages) -> None:
    own, foreign = await stages.own(row.scene), await stages.foreign(row.scene)
    nowhere = Scene(foreign.world, foreign.mentor, foreign.mentee, foreign.people, dict.fromkeys(foreign.ids, NOBODY))
    nowhere.ids |= {name: foreign.ids[name] for name in ("language", "time") if name in foreign.ids}  # no ids
    for caller in ("mentee", "mentor", "coordinator"):
        there = await perform(row.name, own, caller, foreign)
        missing = await perform(row.name, own, caller, nowhere)
        assert (there.status_code, there.json()) == (missing.status_code, missing.json()), caller
        assert there.json()["code"] == "not_found"


WRITING = [row for row in KNOWN if (row.name in BODIES or row.operation in BODIES) and not row.reads]


@pytest.mark.parametrize("extra", ["role", "state", "capacity", "person_id", "accepting"])
async def test_no_body_takes_a_field_it_does_not_know(extra: str, stages: Stages) -> None:
    for row in WRITING:
        scene = await stages.own(row.scene)
        caller = next((each for each in CALLERS if row.own[each] == "ok"), "mentee")
        body = (BODIES.get(row.name) or BODIES[row.operation])(scene)
        if extra in body:
            continue
        operation = OPERATIONS[row.operation]
        participant = scene.ids["mentee_id" if row.name.endswith("@mentee") else "mentor_id"]
        path = operation.path.format(**({"participant_id": participant} | scene.ids))
        given = {"json": body | {extra: "x"}, "headers": {"If-Match": "*"}, "browser": row.operation in BROWSER}
        answer = await scene.call(caller, operation.method, path, **given)
        assert answer.status_code == 422, (row.name, answer.text)
        assert any(each["pointer"].endswith(f"/{extra}") for each in answer.json()["errors"]), (row.name, answer.text)


def test_every_object_that_comes_in_is_closed() -> None:
    """Row 3 for nested objects too: no schema that a body reaches may take what it does not name."""
    open_ones = [
        name
        for name in bodies()
        if DOCUMENT["components"]["schemas"][name].get("type") == "object"
        and DOCUMENT["components"]["schemas"][name].get("additionalProperties") is not False
    ]
    assert open_ones == []


def bodies() -> set[str]:
    """Return the names of all schemas that a request body reaches."""
    reached: set[str] = set()
    waiting = [each.content["requestBody"] for each in OPERATIONS.values() if "requestBody" in each.content]
    while waiting:
        for name in references(waiting.pop()) - reached:
            reached.add(name)
            waiting.append(DOCUMENT["components"]["schemas"][name])
    return reached


def references(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(references, schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    own = {schema["$ref"].rpartition("/")[2]} if isinstance(schema.get("$ref"), str) else set()
    return own | references(list(schema.values()))


async def test_ids_of_another_programme_are_not_found_in_a_path(stages: Stages) -> None:
    own, foreign = await stages.own("plain"), await stages.foreign("plain")
    answer = await perform("read_mentor", own, "mentee", mentor_id=foreign.ids["mentor_id"])
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    answer = await perform("read_mentor", own, "coordinator", mentor_id=foreign.ids["mentor_id"])
    assert answer.status_code == 404
    answer = await perform("read_mentor", own, "coordinator", mentor_id=own.ids["mentee_id"])
    assert answer.status_code == 404


FOREIGN_BODIES = [
    ("send_request", "mentee", "mentor_id"),
    ("propose_match", "coordinator", "mentor_id"),
    ("propose_match", "coordinator", "mentee_id"),
]


@pytest.mark.parametrize(("name", "caller", "field"), FOREIGN_BODIES)
async def test_ids_of_another_programme_are_not_found_in_a_body(name: str, caller: str, field: str, stages: Stages) -> None:
    own, foreign = await stages.own("plain"), await stages.foreign("plain")
    mixed = Scene(own.world, own.mentor, own.mentee, own.people, own.ids | {field: foreign.ids[field]})
    answer = await perform(name, own, caller, mixed)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_saved_list_takes_no_mentor_of_another_programme(stages: Stages) -> None:
    own, foreign = await stages.own("plain"), await stages.foreign("plain")
    path = OPERATIONS["save_mentors"].path.format(**own.ids)
    both = {"items": [{"mentor_id": each} for each in (own.ids["mentor_id"], foreign.ids["mentor_id"])]}
    assert (await own.call("mentee", "PUT", path, json=both)).status_code == 404


async def test_a_coordinator_answers_for_nobody_of_another_programme(stages: Stages) -> None:
    own, foreign = await stages.own("proposed"), await stages.foreign("proposed")
    path = OPERATIONS["accept_proposal"].path.format(**own.ids)
    for stranger in (foreign.ids["mentor_id"], own.world.coordinator.person_id):
        answer = await own.call("coordinator", "POST", path, json={"on_behalf_of": str(stranger)})
        assert answer.status_code == 404


async def test_the_audit_trail_is_filtered_by_own_programmes_alone(stages: Stages) -> None:
    own, foreign = await stages.own("pending"), await stages.foreign("pending")
    path = OPERATIONS["list_audit"].path.format(**own.ids)
    good = await own.call("coordinator", "GET", path, params={"programme_id": own.ids["programme_id"]})
    assert good.json()["items"]
    for programme_id in (foreign.ids["programme_id"], NOBODY):
        answer = await own.call("coordinator", "GET", path, params={"programme_id": programme_id})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    theirs = await own.call("coordinator", "GET", path, params={"subject_id": foreign.ids["request_id"]})
    assert theirs.json()["items"] == []


async def test_a_role_taken_away_counts_from_the_next_call(stages: Stages) -> None:
    scene = await SCENES["pending"](stages.near)
    assert (await perform("list_participants", scene, "coordinator")).status_code == 200
    await scene.world.sql(
        "DELETE FROM organisation_member WHERE person_id = :person_id", person_id=scene.people["coordinator"].person_id
    )
    assert (await perform("list_participants", scene, "coordinator")).status_code == 403
    for name in ("read_request", "accept_request", "list_audit"):
        assert (await perform(name, scene, "coordinator")).status_code == 404


PLANTED_EMAIL, PLANTED_PHONE = "planted.address@example.net", "+358 45 7654321"


@pytest.fixture
async def planted(stages: Stages) -> Scene:
    """A pending request between two whose contact details nobody else may see; a look-alike stands in the profiles."""
    scene = await SCENES["pending"](stages.near)
    await scene.world.sql(
        "UPDATE contact SET email = :email, phone = :phone WHERE participant_id = ANY(:ids)",
        email=PLANTED_EMAIL,
        phone=PLANTED_PHONE,
        ids=[scene.mentor.id, scene.mentee.id],
    )
    return scene


READS = [each for each in OPERATIONS.values() if each.method == "GET"]
# One's own contact page and export, and in demo mode alone the mails as their receivers read them.
OWN = {"read_contact", "read_export"}


async def seen_by(scene: Scene, caller: str, planted: tuple[str, ...] = (PLANTED_EMAIL, PLANTED_PHONE, "4576543")) -> set[str]:
    """Return the reads in which a caller sees what was planted."""
    seen = set()
    for operation in READS:
        for participant in ("mentor_id", "mentee_id") if "participant_id" in operation.path else ("mentor_id",):
            answer = await read(scene, caller, operation, scene.ids[participant])
            text = answer.text + str(dict(answer.headers))
            if any(each in text for each in planted):
                seen.add(operation.id)
    return seen


async def read(scene: Scene, caller: str, operation: Operation, participant_id: str) -> httpx.Response:
    ids = dict.fromkeys(IDS, NOBODY) | scene.ids | {"participant_id": participant_id}
    params = {"limit": 200} if "limit" in operation.query else {}
    return await scene.call(caller, "GET", operation.path.format(**ids), params=params, browser=operation.id in BROWSER)


async def test_nobody_sees_contact_details_before_acceptance_but_their_owner(planted: Scene) -> None:
    for caller in CALLERS:
        assert await seen_by(planted, caller) == (OWN if caller in {"mentee", "mentor"} else set()), caller


async def test_after_acceptance_the_partner_sees_them_in_match_answers_alone(planted: Scene) -> None:
    answer = await perform("accept_request", planted, "mentor")
    assert PLANTED_EMAIL not in answer.text
    planted.ids["match_id"] = answer.json()["match_id"]
    for caller in CALLERS:
        expected = {"list_matches", "read_match", "read_workspace"} | OWN if caller in {"mentee", "mentor"} else set()
        assert await seen_by(planted, caller) == expected, caller


async def test_after_the_end_nobody_sees_them(planted: Scene) -> None:
    planted.ids["match_id"] = (await perform("accept_request", planted, "mentor")).json()["match_id"]
    assert (await perform("end_match", planted, "mentee")).status_code == 200
    for caller in CALLERS:
        assert await seen_by(planted, caller) == (OWN if caller in {"mentee", "mentor"} else set()), caller


async def test_a_private_note_is_read_by_its_writer_alone_and_in_no_log(
    stages: Stages, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """R21: not in the answers to anybody else, whatever they read, and not in what the service logs at its most talkative."""
    scene, words = await SCENES["met"](stages.near), f"rhubarb{uuid4().hex}"
    configure_logs(settings.model_copy(update={"log_level": "DEBUG"}))
    monkeypatch.setattr(edge, "log", structlog.get_logger())  # a logger keeps the level that it first had
    try:
        path, given = f"/api/v1/notes/{scene.ids['note_id']}", {"json": {"words": words}, "headers": {"If-Match": "*"}}
        written = await scene.call("mentee", "PUT", path, browser=True, **given)
        assert written.status_code == 200, written.text
        seen = {caller: await seen_by(scene, caller, (words,)) for caller in CALLERS}
    finally:
        configure_logs(settings)
    assert seen.pop("mentee") == {"list_notes", "read_export"}
    assert all(reads == set() for reads in seen.values()), seen
    logged = capsys.readouterr()
    assert "/notes/" in logged.out and words not in logged.out + logged.err


async def test_no_act_answers_contact_details(stages: Stages) -> None:
    scene = await SCENES["proposed"](stages.near)
    for caller in ("mentor", "mentee"):
        answer = await perform("accept_proposal", scene, caller)
        assert answer.json()["state"] in {"pending", "accepted"}
        assert "@example.org" not in answer.text and "+358" not in answer.text
    kept = await scene.world.rows("idempotency")
    assert not any("@example.org" in (row["answer"] or "") or "+358" in (row["answer"] or "") for row in kept)


async def test_the_list_of_participants_holds_no_address_of_anybody(stages: Stages) -> None:
    scene = await stages.own("matched")
    for name in ("list_participants", "list_messages", "list_audit", "search_mentors"):
        text = (await perform(name, scene, "coordinator")).text
        assert "@example.org" not in text and "+358" not in text, name


async def test_outside_the_demo_nobody_reads_a_mail_or_signs_in_as_somebody(
    stages: Stages, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await stages.own("pending")
    assert (await perform("read_message", scene, "coordinator")).status_code == 200
    monkeypatch.setitem(app.state._state, "settings", app.state.settings.model_copy(update={"demo": False}))
    for name, caller in (("read_message", "coordinator"), ("list_demo_people", "anonymous"), ("sign_in_demo", "anonymous")):
        assert (await perform(name, scene, caller)).status_code == 404, name
    ways = (await perform("list_providers", scene, "anonymous")).json()
    assert {name: ways[name] for name in ("demo", "email", "passkeys")} == {"demo": False, "email": False, "passkeys": True}


async def reads_profile(scene: Scene, caller: str) -> int:
    return (await perform("read_profile@mentee", scene, caller)).status_code


@pytest.mark.parametrize(
    ("verb", "caller"), [("decline_request", "mentor"), ("withdraw_request", "mentee"), ("pause_participant", "mentor")]
)
async def test_a_mentor_reads_a_students_profile_and_words_no_more_when_the_request_is_closed(
    verb: str, caller: str, stages: Stages
) -> None:
    scene = await SCENES["pending"](stages.near)
    assert await reads_profile(scene, "mentor") == 200
    assert (await perform("read_request", scene, "mentor")).json()["message"]
    assert (await perform(verb, scene, caller)).status_code == 200
    assert [await reads_profile(scene, each) for each in ("mentor", "other_mentor", "other_mentee")] == [404] * 3
    assert await reads_profile(scene, "coordinator") == 200
    closed = (await perform("read_request", scene, "mentor")).json()
    listed = (await perform("list_requests", scene, "mentor")).json()["items"][0]
    assert (closed["message"], listed["message"]) == (None, None)
    assert closed["mentee"]["name"] and closed["sent_at"] and closed["closed_at"]
    assert (await perform("read_request", scene, "mentee")).json()["message"] == "Hello, would you be my mentor?"


async def test_an_expired_request_closes_the_students_profile(stages: Stages) -> None:
    scene = await SCENES["pending"](stages.near)
    await scene.world.sql("UPDATE request SET expires_at = clock_timestamp() WHERE id = :id", id=scene.ids["request_id"])
    await perform("set_places", scene, "mentor")
    assert (await perform("read_request", scene, "mentor")).json()["state"] == "expired"
    assert await reads_profile(scene, "mentor") == 404


async def test_a_matched_mentor_reads_the_profile_and_the_words_until_the_match_ends(stages: Stages) -> None:
    scene = await SCENES["pending"](stages.near)
    scene.ids["match_id"] = (await perform("accept_request", scene, "mentor")).json()["match_id"]
    assert await reads_profile(scene, "mentor") == 200
    assert (await perform("read_request", scene, "mentor")).json()["message"]
    await perform("end_match", scene, "coordinator")
    assert await reads_profile(scene, "mentor") == 404
    assert (await perform("read_request", scene, "mentor")).json()["message"] is None
    assert (await perform("read_request", scene, "mentee")).json()["message"]


async def test_a_student_who_waits_reads_the_mentor_even_when_the_window_has_moved(stages: Stages) -> None:
    scene = await SCENES["pending"](stages.near)
    await scene.world.sql(
        "UPDATE programme SET requests_opens = clock_timestamp() + interval '1 day' WHERE id = :id", id=scene.world.programme_id
    )
    assert (await perform("read_profile", scene, "mentee")).status_code == 200
    assert (await perform("read_profile", scene, "other_mentee")).status_code == 404


OF_MEMBERS = {"list_meetings"}  # of a match
PAGED = sorted(name for name, each in OPERATIONS.items() if "limit" in each.query)


@pytest.mark.parametrize("name", PAGED)
async def test_a_page_is_never_longer_than_two_hundred(name: str, stages: Stages) -> None:
    operation, scene = OPERATIONS[name], await stages.own("pending" if name not in OF_MEMBERS else "met")
    caller = "admin" if name not in OF_MEMBERS else "mentee"
    for query, good in (("200", True), ("201", False), ("0", False), ("-1", False), ("1e9", False), ("", False)):
        path = operation.path.format(**scene.ids)
        answer = await scene.call(caller, "GET", path, params={"limit": query}, browser=name in BROWSER)
        assert answer.status_code == (200 if good else 422), (query, answer.text)


FALSE_CURSORS = ["x", "ä", "%00", "////", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "a" * 200, "a" * 201]


@pytest.mark.parametrize("cursor", FALSE_CURSORS)
async def test_a_cursor_that_is_not_ours_is_refused(cursor: str, stages: Stages) -> None:
    scene = await stages.own("met")
    for name in PAGED:
        path = OPERATIONS[name].path.format(**scene.ids)
        caller = "admin" if name not in OF_MEMBERS else "mentee"
        answer = await scene.call(caller, "GET", path, params={"cursor": cursor}, browser=name in BROWSER)
        assert answer.status_code == 422, (name, answer.text)


@pytest.mark.parametrize("name", sorted(name for name, each in OPERATIONS.items() if each.query))
async def test_nothing_in_a_query_breaks_the_service(name: str, stages: Stages) -> None:
    operation = OPERATIONS[name]
    named = {"{survey_id}": "surveyed", "{match_id}": "met"}
    scene = await stages.own(next((each for part, each in named.items() if part in operation.path), "plain"))
    for parameter in operation.query:
        for value in ("\x00", "'", "\ud7ff", "%", "x" * 5000, "²", "a:*&|!<->", "\U0001f600"):
            path = operation.path.format(**({"participant_id": scene.ids["mentor_id"]} | scene.ids))
            answer = await scene.call("admin", "GET", path, params={parameter: value}, browser=name in BROWSER)
            assert answer.status_code < 500, (parameter, value, answer.text)


async def test_lists_and_texts_that_come_in_are_capped(stages: Stages) -> None:
    scene = await stages.own("plain")
    path = OPERATIONS["save_mentors"].path.format(**scene.ids)
    many = {"items": [{"mentor_id": scene.ids["mentor_id"]}] * 51}
    assert (await scene.call("mentee", "PUT", path, json=many)).status_code == 422
    path = OPERATIONS["send_request"].path.format(**scene.ids)
    long = {"mentor_id": scene.ids["mentor_id"], "message": "x" * 3001}
    assert (await scene.call("mentee", "POST", path, json=long)).status_code == 422


async def test_every_text_and_list_that_comes_in_has_a_limit() -> None:
    """Row 10, from the document: a string names its length, pattern, format or values, an array or map its size."""
    endless = {f"{name}.{place}" for name in bodies() for place in unlimited(DOCUMENT["components"]["schemas"][name])}
    assert endless <= {"ProposalIn.overrides"}  # of five values; a repeat changes nothing


def unlimited(schema: Any, path: str = "") -> set[str]:
    found = set()
    if isinstance(schema, dict):
        kind = schema.get("type")
        bounds = {"string": ("maxLength", "pattern", "format", "enum", "const"), "array": ("maxItems",)}
        if kind in bounds and not any(bound in schema for bound in bounds[kind]):
            found.add(path)
        for name, each in schema.items():
            inner = name if path == "" else f"{path}.{name}"
            found |= unlimited(each, path if name in {"items", "anyOf", "properties"} else inner)
    if isinstance(schema, list):
        for each in schema:
            found |= unlimited(each, path)
    return {place.removeprefix("properties.") for place in found}


async def test_a_broken_server_says_nothing_of_its_inside(stages: Stages, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await stages.own("pending")

    async def explode(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret-inside: SELECT password FROM person")

    monkeypatch.setattr("kisalli.requests.views.request", explode)
    answer = await perform("read_request", scene, "mentee")
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, body["code"], set(body)) == (500, "internal", {"type", "title", "status", "code"})
    assert "secret" not in answer.text and "RuntimeError" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_broken_act_says_nothing_and_leaves_nothing(stages: Stages, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await SCENES["pending"](stages.near)

    async def explode(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret-inside")

    monkeypatch.setattr("kisalli.requests.service.settle", explode)
    answer = await perform("accept_request", scene, "mentor")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "secret" not in answer.text
    assert (await scene.world.one("request", id=scene.ids["request_id"]))["state"] == "pending"
    assert await scene.world.rows("match", programme_id=scene.world.programme_id) == []


async def test_somebody_who_is_erased_is_nobody(stages: Stages) -> None:
    world = stages.near
    ghost = await world.person()
    gone = Someone(ghost.person_id, ghost.email, ghost.headers)
    await world.sql("DELETE FROM person WHERE id = :id", id=ghost.person_id)
    for method, path, body in (
        ("GET", "/me", None),
        ("PATCH", "/me", {"language": "fi"}),
        ("POST", f"/programmes/{world.programme_id}/participants", {"role": "mentee"}),
    ):
        assert (await world.call(gone, method, path, json=body)).status_code == 401, path
    assert (await world.call(gone, "GET", "/session")).json() is None


async def test_joining_twice_at_once_is_one_part_and_one_refusal(world: World) -> None:
    someone = await world.person()
    path = f"/programmes/{world.programme_id}/participants"
    answers = await asyncio.gather(*(world.call(someone, "POST", path, json={"role": "mentee"}) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"already_takes_part"}


SCOPED = sorted((name, scope) for name, scope in SCOPE_OF.items() if scope in OF_SERVICES)


@pytest.mark.parametrize(("name", "scope"), SCOPED, ids=[name for name, _ in SCOPED])
async def test_without_its_scope_a_service_account_is_refused(name: str, scope: str, stages: Stages) -> None:
    scene = await stages.own(next(row.scene for row in KNOWN if row.operation == name))
    lacking = await scene.world.service(*(OF_SERVICES - {scope}))
    blunt = Scene(scene.world, scene.mentor, scene.mentee, scene.people | {"service": lacking}, scene.ids)
    answer = await perform(name, blunt, "service")
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing"), answer.text
    assert scope in answer.json()["errors"][0]["detail"]
