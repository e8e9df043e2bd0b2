"""Acts of taking part: one's own, and what coordinators do with somebody's part."""

import re
from uuid import uuid4

from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import Service, at, sign_in, visit
from tests.browser.refusals.pressing import COORDINATOR, MENTOR, Opened, button, in_dialog
from tests.browser.said import Said
from tests.browser.test_joining import with_rules
from tests.browser.test_sign_in import ask, say_name, sign_in_by_code


def join_programme(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Mikael Sundgren")
    at(page, "/join")
    page.get_by_role("link", name="Join as a mentor", exact=True).click()
    return button(page, "Join and fill in my profile"), None


def publish_profile(browser: Browser, service: Service) -> Opened:
    """A profile as it would be with everything filled in."""
    page = sign_in(browser, service, "Ilona Vartiainen")
    at(page, "/join")
    page.get_by_role("link", name="Join as a mentor", exact=True).click()
    button(page, "Join and fill in my profile").click()
    page.wait_for_url(re.compile("/profile"))

    def filled_in(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"missing": []})

    page.route(re.compile("/participants/[^/]+/own-profile"), filled_in)
    at(page, "/profile?step=publish")
    return button(page, "Publish my profile"), None


def taking_part(browser: Browser, service: Service, name: str) -> Page:
    page = sign_in(browser, service, name)
    at(page, "/taking-part")
    return page


def pause_participant(browser: Browser, service: Service) -> Opened:
    return button(taking_part(browser, service, "Linh Đặng"), "Take a break"), None


def resume_participant(browser: Browser, service: Service) -> Opened:
    return button(taking_part(browser, service, "Gustav Nordlund"), "End the break"), None


def leave_programme(browser: Browser, service: Service) -> Opened:
    return in_dialog(taking_part(browser, service, "Linh Đặng"), "Leave the programme", "Leave")


def set_places(browser: Browser, service: Service) -> Opened:
    return button(taking_part(browser, service, MENTOR), "Save the places"), None


def person(browser: Browser, service: Service, name: str, filters: str = "") -> Page:
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"/people{filters}")
    page.get_by_role("link", name=name, exact=True).click()
    return page


def approve_participant(browser: Browser, service: Service) -> Opened:
    return button(person(browser, service, "Priya Raman", "?state=submitted"), "Approve"), None


def send_back_participant(browser: Browser, service: Service) -> Opened:
    page = person(browser, service, "Priya Raman", "?state=submitted")
    return in_dialog(page, "Send back", "Send back", re.compile("^What should they change"))


def remove_participant(browser: Browser, service: Service) -> Opened:
    return in_dialog(person(browser, service, "Linh Đặng"), "Remove from the programme", "Remove")


def give_birth_date(browser: Browser, service: Service) -> Opened:
    """A register that could be asked, whatever the rules say."""
    with_rules(browser, service, mentor_admission="register")
    said, address = Said("en"), f"{uuid4().hex[:12]}@example.org"
    page = visit(browser, service)
    ask(page, said, address, "/join")
    sign_in_by_code(page, service, said, address)
    say_name(page, said, "Aino Example")
    page.get_by_role("link", name="Join as a mentor", exact=True).click()
    button(page, "Join and fill in my profile").click()
    page.wait_for_url(re.compile("/profile"))

    def asked(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"asked": True})

    page.route(re.compile("/participants/[^/]+/verification"), asked)
    at(page, "/profile?step=publish")
    page.get_by_label("Date of birth").fill("24.12.1980")
    return button(page, "Check the register"), None


ACTS = (
    join_programme,
    publish_profile,
    pause_participant,
    resume_participant,
    leave_programme,
    set_places,
    approve_participant,
    send_back_participant,
    remove_participant,
    give_birth_date,
)
