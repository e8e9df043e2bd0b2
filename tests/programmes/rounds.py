"""Programmes as a coordinator makes them through the API."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from tests.factories import World, clock

LANGUAGES = ("en", "fi", "sv")


def clock_of(days: dict[str, float] | None = None) -> dict[str, str]:
    """Return the clock of the factories as JSON; `days` puts instants so many days from now."""
    now = datetime.now(UTC).replace(microsecond=0)
    instants = clock(now) | {name: now + timedelta(days=each) for name, each in (days or {}).items()}
    return {name: value.isoformat().replace("+00:00", "Z") for name, value in instants.items()}


async def clock_now(world: World, days: dict[str, float] | None = None) -> dict[str, str]:
    """Return the world's programme's clock as it is; `days` puts instants so many days from now."""
    clock = (await read(world, str(world.programme_id))).json()["clock"]
    changed = clock_of(days)
    return clock | {name: changed[name] for name in days or {}}


def body(world: World, **changes: Any) -> dict[str, Any]:
    """Return what creates a programme of the world's organisation."""
    whole = {
        "organisation_id": str(world.organisation_id),
        "contact_address": "mentoring@example.org",
        "clock": clock_of(),
        "texts": {language: {"name": f"Round in {language}"} for language in LANGUAGES},
    }
    return whole | changes


async def create(world: World, *, language: str = "en", **changes: Any) -> httpx.Response:
    """Create a programme as the coordinator, who reads the answer in a language."""
    headers = {"Accept-Language": language}
    return await world.call(world.coordinator, "POST", "/programmes", json=body(world, **changes), headers=headers)


async def read(world: World, programme_id: str) -> httpx.Response:
    """Read a programme as the coordinator."""
    return await world.call(world.coordinator, "GET", f"/programmes/{programme_id}")


async def edit(world: World, method: str, path: str, json: Any, tag: str | None = "*") -> httpx.Response:
    """Change something of the world's programme as the coordinator."""
    headers = {"If-Match": tag} if tag is not None else {}
    return await world.call(world.coordinator, method, f"/programmes/{world.programme_id}{path}", json=json, headers=headers)
