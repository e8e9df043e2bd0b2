"""What people did in the mentoring months, day by day: events, reminders, checklists, and what each pair did."""

from collections.abc import Mapping
from datetime import time
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from kisalli.core.caller import Caller
from kisalli.demo_data import load
from kisalli.demo_data.ending import note_the_end
from kisalli.demo_data.groups import GroupDays
from kisalli.demo_data.pairs import Diary, MatchDays
from kisalli.demo_data.past import Past
from kisalli.demo_data.questions import Questions
from kisalli.demo_data.rounds import Round
from kisalli.events import service as events
from kisalli.events import signing_up
from kisalli.events.schemas import EventIn, EventTextIn
from kisalli.materials import service as materials
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.workspace.nudges import nudge

Entry = Mapping[str, Any]

SURELY_OVER = 4  # days after the day that was meant: a weekend moves an event by up to two


async def play(past: Past, rounds: Mapping[str, Round], organisers: list[UUID]) -> None:
    """Do everything, the oldest day first; what is of one day in the order in which it was noted.

    `organisers` are the people who run the programmes, the coordinator first.
    """
    diary: Diary = []
    data = load("months")
    for entry in data["pairs"]:
        MatchDays(past, rounds[entry["round"]], entry, organisers).note(diary)
    for entry in data["groups"]:
        GroupDays(past, rounds[entry["round"]], entry).note(diary)
        if "mentee" in entry:
            MatchDays(past, rounds[entry["round"]], entry, organisers).note(diary)
    now, coordinator = rounds["now"], Caller(organisers[0])
    for entry in data["events"]:
        EventsDays(past, now, entry, coordinator).note(diary)
    Questions(past, rounds, coordinator).note(diary)
    note_the_end(past, rounds["before"], diary)
    diary += [(each["days"], partial(_tick, past, now, each)) for each in data["ticks"]]
    diary.append((data["rounds"]["now"]["reminded"], partial(_remind, past)))
    for days, of_the_day in groupby(sorted(diary, key=lambda act: -act[0]), key=lambda act: act[0]):
        await past.move_on(days)
        for _, act in of_the_day:
            await act()
    await past.move_on(0)


async def _remind(past: Past) -> None:
    await nudge(past.sessions)


async def _tick(past: Past, now: Round, entry: Entry) -> None:
    for item in entry["items"]:
        async with past.act() as session:
            programme_id, caller = now.stage.programme_id, now.caller(entry["by"])
            await materials.tick(session, programme_id, entry["list"], item, caller, off=True)


class EventsDays:
    """An event: announced, signed up for, and looked back on."""

    def __init__(self, past: Past, now: Round, entry: Entry, coordinator: Caller) -> None:
        """`entry` is one of the data's events."""
        self._past, self._round, self._entry, self._coordinator = past, now, entry, coordinator
        self._event_id: UUID | None = None

    def note(self, diary: Diary) -> None:
        """Note what happens on which day."""
        entry = self._entry
        diary += [(entry["announced"], self._announce), (entry["announced"] - 1, self._sign_up)]
        if "came" in entry:
            today, planned = self._past.day(0), self._past.wall(entry["days"], time())
            diary += [
                ((today - planned.date()).days + 1, self._remind),
                (-entry["days"] - SURELY_OVER, self._note_who_came),
            ]

    async def _announce(self) -> None:
        entry = self._entry
        starts = self._past.wall(entry["days"], time(entry["at"]))
        body = EventIn(
            texts=[EventTextIn(language=each, title=title, description=words) for each, (title, words) in entry["texts"].items()],
            starts=starts,
            ends=starts.replace(hour=starts.hour + entry["hours"]),
            place=entry.get("place", ""),
            link=entry.get("link"),
            capacity=entry.get("capacity"),
            **{name: entry[name] for name in ("language", "place_kind", "roles")},
        )
        async with self._past.act() as session:
            made = await events.create(session, self._round.stage.programme_id, body, self._coordinator)
            await events.publish(session, made.id, self._coordinator)
        self._event_id = made.id

    async def _sign_up(self) -> None:
        assert self._event_id is not None, "announced first"
        for key in self._entry["sign_ups"]:
            async with self._past.act() as session:
                await signing_up.sign_up(session, self._event_id, self._round.caller(key))

    async def _remind(self) -> None:
        """Remind everybody who has a seat, a day before it begins."""
        assert self._event_id is not None, "announced first"
        programme_id, guests = self._round.stage.programme_id, [self._round.people[key] for key in self._entry["sign_ups"]]
        async with self._past.at(time(self._entry["at"])), self._past.act() as session:
            tell(session, *(News(programme_id, each.person_id, MessageKind.EVENT_REMINDER, self._event_id) for each in guests))

    async def _note_who_came(self) -> None:
        assert self._event_id is not None, "announced first"
        for key in self._entry["sign_ups"]:
            async with self._past.act() as session:
                who, came = self._round.people[key].participant_id, key in self._entry["came"]
                await signing_up.note_attendance(session, self._event_id, who, self._coordinator, came=came)
