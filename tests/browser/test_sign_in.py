"""Signing in by a mail: its link, its code, another browser, a mail programme that looks first; and ending it from afar."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, at, settled, visit
from tests.browser.said import Said
from tests.browser.test_accessibility import violations

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def ask(page: Page, said: Said, address: str, path: str = "/sign-in") -> None:
    """Ask for a mail; from a page that wants somebody, one is led there."""
    at(page, path)
    page.get_by_label(said("Email address")).fill(address)
    page.get_by_role("button", name=said("Email me the link")).click()
    expect(page.get_by_role("status").filter(has_text=said("We have emailed a link and a code to:"))).to_be_visible()


def link_for(service: Service, address: str) -> str:
    """Return the link from the mail."""
    return service.post.wait_for(address, rf"{re.escape(service.url)}/sign-in/email\?key=\S+")[1]


def say_name(page: Page, said: Said, name: str) -> None:
    page.get_by_label(said("Your name")).fill(name)
    agree(page, said)
    page.wait_for_url(lambda url: "/account" not in url)


def agree(page: Page, said: Said) -> None:
    """Agree to the terms, which everybody who is new is asked for."""
    page.get_by_label(said("I agree to the terms of use and have read the privacy notice.")).check()
    page.get_by_role("button", name=said("Continue")).click()


def sign_in_by_code(page: Page, service: Service, said: Said, address: str) -> None:
    page.get_by_label(said("Code")).fill(service.post.code_for(address))
    page.get_by_role("button", name=said("Sign in"), exact=True).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_a_newcomer_follows_the_link_says_a_name_and_is_where_they_wanted_to_go(
    browser: Browser, service: Service, language: str
) -> None:
    said, address = Said(language), f"{uuid4().hex[:12]}@example.org"
    page = visit(browser, service, language, **PHONE)
    ask(page, said, address, "/join")
    mail, _ = service.post.wait_for(address, "")
    assert address not in str(mail["subject"])
    link = link_for(service, address)
    page.context.request.get(link)  # a mail programme has a look first
    tab = page.context.new_page()
    at(tab, link)
    tab.get_by_role("button", name=said("Sign in"), exact=True).click()
    tab.wait_for_url("**/account**")
    settled(tab)
    assert violations(tab, "a first name")[1] == []
    tab.get_by_label(said("I agree to the terms of use and have read the privacy notice.")).check()
    tab.get_by_role("button", name=said("Continue")).click()
    expect(tab.get_by_label(said("Your name"))).to_have_attribute("aria-invalid", "true")
    say_name(tab, said, "Aino Ääkkönen")
    expect(tab).to_have_url(re.compile("/join"))
    at(tab, link)
    tab.get_by_role("button", name=said("Sign in"), exact=True).click()
    expect(tab.get_by_role("heading", name=said("This link is no longer valid"))).to_be_visible()


@pytest.mark.timeout(120)
def test_in_another_browser_the_link_asks_for_the_code(browser: Browser, service: Service) -> None:
    said, address = Said("en"), f"{uuid4().hex[:12]}@example.org"
    asking, reading = visit(browser, service), visit(browser, service)
    ask(asking, said, address)
    at(reading, link_for(service, address))
    reading.get_by_role("button", name="Sign in", exact=True).click()
    expect(reading.get_by_role("heading", name="Type the code as well")).to_be_visible()
    code = service.post.code_for(address)
    reading.get_by_label("Code").fill("000000" if code.replace(" ", "") != "000000" else "111111")
    reading.get_by_role("button", name="Sign in", exact=True).click()
    expect(reading.get_by_text("This is not the code from the latest email.")).to_be_visible()
    sign_in_by_code(reading, service, said, address)
    asking.get_by_label("Code").fill(code)
    asking.get_by_role("button", name="Sign in", exact=True).click()
    expect(asking.get_by_role("alert")).to_contain_text("This code is no longer valid")


@pytest.mark.timeout(120)
def test_who_signed_in_elsewhere_is_signed_out_from_afar(browser: Browser, service: Service) -> None:
    said, address = Said("en"), f"{uuid4().hex[:12]}@example.org"
    first, second = visit(browser, service), visit(browser, service, user_agent="Mozilla/5.0 (X11; Linux) Firefox/145.0")
    ask(first, said, address)
    first.reload()
    settled(first)  # the address is remembered: no second mail is needed
    sign_in_by_code(first, service, said, address)
    say_name(first, said, "Aino Ääkkönen")
    since = len(service.post.mails)
    ask(second, said, address)
    second.get_by_label("Code").fill(service.post.code_for(address, since))
    second.get_by_role("button", name="Sign in", exact=True).click()
    second.wait_for_url(lambda url: "/sign-in" not in url)
    first.get_by_role("link", name="Aino Ääkkönen").click()
    row = first.get_by_role("listitem").filter(has_text="Firefox, Linux")
    row.get_by_role("button", name="Sign out there").click()
    expect(row).to_have_count(0)
    expect(first.get_by_text("This browser")).to_be_visible()
    at(second, "/account")
    expect(second).to_have_url(re.compile("/sign-in"))
    first.get_by_label("Your name").fill("Aino Ö")
    first.get_by_role("button", name="Save").click()
    expect(first.get_by_role("link", name="Aino Ö")).to_be_visible()


def with_authenticator(page: Page) -> None:
    """Give the browser a device that keeps passkeys and is always in its owner's hands."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.timeout(120)
def test_a_passkey_is_made_signs_in_without_a_mail_and_is_removed(browser: Browser, service: Service) -> None:
    said, address = Said("fi"), f"{uuid4().hex[:12]}@example.org"
    page = visit(browser, service, "fi", **PHONE)
    ask(page, said, address)
    with_authenticator(page)
    sign_in_by_code(page, service, said, address)
    say_name(page, said, "Aino Ääkkönen")
    at(page, "/account/sign-in")
    page.get_by_role("button", name=said("Add a passkey")).click()
    expect(page.get_by_role("status")).to_contain_text(said("The passkey has been added."))
    assert violations(page, "account with a passkey")[1] == []
    service.post.wait_for(address, "pääsyavain")
    page.get_by_role("button", name=said("Add a passkey")).click()
    expect(page.get_by_role("alert")).to_contain_text(said("This device has a passkey for your account already."))

    page.get_by_role("button", name=said("Sign out"), exact=True).click()
    page.wait_for_url(lambda url: "/account" not in url)
    at(page, "/account/sign-in")
    page.get_by_role("button", name=said("Sign in with a passkey")).click()
    page.wait_for_url("**/account/sign-in")
    page.get_by_role("button", name=said.beginning("Remove the passkey: {device}")).click()
    expect(page.get_by_role("status")).to_contain_text(said("The passkey has been removed."))
    page.get_by_role("button", name=said("Sign out"), exact=True).click()
    page.wait_for_url(lambda url: "/account" not in url)
    at(page, "/sign-in")
    page.get_by_role("button", name=said("Sign in with a passkey")).click()
    expect(page.get_by_role("alert")).to_contain_text(
        said("This passkey does not work here. It may have been removed: sign in by email and add a new one.")
    )
