"""What a provider, or somebody between, may try: each opens nothing, and beside each stands the honest answer that does."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from kisalli.auth import oidc
from kisalli.auth.oidc import OpenIdProviders
from kisalli.core import outgoing
from tests.auth.openid import ANOTHER_KEY, CURVE_KEY, ISSUER, NEXT_KEY, Liar
from tests.factories import World

Browsers = Callable[[], httpx.AsyncClient]

pytestmark = pytest.mark.usefixtures("openid")  # before any other: the provider is entered where it may be called
Answer = Callable[[httpx.Request], httpx.Response]
NOW = int(time.time())
TOMORROW = NOW + 86_400  # a long run does not reach it


@dataclass
class There:
    """The lying provider, entered and switched on."""

    world: World
    id: str
    liar: Liar = field(default_factory=Liar)

    @property
    def callback(self) -> str:
        """Where it sends people back to."""
        return f"/api/v1/session/oidc/{self.id}/callback"

    async def set_out(self, browser: httpx.AsyncClient, return_to: str = "/") -> str:
        """Go there; return the state to come back with."""
        begun = await browser.post(f"/api/v1/session/oidc/{self.id}", json={"return_to": return_to})
        assert begun.status_code == 200, begun.text
        return self.liar.went(begun.json()["location"])

    async def come_back(self, browser: httpx.AsyncClient, state: str, **parameters: str) -> str:
        """Come back with a code; return the page that one lands on."""
        back = await browser.get(self.callback, params={"code": state or "none", "state": state} | parameters)
        assert back.status_code == 303, back.text
        page: str = back.headers["location"]
        return page

    async def sign_in(self, browser: httpx.AsyncClient) -> str:
        """Go there and come back."""
        return await self.come_back(browser, await self.set_out(browser))

    async def people(self) -> int:
        """How many have a way in by this provider."""
        return len(await self.world.rows("identity", issuer=ISSUER))


async def entered(world: World, issuer: str = ISSUER) -> str:
    """Enter a provider, switched on; return its id."""
    admin = await world.in_browser(await world.coordinator_of(world.organisation_id, "admin"))
    body = {"name": "Example University", "issuer": issuer, "client_id": "kisalli", "client_secret": "secret"}
    answer = await world.call(admin, "POST", f"/organisations/{world.organisation_id}/identity-providers", json=body)
    path, match = f"/identity-providers/{answer.json()['id']}", {"If-Match": "*"}
    assert (await world.call(admin, "PATCH", path, json={"enabled": True}, headers=match)).status_code == 200
    provider_id: str = answer.json()["id"]
    return provider_id


@pytest.fixture
async def there(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[There]:
    made = There(world, await entered(world))

    def options(**_: Any) -> dict[str, Any]:
        return {"transport": httpx.MockTransport(made.liar.handle)}

    monkeypatch.setattr(outgoing, "options", options)
    yield made
    await world.sql("DELETE FROM identity WHERE issuer = :issuer", issuer=ISSUER)


async def signed_in(browser: httpx.AsyncClient) -> bool:
    return (await browser.get("/api/v1/session")).json() is not None


async def refused(there: There, browser: httpx.AsyncClient, page: str, code: str = "provider_refused") -> None:
    """Nothing was created, nobody is signed in, the page says what to do."""
    assert page == f"/sign-in?problem={code}"
    assert not await signed_in(browser)
    assert await there.people() == 0


async def test_an_honest_answer_signs_in(there: There, browser: httpx.AsyncClient) -> None:
    assert await there.sign_in(browser) == "/"
    assert await signed_in(browser)
    assert await there.people() == 1


LIES: dict[str, dict[str, Any]] = {
    "no issuer": {"without": ("iss",)},
    "another issuer": {"claims": {"iss": "https://login.another.example"}},
    "the issuer with a slash": {"claims": {"iss": f"{ISSUER}/"}},
    "no audience": {"without": ("aud",)},
    "another audience": {"claims": {"aud": "another"}},
    "several audiences without azp": {"claims": {"aud": ["kisalli", "another"]}},
    "azp of another": {"claims": {"aud": ["kisalli", "another"], "azp": "another"}},
    "no expiry": {"without": ("exp",)},
    "expired": {"claims": {"exp": NOW - 60, "iat": NOW - 400}},
    "expiry as a text": {"claims": {"exp": str(NOW + 300)}},
    "no subject": {"without": ("sub",), "userinfo": {"sub": "linh"}},
    "an empty subject": {"claims": {"sub": ""}},
    "a subject that is a list": {"claims": {"sub": ["linh"]}},
    "of the future": {"claims": {"iat": TOMORROW, "exp": TOMORROW + 300}},
    "not good yet": {"claims": {"nbf": TOMORROW}},
    "no nonce": {"without": ("nonce",)},
    "another nonce": {"claims": {"nonce": "another"}},
    "signed by a key that is not published": {"key": ANOTHER_KEY},
    "signed by nobody": {"header": {"alg": "none"}},
    "RS384, which is not on our list": {"header": {"alg": "RS384"}},
    "signed with the public key as a secret": {"header": {"alg": "HS256"}},
    "a critical header that we don't know": {"header": {"crit": ["b64"], "b64": False}},
    "at_hash of another access token": {"claims": {"at_hash": "another"}},
    "UserInfo of somebody else": {"userinfo": {"sub": "somebody else"}},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
async def test_a_token_that_is_not_right_opens_nothing(there: There, browser: httpx.AsyncClient, lie: dict[str, Any]) -> None:
    for name, value in lie.items():
        setattr(there.liar, name, value)
    await refused(there, browser, await there.sign_in(browser))


SKEWED = {"just expired": {"exp": -10, "iat": -300}, "a little ahead": {"iat": 20, "exp": 300}}  # seconds from now


@pytest.mark.parametrize("seconds", SKEWED.values(), ids=SKEWED)
async def test_clocks_may_differ_by_half_a_minute(there: There, browser: httpx.AsyncClient, seconds: dict[str, int]) -> None:
    there.liar.claims = {name: int(time.time()) + each for name, each in seconds.items()}
    assert await there.sign_in(browser) == "/"


async def test_es256_is_on_our_list(there: There, browser: httpx.AsyncClient) -> None:
    there.liar.key = CURVE_KEY
    assert await there.sign_in(browser) == "/"


async def test_a_new_key_is_fetched_when_a_token_names_it(
    there: There, another_browser: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await there.sign_in(another_browser()) == "/"
    monkeypatch.setattr(oidc, "NEW_KEYS_SECONDS", 0)
    there.liar.key, there.liar.published = NEXT_KEY, [NEXT_KEY]
    assert await there.sign_in(another_browser()) == "/"


async def test_tokens_that_name_unknown_keys_make_us_fetch_once_a_minute_at_most(there: There, another_browser: Browsers) -> None:
    there.liar.key = NEXT_KEY
    for _ in range(3):
        assert await there.sign_in(another_browser()) == "/sign-in?problem=provider_refused"
    assert there.liar.asked.count("/keys") == 1


PLACES: dict[str, dict[str, Any]] = {
    "another issuer": {"issuer": "https://login.another.example"},
    "no token endpoint": {"token_endpoint": None},
    "a token endpoint that is no web address": {"token_endpoint": "file:///etc/passwd"},
    "an authorization endpoint that is a script": {"authorization_endpoint": "javascript:alert(1)"},
    "an end of session that is a script": {"end_session_endpoint": "javascript:alert(1)"},
}


@pytest.mark.parametrize("lie", PLACES.values(), ids=PLACES)
async def test_a_discovery_document_that_is_not_right_leads_nowhere(
    there: There, browser: httpx.AsyncClient, lie: dict[str, Any]
) -> None:
    there.liar.discovery = lie
    begun = await browser.post(f"/api/v1/session/oidc/{there.id}", json={})
    assert (begun.status_code, begun.json()["code"]) == (403, "provider_refused")


async def test_plain_http_is_no_address_of_an_endpoint_outside_the_own_network(
    there: There, browser: httpx.AsyncClient, openid: OpenIdProviders
) -> None:
    openid._own_network = False
    there.liar.discovery = {"token_endpoint": "http://login.uni.example/token"}
    assert (await browser.post(f"/api/v1/session/oidc/{there.id}", json={})).status_code == 403


async def test_a_callback_of_another_issuer_is_refused(there: There, browser: httpx.AsyncClient) -> None:
    page = await there.come_back(browser, await there.set_out(browser), iss="https://login.another.example")
    await refused(there, browser, page)


async def test_a_callback_without_issuer_is_refused_where_the_provider_promises_one(
    there: There, browser: httpx.AsyncClient
) -> None:
    there.liar.discovery = {"authorization_response_iss_parameter_supported": True}
    await refused(there, browser, await there.sign_in(browser))
    assert await there.come_back(browser, await there.set_out(browser), iss=ISSUER) == "/"


async def test_one_comes_back_once(there: There, browser: httpx.AsyncClient) -> None:
    state = await there.set_out(browser)
    pages = await asyncio.gather(*(there.come_back(browser, state) for _ in range(4)))
    assert sorted(pages) == ["/", *["/sign-in?problem=sign_in_expired"] * 3]


async def test_one_comes_back_in_the_browser_that_went(
    there: There, browser: httpx.AsyncClient, another_browser: Browsers
) -> None:
    state, other = await there.set_out(browser), another_browser()
    await refused(there, other, await there.come_back(other, state), "sign_in_expired")
    await there.set_out(other)
    await refused(there, other, await there.come_back(other, state), "sign_in_expired")


async def test_two_tabs_of_a_browser_go_and_come_back_each_by_itself(there: There, browser: httpx.AsyncClient) -> None:
    first, second = await there.set_out(browser), await there.set_out(browser)
    assert await there.come_back(browser, second) == "/"
    assert await there.come_back(browser, first) == "/"


@pytest.mark.parametrize("state", ["", "x", "a" * 64])
async def test_a_state_that_we_did_not_write_is_none(there: There, browser: httpx.AsyncClient, state: str) -> None:
    await there.set_out(browser)
    await refused(there, browser, await there.come_back(browser, state), "sign_in_expired")


async def test_whoever_stays_away_too_long_begins_again(there: There, browser: httpx.AsyncClient) -> None:
    state = await there.set_out(browser)
    await there.world.sql("UPDATE provider_sign_in SET expires_at = clock_timestamp() WHERE provider_id = :id", id=there.id)
    await refused(there, browser, await there.come_back(browser, state), "sign_in_expired")


async def test_the_answer_of_one_provider_is_none_at_another(there: There, browser: httpx.AsyncClient) -> None:
    state = await there.set_out(browser)
    other = There(there.world, await entered(there.world), there.liar)
    await refused(other, browser, await other.come_back(browser, state), "sign_in_expired")


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "/\tevil", "evil", "javascript:alert(1)", "/ /x"]
)
async def test_one_returns_to_a_page_of_ours_alone(there: There, browser: httpx.AsyncClient, elsewhere: str) -> None:
    answer = await browser.post(f"/api/v1/session/oidc/{there.id}", json={"return_to": elsewhere})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/return_to")


async def test_the_same_address_at_a_second_provider_is_somebody_else(there: There, browser: httpx.AsyncClient) -> None:
    someone = await there.world.mentee()
    await there.world.sql("UPDATE person SET email = 'linh@mail.example' WHERE id = :id", id=someone.person_id)
    await there.world.sql(
        "INSERT INTO identity (id, person_id, issuer, subject) VALUES (gen_random_uuid(), :id, 'email', 'linh@mail.example')",
        id=someone.person_id,
    )
    assert await there.sign_in(browser) == "/"
    assert (await browser.get("/api/v1/me")).json()["id"] != str(someone.person_id)
    await there.world.sql("DELETE FROM identity WHERE person_id = :id", id=someone.person_id)


async def test_many_first_sign_ins_at_once_make_one_account(there: There, another_browser: Browsers) -> None:
    browsers = [another_browser() for _ in range(6)]
    states = [await there.set_out(each) for each in browsers]
    pages = await asyncio.gather(*(there.come_back(each, state) for each, state in zip(browsers, states, strict=True)))
    assert pages == ["/"] * 6
    assert len({(await each.get("/api/v1/me")).json()["id"] for each in browsers}) == 1


TROUBLE: dict[str, Answer] = {
    "an error of the server": lambda _: httpx.Response(500),
    "no JSON": lambda _: httpx.Response(200, text="<html>"),
    "a list": lambda _: httpx.Response(200, json=[]),
    "nothing of use": lambda _: httpx.Response(200, json={}),
    "a redirect": lambda _: httpx.Response(302, headers={"Location": "http://127.0.0.1/"}),
    "a refusal": lambda _: httpx.Response(400, json={"error": "invalid_grant"}),
}


@pytest.mark.parametrize("path", ["/token", "/keys", "/me", "/.well-known/openid-configuration"])
@pytest.mark.parametrize("answer", TROUBLE.values(), ids=TROUBLE)
async def test_a_provider_in_trouble_is_a_page_that_says_so(
    there: There,
    browser: httpx.AsyncClient,
    openid: OpenIdProviders,
    path: str,
    answer: Callable[[httpx.Request], httpx.Response],
) -> None:
    state = await there.set_out(browser)
    openid._discovered.clear()
    there.liar.answers[path] = answer
    page = await there.come_back(browser, state)
    assert page in {"/sign-in?problem=provider_refused", "/sign-in?problem=provider_unavailable"}
    await refused(there, browser, page, page.partition("=")[2])


async def test_a_provider_that_is_away_is_said_before_one_sets_out(there: There, browser: httpx.AsyncClient) -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    there.liar.answers["/.well-known/openid-configuration"] = away
    answer = await browser.post(f"/api/v1/session/oidc/{there.id}", json={})
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "provider_unavailable", "10")


async def test_a_provider_that_hangs_hurts_nobody_but_its_own(
    there: There, another_browser: Browsers, openid: OpenIdProviders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More wait for it than there are connections to the database; everybody else is answered meanwhile."""
    states = [(browser, await there.set_out(browser)) for browser in (another_browser() for _ in range(40))]
    openid._discovered.clear()
    asked, over = asyncio.Semaphore(0), asyncio.Event()
    monkeypatch.setattr(oidc, "SECONDS", 60)  # however slow the machine is just now

    async def hang(_: str) -> Any:
        asked.release()
        await over.wait()
        raise httpx.ReadTimeout("It has not answered.")

    monkeypatch.setattr(openid, "_json", hang)
    waiting = [asyncio.create_task(there.come_back(browser, state)) for browser, state in states]
    for _ in range(oidc.AT_ONCE):
        await asked.acquire()
    assert (await another_browser().get("/api/v1/session/providers")).status_code == 200
    someone = await there.world.mentee()
    assert (await there.world.call(someone, "GET", "/me")).status_code == 200
    assert sum(not each.done() for each in waiting) >= oidc.AT_ONCE
    over.set()
    assert set(await asyncio.gather(*waiting)) == {"/sign-in?problem=provider_unavailable"}


async def test_a_provider_that_does_not_answer_is_not_waited_for_long(
    there: There, browser: httpx.AsyncClient, openid: OpenIdProviders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc, "SECONDS", 0.1)
    state = await there.set_out(browser)
    openid._discovered.clear()
    monkeypatch.setattr(openid, "_json", lambda _: asyncio.Event().wait())
    assert await there.come_back(browser, state) == "/sign-in?problem=provider_unavailable"


async def test_why_is_said_to_log_and_audit_trail_and_not_to_the_page(
    there: There, browser: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    there.liar.claims = {"nonce": "another"}
    await refused(there, browser, await there.sign_in(browser))
    assert "sign-in refused" in capsys.readouterr().out
    (sign_in,) = await there.world.rows("provider_sign_in", provider_id=there.id)
    (row,) = await there.world.rows("audit", subject_id=sign_in["id"])
    assert (row["act"], row["details"]) == ("sign_in_refused", {"code": "provider_refused"})


PRIVATE = [
    "http://127.0.0.1",
    "http://localhost",
    "http://[::1]",
    "http://10.0.0.1",
    "http://169.254.169.254",
    "http://2130706433",
]


@pytest.mark.parametrize("issuer", [*PRIVATE, "http://[::ffff:127.0.0.1]", "http://0.0.0.0", "https://localhost"])
async def test_an_issuer_in_our_own_network_is_not_called(
    world: World, browser: httpx.AsyncClient, openid: OpenIdProviders, issuer: str
) -> None:
    openid._own_network = False
    provider_id = await entered(world, f"{issuer}:9")
    answer = await browser.post(f"/api/v1/session/oidc/{provider_id}", json={})
    assert (answer.status_code, answer.json()["code"]) == (503, "provider_unavailable")
