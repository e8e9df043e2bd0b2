"""Tokens for scripts, service accounts and invitations to coordinate: made on a page, used by HTTP, and taken back."""

import re
from collections.abc import Callable
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Service, at, sign_in, visit
from tests.browser.said import Said
from tests.browser.test_accessibility import STILL, violations
from tests.browser.test_sign_in import agree, ask, sign_in_by_code

ADMIN = "Mikael Sundgren"


def until(true: Callable[[], bool], page: Page) -> None:
    """Wait until something is true: other processes hear within a second."""
    for _ in range(50):
        if true():
            return
        page.wait_for_timeout(100)
    pytest.fail("it did not come about")


def tick(place: Page | Locator, *scopes: str) -> None:
    """Choose what may be done, by the code beside each choice."""
    for scope in scopes:
        place.locator(f"input[name=scopes][value='{scope}']").check()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", ["en", "fi"])
def test_a_token_is_made_copied_used_by_a_script_and_revoked(browser: Browser, service: Service, language: str) -> None:
    said = Said(language)
    page = sign_in(browser, service, "Daniel Okonjo-Berg", language, permissions=["clipboard-read", "clipboard-write"])
    at(page, "/account")
    page.get_by_role("link", name=said("Tokens for scripts")).click()
    page.get_by_role("button", name=said("Create the token")).click()
    expect(page.get_by_role("alert")).to_contain_text(said("Choose at least one thing that it may do."))
    assert violations(page, "tokens, nothing chosen")[1] == []
    name = f"Script {uuid4().hex[:6]}"
    page.get_by_label(said("What it is for")).fill(name)
    assert page.locator("input[value='audit:read']").count() == 0  # not a mentor's to give
    tick(page, "me:read")
    page.get_by_role("button", name=said("Create the token")).click()
    page.get_by_role("button", name=said("Copy the token")).click()
    expect(page.get_by_role("status")).to_contain_text(said("Copied."))
    token: str = page.evaluate("navigator.clipboard.readText()")
    assert token == page.locator("#token").input_value()
    assert violations(page, "a new token")[1] == []

    def script(path: str) -> httpx.Response:
        return httpx.get(f"{service.url}/api/v1{path}", headers={"Authorization": f"Bearer {token}"})

    assert script("/me").json()["name"] == "Daniel Okonjo-Berg"
    assert script("/programmes").json()["code"] == "scope_missing"
    page.get_by_role("button", name=said("I have saved it")).click()
    expect(page.locator("#token")).to_have_count(0)
    assert token not in page.content()
    service.post.wait_for("daniel", re.escape(name))

    row = page.get_by_role("listitem").filter(has_text=name)
    row.get_by_role("button", name=said("Revoke the token: {name}", name=name)).click()
    page.get_by_role("dialog").get_by_role("button", name=said("Revoke the token"), exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(said("The token has been revoked."))
    expect(row).to_have_count(0)
    until(lambda: script("/me").status_code == 401, page)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", ["en", "fi"])
def test_a_service_account_fetches_a_token_gets_a_new_secret_and_is_removed(
    browser: Browser, service: Service, language: str
) -> None:
    said, name = Said(language), f"Register {uuid4().hex[:6]}"
    page = sign_in(browser, service, ADMIN, language, **STILL)
    at(page, "/programme/settings")
    page.get_by_role("link", name=said("Team")).click()
    page.get_by_role("button", name=said("Create a service account")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=said("Create it"), exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text(said("Say which system the account is for."))
    assert violations(page, "a service account, nothing written")[1] == []
    dialog.get_by_label(said("Which system it is for")).fill(name)
    assert dialog.locator("input[value='me:read']").count() == 0
    tick(dialog, "organisations:read", "participants:read")
    dialog.get_by_role("button", name=said("Create it"), exact=True).click()
    secret = page.locator("#secret")
    client_id, first = page.locator(".card code").inner_text(), secret.input_value()

    def fetch(with_secret: str) -> httpx.Response:
        return httpx.post(
            f"{service.url}/api/v1/oauth/token", data={"grant_type": "client_credentials"}, auth=(client_id, with_secret)
        )

    token = {"Authorization": f"Bearer {fetch(first).json()['access_token']}"}
    (organisation,) = httpx.get(f"{service.url}/api/v1/organisations", headers=token).json()["items"]
    members = httpx.get(f"{service.url}/api/v1/organisations/{organisation['id']}/members", headers=token).json()
    assert [each["name"] for each in members["items"] if each["service"]] == [name]

    row = page.get_by_role("listitem").filter(has_text=name)
    row.get_by_role("button", name=said("New secret: {name}", name=name)).click()
    assert violations(page, "dialog: a new secret")[1] == []
    page.get_by_role("dialog").get_by_label(said("ends straight away")).check()
    page.get_by_role("dialog").get_by_role("button", name=said("Create a new secret"), exact=True).click()
    expect(secret).not_to_have_value(first)
    second = secret.input_value()
    assert (fetch(first).status_code, fetch(second).status_code) == (401, 200)
    page.get_by_role("button", name=said("I have saved it")).click()
    assert violations(page, "who works here")[1] == []
    row.get_by_role("button", name=said("Remove: {name}", name=name)).click()
    page.get_by_role("dialog").get_by_role("button", name=said("Remove the service account"), exact=True).click()
    expect(row).to_have_count(0)
    assert fetch(second).status_code == 401


@pytest.mark.timeout(150)
@pytest.mark.parametrize("language", ["en", "fi"])
def test_somebody_is_invited_signs_in_accepts_and_works_here(browser: Browser, service: Service, language: str) -> None:
    said, address = Said(language), f"{uuid4().hex[:12]}@example.org"
    admin = sign_in(browser, service, ADMIN, language, **STILL)
    at(admin, "/organisation/people")
    admin.get_by_role("button", name=said("Email the invitation")).click()
    expect(admin.get_by_label(said("Email address"))).to_have_attribute("aria-invalid", "true")
    admin.get_by_label(said("Email address")).fill(address)
    admin.get_by_role("button", name=said("Email the invitation")).click()
    expect(admin.get_by_role("listitem").filter(has_text=address)).to_be_visible()
    mail, link = service.post.wait_for(address, rf"{re.escape(service.url)}/account/invitation\?key=\S+")
    assert address not in str(mail["subject"])

    guest = visit(browser, service, language)
    ask(guest, said, address, link)
    sign_in_by_code(guest, service, said, address)
    name = f"Aino {uuid4().hex[:6]}"
    guest.get_by_label(said("Your name")).fill(name)
    agree(guest, said)
    expect(guest.get_by_role("heading", name=said("An invitation to join the team"))).to_be_visible()
    expect(guest.get_by_text(said("Coordinator"), exact=True)).to_be_visible()
    assert violations(guest, "an invitation")[1] == []
    guest.get_by_role("button", name=said("Accept the invitation")).click()
    guest.wait_for_url(lambda url: "/account" not in url)
    expect(guest.get_by_role("status")).to_contain_text(said("Welcome! You are now in this organisation’s team."))
    at(guest, link)
    expect(guest.get_by_role("heading", name=said("This invitation is no longer valid"))).to_be_visible()
    assert violations(guest, "an invitation that is over")[1] == []
    at(guest, "/organisation/people")
    expect(guest.get_by_role("listitem").filter(has_text=name)).to_be_visible()
    expect(guest.get_by_role("button", name=said("Email the invitation"))).to_have_count(0)

    at(admin, "/organisation/people")
    row = admin.get_by_role("listitem").filter(has_text=name)
    row.get_by_role("button", name=said("Change the role: {name}", name=name)).click()
    assert violations(admin, "dialog: a role")[1] == []
    admin.get_by_role("dialog").get_by_label(said("Admin"), exact=True).check()
    admin.get_by_role("dialog").get_by_role("button", name=said("Save the role")).click()
    expect(row).to_contain_text(said("Admin"))
    row.get_by_role("button", name=said("Remove from the team: {name}", name=name)).click()
    admin.get_by_role("dialog").get_by_role("button", name=said("Remove from the team"), exact=True).click()
    expect(row).to_have_count(0)
    mine = admin.get_by_role("listitem").filter(has_text=ADMIN)
    mine.get_by_role("button", name=said("Remove from the team: {name}", name=ADMIN)).click()
    admin.get_by_role("dialog").get_by_role("button", name=said("Remove from the team"), exact=True).click()
    expect(admin.get_by_role("dialog").get_by_role("alert")).to_contain_text(
        said("Nobody else is an admin here. Make somebody else an admin first.")
    )
