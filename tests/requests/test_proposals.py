"""Proposals: both yes is a match; an override covers some rules and never the invariants (R15)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from tests.factories import Someone, World


async def propose(world: World, mentor: Someone, mentee: Someone, *overrides: str) -> httpx.Response:
    body = {"mentor_id": str(mentor.id), "mentee_id": str(mentee.id), "overrides": list(overrides)}
    return await world.call(world.coordinator, "POST", f"/programmes/{world.programme_id}/proposals", json=body)


async def proposed(world: World, mentor: Someone, mentee: Someone, *overrides: str) -> UUID:
    answer = await propose(world, mentor, mentee, *overrides)
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["id"])


async def answer(world: World, someone: Someone, proposal_id: UUID, verb: str, **body: Any) -> httpx.Response:
    return await world.call(someone, "POST", f"/proposals/{proposal_id}/{verb}", json=body)


async def test_both_yes_is_a_match_with_contacts(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    proposal_id = await proposed(world, mentor, mentee)
    assert (await answer(world, mentor, proposal_id, "accept")).json()["state"] == "pending"
    done = (await answer(world, mentee, proposal_id, "accept")).json()
    assert done["state"] == "accepted"
    assert len(await world.rows("disclosure", match_id=UUID(done["match_id"]))) == 2


async def test_one_no_ends_it_and_both_are_told(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    proposal_id = await proposed(world, mentor, mentee)
    assert (await answer(world, mentee, proposal_id, "decline")).json()["state"] == "declined"
    told = await world.rows("message", subject_id=proposal_id, kind="proposal_closed")
    assert {each["recipient_id"] for each in told} == {mentor.person_id, mentee.person_id}
    assert (await answer(world, mentor, proposal_id, "accept")).json()["code"] == "proposal_not_pending"


async def test_a_match_elsewhere_releases_the_proposal(world: World) -> None:
    mentor, another, mentee = await world.mentor(), await world.mentor(), await world.mentee()
    proposal_id = await proposed(world, mentor, mentee)
    await world.matched(mentee, another)
    assert (await world.one("proposal", id=proposal_id))["state"] == "released"


async def test_outside_the_window_a_proposal_needs_its_override(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    now = datetime.now(UTC)
    await world.set_programme(requests_opens=now - timedelta(days=9), requests_closes=now - timedelta(days=5))
    assert (await propose(world, mentor, mentee)).json()["code"] == "window_closed"
    assert (await propose(world, mentor, mentee, "window")).status_code == 201


async def test_overrides_cover_level_decline_pause_and_approval(world: World) -> None:
    choosy, mentee = await world.mentor(seeks=["doctoral"]), await world.mentee()
    assert (await propose(world, choosy, mentee)).json()["code"] == "mentor_not_available"
    assert (await propose(world, choosy, mentee, "level")).status_code == 201
    declined = await world.mentor()
    await world.act(declined, await world.sent(mentee, declined), "decline")
    assert (await propose(world, declined, mentee)).json()["code"] == "declined_before"
    assert (await propose(world, declined, mentee, "earlier_decline")).status_code == 201
    for state, override in (("paused", "pause"), ("submitted", "approval")):
        mentor = await world.mentor(state=state)
        assert (await propose(world, mentor, mentee)).json()["code"] == "mentor_not_available"
        assert (await propose(world, mentor, mentee, override)).status_code == 201


async def test_a_paused_mentor_is_matched_by_override_and_stays_paused(world: World) -> None:
    mentor, mentee = await world.mentor(state="paused"), await world.mentee()
    proposal_id = await proposed(world, mentor, mentee, "pause")
    await answer(world, mentor, proposal_id, "accept")
    assert (await answer(world, mentee, proposal_id, "accept")).json()["state"] == "accepted"
    assert (await world.one("participant", id=mentor.id))["state"] == "paused"


async def test_no_override_covers_a_full_mentor_or_a_matched_mentee(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.matched(mentee, mentor)
    everything = ("window", "level", "earlier_decline", "approval", "pause")
    assert (await propose(world, mentor, await world.mentee(), *everything)).json()["code"] == "mentor_full"
    assert (await propose(world, await world.mentor(), mentee, *everything)).json()["code"] == "mentee_already_matched"


async def test_a_coordinator_answers_for_somebody_by_name_only(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    proposal_id = await proposed(world, mentor, mentee)
    assert (await answer(world, world.coordinator, proposal_id, "accept")).status_code == 403
    for side in (mentor, mentee):
        done = await answer(world, world.coordinator, proposal_id, "accept", on_behalf_of=str(side.id))
        assert done.status_code == 200
    told = await world.rows("message", subject_id=proposal_id, kind="answered_for_you")
    assert {each["recipient_id"] for each in told} == {mentor.person_id, mentee.person_id}


async def test_a_mentor_proposes_nothing(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    body = {"mentor_id": str(mentor.id), "mentee_id": str(mentee.id)}
    refused = await world.call(mentor, "POST", f"/programmes/{world.programme_id}/proposals", json=body)
    assert refused.status_code == 403


async def test_the_trail_says_for_whom_a_coordinator_said_no(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    proposal_id = await proposed(world, mentor, mentee)
    await answer(world, world.coordinator, proposal_id, "decline", on_behalf_of=str(mentee.id))
    params = {"subject_id": str(proposal_id), "act": "proposal_declined"}
    trail = await world.call(world.coordinator, "GET", f"/organisations/{world.organisation_id}/audit", params=params)
    (row,) = trail.json()["items"]
    person = await world.one("person", id=mentee.person_id)
    assert (row["on_behalf_of_name"], row["details"]) == (person["name"], {"role": "mentee"})
    assert row["caller_name"] == (await world.one("person", id=world.coordinator.person_id))["name"]


async def test_the_trail_names_nobody_where_nobody_acted_for_another(world: World) -> None:
    proposal_id = await proposed(world, await world.mentor(), await world.mentee())
    params = {"subject_id": str(proposal_id)}
    trail = await world.call(world.coordinator, "GET", f"/organisations/{world.organisation_id}/audit", params=params)
    assert [each["on_behalf_of_name"] for each in trail.json()["items"]] == [None]
