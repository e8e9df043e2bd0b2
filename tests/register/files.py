"""Registers as files, and people who may be in one."""

from datetime import date
from typing import Any

import httpx

from tests.factories import Someone, World

HEADER = "Etunimet;Sukunimi;Syntymäaika"
ALUM = {"given_names": "Maija Kaarina", "family_name": "Virtanen", "birth_date": "1980-02-29"}
LINE = "Maija Kaarina;Virtanen;29.2.1980"
TODAY = date(2026, 11, 26)


def file(*lines: str, header: str = HEADER, encoding: str = "utf-8") -> bytes:
    """Return a file with these lines below its header."""
    return ("\n".join((header, *lines)) + "\n").encode(encoding)


async def upload(
    world: World, content: bytes, method: str = "PUT", caller: Someone | None = None, content_type: str = "text/csv"
) -> httpx.Response:
    """Upload a register."""
    headers = {"Content-Type": content_type}
    path = f"/programmes/{world.programme_id}/register"
    return await world.call(caller or world.coordinator, method, path, content=content, headers=headers)


async def with_register(world: World, *lines: str) -> None:
    """Let mentors be checked against a register of these lines."""
    await world.set_programme(mentor_admission="register")
    answer = await upload(world, file(*(lines or (LINE,))))
    assert answer.status_code == 200, answer.text
    assert answer.json()["refused"] == []


async def give(world: World, someone: Someone, **changes: Any) -> httpx.Response:
    """Give names and date of birth."""
    return await world.call(someone, "PUT", f"/participants/{someone.id}/birth-date", json=ALUM | changes)


async def verify(world: World, someone: Someone, **kwargs: Any) -> httpx.Response:
    """Have oneself looked up."""
    return await world.call(someone, "POST", f"/participants/{someone.id}/verification", **kwargs)


async def standing(world: World, someone: Someone) -> dict[str, Any]:
    """Return how one's check stands."""
    return dict((await world.call(someone, "GET", f"/participants/{someone.id}/verification")).json())
