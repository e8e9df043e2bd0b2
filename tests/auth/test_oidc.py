"""Signing in at a certified OpenID Connect provider, which runs as a process of its own."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import pytest

from kisalli.core.security import Keys
from tests.auth.openid import SECRET, certified, free_port, log_in_there
from tests.factories import Someone, World

Browsers = Callable[[], httpx.AsyncClient]

pytestmark = pytest.mark.usefixtures("openid")  # before any other: the provider is entered where it may be called


@dataclass
class There:
    """The certified provider, entered by an organisation whose domain is `uni.example`."""

    world: World
    admin: Someone
    id: str

    async def sign_in(self, browser: httpx.AsyncClient, name: str, return_to: str = "/requests") -> httpx.Response:
        """Sign in there as a browser would; return our last answer."""
        begun = await browser.post(f"/api/v1/session/oidc/{self.id}", json={"return_to": return_to})
        assert begun.status_code == 200, begun.text
        return await browser.get(await log_in_there(begun.json()["location"], name))


@pytest.fixture
async def there(world: World) -> AsyncIterator[There]:
    admin = await world.in_browser(await world.coordinator_of(world.organisation_id, "admin"))
    await world.sql("UPDATE organisation SET domains = '{uni.example}' WHERE id = :id", id=world.organisation_id)
    port = free_port()
    body = {"name": "Example University", "issuer": f"http://localhost:{port}", "client_id": "kisalli", "client_secret": SECRET}
    path = f"/organisations/{world.organisation_id}/identity-providers"
    entered = (await world.call(admin, "POST", path, json=body)).json()
    switched = {"If-Match": "*"}
    answer = await world.call(admin, "PATCH", f"/identity-providers/{entered['id']}", json={"enabled": True}, headers=switched)
    assert answer.status_code == 200, answer.text
    with certified(port, entered["callback"], "https://kisalli.test/"):
        yield There(world, admin, entered["id"])


async def test_whoever_signs_in_there_is_signed_in_here_and_goes_on(there: There, browser: httpx.AsyncClient) -> None:
    back = await there.sign_in(browser, "aino")
    assert (back.status_code, back.headers["location"]) == (303, "/requests")
    me = (await browser.get("/api/v1/me")).json()
    assert (me["name"], me["email"], me["language"]) == ("aino Example", "aino@mail.example", "fi")
    # What it says of a home organisation that is not its own counts for nothing.
    assert me["affiliations"] == [{"home_organisation": "uni.example", "kind": "student"}]


async def test_the_same_person_comes_back_to_the_same_account(there: There, another_browser: Browsers) -> None:
    people = set()
    for browser in (another_browser(), another_browser()):
        await there.sign_in(browser, "aino")
        people.add((await browser.get("/api/v1/me")).json()["id"])
    assert len(people) == 1


async def test_an_address_that_nobody_has_checked_is_not_written_to(there: There, browser: httpx.AsyncClient) -> None:
    await there.sign_in(browser, "unverified")
    assert (await browser.get("/api/v1/me")).json()["email"] == ""


async def test_signing_out_here_leads_to_signing_out_there(there: There, browser: httpx.AsyncClient) -> None:
    await there.sign_in(browser, "aino")
    csrf = (await browser.get("/api/v1/session")).json()["csrf_token"]
    location = (await browser.delete("/api/v1/session", headers={"X-CSRF-Token": csrf})).json()["location"]
    assert urlsplit(location).path == "/session/end"
    assert (await browser.get("/api/v1/session")).json() is None
    async with httpx.AsyncClient(trust_env=False) as elsewhere:
        answer = await elsewhere.get(location)
    assert (answer.status_code, "session/end/confirm" in answer.text) == (200, True), answer.text


async def test_no_id_token_is_kept_in_the_open_or_after_the_session(there: There, browser: httpx.AsyncClient, keys: Keys) -> None:
    await there.sign_in(browser, "aino")
    session = (await browser.get("/api/v1/session")).json()
    (row,) = await there.world.rows("session", person_id=UUID(session["person"]["id"]))
    assert b"." not in row["id_token"][:200] or not row["id_token"].startswith(b"eyJ")
    assert (keys.unlock(row["id_token"]) or "").startswith("eyJ")
    await browser.delete("/api/v1/session", headers={"X-CSRF-Token": session["csrf_token"]})
    (row,) = await there.world.rows("session", person_id=UUID(session["person"]["id"]))
    assert row["id_token"] is None


async def test_a_refusal_there_leads_back_to_our_sign_in_page(there: There, browser: httpx.AsyncClient) -> None:
    begun = (await browser.post(f"/api/v1/session/oidc/{there.id}", json={})).json()["location"]
    state = parse_qs(urlsplit(begun).query)["state"][0]
    path = f"/api/v1/session/oidc/{there.id}/callback"
    back = await browser.get(path, params={"error": "access_denied", "state": state, "iss": begun.split("/auth")[0]})
    assert (back.status_code, back.headers["location"]) == (303, "/sign-in?problem=provider_refused")
    assert (await browser.get("/api/v1/session")).json() is None


async def test_a_further_way_in_is_added_by_who_is_signed_in_with_both(
    there: There, browser: httpx.AsyncClient, another_browser: Browsers
) -> None:
    someone = await there.world.mentee()
    session = (await browser.post("/api/v1/session/demo", json={"person_id": str(someone.person_id)})).json()
    csrf = {"X-CSRF-Token": session["csrf_token"]}
    begun = await browser.post(f"/api/v1/me/identities/oidc/{there.id}", headers=csrf)
    back = await browser.get(await log_in_there(begun.json()["location"], "beda"))
    assert back.headers["location"] == "/account/sign-in?added=yes"
    ways = (await browser.get("/api/v1/me/identities")).json()
    assert [(way["kind"], way["name"]) for way in ways] == [("provider", "Example University")]
    message = await there.world.one("message", subject_id=UUID(ways[0]["id"]))
    assert (message["kind"], message["recipient_id"]) == ("identity_added", someone.person_id)
    elsewhere = another_browser()
    await there.sign_in(elsewhere, "beda")
    assert (await elsewhere.get("/api/v1/me")).json()["id"] == str(someone.person_id)


async def test_a_way_in_of_another_account_is_not_taken_from_it(
    there: There, browser: httpx.AsyncClient, another_browser: Browsers
) -> None:
    owner = another_browser()
    await there.sign_in(owner, "celia")
    someone = await there.world.mentee()
    session = (await browser.post("/api/v1/session/demo", json={"person_id": str(someone.person_id)})).json()
    csrf = {"X-CSRF-Token": session["csrf_token"]}
    begun = await browser.post(f"/api/v1/me/identities/oidc/{there.id}", headers=csrf)
    back = await browser.get(await log_in_there(begun.json()["location"], "celia"))
    assert back.headers["location"] == "/account/sign-in?problem=identity_taken"
    assert (await browser.get("/api/v1/me/identities")).json() == []


async def test_whoever_has_signed_out_meanwhile_adds_nothing(there: There, browser: httpx.AsyncClient) -> None:
    someone = await there.world.mentee()
    session = (await browser.post("/api/v1/session/demo", json={"person_id": str(someone.person_id)})).json()
    csrf = {"X-CSRF-Token": session["csrf_token"]}
    begun = await browser.post(f"/api/v1/me/identities/oidc/{there.id}", headers=csrf)
    address = await log_in_there(begun.json()["location"], "doris")
    await browser.delete("/api/v1/session", headers=csrf)
    assert (await browser.get(address)).headers["location"] == "/account/sign-in?problem=sign_in_expired"
    assert await there.world.rows("identity", person_id=someone.person_id) == []


async def test_an_admin_tries_it_out_and_reads_what_it_said_and_what_that_means(there: There, browser: httpx.AsyncClient) -> None:
    await there.world.sql("UPDATE person SET demo = true WHERE id = :id", id=there.admin.person_id)
    session = (await browser.post("/api/v1/session/demo", json={"person_id": str(there.admin.person_id)})).json()
    csrf = {"X-CSRF-Token": session["csrf_token"]}
    begun = await browser.post(f"/api/v1/identity-providers/{there.id}/test", headers=csrf)
    back = await browser.get(await log_in_there(begun.json()["location"], "eila"))
    page = urlsplit(back.headers["location"])
    assert page.path == "/organisation/providers"
    test_id = parse_qs(page.query)["test"][0]
    said = (await browser.get(f"/api/v1/identity-provider-tests/{test_id}")).json()
    assert (said["subject"], said["name"], said["email"]) == ("eila", "eila Example", "eila@mail.example")
    assert said["affiliations"] == [{"home_organisation": "uni.example", "kind": "student"}]
    assert said["received"]["eduperson_scoped_affiliation"] == ["student@uni.example", "staff@another.example"]
    assert (await browser.get("/api/v1/session")).json()["person"]["id"] == str(there.admin.person_id)
    assert await there.world.rows("identity", issuer=said["received"]["iss"], subject="eila") == []
    other = await there.world.in_browser(await there.world.coordinator_of(there.world.organisation_id, "admin"))
    assert (await there.world.call(other, "GET", f"/identity-provider-tests/{test_id}")).status_code == 404
