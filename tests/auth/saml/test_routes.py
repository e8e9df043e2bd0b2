"""Signing in by SAML through our routes, as a browser does: out, to a provider's page, and back by its form."""

import base64
import math
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit
from uuid import UUID, uuid4
from xml.etree.ElementTree import fromstring

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from structlog.testing import capture_logs

from kisalli.auth import saml_sign_in
from kisalli.auth.oidc import Discovered, OpenIdProviders
from kisalli.auth.saml import federation, renewal
from kisalli.auth.saml.metadata import verified
from kisalli.core.db import Sessions, transaction
from kisalli.core.settings import Settings
from tests.auth.conftest import sign_in
from tests.auth.openid import ISSUER
from tests.auth.saml.forging import Draft, Forger, at
from tests.auth.saml.simplesaml import SimpleSaml, running
from tests.factories import Someone, World

ACS = "/api/v1/session/saml/acs"
FEED = "https://federation.example/metadata.xml"
ELSEWHERE = {"Origin": "https://idp.campus.example", "Sec-Fetch-Site": "cross-site"}
ANY = {"If-Match": "*"}
Browsers = Callable[[], httpx.AsyncClient]

pytestmark = pytest.mark.usefixtures("saml")  # before any other: what a test has of its own stands on it


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Forger:
    """Who signs the federation's metadata."""
    return Forger.make(tmp_path_factory.mktemp("signer"))


@pytest.fixture
def saml(app: FastAPI, sessions: Sessions, own_pair: tuple[Path, Path], signer: Forger) -> Iterator[Settings]:
    """The app has a key, and is in a federation."""
    before = app.state.settings, app.state.saml
    update = {"saml_key": own_pair[0], "saml_certificate": own_pair[1], "federation_certificate": signer.certificate}
    settings: Settings = app.state.settings.model_copy(update=update | {"federation_metadata_url": FEED})
    app.state.settings, app.state.saml = settings, saml_sign_in.of(settings, sessions)
    yield settings
    app.state.settings, app.state.saml = before


@pytest.fixture
def no_saml(app: FastAPI) -> Iterator[None]:
    """The app has no key, whatever other tests in this process have left it."""
    before = app.state.settings, app.state.saml
    none = {"saml_key": None, "federation_metadata_url": None, "federation_mdq_url": None}
    app.state.settings, app.state.saml = app.state.settings.model_copy(update=none), None
    yield
    app.state.settings, app.state.saml = before


async def believe(sessions: Sessions, signer: Forger, entities: str) -> None:
    """Let the federation have these members."""
    found = verified(signer.federation(entities).encode(), signer.certificate, datetime.now(UTC))
    async with transaction(sessions) as session:
        await session.execute(renewal.CLAIM, {"url": FEED, "lease": renewal.LEASE})
        await federation.replace(session, FEED, found, None, None)


@dataclass
class There:
    """A provider that signs what it is told, at which people sign in."""

    world: World
    idp: Forger
    entity_id: str
    begin: str
    body: dict[str, Any] = field(default_factory=dict)

    async def set_out(self, browser: httpx.AsyncClient, return_to: str = "/requests") -> tuple[Draft, str]:
        """Go there; return the honest answer's draft, and the state to bring back."""
        begun = await browser.post(self.begin, json=self.body | {"return_to": return_to})
        assert begun.status_code == 200, begun.text
        return self.went(begun.json()["location"])

    def went(self, location: str) -> tuple[Draft, str]:
        """What somebody brings who is sent there."""
        query = parse_qs(urlsplit(location).query)
        request = fromstring(zlib.decompress(base64.b64decode(query["SAMLRequest"][0]), -15))
        audience = "https://kisalli.test/api/v1/session/saml/metadata"
        draft = Draft(request.attrib["AssertionConsumerServiceURL"], audience, request.attrib["ID"], issuer=self.entity_id)
        return draft, query["RelayState"][0]

    async def come_back(self, browser: httpx.AsyncClient, draft: Draft, state: str, by: Forger | None = None) -> str:
        """Come back with an answer; return the page that one lands on."""
        form = {"SAMLResponse": (by or self.idp).answer(draft), "RelayState": state}
        back = await browser.post(ACS, data=form, headers=ELSEWHERE)
        assert back.status_code == 303, back.text
        page: str = back.headers["location"]
        return page

    async def sign_in(self, browser: httpx.AsyncClient, **told: list[str] | None) -> str:
        """Go there and come back."""
        draft, state = await self.set_out(browser)
        return await self.come_back(browser, draft.telling(**told), state)

    async def people(self) -> list[dict[str, Any]]:
        """Whose ways in it is, by the issuer that they are known by."""
        return await self.world.rows("identity", issuer=self.entity_id)


@pytest.fixture
async def member(world: World, idp: Forger, signer: Forger) -> There:
    """A member of the federation, of this test's own."""
    entity_id = f"https://{uuid4().hex}.example/idp"
    await believe(world.sessions, signer, idp.entity(entity_id))
    return There(world, idp, entity_id, "/api/v1/session/saml", {"entity_id": entity_id})


@dataclass
class Single(There):
    """The provider of one organisation."""

    id: str = ""
    admin: Someone | None = None

    async def people(self) -> list[dict[str, Any]]:
        return await self.world.rows("identity", issuer=f"saml:{self.id}")


@pytest.fixture
async def single(world: World, idp: Forger) -> Single:
    """The provider of an organisation whose domain is `own.example`, switched on."""
    admin = await world.in_browser(await world.coordinator_of(world.organisation_id, "admin"))
    await world.sql("UPDATE organisation SET domains = '{own.example}' WHERE id = :id", id=world.organisation_id)
    entity_id = f"https://{uuid4().hex}.example/idp"
    body = {"name": "Own provider", "metadata": idp.entity(entity_id)}
    entered = await world.call(admin, "POST", f"/organisations/{world.organisation_id}/saml-providers", json=body)
    assert entered.status_code == 201, entered.text
    provider_id = entered.json()["id"]
    switched = await world.call(admin, "PATCH", f"/identity-providers/{provider_id}", json={"enabled": True}, headers=ANY)
    assert switched.status_code == 200, switched.text
    return Single(world, idp, entity_id, f"/api/v1/session/saml/{provider_id}", id=provider_id, admin=admin)


async def signed_in(browser: httpx.AsyncClient) -> bool:
    return (await browser.get("/api/v1/session")).json() is not None


async def refused(there: There, browser: httpx.AsyncClient, page: str, code: str = "provider_refused") -> None:
    """Nothing was created, nobody is signed in, the page says what to do."""
    assert page == f"/sign-in?problem={code}"
    assert not await signed_in(browser)
    assert await there.people() == []


# A member of the federation.


async def test_whoever_signs_in_there_is_signed_in_here_and_goes_on(member: There, browser: httpx.AsyncClient) -> None:
    assert await member.sign_in(browser) == "/requests"
    me = (await browser.get("/api/v1/me")).json()
    assert (me["name"], me["email"], me["language"]) == ("Linh Đặng", "linh@campus.example", "sv")
    assert me["affiliations"] == [{"home_organisation": "campus.example", "kind": kind} for kind in ("member", "student")]
    assert [row["subject"] for row in await member.people()] == ["linh@campus.example"]
    (session,) = (await browser.get("/api/v1/me/sessions")).json()["items"]
    assert session["way"] == "saml"


async def test_the_same_person_comes_back_to_the_same_account(member: There, another_browser: Browsers) -> None:
    people = set()
    for told in ({}, {"mail": ["else@campus.example"], "displayName": None}):
        browser = another_browser()
        await member.sign_in(browser, **told)
        people.add((await browser.get("/api/v1/me")).json()["id"])
    assert len(people) == 1


async def test_an_address_never_says_who_somebody_is(member: There, another_browser: Browsers) -> None:
    people = set()
    for subject in ("one@campus.example", "two@campus.example"):
        browser = another_browser()
        await member.sign_in(browser, subject_id=[subject])
        people.add((await browser.get("/api/v1/me")).json()["id"])
    assert len(people) == 2


@pytest.mark.parametrize(
    ("mail", "kept"),
    [
        (["linh@student.campus.example"], "linh@student.campus.example"),
        (["linh@elsewhere.example"], ""),
        (["linh@evilcampus.example"], ""),
        (["linh campus.example"], ""),
        (None, ""),
    ],
    ids=["part-of-it", "elsewhere", "like-it", "no-address", "none"],
)
async def test_an_address_counts_where_its_provider_speaks_for_it(
    mail: list[str] | None, kept: str, member: There, browser: httpx.AsyncClient
) -> None:
    await member.sign_in(browser, mail=mail)
    assert (await browser.get("/api/v1/me")).json()["email"] == kept


async def test_a_real_provider_signs_in(
    world: World,
    app: FastAPI,
    browser: httpx.AsyncClient,
    tmp_path: Path,
) -> None:
    with running(tmp_path, app.state.saml.sp) as there:
        admin = await world.in_browser(await world.coordinator_of(world.organisation_id, "admin"))
        await world.sql("UPDATE organisation SET domains = '{campus.example}' WHERE id = :id", id=world.organisation_id)
        body = {"name": "SimpleSAMLphp", "metadata": there.metadata().decode()}
        path = f"/organisations/{world.organisation_id}/saml-providers"
        provider = (await world.call(admin, "POST", path, json=body)).json()
        await world.call(admin, "PATCH", f"/identity-providers/{provider['id']}", json={"enabled": True}, headers=ANY)
        await _at_simplesaml(there, browser, provider["id"])
    me = (await browser.get("/api/v1/me")).json()
    assert (me["name"], me["email"], me["language"]) == ("Linh Đặng", "linh@campus.example", "fi")
    assert {"home_organisation": "campus.example", "kind": "student"} in me["affiliations"]


async def _at_simplesaml(there: SimpleSaml, browser: httpx.AsyncClient, provider_id: str) -> None:
    begun = await browser.post(f"/api/v1/session/saml/{provider_id}", json={"return_to": "/requests"})
    form = await there.sign_in(begun.json()["location"])
    back = await browser.post(form.pop("action"), data=form, headers=ELSEWHERE)
    assert (back.status_code, back.headers["location"]) == (303, "/requests")


# What opens nothing.


async def test_an_answer_is_taken_once(member: There, browser: httpx.AsyncClient) -> None:
    draft, state = await member.set_out(browser)
    form = {"SAMLResponse": member.idp.answer(draft), "RelayState": state}
    pages = [(await browser.post(ACS, data=form, headers=ELSEWHERE)).headers["location"] for _ in range(2)]
    assert pages == ["/requests", "/sign-in?problem=sign_in_expired"]


async def test_an_assertion_is_taken_once_whatever_it_answers(
    member: There, browser: httpx.AsyncClient, another_browser: Browsers
) -> None:
    draft, state = await member.set_out(browser)
    await member.come_back(browser, draft, state)
    other = another_browser()
    second, state = await member.set_out(other)
    assert (
        await member.come_back(other, second.but(assertion_id=draft.assertion_id), state) == "/sign-in?problem=provider_refused"
    )
    assert not await signed_in(other)


async def test_an_answer_does_in_the_browser_that_went_alone(
    member: There, browser: httpx.AsyncClient, another_browser: Browsers
) -> None:
    draft, state = await member.set_out(browser)
    await refused(member, other := another_browser(), await member.come_back(other, draft, state), "sign_in_expired")
    await member.set_out(other)
    await refused(member, other, await member.come_back(other, draft, state), "sign_in_expired")
    assert await member.come_back(browser, draft, state) == "/requests"


@pytest.mark.parametrize("state", ["", "https://evil.example/", "x" * 64], ids=["none", "address", "made-up"])
async def test_the_state_is_ours_and_no_address(member: There, browser: httpx.AsyncClient, state: str) -> None:
    draft, _ = await member.set_out(browser)
    await refused(member, browser, await member.come_back(browser, draft, state), "sign_in_expired")


async def test_too_late_is_over(member: There, browser: httpx.AsyncClient) -> None:
    draft, state = await member.set_out(browser)
    await member.world.sql("UPDATE provider_sign_in SET expires_at = clock_timestamp() WHERE used_at IS NULL")
    await refused(member, browser, await member.come_back(browser, draft, state), "sign_in_expired")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sign_assertion": None}, "unsigned"),
        ({"recipient": "https://other.example/"}, "wrong_recipient"),
        ({"in_response_to": "_other"}, "other_request"),
        ({"issuer": "https://other.example/idp"}, "other_issuer"),
    ],
    ids=["unsigned", "recipient", "request", "issuer"],
)
async def test_an_answer_that_is_not_believed_opens_nothing_and_the_log_says_why(
    change: dict[str, Any], reason: str, member: There, browser: httpx.AsyncClient
) -> None:
    draft, state = await member.set_out(browser)
    with capture_logs() as lines:
        await refused(member, browser, await member.come_back(browser, draft.but(**change), state))
    assert [line["reason"] for line in lines if line["event"] == "sign-in refused"] == [reason]
    assert "linh" not in str(lines)
    refusals = await member.world.rows("audit", act="sign_in_refused", subject="provider_sign_in")
    assert {"code": "provider_refused"} in [row["details"] for row in refusals]


async def test_another_member_does_not_answer_for_this_one(
    member: There, other_idp: Forger, signer: Forger, browser: httpx.AsyncClient
) -> None:
    other = "https://other-member.example/idp"
    await believe(
        member.world.sessions, signer, member.idp.entity(member.entity_id) + other_idp.entity(other, scope="other.example")
    )
    draft, state = await member.set_out(browser)
    await refused(member, browser, await member.come_back(browser, draft, state, by=other_idp))
    draft, state = await member.set_out(browser)
    await refused(member, browser, await member.come_back(browser, draft.but(issuer=other), state, by=other_idp))


async def test_who_has_left_the_federation_meanwhile_answers_for_nobody(
    member: There, other_idp: Forger, signer: Forger, browser: httpx.AsyncClient
) -> None:
    draft, state = await member.set_out(browser)
    await believe(member.world.sessions, signer, other_idp.entity("https://other-member.example/idp"))
    await refused(member, browser, await member.come_back(browser, draft, state), "sign_in_expired")
    begun = await browser.post(member.begin, json=member.body)
    assert begun.status_code == 404


async def test_a_provider_of_another_kind_sends_nobody_there(
    world: World,
    member: There,
    openid: OpenIdProviders,
    browser: httpx.AsyncClient,
) -> None:
    places = {"authorization_endpoint": f"{ISSUER}/auth", "token_endpoint": f"{ISSUER}/token", "jwks_uri": f"{ISSUER}/keys"}
    openid._discovered[ISSUER] = (math.inf, Discovered(issuer=ISSUER, **places))
    provider_id = await world.provider(ISSUER)
    begun = await browser.post(f"/api/v1/session/oidc/{provider_id}", json={})
    state = parse_qs(urlsplit(begun.json()["location"]).query)["state"][0]
    draft, own = await member.set_out(browser)
    await refused(member, browser, await member.come_back(browser, draft, state), "sign_in_expired")
    page = await browser.get(f"/api/v1/session/oidc/{provider_id}/callback", params={"code": "x", "state": own})
    assert page.headers["location"] == "/sign-in?problem=sign_in_expired"
    assert (await browser.post(f"/api/v1/session/saml/{provider_id}", json={})).status_code == 404
    assert await member.come_back(browser, draft, own) == "/requests"


async def test_only_a_form_is_taken_and_only_there(member: There, browser: httpx.AsyncClient) -> None:
    assert (await browser.post(ACS, json={"SAMLResponse": "x"})).status_code == 415
    assert (await browser.post(ACS, content=b"SAMLResponse=x", headers={"Content-Type": "text/plain"})).status_code == 415
    assert (await browser.post(member.begin, data={"entity_id": member.entity_id})).status_code == 415
    assert (await browser.post(ACS, data={"SAMLResponse": "x" * 1024 * 1024})).status_code == 413
    odd = [b"", b"\xff", b"&" * 500, b"RelayState=a&RelayState=b", "RelayState=ä".encode(), b"SAMLResponse=%FF&RelayState=%00"]
    for content in odd:
        answer = await browser.post(ACS, content=content, headers={"Content-Type": "application/x-www-form-urlencoded"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?problem=sign_in_expired")


@pytest.mark.parametrize("return_to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
async def test_one_goes_on_to_a_page_of_ours_alone(member: There, browser: httpx.AsyncClient, return_to: str) -> None:
    answer = await browser.post(member.begin, json=member.body | {"return_to": return_to})
    assert answer.status_code == 422


async def test_a_foreign_page_lets_nobody_set_out(member: There, browser: httpx.AsyncClient) -> None:
    assert (await browser.post(member.begin, json=member.body, headers=ELSEWHERE)).status_code == 403


async def test_the_cookie_comes_along_from_a_foreign_page_and_no_script_reads_it(
    member: There, browser: httpx.AsyncClient
) -> None:
    begun = await browser.post(member.begin, json=member.body)
    cookie = begun.headers["set-cookie"].lower()
    assert cookie.startswith("__host-")
    for part in ("samesite=none", "secure", "httponly", "path=/", "max-age=600"):
        assert part in cookie


async def test_signing_in_again_ends_the_earlier_session_though_the_form_brings_no_cookie_of_it(
    member: There, browser: httpx.AsyncClient, another_browser: Browsers
) -> None:
    someone = await member.world.mentee()
    await sign_in(browser, member.world, someone.person_id)
    draft, state = await member.set_out(browser)
    bare = another_browser()  # as the browser is towards the provider's form: SameSite=Lax keeps its session at home
    bare.cookies.set("__Host-kisalli-redirect", browser.cookies["__Host-kisalli-redirect"], domain="kisalli.test")
    assert await member.come_back(bare, draft, state) == "/requests"
    rows = await member.world.rows("session", person_id=someone.person_id)
    assert [row["ended_at"] is not None for row in rows] == [True]
    assert (await bare.get("/api/v1/me")).json()["name"] == "Linh Đặng"


# A further way in.


async def test_a_further_way_in_is_added_by_who_is_signed_in_with_both(member: There, browser: httpx.AsyncClient) -> None:
    someone = await member.world.mentee()
    session = await sign_in(browser, member.world, someone.person_id)
    csrf = {"X-CSRF-Token": session["csrf_token"]}
    begun = await browser.post("/api/v1/me/identities/saml", json=member.body, headers=csrf)
    draft, state = member.went(begun.json()["location"])
    assert await member.come_back(browser, draft, state) == "/account/sign-in?added=yes"
    ways = (await browser.get("/api/v1/me/identities", headers={"Accept-Language": "fi"})).json()
    assert [(way["kind"], way["name"]) for way in ways] == [("provider", "Campus")]
    assert (await browser.get("/api/v1/session")).json()["person"]["id"] == str(someone.person_id)


async def test_a_way_in_of_another_account_is_not_taken_from_it(
    member: There, browser: httpx.AsyncClient, another_browser: Browsers
) -> None:
    await member.sign_in(another_browser())
    session = await sign_in(browser, member.world)
    begun = await browser.post("/api/v1/me/identities/saml", json=member.body, headers={"X-CSRF-Token": session["csrf_token"]})
    draft, state = member.went(begun.json()["location"])
    assert await member.come_back(browser, draft, state) == "/account/sign-in?problem=identity_taken"


# The provider of one organisation.


async def test_an_organisations_provider_speaks_for_its_own_domains_alone(single: Single, browser: httpx.AsyncClient) -> None:
    told = ["student@own.example", "faculty@campus.example"]
    assert await single.sign_in(browser, eduPersonScopedAffiliation=told, mail=["rector@campus.example"]) == "/requests"
    me = (await browser.get("/api/v1/me")).json()
    assert me["affiliations"] == [{"home_organisation": "own.example", "kind": "student"}]
    assert me["email"] == ""
    assert len(await single.people()) == 1


async def test_an_organisations_provider_that_calls_itself_a_member_lets_nobody_into_a_members_account(
    world: World, member: There, other_idp: Forger, another_browser: Browsers
) -> None:
    first = another_browser()
    await member.sign_in(first)
    admin = await world.in_browser(await world.coordinator_of(world.organisation_id, "admin"))
    body = {"name": "Not it", "metadata": other_idp.entity(member.entity_id)}
    entered = (await world.call(admin, "POST", f"/organisations/{world.organisation_id}/saml-providers", json=body)).json()
    await world.call(admin, "PATCH", f"/identity-providers/{entered['id']}", json={"enabled": True}, headers=ANY)
    liar = There(world, other_idp, member.entity_id, f"/api/v1/session/saml/{entered['id']}")
    second = another_browser()
    assert await liar.sign_in(second) == "/requests"
    people = [(await each.get("/api/v1/me")).json() for each in (first, second)]
    assert people[0]["id"] != people[1]["id"]
    assert people[1]["affiliations"] == []
    ways = (await first.get("/api/v1/me/identities")).json()
    assert [way["name"] for way in ways] == ["Campus"]
    ways = (await second.get("/api/v1/me/identities")).json()
    assert [way["name"] for way in ways] == ["Not it"]


async def test_an_admin_tries_it_out_and_reads_what_it_said(single: Single, browser: httpx.AsyncClient) -> None:
    assert single.admin is not None
    await single.world.sql("UPDATE person SET demo = true WHERE id = :id", id=single.admin.person_id)
    session = await sign_in(browser, single.world, single.admin.person_id)
    begun = await browser.post(f"/api/v1/identity-providers/{single.id}/test", headers={"X-CSRF-Token": session["csrf_token"]})
    draft, state = single.went(begun.json()["location"])
    page = urlsplit(await single.come_back(browser, draft, state))
    assert page.path == "/organisation/providers"
    said = (await browser.get(f"/api/v1/identity-provider-tests/{parse_qs(page.query)['test'][0]}")).json()
    assert (said["subject"], said["name"]) == ("linh@campus.example", "Linh Đặng")
    assert said["received"]["mail"] == ["linh@campus.example"]
    assert said["affiliations"] == []
    assert await single.people() == []


async def test_a_provider_that_is_switched_off_lets_nobody_in(single: Single, browser: httpx.AsyncClient) -> None:
    assert single.admin is not None
    path = f"/identity-providers/{single.id}"
    await single.world.call(single.admin, "PATCH", path, json={"enabled": False}, headers=ANY)
    assert (await browser.post(single.begin, json={})).status_code == 404


async def test_newer_metadata_of_the_same_provider_takes_the_place_of_the_old(
    single: Single, other_idp: Forger, browser: httpx.AsyncClient, another_browser: Browsers
) -> None:
    assert single.admin is not None
    path, body = f"/identity-providers/{single.id}", {"metadata": other_idp.entity(single.entity_id)}
    changed = await single.world.call(single.admin, "PATCH", path, json=body, headers=ANY)
    assert changed.status_code == 200, changed.text
    assert await single.sign_in(browser) == "/sign-in?problem=provider_refused"
    other = another_browser()
    draft, state = await single.set_out(other)
    assert await single.come_back(other, draft, state, by=other_idp) == "/requests"
    rows = await single.world.rows("audit", subject_id=UUID(single.id), act="provider_edited")
    assert [row["details"] for row in rows][-1] == {"fields": ["metadata"]}


async def test_what_is_entered_of_a_saml_provider_is_looked_at(world: World, single: Single, idp: Forger) -> None:
    assert single.admin is not None
    path = f"/organisations/{world.organisation_id}/saml-providers"
    for metadata in ("nothing", f"<!DOCTYPE a>{idp.entity()}", idp.entity(more=f' validUntil="{at(-5)}"'), "<a/>"):
        answer = await world.call(single.admin, "POST", path, json={"name": "It", "metadata": metadata})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "saml_metadata")
    one = f"/identity-providers/{single.id}"
    wrong = {"metadata": ("other_provider", idp.entity("https://another.example/idp")), "client_id": ("other_kind", "x")}
    for name, (code, value) in wrong.items():
        answer = await world.call(single.admin, "PATCH", one, json={name: value}, headers=ANY)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)
    oidc = f"/identity-providers/{await world.provider()}"
    answer = await world.call(single.admin, "PATCH", oidc, json={"metadata": idp.entity()}, headers=ANY)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "other_kind")


async def test_a_saml_provider_is_shown_with_what_its_technicians_need(single: Single) -> None:
    assert single.admin is not None
    shown = (await single.world.call(single.admin, "GET", f"/identity-providers/{single.id}")).json()
    assert (shown["kind"], shown["issuer"]) == ("saml", single.entity_id)
    assert shown["callback"] == "https://kisalli.test/api/v1/session/saml/metadata"


# What providers and federations ask of us.


async def test_the_metadata_is_for_everybody(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/api/v1/session/saml/metadata", headers=ELSEWHERE)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/samlmetadata+xml"
    assert fromstring(answer.content).get("entityID") == "https://kisalli.test/api/v1/session/saml/metadata"


async def test_a_federations_own_page_leads_back_to_ours(browser: httpx.AsyncClient) -> None:
    entity_id = "https://idp.example/?a=b&c"
    answer = await browser.get("/api/v1/session/saml/discovered", params={"entityID": entity_id})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?home={quote(entity_id, safe='')}")


@pytest.mark.usefixtures("saml", "no_saml")  # in this order
async def test_without_a_key_there_is_nothing_of_saml(world: World, idp: Forger, browser: httpx.AsyncClient) -> None:
    for path in ("metadata", "discovered"):
        assert (await browser.get(f"/api/v1/session/saml/{path}")).status_code == 404
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await browser.post(ACS, content=b"RelayState=x", headers=form)).status_code == 404
    assert (await browser.post("/api/v1/session/saml", json={"entity_id": "https://idp.example"})).status_code == 404
    admin = await world.in_browser(await world.coordinator_of(world.organisation_id, "admin"))
    body = {"name": "It", "metadata": idp.entity()}
    assert (
        await world.call(admin, "POST", f"/organisations/{world.organisation_id}/saml-providers", json=body)
    ).status_code == 404
    assert (await browser.get("/api/v1/session/saml/providers")).json() == {"items": [], "next_cursor": None}
    assert (await browser.get("/api/v1/session/providers")).json()["federation"] is False


async def test_an_organisations_provider_is_among_the_ways_in_where_there_is_saml(
    single: Single, app: FastAPI, browser: httpx.AsyncClient
) -> None:
    ways = (await browser.get("/api/v1/session/providers")).json()
    assert single.id in {each["id"] for each in ways["providers"]}
    assert ways["federation"] is True
    app.state.saml = None
    ways = (await browser.get("/api/v1/session/providers")).json()
    assert single.id not in {each["id"] for each in ways["providers"]}


@pytest.fixture
async def many(world: World, idp: Forger, signer: Forger) -> AsyncIterator[None]:
    """A federation of five."""
    entities = [idp.entity(f"https://idp{number}.example/idp", name=f"Campus {number}") for number in range(5)]
    finnish = '<mdui:DisplayName xml:lang="fi">Kampus 0</mdui:DisplayName></mdui:UIInfo>'
    entities[0] = entities[0].replace("</mdui:UIInfo>", finnish)
    await believe(world.sessions, signer, "".join(entities))
    yield
    async with transaction(world.sessions) as session:
        await session.execute(text("DELETE FROM federation_member"))


@pytest.mark.usefixtures("many")
async def test_home_organisations_are_searched_page_by_page(browser: httpx.AsyncClient) -> None:
    names, cursor = [], None
    while True:
        query = {"q": "campus", "limit": 2} | ({"cursor": cursor} if cursor else {})
        answer = (await browser.get("/api/v1/session/saml/providers", params=query, headers={"Accept-Language": "fi"})).json()
        names += [each["name"] for each in answer["items"]]
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert names == ["Campus 1", "Campus 2", "Campus 3", "Campus 4", "Kampus 0"]
    one = (await browser.get("/api/v1/session/saml/providers", params={"q": "kampus"})).json()["items"]
    assert one == [{"entity_id": "https://idp0.example/idp", "name": "Campus 0", "names": {"en": "Campus 0", "fi": "Kampus 0"}}]
    assert (await browser.get("/api/v1/session/saml/providers", params={"cursor": "nonsense"})).status_code == 422
