"""Acts on a match as such and on its agreement."""

import re

from playwright.sync_api import Browser

from tests.browser.conftest import Service, at, sign_in
from tests.browser.refusals.pressing import COORDINATOR, PAIRED, Opened, button, in_dialog
from tests.browser.test_agreement import open_match
from tests.browser.test_bad_networks import WORDS


def end_match(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/pairs")
    return in_dialog(page, "End this pair", "End the pair", re.compile("^Message to both"))


def end_match__member(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, PAIRED)
    open_match(page)
    return in_dialog(page, "End the mentoring", "End the mentoring", re.compile("^Message to"))


def write_agreement(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, PAIRED)
    open_match(page)
    page.get_by_role("link", name="Open the agreement").click()
    change, goals = button(page, "Change the agreement"), page.get_by_label("Our goals")
    change.or_(goals).first.wait_for()
    if change.is_visible():
        change.click()
    goals.fill(WORDS)
    return button(page, "Save the agreement"), goals


def sign_agreement(browser: Browser, service: Service) -> Opened:
    saves, _ = write_agreement(browser, service)
    saves.click()
    saves.page.get_by_label("I have read the agreement").check()
    return button(saves.page, "Sign the agreement"), None


ACTS = (end_match, end_match__member, write_agreement, sign_agreement)
