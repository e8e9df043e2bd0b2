"""What a pair of the months did, or a group, noted by day: agreed, met, wrote, told, parted, and had it certified."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import time
from functools import partial
from typing import Any
from uuid import UUID

from kisalli.agreements import service as agreements
from kisalli.agreements.schemas import AgreementVersionIn, SignatureIn
from kisalli.certificates import service as certificates
from kisalli.concerns import service as concerns
from kisalli.concerns.schemas import ConcernIn
from kisalli.core.caller import Caller
from kisalli.demo_data.past import Past
from kisalli.demo_data.rounds import Round
from kisalli.demo_data.stage import ZONE
from kisalli.goals import service as goals
from kisalli.goals.models import GoalState
from kisalli.goals.schemas import CloseGoalIn, GoalIn, ReviewIn, StepIn, StepPatch
from kisalli.materials import stories
from kisalli.materials.schemas import StoryIn, StoryPublishIn
from kisalli.meetings import service as meetings
from kisalli.meetings.models import MeetingMode
from kisalli.meetings.schemas import LogIn, PickIn, ProposeIn
from kisalli.notes import service as notes
from kisalli.notes.schemas import NoteIn
from kisalli.requests import taking_part
from kisalli.requests.schemas import EndIn
from kisalli.terms.models import ConsentKind
from kisalli.terms.wording import current

Entry = Mapping[str, Any]
Diary = list[tuple[int, Callable[[], Awaitable[None]]]]

ONLINE = "https://meet.example.org/aurora"
AFTERNOON = time(16, 30)
OFFERED = (time(16, 30), time(9), time(13))
CERTIFIED = 150  # days ago: when last year's round was over


class MatchDays:
    """A pair's days, or a group's: `mentee` is who writes for it."""

    def __init__(self, past: Past, of: Round, entry: Entry, organisers: list[UUID]) -> None:
        """`entry` is one of the data's pairs or groups; `organisers` may be told in confidence."""
        self._past, self._round, self._entry, self._organisers = past, of, entry, organisers
        self._goals: dict[str, UUID] = {}
        self._steps: dict[str, UUID] = {}

    def note(self, diary: Diary) -> None:
        """Note what happens on which day."""
        entry = self._entry
        if "agreement" in entry:
            signed = entry["agreement"]["signed"]
            diary.append((max(signed.values()), self._agree))
            diary += [(days, partial(self._sign, by)) for by, days in signed.items()]
        for goal in entry.get("goals", ()):
            self._note_goal(diary, goal)
        diary += [(each["days"], partial(self._meet, each, number)) for number, each in enumerate(entry.get("meetings", ()))]
        for name, act in (("planned", self._plan), ("proposed", self._offer), ("notes", self._write), ("stories", self._tell)):
            diary += [(each["days"], partial(act, each)) for each in entry.get(name, ())]
        if "concern" in entry:
            diary.append((entry["concern"]["days"], self._confide))
        if "ended" in entry:
            diary.append((entry["ended"], self._end))
        diary += [(CERTIFIED, partial(self._certify, by)) for by in entry.get("certificates", ())]

    def _note_goal(self, diary: Diary, goal: Entry) -> None:
        diary.append((goal["days"], partial(self._aim, goal)))
        diary += [(step["done"], partial(self._take_step, step)) for step in goal.get("steps", ()) if "done" in step]
        if "review" in goal:
            diary.append((goal.get("reached", self._entry["meetings"][-1]["days"]), partial(self._look_back, goal)))
        if "reached" in goal:
            diary.append((goal["reached"], partial(self._reach, goal)))

    @property
    def _match_id(self) -> UUID:
        return self._round.matches[self._entry["mentor"], self._entry["mentee"]]

    def _caller(self, by: str) -> Caller:
        """Return one of them as who acts: the mentor, the mentee, or in a group anybody by their key."""
        return self._round.caller(self._entry.get(by, by))

    async def _agree(self) -> None:
        given = self._entry["agreement"]
        body = AgreementVersionIn(language=given["language"], answers=given["answers"])
        async with self._past.act() as session:
            await agreements.save(session, self._match_id, body, "*", self._caller("mentee"))

    async def _sign(self, by: str) -> None:
        async with self._past.act() as session:
            await agreements.sign(session, self._match_id, SignatureIn(number=1), self._caller(by))

    async def _aim(self, goal: Entry) -> None:
        mentee, target = self._caller("mentee"), goal.get("target")
        body = GoalIn(title=goal["title"], why=goal.get("why", ""), target_on=None if target is None else self._past.day(target))
        async with self._past.act() as session:
            self._goals[goal["title"]] = (await goals.write(session, self._match_id, body, mentee)).id
        for step in goal.get("steps", ()):
            due_on = self._past.day(step["due"]) if "due" in step else None
            wanted = StepIn(words=step["words"], due_on=due_on, goal_id=self._goals[goal["title"]])
            async with self._past.act() as session:
                self._steps[step["words"]] = (await goals.add_step(session, self._match_id, wanted, mentee)).id

    async def _take_step(self, step: Entry) -> None:
        async with self._past.act() as session:
            await goals.change_step(session, self._steps[step["words"]], StepPatch(done=True), self._caller("mentee"))

    async def _look_back(self, goal: Entry) -> None:
        async with self._past.act() as session:
            await goals.review(session, self._goals[goal["title"]], ReviewIn(words=goal["review"]), self._caller("mentee"))

    async def _reach(self, goal: Entry) -> None:
        async with self._past.act() as session:
            body = CloseGoalIn(outcome=GoalState.REACHED)
            await goals.close(session, self._goals[goal["title"]], body, self._caller("mentee"))

    def _where(self, entry: Entry) -> dict[str, Any]:
        """Return zone, length and place of a meeting: where the entry says, else online."""
        given = {"zone": ZONE.key, "minutes": entry.get("minutes", 60)}
        if "place" in entry:
            return given | {"mode": MeetingMode.ON_SITE, "place": entry["place"]}
        return given | {"mode": MeetingMode.REMOTE, "link": ONLINE}

    async def _meet(self, meeting: Entry, number: int) -> None:
        """Log a meeting of the day before; the two take turns at it."""
        start = self._past.wall(-meeting["days"] - 1, AFTERNOON, back=True)
        body = LogIn(**self._where(meeting), start=start, notes=meeting.get("notes", ""))
        async with self._past.act() as session:
            await meetings.log(session, self._match_id, body, self._caller(("mentee", "mentor")[number % 2]))

    async def _offer(self, entry: Entry) -> None:
        await self._propose(entry)

    async def _propose(self, entry: Entry) -> tuple[UUID, ProposeIn]:
        starts = [self._past.wall(days - entry["days"], at) for days, at in zip(entry["times"], OFFERED, strict=False)]
        body = ProposeIn(**self._where(entry), starts=starts, agenda=entry["agenda"])
        async with self._past.act() as session:
            made = await meetings.propose(session, self._match_id, body, self._caller(entry["by"]))
        return made.id, body

    async def _plan(self, entry: Entry) -> None:
        meeting_id, body = await self._propose(entry)
        picked = body.instants()[entry["pick"]]
        other = "mentee" if entry["by"] == "mentor" else "mentor"
        async with self._past.act() as session:
            await meetings.pick(session, meeting_id, PickIn(starts_at=picked), self._caller(other))

    async def _write(self, entry: Entry) -> None:
        async with self._past.act() as session:
            await notes.write(session, self._match_id, NoteIn(words=entry["words"]), self._caller(entry["by"]))

    async def _confide(self) -> None:
        entry = self._entry["concern"]
        body = ConcernIn(match_id=self._match_id, words=entry["words"], recipients=self._organisers)
        async with self._past.act() as session:
            await concerns.raise_concern(session, self._round.stage.programme_id, body, self._caller(entry["by"]))

    async def _end(self) -> None:
        body = EndIn(cause=self._entry["cause"], farewell=self._entry["farewell"])
        async with self._past.act() as session:
            await taking_part.end(session, self._match_id, body, self._caller("mentee"))

    async def _certify(self, by: str) -> None:
        async with self._past.act() as session:
            part = self._round.people[self._entry[by]].participant_id
            await certificates.issue(session, part, self._caller(by))

    async def _tell(self, entry: Entry) -> None:
        """Offer a story, which the coordinator reads and shows."""
        said = {name: entry[name] for name in ("language", "text")}
        body = StoryIn(**said, shown_as="first_name", consent=True, consent_version=current(ConsentKind.STORY_SHOWN))
        async with self._past.act() as session:
            story = await stories.offer(session, self._round.stage.programme_id, body, self._caller(entry["by"]))
        async with self._past.act() as session:
            await stories.publish(session, story.id, StoryPublishIn(version=1), Caller(self._organisers[0]))
