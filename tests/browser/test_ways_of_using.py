"""By keyboard alone, with forced colours and without motion. Enlarged: test_accessibility.py."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, at, sign_in


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until what bears the name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused: str = page.evaluate("""() => {
          const { activeElement: here } = document;
          return here.getAttribute("aria-label") ?? here.labels?.[0]?.textContent ?? here.textContent;
        }""")
        if focused.strip().startswith(name):
            return
    pytest.fail(f"{name!r} is not reached within {most} presses of Tab")


@pytest.mark.timeout(120)
def test_a_request_is_sent_and_withdrawn_by_keyboard_alone(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, "Oskar Lillhonga")
    at(page, "/mentors")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, "Search")
    page.keyboard.type("Marchetti")
    expect(page.locator(".mentor-card")).to_have_count(1)
    tab_to(page, "Sofia Marchetti")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sofia Marchetti")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, "Ask to be my mentor")
    page.keyboard.press("Enter")
    tab_to(page, "Your message")
    page.keyboard.type("Hello! Could we talk about games?")
    tab_to(page, "Send the request")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sofia Marchetti")
    tab_to(page, "Withdraw the request")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Withdraw the request")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    tab_to(page, "Withdraw the request")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You withdrew")).to_be_visible()


@pytest.mark.timeout(60)
def test_back_takes_an_open_dialog_along(browser: Browser, service: Service) -> None:
    """Also where it leads to the same page, narrowed otherwise."""
    page = sign_in(browser, service, "Tuula Rautavesi")
    at(page, "/mails")
    page.get_by_role("link", name="Sent", exact=True).click()
    page.wait_for_url("**state=sent**")
    page.locator("main .rows button").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("state="))


@pytest.mark.timeout(60)
def test_with_forced_colours_the_path_and_the_focus_are_seen(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, "Linh Đặng", forced_colors="active")
    at(page, "/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    outline = "() => getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) != "none"
    marks = "() => [...document.querySelectorAll('.path > li')].map((each) => getComputedStyle(each, '::after').borderTopWidth)"
    assert "0px" not in page.evaluate(marks)


@pytest.mark.timeout(60)
def test_who_wants_no_motion_gets_none(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, "Mateus Carvalho", reduced_motion="reduce")
    at(page, "/requests")
    page.locator("main a[href*='/requests/']").first.click()
    # The list has such a button as well, which goes with its page.
    expect(page.get_by_role("heading", level=1)).to_contain_text("Request to")
    page.get_by_role("button", name="Withdraw the request").click()
    page.get_by_role("dialog").wait_for()
    assert page.evaluate("() => document.getAnimations().length") == 0
