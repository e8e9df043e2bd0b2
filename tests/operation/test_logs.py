"""JSON logs of `kisalli serve`: one line a call, found by the id in its answer, with nothing about anybody in it."""

import asyncio
import json
import socket
from typing import Any

import httpx
import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kisalli.core.db import transaction
from kisalli.core.logs import configure_logs
from kisalli.core.settings import Settings
from tests.notifications.conftest import Office
from tests.operation.conftest import Start
from tests.races.machines import Part


def lines(part: Part) -> list[dict[str, Any]]:
    """Return what a part has logged; every line must be JSON."""
    return [json.loads(line) for line in part.log.read_text().splitlines()]


async def test_a_line_a_call_carries_the_id_of_its_answer(world: Office, start: Start) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    part = start("serve", KISALLI_LOG_JSON="true")
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{part.port}") as world.http:
        answers = [
            await world.send(mentee, mentor),
            await world.send(mentee, mentor),
            await world.call(mentee, "GET", f"/programmes/{world.programme_id}/directory", params={"words": mentee.email}),
            await world.call(mentee, "GET", "/nothing/here", params={"token": "s3cret"}),
            await world.http.get("/calendar/s3cret.ics"),
            await world.http.get("/api/v1/certificates/s3cret"),
            await world.http.post("/api/v1/unsubscribe/s3cret"),
            await world.http.get("/api/v1/me", headers={"Cookie": "kisalli=s3cret"}),
            await world.http.get("/api/v1/me", headers={"X-Request-Id": "from-the-proxy-1"}),
            await world.http.post("/api/v1/anything", content="s3cret", headers={"Content-Type": "text/plain"}),
        ]
        pages = [await world.http.get(f"/{room}/s3cret") for room in ("certificates", "unsubscribe")]
    assert [each.status_code for each in answers] == [201, 409, 200, *[404] * 4, 401, 401, 415]
    assert {each.status_code for each in pages} <= {200, 404}, "where the SPA is built or not"
    await asyncio.to_thread(part.stop)
    logged = {each["request_id"]: each for each in lines(part) if each["event"] == "http"}
    answers += pages
    ids = [each.headers["x-request-id"] for each in answers]
    assert len(set(ids)) == len(ids)
    for identifier, answer in zip(ids, answers, strict=True):
        line = logged[identifier]
        assert line["status"] == answer.status_code
        assert line["method"] == answer.request.method
        assert line["level"] == "info"
        assert line["ms"] >= 0
        assert line["timestamp"].endswith("Z")
        assert set(line) == {"event", "level", "method", "ms", "request_id", "route", "status", "timestamp"}
    assert [logged[each]["route"] for each in ids[:2]] == ["/programmes/{programme_id}/requests"] * 2
    assert logged[ids[4]]["route"] == "/calendar/{token}.ics"
    calls = [each["request_id"] for each in lines(part) if each["event"] == "http"]
    assert len(calls) == len(set(calls)), "one line a call"
    everything = part.log.read_text()
    token = mentee.headers["Authorization"].removeprefix("Bearer ")
    for secret in (token, token.rpartition(".")[2], mentee.email, "@", "s3cret", "?", "words", str(mentee.person_id), "Hello"):
        assert secret not in everything


async def test_what_a_library_warns_of_is_a_line_too(start: Start) -> None:
    part = start("serve", KISALLI_LOG_JSON="true")
    with socket.create_connection(("127.0.0.1", part.port)) as connection:
        connection.sendall(b"no HTTP at all\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400")
    await asyncio.to_thread(part.stop)
    (warning,) = [each for each in lines(part) if each["event"] != "http"]
    assert (warning["level"], warning["logger"]) == ("warning", "uvicorn.error")
    assert "Invalid HTTP request" in warning["event"]


@pytest.mark.parametrize("log_json", [True, False])
async def test_an_error_of_the_database_is_logged_without_the_row(
    world: Office, capsys: pytest.CaptureFixture[str], settings: Settings, *, log_json: bool
) -> None:
    someone, values = await world.person(), {"email": "somebody" + "@example.org"}  # a traceback shows lines of the source
    twice = text("INSERT INTO person (id, name, email) VALUES (:id, 'Somebody', :email)")
    configure_logs(settings.model_copy(update={"log_json": log_json}))
    try:
        with pytest.raises(IntegrityError) as caught:
            async with transaction(world.sessions) as session:
                await session.execute(twice, values | {"id": someone.person_id})
        structlog.get_logger().error("unexpected error", exc_info=caught.value)
    finally:
        configure_logs(settings)
    logged = capsys.readouterr().out
    assert "23505 pk_person" in logged
    assert "somebody@example.org" not in logged
    assert str(someone.person_id) not in logged


@pytest.mark.parametrize("grouped", [True, False])
async def test_no_line_of_a_row_is_logged_however_many_it_has(
    world: Office, capsys: pytest.CaptureFixture[str], settings: Settings, *, grouped: bool
) -> None:
    someone, name = await world.person(), "First" + "name\nSecond" + "name, of Helsinki"
    configure_logs(settings)
    with pytest.raises(IntegrityError) as caught:
        async with transaction(world.sessions) as session:
            await session.execute(
                text("UPDATE person SET name = :name, language = 'xx' WHERE id = :id"), {"name": name, "id": someone.person_id}
            )
    error: Exception = ExceptionGroup("several", [caught.value]) if grouped else caught.value
    structlog.get_logger().error("unexpected error", exc_info=error)
    logged = capsys.readouterr().out
    assert "23514 ck_person_language" in logged
    assert not any(word in logged for word in ("Firstname", "Secondname", "Helsinki", str(someone.person_id)))
