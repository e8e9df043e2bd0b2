"""R27: a group is offered, takes one place of its mentor's, and mentees join it by request under the rules of the core."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.factories import World
from tests.groups.offered import ask, asked, joined, offer, offered


async def test_a_group_takes_one_place_of_its_mentor(world: World) -> None:
    mentor, mentee = await world.mentor(places=1), await world.mentee()
    await offered(world, mentor)
    assert (await world.send(mentee, mentor)).json()["code"] == "mentor_full"
    assert (await offer(world, mentor)).json()["code"] == "mentor_full"


async def test_offering_with_the_last_place_releases_who_asked_for_a_pair(world: World) -> None:
    mentor, mentee = await world.mentor(places=1), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    await offered(world, mentor)
    request = await world.one("request", id=request_id)
    assert (request["state"], request["release_reason"]) == ("released", "mentor_full")


async def test_a_programme_without_groups_has_none(world: World) -> None:
    assert (await offer(world, await world.mentor())).json()["code"] == "groups_not_allowed"


async def test_a_group_is_no_larger_than_the_programme_allows(world: World) -> None:
    await world.set_programme(groups="instead", group_places_max=3)
    answer = await offer(world, await world.mentor(), places=4)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/group/places"


@pytest.mark.parametrize("state", ["draft", "submitted", "paused", "left"])
async def test_whoever_takes_no_active_part_offers_none(world: World, state: str) -> None:
    await world.set_programme(groups="instead")
    assert (await offer(world, await world.mentor(state=state))).json()["code"] == "mentor_not_available"


async def test_a_mentee_offers_none(world: World) -> None:
    await world.set_programme(groups="instead")
    assert (await offer(world, await world.mentee())).json()["code"] == "not_the_mentor"


async def test_a_coordinator_offers_one_for_a_mentor_who_is_told(world: World) -> None:
    mentor = await world.mentor()
    await world.set_programme(groups="instead")
    answer = await offer(world, mentor, by=world.coordinator)
    assert answer.status_code == 201
    told = await world.rows("message", recipient_id=mentor.person_id, kind="answered_for_you")
    assert [str(each["subject_id"]) for each in told] == [answer.json()["id"]]
    audit = await world.one("audit", subject_id=told[0]["subject_id"], act="match_opened")
    assert (audit["caller_id"], audit["on_behalf_of"]) == (world.coordinator.person_id, mentor.person_id)
    assert (await offer(world, mentor, by=await world.mentor())).status_code == 403


async def test_mentees_join_by_request_until_it_is_full(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, places=2)
    first, second = await joined(world, mentor, group_id, 2)
    late = await world.mentee()
    assert (await ask(world, late, group_id)).json()["code"] == "group_full"
    members = await world.rows("match_member", match_id=group_id, role="mentee")
    assert {each["participant_id"] for each in members} == {first.id, second.id}
    assert sorted(each["group_place"] for each in members) == [1, 2]
    assert all(each["request_id"] is not None for each in members)


async def test_accepting_passes_contacts_between_the_mentee_and_the_mentor_alone(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    first, second = await joined(world, mentor, group_id, 2)
    ledger = {(each["owner_id"], each["receiver_id"]) for each in await world.rows("disclosure", match_id=group_id)}
    assert ledger == {(mentor.id, first.id), (first.id, mentor.id), (mentor.id, second.id), (second.id, mentor.id)}
    seen = {
        each["participant_id"]: each["contact"]
        for each in (await world.call(first, "GET", f"/matches/{group_id}")).json()["members"]
    }
    assert seen[str(mentor.id)]["email"]
    assert seen[str(second.id)] is None


async def test_each_joining_is_told_to_the_mentee_and_to_the_mentor(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    first, second = await joined(world, mentor, group_id, 2)
    told = await world.rows("message", subject_id=group_id, kind="match_made")
    assert sorted(each["recipient_id"] for each in told) == sorted(
        [mentor.person_id, mentor.person_id, first.person_id, second.person_id]
    )


async def test_the_last_place_releases_who_still_asks(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, places=2)
    await joined(world, mentor, group_id)
    first, second = await world.mentee(), await world.mentee()
    accepted, other = await asked(world, first, group_id), await asked(world, second, group_id)
    assert (await world.act(mentor, accepted, "accept")).status_code == 200
    request = await world.one("request", id=other)
    assert (request["state"], request["release_reason"]) == ("released", "group_full")
    assert len(await world.rows("message", recipient_id=second.person_id, kind="request_released")) == 1


async def test_what_accepting_would_do_is_of_the_group(world: World) -> None:
    mentor = await world.mentor(places=2)
    group_id = await offered(world, mentor, places=2)
    await joined(world, mentor, group_id)
    mentee, pair = await world.mentee(), await world.mentee()
    request_id = await asked(world, mentee, group_id)
    await world.sent(pair, mentor)
    found = (await world.call(mentor, "GET", f"/requests/{request_id}/consequences")).json()
    assert (found["places_left"], found["releases"]) == (0, [])  # who asks for a pair is not touched


async def test_a_place_is_asked_for_under_the_rules_of_requests(world: World) -> None:
    mentor, mentee, another = await world.mentor(places=2), await world.mentee(), await world.mentee()
    group_id = await offered(world, mentor)
    await asked(world, mentee, group_id)
    assert (await ask(world, mentee, group_id)).json()["code"] == "mentee_has_pending_request"
    assert (await world.send(mentee, mentor)).json()["code"] == "mentee_has_pending_request"
    await world.sent(another, mentor)  # the mentor holds two, whatever for (I2)
    assert (await ask(world, await world.mentee(), group_id)).json()["code"] == "mentor_has_max_pending"
    assert (await ask(world, mentor, group_id)).json()["code"] == "not_the_mentee"
    assert (await ask(world, world.coordinator, group_id)).json()["code"] == "not_a_participant"
    assert (await ask(world, mentee, uuid4())).status_code == 404


async def test_outside_the_window_nobody_asks(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor)
    now = datetime.now(UTC)
    await world.set_programme(requests_opens=now - timedelta(days=9), requests_closes=now - timedelta(days=5))
    assert (await ask(world, mentee, group_id)).json()["code"] == "window_closed"


async def test_a_mentee_in_a_group_has_their_one_match(world: World) -> None:
    mentor, another = await world.mentor(), await world.mentor()
    (mentee,) = await joined(world, mentor, await offered(world, mentor))
    assert (await world.send(mentee, another)).json()["code"] == "mentee_already_matched"
    assert (await ask(world, mentee, await offered(world, another))).json()["code"] == "mentee_already_matched"


async def test_where_the_programme_allows_both_a_pair_stands_beside_a_group(world: World) -> None:
    await world.set_programme(groups="beside")
    mentor, another, third = await world.mentor(), await world.mentor(), await world.mentor()
    (mentee,) = await joined(world, mentor, await offered(world, mentor))
    await world.matched(mentee, another)
    assert sorted(each["mentee_slot"] for each in await world.rows("match_member", participant_id=mentee.id)) == [1, 2]
    assert (await world.send(mentee, third)).json()["code"] == "mentee_already_matched"
    assert (await ask(world, mentee, await offered(world, third))).json()["code"] == "mentee_already_matched"


async def test_with_a_pair_a_request_for_a_group_stays_where_both_are_allowed(world: World) -> None:
    await world.set_programme(groups="beside", mentee_pending_max=3)
    leads, mentor, other, mentee = await world.mentor(), await world.mentor(), await world.mentor(), await world.mentee()
    place = await asked(world, mentee, await offered(world, leads))
    pair, rest = await world.sent(mentee, mentor), await world.sent(mentee, other)
    assert (await world.act(mentor, pair, "accept")).status_code == 200
    assert (await world.one("request", id=place))["state"] == "pending"
    assert (await world.one("request", id=rest))["release_reason"] == "mentee_matched"
    assert (await world.act(leads, place, "accept")).status_code == 200


async def test_whether_both_are_allowed_is_fixed_by_publishing(world: World) -> None:
    path = f"/programmes/{world.programme_id}"
    rules = (await world.call(world.coordinator, "GET", path)).json()["rules"]
    change = {"json": {"rules": rules | {"groups": "beside"}}, "headers": {"If-Match": "*"}}
    assert (await world.call(world.coordinator, "PATCH", path, **change)).json()["code"] == "illegal_state"
    change["json"] = {"rules": rules | {"groups": "instead"}}
    assert (await world.call(world.coordinator, "PATCH", path, **change)).status_code == 200


async def test_a_decline_of_the_mentor_counts_for_the_group_too(world: World) -> None:
    mentor, mentee = await world.mentor(places=2), await world.mentee()
    group_id = await offered(world, mentor)
    await world.act(mentor, await world.sent(mentee, mentor), "decline", json={})
    assert (await ask(world, mentee, group_id)).json()["code"] == "declined_before"


async def test_a_paused_mentor_is_not_asked_and_holds_no_requests_for_the_group(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor)
    request_id = await asked(world, mentee, group_id)
    await world.call(mentor, "POST", f"/participants/{mentor.id}/pause")
    assert (await world.one("request", id=request_id))["release_reason"] == "mentor_paused"
    assert (await ask(world, mentee, group_id)).json()["code"] == "group_not_available"
