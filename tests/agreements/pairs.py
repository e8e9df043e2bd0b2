"""A pair that writes and signs."""

from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import httpx

from tests.factories import Someone, World

EN = "en"


@dataclass(frozen=True)
class Pair:
    """A match of a test's own, and calls of its members."""

    world: World
    mentor: Someone
    mentee: Someone
    match_id: UUID

    @classmethod
    async def make(cls, world: World) -> Self:
        """Make a mentor, a mentee and their match."""
        mentor, mentee = await world.mentor(), await world.mentee()
        return cls(world, mentor, mentee, await world.matched(mentee, mentor))

    @property
    def path(self) -> str:
        """Where the agreement is."""
        return f"/matches/{self.match_id}/agreement"

    async def read(self, someone: Someone, **params: Any) -> dict[str, Any]:
        """Read the agreement as somebody who can."""
        answer = await self.world.call(someone, "GET", self.path, params=params)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def save(
        self, someone: Someone, answers: dict[str, str], *, after: int | None = None, language: str = EN, **kwargs: Any
    ) -> httpx.Response:
        """Write a version on top of the one numbered `after`, the newest unless it is said."""
        tag = "*" if after is None else f'"v{after}"'
        body = {"language": language, "answers": answers}
        headers = {"If-Match": tag} | kwargs.pop("headers", {})
        return await self.world.call(someone, "PUT", self.path, json=body, headers=headers, **kwargs)

    async def written(self, someone: Someone, **answers: str) -> int:
        """Write a version that is taken (`a1` is the answer to the first field); return its number."""
        answer = await self.save(someone, {name.removeprefix("a"): words for name, words in answers.items()})
        assert answer.status_code == 200, answer.text
        return int(answer.json()["number"])

    async def sign(self, someone: Someone, number: int, **kwargs: Any) -> httpx.Response:
        """Sign a version."""
        return await self.world.call(someone, "POST", f"{self.path}/sign", json={"number": number}, **kwargs)

    async def signed(self, someone: Someone, number: int) -> str:
        """Sign a version that can be signed; return how things stand then."""
        answer = await self.sign(someone, number)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["state"])

    async def told(self, kind: str) -> list[tuple[str, int]]:
        """Return who was told something about the agreement, and of which version."""
        names = {self.mentor.person_id: "mentor", self.mentee.person_id: "mentee"}
        rows = await self.world.rows("message", subject_id=self.match_id, kind=kind)
        return sorted((names[each["recipient_id"]], each["occasion"]) for each in rows)
