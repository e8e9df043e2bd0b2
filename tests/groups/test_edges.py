"""R27 at its edges: who comes to lead, who comes back, which contacts pass, and what those who left still get."""

from uuid import UUID

from tests.factories import World
from tests.groups.offered import GROUP, asked, joined, offered
from tests.groups.test_members import end, lead, propose
from tests.requests.test_proposals import answer


async def test_nobody_comes_to_lead_while_a_mentee_waits_for_an_answer(world: World) -> None:
    mentor, other, mentee = await world.mentor(), await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor, mentor_places=2)
    request_id = await asked(world, mentee, group_id)
    assert (await lead(world, other, group_id)).json()["code"] == "group_has_begun"
    await world.act(mentee, request_id, "withdraw")
    assert (await propose(world, mentor, mentee, group_id)).status_code == 201
    assert (await lead(world, other, group_id)).json()["code"] == "group_has_begun"


async def test_a_mentor_who_left_does_not_come_back_to_lead_it(world: World) -> None:
    mentor, other = await world.mentor(), await world.mentor()
    group_id = await offered(world, mentor, mentor_places=2)
    await lead(world, other, group_id)
    assert (await end(world, other, group_id)).json()["state"] == "active"
    assert (await lead(world, other, group_id)).json()["code"] == "group_not_available"


async def test_a_coordinator_may_place_a_mentee_with_a_mentor_who_pauses(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor)
    await world.call(mentor, "POST", f"/participants/{mentor.id}/pause")
    assert (await propose(world, mentor, mentee, group_id)).json()["code"] == "mentor_not_available"
    proposal_id = UUID((await propose(world, mentor, mentee, group_id, "pause")).json()["id"])
    await answer(world, mentee, proposal_id, "accept")
    assert (await answer(world, mentor, proposal_id, "accept")).json()["state"] == "accepted"


async def test_the_contacts_that_pass_are_those_that_accepting_showed(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor)
    await world.sql("UPDATE contact SET phone = NULL, email = 'new@example.org' WHERE participant_id = :id", id=mentor.id)
    request_id = await asked(world, mentee, group_id)
    shown = (await world.call(mentor, "GET", f"/requests/{request_id}/consequences")).json()["gives"]
    await world.act(mentor, request_id, "accept")
    passed = await world.one("disclosure", match_id=group_id, owner_id=mentor.id)
    kept = await world.one("contact_snapshot", match_id=group_id, participant_id=mentor.id)
    assert passed["fields"] == shown
    assert kept["email"] == "new@example.org"


async def test_what_has_passed_to_one_is_what_the_next_gets(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor)
    await joined(world, mentor, group_id)
    before = await world.one("contact_snapshot", match_id=group_id, participant_id=mentor.id)
    await world.sql(
        "UPDATE contact SET phone = CASE WHEN phone IS NULL THEN '+358401234567' END WHERE participant_id = :id", id=mentor.id
    )
    request_id = await asked(world, mentee, group_id)
    shown = (await world.call(mentor, "GET", f"/requests/{request_id}/consequences")).json()["gives"]
    await world.act(mentor, request_id, "accept")
    passed = await world.one("disclosure", match_id=group_id, owner_id=mentor.id, receiver_id=mentee.id)
    assert passed["fields"] == shown
    assert await world.one("contact_snapshot", match_id=group_id, participant_id=mentor.id) == before


async def test_a_lowered_limit_binds_new_groups_only(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, places=4)
    await joined(world, mentor, group_id, 3)
    await world.set_programme(group_places_max=2)
    path, anything = f"/groups/{group_id}", {"If-Match": "*"}
    renamed = GROUP | {"theme": "Another theme", "places": 4}
    assert (await world.call(mentor, "PUT", path, json=renamed, headers=anything)).status_code == 200
    assert (await world.call(mentor, "PUT", path, json=GROUP | {"places": 3}, headers=anything)).status_code == 200
    assert (await world.call(mentor, "PUT", path, json=GROUP | {"places": 4}, headers=anything)).status_code == 422


async def test_whoever_led_a_group_that_has_ended_hears_that_it_has(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    await end(world, mentor, group_id)
    changed = await world.call(mentor, "PUT", f"/groups/{group_id}", json=GROUP, headers={"If-Match": "*"})
    assert changed.json()["code"] == "match_ended"


async def test_an_earlier_decline_of_either_mentor_needs_the_override(world: World) -> None:
    mentor, other, mentee = await world.mentor(), await world.mentor(places=2), await world.mentee()
    await world.act(other, await world.sent(mentee, other), "decline", json={})
    group_id = await offered(world, mentor, mentor_places=2)
    await lead(world, other, group_id)
    assert (await propose(world, mentor, mentee, group_id)).json()["code"] == "declined_before"
    assert (await propose(world, mentor, mentee, group_id, "earlier_decline")).status_code == 201


async def test_the_audit_trail_says_who_came_into_a_group(world: World) -> None:
    mentor, other = await world.mentor(), await world.mentor()
    group_id = await offered(world, mentor, mentor_places=2)
    await lead(world, other, group_id)
    (mentee,) = await joined(world, mentor, group_id)
    rows = await world.rows("audit", subject_id=group_id, act="group_joined")
    assert [each["details"].get("participant_id") for each in rows] == [str(other.id), str(mentee.id)]
