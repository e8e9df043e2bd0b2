"""No connection, a service away, a session lost, two presses, Back, a deploy: nothing typed is lost, nothing is sent twice."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Service, sign_in

WORDS = "Hello! I have read your story twice. Could we talk?"


def asking(browser: Browser, service: Service, student: str, mentor: str) -> Page:
    """Open the form to ask a mentor, a message written in it."""
    page = sign_in(browser, service, student)
    page.goto("/mentors")
    page.get_by_role("searchbox").fill(mentor)
    page.get_by_role("link", name=mentor).click()
    page.get_by_role("link", name="Ask to be my mentor").click()
    page.get_by_label("Your message").fill(WORDS)
    return page


def pending(page: Page) -> list[dict[str, Any]]:
    """Return one's requests that wait."""
    api = page.context.request
    programme = api.get("/api/v1/programmes").json()["items"][0]["id"]
    items: list[dict[str, Any]] = api.get(f"/api/v1/programmes/{programme}/requests?state=pending").json()["items"]
    return items


def withdraw(page: Page) -> None:
    """Take back what waits, for the next test."""
    api = page.context.request
    headers = {"X-CSRF-Token": api.get("/api/v1/session").json()["csrf_token"]}
    for each in pending(page):
        assert api.post(f"/api/v1/requests/{each['id']}/withdraw", headers=headers).ok


@pytest.mark.timeout(90)
def test_without_a_connection_the_message_is_kept_and_sent_once_later(browser: Browser, service: Service) -> None:
    page = asking(browser, service, "Linh Đặng", "Petri Saarikoski")
    page.context.set_offline(True)
    expect(page.get_by_text(re.compile("no connection|offline", re.IGNORECASE)).first).to_be_visible()
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value(WORDS)
    page.context.set_offline(False)
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url(re.compile(r"/requests/[0-9a-f-]+"))
    assert len(pending(page)) == 1
    page.go_back()
    expect(page.get_by_role("button", name="Send the request")).to_have_count(0)
    withdraw(page)


@pytest.mark.timeout(90)
def test_an_answer_that_is_lost_does_not_send_twice(browser: Browser, service: Service) -> None:
    page = asking(browser, service, "Linh Đặng", "Petri Saarikoski")
    lost = []

    def lose(route: Route) -> None:
        """Let the first try reach the server and its answer nobody."""
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route("**/api/v1/programmes/*/requests*", lose)
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value(WORDS)
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url(re.compile(r"/requests/[0-9a-f-]+"))
    assert (lost, len(pending(page))) == ([201], 1)
    withdraw(page)


@pytest.mark.timeout(90)
def test_a_service_that_is_away_says_so_and_keeps_the_message(browser: Browser, service: Service) -> None:
    page = asking(browser, service, "Linh Đặng", "Petri Saarikoski")
    away = {"status": 503, "headers": {"Retry-After": "1"}, "body": "upstream is away"}
    page.route("**/api/v1/programmes/*/requests*", lambda route: route.fulfill(**away))
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_role("alert").first).to_contain_text("The service is not available right now")
    expect(page.get_by_label("Your message")).to_have_value(WORDS)
    page.unroute_all()
    page.get_by_role("button", name="Send the request").dblclick()
    page.wait_for_url(re.compile(r"/requests/[0-9a-f-]+"))
    assert len(pending(page)) == 1
    withdraw(page)


@pytest.mark.timeout(120)
def test_a_slow_connection_says_that_it_loads_and_sends_once(browser: Browser, service: Service) -> None:
    """As on "slow 3G": 400 ms there and back, 50 kB a second."""
    page = asking(browser, service, "Linh Đặng", "Petri Saarikoski")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    page.reload()
    expect(page.get_by_text("Loading…").first).to_be_visible()  # seen, and said: what is seen may be gone when it is said
    expect(page.get_by_label("Your message")).to_have_value(WORDS)
    send = page.get_by_role("button", name="Send the request")
    send.dblclick()
    expect(send).to_have_attribute("aria-disabled", "true")
    send.click(force=True)
    page.wait_for_url(re.compile(r"/requests/[0-9a-f-]+"))
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert len(pending(page)) == 1
    withdraw(page)


@pytest.mark.timeout(90)
def test_a_session_that_is_lost_while_one_writes_brings_back_what_was_written(browser: Browser, service: Service) -> None:
    page = asking(browser, service, "Linh Đặng", "Petri Saarikoski")
    page.context.clear_cookies()
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url(re.compile("/sign-in"))
    page.get_by_role("button", name=re.compile("Linh Đặng")).click()
    page.wait_for_url(re.compile("/ask"))
    expect(page.get_by_label("Your message")).to_have_value(WORDS)
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url(re.compile(r"/requests/[0-9a-f-]+"))
    assert len(pending(page)) == 1


@pytest.mark.timeout(60)
def test_after_a_deploy_a_page_whose_code_is_gone_is_loaded_anew(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, "Mateus Carvalho")
    page.goto("/")
    page.locator("main h1").wait_for()
    gone = []

    def old_code(route: Route) -> None:
        """The first chunk asked for is one that the new release does not have."""
        if gone:
            return route.continue_()
        gone.append(route.request.url)
        return route.fulfill(status=404, body="")

    page.route("**/assets/*.js", old_code)
    page.get_by_role("link", name="Taking part").click()
    expect(page.get_by_role("heading", name="Taking part", level=1)).to_be_visible()
    assert gone
