"""What is told in confidence is planted, and looked for in every answer, export, log, mail and audit row of everybody."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from kisalli.core.ids import new_id
from kisalli.core.settings import Settings
from kisalli.privacy import retention
from tests.concerns.telling import Telling
from tests.factories import Someone, World, clock
from tests.mails import mails_of
from tests.privacy.planting import places_of
from tests.security.operations import OPERATIONS

# What says that there is a concern to those who may read it, or by their own export what they did themselves.
ITS_OWN = {"read_concern", "list_concerns", "read_export"}


def word() -> str:
    return f"planted{new_id().hex[-12:]}"


async def answers(telling: Telling, someone: Someone, **ids: str) -> dict[str, str]:
    """Call every operation that reads, with whatever ids there are; return what each answered."""
    found = {}
    for name, operation in OPERATIONS.items():
        wanted = set(operation.path.replace("}", "{").split("{")[1::2])
        if operation.method == "GET" and wanted <= ids.keys():
            path = operation.path.removeprefix("/api/v1").format(**ids)
            found[name] = (await telling.world.call(someone, "GET", path)).text
    telling.world.http.cookies.clear()
    return found


async def known(telling: Telling, **more: str) -> dict[str, str]:
    world = telling.world
    mail = (await world.rows("message", programme_id=world.programme_id))[0]
    return {
        "programme_id": str(world.programme_id),
        "organisation_id": str(world.organisation_id),
        "match_id": str(telling.match_id),
        "participant_id": str(telling.mentee.id),
        "message_id": str(mail["id"]),
        "mentor_id": str(telling.mentor.id),
        "language": "en",
        **more,
    }


async def test_no_answer_to_anybody_says_a_word_of_it_but_its_own_page(world: World) -> None:
    planted = word()
    telling = await Telling.make(world)
    concern_id = await telling.told(planted, match_id=str(telling.match_id))
    await telling.act(telling.mentee, concern_id, "words", json={"words": f"More {planted}"})
    await telling.act(telling.named[0], concern_id, "take")
    ids = await known(telling, concern_id=str(concern_id))
    for someone in (telling.mentee, telling.mentor, *telling.named, telling.admin, await world.service()):
        said = await answers(telling, someone, **ids)
        assert len(said) > 30
        those = {name for name, text in said.items() if planted in text}
        may = someone is telling.mentee or someone in telling.named
        assert those == ({"read_concern"} if may else set()), someone


async def test_that_something_was_told_is_seen_in_no_trail_log_or_digest_of_an_organisation(world: World) -> None:
    telling = await Telling.make(world)
    concern_id = await telling.told()
    for verb in ("take", "close"):
        await telling.act(telling.named[0], concern_id, verb)
    ids = await known(telling)
    for someone in (*telling.named, telling.admin, telling.mentor):
        said = {name: text for name, text in (await answers(telling, someone, **ids)).items() if name not in ITS_OWN}
        assert [name for name, text in said.items() if str(concern_id) in text or '"concern_' in text] == []
    rows = await world.rows("message", subject_id=concern_id)
    assert {each["kind"] for each in rows} == {"concern_raised", "concern_taken", "concern_closed"}
    for row in rows:
        answer = await world.call(telling.admin, "GET", f"/messages/{row['id']}")
        assert answer.status_code == 404


async def test_its_words_stand_in_one_table_alone_and_the_audit_has_ids_and_states(world: World) -> None:
    planted = word()
    telling = await Telling.make(world)
    concern_id = await telling.told(planted)
    assert await places_of(world, planted) == {"concern_words.words"}
    row = await world.one("audit", subject_id=concern_id)
    said = {
        name: row[name] for name in ("act", "subject", "from_state", "to_state", "details", "programme_id", "organisation_id")
    }
    assert said == {
        "act": "concern_raised",
        "subject": "concern",
        "from_state": None,
        "to_state": "open",
        "details": {},
        "programme_id": None,
        "organisation_id": None,
    }


async def test_no_mail_says_a_word_of_it_or_who_told_it(world: World, settings: Settings) -> None:
    planted = word()
    telling = await Telling.make(world)
    await world.sql("UPDATE mentee_profile SET name = 'Zebulon Zq' WHERE participant_id = :id", id=telling.mentee.id)
    concern_id = await telling.told(planted)
    for language in ("en", "fi", "sv"):
        for someone in telling.named:
            await world.sql("UPDATE person SET language = :language WHERE id = :id", language=language, id=someone.person_id)
        mails = await mails_of(world, settings, concern_id)
        assert {each.reader for each in mails} == {each.person_id for each in telling.named}
        for each in mails:
            assert each.current
            assert planted not in str(each) and "Zebulon" not in str(each)
            assert f"/concerns/{concern_id}" in each.text


async def test_no_export_has_its_words_and_its_writers_says_that_there_is_one(world: World) -> None:
    planted = word()
    telling = await Telling.make(world)
    concern_id = await telling.told(planted)
    for someone in (telling.mentee, telling.mentor, *telling.named, telling.admin):
        answer = await world.call(someone, "GET", "/me/export")
        assert answer.status_code == 200
        assert planted not in answer.text
        told: list[dict[str, Any]] = answer.json()["data"]["concern"]
        assert [each["id"] for each in told] == ([str(concern_id)] if someone is telling.mentee else [])


async def test_no_log_line_has_its_words(
    world: World, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    planted = word()
    telling = await Telling.make(world)
    with caplog.at_level(logging.DEBUG):
        concern_id = await telling.told(planted)
        await telling.read(telling.named[0], concern_id)
        refused = await telling.tell(planted, telling.named[0])
    assert refused.status_code == 422
    out, err = capfd.readouterr()
    assert planted not in caplog.text + out + err + refused.text


async def test_its_words_go_with_its_writer(world: World) -> None:
    planted = word()
    telling = await Telling.make(world)
    await telling.told(planted)
    confirmed = {"confirmation": (await world.one("person", id=telling.mentee.person_id))["email"]}
    erased = await world.call(telling.mentee, "POST", "/me/erase", json=confirmed)
    assert erased.status_code == 204, erased.text
    assert await places_of(world, planted) == set()
    assert (await telling.listed(telling.named[0]))[0]["raised_by_name"] == "N. N."


async def test_its_words_go_with_the_programmes_texts(world: World, app: FastAPI) -> None:
    planted = word()
    telling = await Telling.make(world)
    await telling.told(planted)
    month = timedelta(days=31)
    await world.sql("UPDATE message SET state = 'sent' WHERE programme_id = :id", id=world.programme_id)
    await world.set_programme(**clock(datetime.now(UTC) - timedelta(days=200) - 5 * month))
    await retention.retain(world.sessions, app.state.acts)
    assert await places_of(world, planted) == {"concern_words.words"}
    await world.set_programme(**clock(datetime.now(UTC) - timedelta(days=200) - 7 * month))
    await retention.retain(world.sessions, app.state.acts)
    assert await places_of(world, planted) == set()
