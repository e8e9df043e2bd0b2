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
from tests.browser.conftest import Ended, Post, Service, _folder, _start, _wait_until_ready, at, settled, visit
from tests.browser.said import Said

ENTER = """
INSERT INTO identity_provider (id, organisation_id, kind, name, issuer, metadata, enabled)
SELECT gen_random_uuid(), id, 'saml', 'Example University', %s, %s, true FROM organisation ORDER BY id LIMIT 1
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
    url, process = _start(folder, {"KISALLI_SAML_KEY": str(pair.key), "KISALLI_SAML_CERTIFICATE": str(pair.certificate)})
    try:
        _wait_until_ready(url, process)
        yield Service(url, Post(), locate(folder).url(EMBEDDED_DATABASE))
    finally:
        process.send_signal(signal.SIGTERM)
        ended.append((process, folder))


@pytest.fixture(scope="module", autouse=True)
def provider(service: Service, pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """SimpleSAMLphp, entered by an organisation and switched on."""
    sp = service_provider(Settings(demo=True, public_url=service.url, saml_key=pair.key, saml_certificate=pair.certificate))
    assert sp is not None
    with running(tmp_path_factory.mktemp("simplesaml"), sp) as there:
        assert "//127.0.0.1:" in there.url and "//localhost:" in service.url
        with psycopg.connect(service.database, autocommit=True) as connection:
            connection.execute(ENTER, (ENTITY_ID, there.metadata().decode()))
        yield


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
    page.wait_for_url(re.compile(f"^{re.escape(service.url)}/(?!sign-in)"))
    settled(page)
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
