"""A mentee who tells the organisers something in confidence, and everybody who might read it."""

from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import httpx

from tests.factories import Someone, World


@dataclass(frozen=True)
class Telling:
    """Who tells (`mentee`, with `mentor` as their pair), who is named (`named`, two coordinators), who is not (`admin`)."""

    world: World
    mentee: Someone
    mentor: Someone
    match_id: UUID
    named: tuple[Someone, Someone]
    admin: Someone

    @classmethod
    async def make(cls, world: World) -> Self:
        """Make everybody, each signed in in a browser."""
        mentor, mentee = await world.mentor(), await world.mentee()
        match_id = await world.matched(mentee, mentor)
        other = await world.coordinator_of(world.organisation_id)
        admin = await world.coordinator_of(world.organisation_id, "admin")
        people = [await world.in_browser(each) for each in (mentee, mentor, world.coordinator, other, admin)]
        return cls(world, people[0], people[1], match_id, (people[2], people[3]), people[4])

    async def tell(self, words: str = "May we talk?", *named: Someone, **body: Any) -> httpx.Response:
        """Tell something, to the two unless others are named."""
        recipients = [str(each.person_id) for each in named or self.named]
        given = {"words": words, "recipients": recipients} | body
        path = f"/programmes/{self.world.programme_id}/concerns"
        return await self.world.call(self.mentee, "POST", path, json=given)

    async def told(self, words: str = "May we talk?", *named: Someone, **body: Any) -> UUID:
        """Tell something that is taken; return its id."""
        answer = await self.tell(words, *named, **body)
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["id"])

    async def read(self, someone: Someone, concern_id: UUID) -> httpx.Response:
        """Read it as somebody."""
        return await self.world.call(someone, "GET", f"/concerns/{concern_id}")

    async def act(self, someone: Someone, concern_id: UUID, verb: str, **kwargs: Any) -> httpx.Response:
        """Take, close or add words."""
        return await self.world.call(someone, "POST", f"/concerns/{concern_id}/{verb}", **kwargs)

    async def listed(self, someone: Someone) -> list[dict[str, Any]]:
        """List what somebody told or was told."""
        answer = await self.world.call(someone, "GET", f"/programmes/{self.world.programme_id}/concerns")
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])
