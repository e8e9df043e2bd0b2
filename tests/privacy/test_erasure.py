"""Erasing a person: everything of theirs goes, what others have of it stays whole (privacy row 6)."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from kisalli.core.caller import Caller
from kisalli.core.callers import ACCESS_COOKIE
from kisalli.core.db import Sessions, transaction
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.notifications.preview import render_message
from kisalli.privacy import erasure, tombstones
from tests.factories import Someone, World
from tests.hearing import until
from tests.privacy.planting import places_of, plant

SignIn = Callable[[Someone], Awaitable[httpx.AsyncClient]]


@pytest.fixture
def sign_in(app: FastAPI) -> SignIn:
    """Return a way to sign a demo person in, in a browser of their own."""

    async def signed_in(someone: Someone) -> httpx.AsyncClient:
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="https://kisalli.test")
        answer = await client.post("/api/v1/session/demo", json={"person_id": str(someone.person_id)})
        client.headers["x-csrf-token"] = answer.json()["csrf_token"]
        return client

    return signed_in


async def erase(client: httpx.AsyncClient, confirmation: str) -> httpx.Response:
    return await client.post("/api/v1/me/erase", json={"confirmation": confirmation})


async def erased(sign_in: SignIn, someone: Someone) -> None:
    client = await sign_in(someone)
    confirmation = (await client.get("/api/v1/me/erase")).json()["confirmation"]
    answer = await erase(client, confirmation.upper())
    assert answer.status_code == 204, answer.text


async def test_of_somebody_who_is_erased_nothing_is_found_anywhere(world: World, sign_in: SignIn) -> None:
    mine, theirs, office = (f"word{uuid4().hex[:12]}" for _ in range(3))
    there = await plant(world, mentee_word=mine, mentor_word=theirs, office_word=office)
    assert len(await places_of(world, mine)) > 15
    before = {
        table: len(await world.rows(table, programme_id=world.programme_id)) for table in ("request", "match", "participant")
    }
    await erased(sign_in, there.mentee)
    # Her partner's mail may still say whose match it is that has ended; it goes when the mail has gone.
    assert await places_of(world, mine) == {"message.details"}
    await world.sql("UPDATE message SET details = details - 'erased' WHERE programme_id = :id", id=world.programme_id)
    assert await places_of(world, mine) == set()
    assert before == {table: len(await world.rows(table, programme_id=world.programme_id)) for table in before}
    person = await world.one("person", id=there.mentee.person_id)
    assert (person["name"], person["email"]) == ("N. N.", "")
    assert (await world.one("participant", id=there.mentee.id))["state"] == "left"


async def test_the_words_of_others_stay_theirs(world: World, sign_in: SignIn) -> None:
    mine, theirs, office = (f"word{uuid4().hex[:12]}" for _ in range(3))
    there = await plant(world, mentee_word=mine, mentor_word=theirs, office_word=office)
    await erased(sign_in, there.mentor)
    left = await places_of(world, theirs)  # the other two mentors share the word
    assert "mentor_profile.story" in left and "request.answer" in left
    assert "mentee_profile.goals" in await places_of(world, mine)
    rows = (await world.call(there.mentee, "GET", f"/programmes/{world.programme_id}/requests")).json()["items"]
    assert {each["mentor"]["name"] for each in rows} == {"N. N.", theirs}


async def test_the_partner_is_told_who_it_was_and_the_mail_keeps_no_name(
    world: World, sign_in: SignIn, settings: Settings, keys: Keys, sessions: Sessions
) -> None:
    mentor, mentee = await world.mentor(name="Maija Muistettava"), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    await erased(sign_in, mentor)
    mail = await world.one("message", subject_id=match_id, kind="match_ended")
    assert mail["recipient_id"] == mentee.person_id
    async with transaction(sessions) as session:
        written = await render_message(session, settings, keys, mail["id"])
    assert written is not None and "Maija Muistettava" in written.text and "Maija" not in written.subject
    assert (await world.one("match", id=match_id))["state"] == "ended"
    free = await world.one("participant", id=mentee.id)
    assert free["accepting"]


async def test_a_mail_that_waits_for_the_erased_is_not_sent(world: World, sign_in: SignIn) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.sent(mentee, mentor)
    await erased(sign_in, mentor)
    assert {each["state"] for each in await world.rows("message", recipient_id=mentor.person_id)} == {"dropped"}
    told = await world.one("message", recipient_id=mentee.person_id, kind="request_released")
    assert told["state"] == "waiting"


async def test_the_erased_is_signed_out_everywhere(world: World, sign_in: SignIn) -> None:
    mentee = await world.mentee()
    clients = [await sign_in(mentee) for _ in range(2)]
    await erased(sign_in, mentee)

    async def out_everywhere() -> bool:
        answers = [await client.get("/api/v1/session") for client in clients]
        return all(answer.json() is None for answer in answers) and (await world.call(mentee, "GET", "/me")).status_code == 401

    await until(out_everywhere)
    assert await world.rows("session", person_id=mentee.person_id) == []


async def test_it_takes_a_fresh_sign_in_in_a_browser_and_the_typed_address(world: World, sign_in: SignIn) -> None:
    mentee = await world.mentee()
    by_token = await world.call(mentee, "POST", "/me/erase", json={"confirmation": mentee.email})
    assert (by_token.status_code, by_token.json()["code"]) == (403, "browser_only")
    client = await sign_in(mentee)
    wrong = await erase(client, "another@example.org")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "#/confirmation")
    await world.sql(
        "UPDATE session SET created_at = created_at - interval '11 minutes' WHERE person_id = :id", id=mentee.person_id
    )
    assert not (await client.get("/api/v1/me/erase")).json()["signed_in_freshly"]
    stale = await erase(client, mentee.email)
    assert (stale.status_code, stale.json()["code"]) == (403, "fresh_sign_in_needed")
    assert (await world.one("person", id=mentee.person_id))["email"] == mentee.email
    assert await world.rows("erasure", person_id=mentee.person_id) == []


async def test_the_preview_says_what_will_end(world: World, sign_in: SignIn) -> None:
    mentor, mentee, other = await world.mentor(places=2), await world.mentee(), await world.mentee()
    await world.matched(mentee, mentor)
    await world.sent(other, mentor)
    preview = (await (await sign_in(mentor)).get("/api/v1/me/erase")).json()
    assert preview["parts"] == [
        {"programme_id": str(world.programme_id), "role": "mentor", "pending_requests": 1, "active_matches": 1}
    ]
    assert (preview["confirmation"], preview["signed_in_freshly"], preview["last_admin_of"]) == (mentor.email, True, [])


async def test_the_last_admin_stays_until_there_is_another(world: World, sign_in: SignIn) -> None:
    admin = await world.coordinator_of(world.organisation_id, "admin")
    client = await sign_in(admin)
    assert (await client.get("/api/v1/me/erase")).json()["last_admin_of"] == ["Test University"]
    refused = await erase(client, admin.email)
    assert (refused.status_code, refused.json()["code"]) == (409, "last_admin")
    assert (await client.get("/api/v1/me")).status_code == 200
    await world.coordinator_of(world.organisation_id, "admin")
    assert (await erase(client, admin.email)).status_code == 204
    assert await world.rows("organisation_member", person_id=admin.person_id) == []


async def test_of_two_admins_who_go_at_once_one_stays(world: World, sign_in: SignIn) -> None:
    admins = [await world.coordinator_of(world.organisation_id, "admin") for _ in range(2)]
    clients = [await sign_in(each) for each in admins]
    answers = await asyncio.gather(*(erase(client, each.email) for client, each in zip(clients, admins, strict=True)))
    assert sorted(answer.status_code for answer in answers) == [204, 409]
    assert len(await world.rows("organisation_member", organisation_id=world.organisation_id, role="admin")) == 1


async def test_an_admin_erases_who_asks_by_mail(world: World) -> None:
    mentor, admin = await world.mentor(), await world.coordinator_of(world.organisation_id, "admin")
    refused = await world.call(await world.in_browser(world.coordinator), "POST", f"/participants/{mentor.id}/erase")
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert (await world.call(await world.in_browser(admin), "POST", f"/participants/{mentor.id}/erase")).status_code == 204
    assert (await world.one("person", id=mentor.person_id))["name"] == "N. N."
    assert (await world.one("erasure", person_id=mentor.person_id))["asked_by"] == admin.person_id
    assert (await world.call(await world.in_browser(admin), "POST", f"/participants/{mentor.id}/erase")).status_code == 404


async def test_an_admin_erases_nobody_with_ties_elsewhere(world: World) -> None:
    mentor, admin = await world.mentor(), await world.coordinator_of(world.organisation_id, "admin")
    elsewhere = await World.make(world.sessions, world.keys, world.http)
    joined = await world.call(mentor, "POST", f"/programmes/{elsewhere.programme_id}/participants", json={"role": "mentor"})
    assert joined.status_code == 201
    answer = await world.call(await world.in_browser(admin), "POST", f"/participants/{mentor.id}/erase")
    assert (answer.status_code, answer.json()["code"]) == (409, "takes_part_elsewhere")
    assert (await world.one("person", id=mentor.person_id))["disabled_at"] is None


async def test_what_was_interrupted_is_finished(world: World, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    mentor = await world.mentor()

    async def killed(*_: object, **__: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(erasure, "carry_out", killed)
        with pytest.raises(ConnectionError):
            await erasure.erase(world.sessions, app.state.acts, mentor.person_id, asked_by=None, organisation_id=None)
    assert (await world.one("person", id=mentor.person_id))["disabled_at"] is not None
    await asyncio.gather(*(erasure.finish(world.sessions, app.state.acts, patience=0) for _ in range(3)))
    assert (await world.one("erasure", person_id=mentor.person_id))["finished_at"] is not None
    assert (await world.one("mentor_profile", participant_id=mentor.id))["name"] == "N. N."


async def test_after_a_restore_the_list_is_applied_again(world: World, app: FastAPI, sign_in: SignIn, tmp_path: Path) -> None:
    mentor, mentee, file = await world.mentor(), await world.mentee(), tmp_path / "kept" / "erasures"
    old = {table: await world.one(table, **{key: value}) for table, key, value in (("person", "id", mentor.person_id),)}
    await erased(sign_in, mentor)
    assert await tombstones.write_down(world.sessions, file) >= 1
    assert mentor.person_id in set(tombstones.listed(file)) and mentee.person_id not in set(tombstones.listed(file))
    assert await tombstones.write_down(world.sessions, file) == 0
    # What a backup of yesterday brings back.
    await world.sql("DELETE FROM erasure WHERE person_id = :id", id=mentor.person_id)
    await world.sql(
        "UPDATE person SET name = :name, email = :email, disabled_at = NULL WHERE id = :id",
        **{name: old["person"][name] for name in ("id", "name", "email")},
    )
    await world.sql("UPDATE mentor_profile SET story = 'Back again' WHERE participant_id = :id", id=mentor.id)
    assert await erasure.erase_again(world.sessions, app.state.acts, mentor.person_id)
    assert (await world.one("mentor_profile", participant_id=mentor.id))["story"] == ""
    assert (await world.one("person", id=mentor.person_id))["email"] == ""
    assert not await erasure.erase_again(world.sessions, app.state.acts, UUID(int=5))


def test_half_a_line_of_a_crash_is_passed_over(tmp_path: Path) -> None:
    file, whole = tmp_path / "erasures", uuid4()
    file.write_text(f"2026-11-26T00:00:00+00:00 {whole}\n2026-11-26T00:00:01+00:00 0199")
    assert list(tombstones.listed(file)) == [whole]


async def test_a_file_that_can_not_be_written_loses_no_erasure(world: World, app: FastAPI, tmp_path: Path) -> None:
    mentor = await world.mentor()
    await erasure.erase(world.sessions, app.state.acts, mentor.person_id, asked_by=None, organisation_id=None)
    (tmp_path / "taken").mkdir()
    assert await tombstones.write_down(world.sessions, tmp_path / "taken") == 0
    assert (await world.one("erasure", person_id=mentor.person_id))["listed_at"] is None


@pytest.mark.parametrize("what", ["profile", "name", "join", "contact", "consents"])
async def test_an_erased_person_writes_nothing_new_by_a_token_that_is_still_believed(
    what: str, world: World, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentor = await world.mentor()
    other = await World.make(world.sessions, world.keys, world.http)
    session_id = await world.signed_in(mentor)
    token, csrf = world.keys.access_token(mentor.person_id, session_id, 600), world.keys.csrf_token(session_id)
    await erasure.erase(world.sessions, app.state.acts, mentor.person_id, asked_by=None, organisation_id=None)

    async def believed(_token: str) -> Caller:
        return Caller(mentor.person_id, session_id)

    monkeypatch.setattr(app.state.access, "check", believed)  # a process that has not heard the news yet
    profile = {"role": "mentor", "name": "Back", "languages": ["en"], "meets": ["remote"]}
    calls = {
        "profile": ("PUT", f"/participants/{mentor.id}/profile", profile),
        "name": ("PATCH", "/me", {"name": "Back"}),
        "join": ("POST", f"/programmes/{other.programme_id}/participants", {"role": "mentor"}),
        "contact": ("PUT", f"/participants/{mentor.id}/contact", {"email": "back@example.org", "phone": None}),
        "consents": ("POST", "/me/consents", {"language": "en", "agreements": [{"kind": "terms", "version": 1}]}),
    }
    method, path, body = calls[what]
    browser = replace(mentor, headers={"Cookie": f"{ACCESS_COOKIE}={token}", "X-CSRF-Token": csrf})
    answer = await world.call(browser, method, path, json=body, headers={"If-Match": "*"})
    assert answer.status_code == 401, answer.text
