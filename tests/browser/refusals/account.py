"""Acts on one's own account."""

from uuid import uuid4

import psycopg
from playwright.sync_api import Browser

from tests.browser.conftest import Service, at, sign_in, visit
from tests.browser.refusals.pressing import Opened, button
from tests.browser.said import Said
from tests.browser.test_bad_networks import WORDS
from tests.browser.test_sign_in import ask, say_name, sign_in_by_code


def confirm_email_sign_in(browser: Browser, service: Service) -> Opened:
    page = visit(browser, service)
    at(page, "/sign-in")
    page.get_by_label("Email address").fill("somebody@example.org")
    button(page, "Email me the link").click()
    page.get_by_label("Code").fill("123456")
    return button(page, "Sign in"), None


def ask_new_passkey(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Noora Wiklund")
    at(page, "/account/sign-in")
    return button(page, "Add a passkey"), None


def add_address(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Noora Wiklund")
    at(page, "/account/sign-in")
    page.get_by_label("Email address").fill(f"{uuid4().hex[:12]}@example.org")
    button(page, "Email me a code").click()
    page.get_by_label("Code").fill("123456")
    return button(page, "Add the address"), None


def remove_identity(browser: Browser, service: Service) -> Opened:
    page, address = visit(browser, service), f"{uuid4().hex[:12]}@example.org"
    ask(page, Said("en"), address)
    sign_in_by_code(page, service, Said("en"), address)
    say_name(page, Said("en"), "Aino Ääkkönen")
    at(page, "/account/sign-in")
    return page.get_by_role("button", name=f"Remove the way to sign in: {address}"), None


def create_token(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Noora Wiklund")
    at(page, "/account/tokens")
    page.get_by_label("What it is for").fill(WORDS)
    page.get_by_role("checkbox").first.check()
    return button(page, "Create the token"), page.get_by_label("What it is for")


def confirm_email_change(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Noora Wiklund")
    at(page, "/account")
    page.get_by_label("Email address").fill(f"{uuid4().hex[:12]}@example.org")
    button(page, "Email me a code").click()
    page.get_by_label("Code").fill("123456")
    return button(page, "Confirm the address"), None


def erase_me(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Linh Đặng")
    at(page, "/account/privacy")
    button(page, "Erase my account").click()
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_label("To confirm, type the address of your account")
    field.fill(WORDS)
    return button(dialog, "Erase it for good"), field


def agree(browser: Browser, service: Service) -> Opened:
    with psycopg.connect(service.database) as connection:
        connection.execute("DELETE FROM consent WHERE person_id = (SELECT id FROM person WHERE name = 'Noora Wiklund')")
    page = sign_in(browser, service, "Noora Wiklund")
    at(page, "/account")
    page.get_by_label("I agree to the terms of use").check()
    return button(page, "Continue"), None


ACTS = (
    confirm_email_sign_in,
    ask_new_passkey,
    add_address,
    remove_identity,
    create_token,
    confirm_email_change,
    erase_me,
    agree,
)
