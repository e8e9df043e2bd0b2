"""Answers and requests against what changes people's part: pause, leave, places, the end of a match, proposals."""

import pytest

from tests.races.commands import Command, Do
from tests.races.scene import Scene


async def test_an_accept_that_waits_for_the_mentors_pause_finds_its_request_released(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    asked = await scene.sent(mentee, mentor)
    first, second = await scene.race(scene.by(mentor, Do.PAUSE, mentor), scene.by(mentor, Do.ACCEPT, asked))
    assert (str(first), str(second)) == ("paused", "request_not_pending")
    assert (await scene.world.one("request", id=asked))["release_reason"] == "mentor_paused"
    assert await scene.told("request_released", asked) == {mentee.person_id}


async def test_a_pause_that_waits_for_an_accept_keeps_the_match(scene: Scene) -> None:
    mentor, mentees = await scene.world.mentor(places=2), [await scene.world.mentee() for _ in range(2)]
    asked = [await scene.sent(mentee, mentor) for mentee in mentees]
    first, second = await scene.race(scene.by(mentor, Do.ACCEPT, asked[0]), scene.by(mentor, Do.PAUSE, mentor))
    assert (str(first), str(second)) == ("accepted", "paused")
    assert await scene.state("match", first.body["match_id"]) == "active"
    assert (await scene.world.one("request", id=asked[1]))["release_reason"] == "mentor_paused"


@pytest.mark.parametrize("do", [Do.PAUSE, Do.LEAVE, Do.REMOVE])
async def test_a_request_that_waits_for_the_mentor_to_go_is_refused(scene: Scene, do: Do) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    by = scene.world.coordinator if do == Do.REMOVE else mentor
    first, second = await scene.race(scene.by(by, do, mentor), scene.sending(mentee, mentor))
    assert (first.code, str(second)) == (None, "mentor_not_available")
    assert await scene.world.rows("request", mentor_id=mentor.id) == []


@pytest.mark.parametrize("do", [Do.PAUSE, Do.LEAVE, Do.REMOVE])
async def test_a_mentor_who_goes_while_a_request_arrives_releases_it(scene: Scene, do: Do) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    by = scene.world.coordinator if do == Do.REMOVE else mentor
    first, second = await scene.race(scene.sending(mentee, mentor), scene.by(by, do, mentor))
    assert (str(first), second.code) == ("pending", None)
    released = await scene.world.one("request", mentor_id=mentor.id)
    assert released["release_reason"] == ("mentor_paused" if do == Do.PAUSE else "mentor_left")


@pytest.mark.parametrize("do", [Do.PAUSE, Do.LEAVE])
async def test_a_mentee_who_goes_while_being_accepted_gets_one_or_the_other(scene: Scene, do: Do) -> None:
    for flipped in (False, True):
        mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
        asked = await scene.sent(mentee, mentor)
        accept, go = scene.by(mentor, Do.ACCEPT, asked), scene.by(mentee, do, mentee)
        first, second = await scene.race(*((go, accept) if flipped else (accept, go)))
        if flipped:
            assert str(second) == "request_not_pending"
            assert await scene.told("request_released", asked) == {mentor.person_id}
        else:
            assert (first.code, second.code) == (None, None)
            match = await scene.world.one("match", id=first.body["match_id"])
            assert match["end_reason"] == ("member_left" if do == Do.LEAVE else None)


async def test_a_mentor_who_leaves_while_accepting_ends_the_new_match(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    asked = await scene.sent(mentee, mentor)
    first, second = await scene.race(scene.by(mentor, Do.ACCEPT, asked), scene.by(mentor, Do.LEAVE, mentor))
    assert (str(first), str(second)) == ("accepted", "left")
    assert await scene.state("match", first.body["match_id"]) == "ended"
    assert await scene.told("match_ended", first.body["match_id"]) == {mentee.person_id}


async def test_an_accept_that_waits_for_the_mentor_to_leave_makes_no_match(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    asked = await scene.sent(mentee, mentor)
    first, second = await scene.race(scene.by(mentor, Do.LEAVE, mentor), scene.by(mentor, Do.ACCEPT, asked))
    assert (str(first), str(second)) == ("left", "request_not_pending")
    assert await scene.world.rows("match_member", participant_id=mentor.id) == []


async def test_both_members_leave_at_once_and_the_match_ends_once(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    got = await scene.do(scene.by(mentor, Do.ACCEPT, await scene.sent(mentee, mentor)))
    first, second = await scene.race(scene.by(mentee, Do.LEAVE, mentee), scene.by(mentor, Do.LEAVE, mentor))
    assert (str(first), str(second)) == ("left", "left")
    assert await scene.told("match_ended", got.body["match_id"]) == {mentor.person_id}


async def test_both_members_end_the_match_at_once_and_one_is_told(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    match = (await scene.do(scene.by(mentor, Do.ACCEPT, await scene.sent(mentee, mentor)))).body["match_id"]
    first, second = await scene.race(scene.by(mentee, Do.END, match), scene.by(mentor, Do.END, match))
    assert (str(first), str(second)) == ("ended", "match_ended")
    assert await scene.told("match_ended", match) == {mentor.person_id}


async def test_a_send_that_waits_for_the_end_of_a_match_gets_the_place(scene: Scene) -> None:
    mentor, mentee, another = await scene.world.mentor(), await scene.world.mentee(), await scene.world.mentee()
    match = (await scene.do(scene.by(mentor, Do.ACCEPT, await scene.sent(mentee, mentor)))).body["match_id"]
    first, second = await scene.race(scene.by(mentor, Do.END, match), scene.sending(another, mentor))
    assert (str(first), str(second)) == ("ended", "pending")


# Places.


async def test_places_cut_to_the_matches_while_an_accept_waits_release_its_request(scene: Scene) -> None:
    mentor, mentees = await scene.world.mentor(places=2), [await scene.world.mentee() for _ in range(2)]
    await scene.do(scene.by(mentor, Do.ACCEPT, await scene.sent(mentees[0], mentor)))
    asked = await scene.sent(mentees[1], mentor)
    first, second = await scene.race(scene.by(mentor, Do.PLACES, mentor, places=1), scene.by(mentor, Do.ACCEPT, asked))
    assert (first.body["free"], str(second)) == (0, "request_not_pending")
    assert (await scene.world.one("request", id=asked))["release_reason"] == "mentor_full"


async def test_places_cut_while_both_get_taken_are_refused(scene: Scene) -> None:
    mentor, mentees = await scene.world.mentor(places=2), [await scene.world.mentee() for _ in range(2)]
    await scene.do(scene.by(mentor, Do.ACCEPT, await scene.sent(mentees[0], mentor)))
    asked = await scene.sent(mentees[1], mentor)
    first, second = await scene.race(scene.by(mentor, Do.ACCEPT, asked), scene.by(mentor, Do.PLACES, mentor, places=1))
    assert (str(first), str(second)) == ("accepted", "capacity_below_matches")
    assert len(await scene.world.rows("mentor_place", mentor_id=mentor.id)) == 2


async def test_a_send_that_waits_for_more_places_finds_them(scene: Scene) -> None:
    mentor, mentees = await scene.world.mentor(), [await scene.world.mentee() for _ in range(2)]
    await scene.do(scene.by(mentor, Do.ACCEPT, await scene.sent(mentees[0], mentor)))
    first, second = await scene.race(scene.by(mentor, Do.PLACES, mentor, places=2), scene.sending(mentees[1], mentor))
    assert (first.body["free"], str(second)) == (1, "pending")


async def test_of_two_changes_of_places_the_last_stands(scene: Scene) -> None:
    mentor = await scene.world.mentor()
    wanted = [scene.by(mentor, Do.PLACES, mentor, places=places) for places in (2, 1)]
    first, second = await scene.race(*wanted)
    assert (first.body["places"], second.body["places"]) == (2, 1)


# Proposals.


async def test_the_second_yes_against_an_accept_for_the_last_place(scene: Scene) -> None:
    for flipped in (False, True):
        mentor, mentees = await scene.world.mentor(), [await scene.world.mentee() for _ in range(2)]
        proposal = await scene.proposed(mentor, mentees[0])
        await scene.do(scene.by(mentor, Do.AGREE, proposal))
        asked = await scene.sent(mentees[1], mentor)
        yes, accept = scene.by(mentees[0], Do.AGREE, proposal), scene.by(mentor, Do.ACCEPT, asked)
        first, second = await scene.race(*((accept, yes) if flipped else (yes, accept)))
        assert (str(first), str(second)) == ("accepted", "proposal_not_pending" if flipped else "request_not_pending")
        assert await scene.state("proposal", proposal) == ("released" if flipped else "accepted")


async def test_the_two_yeses_of_a_proposal_at_once_make_one_match(scene: Scene) -> None:
    for flipped in (False, True):
        mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
        proposal = await scene.proposed(mentor, mentee)
        yeses = [scene.by(each, Do.AGREE, proposal) for each in (mentor, mentee)]
        first, second = await scene.race(*(reversed(yeses) if flipped else yeses))
        assert (str(first), str(second)) == ("pending", "accepted")
        assert len(await scene.world.rows("match_member", participant_id=mentor.id)) == 1


async def test_a_mentee_who_says_yes_to_two_proposals_at_once_gets_one_match(scene: Scene) -> None:
    mentors, mentee = [await scene.world.mentor(), await scene.world.mentor()], await scene.world.mentee()
    proposals = [await scene.proposed(mentor, mentee) for mentor in mentors]
    for mentor, proposal in zip(mentors, proposals, strict=True):
        await scene.do(scene.by(mentor, Do.AGREE, proposal))
    first, second = await scene.race(*(scene.by(mentee, Do.AGREE, proposal) for proposal in proposals))
    assert (str(first), str(second)) == ("accepted", "proposal_not_pending")
    assert await scene.state("proposal", proposals[1]) == "released"


@pytest.mark.parametrize(("rival", "code"), [(Do.REFUSE, "declined"), (Do.TAKE_BACK, "withdrawn")])
async def test_the_second_yes_against_a_no_or_a_withdrawal(scene: Scene, rival: Do, code: str) -> None:
    for flipped in (False, True):
        mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
        proposal = await scene.proposed(mentor, mentee)
        await scene.do(scene.by(mentor, Do.AGREE, proposal))
        against = scene.by(scene.world.coordinator if rival == Do.TAKE_BACK else mentor, rival, proposal)
        yes = scene.by(mentee, Do.AGREE, proposal)
        first, second = await scene.race(*((against, yes) if flipped else (yes, against)))
        assert (str(first), str(second)) == (code if flipped else "accepted", "proposal_not_pending")


async def test_the_second_yes_that_waits_for_a_pause_is_refused(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    proposal = await scene.proposed(mentor, mentee)
    await scene.do(scene.by(mentee, Do.AGREE, proposal))
    first, second = await scene.race(scene.by(mentor, Do.PAUSE, mentor), scene.by(mentor, Do.AGREE, proposal))
    assert (str(first), str(second)) == ("paused", "mentor_not_available")


async def test_a_proposal_that_runs_out_while_its_second_yes_waits_is_no_match(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    proposal = await scene.proposed(mentor, mentee)
    await scene.do(scene.by(mentor, Do.AGREE, proposal))
    await scene.age(proposal, "proposal")
    clock = Command(Do.TEND, mentor=mentor.id, mentee=mentee.id)
    first, second = await scene.race(clock, scene.by(mentee, Do.AGREE, proposal))
    assert (first.body, str(second)) == ({"closed": 1}, "proposal_not_pending")


async def test_the_same_pair_proposed_twice_at_once_is_proposed_once(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    proposal = scene.by(scene.world.coordinator, Do.PROPOSE, mentor=mentor.id, mentee=mentee.id)
    first, second = await scene.race(proposal, proposal)
    assert (str(first), str(second)) == ("pending", "proposal_exists")


# Admission.


async def test_of_two_coordinators_who_approve_and_send_back_the_first_decides(scene: Scene) -> None:
    for flipped in (False, True):
        mentor = await scene.world.mentor(state="submitted")
        acts = [scene.by(scene.world.coordinator, do, mentor) for do in (Do.APPROVE, Do.SEND_BACK)]
        first, second = await scene.race(*(reversed(acts) if flipped else acts))
        assert (str(first), str(second)) == ("draft" if flipped else "active", "illegal_state")


@pytest.mark.parametrize(("state", "one", "two"), [("active", Do.PAUSE, Do.LEAVE), ("paused", Do.RESUME, Do.LEAVE)])
async def test_of_two_moves_of_one_participant_each_starts_where_the_other_ended(
    scene: Scene, state: str, one: Do, two: Do
) -> None:
    for flipped in (False, True):
        mentor = await scene.world.mentor(state=state)
        moves = [scene.by(mentor, do, mentor) for do in (one, two)]
        first, second = await scene.race(*(reversed(moves) if flipped else moves))
        assert (first.code, str(second)) == (None, "illegal_state" if flipped else "left")


async def test_each_of_two_pauses_on_somebodys_behalf_is_told_to_them(scene: Scene) -> None:
    mentor, coordinator = await scene.world.mentor(), scene.world.coordinator
    for do in (Do.PAUSE, Do.RESUME, Do.PAUSE):
        assert (await scene.do(scene.by(coordinator, do, mentor))).code is None
    told = await scene.world.rows("message", kind="answered_for_you", subject_id=mentor.id)
    assert len(told) == 3
