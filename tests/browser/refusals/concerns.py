"""Acts on what is told in confidence."""

from playwright.sync_api import Browser

from tests.browser.conftest import Service, at, sign_in
from tests.browser.refusals.pressing import COORDINATOR, PAIRED, Opened, button
from tests.browser.test_bad_networks import WORDS


def add_to_concern(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, PAIRED)
    at(page, "/concerns/new")
    page.get_by_label("What would you like to tell?").fill(WORDS)
    button(page, "Tell them").click()
    field = page.get_by_label("More that you would like to tell")
    field.fill(WORDS)
    return button(page, "Add this"), field


def take_concern(browser: Browser, service: Service) -> Opened:
    add_to_concern(browser, service)[0].page.context.close()
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/concerns/all")
    page.locator(".rows a").first.click()
    return button(page, "I’ll handle this"), None


def close_concern(browser: Browser, service: Service) -> Opened:
    takes, _ = take_concern(browser, service)
    takes.click()
    return button(takes.page, "Close this"), None


ACTS = (add_to_concern, take_concern, close_concern)
