"""The surveys of the months: one at the beginning that is over, a check-in halfway that is open, and last year's feedback."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import cycle
from typing import Any
from uuid import UUID

from sqlalchemy import select

from kisalli.core import instants
from kisalli.core.caller import Caller
from kisalli.demo_data import load
from kisalli.demo_data.pairs import Diary
from kisalli.demo_data.past import Past
from kisalli.demo_data.rounds import Round
from kisalli.programmes.models import Programme
from kisalli.surveys import service as surveys
from kisalli.surveys.models import Survey, SurveyKind
from kisalli.surveys.ready import begin
from kisalli.surveys.schemas import SurveyAnswerIn, SurveyIn, SurveyPatch

A_FORTNIGHT = timedelta(days=14)
ASKED, ANSWERED = 160, 155  # days ago: last year's feedback
OPENED = 0  # the check-in halfway opens by the clock of its programme
# What people answer, one after another; who has more to say says it in `words`.
HALFWAY = (
    {"going": 5, "met": "three_or_four", "goals": 4, "easy": 5, "support": ["topics"]},
    {"going": 4, "met": "once_or_twice", "goals": 3, "easy": 4, "support": ["time", "others"]},
    {"going": 2, "met": "once_or_twice", "goals": 2, "easy": 3, "support": ["time"]},
    {"going": 4, "met": "three_or_four", "goals": 5, "easy": 5, "support": ["nothing"]},
    {"going": 3, "met": "once_or_twice", "goals": 3, "easy": 4, "support": ["topics", "goals"]},
)
FINAL = (
    {"recommend": 10, "satisfied": 5, "reached": 5, "met": "three_to_five", "gained": ["plans", "confidence"], "again": True},
    {"recommend": 9, "satisfied": 4, "reached": 4, "met": "three_to_five", "gained": ["working_life"], "again": True},
    {"recommend": 10, "satisfied": 5, "reached": 4, "met": "six_or_more", "gained": ["skills", "confidence"], "again": True},
    {"recommend": 8, "satisfied": 3, "reached": 3, "met": "three_to_five", "gained": ["perspective"], "again": True},
    {"recommend": 7, "satisfied": 4, "reached": 3, "met": "up_to_two", "gained": ["perspective", "contacts"], "again": False},
)
BEGINNING = (
    {"clear": 4, "why": ["learn", "meet"], "briefing": True},
    {"clear": 3, "why": ["help"], "briefing": True},
    {"clear": 5, "why": ["meet"], "briefing": True},
    {"clear": 2, "why": ["learn", "help"], "briefing": False},
    {"clear": 4, "why": ["learn"], "briefing": True},
    {"clear": 5, "why": ["learn", "meet"], "briefing": True},
    {"clear": 4, "why": ["meet", "help"], "briefing": True},
)
HALFWAY_ANSWERED = ("joonas", "helena", "priya", "robert", "emil", "lotta", "onni", "elina", "saana", "edvin", "ingrid")


class Questions:
    """Who was asked what, and when."""

    def __init__(self, past: Past, rounds: Mapping[str, Round], coordinator: Caller) -> None:
        """`rounds` are the one under way, `now`, and the one `before`."""
        self._past, self._rounds, self._coordinator = past, rounds, coordinator
        self._asked: dict[str, UUID] = {}

    def note(self, diary: Diary) -> None:
        """Note what happens on which day."""
        own = load("months")["survey"]
        everybody = {name: list(each.people) for name, each in self._rounds.items()}
        diary += [
            (own["opened"], partial(self._ask_at_the_beginning, own)),
            (own["answered"], partial(self._answer, "now", "own", everybody["now"], BEGINNING)),
            (ASKED, self._ask_at_the_end),
            (ANSWERED, partial(self._answer, "before", "final", everybody["before"], FINAL)),
            (OPENED, self._ask_halfway),
            (OPENED, partial(self._answer, "now", "halfway", HALFWAY_ANSWERED, HALFWAY)),
        ]

    async def _ask_at_the_beginning(self, own: Mapping[str, Any]) -> None:
        async with self._past.act() as session:
            now = await instants.now(session)
            form = SurveyIn(
                opens_at=now, closes_at=now + A_FORTNIGHT, **{name: own[name] for name in ("title", "intro", "questions")}
            )
            made = await surveys.create(session, self._rounds["now"].stage.programme_id, form, self._coordinator)
            await surveys.publish(session, made.id, self._coordinator)
        self._asked["own"] = made.id

    async def _ask_at_the_end(self) -> None:
        """Ask for feedback only: nobody had the check-in yet when last year's round was halfway."""
        found = await self._ready("before")
        async with self._past.act() as session:
            now = await instants.now(session)
            window = SurveyPatch.model_validate({"opens_at": now, "closes_at": now + A_FORTNIGHT})
            await surveys.delete(session, found[SurveyKind.HALFWAY], self._coordinator)
            await surveys.edit(session, found[SurveyKind.FINAL], window, "*", self._coordinator)
            await surveys.publish(session, found[SurveyKind.FINAL], self._coordinator)
        self._asked["final"] = found[SurveyKind.FINAL]

    async def _ask_halfway(self) -> None:
        found = await self._ready("now")
        async with self._past.act() as session:
            await surveys.publish(session, found[SurveyKind.HALFWAY], self._coordinator)
        self._asked["halfway"] = found[SurveyKind.HALFWAY]

    async def _ready(self, name: str) -> dict[SurveyKind, UUID]:
        """Give a round the surveys that come with a new programme."""
        async with self._past.act() as session:
            programme = await session.get_one(Programme, self._rounds[name].stage.programme_id)
            ids = await begin(session, programme)
            rows = await session.execute(select(Survey.kind, Survey.id).where(Survey.id.in_(ids)))
            return {SurveyKind(kind): each for kind, each in rows}

    async def _answer(self, name: str, survey: str, keys: Sequence[str], given: Sequence[Mapping[str, Any]]) -> None:
        of, words = self._rounds[name], load("months")["words"].get(survey, {})
        open_field = {"halfway": "better", "final": "improve"}.get(survey)
        for key, answers in zip(keys, cycle(given), strict=False):
            said = {open_field: words[key]} if key in words and open_field else {}
            language = of.people[key].someone.language
            body = SurveyAnswerIn.model_validate({"anonymous": True, "language": language, "answers": {**answers, **said}})
            async with self._past.act() as session:
                await surveys.answer(session, self._asked[survey], body, of.caller(key))
