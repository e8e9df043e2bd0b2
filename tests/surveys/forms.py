"""Surveys of tests: made through the API, opened and closed by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from kisalli.core.db import transaction
from kisalli.programmes.models import Programme
from kisalli.surveys import ready
from tests.factories import Someone, World

LANGUAGES = ("en", "fi", "sv")


def words(text: str) -> dict[str, str]:
    return {language: f"{text} {language}" for language in LANGUAGES}


def question(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "label": words(key)} | more


OPTIONS = [{"key": key, "label": words(key)} for key in ("tea", "coffee", "water")]
QUESTIONS = [
    question("going", "scale", required=True, low=words("bad"), high=words("good")),
    question("recommend", "zero_to_ten"),
    question("drink", "one", options=OPTIONS),
    question("drinks", "several", options=OPTIONS),
    question("again", "yes_no"),
    question("why", "text"),
]
ANSWERS: dict[str, Any] = {
    "going": 4,
    "recommend": 9,
    "drink": "tea",
    "drinks": ["water", "tea"],
    "again": True,
    "why": "It went well.",
}


def body(**more: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "anonymous": True,
        "roles": ["mentee", "mentor"],
        "audience": "everybody",
        "opens_at": (now - timedelta(days=1)).isoformat(),
        "closes_at": (now + timedelta(days=7)).isoformat(),
        "title": words("Halfway"),
        "questions": QUESTIONS,
    } | more


async def draft(world: World, **more: Any) -> UUID:
    answer = await world.call(world.coordinator, "POST", f"/programmes/{world.programme_id}/surveys", json=body(**more))
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["id"])


async def published(world: World, **more: Any) -> UUID:
    survey_id = await draft(world, **more)
    answer = await world.call(world.coordinator, "POST", f"/surveys/{survey_id}/publish")
    assert answer.status_code == 200, answer.text
    return survey_id


async def half_a_year_later(world: World) -> UUID:
    """Give the programme its ready surveys, publish the one that asks half a year later, and return its id."""
    async with transaction(world.sessions) as session:
        await ready.begin(session, await session.get_one(Programme, world.programme_id))
    survey_id = UUID(str((await world.one("survey", programme_id=world.programme_id, kind="later"))["id"]))
    await world.sql(
        "UPDATE survey SET opens_at = :opens, closes_at = :closes WHERE id = :id",
        opens=datetime.now(UTC) + timedelta(days=150),
        closes=datetime.now(UTC) + timedelta(days=170),
        id=survey_id,
    )
    assert (await world.call(world.coordinator, "POST", f"/surveys/{survey_id}/publish")).status_code == 200
    return survey_id


async def answer(
    world: World, someone: Someone, survey_id: UUID, answers: dict[str, Any] | None = None, **more: Any
) -> httpx.Response:
    given = {"anonymous": True, "language": "en", "answers": ANSWERS if answers is None else answers} | more
    return await world.call(someone, "PUT", f"/surveys/{survey_id}/answer", json=given)


async def answered(world: World, someone: Someone, survey_id: UUID, answers: dict[str, Any] | None = None, **more: Any) -> None:
    given = await answer(world, someone, survey_id, answers, **more)
    assert given.status_code == 200, given.text


async def close(world: World, survey_id: UUID) -> None:
    await world.sql("UPDATE survey SET closes_at = clock_timestamp() - interval '1 second' WHERE id = :id", id=survey_id)


async def edit(world: World, survey_id: UUID, **changes: Any) -> httpx.Response:
    return await world.call(world.coordinator, "PATCH", f"/surveys/{survey_id}", json=changes, headers={"If-Match": "*"})


async def results(world: World, survey_id: UUID, by: str | None = None) -> httpx.Response:
    params = {"by": by} if by else {}
    return await world.call(world.coordinator, "GET", f"/surveys/{survey_id}/results", params=params)


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def pointers(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(each["pointer"], each["code"]) for each in answer.json()["errors"]]
