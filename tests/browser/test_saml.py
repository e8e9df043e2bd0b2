"""Signing in by SAML in a real browser, across sites: the provider is at 127.0.0.1 and we at localhost.

Two ports of one host would be one site, and a cookie of any kind would come along with the provider's form.
"""

import re
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from kisalli.auth.saml.sp import service_provider
from kisalli.core.embedded import locate
from kisalli.core.keypairs import make_rsa_pair
from kisalli.core.settings import Settings
from kisalli.database import EMBEDDED_DATABASE
from tests.auth.saml.simplesaml import ENTITY_ID, PASSWORD, USER, running
from tests.browser.conftest import START_SECONDS, Ended, Post, Service, _folder, _start, at, settled, sign_in, visit
from tests.browser.said import Said
from tests.browser.test_accessibility import violations
from tests.browser.test_sign_in import agree
from tests.core.served import wait_until_ready

FEED = "https://federation.invalid/metadata.xml"
READ = """
INSERT INTO federation_feed (url, valid_until) VALUES (%s, clock_timestamp() + interval '1 day')
    ON CONFLICT (url) DO UPDATE SET valid_until = EXCLUDED.valid_until
"""
MEMBER = """
INSERT INTO federation_member (entity_id, source, names, search, scopes, hidden, xml, digest)
VALUES (%s, 'feed', '{"en": "Campus University", "fi": "Kampusyliopisto"}', %s, '{campus.example}', false, %s, 'x')
"""


@dataclass(frozen=True)
class Pair:
    """Our key and certificate."""

    key: Path
    certificate: Path


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("saml")
    made = Pair(folder / "saml.key", folder / "saml.crt")
    make_rsa_pair(made.key, made.certificate, "kisalli")
    return made


@pytest.fixture(scope="module")
def service(ended: Ended, demo_data: Path, pair: Pair) -> Iterator[Service]:
    """An installation with a key for SAML."""
    folder = _folder()
    subprocess.run(["cp", "-a", f"{demo_data}/.", folder], check=True)
    ours = {"KISALLI_SAML_KEY": str(pair.key), "KISALLI_SAML_CERTIFICATE": str(pair.certificate)}
    # Nobody answers there: what the federation says stands in the database already.
    ours |= {"KISALLI_FEDERATION_METADATA_URL": FEED, "KISALLI_FEDERATION_CERTIFICATE": str(pair.certificate)}
    url, process = _start(folder, ours)
    try:
        wait_until_ready(url, process, START_SECONDS)
        yield Service(url, Post(), locate(folder).url(EMBEDDED_DATABASE))
    finally:
        process.send_signal(signal.SIGTERM)
        ended.append((process, folder))


@pytest.fixture(scope="module", autouse=True)
def provider(browser: Browser, service: Service, pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """SimpleSAMLphp, a member of the federation, and entered by an organisation's admin and switched on."""
    sp = service_provider(Settings(demo=True, public_url=service.url, saml_key=pair.key, saml_certificate=pair.certificate))
    assert sp is not None
    with running(tmp_path_factory.mktemp("simplesaml"), sp) as there:
        assert "//127.0.0.1:" in there.url and "//localhost:" in service.url
        metadata = there.metadata().decode()
        with psycopg.connect(service.database, autocommit=True) as connection:
            connection.execute(READ, (FEED,))
            connection.execute(MEMBER, (ENTITY_ID, "\ncampus university\nkampusyliopisto", metadata))
        enter(browser, service, metadata)
        yield


def enter(browser: Browser, service: Service, metadata: str) -> None:
    """Let an admin enter the provider by its metadata, and switch it on."""
    said, page = Said("fi"), sign_in(browser, service, "Mikael Sundgren", "fi")
    at(page, "/organisation/providers")
    page.get_by_text(said("It speaks SAML instead")).click()
    form = page.locator("form:has(#saml-metadata)")
    form.locator("#saml-name").fill("Example University")
    form.locator("#saml-metadata").fill("<nothing/>")
    form.get_by_role("button", name=said("Add the service")).click()
    expect(form.locator("#saml-metadata")).to_have_attribute("aria-invalid", "true")
    form.locator("#saml-metadata").fill(metadata)
    form.get_by_role("button", name=said("Add the service")).click()
    card = page.locator("section.card").filter(has_text=ENTITY_ID)
    card.wait_for()
    assert violations(page, "a provider that speaks SAML")[1] == []
    card.get_by_role("button", name=said("Switch on")).click()
    expect(page.get_by_role("status").first).to_contain_text(said("Switched on."))
    page.context.close()


def go_there(browser: Browser, service: Service) -> Page:
    """Choose the provider on our page; return the browser at its page."""
    page = visit(browser, service, "fi")
    at(page, "/sign-in")
    page.get_by_role("button", name="Example University").click()
    page.wait_for_url(re.compile(r"//127\.0\.0\.1:"))
    return page


def log_in_there(page: Page) -> None:
    page.locator("input[name=username]").fill(USER)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")


@pytest.mark.timeout(120)
def test_somebody_signs_in_at_another_site_and_is_signed_in_here(browser: Browser, service: Service) -> None:
    page, said = go_there(browser, service), Said("fi")
    log_in_there(page)
    page.wait_for_url(f"{service.url}/")
    settled(page)
    at(page, "/join")
    agree(page, said)
    page.wait_for_url(f"{service.url}/join")
    at(page, "/account")
    expect(page.get_by_label(said("Your name"))).to_have_value("Linh Đặng")


@pytest.mark.timeout(120)
def test_a_cookie_of_the_usual_kind_would_not_come_along(browser: Browser, service: Service) -> None:
    """The control of `SameSite=None`: with Lax, nobody who comes back is known."""
    page = go_there(browser, service)
    (ours,) = [each for each in page.context.cookies(service.url) if each["name"] == "__Host-kisalli-redirect"]
    assert (ours["sameSite"], ours["httpOnly"], ours["secure"]) == ("None", True, True)
    page.context.clear_cookies(name=ours["name"])
    # A cookie of this name wants https; cookies know neither ports nor, at localhost, schemes.
    lax = {"url": "https://localhost", "secure": True, "httpOnly": True, "sameSite": "Lax", "expires": ours["expires"]}
    page.context.add_cookies([{"name": ours["name"], "value": ours["value"], **lax}])  # type: ignore[list-item]
    assert [each["sameSite"] for each in page.context.cookies(service.url) if each["name"] == ours["name"]] == ["Lax"]
    log_in_there(page)
    page.wait_for_url("**/sign-in?problem=sign_in_expired")


@pytest.mark.timeout(120)
def test_a_home_organisation_is_found_in_the_federation_and_comes_first_the_next_time(browser: Browser, service: Service) -> None:
    said, page = Said("fi"), visit(browser, service, "fi", viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    at(page, "/sign-in")
    field = page.get_by_label(said("Find your home organisation"))
    field.fill("kukaan")
    expect(page.get_by_text(said("Nothing found with this name. Try part of it, or sign in another way."))).to_be_visible()
    field.fill("kampus")
    page.get_by_role("button", name="Kampusyliopisto").wait_for()
    assert violations(page, "home organisations")[1] == []
    page.get_by_role("button", name="Kampusyliopisto").click()
    page.wait_for_url(re.compile(r"//127\.0\.0\.1:"))
    log_in_there(page)
    page.wait_for_url(f"{service.url}/")
    at(page, "/account/sign-in")
    if page.get_by_role("checkbox").count():  # whoever has agreed in another test is not asked again
        agree(page, said)
        page.wait_for_url("**/account/sign-in")
    expect(page.get_by_role("listitem").filter(has_text="Kampusyliopisto")).to_be_visible()
    page.get_by_role("button", name=said("Sign out"), exact=True).click()
    page.wait_for_url(f"{service.url}/")
    at(page, "/sign-in")
    expect(page.get_by_role("button", name="Kampusyliopisto")).to_have_class(re.compile("primary"))


@pytest.mark.timeout(120)
def test_whoever_chose_on_the_federations_page_goes_on_with_a_press(browser: Browser, service: Service) -> None:
    page = visit(browser, service, "fi")
    page.goto(f"{service.url}/api/v1/session/saml/discovered?entityID={ENTITY_ID}")
    page.get_by_role("button", name="idp.campus.example").click()
    page.wait_for_url(re.compile(r"//127\.0\.0\.1:"))
