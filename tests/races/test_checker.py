"""The judge finds what is wrong: each test corrupts one thing in a true history, and the judge must complain."""

import asyncio
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from kisalli.core.ids import new_id
from tests.races.checker import Setting, check
from tests.races.commands import Call, Do
from tests.races.log import Record
from tests.races.model import Limits, Window
from tests.races.scene import Scene


async def history(scene: Scene) -> Record:
    """Act out a bit of everything."""
    mentor, other = await scene.world.mentor(), await scene.world.mentor(places=2)
    mentees = [await scene.world.mentee() for _ in range(4)]
    asked = [await scene.sent(mentee, mentor) for mentee in mentees[:2]]
    await scene.do(scene.sending(mentees[2], mentor))
    accepted = await scene.do(scene.by(mentor, Do.ACCEPT, asked[0]), "the-key-of-the-accept")
    await scene.do(scene.by(mentor, Do.ACCEPT, asked[0]), "the-key-of-the-accept")
    await scene.do(scene.by(mentor, Do.ACCEPT, asked[1]))
    declined = await scene.sent(mentees[2], other)
    await scene.do(scene.by(other, Do.DECLINE, declined))
    await scene.do(scene.sending(mentees[2], other))
    aged = await scene.sent(mentees[3], other)
    await scene.age(aged)
    await scene.do(scene.by(other, Do.PLACES, other, places=1))
    proposal = await scene.proposed(other, mentees[1])
    for each in (other, mentees[1]):
        await scene.do(scene.by(each, Do.AGREE, proposal))
    await scene.do(scene.by(mentor, Do.PAUSE, mentor))
    await scene.do(scene.by(mentor, Do.END, accepted.body["match_id"]))
    scene.judge()
    return scene.record()


def event(record: Record, act: str) -> tuple[Any, int]:
    """Return the transaction of the last event of a kind, and its place in it."""
    return [(txn, place) for txn in record.txns for place, each in enumerate(txn.events) if each.act == act][-1]


def change(record: Record, act: str, **values: Any) -> None:
    """Change an event."""
    txn, place = event(record, act)
    txn.events[place] = replace(txn.events[place], **values)


def find(calls: list[Call], do: Do, code: str | None = None) -> int:
    """Return the place of the last call of a kind."""
    return [place for place, call in enumerate(calls) if (call.command.do, call.code) == (do, code)][-1]


def alter(calls: list[Call], place: int, **values: Any) -> None:
    """Change a call."""
    calls[place] = replace(calls[place], **values)


def row(rows: dict[Any, dict[str, Any]], state: str) -> dict[str, Any]:
    """Return a row in a state."""
    return next(each for each in rows.values() if each["state"] == state)


Corruption = Callable[[Record, list[Call]], object]
CORRUPTIONS: dict[str, Corruption] = {
    "a mail is missing": lambda record, _: record.mails.pop(),
    "a mail is sent twice": lambda record, _: record.mails.append(record.mails[0]),
    "a mail goes to somebody else": lambda record, _: record.mails.append(replace(record.mails.pop(), recipient=new_id())),
    "a request has another state": lambda record, _: row(record.requests, "declined").update(state="withdrawn"),
    "a request has another reason": lambda record, _: row(record.requests, "released").update(release_reason="mentor_left"),
    "a request lost its match": lambda record, _: row(record.requests, "accepted").update(match_id=None),
    "a request disappeared from its table": lambda record, _: record.txns.remove(event(record, "request_declined")[0]),
    "a proposal has one yes only": lambda record, _: row(record.proposals, "accepted").update(mentor_yes_at=None),
    "a participant has another state": lambda record, _: row(record.participants, "paused").update(state="active"),
    "a participant accepts without ground": lambda record, _: row(record.participants, "paused").update(accepting=True),
    "a place too many": lambda record, _: next(iter(record.participants.values())).update(places=7),
    "an ended match is active": lambda record, _: row(record.matches, "ended").update(state="active"),
    "a member is missing": lambda record, _: next(iter(record.members.values())).pop(),
    "a disclosure is missing": lambda record, _: record.disclosures.pop(),
    "a contact was shown twice": lambda record, _: record.snapshots.append(record.snapshots[0]),
    "an event is missing": lambda record, _: event(record, "request_released")[0].events.pop(),
    "an event names somebody else": lambda record, _: change(record, "request_accepted", caller=new_id()),
    "an event has another end": lambda record, _: change(record, "participant_paused", after="left"),
    "an event twice": lambda record, _: event(record, "match_opened")[0].events.append(
        event(record, "match_opened")[0].events[0]
    ),
    "two transactions are swapped": lambda record, _: record.txns.insert(-2, record.txns.pop()),
    "a transaction is gone": lambda record, _: record.txns.remove(event(record, "request_sent")[0]),
    "a command nobody gave": lambda _, calls: calls.pop(find(calls, Do.DECLINE)),
    "a command that was not stored": lambda record, _: record.commands.clear(),
    "an answer tells another state": lambda _, calls: calls[find(calls, Do.PAUSE)].body.update(state="active"),  # type: ignore[union-attr]
    "an answer for what was not done": lambda _, calls: alter(
        calls, find(calls, Do.SEND, "declined_before"), status=201, code=None
    ),
    "an answer to another command": lambda _, calls: alter(
        calls, find(calls, Do.PLACES), command=replace(calls[find(calls, Do.PLACES)].command, places=2)
    ),
    "a refusal with another code": lambda _, calls: alter(calls, find(calls, Do.SEND, "declined_before"), code="mentor_full"),
    "a refusal before its time": lambda _, calls: alter(
        calls, find(calls, Do.SEND, "declined_before"), start=calls[0].start, end=calls[0].start
    ),
    "a refusal after its time": lambda _, calls: alter(
        calls, find(calls, Do.SEND, "mentor_has_max_pending"), start=calls[-1].end + 1, end=calls[-1].end + 2
    ),
    "a refusal after its key had succeeded": lambda _, calls: alter(
        calls, find(calls, Do.ACCEPT, None), status=409, code="request_not_pending"
    ),
    "a repeat with another answer": lambda _, calls: alter(
        calls, find(calls, Do.ACCEPT, None), body=dict.fromkeys(("id", "match_id"), str(new_id()))
    ),
    "an end before an earlier beginning": lambda _, calls: alter(
        calls, find(calls, Do.PAUSE), start=calls[0].start - 9, end=calls[0].start - 8
    ),
}


@pytest.fixture(scope="module")
async def true_history() -> dict[str, Any]:
    """Filled by the first test that needs it: acting it out takes longer than corrupting it."""
    return {}


@pytest.mark.parametrize("name", CORRUPTIONS)
async def test_the_judge_notices_when(scene: Scene, true_history: dict[str, Any], name: str) -> None:
    if not true_history:
        true_history.update(record=await history(scene), calls=scene.calls)
    record, calls = deepcopy(true_history["record"]), deepcopy(true_history["calls"])
    assert check(record, calls).violations == []
    CORRUPTIONS[name](record, calls)
    assert check(record, calls).violations != []


async def test_the_judge_notices_a_window_that_was_not_so(scene: Scene) -> None:
    await history(scene)
    assert check(scene.record(), scene.calls, {1: Setting(Window.OVER)}).violations != []
    assert check(scene.record(), scene.calls, {1: Setting(limits=Limits(mentor_pending=1))}).violations != []


@pytest.mark.parametrize("together", [True, False])
async def test_of_two_acts_on_different_people_the_later_in_the_log_may_be_seen_first(scene: Scene, *, together: bool) -> None:
    """A send looks without a lock: it may see its mentee free again while the mentor's yes to another is still to come."""
    world = scene.world
    mentor, other = await world.mentor(places=2), await world.mentor()
    waiting, mentee = [await world.mentee() for _ in range(2)], await world.mentee()
    asked = [await scene.sent(each, mentor) for each in waiting]
    await scene.sent(mentee, other)
    await asyncio.sleep(0.02)
    start = time.time()
    await scene.do(scene.by(mentor, Do.ACCEPT, asked[0]))
    await asyncio.sleep(0.02)
    await scene.do(scene.by(other, Do.PAUSE, other.id))
    end = time.time()
    accepted = find(scene.calls, Do.ACCEPT)
    if together:  # whoever said yes heard of it only after the other's pause was done
        alter(scene.calls, accepted, end=end)
    refused = Call(scene.sending(mentee, mentor), None, start, end, 409, "mentor_has_max_pending")
    violations = check(scene.record(), [*scene.calls, refused], scene.settings).violations
    assert ["true at no instant" in each for each in violations] == ([] if together else [True])
