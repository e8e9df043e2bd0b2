"""A personal calendar feed: made, fetched by a program that signs in nowhere, renewed, ended."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from kisalli.core.security import hash_secret
from tests.core.ics import Component, read
from tests.events.conftest import Hall
from tests.factories import Someone


@pytest.fixture
def hall(world: Any) -> Hall:
    return Hall(world)


async def made(hall: Hall, someone: Someone) -> str:
    """Make a feed in a browser; return its path."""
    browser = await hall.world.in_browser(someone)
    answer = await hall.world.call(browser, "POST", "/me/calendar")
    assert answer.status_code == 200, answer.text
    url = httpx.URL(answer.json()["url"])
    return url.path


async def fetched(hall: Hall, path: str, **headers: str) -> httpx.Response:
    return await hall.world.http.get(path, headers=headers)


async def entries(hall: Hall, path: str) -> list[Component]:
    return read((await fetched(hall, path)).content).parts


async def test_a_feed_holds_the_events_that_one_has_a_seat_in(hall: Hall, app: FastAPI) -> None:
    mentee, other = await hall.world.mentee(), await hall.world.mentee()
    seat, waiting, _free = await hall.event(), await hall.event(capacity=1), await hall.event()
    await hall.signed_up(other, waiting)
    for event_id in (seat, waiting):
        await hall.signed_up(mentee, event_id)
    path = await made(hall, mentee)
    answer = await fetched(hall, path)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"].startswith("private")
    calendar = read(answer.content)
    assert calendar.one("METHOD").value == "PUBLISH"
    (event,) = calendar.parts
    assert event.one("SUMMARY").text == "Briefing"
    assert event.one("URL").value == f"{app.state.settings.origin}/events/{seat}?programme={hall.world.programme_id}"
    assert not event.all("ATTENDEE")
    assert mentee.email.encode() not in answer.content


async def test_what_changes_is_followed_and_what_is_cancelled_is_said_to_be(hall: Hall) -> None:
    mentee, event_id = await hall.world.mentee(), await hall.event()
    await hall.signed_up(mentee, event_id)
    path = await made(hall, mentee)
    await hall.edit(event_id, place="Hall; B")
    (event,) = await entries(hall, path)
    assert (event.one("SEQUENCE").value, event.one("LOCATION").text) == ("1", "Hall; B")
    await hall.coordinate("POST", f"/events/{event_id}/cancel", json={})
    (event,) = await entries(hall, path)
    assert event.one("STATUS").value == "CANCELLED"
    await hall.begins(event_id, timedelta(days=-100))
    assert await entries(hall, path) == []


async def test_nothing_new_is_304_and_head_says_how_long_it_is(hall: Hall) -> None:
    mentee, event_id = await hall.world.mentee(), await hall.event()
    path = await made(hall, mentee)
    first = await fetched(hall, path)
    again = await fetched(hall, path, **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = await hall.world.http.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(first.content)
    await hall.signed_up(mentee, event_id)
    changed = await fetched(hall, path, **{"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200


async def test_a_new_address_ends_the_old_one_and_nobody_is_told_it_twice(hall: Hall) -> None:
    mentee = await hall.world.mentee()
    browser = await hall.world.in_browser(mentee)
    assert (await hall.world.call(browser, "GET", "/me/calendar")).json() == {"since": None}
    old = await made(hall, mentee)
    known = await hall.world.call(browser, "GET", "/me/calendar")
    assert known.json()["since"] and set(known.json()) == {"since"}
    token = old.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 43
    row = await hall.world.one("calendar_feed", person_id=mentee.person_id)
    assert row["token_hash"] == hash_secret(token)
    new = await made(hall, mentee)
    assert [(await fetched(hall, path)).status_code for path in (old, new)] == [404, 200]
    assert (await hall.world.call(browser, "DELETE", "/me/calendar")).status_code == 204
    assert (await hall.world.call(browser, "DELETE", "/me/calendar")).status_code == 404
    gone = await fetched(hall, new)
    assert (gone.status_code, gone.json()["code"]) == (404, "not_found")
    assert (await fetched(hall, "/calendar/nothing.ics")).json()["code"] == "not_found"


async def test_a_token_makes_no_feed(hall: Hall) -> None:
    mentee = await hall.world.mentee()
    _, headers = await hall.world.personal_token(mentee, "me:read", "me:write")
    answer = await hall.world.http.post("/api/v1/me/calendar", headers=headers)
    assert answer.json()["code"] == "browser_only"


async def test_a_closed_account_has_no_feed(hall: Hall) -> None:
    mentee = await hall.world.mentee()
    path = await made(hall, mentee)
    await hall.world.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=mentee.person_id)
    assert (await fetched(hall, path)).status_code == 404


async def test_erasure_takes_the_feed_along(hall: Hall) -> None:
    mentee = await hall.world.mentee()
    path = await made(hall, mentee)
    browser = await hall.world.in_browser(mentee)
    confirmation = (await hall.world.call(browser, "GET", "/me/erase")).json()["confirmation"]
    await hall.world.call(browser, "POST", "/me/erase", json={"confirmation": confirmation})
    assert (await fetched(hall, path)).status_code == 404
    assert await hall.world.rows("calendar_feed", person_id=mentee.person_id) == []


async def test_no_stored_answer_names_the_address(hall: Hall) -> None:
    path = await made(hall, await hall.world.mentee())
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    stored = await hall.world.rows("idempotency")
    assert not [row for row in stored if token in (row["answer"] or "")]


async def test_one_event_is_a_file_for_those_who_have_a_seat(hall: Hall) -> None:
    mentee, event_id = await hall.world.mentee(), await hall.event()
    path = f"/events/{event_id}/calendar"
    assert (await hall.world.call(mentee, "GET", path)).json()["code"] == "not_signed_up"
    await hall.signed_up(mentee, event_id)
    answer = await hall.world.call(mentee, "GET", path)
    assert answer.headers["content-disposition"] == 'attachment; filename="event.ics"'
    (event,) = read(answer.content).parts
    assert event.one("SUMMARY").text == "Briefing"
    assert (await hall.world.call(await hall.world.mentor(state="draft"), "GET", path)).status_code == 404
