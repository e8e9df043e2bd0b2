"""Groups under rivals (R27): no place is two people's, no mentee has two matches, whatever runs beside it.

With negative controls: without locks the walls turn the mistake into an error and a retry; without the walls as well, wrong
rows come to be, which the same questions to the tables then find.
"""

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import UUID

import httpx
import psycopg
import pytest
from fastapi import FastAPI

from kisalli.core.acts import Acts, Command
from kisalli.core.caller import Caller
from kisalli.core.errors import Problem
from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.requests import groups, proposals, service, taking_part
from kisalli.requests.schemas import EndIn, GroupIn, GroupRequestIn, OfferIn, ProposalIn, RequestIn
from tests.factories import Someone, World
from tests.groups.offered import GROUP
from tests.invariants import broken
from tests.races.scene import Act, Hold, Scene, standing_in
from tests.races.scratch import WALLS, scratch, without_locks

# What stands behind the locks of groups, beside the walls of the core.
GROUP_WALLS = (
    "DROP INDEX uq_match_member_group_place",
    "DROP INDEX uq_match_member_mentee",
    "DROP INDEX uq_match_member_kind",
    "ALTER TABLE request DROP CONSTRAINT fk_request_group_accepting",
    "ALTER TABLE request DROP CONSTRAINT fk_request_group_mentor_present",
    "DROP TRIGGER mentoring_group_group_accepting_is_true ON mentoring_group",
    "DROP TRIGGER match_member_group_accepting_is_true ON match_member",
    "DROP TRIGGER group_place_group_accepting_is_true ON group_place",
    "DROP TRIGGER match_member_accepting_is_true ON match_member",
    "DROP TRIGGER mentor_place_accepting_is_true ON mentor_place",
)


@dataclass
class Circle:
    """A programme with groups, the runner, and acts that can be held before their commit."""

    world: World
    acts: Acts
    url: str
    notes: list[str] = field(default_factory=list)

    def offering(self, mentor: Someone, **told: object) -> Act:
        """A mentor offers a group."""
        body = OfferIn(group=GroupIn.model_validate(GROUP | told))
        return lambda s: groups.offer(s, self.world.programme_id, body, Caller(mentor.person_id))

    def leading(self, mentor: Someone, group_id: UUID) -> Act:
        """A further mentor leads a group."""
        return lambda s: groups.lead_too(s, group_id, None, Caller(mentor.person_id))

    def changing(self, mentor: Someone, group_id: UUID, **told: object) -> Act:
        """A mentor changes a group."""
        return lambda s: groups.edit(s, group_id, GroupIn.model_validate(GROUP | told), "*", Caller(mentor.person_id))

    def asking(self, mentee: Someone, group_id: UUID) -> Act:
        """A mentee asks for a place."""
        return lambda s: service.ask_group(s, group_id, GroupRequestIn(message="May I?"), Caller(mentee.person_id))

    def sending(self, mentee: Someone, mentor: Someone) -> Act:
        """A mentee asks for a pair."""
        body = RequestIn(mentor_id=mentor.id, message="Hello!")
        return lambda s: service.send(s, self.world.programme_id, body, Caller(mentee.person_id))

    def accepting(self, mentor: Someone, request_id: UUID) -> Act:
        """A mentor says yes."""
        return lambda s: service.accept(s, request_id, Caller(mentor.person_id))

    def withdrawing(self, mentee: Someone, request_id: UUID) -> Act:
        """A mentee takes a request back."""
        return lambda s: service.withdraw(s, request_id, Caller(mentee.person_id))

    def proposing(self, mentor: Someone, mentee: Someone, group_id: UUID) -> Act:
        """The coordinator suggests a mentee to a group."""
        body = ProposalIn(mentor_id=mentor.id, mentee_id=mentee.id, group_id=group_id)
        return lambda s: proposals.propose(s, self.world.programme_id, body, Caller(self.world.coordinator.person_id))

    def agreeing(self, someone: Someone, proposal_id: UUID) -> Act:
        """A side of a proposal says yes."""
        return lambda s: proposals.agree(s, proposal_id, None, Caller(someone.person_id))

    def ending(self, someone: Someone, match_id: UUID) -> Act:
        """Somebody leaves a group, or ends a match."""
        return lambda s: taking_part.end(s, match_id, EndIn(), Caller(someone.person_id))

    def sharing(self, mentee: Someone, group_id: UUID) -> Act:
        """A mentee shares contacts in a group."""
        return lambda s: groups.share(s, group_id, Caller(mentee.person_id), shares=True)

    def placing(self, mentor: Someone, places: int) -> Act:
        """A mentor has another number of places."""
        return lambda s: taking_part.set_places(s, mentor.id, places, Caller(mentor.person_id))

    def moving(self, someone: Someone, how: str) -> Act:
        """Somebody pauses, resumes or leaves the programme."""
        return lambda s: getattr(taking_part, how)(s, someone.id, Caller(someone.person_id))

    async def run(self, act: Act, hold: Hold | None = None) -> dict[str, str]:
        """Run an act; return its answer, or `code` of its refusal."""
        try:
            return dict(json.loads(await self.acts.run(Command.of(new_id(), key=f"circle:{new_id()}"), standing_in(hold, act))))
        except Problem as problem:
            return {"code": problem.code}

    async def done(self, act: Act) -> UUID:
        """Run an act that succeeds; return the id that it answers."""
        answer = await self.run(act)
        assert "code" not in answer, answer
        return UUID(answer["id"])

    async def race(self, first: Act, second: Act) -> tuple[str, str]:
        """Run `first` up to its commit, see `second` wait for it, let both end; nothing may be broken."""
        hold, scene = Hold(), Scene(self.world, self.acts, self.url)
        one = asyncio.create_task(self.run(first, hold))
        two = await scene.beside(hold, one, lambda: self.run(second))
        said = _said(await one), _said(two)
        assert self.complaints() == []
        return said

    async def overtake(self, first: Act, second: Act) -> tuple[str, str]:
        """Hold `first` before its commit and let `second` run to its end beside it; nothing makes it wait."""
        hold = Hold()
        one = asyncio.create_task(self.run(first, hold))
        await hold.reached.wait()
        two = await self.run(second)
        hold.release.set()
        return _said(await one), _said(two)

    async def run_into(self, first: Act, second: Act) -> tuple[str, str]:
        """Hold `first` before its commit until `second` waits for it, or has run to its end."""
        hold = Hold()
        one = asyncio.create_task(self.run(first, hold))
        await hold.reached.wait()
        two = asyncio.create_task(self.run(second))
        await asyncio.sleep(0.2)
        hold.release.set()
        return _said(await one), _said(await two)

    def complaints(self) -> list[str]:
        """What the tables hold that breaks an invariant."""
        with psycopg.connect(self.url) as connection:
            return broken(connection)

    async def group(self, places: int = 2, mentor: Someone | None = None) -> tuple[Someone, UUID]:
        """A mentor with a group."""
        leads = mentor or await self.world.mentor()
        return leads, await self.done(self.offering(leads, places=places, mentor_places=3))

    async def asked(self, group_id: UUID) -> tuple[Someone, UUID]:
        """A mentee who has asked for a place."""
        mentee = await self.world.mentee()
        return mentee, await self.done(self.asking(mentee, group_id))

    async def joined(self, mentor: Someone, group_id: UUID) -> Someone:
        """A mentee who is in a group."""
        mentee, request_id = await self.asked(group_id)
        await self.done(self.accepting(mentor, request_id))
        return mentee


def _said(answer: dict[str, str]) -> str:
    return answer.get("code") or answer.get("state", "done")


async def _circle(world: World, acts: Acts, url: str, **rules: object) -> Circle:
    await world.set_programme(**({"groups": "instead", "group_places_max": 20, "mentor_pending_max": 20} | rules))
    return Circle(world, acts, url)


@pytest.fixture
async def circle(world: World, app: FastAPI, database_url: str) -> Circle:
    return await _circle(world, app.state.acts, database_url)


async def test_two_yeses_for_the_last_place_of_a_group(circle: Circle) -> None:
    mentor, group_id = await circle.group(places=2)
    await circle.joined(mentor, group_id)
    (_, one), (_, two) = await circle.asked(group_id), await circle.asked(group_id)
    assert await circle.race(circle.accepting(mentor, one), circle.accepting(mentor, two)) == ("accepted", "request_not_pending")


async def test_a_group_and_a_pair_say_yes_to_one_mentee_at_once(circle: Circle) -> None:
    await circle.world.set_programme(mentee_pending_max=2)
    for flipped in (False, True):
        (leads, group_id), mentor = await circle.group(), await circle.world.mentor()
        mentee, place = await circle.asked(group_id)
        pair = await circle.done(circle.sending(mentee, mentor))
        yeses = [circle.accepting(leads, place), circle.accepting(mentor, pair)]
        said = await circle.race(*(reversed(yeses) if flipped else yeses))
        assert said == ("accepted", "request_not_pending")


async def test_where_both_are_allowed_both_yeses_count(circle: Circle) -> None:
    await circle.world.set_programme(groups="beside", mentee_pending_max=2)
    (leads, group_id), mentor = await circle.group(), await circle.world.mentor()
    mentee, place = await circle.asked(group_id)
    pair = await circle.done(circle.sending(mentee, mentor))
    said = await circle.race(circle.accepting(leads, place), circle.accepting(mentor, pair))
    assert said == ("accepted", "accepted")


async def test_a_group_is_offered_with_the_place_that_a_pair_takes(circle: Circle) -> None:
    for flipped in (False, True):
        mentor, mentee = await circle.world.mentor(places=1), await circle.world.mentee()
        request_id = await circle.done(circle.sending(mentee, mentor))
        acts = [circle.offering(mentor), circle.accepting(mentor, request_id)]
        said = await circle.race(*(reversed(acts) if flipped else acts))
        assert said == (("accepted", "mentor_full") if flipped else ("active", "request_not_pending"))


async def test_places_are_cut_while_the_last_of_them_is_given(circle: Circle) -> None:
    for flipped in (False, True):
        mentor, group_id = await circle.group(places=3)
        for _ in range(2):
            await circle.joined(mentor, group_id)
        _, request_id = await circle.asked(group_id)
        acts = [circle.changing(mentor, group_id, places=2), circle.accepting(mentor, request_id)]
        said = await circle.race(*(reversed(acts) if flipped else acts))
        assert said == (("accepted", "capacity_below_matches") if flipped else ("active", "request_not_pending"))


async def test_a_request_is_sent_while_the_group_closes_ends_or_loses_its_mentor(circle: Circle) -> None:
    for closing, code in (
        (lambda leads, group_id: circle.changing(leads, group_id, joining=False), "group_not_available"),
        (circle.ending, "group_not_available"),
        (lambda leads, _: circle.moving(leads, "leave"), "group_not_available"),
        (lambda leads, _: circle.moving(leads, "pause"), "group_not_available"),
    ):
        leads, group_id = await circle.group()
        first, second = await circle.race(closing(leads, group_id), circle.asking(await circle.world.mentee(), group_id))
        assert (first in {"active", "ended", "left", "paused"}, second) == (True, code)
        leads, group_id = await circle.group()
        first, second = await circle.race(circle.asking(await circle.world.mentee(), group_id), closing(leads, group_id))
        assert first == "pending"
        assert second in {"active", "ended", "left", "paused"}
        assert await circle.world.rows("request", group_id=group_id, state="pending") == []


async def test_a_mentee_leaves_the_programme_while_they_are_taken_in(circle: Circle) -> None:
    for flipped in (False, True):
        leads, group_id = await circle.group()
        mentee, request_id = await circle.asked(group_id)
        acts = [circle.moving(mentee, "leave"), circle.accepting(leads, request_id)]
        said = await circle.race(*(reversed(acts) if flipped else acts))
        assert said == (("accepted", "left") if flipped else ("left", "request_not_pending"))
        assert await circle.world.rows("match_member", match_id=group_id, role="mentee", active=True) == []


async def test_one_leaves_while_the_group_is_ended_for_all(circle: Circle) -> None:
    for flipped in (False, True):
        leads, group_id = await circle.group()
        mentee = await circle.joined(leads, group_id)
        acts = [circle.ending(mentee, group_id), circle.ending(leads, group_id)]
        said = await circle.race(*(reversed(acts) if flipped else acts))
        assert said == (("ended", "match_ended") if flipped else ("active", "ended"))


async def test_a_mentor_joins_while_the_first_mentee_asks(circle: Circle) -> None:
    for flipped in (False, True):
        (_, group_id), other = await circle.group(), await circle.world.mentor()
        acts = [circle.leading(other, group_id), circle.asking(await circle.world.mentee(), group_id)]
        said = await circle.race(*(reversed(acts) if flipped else acts))
        assert said == (("pending", "group_has_begun") if flipped else ("active", "pending"))


async def test_the_last_two_mentors_leave_at_once(circle: Circle) -> None:
    (leads, group_id), other = await circle.group(), await circle.world.mentor()
    await circle.done(circle.leading(other, group_id))
    await circle.joined(leads, group_id)
    assert await circle.race(circle.ending(leads, group_id), circle.ending(other, group_id)) == ("active", "ended")


async def test_a_proposals_second_yes_races_with_a_yes_to_a_request(circle: Circle) -> None:
    leads, group_id = await circle.group(places=2)
    await circle.joined(leads, group_id)
    suggested, (_, request_id) = await circle.world.mentee(), await circle.asked(group_id)
    proposal_id = await circle.done(circle.proposing(leads, suggested, group_id))
    await circle.done(circle.agreeing(suggested, proposal_id))
    said = await circle.race(circle.agreeing(leads, proposal_id), circle.accepting(leads, request_id))
    assert said == ("accepted", "request_not_pending")


async def test_two_mentees_share_their_contacts_at_once(circle: Circle) -> None:
    leads, group_id = await circle.group()
    one, two = await circle.joined(leads, group_id), await circle.joined(leads, group_id)
    assert await circle.race(circle.sharing(one, group_id), circle.sharing(two, group_id)) == ("active", "active")
    ledger = {(row["owner_id"], row["receiver_id"]) for row in await circle.world.rows("disclosure", match_id=group_id)}
    assert {(one.id, two.id), (two.id, one.id)} <= ledger


async def test_twenty_yeses_at_once_fill_a_group_of_five(circle: Circle) -> None:
    mentor, group_id = await circle.group(places=5)
    asked = [request_id for _, request_id in [await circle.asked(group_id) for _ in range(20)]]
    said = await asyncio.gather(*(circle.run(circle.accepting(mentor, each)) for each in asked))
    assert Counter(map(_said, said)) == {"accepted": 5, "request_not_pending": 15}
    assert circle.complaints() == []


@pytest.mark.parametrize("rule", ["instead", "beside"])
async def test_anybody_does_anything_at_once_and_nothing_is_broken(circle: Circle, rule: str) -> None:
    """A storm of its own: ten clients, thirty acts each, on three groups of few places; seeded, so that a failure comes again."""
    await circle.world.set_programme(groups=rule, mentee_pending_max=2, mentor_pending_max=2)
    mentors = [await circle.world.mentor(places=2) for _ in range(4)]
    mentees = [await circle.world.mentee() for _ in range(8)]
    said: Counter[str] = Counter()

    async def client(dice: random.Random) -> None:
        for _ in range(30):
            answer = await circle.run(await _anything(circle, dice, mentors, mentees))
            said[_said(answer)] += 1

    await asyncio.gather(*(client(random.Random(f"{rule} {number}")) for number in range(10)))
    assert circle.complaints() == []
    assert said["accepted"] > 0
    assert said["internal"] == 0


async def _anything(circle: Circle, dice: random.Random, mentors: list[Someone], mentees: list[Someone]) -> Act:
    mentor, mentee = dice.choice(mentors), dice.choice(mentees)
    open_groups = await circle.world.rows("match", programme_id=circle.world.programme_id, kind="group", state="active")
    if len(open_groups) < 3:
        return circle.offering(mentor, places=dice.choice([2, 3]), mentor_places=2)
    group_id = dice.choice(open_groups)["id"]
    leads = await circle.world.rows("match_member", match_id=group_id, role="mentor", active=True)
    lead = next((each for each in mentors if leads and each.id == leads[0]["participant_id"]), mentor)
    waiting = await circle.world.rows("request", programme_id=circle.world.programme_id, state="pending")
    if waiting and dice.random() < 0.35:
        request = dice.choice(waiting)
        answers = next(each for each in mentors if each.id == request["mentor_id"])
        return circle.accepting(answers, request["id"])
    return dice.choices(
        [
            circle.asking(mentee, group_id),
            circle.sending(mentee, mentor),
            circle.leading(mentor, group_id),
            circle.changing(lead, group_id, places=dice.choice([2, 3, 4]), mentor_places=2, joining=dice.random() < 0.8),
            circle.ending(dice.choice([mentee, lead]), group_id),
            circle.sharing(mentee, group_id),
            circle.placing(mentor, dice.choice([1, 2])),
            circle.moving(dice.choice([mentor, mentee]), dice.choice(["pause", "resume", "resume", "resume"])),
        ],
        [30, 15, 4, 6, 4, 6, 4, 8],
    )[0]


async def test_without_locks_the_walls_stand(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    leads, group_id = await circle.group(places=2)
    await circle.joined(leads, group_id)
    (_, one), (_, two) = await circle.asked(group_id), await circle.asked(group_id)
    without_locks(monkeypatch)
    first, second = await circle.run_into(circle.accepting(leads, one), circle.accepting(leads, two))
    assert first == "accepted"
    assert second in {"group_full", "request_not_pending"}
    assert circle.complaints() == []


@pytest.mark.parametrize("places", [1, 2])  # with one the group has it, and pausing has nothing to take from a pair
async def test_without_locks_nobody_waits_for_a_group_whose_mentor_pauses(
    circle: Circle, monkeypatch: pytest.MonkeyPatch, places: int
) -> None:
    asked = [await circle.group(mentor=await circle.world.mentor(places=places)) for _ in range(2)]
    mentees = [await circle.world.mentee() for _ in asked]
    without_locks(monkeypatch)
    (leads, group_id), (other, other_group_id) = asked
    said = await circle.run_into(circle.moving(leads, "pause"), circle.asking(mentees[0], group_id))
    assert said == ("paused", "group_not_available")
    said = await circle.run_into(circle.asking(mentees[1], other_group_id), circle.moving(other, "pause"))
    assert said == ("pending", "paused")
    assert await circle.world.rows("request", group_id=other_group_id, state="pending") == []
    assert circle.complaints() == []


@pytest.fixture(scope="module")
async def unwalled(worker_id: str, settings: Settings, keys: Keys, http: httpx.AsyncClient) -> AsyncIterator[Scene]:
    """A database without the walls of the core and of groups."""
    async with scratch(f"unwalled_groups_{worker_id}", settings, keys, http, *WALLS) as scene:
        with psycopg.connect(scene.url, autocommit=True) as connection:
            for statement in GROUP_WALLS:
                connection.execute(statement.encode())
        yield scene


async def test_without_locks_and_walls_a_group_is_overfull_and_the_questions_find_it(
    unwalled: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    circle = await _circle(unwalled.world, unwalled.acts, unwalled.url)
    leads, group_id = await circle.group(places=2)
    asked = [request_id for _, request_id in [await circle.asked(group_id) for _ in range(3)]]
    without_locks(monkeypatch)
    yeses = [circle.accepting(leads, each) for each in asked]
    assert await circle.overtake(*yeses[:2]) == ("accepted", "accepted")  # on the same place
    assert _said(await circle.run(yeses[2])) == "accepted"
    assert "R27: a group has more mentees than places" in "\n".join(circle.complaints())


async def test_without_locks_and_walls_somebody_waits_for_a_mentor_who_pauses_and_the_questions_find_it(
    unwalled: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    circle = await _circle(unwalled.world, unwalled.acts, unwalled.url)
    leads, group_id = await circle.group()
    mentee = await circle.world.mentee()
    without_locks(monkeypatch)
    said = await circle.run_into(circle.moving(leads, "pause"), circle.asking(mentee, group_id))
    assert said == ("paused", "pending")
    assert "I5: somebody who does not take part actively has a pending request" in "\n".join(circle.complaints())
