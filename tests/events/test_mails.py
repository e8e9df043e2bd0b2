"""What is told about events: while it is true, and as an invitation, its update or its cancellation."""

from typing import Any

from fastapi import FastAPI

from kisalli.core.calendars import Appointment
from kisalli.core.db import transaction
from kisalli.messages.models import Message
from kisalli.notifications.content import letter
from kisalli.notifications.facts import gather
from kisalli.notifications.letters import AboutEvent, Letter
from tests.events.conftest import Hall
from tests.factories import Someone


async def written(hall: Hall, app: FastAPI, kind: str, someone: Someone) -> Letter | None:
    """Write the latest letter of a kind to somebody."""
    rows = sorted(await hall.told(kind, someone), key=lambda row: row["created_at"])
    async with transaction(hall.world.sessions) as session:
        message = await session.get_one(Message, rows[-1]["id"])
        return letter(message, await gather(session, [message]), app.state.settings, app.state.keys)


async def invited(hall: Hall, app: FastAPI, kind: str, someone: Someone) -> Appointment:
    found = await written(hall, app, kind, someone)
    assert found is not None and found.current and found.appointment is not None
    return found.appointment


async def test_a_seat_is_an_invitation_a_change_its_update_and_the_end_its_cancellation(hall: Hall, app: FastAPI) -> None:
    link = "https://video.example.org/room"
    event_id, mentee = await hall.event(place_kind="online", place="", link=link), await hall.world.mentee()
    await hall.signed_up(mentee, event_id)
    seat = await invited(hall, app, "event_seat", mentee)
    assert (seat.method, seat.sequence, seat.summary, seat.place) == ("REQUEST", 0, "Briefing", link)
    assert seat.url is not None and seat.url.startswith(app.state.settings.origin)
    await hall.edit(event_id, starts=hall.body()["starts"].replace("T16", "T15"))
    update = await invited(hall, app, "event_changed", mentee)
    told = await written(hall, app, "event_changed", mentee)
    assert told is not None and isinstance(told.it, AboutEvent) and told.it.when.endswith(" (Helsinki)")
    assert (update.method, update.uid, update.sequence) == ("REQUEST", seat.uid, 1)
    assert update.starts < seat.starts
    await hall.coordinate("POST", f"/events/{event_id}/cancel", json={"note": "Ill."})
    end = await invited(hall, app, "event_cancelled", mentee)
    assert (end.method, end.uid, end.sequence) == ("CANCEL", seat.uid, 2)
    assert (gone := await written(hall, app, "event_seat", mentee)) is not None and not gone.current


async def test_who_waits_has_nothing_in_the_calendar_until_they_move_up(hall: Hall, app: FastAPI) -> None:
    event_id, (first, second) = await hall.event(capacity=1), [await hall.world.mentee() for _ in range(2)]
    for each in (first, second):
        await hall.signed_up(each, event_id)
    waits = await written(hall, app, "event_waiting", second)
    assert waits is not None and waits.current and waits.appointment is None
    await hall.sign_off(first, event_id)
    assert (await invited(hall, app, "event_moved_up", second)).method == "REQUEST"
    off = await invited(hall, app, "event_signed_off", first)
    assert (off.method, off.sequence) == ("CANCEL", 1)
    late = await written(hall, app, "event_waiting", second)
    assert late is not None and not late.current


async def test_who_comes_back_is_invited_under_another_uid(hall: Hall, app: FastAPI) -> None:
    event_id, mentee = await hall.event(), await hall.world.mentee()
    await hall.signed_up(mentee, event_id)
    before = await invited(hall, app, "event_seat", mentee)
    await hall.sign_off(mentee, event_id)
    assert (await invited(hall, app, "event_signed_off", mentee)).uid == before.uid
    await hall.signed_up(mentee, event_id)
    assert (await invited(hall, app, "event_seat", mentee)).uid != before.uid


async def test_of_two_changes_only_the_last_is_told(hall: Hall, app: FastAPI) -> None:
    event_id, mentee = await hall.event(), await hall.world.mentee()
    await hall.signed_up(mentee, event_id)
    for place in ("B", "C"):
        await hall.edit(event_id, place=place)
    rows = sorted(await hall.told("event_changed", mentee), key=lambda row: row["occasion"])
    assert [row["occasion"] for row in rows] == [1, 2]
    async with transaction(hall.world.sessions) as session:
        messages = [await session.get_one(Message, row["id"]) for row in rows]
        facts: Any = await gather(session, messages)
        letters = [letter(each, facts, app.state.settings, app.state.keys) for each in messages]
    assert [each is not None and each.current for each in letters] == [False, True]
    last = letters[1]
    assert last is not None and isinstance(last.it, AboutEvent) and last.it.place == "C"
