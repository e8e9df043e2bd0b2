"""A front page says what now: surveys that wait, events to come, and to those who run the programme how both stand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.factories import Someone, World
from tests.security.scenes import meeting
from tests.surveys.forms import answered, close, draft, half_a_year_later, published


async def home(world: World, someone: Someone) -> dict[str, Any]:
    answer = await world.call(someone, "GET", f"/programmes/{world.programme_id}/home")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def event(world: World, days: int = 10, *, publish: bool = True, **more: Any) -> str:
    day = (datetime.now(UTC) + timedelta(days=days)).date()
    body = meeting() | {"starts": f"{day}T16:00", "ends": f"{day}T18:00"} | more
    made = await world.call(world.coordinator, "POST", f"/programmes/{world.programme_id}/events", json=body)
    assert made.status_code == 201, made.text
    if publish:
        assert (await world.call(world.coordinator, "POST", f"/events/{made.json()['id']}/publish")).status_code == 200
    return str(made.json()["id"])


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in rows]


async def test_somebody_who_takes_part_sees_the_surveys_that_wait_for_them_what_closes_first_at_first(world: World) -> None:
    mentee, mentor = await world.mentee(), await world.mentor()
    later = str(await published(world, closes_at=(datetime.now(UTC) + timedelta(days=20)).isoformat()))
    sooner, mentors = await published(world), str(await published(world, roles=["mentor"]))
    await draft(world)
    assert ids((await home(world, mentee))["surveys"]) == [str(sooner), later]
    await answered(world, mentee, sooner)
    assert ids((await home(world, mentee))["surveys"]) == [later]
    assert mentors in ids((await home(world, mentor))["surveys"])
    await close(world, sooner)
    assert str(sooner) not in ids((await home(world, mentor))["surveys"])
    assert (await home(world, mentee))["team"] is None


async def test_the_next_three_events_are_those_that_one_may_go_to(world: World) -> None:
    mentee = await world.mentee()
    await event(world, 3, roles=["mentor"])
    await event(world, 4, publish=False)
    third, second, first, fourth = [await event(world, days) for days in (9, 8, 7, 10)]
    assert ids((await home(world, mentee))["events"]) == [first, second, third]
    assert (await world.call(mentee, "POST", f"/events/{first}/sign-up")).status_code == 201
    assert (await world.call(world.coordinator, "POST", f"/events/{first}/cancel", json={})).status_code == 200
    shown = (await home(world, mentee))["events"]
    assert (shown[0]["id"], shown[0]["state"], shown[0]["me"]["state"]) == (first, "cancelled", "seat")
    assert fourth not in ids(shown)


async def test_a_coordinator_sees_how_open_surveys_and_the_next_events_stand(world: World) -> None:
    mentees = [await world.mentee() for _ in range(4)]
    survey_id = await published(world, roles=["mentee"])
    await answered(world, mentees[0], survey_id)
    full = await event(world, 5, capacity=1)
    for each in mentees[:3]:
        assert (await world.call(each, "POST", f"/events/{full}/sign-up")).status_code == 201
    called_off, hidden = await event(world, 4), await event(world, 6, publish=False)
    assert (await world.call(world.coordinator, "POST", f"/events/{called_off}/cancel", json={})).status_code == 200
    seen = await home(world, world.coordinator)
    assert (seen["surveys"], seen["events"]) == ([], [])
    (survey,) = seen["team"]["surveys"]
    assert (survey["id"], survey["state"], survey["answers"], survey["asked"]) == (str(survey_id), "open", 1, 4)
    (coming,) = seen["team"]["events"]
    assert (coming["id"], coming["taken"], coming["capacity"], coming["waiting"]) == (full, 1, 1, 2)
    assert hidden != coming["id"]


async def test_a_draft_whose_time_comes_needs_attention_and_what_is_far_does_not(world: World) -> None:
    now = datetime.now(UTC)
    soon = await draft(world, opens_at=(now + timedelta(days=6)).isoformat(), closes_at=(now + timedelta(days=9)).isoformat())
    late = await draft(world)
    await draft(world, opens_at=(now + timedelta(days=8)).isoformat(), closes_at=(now + timedelta(days=9)).isoformat())
    await draft(world, opens_at=(now - timedelta(days=8)).isoformat(), closes_at=(now - timedelta(days=1)).isoformat())
    await draft(world, opens_at=None, closes_at=None)
    await half_a_year_later(world)
    await published(world, opens_at=(now + timedelta(days=2)).isoformat())
    shown = (await home(world, world.coordinator))["team"]["surveys"]
    assert {(each["id"], each["state"]) for each in shown} >= {(str(soon), "draft"), (str(late), "draft")}
    own = [each for each in shown if each["title"] == {"en": "Halfway en", "fi": "Halfway fi", "sv": "Halfway sv"}]
    assert len(own) == 2


async def test_whoever_left_has_nothing_there_and_a_stranger_sees_no_draft(world: World) -> None:
    mentee, left = await world.mentee(), await world.mentee(state="left")
    await published(world)
    await event(world)
    gone = await home(world, left)
    assert (gone["surveys"], gone["events"], gone["team"]) == ([], [], None)
    stranger = await world.person()
    assert await home(world, stranger) == {"surveys": [], "events": [], "team": None}
    await world.set_programme(published_at=None)
    assert (await world.call(stranger, "GET", f"/programmes/{world.programme_id}/home")).status_code == 404
    assert (await home(world, mentee))["surveys"] == []


async def test_who_runs_a_programme_and_takes_part_sees_both(world: World) -> None:
    mentee = await world.mentee()
    await world.sql(
        "INSERT INTO organisation_member (organisation_id, person_id, role) VALUES (:org, :person, 'coordinator')",
        org=world.organisation_id,
        person=mentee.person_id,
    )
    survey_id = str(await published(world))
    both = await home(world, mentee)
    assert (ids(both["surveys"]), ids(both["team"]["surveys"])) == ([survey_id], [survey_id])
