"""A programme with events, and what people do with them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.factories import Someone, World

TEXTS = [{"language": "en", "title": "Briefing", "description": "**Welcome** to the briefing."}]


@dataclass
class Hall:
    """Events of one programme."""

    world: World

    def body(self, **more: Any) -> dict[str, Any]:
        """A briefing on campus in ten days."""
        day = (datetime.now(UTC) + timedelta(days=10)).date()
        body = {"texts": TEXTS, "language": "en", "place_kind": "on_campus", "place": "Hall A", "roles": ["mentee", "mentor"]}
        return body | {"starts": f"{day}T16:00", "ends": f"{day}T18:00"} | more

    async def draft(self, **more: Any) -> str:
        """Plan an event; return its id."""
        path = f"/programmes/{self.world.programme_id}/events"
        answer = await self.world.call(self.world.coordinator, "POST", path, json=self.body(**more))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def event(self, **more: Any) -> str:
        """Publish an event; return its id."""
        event_id = await self.draft(**more)
        assert (await self.coordinate("POST", f"/events/{event_id}/publish")).status_code == 200
        return event_id

    async def coordinate(self, method: str, path: str, **kwargs: Any) -> httpx.Response:
        """Call as the coordinator."""
        return await self.world.call(self.world.coordinator, method, path, **kwargs)

    async def edit(self, event_id: str, **changes: Any) -> httpx.Response:
        """Change an event from its newest version."""
        tag = (await self.coordinate("GET", f"/events/{event_id}")).headers["ETag"]
        return await self.coordinate("PATCH", f"/events/{event_id}", json=changes, headers={"If-Match": tag})

    async def sign_up(self, someone: Someone, event_id: str) -> httpx.Response:
        """Sign somebody up."""
        return await self.world.call(someone, "POST", f"/events/{event_id}/sign-up")

    async def signed_up(self, someone: Someone, event_id: str) -> str:
        """Sign somebody up; return `seat` or `waiting`."""
        answer = await self.sign_up(someone, event_id)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["state"])

    async def sign_off(self, someone: Someone, event_id: str) -> httpx.Response:
        """Sign somebody off."""
        return await self.world.call(someone, "POST", f"/events/{event_id}/sign-off")

    async def mine(self, someone: Someone, event_id: str) -> dict[str, Any]:
        """Return how somebody stands to an event."""
        answer = await self.world.call(someone, "GET", f"/events/{event_id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()["me"]
        return found

    async def told(self, kind: str, someone: Someone | None = None) -> list[dict[str, Any]]:
        """Return the messages of a kind in this programme, to somebody."""
        rows = await self.world.rows("message", programme_id=self.world.programme_id, kind=kind)
        return [row for row in rows if someone is None or row["recipient_id"] == someone.person_id]

    async def begins(self, event_id: str, when: timedelta) -> None:
        """Move an event behind the coordinators' back, to so long from now."""
        await self.world.sql(
            "UPDATE event SET starts = now() + CAST(:when AS interval), ends = now()"
            " + CAST(:when AS interval) + interval '2 hours', sign_up_closes = now() + CAST(:when AS interval)"
            " WHERE id = :id",
            id=event_id,
            when=when,
        )


@pytest.fixture
def hall(world: World) -> Hall:
    """Events of a programme of one's own."""
    return Hall(world)
