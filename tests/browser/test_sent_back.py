"""A profile is sent back with a note, mended and sent again; the mentor reads the note in the mail and wherever they mend."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Service, sign_in

COORDINATOR, MENTOR = "Tuula Rautavesi", "Priya Raman"
NOTE = "Please tell in a few words what you would talk about.\n\nThe rest is fine!"
WORDS = "Ask me about the first job in a new country."


def open_mentor(page: Page) -> None:
    page.goto("/people?state=submitted")
    page.get_by_role("link", name=MENTOR, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MENTOR)


def here(page: Page) -> Locator:
    """Where a mentor's own steps say that they are."""
    return page.get_by_role("listitem").filter(has_text="You are here")


@pytest.mark.timeout(180)
def test_a_profile_is_sent_back_mended_and_sent_again(browser: Browser, service: Service) -> None:
    coordinator = sign_in(browser, service, COORDINATOR)
    open_mentor(coordinator)
    coordinator.get_by_role("button", name="Send back").click()
    dialog = coordinator.get_by_role("dialog")
    dialog.get_by_label("What should they change?").fill(NOTE)
    dialog.get_by_role("button", name="Send back").click()
    expect(coordinator.get_by_text("Mentor · Profile not published")).to_be_visible()

    mail, _ = service.post.wait_for("priya.raman", "Please tell in a few words what you would talk about.")
    assert "The rest is fine!" in str(mail.get_body(("plain",)))
    mentor = come_from(browser, service, str(mail.get_body(("plain",)).get_content()))
    expect(mentor.get_by_role("heading", name="Your profile needs another look")).to_be_visible()
    expect(mentor.get_by_text("The rest is fine!")).to_be_visible()
    expect(mentor.get_by_text(re.compile("^Publish it by: .* 20"))).to_be_visible()
    expect(here(mentor)).to_contain_text("Profile")

    mentor.get_by_role("link", name="Edit my profile").click()
    expect(mentor.get_by_text("Please tell in a few words")).to_be_visible()
    mentor.get_by_role("link", name="Your story").click()
    mentor.get_by_label("You in one sentence").fill(WORDS)
    mentor.get_by_role("button", name="Save and continue").click()
    expect(mentor.get_by_role("heading", name="Your mentoring")).to_be_visible()
    mentor.get_by_role("link", name="Check and publish").click()
    mentor.get_by_role("button", name="Publish my profile").click()
    expect(mentor.get_by_role("heading", name="Your profile is waiting for approval")).to_be_visible()
    expect(mentor.get_by_text("The rest is fine!")).to_have_count(0)
    expect(here(mentor)).to_contain_text("Waiting for requests")

    open_mentor(coordinator)
    expect(coordinator.get_by_text(WORDS)).to_be_visible()
    coordinator.get_by_role("button", name="Approve").click()
    expect(coordinator.get_by_role("status")).to_contain_text("Approved")


def come_from(browser: Browser, service: Service, letter: str) -> Page:
    """Follow the button of a mail in another browser, and sign in on the way."""
    found = re.search(rf"{re.escape(service.url)}/\S*", letter)
    assert found is not None
    page = browser.new_context(locale="en", base_url=service.url).new_page()
    page.set_default_timeout(15_000)
    page.goto(found.group())
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_role("button", name=MENTOR).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return page
