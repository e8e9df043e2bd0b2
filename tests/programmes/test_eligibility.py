"""Whether one may join is told before a form is filled: as what, why not, and what would help; and joining says the same (R3)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.factories import Someone, World
from tests.profiles.joining import join, joined, publish, ready

DAY = timedelta(days=1)


async def told(world: World, someone: Someone) -> dict[str, Any]:
    answer = await world.call(someone, "GET", f"/programmes/{world.programme_id}/eligibility")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def agrees(world: World, someone: Someone, role: str) -> dict[str, Any]:
    """Return what is told of a role; whoever may join joins, and whoever may not does not."""
    said = (await told(world, someone))[role]
    answer = await join(world, someone, role)
    assert (answer.status_code == 201) is said["may_join"], (said, answer.text)
    assert said["may_join"] is (said["reasons"] == [])
    return dict(said)


@pytest.mark.parametrize(
    ("homes", "kinds", "affiliations", "reason"),
    [
        ([], [], [], None),
        (["own"], [], [], "nothing_known"),
        ([], ["student"], [], "nothing_known"),
        (["own"], [], [("student", "foreign.example")], "other_home"),
        (["own"], ["student"], [("student", "foreign.example"), ("alum", "own")], "other_affiliation"),
        (["own"], ["student"], [("student", "own")], None),
        ([], ["student"], [("student", "foreign.example")], None),
        ([], [], [("staff", "own")], "staff"),
        ([], [], [("staff", "own"), ("student", "own")], None),
        (["own"], ["staff"], [("staff", "own")], None),
        ([], [], [("staff", "foreign.example")], None),
    ],
)
async def test_a_mentee_is_told_what_keeps_them_out(
    world: World, homes: list[str], kinds: list[str], affiliations: list[tuple[str, str]], reason: str | None
) -> None:
    names = [world.domain if each == "own" else each for each in homes]
    await world.set_programme(mentee_home_organisations=names, mentee_affiliations=kinds)
    someone = await world.person()
    for kind, home in affiliations:
        await world.affiliate(someone, kind, home=world.domain if home == "own" else home)
    said = await agrees(world, someone, "mentee")
    assert said["reasons"] == ([reason] if reason else [])
    if reason:
        assert "invitation_code" in said["help"] and "organisers" in said["help"]
        assert ("university_sign_in" in said["help"]) is (reason in {"nothing_known", "other_home"})


@pytest.mark.parametrize(("admission", "reasons"), [("approval", []), ("register", []), ("invitation", ["invited_only"])])
async def test_a_mentor_is_told_how_they_get_in(world: World, admission: str, reasons: list[str]) -> None:
    await world.set_programme(mentor_admission=admission)
    assert (await agrees(world, await world.person(), "mentor"))["reasons"] == reasons


@pytest.mark.parametrize("role", ["mentor", "mentee"])
@pytest.mark.parametrize(("opens", "closes", "reason"), [(1, 2, "signup_not_open"), (-2, -1, "signup_closed")])
async def test_the_clock_is_told_with_its_window(world: World, role: str, opens: int, closes: int, reason: str) -> None:
    now = datetime.now(UTC)
    await world.set_programme(**{f"{role}_signup_opens": now + opens * DAY, f"{role}_signup_closes": now + closes * DAY})
    said = await agrees(world, await world.person(), role)
    assert said["reasons"] == [reason]
    assert abs(datetime.fromisoformat(said["opens"]) - (now + opens * DAY)) < timedelta(seconds=1)


async def test_whoever_is_barred_twice_hears_both(world: World) -> None:
    now = datetime.now(UTC)
    await world.set_programme(mentee_home_organisations=[world.domain], mentee_signup_closes=now - DAY)
    said = (await told(world, await world.person()))["mentee"]
    assert said["reasons"] == ["signup_closed", "nothing_known"]
    assert said["help"] == ["university_sign_in", "invitation_code", "organisers"]


async def test_whoever_takes_part_can_not_join_again_but_a_part_that_nobody_saw_makes_room(world: World) -> None:
    someone = await joined(world, "mentor")
    assert (await agrees(world, someone, "mentee"))["reasons"] == ["takes_part"]
    await world.call(someone, "POST", f"/participants/{someone.id}/leave")
    assert (await agrees(world, someone, "mentee"))["may_join"]
    seen = await ready(world, "mentor")
    await publish(world, seen)
    await world.call(seen, "POST", f"/participants/{seen.id}/leave")
    assert (await agrees(world, seen, "mentor"))["reasons"] == ["takes_part"]


async def test_an_archived_programme_takes_nobody_and_no_code_helps(world: World) -> None:
    someone = await joined(world, "mentee")
    await world.call(someone, "POST", f"/participants/{someone.id}/leave")
    await world.set_programme(archived_at=datetime.now(UTC))
    said = (await told(world, someone))["mentor"]
    assert (said["may_join"], said["reasons"], said["help"]) == (False, ["signup_closed"], ["organisers"])


async def test_everybody_is_told_whom_to_write_to(world: World) -> None:
    assert (await told(world, await world.person()))["contact_address"] == "mentoring@example.org"
