"""What every answer carries and what no call may bring: limits, headers, problem answers."""

import json

import httpx
import pytest

from tests.factories import World


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    return answer.status_code, body["code"]


async def post(world: World, content: bytes | str, content_type: str = "application/json") -> httpx.Response:
    mentee = await world.mentee()
    headers = {"Content-Type": content_type}
    return await world.call(mentee, "POST", f"/programmes/{world.programme_id}/requests", content=content, headers=headers)


async def test_a_body_of_two_mebibytes_is_refused(world: World) -> None:
    assert problem(await post(world, b'{"message": "' + b"x" * 2 * 1024 * 1024 + b'"}')) == (413, "too_large")


async def test_a_body_of_undeclared_length_is_refused_at_the_limit(world: World) -> None:
    async def endless() -> object:
        for _ in range(40):
            yield b" " * 64 * 1024

    mentee = await world.mentee()
    headers = {"Content-Type": "application/json"}
    path = f"/programmes/{world.programme_id}/requests"
    answer = await world.call(mentee, "POST", path, content=endless(), headers=headers)
    assert problem(answer) == (413, "too_large")


async def test_broken_json_is_said_to_be_broken(world: World) -> None:
    assert problem(await post(world, b'{"mentor_id": ')) == (400, "bad_request")


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"])
async def test_only_json_is_taken(world: World, content_type: str) -> None:
    assert problem(await post(world, b"a=b", content_type)) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("message", "good"),
    [
        ("a\x00b", False),
        ("a\x1bb", False),
        ("x" * 10_000, False),
        ("x" * 3_000, True),
        ("", False),
        ("   ", False),
        ("Hei \U0001f9d1\u200d\U0001f393!", True),
        ("\u0645\u0631\u062d\u0628\u0627", True),
        ("line\r\nline", True),
    ],
)
async def test_texts_are_whole_or_refused(world: World, message: str, *, good: bool) -> None:
    mentor = await world.mentor()
    answer = await post(world, json.dumps({"mentor_id": str(mentor.id), "message": message}))
    if good:
        assert answer.status_code == 201
        kept = (await world.one("request", id=answer.json()["id"]))["message"]
        assert kept == message.replace("\r\n", "\n")
    else:
        assert problem(answer) == (422, "validation")
        assert answer.json()["errors"][0]["pointer"] == "#/message"


async def test_a_lone_surrogate_is_refused(world: World) -> None:
    mentor = await world.mentor()
    answer = await post(world, f'{{"mentor_id": "{mentor.id}", "message": "\\ud800"}}')
    assert answer.status_code in {400, 422}
    assert await world.rows("request", mentor_id=mentor.id) == []


async def test_an_unknown_field_is_refused(world: World) -> None:
    mentor = await world.mentor()
    body = {"mentor_id": str(mentor.id), "message": "Hello", "state": "accepted"}
    answer = await post(world, json.dumps(body))
    assert problem(answer) == (422, "validation")
    assert answer.json()["errors"][0]["pointer"] == "#/state"


async def test_every_answer_carries_the_security_headers(http: httpx.AsyncClient) -> None:
    for path in ("/healthz", "/api/v1/session", "/api/v1/nothing", "/api/v1/programmes"):
        answer = await http.get(path)
        assert answer.status_code < 500
        headers = answer.headers
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "strict-transport-security" in headers
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers


async def test_the_request_id_is_echoed_and_a_strange_one_replaced(http: httpx.AsyncClient) -> None:
    assert (await http.get("/healthz", headers={"X-Request-Id": "abcd-1234"})).headers["x-request-id"] == "abcd-1234"
    assert (await http.get("/healthz", headers={"X-Request-Id": "x\ty z"})).headers["x-request-id"] != "x\ty z"


async def test_a_problem_speaks_the_readers_language(http: httpx.AsyncClient) -> None:
    titles = {}
    for language in ("en", "fi", "sv"):
        titles[language] = (await http.get("/api/v1/me", headers={"Accept-Language": language})).json()["title"]
    assert titles["en"] == "Sign in first"
    assert len(set(titles.values())) == 3


async def test_a_foreign_id_and_one_that_does_not_exist_give_the_same_answer(world: World) -> None:
    other = await World.make(world.sessions, world.keys, world.http)
    mentor, mentee = await other.mentor(), await other.mentee()
    foreign = await other.sent(mentee, mentor)
    stranger = await world.mentee()
    there = await world.call(stranger, "GET", f"/requests/{foreign}")
    nowhere = await world.call(stranger, "GET", "/requests/01990000-0000-7000-8000-000000000000")
    assert (there.status_code, there.json()) == (nowhere.status_code, nowhere.json())
    assert problem(there) == (404, "not_found")


async def test_a_mentor_of_another_programme_is_not_found(world: World) -> None:
    other = await World.make(world.sessions, world.keys, world.http)
    assert problem(await world.send(await world.mentee(), await other.mentor())) == (404, "not_found")
