"""What coordinators do with events: times as their clocks say them, changes that are told, the end, the next round."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI

from kisalli.core.db import transaction
from kisalli.events.reminding import tend_events
from kisalli.events.service import copy_events
from tests.events.conftest import Hall
from tests.factories import World

HELSINKI = ZoneInfo("Europe/Helsinki")
SPRING, AUTUMN = "2027-03-28", "2027-10-31"  # the nights in which clocks move


async def test_a_draft_is_the_coordinators_and_is_deleted_or_published(hall: Hall) -> None:
    draft, mentee = await hall.draft(), await hall.world.mentee()
    path = f"/programmes/{hall.world.programme_id}/events"
    assert [each["id"] for each in (await hall.coordinate("GET", path)).json()["items"]] == [draft]
    assert (await hall.world.call(mentee, "GET", path)).json()["items"] == []
    assert (await hall.coordinate("DELETE", f"/events/{draft}")).json() == {"id": draft}
    assert (await hall.coordinate("GET", f"/events/{draft}")).status_code == 404
    event_id = await hall.event()
    for method, act in (("DELETE", ""), ("POST", "/publish")):
        assert (await hall.coordinate(method, f"/events/{event_id}{act}")).json()["code"] == "illegal_state"
    assert len((await hall.world.call(mentee, "GET", path)).json()["items"]) == 1


async def test_times_are_what_clocks_in_the_programmes_zone_say(hall: Hall) -> None:
    event_id = await hall.draft(starts="2027-07-01T16:00", ends="2027-07-01T18:00", sign_up_closes="2027-06-30T23:59")
    event = (await hall.coordinate("GET", f"/events/{event_id}")).json()
    assert (event["starts"], event["sign_up_closes"]) == ("2027-07-01T13:00:00Z", "2027-06-30T20:59:00Z")
    assert (event["starts_local"], event["zone"]) == ("2027-07-01T16:00:00", "Europe/Helsinki")


async def test_a_time_that_the_clocks_skip_is_refused_and_of_a_double_one_the_first_is_meant(hall: Hall) -> None:
    path = f"/programmes/{hall.world.programme_id}/events"
    body = hall.body(starts=f"{SPRING}T03:30", ends=f"{SPRING}T05:00")
    refused = await hall.coordinate("POST", path, json=body)
    assert refused.status_code == 422
    assert [(each["pointer"], each["code"]) for each in refused.json()["errors"]] == [("#/starts", "no_such_time")]
    event_id = await hall.draft(starts=f"{AUTUMN}T03:30", ends=f"{AUTUMN}T05:00")
    event = (await hall.coordinate("GET", f"/events/{event_id}")).json()
    assert (event["starts"], event["starts_local"]) == (f"{AUTUMN}T00:30:00Z", f"{AUTUMN}T03:30:00")
    edited = await hall.edit(event_id, starts=f"{SPRING}T03:00")
    assert edited.json()["errors"][0]["code"] == "no_such_time"


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"ends": "2027-01-28T15:00", "starts": "2027-01-28T16:00"}, "#/ends"),
        ({"sign_up_closes": "2199-01-01T00:00"}, "#/sign_up_closes"),
        ({"place": " "}, "#/place"),
        ({"starts": "2027-01-28T16:00:00Z"}, "#/starts"),
        ({"starts": "1027-01-28T16:00"}, "#/starts"),
        ({"link": "http://example.org"}, "#/link"),
        ({"link": "https://example.org/a b"}, "#/link"),
        ({"texts": []}, "#/texts"),
        ({"texts": [{"language": "en", "title": "A"}, {"language": "en", "title": "B"}]}, "#/texts"),
        ({"texts": [{"language": "en", "title": "A\nB"}]}, "#/texts/0/title"),
        ({"roles": []}, "#/roles"),
        ({"capacity": 0}, "#/capacity"),
        ({"seats": 3}, "#/seats"),
        ({"state": "published"}, "#/state"),
    ],
)
async def test_what_does_not_fit_is_refused_at_its_place(hall: Hall, wrong: dict[str, object], pointer: str) -> None:
    path = f"/programmes/{hall.world.programme_id}/events"
    answer = await hall.coordinate("POST", path, json=hall.body(**wrong))
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [pointer])
    assert await hall.world.rows("event", programme_id=hall.world.programme_id) == []


async def test_an_edit_wants_the_version_that_was_read(hall: Hall) -> None:
    event_id = await hall.event()
    path = f"/events/{event_id}"
    assert (await hall.coordinate("PATCH", path, json={"place": "B"})).status_code == 428
    assert (await hall.coordinate("PATCH", path, json={"place": "B"}, headers={"If-Match": '"v1"'})).status_code == 412
    assert (await hall.edit(event_id, place="B")).json()["version"] == 3


async def test_another_place_is_told_to_those_who_are_signed_up_and_another_title_is_not(hall: Hall) -> None:
    event_id, (seated, waiting) = await hall.event(capacity=1), [await hall.world.mentee() for _ in range(2)]
    for each in (seated, waiting):
        await hall.signed_up(each, event_id)
    await hall.edit(event_id, texts=[{"language": "en", "title": "Another title"}])
    assert await hall.told("event_changed") == []
    assert (await hall.world.one("event", id=event_id))["sequence"] == 0
    await hall.edit(event_id, place="Hall B")
    assert {row["recipient_id"] for row in await hall.told("event_changed")} == {seated.person_id, waiting.person_id}
    assert (await hall.world.one("event", id=event_id))["sequence"] == 1
    await hall.edit(event_id, place="Hall B")
    assert len(await hall.told("event_changed")) == 2


async def test_a_new_beginning_takes_the_end_of_sign_up_along(hall: Hall) -> None:
    event_id = await hall.draft(starts="2027-06-01T16:00", ends="2027-06-01T18:00", sign_up_closes="2027-05-31T16:00")
    await hall.edit(event_id, starts="2027-06-08T16:00", ends="2027-06-08T18:00")
    event = (await hall.coordinate("GET", f"/events/{event_id}")).json()
    assert event["sign_up_closes_local"] == "2027-06-07T16:00:00"


async def test_a_cancelled_event_is_told_and_changes_no_more(hall: Hall) -> None:
    event_id, mentee = await hall.event(), await hall.world.mentee()
    await hall.signed_up(mentee, event_id)
    assert (await hall.coordinate("POST", f"/events/{event_id}/cancel", json={"note": "Ill."})).json()["state"] == "cancelled"
    assert len(await hall.told("event_cancelled", mentee)) == 1
    assert (await hall.world.one("event", id=event_id))["sequence"] == 1
    assert (await hall.world.call(mentee, "GET", f"/events/{event_id}")).json()["cancel_note"] == "Ill."
    for answer in (
        await hall.coordinate("POST", f"/events/{event_id}/cancel", json={}),
        await hall.edit(event_id, place="B"),
        await hall.sign_up(await hall.world.mentee(), event_id),
        await hall.sign_off(mentee, event_id),
    ):
        assert answer.json()["code"] == "event_cancelled"


async def test_an_event_that_has_begun_is_neither_edited_nor_published(hall: Hall) -> None:
    event_id, draft = await hall.event(), await hall.draft()
    for each in (event_id, draft):
        await hall.begins(each, timedelta(minutes=-1))
    assert (await hall.edit(event_id, place="B")).json()["code"] == "event_over"
    assert (await hall.coordinate("POST", f"/events/{event_id}/cancel", json={})).json()["code"] == "event_over"
    assert (await hall.coordinate("POST", f"/events/{draft}/publish")).json()["code"] == "event_over"


async def test_lists_are_pages_of_what_is_coming_and_what_is_past(hall: Hall) -> None:
    ids = [await hall.event() for _ in range(4)]
    for days, event_id in enumerate(ids):
        await hall.begins(event_id, timedelta(days=days - 2, hours=1))
    path, mentee = f"/programmes/{hall.world.programme_id}/events", await hall.world.mentee()
    first = (await hall.world.call(mentee, "GET", path, params={"limit": 1})).json()
    rest = (await hall.world.call(mentee, "GET", path, params={"cursor": first["next_cursor"]})).json()
    assert [each["id"] for each in first["items"] + rest["items"]] == ids[2:]
    past = (await hall.world.call(mentee, "GET", path, params={"when": "past"})).json()
    assert [each["id"] for each in past["items"]] == ids[1::-1]
    assert (await hall.world.call(mentee, "GET", path, params={"cursor": "x"})).status_code == 422


async def test_everybody_with_a_seat_is_reminded_once_a_day_before(hall: Hall, app: FastAPI) -> None:
    event_id, (seated, waiting) = await hall.event(capacity=1), [await hall.world.mentee() for _ in range(2)]
    for each in (seated, waiting):
        await hall.signed_up(each, event_id)
    await hall.world.sql("UPDATE event_sign_up SET changed_at = changed_at - interval '3 days'")
    await tend_events(app.state.sessions, app.state.acts)
    assert await hall.told("event_reminder") == []
    await hall.begins(event_id, timedelta(hours=23))
    for _ in range(2):
        await tend_events(app.state.sessions, app.state.acts)
    assert [row["recipient_id"] for row in await hall.told("event_reminder")] == [seated.person_id]


async def test_whoever_signs_up_within_the_last_day_is_not_reminded(hall: Hall, app: FastAPI) -> None:
    event_id, mentee = await hall.event(), await hall.world.mentee()
    await hall.begins(event_id, timedelta(hours=20))
    await hall.signed_up(mentee, event_id)
    await tend_events(app.state.sessions, app.state.acts)
    assert await hall.told("event_reminder") == []


async def test_events_go_along_into_the_next_round_as_drafts(hall: Hall) -> None:
    kept = await hall.event(
        starts="2027-01-28T16:00",
        ends="2027-01-28T18:00",
        sign_up_closes="2027-01-27T12:00",
        capacity=80,
        link="https://x.example/y",
    )
    cancelled = await hall.event()
    await hall.coordinate("POST", f"/events/{cancelled}/cancel", json={})
    mentee = await hall.world.mentee()
    await hall.signed_up(mentee, kept)
    other = await World.make(hall.world.sessions, hall.world.keys, hall.world.http)
    async with transaction(hall.world.sessions) as session:
        assert await copy_events(session, hall.world.programme_id, other.programme_id, 182) == 1
    old, new = await hall.world.one("event", id=kept), await other.one("event", programme_id=other.programme_id)
    assert new["starts"].astimezone(HELSINKI) == datetime(2027, 7, 29, 16, tzinfo=HELSINKI)
    assert new["ends"] - new["starts"] == timedelta(hours=2)
    assert (new["state"], new["sequence"], new["version"]) == ("draft", 0, 1)
    same = ("texts", "place", "link", "seats", "roles", "audience", "language")
    assert {name: new[name] for name in same} == {name: old[name] for name in same}
    assert await other.rows("event_sign_up", event_id=new["id"]) == []


async def test_what_comes_next_is_what_one_may_sign_up_for_or_has(hall: Hall) -> None:
    mentee, mentor = await hall.world.mentee(), await hall.world.mentor()
    mine, matched, mentors = await hall.event(), await hall.event(audience="matched"), await hall.event(roles=["mentor"])
    gone = await hall.event()
    await hall.signed_up(mentee, gone)
    await hall.coordinate("POST", f"/events/{gone}/cancel", json={})
    path = f"/programmes/{hall.world.programme_id}/home"
    theirs = [(await hall.world.call(each, "GET", path)).json()["events"] for each in (mentee, mentor)]
    shown = [{each["id"] for each in listed} for listed in theirs]
    assert shown == [{mine, gone}, {mine, mentors}]
    assert matched not in shown[0]
