"""Acts of those who run an organisation: its details, its providers, who works for it."""

from uuid import uuid4

from playwright.sync_api import Browser, Page

from tests.browser.conftest import Service, at, sign_in
from tests.browser.refusals.pressing import Opened, button, in_dialog
from tests.browser.said import Said
from tests.browser.test_providers import enter_provider


def edit_identity_provider(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Mikael Sundgren")
    enter_provider(page, Said("en"), "https://login.example.org")
    return button(page, "Switch on"), None


def edit_organisation(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Mikael Sundgren")
    at(page, "/organisation/details")
    page.get_by_label("Domains").fill("another.example")
    return button(page, "Save"), None


def who_works_here(browser: Browser, service: Service) -> Page:
    page = sign_in(browser, service, "Mikael Sundgren")
    at(page, "/organisation/people")
    return page


def accept_member_invitation(browser: Browser, service: Service) -> Opened:
    admin = who_works_here(browser, service)
    address = f"{uuid4().hex[:12]}@example.org"
    admin.get_by_label("Email address").fill(address)
    button(admin, "Email the invitation").click()
    _, link = service.post.wait_for(address, r"/account/invitation\?key=\S+")
    admin.context.close()
    page = sign_in(browser, service, "Noora Wiklund")
    at(page, link)
    return button(page, "Accept the invitation"), None


def invite_member(browser: Browser, service: Service) -> Opened:
    page = who_works_here(browser, service)
    page.get_by_label("Email address").fill("somebody@example.org")
    return button(page, "Email the invitation"), None


def change_member_role(browser: Browser, service: Service) -> Opened:
    return in_dialog(who_works_here(browser, service), "Change the role", "Save the role")


def remove_member(browser: Browser, service: Service) -> Opened:
    return in_dialog(who_works_here(browser, service), "Remove from the team", "Remove from the team")


def create_service_account(browser: Browser, service: Service) -> Opened:
    page = who_works_here(browser, service)
    pressed, field = in_dialog(page, "Create a service account", "Create it", "Which system it is for")
    page.get_by_role("dialog").get_by_role("checkbox").first.check()
    return pressed, field


def erase_participant(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Mikael Sundgren")
    at(page, "/people?q=wiklund")
    page.get_by_role("link", name="Noora Wiklund").click()
    button(page, "Erase this person").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("To confirm, type the name of the person").fill("noora wiklund")
    return button(dialog, "Erase for good"), None


ACTS = (
    edit_identity_provider,
    edit_organisation,
    accept_member_invitation,
    invite_member,
    change_member_role,
    remove_member,
    create_service_account,
    erase_participant,
)
