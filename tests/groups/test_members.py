"""R27 and R22: who leaves a group and what goes on; who leads it; contacts among mentees only where both share (I7)."""

from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from kisalli.privacy import erasure
from tests.factories import Someone, World
from tests.groups.offered import GROUP, ask, asked, joined, offered
from tests.requests.test_proposals import answer


async def end(world: World, someone: Someone, group_id: UUID, **body: object) -> httpx.Response:
    return await world.call(someone, "POST", f"/matches/{group_id}/end", json=body)


async def lead(world: World, someone: Someone, group_id: UUID, **body: object) -> httpx.Response:
    return await world.call(someone, "POST", f"/groups/{group_id}/mentors", json=body)


async def contacts(world: World, reader: Someone, group_id: UUID) -> set[UUID]:
    """Return whose contact details somebody sees in their group."""
    members = (await world.call(reader, "GET", f"/matches/{group_id}")).json()["members"]
    return {UUID(each["participant_id"]) for each in members if each["contact"]}


async def propose(world: World, mentor: Someone, mentee: Someone, group_id: UUID, *overrides: str) -> httpx.Response:
    body = {"mentor_id": str(mentor.id), "mentee_id": str(mentee.id), "group_id": str(group_id), "overrides": list(overrides)}
    return await world.call(world.coordinator, "POST", f"/programmes/{world.programme_id}/proposals", json=body)


async def test_a_mentee_leaves_and_the_group_goes_on(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    first, second = await joined(world, mentor, group_id, 2)
    left = await end(world, first, group_id, cause="no_time", farewell="Thank you all.")
    assert left.json() == {"id": str(group_id), "state": "active"}
    assert (await world.call(first, "GET", f"/matches/{group_id}")).status_code == 404
    assert (await world.call(first, "GET", f"/matches/{group_id}/workspace")).status_code == 404
    assert await contacts(world, mentor, group_id) == {second.id}
    (told,) = await world.rows("message", subject_id=group_id, kind="group_left")
    assert (told["recipient_id"], told["details"]["note"]) == (mentor.person_id, "Thank you all.")
    await joined(world, mentor, group_id)  # the place is free again
    another = await world.mentor()
    await world.matched(first, another)  # and so is who left


async def test_whoever_left_does_not_come_back_to_the_same_people(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    (mentee,) = await joined(world, mentor, group_id)
    assert (await end(world, mentee, group_id)).status_code == 200
    assert (await ask(world, mentee, group_id)).json()["code"] == "group_not_available"


async def test_its_last_mentor_ends_it_for_all(world: World) -> None:
    mentor, waiting = await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor, places=3)
    first, second = await joined(world, mentor, group_id, 2)
    request_id = await asked(world, waiting, group_id)
    assert (await end(world, mentor, group_id)).json()["state"] == "ended"
    told = await world.rows("message", subject_id=group_id, kind="match_ended")
    assert {each["recipient_id"] for each in told} == {first.person_id, second.person_id}
    assert (await world.one("request", id=request_id))["release_reason"] == "group_closed"
    assert (await end(world, first, group_id)).json()["code"] == "match_ended"
    assert (await world.call(first, "GET", f"/matches/{group_id}/workspace")).status_code == 200


async def test_a_mentor_leaves_the_programme_and_their_group_ends(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    (mentee,) = await joined(world, mentor, group_id)
    await world.call(mentor, "POST", f"/participants/{mentor.id}/leave")
    assert (await world.one("match", id=group_id))["end_reason"] == "member_left"
    assert (await world.one("participant", id=mentee.id))["accepting"] is True


async def test_a_mentor_who_leaves_alone_takes_the_empty_group_along(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    await world.call(mentor, "POST", f"/participants/{mentor.id}/leave")
    assert (await world.one("match", id=group_id))["state"] == "ended"


async def test_a_coordinator_takes_one_out_or_ends_it(world: World) -> None:
    mentor, outsider = await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor)
    first, second = await joined(world, mentor, group_id, 2)
    assert (await end(world, second, group_id, participant_id=str(first.id))).status_code == 404
    assert (await end(world, world.coordinator, group_id, participant_id=str(outsider.id))).status_code == 404
    gone = await end(world, world.coordinator, group_id, participant_id=str(first.id))
    assert gone.json()["state"] == "active"
    assert len(await world.rows("message", recipient_id=first.person_id, kind="match_ended")) == 1
    assert (await end(world, world.coordinator, group_id)).json()["state"] == "ended"


async def test_a_further_mentor_leads_it_before_the_first_mentee_comes(world: World) -> None:
    mentor, other, third = await world.mentor(), await world.mentor(), await world.mentor()
    group_id = await offered(world, mentor, mentor_places=2)
    assert (await lead(world, other, group_id)).status_code == 200
    assert (await lead(world, other, group_id)).json()["code"] == "group_not_available"
    assert (await lead(world, third, group_id)).json()["code"] == "group_not_available"
    assert await contacts(world, mentor, group_id) == {other.id}
    (mentee,) = await joined(world, mentor, group_id)
    assert await contacts(world, mentee, group_id) == {mentor.id, other.id}
    assert await contacts(world, other, group_id) == {mentor.id, mentee.id}


async def test_nobody_leads_a_group_that_has_begun(world: World) -> None:
    mentor, other = await world.mentor(), await world.mentor()
    group_id = await offered(world, mentor, mentor_places=2)
    await joined(world, mentor, group_id)
    assert (await lead(world, other, group_id)).json()["code"] == "group_has_begun"


async def test_with_two_mentors_one_leaves_and_the_other_answers(world: World) -> None:
    mentor, other = await world.mentor(), await world.mentor()
    group_id = await offered(world, mentor, mentor_places=2, places=3)
    await lead(world, other, group_id)
    await joined(world, mentor, group_id)
    waiting = await world.mentee()
    request_id = await asked(world, waiting, group_id)
    assert (await end(world, mentor, group_id)).json()["state"] == "active"
    assert (await world.one("request", id=request_id))["release_reason"] == "group_closed"
    again = await asked(world, waiting, group_id)
    assert (await world.act(mentor, again, "accept")).status_code == 404
    assert (await world.act(other, again, "accept")).status_code == 200
    assert await contacts(world, waiting, group_id) == {other.id}


async def test_mentees_share_contacts_only_among_those_who_share(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, places=3)
    first, second, third = await joined(world, mentor, group_id, 3)
    for each in (first, second):
        answer_ = await world.call(each, "PUT", f"/groups/{group_id}/sharing", json={"shares": True})
        assert answer_.status_code == 200
    assert await contacts(world, first, group_id) == {mentor.id, second.id}
    assert await contacts(world, second, group_id) == {mentor.id, first.id}
    assert await contacts(world, third, group_id) == {mentor.id}
    await world.call(second, "PUT", f"/groups/{group_id}/sharing", json={"shares": False})
    assert await contacts(world, first, group_id) == {mentor.id}
    ledger = {(each["owner_id"], each["receiver_id"]) for each in await world.rows("disclosure", match_id=group_id)}
    assert {(first.id, second.id), (second.id, first.id)} <= ledger
    assert not {(first.id, third.id), (third.id, first.id)} & ledger
    assert (await world.call(mentor, "PUT", f"/groups/{group_id}/sharing", json={"shares": True})).json()[
        "code"
    ] == "not_the_mentee"
    assert (
        await world.call(await world.mentee(), "PUT", f"/groups/{group_id}/sharing", json={"shares": True})
    ).status_code == 404


async def test_mentees_of_a_group_do_not_read_each_others_profiles(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    first, second = await joined(world, mentor, group_id, 2)
    assert (await world.call(first, "GET", f"/participants/{second.id}/profile")).status_code == 404
    assert (await world.call(mentor, "GET", f"/participants/{second.id}/profile")).status_code == 200


async def test_a_mentee_is_placed_by_proposal(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor)
    proposal_id = UUID((await propose(world, mentor, mentee, group_id)).json()["id"])
    assert (await answer(world, mentee, proposal_id, "accept")).json()["state"] == "pending"
    done = (await answer(world, mentor, proposal_id, "accept")).json()
    assert (done["state"], done["match_id"]) == ("accepted", str(group_id))
    assert await contacts(world, mentee, group_id) == {mentor.id}


async def test_a_proposal_for_a_group_is_of_its_mentor_and_no_override_makes_room(world: World) -> None:
    mentor, stranger, mentee = await world.mentor(), await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor)
    assert (await propose(world, stranger, mentee, group_id)).status_code == 404
    pending = UUID((await propose(world, mentor, mentee, group_id)).json()["id"])
    await joined(world, mentor, group_id, 2)
    assert (await world.one("proposal", id=pending))["state"] == "released"
    assert (await propose(world, mentor, mentee, group_id, "window", "level", "pause")).json()["code"] == "group_full"


@pytest.mark.parametrize("first", ["pair", "place"])
async def test_whoever_is_matched_waits_for_nothing_else_from_the_same_mentor(world: World, first: str) -> None:
    """Else what was asked before could bring two together again who have parted since (R22)."""
    await world.set_programme(groups="beside")
    mentor, mentee = await world.mentor(places=2), await world.mentee()
    group_id = await offered(world, mentor)
    proposal_id = UUID((await propose(world, mentor, mentee, group_id)).json()["id"])
    request_id = await world.sent(mentee, mentor)
    if first == "pair":
        assert (await world.act(mentor, request_id, "accept")).status_code == 200
        assert (await world.one("proposal", id=proposal_id))["state"] == "released"
    else:
        for someone in (mentee, mentor):
            assert (await answer(world, someone, proposal_id, "accept")).status_code == 200
        assert (await world.one("request", id=request_id))["release_reason"] == "mentee_matched"


async def test_its_mentor_changes_words_and_places(world: World) -> None:
    mentor, waiting = await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor, places=4)
    await joined(world, mentor, group_id, 2)
    request_id = await asked(world, waiting, group_id)
    path, version = f"/groups/{group_id}", {"If-Match": '"v1"'}
    body = GROUP | {"theme": "Finding one's place", "places": 3}
    assert (await world.call(mentor, "PUT", path, json=body)).status_code == 428
    assert (await world.call(waiting, "PUT", path, json=body, headers=version)).status_code == 404
    assert (await world.call(mentor, "PUT", path, json=body, headers=version)).json()["version"] == 2
    assert (await world.call(mentor, "PUT", path, json=body, headers=version)).status_code == 412
    assert (await world.one("request", id=request_id))["state"] == "pending"
    body = body | {"places": 2}
    assert (await world.call(mentor, "PUT", path, json=body, headers={"If-Match": "*"})).status_code == 200
    assert (await world.one("request", id=request_id))["release_reason"] == "group_full"
    await joined_none(world, waiting, group_id)


async def joined_none(world: World, mentee: Someone, group_id: UUID) -> None:
    assert (await ask(world, mentee, group_id)).json()["code"] == "group_full"


async def test_fewer_places_than_members_are_refused(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, places=3)
    await joined(world, mentor, group_id, 3)
    answer_ = await world.call(mentor, "PUT", f"/groups/{group_id}", json=GROUP | {"places": 2}, headers={"If-Match": "*"})
    assert answer_.json()["code"] == "capacity_below_matches"


async def test_a_closed_group_is_not_asked_and_opens_again(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor)
    request_id = await asked(world, mentee, group_id)
    closed, anything = GROUP | {"joining": False}, {"If-Match": "*"}
    assert (await world.call(mentor, "PUT", f"/groups/{group_id}", json=closed, headers=anything)).status_code == 200
    assert (await world.one("request", id=request_id))["release_reason"] == "group_closed"
    assert (await ask(world, mentee, group_id)).json()["code"] == "group_not_available"
    assert (await propose(world, mentor, mentee, group_id)).status_code == 201  # a coordinator may fill it all the same
    assert (await world.call(mentor, "PUT", f"/groups/{group_id}", json=GROUP, headers=anything)).status_code == 200
    assert (await ask(world, mentee, group_id)).status_code == 201


async def test_who_sees_which_groups(world: World) -> None:
    mentor, mentee, stranger = await world.mentor(), await world.mentee(), await world.person()
    group_id = await offered(world, mentor)
    path = f"/programmes/{world.programme_id}/groups"
    for reader in (mentor, mentee, world.coordinator):
        (shown,) = (await world.call(reader, "GET", path)).json()["items"]
        assert (shown["id"], shown["free"], shown["can_be_asked"]) == (str(group_id), 2, True)
    assert (await world.call(stranger, "GET", path)).json()["items"] == []
    assert (await world.call(stranger, "GET", f"/groups/{group_id}")).status_code == 404
    await asked(world, mentee, group_id)
    assert (await world.call(mentee, "GET", f"/groups/{group_id}")).json()["own"] == "asked"
    assert (await world.call(mentor, "GET", f"/groups/{group_id}")).json()["own"] == "leads"
    await end(world, mentor, group_id)
    assert (await world.call(mentee, "GET", path)).json()["items"] == []
    assert len((await world.call(world.coordinator, "GET", path, params={"state": "ended"})).json()["items"]) == 1


async def test_before_the_window_mentees_see_no_groups(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    await offered(world, mentor)
    await world.sql(
        "UPDATE programme SET requests_opens = clock_timestamp() + interval '1 hour' WHERE id = :id", id=world.programme_id
    )
    path = f"/programmes/{world.programme_id}/groups"
    assert (await world.call(mentee, "GET", path)).json()["items"] == []
    assert len((await world.call(mentor, "GET", path)).json()["items"]) == 1


async def test_an_erased_member_is_gone_from_the_group(world: World, app: FastAPI) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    first, second = await joined(world, mentor, group_id, 2)
    await erasure.erase(world.sessions, app.state.acts, first.person_id, None, None)
    assert await contacts(world, mentor, group_id) == {second.id}
    assert (await world.one("match", id=group_id))["state"] == "active"
