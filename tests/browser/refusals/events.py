"""Acts on events."""

from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.conftest import Service, at, sign_in
from tests.browser.gathering import plan
from tests.browser.refusals.pressing import COORDINATOR, Opened, button, in_dialog
from tests.browser.test_bad_networks import WORDS


def an_event(browser: Browser, service: Service, name: str, *people: str, **more: Any) -> Page:
    page = sign_in(browser, service, name)
    at(page, f"/events/{plan(service, *people, **more)}")
    return page


def create_event(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/events/new/edit")
    for label, words in (("Title", WORDS), ("Begins", "2030-01-01T16:00"), ("Ends", "2030-01-01T18:00"), ("Venue", "Hall A")):
        page.get_by_label(label).first.fill(words)
    page.get_by_label("Mentors", exact=True).check()
    return button(page, "Save the draft"), page.get_by_label("Title").first


def edit_event(browser: Browser, service: Service) -> Opened:
    page = an_event(browser, service, COORDINATOR)
    page.get_by_role("link", name="Edit the event").click()
    page.get_by_label("Venue").fill(WORDS)
    return button(page, "Save"), page.get_by_label("Venue")


def publish_event(browser: Browser, service: Service) -> Opened:
    return button(an_event(browser, service, COORDINATOR, state="draft"), "Open sign-up"), None


def cancel_event(browser: Browser, service: Service) -> Opened:
    page = an_event(browser, service, COORDINATOR)
    return in_dialog(page, "Cancel the event", "Cancel it", "A few words for them (optional)")


def delete_event(browser: Browser, service: Service) -> Opened:
    return in_dialog(an_event(browser, service, COORDINATOR, state="draft"), "Delete the draft", "Delete it")


def sign_up_for_event(browser: Browser, service: Service) -> Opened:
    return button(an_event(browser, service, "Linh Đặng"), "Sign up"), None


def sign_off_from_event(browser: Browser, service: Service) -> Opened:
    return button(an_event(browser, service, "Linh Đặng", "Linh Đặng"), "Cancel sign-up"), None


def sign_somebody_off(browser: Browser, service: Service) -> Opened:
    page = an_event(browser, service, COORDINATOR, "Linh Đặng")
    page.get_by_role("link", name="Who is coming").click()
    return in_dialog(page, "Cancel sign-up", "Cancel sign-up")


def note_attendance(browser: Browser, service: Service) -> Opened:
    page = an_event(browser, service, COORDINATOR, "Linh Đặng", days=0)
    page.get_by_role("link", name="Who is coming").click()
    return button(page, "Linh Đặng came"), None


ACTS = (
    create_event,
    edit_event,
    publish_event,
    cancel_event,
    delete_event,
    sign_up_for_event,
    sign_off_from_event,
    sign_somebody_off,
    note_attendance,
)
