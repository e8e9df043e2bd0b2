"""What a storm's clients share: the programmes that are being stormed, what is known of each, and every call made."""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.factories import Someone
from tests.races.checker import Setting
from tests.races.commands import Call, Command, Do
from tests.races.worlds import Place

RECENT = 10  # what clients choose from: mostly what is still pending, some of it just answered by another
WEIGHTS = {
    Do.SEND: 34,
    Do.ACCEPT: 11,
    Do.DECLINE: 7,
    Do.WITHDRAW: 9,
    Do.RELEASE: 1,
    Do.PAUSE: 4,
    Do.RESUME: 7,
    Do.PLACES: 7,
    Do.PROPOSE: 7,
    Do.AGREE: 11,
    Do.REFUSE: 2,
    Do.TAKE_BACK: 1,
    Do.END: 6,
    Do.LEAVE: 0.5,
    Do.REMOVE: 0.2,
    Do.AGE: 3,
}
OVERRIDES = ("window", "earlier_decline", "pause")
CLOSING = {Do.ACCEPT, Do.DECLINE, Do.WITHDRAW, Do.RELEASE, Do.REFUSE, Do.TAKE_BACK, Do.END}
OVER = {"request_not_pending", "proposal_not_pending", "match_ended"}
STALE = 0.3  # how often something that is over is tried again all the same
STRANGER = 0.03  # how often the wrong person tries


@dataclass
class Theatre:
    """One programme under storm."""

    place: Place
    budget: int
    settings: dict[int, Setting] = field(default_factory=lambda: {1: Setting()})
    calls: list[Call] = field(default_factory=list)
    requests: deque[tuple[UUID, Someone, Someone]] = field(default_factory=lambda: deque(maxlen=RECENT))
    proposals: deque[tuple[UUID, Someone, Someone]] = field(default_factory=lambda: deque(maxlen=RECENT))
    matches: deque[tuple[UUID, Someone, Someone]] = field(default_factory=lambda: deque(maxlen=RECENT))

    def __post_init__(self) -> None:
        """Index the people."""
        self.everybody = [*self.place.mentors, *self.place.mentees, self.place.coordinator]
        self._by_id = {each.id: each for each in (*self.place.mentors, *self.place.mentees)}
        self._forgetting = random.Random(0)
        self._by_person = {each.person_id: each for each in self.everybody}

    def someone(self, person: UUID) -> Someone:
        """Return the person with an id."""
        return self._by_person[person]

    def draw(self, dice: random.Random) -> Command:
        """Think of something to do."""
        while True:
            (do,) = dice.choices(list(WEIGHTS), list(WEIGHTS.values()))
            command = self._draw(do, dice)
            if command is not None:
                return command

    def _draw(self, do: Do, dice: random.Random) -> Command | None:
        place, strange = self.place, dice.random() < STRANGER
        match do:
            case Do.SEND:
                sender = dice.choice(self.everybody if strange else place.mentees)
                return Command(do, sender.person_id, mentor=dice.choice(place.mentors).id)
            case Do.PROPOSE:
                caller = dice.choice(self.everybody) if strange else place.coordinator
                mentor, mentee = dice.choice(place.mentors), dice.choice(place.mentees)
                overrides = tuple(each for each in OVERRIDES if dice.random() < 0.3)
                return Command(do, caller.person_id, mentor=mentor.id, mentee=mentee.id, overrides=overrides)
            case Do.PAUSE | Do.RESUME | Do.LEAVE | Do.REMOVE | Do.PLACES:
                who = dice.choice(place.mentors if do == Do.PLACES else [*place.mentors, *place.mentees])
                caller = dice.choice(self.everybody) if strange else place.coordinator if do == Do.REMOVE else who
                return Command(do, caller.person_id, who.id, places=dice.choice((1, 1, 2, 2, 3)) if do == Do.PLACES else 0)
            case _:
                return self._draw_answer(do, dice, strange=strange)

    def _draw_answer(self, do: Do, dice: random.Random, *, strange: bool) -> Command | None:
        proposing = do in {Do.AGREE, Do.REFUSE, Do.TAKE_BACK}
        known = self.matches if do == Do.END else self.proposals if proposing else self.requests
        if do == Do.AGE and self.proposals and dice.random() < 0.3:
            known = self.proposals
        if not known:
            return None
        subject, mentor, mentee = dice.choice(known)
        if do == Do.AGE:
            return Command(do, subject=subject)
        sides: dict[Do, Callable[[], Someone]] = {
            Do.ACCEPT: lambda: mentor,
            Do.DECLINE: lambda: mentor,
            Do.WITHDRAW: lambda: mentee,
            Do.RELEASE: lambda: self.place.coordinator,
            Do.TAKE_BACK: lambda: self.place.coordinator,
        }
        caller = sides.get(do, lambda: dice.choice((mentor, mentee)))()
        behalf = None
        if strange:
            caller = dice.choice((*self.everybody, self.place.coordinator))
        elif do in {Do.AGREE, Do.REFUSE} and dice.random() < 0.1:
            caller, behalf = self.place.coordinator, dice.choice((mentor, mentee)).id
        return Command(do, caller.person_id, subject, on_behalf_of=behalf)

    def _forget(self, command: Command) -> None:
        if self._forgetting.random() < STALE:
            return
        for known in (self.requests, self.proposals, self.matches):
            for each in [each for each in known if each[0] == command.subject]:
                known.remove(each)

    def learn(self, command: Command, call: Call) -> None:
        """Remember what an answer tells, for others to act on; mostly forget what it says is over."""
        if call.succeeded and call.body is not None:
            self._learn(command, call.body)
        if (call.succeeded and command.do in CLOSING) or call.code in OVER:
            self._forget(command)

    def _learn(self, command: Command, body: dict[str, Any]) -> None:
        if command.do == Do.SEND and command.mentor is not None and command.caller is not None:
            sides = (self._by_id[command.mentor], self._by_person[command.caller])
            self.requests.append((UUID(body["id"]), *sides))
        elif command.do == Do.PROPOSE and command.mentor is not None and command.mentee is not None:
            self.proposals.append((UUID(body["id"]), self._by_id[command.mentor], self._by_id[command.mentee]))
        elif body.get("match_id"):
            known = {each[0]: each for each in (*self.requests, *self.proposals)}
            if command.subject in known:
                self.matches.append((UUID(body["match_id"]), *known[command.subject][1:]))
