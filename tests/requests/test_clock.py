"""What the worker's clock does: expiry, release after the grace, reminders, news for the unmatched, room again."""

from datetime import UTC, datetime, timedelta

from fastapi import FastAPI

from kisalli.directory.room import tell_room_again
from kisalli.requests.closing import tend
from tests.factories import World


async def test_an_overdue_request_expires_and_both_are_told_once(world: World, app: FastAPI) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    await world.sql("UPDATE request SET expires_at = clock_timestamp() WHERE id = :id", id=request_id)
    for _ in range(2):
        await tend(world.sessions, app.state.acts)
    assert (await world.one("request", id=request_id))["state"] == "expired"
    assert len(await world.rows("message", subject_id=request_id, kind="request_expired")) == 2


async def test_after_the_grace_requests_are_released_and_the_unmatched_hear_what_is_next(world: World, app: FastAPI) -> None:
    mentor, mentee, matched = await world.mentor(places=2), await world.mentee(), await world.mentee()
    await world.matched(matched, mentor)
    request_id = await world.sent(mentee, mentor)
    now = datetime.now(UTC)
    await world.set_programme(requests_opens=now - timedelta(days=4), requests_closes=now - timedelta(hours=25))
    for _ in range(2):
        await tend(world.sessions, app.state.acts)
    assert (await world.one("request", id=request_id))["release_reason"] == "window_closed"
    told = await world.rows("message", subject_id=world.programme_id, kind="unmatched_next")
    assert [each["recipient_id"] for each in told] == [mentee.person_id]


async def test_who_pauses_without_a_pair_hears_what_is_next_and_who_is_gone_or_matched_does_not(
    world: World, app: FastAPI
) -> None:
    resting, tired, matched = await world.mentor(state="paused"), await world.mentee(state="paused"), await world.mentor()
    await world.matched(await world.mentee(), matched)
    assert (await world.call(matched, "POST", f"/participants/{matched.id}/pause")).status_code == 200
    for state in ("draft", "submitted", "left", "removed"):
        await world.mentor(state=state)
    now = datetime.now(UTC)
    await world.set_programme(requests_opens=now - timedelta(days=4), requests_closes=now - timedelta(hours=25))
    await tend(world.sessions, app.state.acts)
    told = await world.rows("message", subject_id=world.programme_id, kind="unmatched_next")
    assert {each["recipient_id"] for each in told} == {resting.person_id, tired.person_id}


async def test_reminders_go_out_after_two_and_four_days_once_each(world: World, app: FastAPI) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    for days, expected in ((1, 0), (2, 1), (2, 1), (4, 2)):
        await world.sql(
            "UPDATE request SET sent_at = clock_timestamp() - make_interval(days => :days) WHERE id = :id",
            days=days,
            id=request_id,
        )
        await tend(world.sessions, app.state.acts)
        assert len(await world.rows("message", subject_id=request_id, kind="request_reminder")) == expected


async def test_a_worker_that_was_away_sends_the_latest_reminder_alone(world: World, app: FastAPI) -> None:
    request_id = await world.sent(await world.mentee(), await world.mentor())
    await world.sql("UPDATE request SET sent_at = clock_timestamp() - interval '4 days' WHERE id = :id", id=request_id)
    await tend(world.sessions, app.state.acts)
    reminders = await world.rows("message", subject_id=request_id, kind="request_reminder")
    assert [each["occasion"] for each in reminders] == [4]  # the day


async def test_room_again_is_told_once_to_who_asked(world: World) -> None:
    mentor, first, second = await world.mentor(), await world.mentee(), await world.mentee()
    waiting, unasked = await world.mentee(), await world.mentee()
    request_id = await world.sent(first, mentor)
    await world.sent(second, mentor)
    for mentee, tell_me in ((waiting, True), (unasked, False)):
        items = {"items": [{"mentor_id": str(mentor.id), "tell_me": tell_me}]}
        saved = await world.call(mentee, "PUT", f"/programmes/{world.programme_id}/directory/saved", json=items)
        assert saved.status_code == 200
    await tell_room_again(world.sessions)
    assert await world.rows("message", subject_id=mentor.id, kind="room_again") == []
    await world.act(mentor, request_id, "decline")
    for _ in range(2):
        await tell_room_again(world.sessions)
    told = await world.rows("message", subject_id=mentor.id, kind="room_again")
    assert [each["recipient_id"] for each in told] == [waiting.person_id]


async def test_a_changed_rule_loses_no_reminder(world: World, app: FastAPI) -> None:
    request_id = await world.sent(await world.mentee(), await world.mentor())
    for days, rule in ((2, [2, 4]), (3, [3])):
        await world.set_programme(reminder_days=rule)
        await world.sql(
            "UPDATE request SET sent_at = clock_timestamp() - make_interval(days => :days) WHERE id = :id",
            id=request_id,
            days=days,
        )
        await tend(world.sessions, app.state.acts)
    reminders = await world.rows("message", subject_id=request_id, kind="request_reminder")
    assert sorted(each["occasion"] for each in reminders) == [2, 3]
