"""Send, withdraw, decline, accept: every rule of the core, through HTTP on a real database."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import World


async def test_a_student_asks_and_the_mentor_is_told(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    answer = await world.send(mentee, mentor)
    assert answer.status_code == 201
    assert answer.json()["state"] == "pending"
    request = await world.one("request", id=answer.json()["id"])
    assert request["expires_at"] - request["sent_at"] == timedelta(days=5)
    messages = await world.rows("message", subject_id=request["id"])
    assert [(each["kind"], each["recipient_id"]) for each in messages] == [("request_sent", mentor.person_id)]


async def test_accepting_makes_a_match_and_releases_contacts_to_both(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    messages = await world.rows("message", subject_id=match_id)
    assert {(each["kind"], each["recipient_id"]) for each in messages} == {
        ("match_made", mentor.person_id),
        ("match_made", mentee.person_id),
    }
    assert len(await world.rows("disclosure", match_id=match_id)) == 2
    seen = (await world.call(mentee, "GET", f"/matches/{match_id}")).json()
    contacts = {each["role"]: each["contact"] for each in seen["members"]}
    assert contacts["mentor"]["email"] == f"contact.{mentor.id}@example.org"
    assert contacts["mentee"] is None


async def test_a_full_mentor_releases_the_other_request_and_that_student_is_told(world: World) -> None:
    mentor, first, second = await world.mentor(places=1), await world.mentee(), await world.mentee()
    accepted, other = await world.sent(first, mentor), await world.sent(second, mentor)
    await world.act(mentor, accepted, "accept")
    released = await world.one("request", id=other)
    assert (released["state"], released["release_reason"]) == ("released", "mentor_full")
    told = await world.rows("message", subject_id=other, kind="request_released")
    assert [each["recipient_id"] for each in told] == [second.person_id]
    assert (await world.one("participant", id=mentor.id))["accepting"] is False


async def test_a_mentor_with_two_places_keeps_the_other_request(world: World) -> None:
    mentor, first, second = await world.mentor(places=2), await world.mentee(), await world.mentee()
    accepted, other = await world.sent(first, mentor), await world.sent(second, mentor)
    await world.act(mentor, accepted, "accept")
    assert (await world.one("request", id=other))["state"] == "pending"


async def test_declining_frees_both_and_that_mentor_is_not_asked_again(world: World) -> None:
    mentor, another, mentee = await world.mentor(), await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    answer = await world.act(mentor, request_id, "decline", json={"message": "Not my field, sorry."})
    assert answer.json() == {"id": str(request_id), "state": "declined"}
    assert (await world.send(mentee, mentor)).json()["code"] == "declined_before"
    assert (await world.send(mentee, another)).status_code == 201


async def test_withdrawing_frees_both_and_tells_the_mentor(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    assert (await world.act(mentee, request_id, "withdraw")).status_code == 200
    told = await world.rows("message", subject_id=request_id, kind="request_withdrawn")
    assert [each["recipient_id"] for each in told] == [mentor.person_id]
    assert (await world.send(mentee, mentor)).status_code == 201


async def test_a_student_has_one_pending_request(world: World) -> None:
    mentee = await world.mentee()
    await world.sent(mentee, await world.mentor())
    answer = await world.send(mentee, await world.mentor())
    assert (answer.status_code, answer.json()["code"]) == (409, "mentee_has_pending_request")


async def test_a_mentor_holds_two_pending_requests(world: World) -> None:
    mentor = await world.mentor()
    for _ in range(2):
        await world.sent(await world.mentee(), mentor)
    answer = await world.send(await world.mentee(), mentor)
    assert (answer.status_code, answer.json()["code"]) == (409, "mentor_has_max_pending")


async def test_a_matched_student_asks_nobody(world: World) -> None:
    mentee = await world.mentee()
    await world.matched(mentee, await world.mentor())
    assert (await world.send(mentee, await world.mentor())).json()["code"] == "mentee_already_matched"


async def test_a_full_mentor_is_not_asked(world: World) -> None:
    mentor = await world.mentor()
    await world.matched(await world.mentee(), mentor)
    assert (await world.send(await world.mentee(), mentor)).json()["code"] == "mentor_full"


@pytest.mark.parametrize(("opens", "closes", "code"), [(1, 2, "window_not_open"), (-2, -1, "window_closed")])
async def test_outside_the_window_nothing_is_sent(world: World, opens: int, closes: int, code: str) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    now = datetime.now(UTC)
    await world.set_programme(requests_opens=now + timedelta(days=opens), requests_closes=now + timedelta(days=closes))
    answer = await world.send(mentee, mentor)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert await world.rows("request", mentee_id=mentee.id) == []


async def test_what_is_pending_at_the_close_is_answerable_through_the_grace(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    await world.set_programme(requests_closes=datetime.now(UTC) - timedelta(hours=23))
    assert (await world.act(mentor, request_id, "accept")).status_code == 200


async def test_after_the_grace_nothing_is_answerable(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    now = datetime.now(UTC)
    await world.set_programme(requests_opens=now - timedelta(days=4), requests_closes=now - timedelta(hours=25))
    assert (await world.act(mentor, request_id, "accept")).json()["code"] == "request_not_pending"


async def test_the_level_sought_is_a_hard_rule(world: World) -> None:
    mentor, mentee = await world.mentor(seeks=["doctoral"]), await world.mentee(level="master")
    assert (await world.send(mentee, mentor)).json()["code"] == "mentor_not_available"


async def test_only_the_mentor_answers(world: World) -> None:
    mentor, mentee, stranger = await world.mentor(), await world.mentee(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    answer = await world.act(mentee, request_id, "accept")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_the_mentor")
    assert (await world.act(stranger, request_id, "accept")).status_code == 404
    assert (await world.one("request", id=request_id))["state"] == "pending"


async def test_a_coordinator_answers_on_behalf_and_the_mentor_is_mailed(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    assert (await world.act(world.coordinator, request_id, "accept")).status_code == 200
    row = await world.one("audit", subject_id=request_id, act="request_accepted")
    assert (row["caller_id"], row["on_behalf_of"]) == (world.coordinator.person_id, mentor.person_id)
    told = await world.rows("message", subject_id=request_id, kind="answered_for_you")
    assert [each["recipient_id"] for each in told] == [mentor.person_id]


async def test_one_key_acts_once_and_answers_the_same(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    key = {"Idempotency-Key": "a-key-of-the-test"}
    first = await world.send(mentee, mentor, headers=key)
    again = await world.send(mentee, mentor, headers=key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert len(await world.rows("request", mentee_id=mentee.id)) == 1
    other = await world.send(mentee, await world.mentor(), headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_a_refusal_is_not_stored_under_its_key(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, await world.mentor())
    key = {"Idempotency-Key": "refused-at-first"}
    assert (await world.send(mentee, mentor, headers=key)).status_code == 409
    await world.act(mentee, request_id, "withdraw")
    assert (await world.send(mentee, mentor, headers=key)).status_code == 201


async def test_an_overdue_request_expires_in_the_next_act_of_its_people(world: World) -> None:
    mentor, another, mentee = await world.mentor(), await world.mentor(), await world.mentee()
    overdue = await world.sent(mentee, mentor)
    await world.sql("UPDATE request SET expires_at = clock_timestamp() WHERE id = :id", id=overdue)
    assert (await world.send(mentee, another)).status_code == 201
    assert (await world.one("request", id=overdue))["state"] == "expired"
    assert {each["recipient_id"] for each in await world.rows("message", subject_id=overdue, kind="request_expired")} == {
        mentor.person_id,
        mentee.person_id,
    }
    assert (await world.call(mentee, "GET", f"/requests/{overdue}")).json()["state"] == "expired"


async def test_a_coordinator_closes_a_request_and_both_hear_of_it(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    assert (await world.act(mentor, request_id, "release")).status_code == 403
    assert (await world.act(world.coordinator, request_id, "release")).json()["state"] == "released"
    row = await world.one("request", id=request_id)
    assert (row["release_reason"], row["mentor_slot"]) == ("coordinator", None)
    told = await world.rows("message", subject_id=request_id, kind="request_released")
    assert {each["recipient_id"] for each in told} == {mentor.person_id, mentee.person_id}
    assert (await world.send(mentee, await world.mentor())).status_code == 201
