"""A mentor is let in by the register at once, or waits for a coordinator; the date of birth is gone in either case (R3, R7)."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from kisalli.core import outgoing
from kisalli.core.acts import Acts
from kisalli.core.db import transaction
from kisalli.register import queries, service
from kisalli.register.lookup import Lookups
from kisalli.requests.verifying import Desk, check_again
from tests.factories import Someone, World
from tests.profiles.joining import invitation, join, joined, publish, ready
from tests.register.files import LINE, give, standing, upload, verify, with_register
from tests.register.files import file as register_file


async def looked_up(world: World, someone: Someone, **changes: Any) -> dict[str, Any]:
    assert (await give(world, someone, **changes)).status_code == 200
    answer = await verify(world, someone)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def dates(world: World, someone: Someone) -> int:
    return len(await world.rows("birth_date", participant_id=someone.id))


async def test_whoever_waits_for_approval_and_is_in_the_register_is_in_at_once(world: World) -> None:
    await with_register(world)
    mentor = await ready(world, "mentor")
    assert (await publish(world, mentor)).json()["state"] == "submitted"
    said = await looked_up(world, mentor)
    assert (said["state"], said["verification"], said["asked"]) == ("active", "found", False)
    assert await dates(world, mentor) == 0
    (row,) = await world.rows("audit", subject_id=mentor.id, act="participant_verified")
    assert (row["from_state"], row["to_state"], row["caller_id"]) == ("submitted", "active", mentor.person_id)
    assert len(await world.rows("message", subject_id=mentor.id, kind="participant_approved")) == 1
    assert (await world.send(await world.mentee(), mentor)).status_code == 201


async def test_whoever_is_found_before_publishing_is_in_when_they_publish(world: World) -> None:
    await with_register(world)
    mentor = await ready(world, "mentor")
    said = await looked_up(world, mentor)
    assert (said["state"], said["verification"]) == ("draft", "found")
    assert (await publish(world, mentor)).json()["state"] == "active"
    assert await dates(world, mentor) == 0


async def test_whoever_is_not_found_waits_for_a_coordinator_and_may_try_three_times(world: World) -> None:
    await with_register(world)
    mentor = await ready(world, "mentor")
    await publish(world, mentor)
    for left in (2, 1, 0):
        said = await looked_up(world, mentor, given_names="Liisa")
        assert (said["state"], said["verification"], said["tries_left"]) == ("submitted", "not_found", left)
        assert await dates(world, mentor) == 0
    refused = await give(world, mentor)
    assert (refused.status_code, refused.json()["code"]) == (409, "no_tries_left")
    assert (await world.call(world.coordinator, "POST", f"/participants/{mentor.id}/approve")).json()["state"] == "active"


async def test_a_crowd_of_calls_gets_no_more_answers_than_tries(world: World) -> None:
    await with_register(world)
    mentor = await ready(world, "mentor")
    await give(world, mentor, family_name="Virta")
    answers = await asyncio.gather(*(verify(world, mentor) for _ in range(12)))
    assert {each.status_code for each in answers} == {200}
    (row,) = await world.rows("verification", person_id=mentor.person_id)
    assert (row["state"], row["tries"] <= 3) == ("not_found", True)


async def test_a_crowd_of_guesses_is_answered_three_times(world: World) -> None:
    await with_register(world)
    mentor = await ready(world, "mentor")

    async def guess(day: int) -> None:
        await give(world, mentor, birth_date=f"1980-03-{day:02d}")
        await verify(world, mentor)

    await asyncio.gather(*(guess(day) for day in range(1, 16)))
    await give(world, mentor)
    await verify(world, mentor)
    answers = await world.rows("audit", subject_id=mentor.id, act="participant_not_verified")
    found = await world.rows("audit", subject_id=mentor.id, act="participant_verified")
    assert len(answers) + len(found) <= 3
    assert (await world.one("verification", person_id=mentor.person_id))["tries"] <= 3


async def test_the_database_refuses_a_fourth_try_that_code_forgets_to_count(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_register(world)
    mentor = await joined(world, "mentor")
    for _ in range(3):
        await looked_up(world, mentor, family_name="Virta")
    careless = str(queries.TRY).replace("AND tries < :most", "AND :most > 0")
    monkeypatch.setattr(queries, "TRY", text(careless))
    await world.sql("UPDATE verification SET state = 'waiting' WHERE person_id = :id", id=mentor.person_id)
    sealed = world.keys.lock('["Maija", "Virta", "1980-02-29"]', mentor.id)
    await world.sql("INSERT INTO birth_date (participant_id, sealed) VALUES (:id, :sealed)", id=mentor.id, sealed=sealed)
    assert (await verify(world, mentor)).status_code == 500
    assert await world.rows("audit", subject_id=mentor.id, act="participant_verified") == []


async def test_leaving_and_joining_anew_gives_no_new_tries(world: World) -> None:
    await with_register(world)
    mentor = await joined(world, "mentor")
    for _ in range(3):
        await looked_up(world, mentor, family_name="Virta")
    await world.call(mentor, "POST", f"/participants/{mentor.id}/leave")
    again = await join(world, mentor, "mentor")
    anew = Someone(mentor.person_id, mentor.email, mentor.headers, again.json()["id"])
    assert (await standing(world, anew))["tries_left"] == 0
    assert (await give(world, anew)).json()["code"] == "no_tries_left"


async def test_an_entry_lets_one_person_in_though_two_try_at_once(world: World) -> None:
    await with_register(world)
    mentors = [await ready(world, "mentor") for _ in range(4)]
    for each in mentors:
        await publish(world, each)
        await give(world, each)
    answers = [each.json() for each in await asyncio.gather(*(verify(world, each) for each in mentors))]
    assert sorted(each["verification"] for each in answers) == ["found", "not_found", "not_found", "not_found"]
    assert sorted(each["state"] for each in answers) == ["active", "submitted", "submitted", "submitted"]
    assert [await dates(world, each) for each in mentors] == [0, 0, 0, 0]


async def test_a_register_that_is_replaced_lets_nobody_in_twice(world: World) -> None:
    await with_register(world)
    first, second = await joined(world, "mentor"), await joined(world, "mentor")
    assert (await looked_up(world, first))["verification"] == "found"
    await upload(world, register_file(LINE, "Åsa;Mäki;1.6.1987"))
    assert (await looked_up(world, second))["verification"] == "not_found"


async def test_a_name_is_found_however_its_bearer_writes_it(world: World) -> None:
    await with_register(world)
    said = await looked_up(world, await joined(world, "mentor"), given_names="kaarina", family_name="VIRTÄNEN")
    assert said["verification"] == "found"


@pytest.mark.parametrize("admission", ["approval", "invitation"])
async def test_where_no_register_lets_mentors_in_no_date_is_asked(world: World, admission: str) -> None:
    await with_register(world)
    mentor = await joined(world, "mentor")
    await world.set_programme(mentor_admission=admission)
    assert (await standing(world, mentor))["asked"] is False
    answer = await give(world, mentor)
    assert (answer.status_code, answer.json()["code"]) == (409, "birth_date_not_asked")


async def test_a_date_is_asked_only_of_mentors_on_their_way_in_and_while_there_is_a_register(world: World) -> None:
    await world.set_programme(mentor_admission="register")
    early = await joined(world, "mentor")
    assert (await give(world, early)).json()["code"] == "birth_date_not_asked"
    await with_register(world)
    invited = await joined(world, "mentor", invitation=await invitation(world))
    for someone in (await world.mentor(), await world.mentee(), invited, await world.mentor(state="paused")):
        assert (await give(world, someone)).json()["code"] == "birth_date_not_asked"
    assert (await give(world, early)).status_code == 200


async def test_a_rule_that_changes_meanwhile_lets_nobody_in_and_the_date_goes(world: World) -> None:
    await with_register(world)
    mentor = await ready(world, "mentor")
    await publish(world, mentor)
    await give(world, mentor)
    await world.set_programme(mentor_admission="approval")
    assert (await verify(world, mentor)).json()["state"] == "submitted"
    await tidied(world)
    assert await dates(world, mentor) == 0
    assert (await standing(world, mentor))["verification"] == "lapsed"


async def tidied(world: World) -> None:
    async with transaction(world.sessions) as session:
        await service.tidy(session)


OLD = "UPDATE birth_date SET given_at = given_at - interval '30 days 1 minute' WHERE participant_id = :id"


@pytest.mark.parametrize("why", ["thirty_days", "signup_over", "left"])
async def test_a_date_that_was_never_checked_goes_too(world: World, why: str) -> None:
    await with_register(world)
    mentor, other = await joined(world, "mentor"), await joined(await with_own_register(world), "mentor")
    for each in (mentor, other):
        path = f"/participants/{each.id}/birth-date"
        body = {"given_names": "Maija", "family_name": "Virtanen", "birth_date": "1980-02-29"}
        assert (await world.call(each, "PUT", path, json=body)).status_code == 200
    if why == "thirty_days":
        await world.sql(OLD, id=mentor.id)
    elif why == "signup_over":
        await world.set_programme(mentor_signup_closes=datetime.now(UTC))
    else:
        await world.call(mentor, "POST", f"/participants/{mentor.id}/leave")
    await tidied(world)
    assert (await dates(world, mentor), await dates(world, other)) == (0, 1)


async def with_own_register(world: World) -> World:
    other = await World.make(world.sessions, world.keys, world.http)
    await with_register(other)
    return other


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"birth_date": "2099-01-01"}, "#/birth_date"),
        ({"birth_date": "1850-01-01"}, "#/birth_date"),
        ({"birth_date": "29.2.1980"}, "#/birth_date"),
        ({"given_names": "-"}, "#/given_names"),
        ({"family_name": ""}, "#/family_name"),
        ({"family_name": "x" * 300}, "#/family_name"),
    ],
)
async def test_what_can_be_no_name_or_date_is_refused_and_nothing_kept(
    world: World, changes: dict[str, str], pointer: str
) -> None:
    await with_register(world)
    mentor = await joined(world, "mentor")
    answer = await give(world, mentor, **changes)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert await dates(world, mentor) == 0


async def test_nothing_given_is_nothing_to_check_and_costs_no_try(world: World) -> None:
    await with_register(world)
    mentor = await joined(world, "mentor")
    said = (await verify(world, mentor)).json()
    assert (said["verification"], said["tries_left"], said["asked"]) == (None, 3, True)


async def test_one_command_sent_twice_is_one_try(world: World) -> None:
    await with_register(world)
    mentor = await joined(world, "mentor")
    await give(world, mentor, family_name="Virta")
    answers = [(await verify(world, mentor, headers={"Idempotency-Key": "look-me-up"})).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["tries_left"] == 2


@dataclass
class Answer:
    """What a service answers."""

    status: int
    body: bytes


class Alumni:
    """An organisation's service: answers as it is told, and keeps what it was asked."""

    def __init__(self, *answers: Answer | None) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, dict[str, object], str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((str(request.url), json.loads(request.content), request.headers["Authorization"]))
        answer = self.answers.pop(0)
        if answer is None:
            raise httpx.ConnectError("gone")
        return httpx.Response(answer.status, content=answer.body)


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Put a service in the place of the organisation's own."""

    def put(*answers: Answer | None) -> Alumni:
        service = Alumni(*answers)
        transport = httpx.MockTransport(service)
        monkeypatch.setattr(outgoing, "client", lambda **_: httpx.AsyncClient(transport=transport))
        return service

    return put


@pytest.fixture
async def mentor(world: World) -> Someone:
    """A mentor who waits, in a programme whose register answers over HTTP."""
    await world.set_programme(mentor_admission="register")
    path = f"/programmes/{world.programme_id}/register/lookup"
    body = {"url": "https://alumni.example.org/ask", "secret": "s3cret-s3cret-s3cret"}
    assert (await world.call(world.coordinator, "PUT", path, json=body)).status_code == 200
    someone = await ready(world, "mentor")
    await publish(world, someone)
    return someone


async def test_a_service_answers_yes(world: World, mentor: Someone, answering: Any) -> None:
    service = answering(Answer(200, b'{"found": true}'))
    assert (await looked_up(world, mentor))["state"] == "active"
    facts = {"given_names": "Maija Kaarina", "family_name": "Virtanen", "birth_date": "1980-02-29"}
    assert service.asked == [("https://alumni.example.org/ask", facts, "Bearer s3cret-s3cret-s3cret")]


async def test_a_service_answers_no(world: World, mentor: Someone, answering: Any) -> None:
    answering(Answer(200, b'{"found": false}'))
    said = await looked_up(world, mentor)
    assert (said["state"], said["verification"], said["tries_left"]) == ("submitted", "not_found", 2)
    assert await dates(world, mentor) == 0


@pytest.mark.parametrize(
    "answer",
    [
        None,
        Answer(500, b'{"found": false}'),
        Answer(404, b'{"found": false}'),
        Answer(302, b'{"found": true}'),
        Answer(200, b"<html>"),
        Answer(200, b'{"found": "no"}'),
        Answer(200, b'{"found": 1}'),
        Answer(200, b'{"found": null}'),
        Answer(200, b"[]"),
        Answer(200, b"{}"),
        Answer(200, b"\xff"),
    ],
    ids=["none", "500", "404", "302", "html", "word", "number", "null", "list", "nothing", "no_text"],
)
async def test_a_service_that_does_not_answer_has_not_said_no_and_is_asked_again(
    world: World, mentor: Someone, answering: Any, app: FastAPI, answer: Answer | None
) -> None:
    service = answering(answer, Answer(200, b'{"found": true}'))
    said = await looked_up(world, mentor)
    assert (said["state"], said["verification"], said["tries_left"]) == ("submitted", "waiting", 3)
    assert await dates(world, mentor) == 1
    failing = (await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}/register")).json()
    assert failing["lookup"]["failing_since"] is not None

    acts: Acts = app.state.acts
    await check_again(world.sessions, acts, Desk(world.keys, Lookups(own_network=False)))
    assert len(service.asked) == 1  # not yet: a pause first
    await world.sql("UPDATE verification SET next_try_at = clock_timestamp() WHERE person_id = :id", id=mentor.person_id)
    await check_again(world.sessions, acts, Desk(world.keys, Lookups(own_network=False)))
    said = await standing(world, mentor)
    assert (said["state"], said["verification"]) == ("active", "found")
    assert await dates(world, mentor) == 0
    working = (await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}/register")).json()
    assert working["lookup"]["failing_since"] is None
    (row,) = await world.rows("audit", subject_id=mentor.id, act="participant_verified")
    assert row["caller_id"] is None


async def test_the_register_that_we_keep_is_asked_before_the_service(world: World, mentor: Someone, answering: Any) -> None:
    await with_register(world)
    service = answering()
    assert (await looked_up(world, mentor))["state"] == "active"
    assert service.asked == []
