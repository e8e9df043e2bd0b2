"""Who is matched: a mentor whose group nobody is in has a place less and no partner (R27)."""

import pytest

from kisalli.core.db import transaction
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.workspace.nudges import nudge
from tests.auth.conftest import letters
from tests.events.conftest import Hall
from tests.factories import Someone, World
from tests.groups.offered import joined, offered
from tests.groups.test_members import end
from tests.surveys.forms import answer, half_a_year_later, published
from tests.workspace.test_rhythm import read as rhythm


@pytest.fixture(params=["alone", "with a mentee", "left alone"])
async def leads(world: World, request: pytest.FixtureRequest) -> tuple[Someone, str]:
    """A mentor whose group nobody has joined, somebody has, or whose only mentee has left it again; and which of these."""
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    how = str(request.param)
    if how != "alone":
        (mentee,) = await joined(world, mentor, group_id)
        if how == "left alone":
            await end(world, mentee, group_id)
    return mentor, how


@pytest.mark.parametrize(
    ("audience", "asked"),
    [
        ("everybody", {"alone", "with a mentee", "left alone"}),
        ("matched", {"with a mentee"}),
        ("unmatched", {"alone", "left alone"}),
        ("been_matched", {"with a mentee", "left alone"}),
    ],
)
async def test_a_survey_of_the_matched_asks_mentors_of_groups_that_somebody_is_in(
    world: World, leads: tuple[Someone, str], audience: str, asked: set[str]
) -> None:
    mentor, how = leads
    survey_id = await published(world, audience=audience, roles=["mentor"])
    answered = (await answer(world, mentor, survey_id)).status_code == 200
    assert answered == (how in asked)


async def test_half_a_year_later_nobody_is_asked_about_a_group_that_never_was(world: World, leads: tuple[Someone, str]) -> None:
    mentor, how = leads
    survey_id = await half_a_year_later(world)
    await world.sql("UPDATE survey SET roles = '{mentor}' WHERE id = :id", id=survey_id)
    await world.sql("UPDATE programme SET running_closes = clock_timestamp() WHERE id = :id", id=world.programme_id)
    offered_to = (await world.call(mentor, "GET", "/me/later-consents")).json()["items"]
    assert [each["participant_id"] for each in offered_to] == ([] if how == "alone" else [str(mentor.id)])


async def test_an_event_for_the_matched_is_for_mentors_of_groups_that_somebody_is_in(
    world: World, leads: tuple[Someone, str]
) -> None:
    mentor, how = leads
    hall = Hall(world)
    event_id = await hall.event(audience="matched")
    may = how == "with a mentee"
    assert (await hall.mine(mentor, event_id))["refusal"] == (None if may else "event_for_matched")
    assert (await hall.sign_up(mentor, event_id)).status_code == (201 if may else 409)


async def test_coordinators_find_her_among_those_without_a_pair(world: World, leads: tuple[Someone, str]) -> None:
    mentor, how = leads
    alone = how != "with a mentee"
    path = f"/programmes/{world.programme_id}/participants"
    found = (await world.call(world.coordinator, "GET", path, params={"unmatched": alone, "role": "mentor"})).json()["items"]
    assert [(each["id"], each["active_matches"], each["gathering"]) for each in found] == [(str(mentor.id), 1, int(alone))]


async def test_she_hears_what_is_next_for_those_without_a_pair(
    world: World, settings: Settings, keys: Keys, leads: tuple[Someone, str]
) -> None:
    mentor, how = leads
    await world.sql("UPDATE programme SET requests_closes = clock_timestamp() WHERE id = :id", id=world.programme_id)
    async with transaction(world.sessions) as session:
        tell(session, News(world.programme_id, mentor.person_id, MessageKind.UNMATCHED_NEXT, world.programme_id))
    (told,) = await letters(world, settings, keys, recipient_id=mentor.person_id, kind="unmatched_next")
    assert told.current == (how != "with a mentee")


async def test_nobody_expects_a_group_of_nobody_to_meet(world: World, leads: tuple[Someone, str]) -> None:
    """Not even one whose mentees have met before they all left."""
    mentor, how = leads
    alone = how != "with a mentee"
    match_id = (await world.one("match_member", participant_id=mentor.id))["match_id"]
    ago = "now() - interval '60 days'"
    await world.sql(f"UPDATE programme SET running_opens = {ago}, requests_opens = {ago} WHERE id = :id", id=world.programme_id)
    await world.sql(
        "INSERT INTO meeting (id, match_id, programme_id, state, proposed_by, mode, minutes, zone, starts_at)"
        f" VALUES (gen_random_uuid(), :match_id, :programme_id, 'held', :mentor_id, 'remote', 60, 'Europe/Helsinki', {ago})",
        match_id=match_id,
        programme_id=world.programme_id,
        mentor_id=mentor.id,
    )
    await world.sql(f"UPDATE match_member SET created_at = {ago} - interval '1 day' WHERE match_id = :id", id=match_id)
    await nudge(world.sessions)
    assert bool(await world.rows("message", subject_id=match_id, kind="match_quiet")) != alone
    (row,) = (await rhythm(world))["items"]
    assert (row["rhythm"], row["quiet_from"] is None) == ("gathering" if alone else "quiet", alone)
    summary = (await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}/rhythm/summary")).json()
    assert (summary["running"], summary["quiet"], summary["ended"]) == ((0, 0, 0) if alone else (1, 1, 0))
    page = (await world.call(mentor, "GET", f"/matches/{match_id}/workspace")).json()
    assert (page["next_steps"] == ["wait_for_mentees"]) == alone


async def test_a_group_that_waits_for_its_first_mentee_is_none_that_has_not_met(world: World) -> None:
    mentor = await world.mentor()
    group_id = await offered(world, mentor)
    path = f"/programmes/{world.programme_id}/rhythm"
    assert (await rhythm(world, met=False))["items"] == []
    assert (await world.call(world.coordinator, "GET", f"{path}/summary")).json()["unmet"] == 0
    await joined(world, mentor, group_id)
    assert [each["match_id"] for each in (await rhythm(world, met=False))["items"]] == [str(group_id)]
    assert (await world.call(world.coordinator, "GET", f"{path}/summary")).json()["unmet"] == 1
