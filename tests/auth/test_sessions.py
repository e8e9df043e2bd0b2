"""Sessions in a browser: cookies, CSRF, renewal, ending; and access tokens that are not ours."""

import time
from typing import Any
from uuid import uuid4

import httpx
import pytest
from jose import jwt
from pydantic import SecretStr

from kisalli.auth.access import Access
from kisalli.core.callers import ACCESS_COOKIE, SESSION_COOKIE
from kisalli.core.errors import Unauthenticated
from kisalli.core.security import ALGORITHM, AUDIENCE, ISSUER, TYPE, Keys
from kisalli.core.settings import Settings
from kisalli.core.signals import Signals
from tests.auth.conftest import DEMO_SIGN_IN, sign_in
from tests.factories import World
from tests.hearing import Ear


async def test_the_cookies_are_bound_to_the_host_and_out_of_reach_for_scripts(browser: httpx.AsyncClient, world: World) -> None:
    mentee = await world.mentee()
    answer = await browser.post(DEMO_SIGN_IN, json={"person_id": str(mentee.person_id)})
    cookies = answer.headers.get_list("set-cookie")
    assert {cookie.split("=")[0] for cookie in cookies} == {ACCESS_COOKIE, SESSION_COOKIE}
    for cookie in cookies:
        assert all(part in cookie for part in ("HttpOnly", "Path=/", "SameSite=lax", "Secure"))
        assert "Domain" not in cookie


async def test_a_change_needs_the_csrf_token(browser: httpx.AsyncClient, world: World) -> None:
    session = await sign_in(browser, world)
    change = {"language": "sv"}
    refused = await browser.patch("/api/v1/me", json=change)
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    token = {"X-CSRF-Token": session["csrf_token"]}
    assert (await browser.patch("/api/v1/me", json=change, headers=token)).json()["language"] == "sv"


@pytest.mark.parametrize(
    "foreign",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
async def test_a_change_from_a_foreign_page_is_refused(browser: httpx.AsyncClient, world: World, foreign: dict[str, str]) -> None:
    session = await sign_in(browser, world)
    headers = {"X-CSRF-Token": session["csrf_token"]} | foreign
    answer = await browser.patch("/api/v1/me", json={"language": "sv"}, headers=headers)
    assert answer.json()["code"] == "csrf_failed"


async def test_another_sessions_csrf_token_does_not_do(browser: httpx.AsyncClient, world: World) -> None:
    first = await sign_in(browser, world)
    await sign_in(browser, world)
    headers = {"X-CSRF-Token": first["csrf_token"]}
    assert (await browser.patch("/api/v1/me", json={"language": "sv"}, headers=headers)).status_code == 403


async def test_the_session_renews_the_access_cookie_on_any_route(browser: httpx.AsyncClient, world: World) -> None:
    await sign_in(browser, world)
    browser.cookies.delete(ACCESS_COOKIE)
    answer = await browser.get(f"/api/v1/programmes/{world.programme_id}/directory")
    assert answer.status_code == 200
    assert answer.headers["set-cookie"].startswith(ACCESS_COOKIE)


async def test_signing_out_ends_the_session_at_once(browser: httpx.AsyncClient, world: World) -> None:
    session = await sign_in(browser, world)
    kept = dict(browser.cookies)
    out = await browser.delete("/api/v1/session", headers={"X-CSRF-Token": session["csrf_token"]})
    assert (out.status_code, out.json()) == (200, {"location": None})
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        cookies = "; ".join(f"{name}={value}" for name, value in kept.items())
        answer = await browser.get("/api/v1/session", headers={"Cookie": cookies})
        if answer.json() is None:
            return
    pytest.fail("the session still opens the door two seconds after it ended")


async def test_a_process_that_starts_later_knows_whose_sessions_had_ended(
    browser: httpx.AsyncClient, world: World, keys: Keys, database_url: str
) -> None:
    session = await sign_in(browser, world)
    ended = browser.cookies[ACCESS_COOKIE]
    assert (await browser.delete("/api/v1/session", headers={"X-CSRF-Token": session["csrf_token"]})).status_code == 200
    mentee = await world.mentee()
    good = keys.access_token(mentee.person_id, None, 60)
    ear = Ear()
    access = Access(keys, world.sessions, ear.signals)
    ear.signals.listeners.append(access.hear)
    async with ear.open(database_url):
        with pytest.raises(Unauthenticated):
            await access.check(ended)
        await world.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=mentee.person_id)
        assert (await access.check(good)).person_id == mentee.person_id  # nobody told it to doubt this one: no question is asked


async def test_before_a_process_has_heard_anything_it_asks_the_database(world: World, keys: Keys) -> None:
    mentee = await world.mentee()
    await world.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=mentee.person_id)
    with pytest.raises(Unauthenticated):
        await Access(keys, world.sessions, Signals()).check(keys.access_token(mentee.person_id, None, 60))


async def test_a_visitor_is_nobody_which_is_no_error(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/api/v1/session")
    assert (answer.status_code, answer.json(), answer.headers["cache-control"]) == (200, None, "no-store")


async def test_an_idle_session_ends(browser: httpx.AsyncClient, world: World) -> None:
    session = await sign_in(browser, world)
    browser.cookies.delete(ACCESS_COOKIE)
    await world.sql(
        "UPDATE session SET last_used_at = clock_timestamp() - interval '13 hours' WHERE person_id = :id",
        id=session["person"]["id"],
    )
    assert (await browser.get("/api/v1/me")).status_code == 401
    assert (await browser.get("/api/v1/session")).json() is None


async def test_nobody_signs_in_as_somebody_who_is_no_demo_person(browser: httpx.AsyncClient, world: World) -> None:
    someone = await world.mentee()
    await world.sql("UPDATE person SET demo = false WHERE id = :id", id=someone.person_id)
    assert (await browser.post(DEMO_SIGN_IN, json={"person_id": str(someone.person_id)})).status_code == 404


async def test_the_token_table_holds_hashes_alone(browser: httpx.AsyncClient, world: World) -> None:
    session = await sign_in(browser, world)
    row = await world.one("session", person_id=session["person"]["id"])
    assert browser.cookies[SESSION_COOKIE].encode() not in row["token_hash"]
    assert len(row["token_hash"]) == 32


def claims(**changes: Any) -> dict[str, Any]:
    """Return good claims with changes; a change may be a function of the present second."""
    now = int(time.time())
    whole = {"sub": str(uuid4()), "sid": None, "iat": now, "exp": now + 60, "iss": ISSUER, "aud": AUDIENCE, "jti": "x"}
    changed = {name: value(now) if callable(value) else value for name, value in (whole | changes).items()}
    return {name: value for name, value in changed.items() if value != "absent"}


def sign(keys: Keys, body: dict[str, Any], **header: Any) -> str:
    kid, key = next(iter(keys._access.items()))
    token: str = jwt.encode(body, key, algorithm=ALGORITHM, headers={"kid": kid, "typ": TYPE} | header)
    return token


def test_our_own_token_is_good(keys: Keys) -> None:
    assert keys.check_access_token(sign(keys, claims())).session_id is None


@pytest.mark.parametrize(
    "wrong",
    [
        *({name: "absent"} for name in ("sub", "iat", "exp", "iss", "aud", "jti")),
        {"exp": lambda now: now - 1},
        {"exp": lambda now: str(now + 60)},
        {"exp": lambda now: now + 13 * 3600},
        {"iat": lambda now: now + 60},
        {"iss": "somebody"},
        {"aud": "another"},
        {"sub": "not-an-id"},
    ],
)
def test_a_token_with_wrong_claims_is_refused(keys: Keys, wrong: dict[str, Any]) -> None:
    with pytest.raises(Unauthenticated):
        keys.check_access_token(sign(keys, claims(**wrong)))


@pytest.mark.parametrize("header", [{"typ": "JWT"}, {"crit": ["exp"]}, {"kid": "unknown"}])
def test_a_token_with_a_wrong_header_is_refused(keys: Keys, header: dict[str, Any]) -> None:
    with pytest.raises(Unauthenticated):
        keys.check_access_token(sign(keys, claims(), **header))


@pytest.mark.parametrize("token", ["", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "\u00e4"])
def test_what_is_no_token_is_refused(keys: Keys, token: str) -> None:
    with pytest.raises(Unauthenticated):
        keys.check_access_token(token)


def test_the_previous_secret_still_verifies_and_the_new_one_signs() -> None:
    old = Keys(Settings(demo=True, secret=SecretStr("o" * 40)))
    both = Keys(Settings(demo=True, secret=SecretStr("n" * 40), previous_secret=SecretStr("o" * 40)))
    person = uuid4()
    assert both.check_access_token(old.access_token(person, None, 60)).person_id == person
    with pytest.raises(Unauthenticated):
        old.check_access_token(both.access_token(person, None, 60))
