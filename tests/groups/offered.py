"""Groups for tests: offered, asked for, joined, as their people would by the API."""

from typing import Any
from uuid import UUID

import httpx

from tests.factories import Someone, World

GROUP: dict[str, Any] = {
    "theme": "From the university into work",
    "description": "We meet once a month, each time about one question of yours.",
    "languages": ["en"],
    "places": 2,
    "mentor_places": 1,
    "joining": True,
}


async def offer(world: World, mentor: Someone, by: Someone | None = None, **told: Any) -> httpx.Response:
    """Offer a group, or let a coordinator do it."""
    body = {"group": GROUP | told} | ({"mentor_id": str(mentor.id)} if by else {})
    return await world.call(by or mentor, "POST", f"/programmes/{world.programme_id}/groups", json=body)


async def offered(world: World, mentor: Someone, **told: Any) -> UUID:
    """Offer a group in a programme that has them, and return its id."""
    if (await world.one("programme", id=world.programme_id))["groups"] == "none":
        await world.set_programme(groups="instead")
    answer = await offer(world, mentor, **told)
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["id"])


async def ask(world: World, mentee: Someone, group_id: UUID, **kwargs: Any) -> httpx.Response:
    """Ask for a place."""
    return await world.call(mentee, "POST", f"/groups/{group_id}/requests", json={"message": "May I come?"}, **kwargs)


async def asked(world: World, mentee: Someone, group_id: UUID) -> UUID:
    """Ask for a place, successfully, and return the request's id."""
    answer = await ask(world, mentee, group_id)
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["id"])


async def joined(world: World, mentor: Someone, group_id: UUID, count: int = 1) -> list[Someone]:
    """Let so many new mentees come into a group."""
    mentees = [await world.mentee() for _ in range(count)]
    for mentee in mentees:
        answer = await world.act(mentor, await asked(world, mentee, group_id), "accept")
        assert answer.status_code == 200, answer.text
    return mentees
