"""How a group of the months came about: a mentor offers it, mentees ask and are taken in, some share their contacts."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from kisalli.demo_data.pairs import Diary
from kisalli.demo_data.past import Past
from kisalli.demo_data.rounds import Round
from kisalli.requests import groups, service
from kisalli.requests.schemas import GroupIn, GroupRequestIn, OfferIn


class GroupDays:
    """The days on which a group came about."""

    def __init__(self, past: Past, of: Round, entry: Mapping[str, Any]) -> None:
        """`entry` is one of the data's groups."""
        self._past, self._round, self._entry = past, of, entry
        self._mentor = of.caller(entry["mentor"])
        self._match_id: UUID | None = None
        self._asked: dict[str, UUID] = {}

    def note(self, diary: Diary) -> None:
        """Note what happens on which day."""
        diary.append((self._entry["offered"], self._offer))
        for key, asking in self._entry.get("mentees", {}).items():
            diary += [
                (asking["asked"], partial(self._ask, key, asking["message"])),
                (asking["asked"] - 1, partial(self._take_in, key)),
            ]
        for key in self._entry.get("sharing", ()):
            diary.append((self._entry["mentees"][key]["asked"] - 2, partial(self._share, key)))

    async def _offer(self) -> None:
        entry = self._entry
        told = GroupIn(**{name: entry[name] for name in ("theme", "description", "languages", "places")})
        async with self._past.act() as session:
            made = await groups.offer(session, self._round.stage.programme_id, OfferIn(group=told), self._mentor)
        self._match_id = made.id
        if "mentee" in entry:
            self._round.matches[entry["mentor"], entry["mentee"]] = made.id

    async def _ask(self, key: str, message: str) -> None:
        assert self._match_id is not None, "offered first"
        async with self._past.act() as session:
            asked = await service.ask_group(session, self._match_id, GroupRequestIn(message=message), self._round.caller(key))
        self._asked[key] = asked.id

    async def _take_in(self, key: str) -> None:
        async with self._past.act() as session:
            await service.accept(session, self._asked[key], self._mentor)

    async def _share(self, key: str) -> None:
        assert self._match_id is not None, "offered first"
        async with self._past.act() as session:
            await groups.share(session, self._match_id, self._round.caller(key), shares=True)
