"""R8: a profile goes along to another programme when its owner says so, and only what that programme knows of it."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.factories import Someone, World
from tests.profiles.joining import MENTEE, MENTOR, enter, join, joined, own, save

WORDS = ("en", "fi", "sv")


def asks(*keys: str, role: str) -> list[dict[str, Any]]:
    return [{"key": key, "role": role, "label": dict.fromkeys(WORDS, key), "required": False} for key in keys]


def known(*keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "label": dict.fromkeys(WORDS, f"Label of {key}")} for key in keys]


async def two(world: World, role: str) -> tuple[World, World]:
    """Return last year's programme and this year's, which has other words and asks other questions."""
    other = "mentee" if role == "mentor" else "mentor"
    await world.set_programme(sectors=known("space", "law"), questions=asks("why", "how", role=role))
    following = await World.make(world.sessions, world.keys, world.http)
    questions = asks("why", "what", role=role) + asks("how", role=other)
    await following.set_programme(
        topics=known("leadership"), levels=known("doctoral"), fields=known("arts"), sectors=known("law"), questions=questions
    )
    return world, following


async def again(following: World, someone: Someone, role: str) -> Someone:
    """Let somebody join the next programme with the profile of the last."""
    answer = await join(following, someone, role, profile_from=str(someone.id))
    assert answer.status_code == 201, answer.text
    return Someone(someone.person_id, someone.email, someone.headers, UUID(answer.json()["id"]))


MENTORS = MENTOR | {"topics": ["leadership", "job_seeking"], "seeks": ["master", "doctoral"], "field": "energy", "sector": "law"}
MENTORS |= {"link": "https://example.org/me", "graduation_year": 2001, "newcomers": True, "answers": {"why": "A", "how": "B"}}
MENTEES = MENTEE | {"topics": ["job_seeking"], "sectors": ["space", "law"], "field": "arts", "exchange_until": "2027-05-31"}
MENTEES |= {"answers": {"why": "A", "how": "B"}}
LEFT_BEHIND = {
    "mentor": {"topics": ["leadership"], "seeks": ["doctoral"], "field": None},
    "mentee": {"topics": [], "level": None},
}


@pytest.mark.parametrize(("role", "whole"), [("mentor", MENTORS), ("mentee", MENTEES)])
async def test_what_the_next_programme_knows_goes_along(world: World, role: str, whole: dict[str, Any]) -> None:
    last, following = await two(world, role)
    someone = await joined(last, role)
    assert (await save(last, someone, whole)).status_code == 200
    here = await again(following, someone, role)
    profile = (await own(following, here))["profile"]
    expected = whole | LEFT_BEHIND[role] | {"answers": {"why": "A"}}
    expected |= {"sectors": ["law"]} if role == "mentee" else {}
    assert {name: profile[name] for name in expected} == expected
    assert (await own(last, someone))["profile"]["answers"] == {"why": "A", "how": "B"}
    assert (await save(following, here, expected)).status_code == 200


async def test_contact_details_stay_behind_and_the_profile_is_a_draft(world: World) -> None:
    last, following = await two(world, "mentor")
    someone = await joined(last, "mentor")
    await save(last, someone, MENTORS)
    await enter(last, someone, someone.email)
    here = await again(following, someone, "mentor")
    assert (await own(following, here))["missing"] == ["contact"]
    assert await following.rows("contact", participant_id=here.id) == []
    assert (await following.one("participant", id=here.id))["state"] == "draft"
    row = await following.one("audit", subject_id=here.id, act="participant_joined")
    assert row["details"] == {"copied_from": str(someone.id)}
    words = (await following.one("mentor_profile", participant_id=here.id))["search_text"].split("\n")
    assert {"Engineer", "Label of leadership", "Label of law"} <= set(words)


async def test_without_its_owners_word_nothing_goes_along(world: World) -> None:
    last, following = await two(world, "mentor")
    someone = await joined(last, "mentor")
    await save(last, someone, MENTORS)
    answer = await join(following, someone, "mentor")
    row = await following.one("mentor_profile", participant_id=answer.json()["id"])
    assert (row["story"], row["title"], row["topics"]) == ("", "", [])
    assert (await following.one("audit", subject_id=answer.json()["id"]))["details"] == {}


async def test_nobody_elses_profile_and_none_of_another_role_is_taken(world: World) -> None:
    last, following = await two(world, "mentor")
    mentor, mentee, other = await last.mentor(), await last.mentee(), await last.mentor()
    for someone, source in ((mentee, mentee.id), (mentor, other.id), (mentor, uuid4()), (last.coordinator, other.id)):
        answer = await join(following, someone, "mentor", profile_from=str(source))
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert await following.rows("participant", person_id=someone.person_id, programme_id=following.programme_id) == []
