"""Acts on requests and proposals: of mentors, of mentees, of coordinators for them."""

import re

from playwright.sync_api import Browser, Page

from tests.browser.conftest import Service, at, sign_in
from tests.browser.refusals.people import person
from tests.browser.refusals.pressing import COORDINATOR, MENTOR, Opened, button, in_dialog
from tests.browser.test_bad_networks import asking


def send_request(browser: Browser, service: Service) -> Opened:
    page = asking(browser, service, "Linh Đặng", "Petri Saarikoski")
    return button(page, "Send the request"), page.get_by_label("Your message")


def inbox(browser: Browser, service: Service) -> Page:
    page = sign_in(browser, service, MENTOR)
    at(page, "/requests")
    page.get_by_role("link", name=re.compile("^Read and answer")).first.click()
    return page


def accept_request(browser: Browser, service: Service) -> Opened:
    return button(inbox(browser, service), "Say yes"), None


def decline_request(browser: Browser, service: Service) -> Opened:
    return in_dialog(inbox(browser, service), "Decline kindly", "Decline", "Your message to the actor")


def withdraw_request(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Mateus Carvalho")
    at(page, "/")
    page.get_by_role("link", name="See your request").click()
    return in_dialog(page, "Withdraw the request", "Withdraw the request")


def release_request(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/requests?state=pending")
    page.locator(".rows a").first.click()
    return in_dialog(page, "Close the request", "Close the request")


def accept_request__behalf(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/requests?state=pending")
    page.locator(".rows a").first.click()
    return in_dialog(page, "Say yes for the mentor", "Say yes for the mentor")


def propose_match(browser: Browser, service: Service) -> Opened:
    page = person(browser, service, "Oskar Lillhonga")
    page.get_by_label("Look for a mentor").fill("Saarikoski")
    button(page, "Search").click()
    return in_dialog(page, "Suggest this pair: Petri", "Send the suggestion", "Why you suggest it")


def suggestion(browser: Browser, service: Service) -> Page:
    page = sign_in(browser, service, "Linh Đặng")
    page.get_by_role("link", name="See the suggestion and answer").click()
    return page


def accept_proposal(browser: Browser, service: Service) -> Opened:
    return button(suggestion(browser, service), "Say yes"), None


def decline_proposal(browser: Browser, service: Service) -> Opened:
    return in_dialog(suggestion(browser, service), "No, thank you", "Say no")


def accept_proposal__behalf(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/pairs?state=suggested")
    page.locator(".rows a").first.click()
    return in_dialog(page, "Say yes for the actor", "Say yes for the actor")


def withdraw_proposal(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/pairs?state=suggested")
    return in_dialog(page, "Withdraw the suggestion", "Withdraw the suggestion")


ACTS = (
    send_request,
    accept_request,
    decline_request,
    withdraw_request,
    release_request,
    accept_request__behalf,
    propose_match,
    accept_proposal,
    decline_proposal,
    accept_proposal__behalf,
    withdraw_proposal,
)
