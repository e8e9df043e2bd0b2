"""Acts on a programme: its clock, its register, its beginning and end."""

import re

from playwright.sync_api import Browser, Page

from tests.browser.conftest import Service, at, sign_in
from tests.browser.refusals.pressing import COORDINATOR, Opened, button, in_dialog


def preview_clock(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/programme/clock")
    last = page.get_by_label("Last day of feedback")
    last.fill(f"{int(last.input_value()[:4]) + 1}-09-01")
    return button(page, "See who is affected"), None


def set_clock(browser: Browser, service: Service) -> Opened:
    opens, _ = preview_clock(browser, service)
    opens.click()
    return button(opens.page, "Save the schedule"), None


def register(browser: Browser, service: Service) -> Page:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/programme/register")
    page.get_by_label("CSV file").set_input_files({"name": "alumni.csv", "mimeType": "text/csv", "buffer": b"x"})
    return page


def replace_register(browser: Browser, service: Service) -> Opened:
    return button(register(browser, service), "Upload the file"), None


def add_to_register(browser: Browser, service: Service) -> Opened:
    page = register(browser, service)
    page.get_by_label("They stay, and the file is added").check()
    return button(page, "Upload the file"), None


def archive_programme(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/programme/settings")
    return in_dialog(page, "Archive", "Archive it")


def publish_programme(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/programme/settings")
    in_dialog(page, "Copy", "Create the copy")[0].click()
    page.wait_for_url(re.compile("programme="))
    return in_dialog(page, "Publish", "Publish now")


ACTS = (preview_clock, set_clock, replace_register, add_to_register, archive_programme, publish_programme)
