"""Every answer a client got, held against the log: successes against their transaction, refusals against the model.

A refusal is right when it was true at some instant between question and answer. When a transaction became visible is
known within bounds: not before its last audit row, not after the next transaction on one of its participants wrote its
first one, and not after its own answer.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from tests.races.commands import Call, Command, Do
from tests.races.effects import Effects
from tests.races.judging import objects, refusal
from tests.races.log import XID_MASK, Record, Stored, Txn
from tests.races.model import Model

SLACK = 0.002  # seconds; clocks of one machine, read by two programs
NAMED_BY_ANSWER = {
    Do.SEND: "request_sent",
    Do.PROPOSE: "proposal_made",
    Do.ACCEPT: "request_accepted",
    Do.DECLINE: "request_declined",
    Do.WITHDRAW: "request_withdrawn",
    Do.RELEASE: "request_released",
    Do.REFUSE: "proposal_declined",
    Do.TAKE_BACK: "proposal_withdrawn",
    Do.END: "match_ended",
}


@dataclass(slots=True)
class Span:
    """When the transaction of a command can have been committed, as its callers know it."""

    start: float = float("inf")
    end: float = float("inf")


class Answers:
    """The calls of one programme, placed along its log."""

    def __init__(self, record: Record, calls: Sequence[Call], complain: Callable[[str], None]) -> None:
        self.record, self.calls, self._complain = record, calls, complain
        self.refused: Counter[str] = Counter()
        self._txns = {txn.xid & XID_MASK: number for number, txn in enumerate(record.txns, 1)}
        self._stored = {(each.caller, each.key): each for each in record.commands}
        self._spans: defaultdict[int, Span] = defaultdict(Span)
        self._found: dict[int, int] = {}
        self._waiting: defaultdict[int, list[int]] = defaultdict(list)
        self._open: set[int] = set()
        self._reach: dict[int, list[int]] = {}
        self._until: list[float] = []

    # Where the calls belong.

    def place(self, model: Model, touched: Callable[[Txn], set[UUID]]) -> None:
        """Find each success's transaction, and the instants at which each refusal can have been judged."""
        self._place_successes()
        lists: defaultdict[UUID, list[int]] = defaultdict(list)
        for number, txn in enumerate(self.record.txns, 1):
            for each in touched(txn):
                lists[each].append(number)
        until = self._until = self._visible_by(lists)
        future = _Future(self.record, model)
        for index, call in enumerate(self.calls):
            if call.succeeded or call.unknown:
                continue
            mine = sorted({n for each in future.objects(call.command) | {self.record.programme} for n in lists.get(each, [])})
            self._place_refusal(index, call, mine, until)

    def _place_successes(self) -> None:
        by_event: dict[tuple[str, UUID], int] = {}
        for place, txn in enumerate(self.record.txns, 1):
            by_event.update({(event.act, event.subject): place for event in txn.events})
        for index, call in enumerate(self.calls):
            caller = call.command.caller
            number: int | None = None
            if call.key is not None and caller is not None:
                stored = self._stored.get((caller, call.key))
                number = self._txns.get(stored.xid) if stored else None
            elif call.succeeded and call.body is not None:
                number = by_event.get((NAMED_BY_ANSWER[call.command.do], UUID(call.body["id"])))
            if number is not None:
                self._found[index] = number
                span = self._spans[number]
                span.start = min(span.start, call.start)
                span.end = min(span.end, call.end) if call.succeeded else span.end

    def _visible_by(self, lists: dict[UUID, list[int]]) -> list[float]:
        """Return by when each transaction was visible, indexed by its number."""
        txns = self.record.txns
        until = [float("inf")] * (len(txns) + 1)
        for numbers in lists.values():
            for one, following in pairwise(numbers):
                until[one] = min(until[one], txns[following - 1].first)
        # A change of the programme runs alone: whatever stands on its other side in the log is on its other side in time.
        for number in lists.get(self.record.programme, []):
            for other in (number - 1, number):
                if 1 <= other < len(txns):
                    until[other] = min(until[other], txns[other].first)
        for number, span in self._spans.items():
            until[number] = min(until[number], span.end)
        return until

    def _place_refusal(self, index: int, call: Call, mine: list[int], until: list[float]) -> None:
        """Register a refusal for judgement after each transaction whose state its call can have seen."""
        states = [0, *mine]
        begun = (place for place, number in enumerate(mine, 1) if self.record.txns[number - 1].last <= call.end + SLACK)
        last = max(begun, default=0)
        self._open.add(index)
        reach = self._reach[index] = []
        for position in range(last, -1, -1):
            self._waiting[states[position]].append(index)
            reach.append(states[position])
            if position and until[states[position]] < call.start - SLACK:
                return  # nothing before this can have been seen: it had been replaced when the call began

    # Judging.

    def judge_refusals(self, model: Model, number: int) -> None:
        """Ask the model, as it is after transaction `number`, whether it refuses what was refused."""
        for index in self._waiting.pop(number, []):
            if index in self._open:
                call = self.calls[index]
                if refusal(model, call.command) == call.code:
                    self._open.discard(index)
                    self.refused[call.code or "?"] += 1

    def judge_left(self, holds: Callable[[Call, int, int], bool]) -> None:
        """Ask again about refusals that no state of the log explains.

        A look without a lock sees what is committed, and of two transactions on different people the later in the log may
        have been committed first. `holds(call, late, number)` says whether a refusal is true after transaction `number`
        while `late` was still to come.
        """
        for index in sorted(self._open):
            call, reach = self.calls[index], self._reach[index]
            pairs = ((late, number) for number in reach for late in reach if 0 < late < number)
            if any(holds(call, late, number) for late, number in pairs):
                self._open.discard(index)
                self.refused[call.code or "?"] += 1

    def may_be_unseen(self, call: Call, late: Iterable[int], number: int) -> bool:
        """Whether these transactions may have been invisible when transaction `number` was visible, during a call."""
        seen = max(call.start, self.record.txns[number - 1].last)
        return all(self._until[each] + SLACK >= seen for each in late)

    def judge_successes(self, done: dict[int, tuple[Command, Effects]]) -> None:
        """Every answer is the one that its transaction gives; every transaction was asked for."""
        for index in sorted(self._open):
            call = self.calls[index]
            self._complain(
                f"{call.command} was refused with {call.code} ({call.status}), which was true at no instant of the call"
            )
        for index, call in enumerate(self.calls):
            if call.succeeded:
                self._judge_success(index, call, done)
        self._judge_askers(done)
        self._judge_repeats()

    def _judge_success(self, index: int, call: Call, done: dict[int, tuple[Command, Effects]]) -> None:
        number = self._found.get(index)
        if number is None:
            self._complain(f"{call.command} was answered {call.status}, but nothing of it was committed")
            return
        command, effects = done.get(self.record.txns[number - 1].xid, (None, Effects()))
        if command is not None and not same(command, call.command):
            self._complain(f"{call.command} was answered with what {command} did")
        if call.body != json.loads(json.dumps(effects.answer, default=str)):
            self._complain(f"{call.command} was answered {call.body}, the model answers {effects.answer}")

    def _judge_askers(self, done: dict[int, tuple[Command, Effects]]) -> None:
        """No transaction without a command, and no command that nobody gave."""
        stored = {each.xid: each for each in self.record.commands}
        given = {(call.command.caller, call.key) for call in self.calls}
        if not self.calls:
            return
        for txn in self.record.txns:
            command, _ = done.get(txn.xid, (None, None))
            if command is None or command.caller is None or command.do in {Do.AGE, Do.SET_CLOCK}:
                continue
            asked: Stored | None = stored.get(txn.xid & XID_MASK)
            if asked is None:
                self._complain(f"{command} was done by no stored command")
            elif not asked.key.startswith("run:") and (asked.caller, asked.key) not in given:
                self._complain(f"{command} was done under a key that no client sent")

    def _judge_repeats(self) -> None:
        """One key: every success answers the same, and after a success nothing else comes (I10)."""
        groups: defaultdict[tuple[UUID | None, str], list[Call]] = defaultdict(list)
        for call in self.calls:
            if call.key is not None:
                groups[call.command.caller, call.key].append(call)
        for group in groups.values():
            successes = [call for call in group if call.succeeded]
            if len({json.dumps(call.body, sort_keys=True) for call in successes}) > 1:
                self._complain(f"{group[0].command} under one key was answered in two ways")
            first = min((call.end for call in successes), default=float("inf"))
            for call in group:
                if call.start > first and not (call.succeeded or call.unknown):
                    self._complain(f"{call.command} was refused with {call.code} after it had succeeded under the same key")

    def judge_time(self, touched: Callable[[Txn], set[UUID]]) -> None:
        """Real-time order, per object: what ended before another began comes first in the log."""
        latest: defaultdict[UUID, tuple[float, int]] = defaultdict(lambda: (float("-inf"), 0))
        for number, txn in enumerate(self.record.txns, 1):
            span = self._spans.get(number)
            if span is None:
                continue
            for each in touched(txn):
                begun, other = latest[each]
                if span.end < begun:
                    self._complain(f"transaction {number} ended before {other} began, yet comes after it for {each}")
                latest[each] = max(latest[each], (span.start, number))


class _Future:
    """Which participants a command concerns, also when its request or match is made only later in the log."""

    def __init__(self, record: Record, model: Model) -> None:
        self._model = model
        self._sides = {key: {row["mentor_id"], row["mentee_id"]} for key, row in (record.requests | record.proposals).items()}
        self._sides |= {key: {row["participant_id"] for row in rows} for key, rows in record.members.items()}

    def objects(self, command: Command) -> set[UUID]:
        """Return the participants whose state decides."""
        known = self._sides.get(command.subject) if command.subject else None
        return known if known is not None else objects(self._model, command)


def same(one: Command, other: Command) -> bool:
    """Whether two commands say the same; the order of overrides says nothing."""
    return _plain(one) == _plain(other)


def _plain(command: Command) -> tuple[object, ...]:
    mentee = command.mentee if command.do == Do.PROPOSE else None
    overrides: Iterable[str] = sorted(command.overrides)
    return (
        command.do,
        command.caller,
        command.subject,
        command.mentor,
        mentee,
        tuple(overrides),
        command.on_behalf_of,
        command.places,
    )
