"""R27 in the mentoring months: a group's workspace is that of any match, while people come to it and leave it."""

from uuid import UUID

import pytest
from fastapi import FastAPI

from kisalli.agreements.tending import ask_newcomers
from kisalli.core.calendars import Appointment
from kisalli.core.db import transaction
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.meetings import feed
from kisalli.meetings.tending import tend
from kisalli.notifications.rendering import render
from kisalli.privacy import erasure
from kisalli.workspace.nudges import nudge
from tests.agreements.pairs import Pair
from tests.auth.conftest import letters
from tests.factories import Someone, World
from tests.groups.offered import asked, joined, offered
from tests.groups.test_members import end, lead
from tests.meetings.arranging import PLACE, wall


def flat(text: str) -> str:
    """A mail's text without its line breaks."""
    return " ".join(text.split())


async def appointments(world: World, someone: Someone) -> list[Appointment]:
    """What somebody's calendar shows of meetings."""
    async with transaction(world.sessions) as session:
        return await feed.appointments(session, someone.person_id)


async def planned(world: World, group_id: UUID, by: Someone, picks: Someone, days: float = 3) -> str:
    """A meeting of a group that one of it has proposed and another has picked."""
    proposed = await world.call(by, "POST", f"/matches/{group_id}/meetings", json=PLACE | {"starts": [wall(days)]})
    assert proposed.status_code == 201, proposed.text
    meeting_id = str(proposed.json()["id"])
    starts_at = (await world.call(picks, "GET", f"/meetings/{meeting_id}")).json()["times"][0]
    answer = await world.call(picks, "POST", f"/meetings/{meeting_id}/pick", json={"starts_at": starts_at})
    assert answer.status_code == 200, answer.text
    return meeting_id


async def test_whoever_joins_is_invited_to_what_is_planned_and_whoever_leaves_gets_a_cancellation(
    world: World, settings: Settings, keys: Keys
) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, places=3)
    (first,) = await joined(world, mentor, group_id)
    meeting_id = await planned(world, group_id, mentor, first)
    await tend(world.sessions)
    assert {
        each["recipient_id"] for each in await world.rows("message", subject_id=UUID(meeting_id), kind="meeting_planned")
    } == {
        mentor.person_id,
        first.person_id,
    }
    (second,) = await joined(world, mentor, group_id)
    for _ in range(2):  # once, however often the worker looks
        await tend(world.sessions)
    (invited,) = await letters(world, settings, keys, recipient_id=second.person_id, kind="meeting_planned")
    assert invited.current
    assert invited.appointment is not None
    assert not invited.appointment.cancelled
    await end(world, first, group_id)
    for _ in range(2):
        await tend(world.sessions)
    (gone,) = await letters(world, settings, keys, recipient_id=first.person_id, kind="meeting_cancelled")
    assert gone.current
    assert gone.it.by == ""  # nobody has cancelled what goes on without them
    assert gone.appointment is not None
    assert gone.appointment.cancelled
    assert gone.appointment.sequence > invited.appointment.sequence
    assert await world.rows("message", recipient_id=second.person_id, kind="meeting_cancelled") == []


async def test_the_mails_of_a_group_say_who_is_in_it_to_whom_it_may_be_said(world: World, settings: Settings, keys: Keys) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, theme="Into work", places=3)
    first, second = await joined(world, mentor, group_id, 2)
    (told,) = await letters(world, settings, keys, recipient_id=second.person_id, kind="match_made")
    assert (told.it.theme, len(told.it.cards)) == ("Into work", 1)  # the mentor's alone
    to_mentor = await letters(world, settings, keys, recipient_id=mentor.person_id, kind="match_made")
    assert [len(each.it.cards) for each in to_mentor] == [2, 2]  # the truth of when it is mailed
    await end(world, first, group_id, farewell="Thank you.")
    (left,) = await letters(world, settings, keys, recipient_id=mentor.person_id, kind="group_left")
    assert (left.it.theme, left.it.farewell, left.it.cards) == ("Into work", "Thank you.", ())
    to_mentor = await letters(world, settings, keys, recipient_id=mentor.person_id, kind="match_made")
    assert [len(each.it.cards) for each in to_mentor] == [1, 1]
    request_id = await asked(world, await world.mentee(), group_id)
    (request,) = await letters(world, settings, keys, subject_id=request_id)
    assert request.it.theme == "Into work"


async def steps(world: World, someone: Someone, match_id: UUID) -> set[str]:
    return set((await world.call(someone, "GET", f"/matches/{match_id}/workspace")).json()["next_steps"])


async def test_an_agreement_holds_again_only_when_whoever_has_come_has_signed(
    world: World, settings: Settings, keys: Keys
) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, theme="Into work", places=3)
    (first,) = await joined(world, mentor, group_id)

    pair = Pair(world, mentor, first, group_id)
    await pair.written(mentor, a1="Find our ways")
    await pair.signed(mentor, 1)
    assert await pair.signed(first, 1) == "in_force"
    (told,) = await letters(world, settings, keys, recipient_id=first.person_id, kind="agreement_in_force")
    assert told.it.theme == "Into work"
    (second,) = await joined(world, mentor, group_id)
    for _ in range(2):  # once, however often the worker looks
        await ask_newcomers(world.sessions)
    (asked_to,) = await letters(world, settings, keys, recipient_id=second.person_id, kind="agreement_to_sign")
    assert (asked_to.current, asked_to.it.theme, asked_to.it.joined, asked_to.it.again) == (True, "Into work", True, False)
    assert await world.rows("message", recipient_id=mentor.person_id, kind="agreement_to_sign") == []
    for reader in (mentor, first, second):
        shown = await pair.read(reader)
        waits = [each["participant_id"] for each in shown["newest"]["signatures"] if each["signed_at"] is None]
        assert (shown["state"], shown["newest"]["number"], waits) == ("unsigned", 1, [str(second.id)])
    assert "sign" in await steps(world, second, group_id)
    for signed in (mentor, first):  # what they have signed they neither sign nor write anew
        assert not {"sign", "agree"} & await steps(world, signed, group_id)
    assert await pair.signed(second, 1) == "in_force"
    (asked_to,) = await letters(world, settings, keys, recipient_id=second.person_id, kind="agreement_to_sign")
    assert not asked_to.current
    await ask_newcomers(world.sessions)
    assert len(await world.rows("message", subject_id=group_id, kind="agreement_to_sign")) == 2  # first, then second


async def test_whoever_comes_signs_the_newest_version(world: World, settings: Settings, keys: Keys) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, places=3)
    (first,) = await joined(world, mentor, group_id)
    pair = Pair(world, mentor, first, group_id)
    for number in (1, 2):
        await pair.written(mentor, a1=f"Version {number}")
        await pair.signed(mentor, number)
        await pair.signed(first, number)
    (second,) = await joined(world, mentor, group_id)
    await ask_newcomers(world.sessions)
    (asked_to,) = await letters(world, settings, keys, recipient_id=second.person_id, kind="agreement_to_sign")
    assert (asked_to.current, asked_to.it.joined, asked_to.it.again) == (True, True, False)
    await pair.written(mentor, a1="Another one")
    await ask_newcomers(world.sessions)
    (late,) = await letters(world, settings, keys, recipient_id=second.person_id, kind="agreement_to_sign")
    assert not late.current  # nobody has signed the newest yet


async def test_a_mentor_alone_in_a_group_agrees_with_nobody(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    pair = Pair(world, mentor, mentor, group_id)
    await pair.written(mentor, a1="Find our ways")
    assert await pair.signed(mentor, 1) == "unsigned"
    assert await world.rows("message", subject_id=group_id, kind="agreement_in_force") == []
    (first,) = await joined(world, mentor, group_id)
    await ask_newcomers(world.sessions)
    assert len(await world.rows("message", recipient_id=first.person_id, kind="agreement_to_sign")) == 1
    assert await pair.signed(first, 1) == "in_force"


@pytest.mark.parametrize(
    ("language", "subject", "meets", "off"),
    [
        (
            "en",
            "Your mentoring group has a new member",
            "The group “Into work” meets on",
            "Your mentoring in the group",
        ),
        ("fi", "Mentorointiryhmäsi on saanut uuden jäsenen", "Ryhmän ”Into work” tapaaminen on", "Ryhmän ”Into work” tapaaminen"),
        (
            "sv",
            "Din mentorgrupp har fått en ny medlem",
            "Gruppen ”Into work” träffas",
            "i gruppen ”Into work” blir inte av",
        ),
    ],
)
async def test_what_is_mailed_about_a_group_speaks_of_the_group(
    world: World, settings: Settings, keys: Keys, language: str, subject: str, meets: str, off: str
) -> None:
    mentor, other = await world.mentor(), await world.mentor()
    group_id = await offered(world, mentor, theme="Into work", places=3, mentor_places=2)
    assert (await lead(world, other, group_id)).status_code == 200
    first, second = await joined(world, mentor, group_id, 2)
    for each in (mentor, first, second):
        await world.sql("UPDATE person SET language = :language WHERE id = :id", language=language, id=each.person_id)
    made = await letters(world, settings, keys, recipient_id=mentor.person_id, kind="match_made")
    assert {render(each).subject for each in made} == {subject}
    await planned(world, group_id, first, mentor)
    (told,) = await letters(world, settings, keys, recipient_id=second.person_id, kind="meeting_planned")
    assert meets in flat(render(told).text)
    assert told.appointment is not None
    (entry,) = await appointments(world, second)
    assert told.appointment.summary == entry.summary
    assert entry.summary.endswith(": Into work")
    await end(world, second, group_id)
    await tend(world.sessions)
    (gone,) = await letters(world, settings, keys, recipient_id=second.person_id, kind="meeting_cancelled")
    assert off in flat(render(gone).text)


async def test_mails_that_wait_name_each_who_was_erased_meanwhile(
    world: World, app: FastAPI, settings: Settings, keys: Keys
) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, places=3)
    first, second = await joined(world, mentor, group_id, 2)
    names = {each.id: (await world.one("mentee_profile", participant_id=each.id))["name"] for each in (first, second)}
    await end(world, first, group_id)
    for each in (second, first):  # when the second goes, what waits about the first is told the second's name as well
        await erasure.erase(world.sessions, app.state.acts, each.person_id, None, None)
    told = await letters(world, settings, keys, recipient_id=mentor.person_id, kind="group_left")
    assert {UUID(row["details"]["left"]) for row in await world.rows("message", kind="group_left")} >= set(names)
    assert sorted(each.it.partner for each in told) == sorted(names.values())


@pytest.mark.parametrize("mentees", [0, 2])
async def test_a_group_that_waits_for_its_first_mentee_is_not_quiet(
    world: World, settings: Settings, keys: Keys, mentees: int
) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, theme="Into work")
    await joined(world, mentor, group_id, mentees)
    await world.sql("UPDATE programme SET running_opens = now() - interval '60 days' WHERE id = :id", id=world.programme_id)
    await world.sql("UPDATE match SET opened_at = now() - interval '60 days' WHERE id = :id", id=group_id)
    await world.sql("UPDATE match_member SET created_at = now() - interval '50 days' WHERE match_id = :id", id=group_id)
    await nudge(world.sessions)
    told = await letters(world, settings, keys, subject_id=group_id, kind="match_quiet")
    assert [each.it.theme for each in told] == ["Into work"] * (mentees + 1 if mentees else 0)


async def test_a_certificate_counts_the_meetings_that_one_was_there_for(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, places=3)
    (first,) = await joined(world, mentor, group_id)
    await world.sql("UPDATE match_member SET created_at = now() - interval '40 days' WHERE match_id = :id", id=group_id)
    await world.sql("UPDATE match SET opened_at = now() - interval '50 days' WHERE id = :id", id=group_id)
    await world.sql("UPDATE programme SET running_opens = now() - interval '60 days' WHERE id = :id", id=world.programme_id)
    for days in (-30, -10):
        logged = await world.call(mentor, "POST", f"/matches/{group_id}/meetings/log", json=PLACE | {"start": wall(days)})
        assert logged.status_code == 201, logged.text
    (late,) = await joined(world, mentor, group_id)
    await world.sql("UPDATE match_member SET created_at = now() - interval '20 days' WHERE participant_id = :id", id=late.id)
    await world.sql("UPDATE programme SET running_closes = now() - interval '1 day' WHERE id = :id", id=world.programme_id)
    for someone, held in ((mentor, 2), (first, 2), (late, 1)):
        made = await world.call(someone, "POST", f"/participants/{someone.id}/certificate")
        assert made.status_code == 201, made.text
        shown = (await world.call(someone, "GET", f"/participants/{someone.id}/certificate")).json()
        assert shown["certificate"]["meetings_held"] == held


async def test_whoever_came_after_the_planning_gets_a_cancellation_when_leaving(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor, places=3)
    (first,) = await joined(world, mentor, group_id)
    meeting_id = UUID(await planned(world, group_id, mentor, first))
    (late,) = await joined(world, mentor, group_id)
    await tend(world.sessions)
    await end(world, late, group_id)
    await end(world, first, group_id)
    await world.sql("UPDATE meeting SET sequence = sequence + 1, changed_at = clock_timestamp() WHERE id = :id", id=meeting_id)
    for _ in range(2):  # the meeting was moved before the worker looked
        await tend(world.sessions)
    told = await world.rows("message", subject_id=meeting_id, kind="meeting_cancelled")
    assert sorted(each["recipient_id"] for each in told) == sorted([first.person_id, late.person_id])
