"""Hypothesis against the model: one mentor and five mentees, any sequence of acts; few people find more than many."""

import asyncio
import itertools
import random
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import hypothesis
import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy.ext.asyncio import AsyncEngine
from typing_extensions import override

from kisalli.core.acts import Acts
from kisalli.core.db import create_engine, create_sessions
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.core.signals import Signals
from kisalli.requests.errors import MEANINGS
from tests.factories import Someone, World
from tests.races.commands import Command, Do
from tests.races.effects import Seen, perform
from tests.races.judging import refusal
from tests.races.model import Limits, Model, Part
from tests.races.scene import Scene
from tests.races.worlds import Place, places

MENTEES = 5
BUDGET_SECONDS = 15  # then the remaining examples do nothing: a busy machine must not make the suite slow
WHO = st.integers(0, MENTEES)  # 0 is the mentor
WHICH = st.integers(0, 3)  # counted from the last one made
PROFILE = hypothesis.settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
OVERRIDES = st.sets(st.sampled_from(("window", "earlier_decline", "pause")))


class Core(RuleBasedStateMachine):
    """Every rule asks the service and the model the same, and they must answer the same."""

    runner: asyncio.Runner
    engine: AsyncEngine
    keys: Keys
    stock: Iterator[Place]
    url: str
    deadline: float

    def __init__(self) -> None:
        super().__init__()
        self.active = False
        self.requests: list[UUID] = []
        self.proposals: list[UUID] = []
        self.matches: list[UUID] = []

    @initialize(places=st.integers(1, 2))
    def begin(self, places: int) -> None:
        """Take a fresh programme, and the model of it."""
        self.active = time.monotonic() < self.deadline
        if not self.active:
            return
        place = next(self.stock)
        sessions = create_sessions(self.engine)
        no_http: Any = None
        world = World(sessions, self.keys, no_http, UUID(int=0), place.programme_id)
        world.coordinator = place.coordinator
        self.scene = Scene(world, Acts(sessions, Signals(), MEANINGS), self.url)
        self.people: list[Someone] = [place.mentors[0], *place.mentees]
        self.model = Model([place.coordinator.person_id], Limits())
        for each in self.people:
            mentor = each is self.people[0]
            level = None if mentor else "master"
            rooms = len(self.runner.run(world.rows("mentor_place", mentor_id=each.id)))
            self.model.add(Part(each.id, each.person_id, "mentor" if mentor else "mentee", "active", rooms, level))
        self.same(Command(Do.PLACES, self.people[0].person_id, self.people[0].id, places=places))

    def same(self, command: Command) -> dict[str, Any]:
        """Ask both; return what they answered."""
        if not self.active:
            return {}
        expected = refusal(self.model, command)
        got = self.runner.run(self.scene.do(command))
        assert got.code == expected, f"{command}: the service says {got}, the model {expected or 'yes'}"
        if expected is not None or command.do == Do.TEND:
            if command.do == Do.TEND:
                perform(self.model, command)
            return {}
        new = UUID(got.body["id"]) if command.do in {Do.SEND, Do.PROPOSE} else None
        match = UUID(got.body["match_id"]) if got.body.get("match_id") else None
        answer = perform(self.model, command, Seen(new, new, match)).answer
        assert {key: value and str(value) for key, value in answer.items()} == {k: v and str(v) for k, v in got.body.items()}
        if match is not None:
            self.matches.append(match)
        return got.body

    @rule(who=WHO)
    def send(self, who: int) -> None:
        """Somebody asks the mentor."""
        if self.active:
            answer = self.same(Command(Do.SEND, self.people[who].person_id, mentor=self.people[0].id))
            self.requests += [UUID(answer["id"])] if answer else []

    @rule(which=WHICH, do=st.sampled_from((Do.ACCEPT, Do.DECLINE, Do.WITHDRAW, Do.RELEASE)), coordinator=st.integers(0, 9))
    def answer(self, which: int, do: Do, coordinator: int) -> None:
        """The right side answers or withdraws, or now and then the coordinator for it."""
        request = self._one(self.requests, which)
        if request is not None:
            ask = self.model.requests[request]
            side = self.model.parts[ask.mentee if do == Do.WITHDRAW else ask.mentor].person
            self.same(Command(do, self.scene.world.coordinator.person_id if coordinator == 0 else side, request))

    @rule(mentee=st.integers(1, MENTEES), overrides=OVERRIDES)
    def propose(self, mentee: int, overrides: set[str]) -> None:
        """The coordinator proposes."""
        if self.active:
            pair = {"mentor": self.people[0].id, "mentee": self.people[mentee].id, "overrides": tuple(sorted(overrides))}
            answer = self.same(Command(Do.PROPOSE, self.scene.world.coordinator.person_id, **pair))  # type: ignore[arg-type]
            self.proposals += [UUID(answer["id"])] if answer else []

    @rule(which=WHICH, do=st.sampled_from((Do.AGREE, Do.AGREE, Do.AGREE, Do.REFUSE)), mentor=st.booleans())
    def answer_proposal(self, which: int, do: Do, mentor: bool) -> None:
        """One side says yes or no."""
        proposal = self._one(self.proposals, which)
        if proposal is not None:
            ask = self.model.proposals[proposal]
            self.same(Command(do, self.model.parts[ask.mentor if mentor else ask.mentee].person, proposal))

    @rule(who=WHO, do=st.sampled_from((Do.PAUSE, Do.RESUME, Do.RESUME)))
    def move(self, who: int, do: Do) -> None:
        """Somebody pauses or comes back."""
        if self.active:
            self.same(Command(do, self.people[who].person_id, self.people[who].id))

    @rule(who=st.integers(1, 40))
    def leave(self, who: int) -> None:
        """Seldom somebody leaves, never the only mentor."""
        if self.active and who <= MENTEES:
            self.same(Command(Do.LEAVE, self.people[who].person_id, self.people[who].id))

    @rule(places=st.integers(1, 3))
    def places(self, places: int) -> None:
        """The mentor takes more or fewer."""
        if self.active:
            self.same(Command(Do.PLACES, self.people[0].person_id, self.people[0].id, places=places))

    @rule(which=WHICH, mentor=st.booleans())
    def end(self, which: int, mentor: bool) -> None:
        """A member ends a match."""
        match = self._one(self.matches, which)
        if match is not None:
            bond = self.model.bonds[match]
            self.same(Command(Do.END, self.model.parts[bond.mentor if mentor else bond.mentee].person, match))

    @rule(which=WHICH, proposal=st.booleans(), tend=st.booleans())
    def run_out(self, which: int, proposal: bool, tend: bool) -> None:
        """Time runs out for a pending request or proposal; the worker looks at once, or later."""
        if not self.active:
            return
        pending = self.model.proposals if proposal else self.model.requests
        open_ = [each for each, ask in pending.items() if ask.state == "pending" and not ask.overdue]
        subject = self._one(open_, which)
        if subject is not None:
            self.runner.run(self.scene.age(subject, "proposal" if proposal else "request"))
            perform(self.model, Command(Do.AGE, subject=subject))
            if tend:
                ask = pending[subject]
                self.same(Command(Do.TEND, mentor=ask.mentor, mentee=ask.mentee))

    def _one(self, known: list[UUID], which: int) -> UUID | None:
        return known[-1 - which] if self.active and which < len(known) else None

    @override
    def teardown(self) -> None:
        """Let the judge compare log, tables and mails with a model of its own."""
        if self.active:
            self.scene.judge()


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """An event loop of the machine's own; its rules are plain functions."""
    with asyncio.Runner() as made:
        yield made


def test_any_sequence_of_acts_does_what_the_model_says(
    runner: asyncio.Runner, database_url: str, settings: Settings, keys: Keys
) -> None:
    def stock() -> Iterator[Place]:
        for _ in itertools.count():
            yield from places(database_url, keys, 10, 1, MENTEES, random.Random(0))

    Core.runner, Core.engine, Core.url, Core.stock = runner, create_engine(database_url, settings), database_url, stock()
    Core.keys = keys
    Core.deadline = time.monotonic() + BUDGET_SECONDS
    try:
        run_state_machine_as_test(Core, settings=PROFILE)
    finally:
        runner.run(Core.engine.dispose())
