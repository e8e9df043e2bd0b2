"""A matched pair and what they arrange."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from tests.factories import Someone, World

PLACE = {"zone": "UTC", "minutes": 60, "mode": "remote", "link": "https://meet.example.org/linh"}


def wall(days: float) -> str:
    """What a clock of UTC shows so many days from now, on the minute."""
    return (datetime.now(UTC) + timedelta(days=days)).replace(tzinfo=None, second=0, microsecond=0).isoformat()


@dataclass(frozen=True)
class Pair:
    """A mentor and a mentee who are matched."""

    world: World
    mentor: Someone
    mentee: Someone
    match_id: UUID

    @classmethod
    async def make(cls, world: World) -> "Pair":
        """Match two who are new."""
        mentor, mentee = await world.mentor(), await world.mentee()
        return cls(world, mentor, mentee, await world.matched(mentee, mentor))

    async def call(self, someone: Someone, method: str, path: str, **kwargs: Any) -> httpx.Response:
        """Call the API."""
        return await self.world.call(someone, method, path, **kwargs)

    async def propose(self, someone: Someone, *days: float, **more: Any) -> httpx.Response:
        """Propose times so many days from now."""
        body = PLACE | {"starts": [wall(each) for each in days]} | more
        return await self.call(someone, "POST", f"/matches/{self.match_id}/meetings", json=body)

    async def proposed(self, someone: Someone, *days: float, **more: Any) -> str:
        """Propose times; return the meeting."""
        answer = await self.propose(someone, *days, **more)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def read(self, meeting_id: str, someone: Someone | None = None) -> dict[str, Any]:
        """Read a meeting."""
        answer = await self.call(someone or self.mentor, "GET", f"/meetings/{meeting_id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def do(self, someone: Someone, meeting_id: str, verb: str, **body: Any) -> httpx.Response:
        """Act on a meeting."""
        return await self.call(someone, "POST", f"/meetings/{meeting_id}/{verb}", json=body)

    async def planned(self, days: float = 3) -> str:
        """The mentor proposes a time and the mentee picks it."""
        meeting_id = await self.proposed(self.mentor, days)
        (first, *_) = (await self.read(meeting_id))["times"]
        answer = await self.do(self.mentee, meeting_id, "pick", starts_at=first)
        assert answer.status_code == 200, answer.text
        return meeting_id

    async def passed(self, meeting_id: str, days: float = 1) -> None:
        """Let a planned meeting have been so many days ago."""
        ago = datetime.now(UTC) - timedelta(days=days)
        await self.world.sql("UPDATE meeting SET starts_at = :ago WHERE id = CAST(:id AS uuid)", ago=ago, id=meeting_id)

    async def held(self, days: float = 1) -> str:
        """Let them have met so many days ago, in a match that is older than that."""
        older = datetime.now(UTC) - timedelta(days=days + 1)
        await self.world.sql(
            "UPDATE match SET opened_at = LEAST(opened_at, :older) WHERE id = :id", older=older, id=self.match_id
        )
        body = PLACE | {"start": wall(-days), "notes": ""}
        answer = await self.call(self.mentee, "POST", f"/matches/{self.match_id}/meetings/log", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def told(self, kind: str, subject_id: object = None) -> list[tuple[str, int]]:
        """Who was told of something, and on which occasion."""
        rows = await self.world.rows("message", programme_id=self.world.programme_id, kind=kind)
        names = {self.mentor.person_id: "mentor", self.mentee.person_id: "mentee"}
        chosen = [row for row in rows if subject_id is None or str(row["subject_id"]) == str(subject_id)]
        return sorted((names[row["recipient_id"]], row["occasion"]) for row in chosen)
