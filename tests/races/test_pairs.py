"""Rival answers and requests, in both orders: the one that has the locks first wins, the other gets a clear code."""

import pytest

from tests.races.commands import Command, Do
from tests.races.scene import Scene


async def test_of_two_accepts_for_the_last_place_the_first_wins(scene: Scene) -> None:
    for flipped in (False, True):
        mentor, mentees = await scene.world.mentor(), [await scene.world.mentee(), await scene.world.mentee()]
        asked = [await scene.sent(mentee, mentor) for mentee in mentees]
        one, two = reversed(asked) if flipped else asked
        first, second = await scene.race(scene.by(mentor, Do.ACCEPT, one), scene.by(mentor, Do.ACCEPT, two))
        assert (str(first), str(second)) == ("accepted", "request_not_pending")
        lost = await scene.world.one("request", id=two)
        assert (lost["state"], lost["release_reason"]) == ("released", "mentor_full")
        assert await scene.told("request_released", two) == {mentees[asked.index(two)].person_id}
        assert len(await scene.world.rows("match_member", participant_id=mentor.id, active=True)) == 1


async def test_a_mentor_with_two_places_accepts_two_at_once(scene: Scene) -> None:
    mentor = await scene.world.mentor(places=2)
    asked = [await scene.sent(await scene.world.mentee(), mentor) for _ in range(2)]
    first, second = await scene.race(scene.by(mentor, Do.ACCEPT, asked[1]), scene.by(mentor, Do.ACCEPT, asked[0]))
    assert (str(first), str(second)) == ("accepted", "accepted")
    places = {row["place_number"] for row in await scene.world.rows("match_member", participant_id=mentor.id)}
    assert places == {1, 2}


async def test_one_mentee_who_asks_two_mentors_at_once_asks_one(scene: Scene) -> None:
    for flipped in (False, True):
        mentee, mentors = await scene.world.mentee(), [await scene.world.mentor(), await scene.world.mentor()]
        one, two = reversed(mentors) if flipped else mentors
        first, second = await scene.race(scene.sending(mentee, one), scene.sending(mentee, two))
        assert (str(first), str(second)) == ("pending", "mentee_has_pending_request")
        assert await scene.world.rows("request", mentor_id=two.id) == []


async def test_the_last_slot_of_a_mentor_goes_to_the_first_of_two_mentees(scene: Scene) -> None:
    for flipped in (False, True):
        mentor, mentees = await scene.world.mentor(), [await scene.world.mentee() for _ in range(3)]
        await scene.sent(mentees[0], mentor)
        one, two = reversed(mentees[1:]) if flipped else mentees[1:]
        first, second = await scene.race(scene.sending(one, mentor), scene.sending(two, mentor))
        assert (str(first), str(second)) == ("pending", "mentor_has_max_pending")


@pytest.mark.parametrize(
    ("first_do", "second_do", "state"),
    [
        (Do.ACCEPT, Do.WITHDRAW, "accepted"),
        (Do.WITHDRAW, Do.ACCEPT, "withdrawn"),
        (Do.DECLINE, Do.WITHDRAW, "declined"),
        (Do.WITHDRAW, Do.DECLINE, "withdrawn"),
        (Do.ACCEPT, Do.DECLINE, "accepted"),
        (Do.DECLINE, Do.ACCEPT, "declined"),
        (Do.ACCEPT, Do.ACCEPT, "accepted"),
        (Do.WITHDRAW, Do.WITHDRAW, "withdrawn"),
        (Do.ACCEPT, Do.RELEASE, "accepted"),
        (Do.RELEASE, Do.ACCEPT, "released"),
        (Do.WITHDRAW, Do.RELEASE, "withdrawn"),
        (Do.RELEASE, Do.WITHDRAW, "released"),
    ],
)
async def test_of_two_answers_to_one_request_the_first_counts(scene: Scene, first_do: Do, second_do: Do, state: str) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    asked = await scene.sent(mentee, mentor)
    callers = {Do.ACCEPT: mentor, Do.DECLINE: mentor, Do.WITHDRAW: mentee, Do.RELEASE: scene.world.coordinator}
    commands = [scene.by(callers[do], do, asked) for do in (first_do, second_do)]
    first, second = await scene.race(*commands)
    assert (str(first), str(second)) == (state, "request_not_pending")
    assert await scene.state("request", asked) == state
    audited = sorted(row["act"] for row in await scene.world.rows("audit", subject_id=asked))
    assert audited == sorted(["request_sent", f"request_{state}"])
    assert len(await scene.world.rows("match_member", request_id=asked)) == (state == "accepted")


async def test_a_mentor_who_holds_two_is_not_waited_for_and_has_room_once_one_is_withdrawn(scene: Scene) -> None:
    mentor, mentees = await scene.world.mentor(), [await scene.world.mentee() for _ in range(3)]
    asked = [await scene.sent(mentee, mentor) for mentee in mentees[:2]]
    withdrawal, sending = scene.by(mentees[0], Do.WITHDRAW, asked[0]), scene.sending(mentees[2], mentor)
    first, second = await scene.overtake(withdrawal, sending)
    assert (str(first), str(second)) == ("withdrawn", "mentor_has_max_pending")
    assert str(await scene.do(sending)) == "pending"
    scene.judge()


async def test_a_mentee_who_is_accepted_can_not_ask_another_at_the_same_time(scene: Scene) -> None:
    for flipped in (False, True):
        mentor, other, mentee = await scene.world.mentor(), await scene.world.mentor(), await scene.world.mentee()
        asked = await scene.sent(mentee, mentor)
        commands = [scene.by(mentor, Do.ACCEPT, asked), scene.sending(mentee, other)]
        if not flipped:
            first, second = await scene.race(*commands)
            assert (str(first), str(second)) == ("accepted", "mentee_already_matched")
        else:  # the send is refused and rolls back, so there is nothing for the accept to wait for
            assert str(await scene.do(commands[1])) == "mentee_has_pending_request"
            assert str(await scene.do(commands[0])) == "accepted"
            scene.judge()


# A request's own expiry.


@pytest.mark.parametrize("do", [Do.ACCEPT, Do.DECLINE, Do.WITHDRAW])
async def test_what_waits_while_the_request_expires_comes_too_late(scene: Scene, do: Do) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    asked = await scene.sent(mentee, mentor)
    await scene.age(asked)
    clock = Command(Do.TEND, mentor=mentor.id, mentee=mentee.id)
    first, second = await scene.race(clock, scene.by(mentee if do == Do.WITHDRAW else mentor, do, asked))
    assert (first.code, str(second)) == (None, "request_not_pending")
    expired = await scene.world.one("request", id=asked)
    assert expired["state"] == "expired"
    assert len(await scene.told("request_expired", asked)) == 2


async def test_the_clock_that_waits_for_an_accept_finds_nothing_to_expire(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    asked = await scene.sent(mentee, mentor)
    clock = Command(Do.TEND, mentor=mentor.id, mentee=mentee.id)
    first, second = await scene.race(scene.by(mentor, Do.ACCEPT, asked), clock)
    assert (str(first), second.body) == ("accepted", {"closed": 0})


async def test_a_request_whose_time_runs_out_while_the_accept_waits_is_expired_not_accepted(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    asked = await scene.sent(mentee, mentor)
    async with scene.held(lambda session: scene.aging(session, asked)) as (hold, task):
        got = await scene.beside(hold, task, lambda: scene.do(scene.by(mentor, Do.ACCEPT, asked)))
    assert str(got) == "request_not_pending"
    assert await scene.state("request", asked) == "pending"  # the refusal left nothing behind; the worker will close it
    scene.judge()
