"""The workspace for its members (R17), the rhythm for coordinators (R20), nudges once a fortnight whatever workers do."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kisalli.workspace.nudges import nudge
from tests.factories import World
from tests.meetings.arranging import Pair


@pytest.fixture
async def pair(world: World) -> Pair:
    return await Pair.make(world)


async def older(pair: Pair, days: float) -> None:
    """Let pair and programme have begun so many days ago."""
    ago = datetime.now(UTC) - timedelta(days=days)
    await pair.world.sql("UPDATE match SET opened_at = :ago WHERE id = :id", ago=ago, id=pair.match_id)
    await pair.world.set_programme(running_opens=ago - timedelta(days=1), requests_opens=ago - timedelta(days=2))


async def workspace(pair: Pair, who: str) -> dict[str, Any]:
    answer = await pair.call(getattr(pair, who), "GET", f"/matches/{pair.match_id}/workspace")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_each_member_hears_what_is_theirs_to_do_next(pair: Pair) -> None:
    assert (await workspace(pair, "mentee"))["next_steps"][0] == "first_meeting"
    meeting_id = await pair.proposed(pair.mentor, 4, 2)
    seen = {who: await workspace(pair, who) for who in ("mentor", "mentee")}
    assert [seen[who]["next_steps"][0] for who in seen] == ["wait_for_times", "answer_times"]
    later = await pair.planned(3)
    mentee = await workspace(pair, "mentee")
    assert [each["id"] for each in mentee["meetings"]] == [meeting_id, later], "by the first time that is proposed"
    assert (mentee["rhythm"], mentee["held"], mentee["notes"]) == ("good", 0, 0)
    assert mentee["own_participant_id"] == str(pair.mentee.id)


async def test_what_is_over_is_counted_and_shown_the_latest_first(pair: Pair) -> None:
    held = [await pair.held(days) for days in range(1, 8)]
    read = await workspace(pair, "mentor")
    assert (read["held"], read["held_minutes"]) == (7, 420)
    assert [each["id"] for each in read["past"]] == held[:5]


async def test_a_planned_meeting_that_passed_is_asked_about(pair: Pair) -> None:
    meeting_id = await pair.planned()
    await pair.passed(meeting_id)
    read = await workspace(pair, "mentor")
    assert read["next_steps"][0] == "say_whether_held"
    assert [each["id"] for each in read["meetings"]] == [meeting_id], "it waits for their word"


async def told(pair: Pair) -> list[tuple[str, int]]:
    return await pair.told("match_quiet", pair.match_id)


async def test_a_quiet_pair_is_written_to_once_a_fortnight_whatever_workers_do(pair: Pair) -> None:
    await older(pair, 20)
    await asyncio.gather(*(nudge(pair.world.sessions) for _ in range(3)))
    assert await told(pair) == [("mentee", 1), ("mentor", 1)]
    await nudge(pair.world.sessions)
    assert await told(pair) == [("mentee", 1), ("mentor", 1)], "within the fortnight they are left alone"
    await pair.world.sql("UPDATE nudge SET nudged_at = nudged_at - interval '14 days' WHERE match_id = :id", id=pair.match_id)
    await asyncio.gather(*(nudge(pair.world.sessions) for _ in range(3)))
    assert await told(pair) == [("mentee", 1), ("mentee", 2), ("mentor", 1), ("mentor", 2)]


async def test_whoever_meets_or_has_only_begun_or_has_ended_is_left_alone(world: World) -> None:
    fresh, planned, ended, over = [await Pair.make(world) for _ in range(4)]
    for each in (planned, ended, over):
        await older(each, 20)
    await planned.planned()
    await ended.call(ended.mentee, "POST", f"/matches/{ended.match_id}/end", json={})
    assert (await Pair.make(world)).match_id
    await nudge(world.sessions)
    assert await told(over) == [("mentee", 1), ("mentor", 1)]
    for each in (fresh, planned, ended):
        assert await told(each) == []
    await world.sql("UPDATE nudge SET nudged_at = nudged_at - interval '14 days'")
    now = datetime.now(UTC)
    await world.set_programme(running_closes=now, feedback_closes=now + timedelta(days=30))
    await nudge(world.sessions)
    assert len(await told(over)) == 2, "the programme runs no longer"
