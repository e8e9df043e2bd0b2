"""R27: what those who left a group still get of it, and what their going takes from those who go on."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

import pytest
from fastapi import FastAPI

from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.matches import groups
from kisalli.matches.membership import active_membership
from kisalli.matches.service import refresh_accepting
from kisalli.meetings.feed import appointments
from kisalli.privacy import erasure
from kisalli.workspace.nudges import nudge
from tests.agreements.pairs import Pair
from tests.factories import World
from tests.groups.offered import GROUP, asked, joined, offered
from tests.groups.test_members import end, lead
from tests.groups.test_months import planned
from tests.meetings.arranging import PLACE, wall


async def test_an_erased_member_leaves_the_words_of_a_group_that_goes_on_to_it(world: World, app: FastAPI) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    first, second = await joined(world, mentor, group_id, 2)
    meeting_id = await planned(world, group_id, mentor, first)
    agreed = Pair(world, mentor, second, group_id)
    await agreed.written(mentor, a1="Find our ways")
    meeting = await world.one("meeting", id=UUID(meeting_id))
    agreement = await world.one("agreement", match_id=group_id)
    await erasure.erase(world.sessions, app.state.acts, first.person_id, None, None)
    assert await world.one("meeting", id=UUID(meeting_id)) == meeting
    assert await world.one("agreement", match_id=group_id) == agreement
    assert (await end(world, mentor, group_id)).json()["state"] == "ended"
    await erasure.erase(world.sessions, app.state.acts, second.person_id, None, None)
    assert (await world.one("meeting", id=UUID(meeting_id)))["link"] != meeting["link"]
    assert (await world.one("agreement", match_id=group_id))["answers"] != agreement["answers"]


async def test_a_calendar_names_the_group_and_nobody_in_it(world: World) -> None:
    mentor, other = await world.mentor(), await world.mentor()
    group_id = await offered(world, mentor, mentor_places=2, places=3)
    await lead(world, other, group_id)
    await joined(world, mentor, group_id)
    await world.sql("UPDATE match SET opened_at = now() - interval '50 days' WHERE id = :id", id=group_id)
    logged = await world.call(mentor, "POST", f"/matches/{group_id}/meetings/log", json=PLACE | {"start": wall(-10)})
    assert logged.status_code == 201, logged.text
    await end(world, other, group_id)
    await joined(world, mentor, group_id)
    async with world.sessions() as session:
        (seen,) = await appointments(session, other.person_id)
        (kept,) = await appointments(session, mentor.person_id)
    assert seen.summary == kept.summary == f"Mentoring meeting: {GROUP['theme']}"


async def test_a_mentor_whose_group_nobody_joined_has_taken_no_part_to_certify(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    await world.sql("UPDATE match_member SET created_at = now() - interval '40 days' WHERE match_id = :id", id=group_id)
    await world.sql("UPDATE match SET opened_at = now() - interval '50 days' WHERE id = :id", id=group_id)
    for column, days in (("running_opens", 60), ("running_closes", 1)):
        await world.sql(f"UPDATE programme SET {column} = now() - interval '{days} days' WHERE id = :id", id=world.programme_id)
    made = await world.call(mentor, "POST", f"/participants/{mentor.id}/certificate")
    assert made.json()["code"] == "nothing_to_certify"


async def test_a_mentor_who_left_keeps_name_and_dates_of_whom_they_let_in(world: World) -> None:
    mentor, other, mentee = await world.mentor(), await world.mentor(), await world.mentee()
    group_id = await offered(world, mentor, mentor_places=2)
    await lead(world, other, group_id)
    request_id = await asked(world, mentee, group_id)
    await world.act(mentor, request_id, "accept")
    assert (await world.call(mentor, "GET", f"/requests/{request_id}")).json()["message"]
    assert (await end(world, mentor, group_id)).json()["state"] == "active"
    assert (await world.call(mentor, "GET", f"/requests/{request_id}")).json()["message"] is None
    assert (await world.call(mentee, "GET", f"/requests/{request_id}")).json()["message"]


async def test_a_group_that_all_mentees_have_left_is_not_quiet(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    (mentee,) = await joined(world, mentor, group_id)
    await world.sql("UPDATE programme SET running_opens = now() - interval '60 days' WHERE id = :id", id=world.programme_id)
    await world.sql("UPDATE match_member SET created_at = now() - interval '50 days' WHERE match_id = :id", id=group_id)
    await end(world, mentee, group_id)
    await nudge(world.sessions)
    assert await world.rows("message", subject_id=group_id, kind="match_quiet") == []


async def test_what_is_written_while_its_writer_leaves_waits_and_is_refused(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    (mentee,) = await joined(world, mentor, group_id)
    async with world.sessions() as leaving, world.sessions() as writing:
        await groups.leave(leaving, group_id, mentee.id, datetime.now(UTC))
        await refresh_accepting(leaving, [mentee.id])
        writes = asyncio.create_task(active_membership(writing, group_id, Caller(mentee.person_id)))
        await asyncio.sleep(0.2)
        assert not writes.done()
        await leaving.commit()
        with pytest.raises(NotFound):
            await writes
