"""Personal tokens: made and shown once, as strong as their owner and as narrow as their scopes, gone when they are revoked."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import event

from kisalli.auth.access import Access
from kisalli.auth.tokens import MOST
from kisalli.core.caller import Caller
from kisalli.core.errors import Unauthenticated
from kisalli.core.security import Keys, hash_secret
from kisalli.core.signals import Signals
from tests.factories import Someone, World
from tests.hearing import Ear, until

TOKENS = "/api/v1/me/tokens"


def soon(**later: float) -> str:
    """Return an instant from now, 30 days unless told otherwise."""
    return (datetime.now(UTC) + timedelta(**(later or {"days": 30}))).isoformat()


class Desk:
    """Makes tokens in a browser and uses them in scripts."""

    def __init__(self, world: World, http: httpx.AsyncClient) -> None:
        self.world, self.http = world, http

    async def make(self, someone: Someone, *scopes: str, **given: Any) -> httpx.Response:
        """Make a token in a browser of somebody's."""
        body = {"name": "Script", "scopes": list(scopes), "expires_at": soon()} | given
        return await self.http.post(TOKENS, json=body, headers=await self.world.browser(someone))

    async def token(self, someone: Someone, *scopes: str) -> tuple[str, dict[str, str]]:
        """Return a new token's id and the headers of a script that has it."""
        answer = await self.make(someone, *scopes)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"], {"Authorization": f"Bearer {answer.json()['token']}"}

    async def get(self, path: str, headers: dict[str, str]) -> httpx.Response:
        """Read something as a script."""
        return await self.http.get(f"/api/v1{path}", headers=headers)


@pytest.fixture
def desk(world: World, http: httpx.AsyncClient) -> Desk:
    return Desk(world, http)


async def test_a_token_is_shown_once_and_only_its_hash_is_kept(desk: Desk, world: World) -> None:
    mentee = await world.mentee()
    made = (await desk.make(mentee, "me:read")).json()
    assert made["token"].startswith("kis_pat_") and len(made["token"]) == 8 + 43
    row = await world.one("personal_token", id=UUID(made["id"]))
    assert row["token_hash"] == hash_secret(made["token"])
    listed = (await desk.http.get(TOKENS, headers=await world.browser(mentee))).json()["items"]
    assert [each["id"] for each in listed] == [made["id"]]
    assert "token" not in listed[0]


async def test_a_token_does_what_its_scopes_say_and_is_told_which_it_lacks(desk: Desk, world: World) -> None:
    _, script = await desk.token(await world.mentee(), "me:read")
    assert (await desk.get("/me", script)).status_code == 200
    refused = await desk.get(f"/programmes/{world.programme_id}/requests", script)
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert refused.json()["errors"][0]["detail"] == "Use a token with the scope requests:read"
    assert refused.headers["www-authenticate"] == 'Bearer error="insufficient_scope", scope="requests:read"'
    writing = await desk.http.patch("/api/v1/me", json={"language": "sv"}, headers=script)
    assert writing.json()["code"] == "scope_missing"


async def test_public_answers_tell_a_token_no_more_than_its_scopes(desk: Desk, world: World) -> None:
    _, script = await desk.token(await world.mentee(), "requests:read")
    assert (await desk.get("/session", script)).json()["code"] == "scope_missing"
    assert (await desk.get("/programmes", script)).json()["code"] == "scope_missing"
    assert (await desk.get("/session/providers", script)).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/me/tokens"),
        ("POST", "/me/tokens"),
        ("GET", "/me/sessions"),
        ("POST", "/me/passkeys/options"),
        ("DELETE", "/session"),
    ],
)
async def test_what_is_a_browsers_alone_is_refused_to_every_token(desk: Desk, world: World, method: str, path: str) -> None:
    mentee = await world.mentee()
    _, script = await desk.token(mentee, "me:read", "me:write")
    for headers in (script, mentee.headers):  # one's own, and one of the command line
        answer = await desk.http.request(method, f"/api/v1{path}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "browser_only")


async def test_a_revoked_token_opens_nothing_on_any_process(desk: Desk, world: World, keys: Keys, database_url: str) -> None:
    mentee = await world.mentee()
    token_id, script = await desk.token(mentee, "me:read")
    assert (await desk.get("/me", script)).status_code == 200
    ear = Ear()
    elsewhere = Access(keys, world.sessions, ear.signals)
    ear.signals.listeners.append(elsewhere.hear)
    async with ear.open(database_url):
        await elsewhere.check(script["Authorization"].removeprefix("Bearer "))
        gone = await desk.http.delete(f"{TOKENS}/{token_id}", headers=await world.browser(mentee))
        assert gone.status_code == 204

        async def refused_here() -> bool:
            return (await desk.get("/me", script)).status_code == 401

        async def refused_there() -> bool:
            return await refuses(elsewhere, script)

        await until(refused_here, 2)
        await until(refused_there, 2)


async def refuses(access: Access, script: dict[str, str]) -> bool:
    try:
        await access.check(script["Authorization"].removeprefix("Bearer "))
    except Unauthenticated:
        return True
    return False


async def test_a_role_taken_away_counts_for_the_token_from_the_next_call(desk: Desk, world: World) -> None:
    _, script = await desk.token(world.coordinator, "participants:read", "organisations:read")
    path = f"/programmes/{world.programme_id}/participants"
    assert (await desk.get(path, script)).status_code == 200
    await world.sql("DELETE FROM organisation_member WHERE person_id = :id", id=world.coordinator.person_id)
    assert (await desk.get(path, script)).json()["code"] == "forbidden"
    assert (await desk.get(f"/organisations/{world.organisation_id}", script)).status_code == 404


async def test_the_token_of_somebody_who_is_disabled_ends(world: World, keys: Keys) -> None:
    mentee = await world.mentee()
    _, script = await world.personal_token(mentee, "me:read")
    access = Access(keys, world.sessions, Signals())  # one that keeps nothing, as after the news
    assert not await refuses(access, script)
    await world.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=mentee.person_id)
    assert await refuses(access, script)


async def test_an_expired_token_ends_also_where_it_is_kept(desk: Desk, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, script = await desk.token(await world.mentee(), "me:read")
    assert (await desk.get("/me", script)).status_code == 200
    later = time.time() + 31 * 86_400
    monkeypatch.setattr("kisalli.auth.access.time.time", lambda: later)
    assert (await desk.get("/me", script)).status_code == 401


@pytest.mark.parametrize("days", [-1, 0, 367])
async def test_a_token_ends_within_a_year(desk: Desk, world: World, days: int) -> None:
    answer = await desk.make(await world.mentee(), "me:read", expires_at=soon(days=days))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/expires_at")


async def test_only_who_works_for_an_organisation_gives_a_token_its_scopes(desk: Desk, world: World) -> None:
    refused = await desk.make(await world.mentee(), "me:read", "audit:read")
    assert [(each["pointer"], each["code"]) for each in refused.json()["errors"]] == [("#/scopes/1", "scope_not_yours")]
    assert (await desk.make(world.coordinator, "audit:read")).status_code == 201
    offered = (await desk.http.get(TOKENS, headers=await world.browser(await world.mentee()))).json()["scopes"]
    assert "requests:write" in offered and "audit:read" not in offered


async def test_nobody_revokes_a_strangers_token(desk: Desk, world: World) -> None:
    token_id, script = await desk.token(await world.mentee(), "me:read")
    stranger = await world.browser(await world.mentee())
    for each in (token_id, str(uuid4())):
        assert (await desk.http.delete(f"{TOKENS}/{each}", headers=stranger)).status_code == 404
    assert (await desk.get("/me", script)).status_code == 200


async def test_fifty_tokens_are_enough_for_one_person(desk: Desk, world: World) -> None:
    mentee = await world.mentee()
    for _ in range(MOST - 1):
        await world.personal_token(mentee, "me:read")
    assert (await desk.make(mentee, "me:read")).status_code == 201
    refused = await desk.make(mentee, "me:read")
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_tokens")


async def test_its_owner_is_told_and_the_audit_trail_names_scopes_but_no_name(desk: Desk, world: World) -> None:
    mentee = await world.mentee()
    token_id, _ = await desk.token(mentee, "me:read")
    message = await world.one("message", subject_id=UUID(token_id))
    assert (message["kind"], message["recipient_id"], message["details"]) == ("token_added", mentee.person_id, {"name": "Script"})
    await desk.http.delete(f"{TOKENS}/{token_id}", headers=await world.browser(mentee))
    trail = await world.rows("audit", subject_id=UUID(token_id))
    assert [(row["act"], row["details"]) for row in trail] == [("token_added", {"scopes": ["me:read"]}), ("token_revoked", {})]


@pytest.fixture
async def statements(app: FastAPI) -> AsyncIterator[list[str]]:
    """Every statement that the app sends."""
    noted: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        noted.append(statement)

    event.listen(app.state.engine.sync_engine, "before_cursor_execute", note)
    yield noted
    event.remove(app.state.engine.sync_engine, "before_cursor_execute", note)


def looks_up(statements: list[str]) -> int:
    return len([each for each in statements if "personal_token" in each and "SELECT" in each])


async def test_a_token_that_is_kept_costs_a_read_no_query(desk: Desk, app: FastAPI, world: World, statements: list[str]) -> None:
    _, script = await world.personal_token(await world.mentee(), "me:read")
    await until(lambda: app.state.signals.heard_lately)
    assert (await desk.get("/me", script)).status_code == 200
    assert looks_up(statements) == 1
    async with asyncio.timeout(10):  # what has just been done to the mentee may still be news, which makes it ask again
        while looks_up(statements) > 0:
            statements.clear()
            for _ in range(5):
                assert (await desk.get("/me", script)).status_code == 200


async def test_a_process_that_hears_nothing_asks_at_every_call(world: World, keys: Keys, statements: list[str]) -> None:
    """The negative control: what is kept is trusted only as long as the signals are heard."""
    _, script = await world.personal_token(await world.mentee(), "me:read")
    deaf = Access(keys, world.sessions, Signals())
    for _ in range(3):
        assert not await refuses(deaf, script)
    assert looks_up(statements) == 3


async def test_the_last_use_is_written_once_a_minute_and_beside_the_call(world: World, keys: Keys) -> None:
    mentee = await world.mentee()
    token_id, script = await world.personal_token(mentee, "me:read")
    processes = [Access(keys, world.sessions, Signals()) for _ in range(2)]
    for access in processes:
        assert not await refuses(access, script)
    assert (await world.one("personal_token", id=token_id))["last_used_at"] is None
    await processes[0].note_uses()
    first = (await world.one("personal_token", id=token_id))["last_used_at"]
    assert first is not None
    await processes[1].note_uses()
    assert (await world.one("personal_token", id=token_id))["last_used_at"] == first
    await world.sql("UPDATE personal_token SET last_used_at = last_used_at - interval '61 seconds' WHERE id = :id", id=token_id)
    assert not await refuses(processes[1], script)
    await processes[1].note_uses()
    assert (await world.one("personal_token", id=token_id))["last_used_at"] >= first


@pytest.mark.parametrize("token", ["kis_pat_", "kis_sat_", "kis_pat_" + "A" * 43, "kis_sat_ä", "kis_xyz_1"])
async def test_what_only_looks_like_a_token_is_nobodys(desk: Desk, token: str) -> None:
    answer = await desk.http.get("/api/v1/me", headers={"Authorization": f"Bearer {token}".encode("latin-1")})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


async def test_an_operators_token_has_every_scope(keys: Keys, world: World) -> None:
    access = Access(keys, world.sessions, Signals())
    caller = await access.check(keys.access_token(world.coordinator.person_id, None, 60))
    assert caller == Caller(world.coordinator.person_id, None, None)
