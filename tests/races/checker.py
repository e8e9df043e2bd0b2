"""The judge: replays the committed log through the model and holds it against tables, mails and every answer."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from tests.races.answers import Answers
from tests.races.commands import Call, Command, Event, Mail
from tests.races.effects import Effects, perform
from tests.races.inferring import commands, seen
from tests.races.judging import refusal
from tests.races.log import Record, Txn
from tests.races.model import Limits, Model, Part, S, Window

PROGRAMME_ACTS = {"clock_changed", "programme_edited"}
GOING_ON, SIGNING_UP = {S.SUBMITTED, S.ACTIVE, S.PAUSED}, {S.DRAFT, S.SUBMITTED}


def _reached(part: Part, changed: set[str]) -> bool:
    signups = {name for name in changed if "signup" in name}
    own = {name for name in signups if name.startswith(part.role)}
    return (bool(changed - signups) and part.state in GOING_ON) or (bool(own) and part.state in SIGNING_UP)


@dataclass(frozen=True)
class Setting:
    """What a version of the programme's clock and rules meant for requests."""

    window: Window = Window.OPEN
    limits: Limits = field(default_factory=Limits)


@dataclass
class Verdict:
    """What is wrong; an empty list is a proof as far as the log reaches."""

    violations: list[str] = field(default_factory=list)
    txns: int = 0
    refusals: Counter[str] = field(default_factory=Counter)


class Checker:
    """Checks one programme. `settings` maps the programme's version to what was set; version 1 is how it began."""

    def __init__(self, record: Record, calls: Sequence[Call], settings: Mapping[int, Setting] | None = None) -> None:
        self.record, self.settings = record, settings or {1: Setting()}
        first = self.settings[1]
        self.model = Model(record.coordinators, deepcopy(first.limits), first.window)
        for part in record.parts:
            self.model.add(replace(part))  # a replay of the log may begin again from the same record
        self.verdict = Verdict()
        self.mails: Counter[Mail] = Counter()
        self.version = 1
        self.done: dict[int, tuple[Command, Effects]] = {}
        self.answers = Answers(record, calls, self._complain)

    def run(self) -> Verdict:
        """Judge everything."""
        self.answers.place(self.model, self._touched)
        self.answers.judge_refusals(self.model, 0)
        for number, txn in enumerate(self.record.txns, 1):
            self._replay(txn)
            self.answers.judge_refusals(self.model, number)
        self._compare_tables()
        self._compare_mails()
        self.answers.judge_left(self._holds_in_other_order)
        self.answers.judge_successes(self.done)
        self.answers.judge_time(self._touched)
        self.verdict.txns, self.verdict.refusals = len(self.record.txns), self.answers.refused
        return self.verdict

    def _complain(self, what: str) -> None:
        self.verdict.violations.append(f"programme {self.record.programme}: {what}")

    def _holds_in_other_order(self, call: Call, late: int, number: int) -> bool:
        """Replay the log up to `number` without `late` and all that must follow it, and ask the model again."""
        txns = self.record.txns[:number]
        delayed, touched = {late}, self._touched(txns[late - 1])
        for place, txn in enumerate(txns[late:], late + 1):
            if self._touched(txn) & (touched | {self.record.programme}):  # whatever changes the programme runs alone
                delayed.add(place)
                touched |= self._touched(txn)
        if number in delayed or not self.answers.may_be_unseen(call, delayed, number):
            return False
        other = Checker(self.record, [], self.settings)
        for place, txn in enumerate(txns, 1):
            if place not in delayed:
                other._replay(txn)
        return not other.verdict.violations and refusal(other.model, call.command) == call.code

    # One transaction after the other.

    def _replay(self, txn: Txn) -> None:
        acts = {event.act for event in txn.events}
        if acts & PROGRAMME_ACTS:
            self._set(txn)
        elif acts != {"made"}:
            self._act(txn)

    def _set(self, txn: Txn) -> None:
        self.version += 1
        setting = self.settings.get(self.version)
        if setting is None:
            self._complain(f"version {self.version} of the programme was asked for by nobody")
            return
        self.model.window = setting.window
        self.model.limit(deepcopy(setting.limits))
        changed = {name for event in txn.events if event.act == "clock_changed" and event.note for name in event.note.split(",")}
        reached = (part for part in self.model.parts.values() if _reached(part, changed))
        self.mails.update(Mail(self.record.programme, part.person, "window_changed") for part in reached)

    def _act(self, txn: Txn) -> None:
        actual = Counter(txn.events)
        tried = list(commands(txn, self.record, self.model))
        if not tried:
            self._complain(f"nothing explains {_shown(actual)}")
            return
        expected: Effects | None = None
        for command in tried:
            model = deepcopy(self.model) if len(tried) > 1 else self.model
            code = refusal(model, command)
            if code is not None:
                self._complain(f"{command.do} of {command.subject or command.mentor} was done, the model says {code}")
            try:
                expected = perform(model, command, seen(txn))
            except (AssertionError, KeyError) as error:
                self._complain(f"the model can't do {command}: {error!r}; the log has {_shown(actual)}")
                return
            if expected.events == actual or command == tried[-1]:
                self.model = model
                self.done[txn.xid] = (command, expected)
                break
        if expected is not None and expected.events != actual:
            missing, more = expected.events - actual, actual - expected.events
            self._complain(f"{tried[0].do}: the log lacks {_shown(missing)} and should not have {_shown(more)}")
        self.mails.update(expected.mails if expected else {})
        for breach in self.model.breaches(self._touched(txn)):
            self._complain(f"after {tried[0].do} ({txn.order}) {breach}")

    def _touched(self, txn: Txn) -> set[UUID]:
        """Return the participants that a transaction concerns; a change of the programme concerns the programme."""
        record, touched = self.record, set[UUID]()
        for event in txn.events:
            row = record.requests.get(event.subject) or record.proposals.get(event.subject)
            if row is not None:
                touched |= {row["mentor_id"], row["mentee_id"]}
            elif event.subject in record.participants or event.act in PROGRAMME_ACTS:
                touched.add(event.subject)
            else:
                touched |= {member["participant_id"] for member in record.members.get(event.subject, [])}
        return touched

    # The end.

    def _compare_tables(self) -> None:
        model, record = self.model, self.record
        parts = {each.id: (each.state, each.places, model.accepting(each.id)) for each in model.parts.values()}
        self._same("participant", parts, {k: (r["state"], r["places"], r["accepting"]) for k, r in record.participants.items()})
        asks = {k: (a.mentor, a.mentee, a.state, a.reason, a.match) for k, a in model.requests.items()}
        columns = ("mentor_id", "mentee_id", "state", "release_reason", "match_id")
        self._same("request", asks, {k: tuple(r[c] for c in columns) for k, r in record.requests.items()})
        offers = {
            k: (a.mentor, a.mentee, a.state, a.match, "mentor" in a.yes, "mentee" in a.yes) for k, a in model.proposals.items()
        }
        rows = {
            k: (r["mentor_id"], r["mentee_id"], r["state"], r["match_id"], bool(r["mentor_yes_at"]), bool(r["mentee_yes_at"]))
            for k, r in record.proposals.items()
        }
        self._same("proposal", offers, rows)
        self._same(
            "match", {k: b.active for k, b in model.bonds.items()}, {k: r["state"] == "active" for k, r in record.matches.items()}
        )
        self._compare_members()
        self._check_clock()

    def _compare_members(self) -> None:
        expected, gone, shown = {}, Counter[tuple[UUID, UUID, UUID]](), Counter[tuple[UUID, UUID]]()
        for bond in self.model.bonds.values():
            expected[bond.id] = {("mentor", bond.mentor, bond.active, None), ("mentee", bond.mentee, bond.active, bond.request)}
            gone.update([(bond.id, bond.mentor, bond.mentee), (bond.id, bond.mentee, bond.mentor)])
            shown.update([(bond.id, bond.mentor), (bond.id, bond.mentee)])
        actual = {
            match: {(row["role"], row["participant_id"], row["active"], row["request_id"]) for row in rows}
            for match, rows in self.record.members.items()
        }
        self._same("match_member", expected, actual)
        self._same("disclosure (I7)", gone, Counter(self.record.disclosures))
        self._same("contact_snapshot (I7)", shown, Counter(self.record.snapshots))
        taken = Counter(
            (row["participant_id"], row["place_number"])
            for rows in self.record.members.values()
            for row in rows
            if row["place_number"] is not None
        )
        for (mentor, number), times in taken.items():
            if times > 1:
                self._complain(f"I3: place {number} of mentor {mentor} is taken {times} times")

    def _check_clock(self) -> None:
        for row in self.record.requests.values():
            late = row["closed_at"] is not None and row["closed_at"] >= row["expires_at"]
            if (row["state"] == "expired") != late and row["state"] != "pending":
                self._complain(f"request {row['id']} became {row['state']} {'after' if late else 'before'} its expiry")

    def _compare_mails(self) -> None:
        actual = Counter(self.record.mails)
        for mail in {*self.mails, *actual}:
            if self.mails[mail] != actual[mail]:
                numbers = f"{actual[mail]}, demanded {self.mails[mail]}"
                self._complain(f"mail {mail.kind} about {mail.subject} to {mail.recipient}: {numbers}")

    def _same(self, table: str, expected: Mapping[Any, object], actual: Mapping[Any, object]) -> None:
        for key in {*expected, *actual}:
            if expected.get(key) != actual.get(key):
                self._complain(f"{table} {key}: the table has {actual.get(key)}, the model {expected.get(key)}")


def _shown(events: Iterable[Event]) -> str:
    return ", ".join(sorted(f"{each.act}({each.note})" for each in events)) or "nothing"


def check(record: Record, calls: Sequence[Call] = (), settings: Mapping[int, Setting] | None = None) -> Verdict:
    """Judge one programme."""
    return Checker(record, calls, settings).run()
