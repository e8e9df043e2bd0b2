"""Passkeys: made by who is signed in, a way in from then on; every answer that is not right opens nothing."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import HttpUrl

from kisalli.core.callers import PASSKEY_COOKIE
from tests.auth.conftest import sign_in
from tests.auth.device import PRESENT, Device, encoded
from tests.factories import World

MINE, WAY_IN = "/api/v1/me/passkeys", "/api/v1/session/passkeys"
Browsers = Callable[[], httpx.AsyncClient]
FOREIGN_KEY = ec.generate_private_key(ec.SECP256R1())


class Owner:
    """Somebody with a browser in which they are signed in."""

    def __init__(self, browser: httpx.AsyncClient, session: dict[str, Any]) -> None:
        self.browser, self.id = browser, session["person"]["id"]
        self.csrf = {"X-CSRF-Token": session["csrf_token"]}

    async def options(self) -> dict[str, Any]:
        answer = await self.browser.post(f"{MINE}/options", headers=self.csrf)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()["options"]
        return found

    async def add(self, credential: dict[str, Any]) -> httpx.Response:
        return await self.browser.post(MINE, json={"credential": credential}, headers=self.csrf)

    async def with_passkey(self) -> Device:
        """Make a passkey and return the device that keeps it."""
        device = Device()
        answer = await self.add(device.make(await self.options()))
        assert answer.status_code == 201, answer.text
        return device


@pytest.fixture
async def owner(browser: httpx.AsyncClient, world: World) -> Owner:
    return Owner(browser, await sign_in(browser, world))


async def challenge(browser: httpx.AsyncClient) -> dict[str, Any]:
    answer = await browser.post(f"{WAY_IN}/options")
    assert answer.status_code == 200, answer.text
    options: dict[str, Any] = answer.json()["options"]
    return options


async def enter(browser: httpx.AsyncClient, credential: dict[str, Any]) -> httpx.Response:
    return await browser.post(WAY_IN, json={"credential": credential})


def refused(answer: httpx.Response) -> bool:
    return (answer.status_code, answer.json()["code"]) == (403, "passkey_refused") and "set-cookie" not in answer.headers


async def test_a_passkey_that_was_made_signs_in_in_another_browser(owner: Owner, another_browser: Browsers) -> None:
    device, elsewhere = await owner.with_passkey(), another_browser()
    for _ in range(2):
        answer = await enter(elsewhere, device.sign(await challenge(elsewhere)))
        assert answer.status_code == 200, answer.text
        assert answer.json()["person"]["id"] == owner.id
    ways = [row["way"] for row in (await elsewhere.get("/api/v1/me/sessions")).json()["items"]]
    assert ways == ["passkey", "demo"]  # the browser that signed in again lost its earlier session


async def test_its_maker_is_told_by_mail_and_sees_it(owner: Owner, world: World) -> None:
    owner.browser.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux) Firefox/145.0"
    await owner.with_passkey()
    (passkey,) = (await owner.browser.get(MINE)).json()
    assert (passkey["device"], passkey["last_used_at"]) == ("Firefox, Linux", None)
    message = await world.one("message", subject_id=UUID(passkey["id"]))
    assert (message["kind"], str(message["recipient_id"])) == ("passkey_added", owner.id)


async def test_one_that_was_removed_opens_nothing(owner: Owner, another_browser: Browsers) -> None:
    device, elsewhere = await owner.with_passkey(), another_browser()
    (passkey,) = (await owner.browser.get(MINE)).json()
    path = f"{MINE}/{passkey['id']}"
    assert (await owner.browser.delete(path, headers=owner.csrf)).status_code == 204
    assert refused(await enter(elsewhere, device.sign(await challenge(elsewhere))))
    assert (await owner.browser.delete(path, headers=owner.csrf)).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"challenge": encoded(b"x" * 32)},
        {"origin": "https://evil.example"},
        {"origin": "http://kisalli.test"},
        {"rp_id": "evil.example"},
        {"type": "webauthn.create"},
        {"flags": PRESENT},
        {"flags": 0},
        {"key": FOREIGN_KEY},
        {"owner": b"somebody else"},
    ],
    ids=",".join,
)
async def test_a_wrong_answer_opens_nothing(owner: Owner, another_browser: Browsers, wrong: dict[str, Any]) -> None:
    device, elsewhere = await owner.with_passkey(), another_browser()
    assert refused(await enter(elsewhere, device.sign(await challenge(elsewhere), **wrong)))
    assert (await elsewhere.get("/api/v1/session")).json() is None
    right = device.sign(await challenge(elsewhere))
    assert (await enter(elsewhere, right)).status_code == 200  # the negative control


@pytest.mark.parametrize(
    "wrong",
    [{"challenge": encoded(b"x" * 32)}, {"origin": "https://evil.example"}, {"rp_id": "evil.example"}, {"flags": PRESENT}],
    ids=",".join,
)
async def test_a_wrong_answer_makes_no_passkey(owner: Owner, wrong: dict[str, Any]) -> None:
    device = Device()
    assert refused(await owner.add(device.make(await owner.options(), **wrong)))
    assert (await owner.browser.get(MINE)).json() == []


async def test_an_answer_is_good_once(owner: Owner, another_browser: Browsers) -> None:
    device, elsewhere = await owner.with_passkey(), another_browser()
    answer = device.sign(await challenge(elsewhere))
    cookies = dict(elsewhere.cookies)
    answers = await asyncio.gather(*(enter(elsewhere, answer) for _ in range(4)))
    assert sorted(each.status_code for each in answers) == [200, 403, 403, 403]
    replaying = another_browser()
    replaying.cookies.update(cookies)
    assert refused(await enter(replaying, answer))


async def test_an_answer_is_good_in_the_browser_that_got_the_challenge(owner: Owner, another_browser: Browsers) -> None:
    device, asking, other = await owner.with_passkey(), another_browser(), another_browser()
    answer = device.sign(await challenge(asking))
    assert refused(await enter(other, answer))
    await challenge(other)
    assert refused(await enter(other, answer))


async def test_a_challenge_grows_old(owner: Owner, another_browser: Browsers, monkeypatch: pytest.MonkeyPatch) -> None:
    device, elsewhere = await owner.with_passkey(), another_browser()
    monkeypatch.setattr("kisalli.auth.passkeys.MINUTES", 0)
    assert refused(await enter(elsewhere, device.sign(await challenge(elsewhere))))


async def test_a_challenge_that_we_did_not_seal_is_none(owner: Owner, another_browser: Browsers) -> None:
    device, elsewhere = await owner.with_passkey(), another_browser()
    options = await challenge(elsewhere)
    ours = elsewhere.cookies[PASSKEY_COOKIE]
    for theirs in (ours[:-1], "B" + ours[1:], "AAAA", "x", ""):
        elsewhere.cookies.clear()
        elsewhere.cookies.set(PASSKEY_COOKIE, theirs)
        assert refused(await enter(elsewhere, device.sign(options)))


async def test_whoever_only_asks_for_challenges_writes_nothing(another_browser: Browsers, world: World) -> None:
    before = await world.rows("answered_challenge")
    await challenge(another_browser())
    assert await world.rows("answered_challenge") == before


async def test_a_challenge_is_for_one_purpose_and_one_person(owner: Owner, another_browser: Browsers, world: World) -> None:
    browser = another_browser()
    other = Owner(browser, await sign_in(browser, world))
    mine = await owner.options()
    browser.cookies.set(PASSKEY_COOKIE, owner.browser.cookies[PASSKEY_COOKIE])
    assert refused(await other.add(Device().make(mine)))
    to_sign_in = await challenge(owner.browser)
    assert refused(await owner.add(Device().make(to_sign_in | {"user": mine["user"]})))


async def test_a_copied_key_is_noticed_by_its_count(owner: Owner, another_browser: Browsers) -> None:
    device, elsewhere = await owner.with_passkey(), another_browser()
    assert (await enter(elsewhere, device.sign(await challenge(elsewhere), count=7))).status_code == 200
    assert refused(await enter(elsewhere, device.sign(await challenge(elsewhere), count=5)))


async def test_a_refused_answer_is_found_in_the_trail_and_its_challenge_is_over(
    owner: Owner, another_browser: Browsers, world: World
) -> None:
    """Of a passkey of ours: of others there would be nothing to tell, and anybody could fill the trail."""
    device, elsewhere = await owner.with_passkey(), another_browser()
    given = await challenge(elsewhere)
    assert refused(await enter(elsewhere, device.sign(given, origin="https://evil.example")))
    assert refused(await enter(elsewhere, device.sign(given)))
    assert refused(await enter(elsewhere, Device().sign(await challenge(elsewhere))))
    (mine,) = (await owner.browser.get(MINE)).json()
    rows = await world.rows("audit", act="sign_in_refused", subject="passkey", subject_id=UUID(mine["id"]))
    assert [row["details"] for row in rows] == [{"code": "passkey_refused"}]


async def test_a_key_is_one_persons(owner: Owner, another_browser: Browsers, world: World) -> None:
    device = await owner.with_passkey()
    browser = another_browser()
    other = Owner(browser, await sign_in(browser, world))
    assert refused(await other.add(device.make(await other.options())))
    options = await owner.options()
    assert [each["id"] for each in options["excludeCredentials"]] == [encoded(device.id)]


async def test_a_strangers_passkey_is_neither_seen_nor_removed(owner: Owner, another_browser: Browsers, world: World) -> None:
    await owner.with_passkey()
    (passkey,) = (await owner.browser.get(MINE)).json()
    browser = another_browser()
    other = Owner(browser, await sign_in(browser, world))
    assert (await browser.get(MINE)).json() == []
    assert (await browser.delete(f"{MINE}/{passkey['id']}", headers=other.csrf)).status_code == 404


async def test_nobody_has_more_than_twenty(owner: Owner, world: World) -> None:
    values = "gen_random_uuid(), :id, uuid_send(gen_random_uuid()), 'x', 0, ''"
    columns = "id, person_id, credential_id, public_key, sign_count, device"
    await world.sql(f"INSERT INTO passkey ({columns}) SELECT {values} FROM generate_series(1, 20)", id=UUID(owner.id))
    answer = await owner.browser.post(f"{MINE}/options", headers=owner.csrf)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_passkeys")


async def test_a_closed_account_stays_closed(owner: Owner, another_browser: Browsers, world: World) -> None:
    device, elsewhere = await owner.with_passkey(), another_browser()
    await world.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=UUID(owner.id))
    answer = await enter(elsewhere, device.sign(await challenge(elsewhere)))
    assert (answer.status_code, answer.json()["code"]) == (403, "account_disabled")


@pytest.mark.parametrize("rubbish", [{}, {"id": 1}, {"id": "x", "rawId": "ä", "type": "public-key", "response": {}}])
async def test_what_is_no_answer_is_refused(owner: Owner, another_browser: Browsers, rubbish: dict[str, Any]) -> None:
    elsewhere = another_browser()
    await challenge(elsewhere)
    assert refused(await enter(elsewhere, rubbish))
    await owner.options()
    assert refused(await owner.add(rubbish))


async def test_where_people_come_by_a_bare_address_there_are_none(
    app_state: dict[str, Any], owner: Owner, another_browser: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app_state["settings"].model_copy(update={"public_url": HttpUrl("http://127.0.0.1:8000")})
    monkeypatch.setitem(app_state, "settings", settings)
    browser = another_browser()
    assert (await browser.get("/api/v1/session/providers")).json()["passkeys"] is False
    assert (await browser.post(f"{WAY_IN}/options")).status_code == 404
    assert (await owner.browser.post(f"{MINE}/options", headers=owner.csrf)).status_code == 404
