"""R4: a coordinator copies last year's programme with its dates moved."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.factories import World
from tests.programmes.rounds import LANGUAGES, create, read

HELSINKI = ZoneInfo("Europe/Helsinki")
NOT_COPIED = {"id", "now", "phase", "clock", "published_at", "archived_at"}


def local(year: int, month: int, day: int, hour: int = 0) -> str:
    """Return a time of Helsinki's as the API writes it."""
    return datetime(year, month, day, hour, tzinfo=HELSINKI).astimezone(UTC).isoformat().replace("+00:00", "Z")


CLOCK: dict[str, Any] = {
    "mentor_signup_opens": local(2026, 10, 1, 9),
    "mentor_signup_closes": local(2026, 11, 1),
    "mentee_signup_opens": local(2026, 10, 15, 9),
    "mentee_signup_closes": local(2026, 11, 20),
    "requests_opens": local(2026, 11, 9, 8),
    "requests_closes": local(2026, 11, 20),
    "running_opens": local(2026, 11, 9),
    "running_closes": local(2027, 5, 1),
    "halfway_on": "2027-02-01",
    "feedback_closes": local(2027, 5, 16),
}
# 183 days later, by the calendar: what was winter time is summer time now, and the other way round.
MOVED: dict[str, Any] = {
    "mentor_signup_opens": local(2027, 4, 2, 9),
    "mentor_signup_closes": local(2027, 5, 3),
    "mentee_signup_opens": local(2027, 4, 16, 9),
    "mentee_signup_closes": local(2027, 5, 22),
    "requests_opens": local(2027, 5, 11, 8),
    "requests_closes": local(2027, 5, 22),
    "running_opens": local(2027, 5, 11),
    "running_closes": local(2027, 10, 31),
    "halfway_on": "2027-08-03",
    "feedback_closes": local(2027, 11, 15),
}
WHOLE: dict[str, Any] = {
    "zone": "Europe/Helsinki",
    "clock": CLOCK,
    "contact_address": "last.year@example.org",
    "rules": {"places_max": 3, "request_days": 7, "reminder_days": [3], "mentee_affiliations": ["student"], "grace_days": 2},
    "vocabulary": {
        "levels": [{"key": "master", "label": {"en": "Master's"}}],
        "questions": [{"key": "why", "role": "mentee", "label": dict.fromkeys(LANGUAGES, "?"), "required": True}],
    },
    "texts": {
        language: {"name": f"Round in {language}", "summary": "What it is", "mentee_forms": {"partitive": "actor"}}
        for language in LANGUAGES
    },
}


async def copy(
    world: World, programme_id: str, opens: str = "2027-04-02", names: dict[str, str] | None = None, **kwargs: Any
) -> httpx.Response:
    path = f"/programmes/{programme_id}/copy"
    body = {"mentor_signup_opens": opens} | ({"names": names} if names is not None else {})
    return await world.call(world.coordinator, "POST", path, json=body, **kwargs)


async def test_a_copy_is_a_draft_with_everything_but_the_dates(world: World) -> None:
    source = (await create(world, **WHOLE)).json()["id"]
    await world.call(world.coordinator, "POST", f"/programmes/{source}/publish")
    made = await copy(world, source)
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    old, new = [(await read(world, each)).json() for each in (source, made.json()["id"])]
    assert {name: new[name] for name in new.keys() - NOT_COPIED} == {name: old[name] for name in old.keys() - NOT_COPIED}
    assert (new["phase"], new["published_at"], new["vocabulary"]["questions"][0]["key"]) == ("draft", None, "why")
    assert (new["rules"]["places_max"], new["texts"][0]["mentee_forms"]) == (3, {"partitive": "actor"})
    assert (await read(world, source)).json()["clock"] == old["clock"]


async def test_a_copys_windows_keep_their_times_of_day_across_summer_time(world: World) -> None:
    made = await copy(world, (await create(world, **WHOLE)).json()["id"])
    assert (await read(world, made.json()["id"])).json()["clock"] == MOVED


async def test_a_copy_is_called_as_its_maker_says_and_keeps_the_rest_of_its_texts(world: World) -> None:
    source = (await create(world, **WHOLE)).json()["id"]
    made = await copy(world, source, names={"fi": "Kierros 2028", "en": "Round 2028"})
    texts = {each["language"]: each for each in (await read(world, made.json()["id"])).json()["texts"]}
    assert {language: text["name"] for language, text in texts.items()} == {
        "en": "Round 2028",
        "fi": "Kierros 2028",
        "sv": "Round in sv",
    }
    assert {text["summary"] for text in texts.values()} == {"What it is"}


@pytest.mark.parametrize(
    ("names", "pointer"), [({"sv": "Runda"}, "#/names/sv"), ({"fi": " "}, "#/names/fi"), ({"de": "Runde"}, "#/names/de")]
)
async def test_a_name_that_a_copy_cant_have_is_named(world: World, names: dict[str, str], pointer: str) -> None:
    await world.set_programme(languages=["en", "fi"])
    answer = await copy(world, str(world.programme_id), names=names)
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [pointer])
    assert len(await world.rows("programme", organisation_id=world.organisation_id)) == 1


async def test_a_copy_without_halfway_has_none(world: World) -> None:
    made = await copy(world, str(world.programme_id))
    assert (await read(world, made.json()["id"])).json()["clock"]["halfway_on"] is None


async def test_one_key_copies_once_and_the_trail_names_the_source(world: World) -> None:
    source = str(world.programme_id)
    answers = [await copy(world, source, headers={"Idempotency-Key": "one-copy-alone"}) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len(await world.rows("programme", organisation_id=world.organisation_id)) == 2
    row = await world.one("audit", subject_id=answers[0].json()["id"])
    assert (row["act"], row["to_state"], row["details"]) == ("programme_created", "draft", {"copied_from": source})


async def test_an_archived_programme_is_copied_without_its_people(world: World) -> None:
    await world.mentor()
    await world.set_programme(archived_at=datetime.now(UTC), unmatched_told_at=datetime.now(UTC))
    made = (await copy(world, str(world.programme_id))).json()
    row = await world.one("programme", id=made["id"])
    assert (row["archived_at"], row["published_at"], row["unmatched_told_at"], row["version"]) == (None, None, None, 1)
    assert await world.rows("participant", programme_id=made["id"]) == []


@pytest.mark.parametrize("opens", ["1999-12-31", "2200-01-01", "2199-12-01", "9999-12-31", "2027-02-30", "soon", None])
async def test_a_day_that_the_windows_cant_be_moved_to_is_refused(world: World, opens: Any) -> None:
    answer = await copy(world, str(world.programme_id), opens)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == ["#/mentor_signup_opens"]
    assert len(await world.rows("programme", organisation_id=world.organisation_id)) == 1
