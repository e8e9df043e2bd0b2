"""Pausing, leaving, places, approvals and the end of a match: what they do to requests and matches (R9, R14, R15)."""

import pytest

from tests.factories import Someone, World


async def do(world: World, someone: Someone, participant: Someone, verb: str) -> tuple[int, str]:
    answer = await world.call(someone, "POST", f"/participants/{participant.id}/{verb}")
    body = answer.json()
    return answer.status_code, body.get("code") or body["state"]


async def test_pausing_releases_pending_requests_and_keeps_matches(world: World) -> None:
    mentor, matched, waiting = await world.mentor(places=2), await world.mentee(), await world.mentee()
    match_id = await world.matched(matched, mentor)
    request_id = await world.sent(waiting, mentor)
    assert await do(world, mentor, mentor, "pause") == (200, "paused")
    released = await world.one("request", id=request_id)
    assert (released["state"], released["release_reason"]) == ("released", "mentor_paused")
    assert (await world.one("match", id=match_id))["state"] == "active"
    assert (await world.send(waiting, mentor)).json()["code"] == "mentor_not_available"
    assert await do(world, mentor, mentor, "resume") == (200, "active")
    assert (await world.send(waiting, mentor)).status_code == 201


async def test_leaving_ends_matches_and_tells_the_partner_who_may_ask_again(world: World) -> None:
    mentor, another, mentee = await world.mentor(), await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    assert await do(world, mentor, mentor, "leave") == (200, "left")
    ended = await world.one("match", id=match_id)
    assert (ended["state"], ended["end_reason"]) == ("ended", "member_left")
    told = await world.rows("message", subject_id=match_id, kind="match_ended")
    assert [each["recipient_id"] for each in told] == [mentee.person_id]
    assert (await world.send(mentee, another)).status_code == 201


async def test_whoever_is_acted_for_is_told_each_time(world: World) -> None:
    mentor = await world.mentor()
    for verb in ("pause", "resume", "pause"):
        assert (await do(world, world.coordinator, mentor, verb))[0] == 200
    told = await world.rows("message", subject_id=mentor.id, kind="answered_for_you")
    assert [each["recipient_id"] for each in told] == [mentor.person_id] * 3


async def test_a_mentee_who_leaves_withdraws_from_the_mentor_by_release(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    assert await do(world, mentee, mentee, "leave") == (200, "left")
    assert (await world.one("request", id=request_id))["release_reason"] == "mentee_left"
    told = await world.rows("message", subject_id=request_id, kind="request_released")
    assert [each["recipient_id"] for each in told] == [mentor.person_id]


async def test_removing_is_the_coordinators_and_final(world: World) -> None:
    mentor = await world.mentor()
    assert await do(world, mentor, mentor, "remove") == (403, "forbidden")
    assert await do(world, world.coordinator, mentor, "remove") == (200, "removed")
    assert await do(world, mentor, mentor, "resume") == (409, "illegal_state")


async def test_approving_lets_a_submitted_mentor_in(world: World) -> None:
    mentor, mentee = await world.mentor(state="submitted"), await world.mentee()
    assert (await world.send(mentee, mentor)).status_code == 404
    assert await do(world, world.coordinator, mentor, "approve") == (200, "active")
    assert (await world.send(mentee, mentor)).status_code == 201


async def test_somebody_elses_coordinator_knows_nothing(world: World) -> None:
    mentor, other = await world.mentor(), await World.make(world.sessions, world.keys, world.http)
    assert await do(world, other.coordinator, mentor, "pause") == (404, "not_found")


async def set_places(world: World, mentor: Someone, places: int) -> tuple[int, dict[str, object]]:
    answer = await world.call(mentor, "PUT", f"/participants/{mentor.id}/places", json={"places": places})
    return answer.status_code, answer.json()


async def test_a_mentor_whose_places_a_coordinator_sets_is_told_and_one_who_sets_them_is_not(world: World) -> None:
    mentor = await world.mentor()
    assert (await set_places(world, mentor, 2))[0] == 200
    assert await world.rows("message", subject_id=mentor.id) == []
    answer = await world.call(world.coordinator, "PUT", f"/participants/{mentor.id}/places", json={"places": 1})
    assert answer.status_code == 200
    told = await world.one("message", subject_id=mentor.id)
    assert (told["recipient_id"], told["kind"]) == (mentor.person_id, "answered_for_you")


async def test_fewer_places_than_matches_are_refused(world: World) -> None:
    mentor = await world.mentor(places=2)
    for _ in range(2):
        await world.matched(await world.mentee(), mentor)
    status, body = await set_places(world, mentor, 1)
    assert (status, body["code"]) == (409, "capacity_below_matches")


async def test_as_many_places_as_matches_release_pending_requests(world: World) -> None:
    mentor, waiting = await world.mentor(places=2), await world.mentee()
    await world.matched(await world.mentee(), mentor)
    request_id = await world.sent(waiting, mentor)
    assert await set_places(world, mentor, 1) == (200, {"participant_id": str(mentor.id), "places": 1, "free": 0})
    assert (await world.one("request", id=request_id))["release_reason"] == "mentor_full"


async def test_the_kept_place_may_be_the_second(world: World) -> None:
    mentor, first, second = await world.mentor(places=2), await world.mentee(), await world.mentee()
    match_id = await world.matched(first, mentor)
    await world.matched(second, mentor)
    assert (await world.call(first, "POST", f"/matches/{match_id}/end")).status_code == 200
    assert (await set_places(world, mentor, 1))[0] == 200
    assert [each["number"] for each in await world.rows("mentor_place", mentor_id=mentor.id)] == [2]
    assert await set_places(world, mentor, 2) == (200, {"participant_id": str(mentor.id), "places": 2, "free": 1})


async def test_more_places_than_the_programme_allows_are_refused(world: World) -> None:
    assert (await set_places(world, await world.mentor(), 3))[0] == 422


async def test_an_ended_match_frees_both_and_they_never_meet_again(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    answer = await world.call(mentor, "POST", f"/matches/{match_id}/end", json={"farewell": "Thank you!"})
    assert answer.json() == {"id": str(match_id), "state": "ended"}
    assert (await world.send(mentee, mentor)).json()["code"] == "mentor_not_available"
    seen = (await world.call(mentee, "GET", f"/matches/{match_id}")).json()
    assert (seen["farewell"], seen["end_reason"]) == ("Thank you!", None)
    assert all(each["contact"] is None for each in seen["members"])
    again = await world.call(mentor, "POST", f"/matches/{match_id}/end")
    assert again.json()["code"] == "match_ended"


@pytest.mark.parametrize("verb", ["pause", "leave"])
async def test_a_stranger_changes_nobodys_part(world: World, verb: str) -> None:
    mentee, stranger = await world.mentee(), await world.mentee()
    assert (await do(world, stranger, mentee, verb))[0] == 404


async def test_a_mentor_who_was_matched_before_approval_is_not_sent_back(world: World) -> None:
    mentor, mentee = await world.mentor(state="submitted"), await world.mentee()
    pair = {"mentor_id": str(mentor.id), "mentee_id": str(mentee.id), "overrides": ["approval"]}
    made = await world.call(world.coordinator, "POST", f"/programmes/{world.programme_id}/proposals", json=pair)
    for each in (mentor, mentee):
        await world.call(each, "POST", f"/proposals/{made.json()['id']}/accept")
    assert await do(world, world.coordinator, mentor, "send-back") == (409, "illegal_state")
    assert await do(world, world.coordinator, mentor, "approve") == (200, "active")


async def test_nothing_is_proposed_in_an_archived_programme(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.sql("UPDATE programme SET archived_at = clock_timestamp() WHERE id = :id", id=world.programme_id)
    pair = {"mentor_id": str(mentor.id), "mentee_id": str(mentee.id), "overrides": ["window"]}
    made = await world.call(world.coordinator, "POST", f"/programmes/{world.programme_id}/proposals", json=pair)
    assert (made.status_code, made.json()["code"]) == (409, "window_closed")
