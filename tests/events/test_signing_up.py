"""Seats and the waiting list (R24), through the API."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import insert

from kisalli.core import audit
from kisalli.core.db import transaction
from kisalli.core.ids import new_id
from kisalli.events.reminding import tend_events
from kisalli.programmes.models import Participant
from tests.events.conftest import Hall


async def tend(app: FastAPI) -> None:
    while await tend_events(app.state.sessions, app.state.acts):
        pass


async def test_whoever_signs_up_gets_a_seat_and_an_invitation(hall: Hall) -> None:
    event_id, mentee = await hall.event(capacity=1), await hall.world.mentee()
    answer = await hall.sign_up(mentee, event_id)
    assert answer.status_code == 201
    assert answer.json() | {"id": ""} == {"id": "", "event_id": event_id, "state": "seat", "position": None}
    (told,) = await hall.told("event_seat", mentee)
    assert str(told["subject_id"]) == answer.json()["id"]
    assert (await hall.mine(mentee, event_id))["state"] == "seat"


async def test_whoever_comes_too_late_waits_and_moves_up_by_themself(hall: Hall) -> None:
    event_id = await hall.event(capacity=1)
    first, second, third = [await hall.world.mentee() for _ in range(3)]
    assert [await hall.signed_up(each, event_id) for each in (first, second, third)] == ["seat", "waiting", "waiting"]
    assert (await hall.mine(third, event_id))["position"] == 2
    assert len(await hall.told("event_waiting")) == 2
    assert (await hall.sign_off(first, event_id)).json()["state"] == "off"
    assert (await hall.mine(second, event_id))["state"] == "seat"
    assert (await hall.mine(third, event_id))["position"] == 1
    assert len(await hall.told("event_moved_up")) == len(await hall.told("event_moved_up", second)) == 1


async def test_a_person_signs_up_once_and_may_come_back_at_the_end_of_the_queue(hall: Hall) -> None:
    event_id, (first, second) = await hall.event(capacity=1), [await hall.world.mentee() for _ in range(2)]
    await hall.signed_up(first, event_id)
    assert (await hall.sign_up(first, event_id)).json()["code"] == "already_signed_up"
    await hall.signed_up(second, event_id)
    await hall.sign_off(first, event_id)
    assert (await hall.sign_off(first, event_id)).json()["code"] == "not_signed_up"
    assert await hall.signed_up(first, event_id) == "waiting"
    assert len(await hall.told("event_signed_off", first)) == 1


async def test_the_same_key_signs_up_once(hall: Hall) -> None:
    event_id, mentee = await hall.event(), await hall.world.mentee()
    key = {"Idempotency-Key": "sign-up-1"}
    answers = [await hall.world.call(mentee, "POST", f"/events/{event_id}/sign-up", headers=key) for _ in range(2)]
    assert answers[0].json() == answers[1].json()


async def test_more_seats_let_people_move_up_in_their_order(hall: Hall) -> None:
    event_id, mentees = await hall.event(capacity=1), [await hall.world.mentee() for _ in range(4)]
    for each in mentees:
        await hall.signed_up(each, event_id)
    assert (await hall.edit(event_id, capacity=3)).status_code == 200
    assert [(await hall.mine(each, event_id))["state"] for each in mentees] == ["seat", "seat", "seat", "waiting"]
    assert (await hall.edit(event_id, capacity=None)).status_code == 200
    assert (await hall.mine(mentees[3], event_id))["state"] == "seat"
    assert {row["of_seats"] for row in await hall.world.rows("event_sign_up", state="seat", event_id=event_id)} == {1_000_000}


async def test_fewer_seats_than_are_taken_are_refused_and_as_many_are_not(hall: Hall) -> None:
    event_id, mentees = await hall.event(capacity=3), [await hall.world.mentee() for _ in range(3)]
    for each in mentees:
        await hall.signed_up(each, event_id)
    refused = await hall.edit(event_id, capacity=2)
    assert (refused.status_code, refused.json()["code"]) == (409, "seats_taken")
    await hall.sign_off(mentees[0], event_id)
    assert (await hall.edit(event_id, capacity=2)).status_code == 200
    rows = await hall.world.rows("event_sign_up", state="seat", event_id=event_id)
    assert {(row["seat"], row["of_seats"]) for row in rows} == {(1, 2), (2, 2)}


async def test_a_coordinator_signs_somebody_off_and_they_are_told(hall: Hall) -> None:
    event_id, (mentee, other) = await hall.event(capacity=1), [await hall.world.mentee() for _ in range(2)]
    await hall.signed_up(mentee, event_id)
    await hall.signed_up(other, event_id)
    path = f"/events/{event_id}/attendance/{mentee.id}/sign-off"
    assert (await hall.world.call(other, "POST", path)).status_code == 403
    assert (await hall.coordinate("POST", path)).status_code == 200
    (told,) = await hall.told("event_signed_off", mentee)
    assert told["details"] == {"by": "coordinator"}
    assert (await hall.mine(other, event_id))["state"] == "seat"
    (off,) = await hall.world.rows("audit", act="event_signed_off", programme_id=hall.world.programme_id)
    assert (off["caller_id"], off["on_behalf_of"]) == (hall.world.coordinator.person_id, mentee.person_id)


@pytest.mark.parametrize("how", ["leave", "remove"])
async def test_a_seat_is_free_when_its_owner_takes_part_no_more(hall: Hall, app: FastAPI, how: str) -> None:
    event_id, (mentee, other) = await hall.event(capacity=1), [await hall.world.mentee() for _ in range(2)]
    await hall.signed_up(mentee, event_id)
    await hall.signed_up(other, event_id)
    by = mentee if how == "leave" else hall.world.coordinator
    assert (await hall.world.call(by, "POST", f"/participants/{mentee.id}/{how}")).status_code == 200
    # Counted at once as gone, though nobody has moved yet.
    seen = (await hall.world.call(other, "GET", f"/events/{event_id}")).json()
    assert (seen["taken"], seen["waiting"]) == (0, 1)
    await tend(app)
    assert (await hall.mine(other, event_id))["state"] == "seat"
    assert len(await hall.told("event_moved_up", other)) == 1
    assert len(await hall.told("event_signed_off", mentee)) == 1


async def test_the_next_act_does_not_wait_for_the_worker(hall: Hall) -> None:
    event_id, (mentee, other, third) = await hall.event(capacity=1), [await hall.world.mentee() for _ in range(3)]
    await hall.signed_up(mentee, event_id)
    await hall.signed_up(other, event_id)
    assert (await hall.world.call(mentee, "POST", f"/participants/{mentee.id}/leave")).status_code == 200
    assert await hall.signed_up(third, event_id) == "waiting"
    assert (await hall.mine(other, event_id))["state"] == "seat"


async def test_of_an_event_that_has_begun_nobody_moves(hall: Hall, app: FastAPI) -> None:
    event_id, (mentee, other) = await hall.event(capacity=1), [await hall.world.mentee() for _ in range(2)]
    await hall.signed_up(mentee, event_id)
    await hall.signed_up(other, event_id)
    await hall.begins(event_id, timedelta(minutes=-5))
    assert (await hall.sign_off(mentee, event_id)).json()["code"] == "event_over"
    assert (await hall.sign_up(await hall.world.mentee(), event_id)).json()["code"] == "event_over"
    await hall.world.call(mentee, "POST", f"/participants/{mentee.id}/leave")
    await tend(app)
    assert (await hall.mine(other, event_id))["state"] == "waiting"
    assert (await hall.world.call(other, "GET", f"/events/{event_id}")).json()["taken"] == 1


async def test_sign_up_closes_when_it_is_said_to_and_whoever_is_in_may_still_go(hall: Hall) -> None:
    event_id, mentee = await hall.event(), await hall.world.mentee()
    await hall.signed_up(mentee, event_id)
    await hall.world.sql("UPDATE event SET sign_up_closes = clock_timestamp() WHERE id = :id", id=event_id)
    late = await hall.world.mentee()
    assert (await hall.sign_up(late, event_id)).json()["code"] == "sign_up_closed"
    assert (await hall.mine(late, event_id))["refusal"] == "sign_up_closed"
    assert (await hall.sign_off(mentee, event_id)).status_code == 200


async def test_an_event_for_the_matched_takes_those_who_have_a_pair(hall: Hall) -> None:
    event_id, mentee, mentor = await hall.event(audience="matched"), await hall.world.mentee(), await hall.world.mentor()
    assert (await hall.sign_up(mentee, event_id)).json()["code"] == "event_for_matched"
    assert (await hall.mine(mentee, event_id))["refusal"] == "event_for_matched"
    await hall.world.matched(mentee, mentor)
    assert await hall.signed_up(mentee, event_id) == "seat"
    assert await hall.signed_up(mentor, event_id) == "seat"


async def test_an_event_of_the_other_role_a_draft_and_somebody_not_let_in_are_one_404(hall: Hall) -> None:
    mentors_only, draft, everybodys = await hall.event(roles=["mentor"]), await hall.draft(), await hall.event()
    mentee, waiting = await hall.world.mentee(), await hall.world.mentor(state="submitted")
    for someone, event_id in ((mentee, mentors_only), (mentee, draft), (waiting, everybodys), (await hall.world.person(), draft)):
        assert (await hall.sign_up(someone, event_id)).status_code == 404
        assert (await hall.world.call(someone, "GET", f"/events/{event_id}")).status_code == 404
    assert (await hall.sign_up(hall.world.coordinator, everybodys)).json()["code"] == "not_a_participant"


async def test_it_is_recommended_to_those_who_are_new_and_open_to_all(hall: Hall) -> None:
    event_id, new, old = await hall.event(recommended_for="new"), await hall.world.mentor(), await hall.world.mentor()
    other = await type(hall.world).make(hall.world.sessions, hall.world.keys, hall.world.http)
    row = {"id": new_id(), "programme_id": other.programme_id, "person_id": old.person_id}
    async with transaction(hall.world.sessions) as session:
        values = row | {"role": "mentor", "state": "left", "published_at": datetime.now(UTC)}
        await session.execute(insert(Participant).values(**values))
        made = {"act": "made", "subject": "participant", "subject_id": row["id"], "to_state": "left"}
        audit.record(session, made | {"programme_id": other.programme_id})
    assert [(await hall.mine(each, event_id))["recommended"] for each in (new, old)] == [True, False]
    assert [await hall.signed_up(each, event_id) for each in (new, old)] == ["seat", "seat"]


async def test_the_link_is_for_those_who_have_a_seat_and_names_for_coordinators(hall: Hall) -> None:
    link = "https://video.example.org/room"
    event_id, (seated, waiting) = (
        await hall.event(capacity=1, place_kind="online", place="", link=link),
        [await hall.world.mentee(name="Aino Planted") for _ in range(2)],
    )
    for each in (seated, waiting):
        await hall.signed_up(each, event_id)
    shown = [(await hall.world.call(each, "GET", f"/events/{event_id}")) for each in (seated, waiting, hall.world.coordinator)]
    assert [each.json()["link"] for each in shown] == [link, None, link]
    assert not any("Planted" in each.text for each in shown)
    assert (await hall.world.call(seated, "GET", f"/events/{event_id}/attendance")).status_code == 403
    listed = await hall.coordinate("GET", f"/events/{event_id}/attendance")
    assert [(each["name"], each["state"], each["position"]) for each in listed.json()["items"]] == [
        ("Aino Planted", "seat", None),
        ("Aino Planted", "waiting", 1),
    ]


async def test_who_came_is_written_down_from_an_hour_before_on(hall: Hall) -> None:
    event_id, mentee = await hall.event(), await hall.world.mentee()
    await hall.signed_up(mentee, event_id)
    path = f"/events/{event_id}/attendance/{mentee.id}"
    assert (await hall.coordinate("PUT", path, json={"came": True})).json()["code"] == "event_not_begun"
    await hall.begins(event_id, timedelta(minutes=30))
    for came in (True, False, None, True):
        assert (await hall.coordinate("PUT", path, json={"came": came})).status_code == 200
        (row,) = (await hall.coordinate("GET", f"/events/{event_id}/attendance")).json()["items"]
        assert row["came"] is came
    stranger = await hall.world.mentee()
    unknown = await hall.coordinate("PUT", f"/events/{event_id}/attendance/{stranger.id}", json={"came": True})
    assert unknown.json()["code"] == "not_signed_up"
    assert (await hall.world.call(mentee, "PUT", path, json={"came": True})).status_code == 403


async def test_an_erased_person_leaves_a_seat_and_a_figure(hall: Hall, app: FastAPI) -> None:
    coming, past = await hall.event(capacity=1), await hall.event()
    mentee, other = await hall.world.in_browser(await hall.world.mentee(name="Aino Planted")), await hall.world.mentee()
    for event_id in (coming, past):
        await hall.signed_up(mentee, event_id)
    await hall.signed_up(other, coming)
    await hall.begins(past, timedelta(days=-1))
    confirmation = (await hall.world.call(mentee, "GET", "/me/erase")).json()["confirmation"]
    erased = await hall.world.call(mentee, "POST", "/me/erase", json={"confirmation": confirmation})
    assert erased.status_code < 300, erased.text
    await tend(app)
    assert (await hall.mine(other, coming))["state"] == "seat"
    (row,) = (await hall.coordinate("GET", f"/events/{past}/attendance")).json()["items"]
    assert "Planted" not in row["name"]
