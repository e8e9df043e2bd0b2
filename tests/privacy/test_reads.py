"""Whoever is read by an organiser can see so: by role, time and purpose, never by name (R32, CJEU C-579/21)."""

from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.routing import APIRoute

from kisalli.core.caller import Caller
from kisalli.core.db import transaction
from kisalli.core.reads import ReadPurpose, reading
from tests.factories import World
from tests.security.operations import perform
from tests.security.scenes import Scene, Stages
from tests.security.test_matrix import KNOWN, Row

# Answers in which an organiser meets somebody, and which leave no row: why.
UNLOGGED = {
    "read_directory": "its audience is told as such, since when it may read; the rush asks for it",
    "list_demo_people": "public, in demo mode alone",
    "read_session": "one's own",
    "read_me": "one's own",
    "read_export": "one's own",
    "check_certificate": "public: whoever has the code was given the paper",
}
READS = [row for row in KNOWN if row.reads and row.own["coordinator"] in {"ok", "none"}]


async def named(scene: Scene) -> dict[str, set[str]]:
    """Return by what each of the scene's pair would be known in an answer."""
    pair = {}
    for role in ("mentee", "mentor"):
        someone = scene.people[role]
        profile = await scene.world.one(f"{role}_profile", participant_id=someone.id)
        person = await scene.world.one("person", id=someone.person_id)
        pair[str(someone.id)] = {str(someone.id), str(someone.person_id), profile["name"], person["name"], person["email"]}
    return pair


@pytest.mark.parametrize("caller", ["coordinator", "admin"])
@pytest.mark.parametrize("row", READS, ids=str)
async def test_whatever_shows_somebody_to_an_organiser_leaves_a_row(row: Row, caller: str, stages: Stages) -> None:
    scene = await stages.own(row.scene)
    before = {each["id"] for each in await scene.world.rows("data_read", reader_id=scene.people[caller].person_id)}
    answer = await perform(row.name, scene, caller)
    mine = await scene.world.rows("data_read", reader_id=scene.people[caller].person_id)
    left = [each for each in mine if each["id"] not in before]
    given = str(answer.request.url)
    for participant_id, words in (await named(scene)).items():
        # An id that the caller asked with tells them nobody.
        shown = any(word in answer.text for word in words if word not in given)
        if not shown or row.operation in UNLOGGED:
            continue
        person = next(each.person_id for each in scene.people.values() if str(each.participant_id) == participant_id)
        (it,) = left
        assert {participant_id, str(person)} & {str(each) for each in it["subjects"]}, row
        assert (it["operation"], it["role"], it["organisation_id"]) == (row.operation, caller, scene.world.organisation_id)


def test_every_purpose_is_some_routes(app: object) -> None:
    declared = {
        dependency.call.purpose
        for route in routes(app)
        for dependency in route.dependant.dependencies
        if hasattr(dependency.call, "purpose")
    }
    assert declared == set(ReadPurpose)


def routes(app: object) -> list[APIRoute]:
    found: list[APIRoute] = []
    waiting = list(getattr(app, "routes", []))
    while waiting:
        route = waiting.pop()
        inner = getattr(route, "original_router", None)
        waiting += inner.routes if inner is not None else []
        found += [route] if isinstance(route, APIRoute) else []
    return found


async def test_what_is_refused_leaves_no_row(world: World) -> None:
    mentor, stranger = await world.mentor(), await world.person()
    elsewhere = await World.make(world.sessions, world.keys, world.http)
    for reader in (stranger, elsewhere.coordinator):
        for path in (f"/participants/{mentor.id}", f"/programmes/{world.programme_id}/participants"):
            assert (await world.call(reader, "GET", path)).status_code in {403, 404}
        assert await world.rows("data_read", reader_id=reader.person_id) == []


async def test_reading_each_others_requests_is_no_organisers_read(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    for reader in (mentor, mentee):
        assert (await world.call(reader, "GET", f"/requests/{request_id}")).status_code == 200
        assert (await world.call(reader, "GET", f"/programmes/{world.programme_id}/requests")).status_code == 200
        assert await world.rows("data_read", reader_id=reader.person_id) == []


async def test_a_page_is_one_row_with_whom_it_showed_and_nobody_of_the_next_page(world: World) -> None:
    people = [await world.mentor() for _ in range(3)]
    path = f"/programmes/{world.programme_id}/participants"
    assert (await world.call(world.coordinator, "GET", path, params={"limit": 2})).status_code == 200
    row = await world.one("data_read", reader_id=world.coordinator.person_id)
    assert set(row["subjects"]) == {each.id for each in people[:2]}


async def test_a_read_is_told_to_whom_it_was_about_without_the_readers_name(world: World) -> None:
    mentor, other = await world.mentor(), await world.mentor()
    assert (await world.call(world.coordinator, "GET", f"/participants/{mentor.id}/profile")).status_code == 200
    (read,) = (await world.call(mentor, "GET", "/me/reads")).json()["items"]
    assert (read["role"], read["operation"], read["purpose"]) == ("coordinator", "read_profile", "admission_and_support")
    assert (read["programme_id"], read["organisation_name"]) == (str(world.programme_id), "Test University")
    assert str(world.coordinator.person_id) not in str(read)
    assert (await world.call(other, "GET", "/me/reads")).json()["items"] == []
    assert (await world.call(world.coordinator, "GET", "/me/reads")).json()["items"] == []


async def test_what_an_organiser_reads_of_themself_is_not_told(world: World) -> None:
    member = {"organisation_id": world.organisation_id}
    mentor = await world.mentor()
    await world.sql(
        "INSERT INTO organisation_member (organisation_id, person_id) VALUES (:organisation_id, :person_id)",
        person_id=mentor.person_id,
        **member,
    )
    assert (await world.call(mentor, "GET", f"/participants/{mentor.id}")).status_code == 200
    assert (await world.call(mentor, "GET", "/me/reads")).json()["items"] == []


async def test_a_mail_log_and_the_members_are_told_to_those_in_them(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.sent(mentee, mentor)
    await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}/messages")
    admin = await world.coordinator_of(world.organisation_id, "admin")
    await world.call(admin, "GET", f"/organisations/{world.organisation_id}/members")
    told = (await world.call(mentor, "GET", "/me/reads")).json()["items"]
    assert [each["purpose"] for each in told] == ["delivery"]
    told = (await world.call(world.coordinator, "GET", "/me/reads")).json()["items"]
    assert [(each["purpose"], each["role"]) for each in told] == [("administration", "admin")]


async def test_a_declared_route_that_does_not_say_whom_it_showed_breaks(world: World) -> None:
    request: Any = SimpleNamespace(scope={"route": SimpleNamespace(operation_id="read_something")})
    async with transaction(world.sessions) as session:
        silent = reading(ReadPurpose.MATCHING)(request, session, Caller(world.coordinator.person_id))
        await anext(silent)
        with pytest.raises(RuntimeError):
            await anext(silent)
        speaking = reading(ReadPurpose.MATCHING)(request, session, Caller(world.coordinator.person_id))
        (await anext(speaking)).of_programme(world.programme_id, [])
        with pytest.raises(StopAsyncIteration):
            await anext(speaking)
