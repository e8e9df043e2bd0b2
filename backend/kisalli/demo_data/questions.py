"""The surveys of the months: one at the beginning that is over, a check-in halfway that is open, and last year's feedback."""

from collections.abc import Mapping
from datetime import datetime, time
from functools import partial
from itertools import cycle
from typing import Any
from uuid import UUID

from sqlalchemy import select

from kisalli.core.caller import Caller
from kisalli.demo_data import load
from kisalli.demo_data.pairs import Diary
from kisalli.demo_data.past import Past
from kisalli.demo_data.rounds import Round
from kisalli.demo_data.stage import ZONE
from kisalli.programmes.models import Programme
from kisalli.surveys import clock
from kisalli.surveys import service as surveys
from kisalli.surveys.models import Survey, SurveyKind
from kisalli.surveys.ready import begin
from kisalli.surveys.schemas import SurveyAnswerIn, SurveyIn, SurveyPatch

A_FORTNIGHT = 14  # days
HEARD = time(8)  # the hour at which the clock writes of what has opened, and reminds
REMINDED = (4, 10)  # days after the opening
A_DAY = 3  # people who answer, from the day after
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
        over, halfway = self._rounds["before"].stage.over, self._rounds["now"].stage.halfway
        self._note_what_the_clock_does(diary, {"own": own["opened"], "final": over, "halfway": halfway})
        diary += [
            (own["opened"] + 1, partial(self._ask_at_the_beginning, own)),
            (over + 1, partial(self._ask_at_the_end, over)),
            (halfway + 1, partial(self._ask_halfway, halfway)),
        ]
        for name, survey, opened, keys, given in (
            ("now", "own", own["opened"], list(self._rounds["now"].people), BEGINNING),
            ("before", "final", over, list(self._rounds["before"].people), FINAL),
            ("now", "halfway", halfway, HALFWAY_ANSWERED, HALFWAY),
        ):
            for number, (key, answers) in enumerate(zip(keys, cycle(given), strict=False)):
                days = max(opened - 1 - number // A_DAY, 1)
                diary.append((days, partial(self._answer, name, survey, key, answers)))

    def _note_what_the_clock_does(self, diary: Diary, opened: Mapping[str, int]) -> None:
        for survey, days in opened.items():
            diary += [(days - after, partial(self._tell, survey)) for after in (0, *REMINDED) if days > after]

    async def _tell(self, survey: str) -> None:
        async with self._past.at(HEARD), self._past.act() as session:
            await clock.tell(session, [self._asked[survey]])

    def _window(self, opened: int) -> dict[str, datetime]:
        """Return when a survey opens and closes that did so many days ago, as it is to be named now; days begin at midnight."""
        days = {"opens_at": -opened, "closes_at": A_FORTNIGHT - opened}
        return {name: datetime.combine(self._past.day(each), time(), ZONE) for name, each in days.items()}

    async def _ask_at_the_beginning(self, own: Mapping[str, Any]) -> None:
        form = SurveyIn(**self._window(own["opened"]), **{name: own[name] for name in ("title", "intro", "questions")})
        async with self._past.act() as session:
            made = await surveys.create(session, self._rounds["now"].stage.programme_id, form, self._coordinator)
            await surveys.publish(session, made.id, self._coordinator)
        self._asked["own"] = made.id

    async def _ask_at_the_end(self, over: int) -> None:
        """Ask for feedback only: nobody had the check-in yet when last year's round was halfway."""
        found = await self._ready("before")
        window = SurveyPatch.model_validate(self._window(over))
        async with self._past.act() as session:
            await surveys.delete(session, found[SurveyKind.HALFWAY], self._coordinator)
            await surveys.edit(session, found[SurveyKind.FINAL], window, "*", self._coordinator)
            await surveys.publish(session, found[SurveyKind.FINAL], self._coordinator)
        self._asked["final"] = found[SurveyKind.FINAL]

    async def _ask_halfway(self, halfway: int) -> None:
        found = await self._ready("now")
        window = SurveyPatch.model_validate(self._window(halfway))
        async with self._past.act() as session:
            await surveys.edit(session, found[SurveyKind.HALFWAY], window, "*", self._coordinator)
            await surveys.publish(session, found[SurveyKind.HALFWAY], self._coordinator)
        self._asked["halfway"] = found[SurveyKind.HALFWAY]

    async def _ready(self, name: str) -> dict[SurveyKind, UUID]:
        """Give a round the surveys that come with a new programme."""
        async with self._past.act() as session:
            programme = await session.get_one(Programme, self._rounds[name].stage.programme_id)
            ids = await begin(session, programme)
            made = (await session.scalars(select(Survey).where(Survey.id.in_(ids)))).all()
            for each in made:  # the programme's clock does not grow old with what is written
                each.opens_at = each.opens_at and self._past.named(each.opens_at)
                each.closes_at = each.closes_at and self._past.named(each.closes_at)
            return {SurveyKind(each.kind): each.id for each in made}

    async def _answer(self, name: str, survey: str, key: str, answers: Mapping[str, Any]) -> None:
        of, words = self._rounds[name], load("months")["words"].get(survey, {})
        open_field = {"halfway": "better", "final": "improve"}.get(survey)
        said = {open_field: words[key]} if key in words and open_field else {}
        language = of.people[key].someone.language
        body = SurveyAnswerIn.model_validate({"anonymous": True, "language": language, "answers": {**answers, **said}})
        async with self._past.act() as session:
            await surveys.answer(session, self._asked[survey], body, of.caller(key))
