"""People on their way into a programme, step by step through the API."""

from typing import Any
from uuid import UUID

import httpx

from tests.factories import Someone, World

MENTOR = {
    "role": "mentor",
    "name": "Maija Mentori",
    "degree": "MSc",
    "title": "Engineer",
    "story": "I build things.",
    "topics": ["leadership"],
    "languages": ["en", "fi"],
    "meets": ["remote"],
}
MENTEE = {
    "role": "mentee",
    "name": "Oskari Opiskelija",
    "school": "Engineering",
    "level": "master",
    "languages": ["en"],
    "expectations": "To learn.",
}
PROFILES: dict[str, dict[str, Any]] = {"mentor": MENTOR, "mentee": MENTEE}


async def join(world: World, someone: Someone, role: str, **more: Any) -> httpx.Response:
    """Take part."""
    path = f"/programmes/{world.programme_id}/participants"
    return await world.call(someone, "POST", path, json={"role": role} | more)


async def joined(world: World, role: str, **more: Any) -> Someone:
    """Return somebody new who takes part with a draft profile."""
    someone = await world.person(role.title())
    answer = await join(world, someone, role, **more)
    assert answer.status_code == 201, answer.text
    return Someone(someone.person_id, someone.email, someone.headers, UUID(answer.json()["id"]))


async def save(world: World, someone: Someone, profile: dict[str, Any], tag: str | None = "*") -> httpx.Response:
    """Save a profile."""
    headers = {"If-Match": tag} if tag is not None else {}
    return await world.call(someone, "PUT", f"/participants/{someone.id}/profile", json=profile, headers=headers)


async def enter(world: World, someone: Someone, email: str, phone: str | None = None) -> httpx.Response:
    """Enter contact details."""
    return await world.call(someone, "PUT", f"/participants/{someone.id}/contact", json={"email": email, "phone": phone})


async def ready(world: World, role: str, profile: dict[str, Any] | None = None, **more: Any) -> Someone:
    """Return somebody whose draft lacks nothing."""
    someone = await joined(world, role, **more)
    assert (await save(world, someone, PROFILES[role] | (profile or {}))).status_code == 200
    assert (await enter(world, someone, someone.email)).status_code == 200
    return someone


async def publish(world: World, someone: Someone) -> httpx.Response:
    """Publish a profile."""
    return await world.call(someone, "POST", f"/participants/{someone.id}/publish")


async def own(world: World, someone: Someone) -> dict[str, Any]:
    """Read one's own profile with what it lacks."""
    return dict((await world.call(someone, "GET", f"/participants/{someone.id}/own-profile")).json())


async def invitation(world: World, **changes: Any) -> str:
    """Return the code of a new invitation of mentors."""
    body = {"role": "mentor", "closes": "2199-01-01T00:00:00Z"} | changes
    path = f"/programmes/{world.programme_id}/invitations"
    answer = await world.call(world.coordinator, "POST", path, json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["code"])
