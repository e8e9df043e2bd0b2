"""Meetings (R20): who may propose, pick, move, cancel and judge them when, who is told, and what two at once lose: nothing."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from kisalli.core.db import transaction
from tests.factories import World
from tests.meetings.arranging import PLACE, Pair, wall


@pytest.fixture
async def pair(world: World) -> Pair:
    return await Pair.make(world)


async def test_one_proposes_times_and_the_other_picks_one(pair: Pair) -> None:
    meeting_id = await pair.proposed(pair.mentor, 3, 2, 3, agenda="Strengths")
    proposed = await pair.read(meeting_id, pair.mentee)
    assert (proposed["state"], proposed["starts_at"], proposed["agenda"]) == ("proposed", None, "Strengths")
    assert proposed["times"] == sorted(proposed["times"]) and len(proposed["times"]) == 2, "each once, the earliest first"
    assert await pair.told("meeting_proposed") == [("mentee", 1)]
    answer = await pair.do(pair.mentee, meeting_id, "pick", starts_at=proposed["times"][1])
    assert answer.json() == {"id": meeting_id, "state": "planned"}
    planned = await pair.read(meeting_id)
    assert (planned["starts_at"], planned["times"]) == (proposed["times"][1], [])
    assert await pair.told("meeting_planned") == [("mentee", 0), ("mentor", 0)], "both get it into their calendars"


async def test_who_proposed_waits_for_the_other(pair: Pair) -> None:
    meeting_id = await pair.proposed(pair.mentee, 2)
    (time,) = (await pair.read(meeting_id))["times"]
    refused = await pair.do(pair.mentee, meeting_id, "pick", starts_at=time)
    assert (refused.status_code, refused.json()["code"]) == (403, "own_proposal")


async def test_the_other_may_answer_by_other_times(pair: Pair) -> None:
    meeting_id = await pair.proposed(pair.mentee, 2)
    (old,) = (await pair.read(meeting_id))["times"]
    answer = await pair.do(pair.mentor, meeting_id, "times", **PLACE, starts=[wall(5), wall(6)])
    assert answer.status_code == 200, answer.text
    again = await pair.read(meeting_id)
    assert len(again["times"]) == 2 and again["proposed_by"] == str(pair.mentor.id)
    assert await pair.told("meeting_proposed") == [("mentee", 2), ("mentor", 1)]
    gone = await pair.do(pair.mentee, meeting_id, "pick", starts_at=old)
    assert (gone.status_code, gone.json()["code"]) == (409, "meeting_not_open"), "what is proposed no longer is not picked"
    assert (await pair.do(pair.mentee, meeting_id, "pick", starts_at=again["times"][0])).status_code == 200


async def test_what_has_passed_can_be_logged_and_not_planned(pair: Pair) -> None:
    refused = await pair.propose(pair.mentor, 2, -0.1)
    assert refused.status_code == 422
    assert [(each["pointer"], each["code"]) for each in refused.json()["errors"]] == [("#/starts", "in_past")]
    ahead = await pair.call(
        pair.mentor, "POST", f"/matches/{pair.match_id}/meetings/log", json=PLACE | {"start": wall(1), "notes": ""}
    )
    assert (ahead.status_code, ahead.json()["errors"][0]["code"]) == (422, "in_future")
    early = await pair.call(
        pair.mentor, "POST", f"/matches/{pair.match_id}/meetings/log", json=PLACE | {"start": wall(-40), "notes": ""}
    )
    assert (early.status_code, early.json()["errors"][0]["code"]) == (422, "before_match")
    meeting = await pair.read(await pair.held(days=2))
    assert (meeting["state"], meeting["minutes"]) == ("held", 60)


async def test_a_time_over_a_year_away_is_a_slip_of_the_pen(pair: Pair) -> None:
    refused = await pair.propose(pair.mentor, 400)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "too_far")


async def test_the_hour_that_summer_time_takes_can_not_be_proposed(pair: Pair) -> None:
    body = PLACE | {"zone": "Europe/Helsinki", "starts": ["2027-03-28T03:30:00"]}
    refused = await pair.call(pair.mentor, "POST", f"/matches/{pair.match_id}/meetings", json=body)
    (problem,) = refused.json()["errors"]
    assert (refused.status_code, problem["pointer"], problem["code"]) == (422, "#/starts", "no_such_time")


async def test_a_picked_time_that_has_passed_meanwhile_is_refused_and_the_others_stay(pair: Pair) -> None:
    meeting_id = await pair.proposed(pair.mentor, 1, 2)
    first = (await pair.read(meeting_id))["times"][0]
    ago = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)
    await pair.world.sql(
        "UPDATE meeting_time SET starts_at = :ago WHERE starts_at = :first", ago=ago, first=datetime.fromisoformat(first)
    )
    refused = await pair.do(pair.mentee, meeting_id, "pick", starts_at=ago.isoformat())
    assert (refused.status_code, refused.json()["code"]) == (409, "meeting_in_past")
    still = await pair.read(meeting_id)
    assert (still["state"], len(still["times"])) == ("proposed", 2)


async def test_a_meeting_is_moved_and_every_calendar_follows(pair: Pair) -> None:
    meeting_id = await pair.planned()
    answer = await pair.do(
        pair.mentee, meeting_id, "move", **PLACE | {"mode": "on_site", "place": "Café Esplanad"}, start=wall(9)
    )
    assert answer.status_code == 200, answer.text
    moved = await pair.read(meeting_id)
    assert (moved["starts_at"][:16], moved["place"], moved["mode"]) == (wall(9)[:16], "Café Esplanad", "on_site")
    assert (await pair.world.one("meeting", match_id=pair.match_id))["sequence"] == 1
    assert await pair.told("meeting_changed") == [("mentee", 1), ("mentor", 1)]


async def test_a_meeting_is_cancelled_with_words_and_stays_so(pair: Pair) -> None:
    meeting_id = await pair.planned()
    assert (await pair.do(pair.mentor, meeting_id, "cancel", words="I am ill.")).json()["state"] == "cancelled"
    read = await pair.read(meeting_id, pair.mentee)
    assert (read["words"], read["cancelled_by"]) == ("I am ill.", str(pair.mentor.id))
    assert await pair.told("meeting_cancelled") == [("mentee", 1), ("mentor", 1)]
    for verb, body in (("cancel", {}), ("move", PLACE | {"start": wall(9)}), ("held", {"minutes": 60}), ("missed", {})):
        refused = await pair.do(pair.mentee, meeting_id, verb, **body)
        assert (verb, refused.status_code, refused.json()["code"]) == (verb, 409, "meeting_not_open")


async def test_a_meeting_that_has_begun_is_not_cancelled_but_missed(pair: Pair) -> None:
    meeting_id = await pair.planned()
    await pair.passed(meeting_id)
    refused = await pair.do(pair.mentor, meeting_id, "cancel")
    assert (refused.status_code, refused.json()["code"]) == (409, "meeting_in_past")
    assert (await pair.do(pair.mentor, meeting_id, "missed")).json()["state"] == "missed"
    assert (await pair.do(pair.mentee, meeting_id, "held", minutes=45)).json()["state"] == "held", "a slip can be put right"
    assert (await pair.read(meeting_id))["minutes"] == 45


async def test_whether_it_was_held_is_said_once_it_has_begun(pair: Pair) -> None:
    meeting_id = await pair.planned()
    for verb, body in (("held", {"minutes": 60}), ("missed", {})):
        refused = await pair.do(pair.mentor, meeting_id, verb, **body)
        assert (refused.status_code, refused.json()["code"]) == (409, "meeting_not_yet")


async def test_of_two_who_pick_and_move_at_once_nobody_loses_anything(pair: Pair) -> None:
    meeting_id = await pair.proposed(pair.mentor, 2, 3)
    first, second = (await pair.read(meeting_id))["times"]
    answers = await asyncio.gather(
        pair.do(pair.mentee, meeting_id, "pick", starts_at=first),
        pair.do(pair.mentee, meeting_id, "pick", starts_at=second),
        pair.do(pair.mentor, meeting_id, "cancel"),
    )
    picked, cancelled = [each.status_code for each in answers[:2]], answers[2].status_code
    assert picked.count(200) <= 1 and {*picked, cancelled} <= {200, 409}
    told = [len(await pair.told(f"meeting_{kind}")) for kind in ("planned", "cancelled")]
    assert told == [2 * picked.count(200), 2 * (cancelled == 200)], "what was answered is what was told"
    assert (await pair.read(meeting_id))["state"] == ("cancelled" if cancelled == 200 else "planned")


async def test_two_who_write_notes_at_once_both_keep_their_words(pair: Pair) -> None:
    meeting_id = await pair.planned()
    read = await pair.call(pair.mentor, "GET", f"/meetings/{meeting_id}")
    tag = read.headers["etag"]
    path = f"/meetings/{meeting_id}"
    first = await pair.call(pair.mentor, "PATCH", path, json={"notes": "Hers"}, headers={"If-Match": tag})
    second = await pair.call(pair.mentee, "PATCH", path, json={"notes": "His"}, headers={"If-Match": tag})
    assert (first.status_code, first.json()["notes"]) == (200, "Hers")
    assert (second.status_code, second.json()["code"]) == (412, "stale"), "and his page still has what he wrote"
    assert (await pair.read(meeting_id))["notes"] == "Hers"
    without = await pair.call(pair.mentee, "PATCH", path, json={"notes": "His"})
    assert without.status_code == 428


async def test_an_act_on_the_meeting_makes_no_half_written_note_stale(pair: Pair) -> None:
    meeting_id = await pair.proposed(pair.mentor, 3)
    read = await pair.call(pair.mentee, "GET", f"/meetings/{meeting_id}")
    (time,) = read.json()["times"]
    assert (await pair.do(pair.mentee, meeting_id, "pick", starts_at=time)).status_code == 200
    headers = {"If-Match": read.headers["etag"]}
    saved = await pair.call(pair.mentee, "PATCH", f"/meetings/{meeting_id}", json={"notes": "Hers"}, headers=headers)
    assert saved.status_code == 200


async def test_notes_of_a_hundred_kilobytes_are_too_long(pair: Pair) -> None:
    meeting_id = await pair.planned()
    refused = await pair.call(
        pair.mentor, "PATCH", f"/meetings/{meeting_id}", json={"notes": "a" * 100_000}, headers={"If-Match": "*"}
    )
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/notes")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "meet.example.org", "https://a\nATTENDEE:x"])
async def test_a_link_that_acts_is_none(link: str, pair: Pair) -> None:
    refused = await pair.propose(pair.mentor, 2, link=link)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/link")


async def test_a_meeting_that_somebody_holds_keeps_no_worker_from_the_others(pair: Pair) -> None:
    from kisalli.meetings.tending import tend

    held, other = await pair.planned(), await pair.planned(4)
    assert (await pair.call(pair.mentee, "POST", f"/matches/{pair.match_id}/end", json={})).status_code == 200
    async with transaction(pair.world.sessions) as session:
        await session.execute(text("SELECT FROM meeting WHERE id = :id FOR UPDATE"), {"id": held})
        async with asyncio.timeout(5):
            await tend(pair.world.sessions)
        assert [(await pair.read(each))["state"] for each in (held, other)] == ["planned", "cancelled"]
    await tend(pair.world.sessions)
    assert (await pair.read(held))["state"] == "cancelled"


async def test_after_the_end_of_the_match_meetings_are_read_only_and_leave_the_calendars(pair: Pair) -> None:
    from kisalli.meetings.tending import tend

    planned, proposed, passed = await pair.planned(), await pair.proposed(pair.mentee, 4), await pair.planned(2)
    await pair.passed(passed)
    assert (await pair.call(pair.mentee, "POST", f"/matches/{pair.match_id}/end", json={})).status_code == 200
    await asyncio.gather(*(tend(pair.world.sessions) for _ in range(3)))
    states = [(await pair.read(each))["state"] for each in (planned, proposed, passed)]
    assert states == ["cancelled", "cancelled", "planned"], "what was is left as it was"
    assert await pair.told("meeting_cancelled") == [("mentee", 1), ("mentor", 1)], "once each, and of the planned one alone"
    for someone in (pair.mentor, pair.mentee):
        refused = await pair.propose(someone, 2)
        assert (refused.status_code, refused.json()["code"]) == (409, "match_ended")
