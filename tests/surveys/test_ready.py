"""The surveys that come with a new programme, and copies of last year's."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kisalli.core.db import transaction
from kisalli.core.i18n import LANGUAGES
from kisalli.programmes.models import Programme
from kisalli.surveys import ready
from kisalli.surveys.answering import lacks
from kisalli.surveys.schemas import SurveyIn
from tests.factories import World
from tests.surveys.forms import draft, published


@pytest.mark.parametrize("kind", ["halfway", "final", "later"])
def test_a_ready_survey_is_whole_in_every_language(kind: str) -> None:
    survey = SurveyIn.model_validate(ready._texts()[kind])
    assert lacks(survey.title, survey.questions, LANGUAGES) == []
    assert survey.intro.keys() == set(LANGUAGES)
    for question in survey.questions:
        for words in (question.help, question.low, question.high):
            assert not words or words.keys() == set(LANGUAGES)


async def begun(world: World) -> dict[str, dict[str, Any]]:
    async with transaction(world.sessions) as session:
        ids = await ready.begin(session, await session.get_one(Programme, world.programme_id))
    rows = [await world.one("survey", id=each) for each in ids]
    return {row["kind"]: row for row in rows}


async def test_a_new_programme_begins_with_all_at_its_own_times(world: World) -> None:
    opens = datetime(2030, 3, 1, 8, tzinfo=UTC)
    times = {"running_opens": opens - timedelta(days=90), "running_closes": opens, "feedback_closes": opens + timedelta(days=20)}
    await world.set_programme(**times, halfway_on=date(2030, 1, 15), languages=["fi", "sv"])
    rows = await begun(world)
    assert rows.keys() == {"halfway", "final", "later"}
    halfway, final = rows["halfway"], rows["final"]
    assert (halfway["opens_at"], halfway["closes_at"]) == (
        datetime(2030, 1, 14, 22, tzinfo=UTC),
        datetime(2030, 1, 28, 22, tzinfo=UTC),
    )
    assert (final["opens_at"], final["closes_at"]) == (opens, opens + timedelta(days=20))
    assert (halfway["anonymous"], halfway["help"], halfway["audience"]) == (True, True, "matched")
    assert halfway["title"].keys() == {"fi", "sv"}
    for row in rows.values():
        assert (await world.call(world.coordinator, "POST", f"/surveys/{row['id']}/publish")).status_code == 200


async def test_a_programme_without_a_halfway_day_gets_its_check_in_without_a_time(world: World) -> None:
    closes = datetime(2030, 3, 1, 8, tzinfo=UTC)
    await world.set_programme(running_closes=closes, feedback_closes=closes)
    rows = await begun(world)
    assert rows["halfway"]["opens_at"] is None
    assert (rows["final"]["opens_at"], rows["final"]["closes_at"]) == (closes - timedelta(days=14), closes)


async def set_clock(world: World, **windows: datetime | date | None) -> None:
    programme = await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}")
    told = {name: value and value.isoformat() for name, value in windows.items()}
    body = {name: value for name, value in programme.json()["clock"].items() if name != "zone"} | told
    headers = {"If-Match": programme.headers["ETag"]}
    answer = await world.call(world.coordinator, "PUT", f"/programmes/{world.programme_id}/clock", json=body, headers=headers)
    assert answer.is_success, answer.text


async def test_drafts_go_with_the_programmes_clock(world: World) -> None:
    opens, day = datetime(2030, 3, 1, 8, tzinfo=UTC), timedelta(days=1)
    times = {"running_opens": opens - 90 * day, "running_closes": opens, "feedback_closes": opens + 20 * day}
    await world.set_programme(**times, halfway_on=None)
    before = await begun(world)
    later = {"running_closes": opens + 7 * day, "feedback_closes": opens + 30 * day, "halfway_on": date(2030, 1, 15)}
    await set_clock(world, **later)
    rows = {row["kind"]: row for row in await world.rows("survey", programme_id=world.programme_id)}
    assert rows["halfway"]["opens_at"] == datetime(2030, 1, 14, 22, tzinfo=UTC)
    assert (rows["final"]["opens_at"], rows["final"]["closes_at"]) == (opens + 7 * day, opens + 30 * day)
    assert rows["later"]["opens_at"] == datetime(2030, 9, 30, 8, tzinfo=UTC)  # eleven in Helsinki, as the end is
    assert all(rows[kind]["version"] == before[kind]["version"] + 1 for kind in rows)
    (edited,) = await world.rows("audit", subject_id=rows["final"]["id"])
    assert (edited["act"], edited["details"]) == ("survey_edited", {"fields": ["opens_at", "closes_at"]})


async def test_who_was_given_times_or_is_published_stays(world: World) -> None:
    opens, day = datetime(2030, 3, 1, 8, tzinfo=UTC), timedelta(days=1)
    times = {"running_opens": opens - 90 * day, "running_closes": opens, "feedback_closes": opens + 20 * day}
    await world.set_programme(**times, halfway_on=date(2030, 1, 15))
    before = await begun(world)
    own = {"opens_at": (opens - day).isoformat()}
    headers = {"If-Match": "*"}
    final = f"/surveys/{before['final']['id']}"
    assert (await world.call(world.coordinator, "PATCH", final, json=own, headers=headers)).is_success
    assert (await world.call(world.coordinator, "POST", f"/surveys/{before['halfway']['id']}/publish")).is_success
    await set_clock(world, running_closes=opens + 7 * day, feedback_closes=opens + 30 * day, halfway_on=date(2030, 2, 1))
    rows = {row["kind"]: row for row in await world.rows("survey", programme_id=world.programme_id)}
    assert (rows["final"]["opens_at"], rows["final"]["closes_at"]) == (opens - day, opens + 20 * day)
    assert rows["halfway"]["opens_at"] == before["halfway"]["opens_at"]
    assert rows["later"]["opens_at"] > before["later"]["opens_at"]


async def test_surveys_of_last_year_come_along_as_drafts_moved_by_days(world: World) -> None:
    new = await World.make(world.sessions, world.keys, world.http)
    await new.set_programme(languages=["en", "fi"])
    first = await published(world, opens_at="2027-03-20T06:00:00Z", closes_at="2027-04-20T05:00:00Z", help=True)
    second = await draft(world, opens_at=None, closes_at=None)
    async with transaction(world.sessions) as session:
        *ids, _ = await ready.copy_surveys(session, world.programme_id, new.programme_id, 10)  # and the ready one of later
    copies = [await world.one("survey", id=each) for each in ids]
    sources = [await world.one("survey", id=each) for each in (first, second)]
    for copy, source in zip(copies, sources, strict=True):
        assert copy["programme_id"] == new.programme_id and copy["published_at"] is None
        assert (copy["anonymous"], copy["help"], copy["roles"]) == (source["anonymous"], source["help"], source["roles"])
        assert copy["title"].keys() == {"en", "fi"}
        assert [each["key"] for each in copy["questions"]] == [each["key"] for each in source["questions"]]
    # Eight in the morning in Helsinki, before and after the clocks change.
    assert copies[0]["opens_at"] == datetime(2027, 3, 30, 5, tzinfo=UTC)
    assert copies[1]["opens_at"] is None
