"""Creating, publishing and archiving programmes, and who sees them when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.factories import World
from tests.programmes.rounds import LANGUAGES, body, clock_of, create, read


async def test_a_new_programme_is_a_draft_with_the_defaults_of_the_rules(world: World) -> None:
    made = await create(world)
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    programme = (await read(world, made.json()["id"])).json()
    assert (programme["phase"], programme["published_at"], programme["coordinates"]) == ("draft", None, True)
    assert programme["rules"] == {
        "places_max": 2,
        "mentor_pending_max": 2,
        "mentee_pending_max": 1,
        "request_days": 5,
        "reminder_days": [2, 4],
        "grace_days": 1,
        "mentor_admission": "approval",
        "groups": "none",
        "group_places_max": 5,
        "mentee_home_organisations": [],
        "mentee_affiliations": [],
        "directory_preview": False,
        "staff_may_browse": False,
        "texts_months": 6,
        "identities_months": 24,
    }
    assert sorted(each["language"] for each in programme["texts"]) == sorted(LANGUAGES)
    assert (programme["zone"], programme["organisation_name"]) == ("Europe/Helsinki", "Test University")


async def test_one_key_creates_one_programme(world: World) -> None:
    key = {"Idempotency-Key": "create-just-one"}
    answers = [
        await world.call(world.coordinator, "POST", "/programmes", json=body(world) | {"clock": CLOCK}, headers=key)
        for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert len(await world.rows("programme", organisation_id=world.organisation_id)) == 2  # the world's own, and this


CLOCK = clock_of()


async def test_mentees_may_sign_up_from_the_mentors_opening_until_requests_close(world: World) -> None:
    times = {name: value for name, value in clock_of().items() if not name.startswith("mentee_signup")}
    made = (await create(world, clock=times)).json()
    clock = (await read(world, made["id"])).json()["clock"]
    assert clock["mentee_signup_opens"] == clock["mentor_signup_opens"]
    assert clock["mentee_signup_closes"] == clock["requests_closes"]


TWIN = {"key": "same", "label": {"en": "The same"}}
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"zone": "Europe/Nowhere"}, "#/zone"),
    ({"zone": "../../etc/passwd"}, "#/zone"),
    ({"languages": []}, "#/languages"),
    ({"languages": ["en", "de"]}, "#/languages/1"),
    ({"texts": {"en": {"name": "Only English"}}}, "#/texts"),
    ({"texts": {language: {"name": ""} for language in LANGUAGES}}, "#/texts/en/name"),
    ({"contact_address": "nobody"}, "#/contact_address"),
    ({"rules": {"places_max": 0}}, "#/rules/places_max"),
    ({"rules": {"grace_days": 31}}, "#/rules/grace_days"),
    ({"rules": {"reminder_days": [4, 2]}}, "#/rules/reminder_days"),
    ({"rules": {"reminder_days": [2, 2]}}, "#/rules/reminder_days"),
    ({"rules": {"reminder_days": [2, 5]}}, "#/rules/reminder_days"),
    ({"rules": {"request_days": 3, "reminder_days": [1, 3]}}, "#/rules/reminder_days"),
    ({"rules": {"mentor_admission": "anybody"}}, "#/rules/mentor_admission"),
    ({"clock": clock_of({"requests_closes": -2})}, "#/clock/requests_closes"),
    ({"clock": clock_of({"mentor_signup_closes": -11})}, "#/clock/mentor_signup_closes"),
    ({"clock": clock_of({"feedback_closes": 100})}, "#/clock/feedback_closes"),
    ({"clock": clock_of() | {"running_closes": "9999-12-31T23:59:59Z"}}, "#/clock/running_closes"),
    ({"clock": clock_of() | {"requests_opens": "0001-01-01T00:00:00+02:00"}}, "#/clock/requests_opens"),
    ({"clock": clock_of() | {"requests_opens": "2026-09-01T00:00:00"}}, "#/clock/requests_opens"),
    ({"clock": clock_of() | {"halfway_on": "2199-12-31"}}, "#/clock/halfway_on"),
    ({"clock": clock_of() | {"halfway_on": "2026-13-01"}}, "#/clock/halfway_on"),
    ({"vocabulary": {"levels": [{"key": "Master's", "label": {"en": "Master's"}}]}}, "#/vocabulary/levels/0/key"),
    *(({"vocabulary": {name: [TWIN, TWIN]}}, f"#/vocabulary/{name}") for name in ("levels", "fields", "sectors", "topics")),
]


@pytest.mark.parametrize(("change", "pointer"), WRONG, ids=[f"{pointer}-{number}" for number, (_, pointer) in enumerate(WRONG)])
async def test_what_is_wrong_in_a_new_programme_is_named(world: World, change: dict[str, Any], pointer: str) -> None:
    answer = await create(world, **change)
    assert answer.status_code == 422
    assert any(each["pointer"].startswith(pointer) for each in answer.json()["errors"]), answer.text


@pytest.mark.parametrize(("rules", "days"), [({}, [2, 4]), ({"request_days": 3}, [2]), ({"request_days": 1}, [])])
async def test_the_default_reminders_are_those_that_come_in_time(world: World, rules: dict[str, int], days: list[int]) -> None:
    made = await create(world, rules=rules)
    assert (await read(world, made.json()["id"])).json()["rules"]["reminder_days"] == days


async def test_one_key_may_stand_in_two_lists(world: World) -> None:
    assert (await create(world, vocabulary={"levels": [TWIN], "topics": [TWIN]})).status_code == 201


async def test_rules_and_words_from_before_these_checks_stay_readable(world: World) -> None:
    await world.set_programme(reminder_days=[9, 9], topics=[TWIN, TWIN])
    programme = (await read(world, str(world.programme_id))).json()
    assert (programme["rules"]["reminder_days"], programme["vocabulary"]["topics"]) == ([9, 9], [TWIN, TWIN])


async def test_a_draft_is_invisible_to_all_but_those_who_run_it(world: World) -> None:
    path = f"/programmes/{(await create(world)).json()['id']}"
    other = await World.make(world.sessions, world.keys, world.http)
    for stranger in (await world.mentee(), await world.person(), other.coordinator):
        assert (await world.call(stranger, "GET", path)).status_code == 404
        listed = (await world.call(stranger, "GET", "/programmes", params={"limit": 200})).json()["items"]
        assert path.removeprefix("/programmes/") not in {each["id"] for each in listed}
        joining = await world.call(stranger, "POST", f"{path}/participants", json={"role": "mentee"})
        assert joining.status_code == 404
    assert (await world.http.get(f"/api/v1{path}")).status_code == 404
    admin = await world.coordinator_of(world.organisation_id, "admin")
    assert (await world.call(admin, "GET", path)).status_code == 200


async def test_publishing_makes_it_public_once(world: World) -> None:
    programme_id = (await create(world)).json()["id"]
    path = f"/programmes/{programme_id}"
    published = await world.call(world.coordinator, "POST", f"{path}/publish")
    assert (published.status_code, published.json()) == (200, {"id": programme_id, "state": "published"})
    anonymous = (await world.http.get(f"/api/v1{path}")).json()
    assert (anonymous["phase"], anonymous["coordinates"], anonymous["participant"]) == ("requesting", False, None)
    again = await world.call(world.coordinator, "POST", f"{path}/publish")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_state")
    row = await world.one("audit", subject_id=programme_id, act="programme_published")
    assert (row["from_state"], row["to_state"], row["caller_id"]) == ("draft", "published", world.coordinator.person_id)


async def test_a_running_programme_is_not_archived(world: World) -> None:
    answer = await world.call(world.coordinator, "POST", f"/programmes/{world.programme_id}/archive")
    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_state")


async def test_an_ended_programme_is_archived_and_seen_by_its_people_alone(world: World) -> None:
    mentee, path = await world.mentee(), f"/programmes/{world.programme_id}"
    now = datetime.now(UTC)
    await world.set_programme(
        running_opens=now - timedelta(days=9), running_closes=now - timedelta(days=1), feedback_closes=now - timedelta(hours=1)
    )
    archiving = (world.coordinator, "POST", f"{path}/archive")
    assert (await world.call(*archiving)).json()["code"] == "illegal_state"  # requests can still be sent
    waiting = await world.sent(await world.mentee(), await world.mentor())
    await world.set_programme(requests_opens=now - timedelta(days=9), requests_closes=now - timedelta(hours=1))
    assert (await world.call(*archiving)).json()["code"] == "illegal_state"  # somebody waits for an answer
    await world.act(world.coordinator, waiting, "release")
    assert (await world.call(*archiving)).json()["state"] == "archived"
    assert (await world.http.get(f"/api/v1{path}")).status_code == 404
    assert (await world.call(await world.person(), "GET", path)).status_code == 404
    for someone in (mentee, world.coordinator):
        seen = await world.call(someone, "GET", path)
        assert (seen.status_code, seen.json()["phase"]) == (200, "archived")
    for verb in ("archive", "publish"):
        assert (await world.call(world.coordinator, "POST", f"{path}/{verb}")).json()["code"] == "illegal_state"


async def test_in_an_archived_programme_nothing_is_sent(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.set_programme(archived_at=datetime.now(UTC))
    assert (await world.send(mentee, mentor)).status_code == 409


async def test_a_draft_is_archived_without_having_been_public(world: World) -> None:
    programme_id = (await create(world)).json()["id"]
    answer = await world.call(world.coordinator, "POST", f"/programmes/{programme_id}/archive")
    assert (answer.status_code, answer.json()["state"]) == (200, "archived")


async def test_the_list_pages_through_everything_the_newest_first(world: World) -> None:
    made = [(await create(world)).json()["id"] for _ in range(5)]
    seen: list[str] = []
    cursor: str | None = None
    while len(seen) < 5:
        params = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        answer = (await world.call(world.coordinator, "GET", "/programmes", params=params)).json()
        seen += [each["id"] for each in answer["items"] if each["organisation_id"] == str(world.organisation_id)]
        cursor = answer["next_cursor"]
        assert cursor is not None and len(answer["items"]) == 2
    assert seen[:5] == made[::-1]


async def test_each_sees_their_own_part_in_it(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee(state="paused")
    for someone, part in (
        (mentor, {"id": str(mentor.id), "role": "mentor", "state": "active"}),
        (mentee, {"id": str(mentee.id), "role": "mentee", "state": "paused"}),
        (world.coordinator, None),
    ):
        seen = (await world.call(someone, "GET", f"/programmes/{world.programme_id}")).json()
        assert seen["participant"] == (part and part | {"publish_until": None, "sent_back": None})
