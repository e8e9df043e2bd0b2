"""Staff may look through the mentors, if the programme allows that, and ask nobody (R38)."""

from typing import Any

import pytest

from tests.factories import Someone, World


async def status(world: World, someone: Someone, path: str = "") -> tuple[int, str | None]:
    """Read something of the directory and return status and code."""
    answer = await world.call(someone, "GET", f"/programmes/{world.programme_id}/directory{path}")
    return answer.status_code, answer.json().get("code")


async def found(world: World, someone: Someone, **params: Any) -> set[str]:
    """Search as somebody and return the ids found."""
    answer = await world.call(someone, "GET", f"/programmes/{world.programme_id}/directory/search", params=params)
    assert answer.status_code == 200, answer.text
    return {each["mentor"]["id"] for each in answer.json()["items"]}


async def browses(world: World, someone: Someone) -> bool:
    """Whether the programme says to somebody that they may browse."""
    return bool((await world.call(someone, "GET", f"/programmes/{world.programme_id}")).json()["browses"])


@pytest.fixture(autouse=True)
async def _allowed(world: World) -> None:
    """The programme lets the staff of its organisation browse."""
    await world.set_programme(staff_may_browse=True)


@pytest.fixture
async def staff(world: World) -> Someone:
    """Somebody on the staff of the organisation."""
    return await world.affiliated("staff", "member")


async def test_staff_see_whoever_may_be_asked_whatever_level_they_seek(world: World, staff: Someone) -> None:
    masters, doctoral = await world.mentor(seeks=["master"]), await world.mentor(seeks=["doctoral"])
    await world.mentor(state="paused"), await world.mentor(state="submitted")
    full = await world.mentor(places=1)
    await world.matched(await world.mentee(), full)
    directory = await world.call(staff, "GET", f"/programmes/{world.programme_id}/directory")
    assert {each["id"] for each in directory.json()["items"]} == {str(masters.id), str(doctoral.id)}
    assert await found(world, staff) == {str(masters.id), str(doctoral.id)}
    assert await browses(world, staff)


async def test_staff_ask_nobody_and_keep_no_list(world: World, staff: Someone) -> None:
    mentor = await world.mentor()
    asked = await world.send(staff, mentor)
    assert (asked.status_code, asked.json()["code"]) == (403, "not_a_participant")
    path = f"/programmes/{world.programme_id}/directory"
    saved = await world.call(staff, "PUT", f"{path}/saved", json={"items": [{"mentor_id": str(mentor.id)}]})
    assert (saved.status_code, saved.json()["code"]) == (403, "not_the_mentee")
    assert await world.rows("request", mentor_id=mentor.id) == []


@pytest.mark.parametrize("kinds", [["student"], ["alum"], ["member"], ["employee"], ["affiliate"]])
async def test_nobody_else_of_the_house_browses(world: World, kinds: list[str]) -> None:
    someone = await world.affiliated(*kinds)
    assert await status(world, someone) == (403, "not_a_participant")
    assert not await browses(world, someone)


async def test_the_staff_of_another_house_do_not_browse(world: World) -> None:
    neighbour = await world.affiliated("staff", "faculty", home="neighbour.example")
    assert await status(world, neighbour) == (403, "not_a_participant")
    assert not await browses(world, neighbour)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE programme SET staff_may_browse = false WHERE id = :programme_id",
        "UPDATE programme SET archived_at = clock_timestamp() WHERE id = :programme_id",
        "UPDATE organisation SET domains = '{}' WHERE id = :organisation_id",
        "DELETE FROM affiliation WHERE person_id = :person_id AND kind = 'staff'",
    ],
)
async def test_a_right_that_is_taken_back_is_gone_from_the_next_call(world: World, staff: Someone, change: str) -> None:
    mentor = await world.mentor()
    paths = ("", "/search", f"/{mentor.id}")
    assert [await status(world, staff, path) for path in paths] == [(200, None)] * 3
    ids = {"programme_id": world.programme_id, "organisation_id": world.organisation_id, "person_id": staff.person_id}
    await world.sql(change, **ids)
    assert [await status(world, staff, path) for path in paths] == [(403, "not_a_participant")] * 3


async def test_a_mentors_page_is_open_to_staff_as_long_as_the_directory_is(world: World, staff: Someone) -> None:
    mentor = await world.mentor(languages=["fi"])
    page = await world.call(staff, "GET", f"/programmes/{world.programme_id}/directory/{mentor.id}")
    assert (page.json()["available"], page.json()["score"], page.json()["profile"]["languages"]) == (True, None, ["fi"])
    await world.sql("UPDATE programme SET requests_closes = clock_timestamp() WHERE id = :id", id=world.programme_id)
    assert await status(world, staff, f"/{mentor.id}") == (404, "not_found")
    assert (await world.call(staff, "GET", f"/participants/{mentor.id}/profile")).status_code == 404


async def test_staff_see_nothing_before_the_window_but_a_preview(world: World, staff: Someone) -> None:
    mentor = await world.mentor()
    await world.sql(
        "UPDATE programme SET requests_opens = clock_timestamp() + interval '1 day' WHERE id = :id", id=world.programme_id
    )
    assert await found(world, staff) == set()
    assert await status(world, staff, f"/{mentor.id}") == (404, "not_found")
    await world.set_programme(directory_preview=True)
    assert await status(world, staff, f"/{mentor.id}") == (200, None)


async def test_staff_search_for_no_student(world: World, staff: Someone) -> None:
    mentee = await world.mentee()
    assert await status(world, staff, f"/search?mentee_id={mentee.id}") == (403, "forbidden")


async def test_a_mentor_on_the_staff_may_look_at_the_others(world: World) -> None:
    mentor, other = await world.mentor(), await world.mentor()
    assert await status(world, mentor) == (403, "not_the_mentee")
    await world.affiliate(mentor, "faculty")
    assert await status(world, mentor, f"/{other.id}") == (200, None)


async def test_a_student_who_works_here_too_reads_as_a_student(world: World) -> None:
    await world.mentor(seeks=["doctoral"])
    mine = await world.mentor(seeks=["master"])
    student = await world.mentee(level="master")
    await world.affiliate(student, "staff", "student")
    assert await found(world, student) == {str(mine.id)}
    assert await status(world, student, "/mine") == (200, None)


async def test_who_was_removed_does_not_come_back_as_staff(world: World) -> None:
    gone = await world.mentee(state="removed")
    await world.affiliate(gone, "staff")
    assert await status(world, gone) == (403, "not_a_participant")
    assert not await browses(world, gone)
