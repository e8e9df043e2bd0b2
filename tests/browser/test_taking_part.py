"""Signing up: read what is expected, fill in a profile step by step, confirm an address by mail, publish, take a break, leave."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Service, at, change, picture, programme_of, sign_in

STAFF, COORDINATOR = "Ilona Vartiainen", "Tuula Rautavesi"


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Save and continue").click()


def tell_of_oneself(page: Page) -> None:
    """Fill in a mentor's steps, with a wrong year and a reload on the way."""
    page.get_by_label("Degree").fill("Doctor of Philosophy")
    page.get_by_label("Year of graduation").fill("last year")
    go_on(page)
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Enter the year of graduation in four digits.").click()
    expect(page.get_by_label("Year of graduation")).to_be_focused()
    page.get_by_label("Year of graduation").fill("2024")
    page.reload()
    expect(page.get_by_text("What you typed here last time is back")).to_be_visible()
    expect(page.get_by_label("Degree")).to_have_value("Doctor of Philosophy")
    go_on(page)
    page.get_by_label("What you do").fill("Lecturer")
    page.get_by_label("Employer").fill("far " * 60)
    go_on(page)
    page.get_by_role("alert").get_by_role("link", name="Employer: This is too long: shorten it.").click()
    expect(page.get_by_label("Employer")).to_be_focused()
    page.get_by_label("Employer").fill("Aurora University")
    go_on(page)
    page.get_by_label("Your career story").fill("By many turns.\n\nNow I teach.")
    go_on(page)
    page.get_by_role("checkbox", name="Leadership").check()
    page.get_by_role("checkbox", name="English").check()
    page.get_by_label("Another language").select_option("et")
    page.get_by_role("checkbox", name="Online").check()
    go_on(page)


def confirm_address(page: Page, service: Service) -> None:
    """Enter no address, another address, a wrong code and the right one."""
    page.get_by_label("Email address").fill("ilona at home")
    go_on(page)
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Email address").fill("ilona.at.home@example.org")
    go_on(page)
    code = service.post.code_for("ilona.at.home")
    page.get_by_label("Code").fill("000000" if code.replace(" ", "") != "000000" else "111111")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("This is not the code from the email.")).to_be_visible()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Confirm").click()


def approve(page: Page, name: str) -> None:
    """Approve a mentor through the API."""
    api = page.context.request
    programme = api.get("/api/v1/programmes").json()["items"][0]["id"]
    waiting = api.get(f"/api/v1/programmes/{programme}/participants?state=submitted").json()["items"]
    (one,) = [each["id"] for each in waiting if each["name"] == name]
    headers = {"X-CSRF-Token": api.get("/api/v1/session").json()["csrf_token"]}
    assert api.post(f"/api/v1/participants/{one}/approve", headers=headers).ok


@pytest.mark.timeout(180)
def test_somebody_becomes_a_mentor_takes_a_break_and_leaves(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, STAFF)
    page.goto("/join")
    page.get_by_role("link", name="Join as a mentor", exact=True).click()
    expect(page.get_by_role("heading", name="What is expected of you")).to_be_visible()
    expect(page.get_by_role("heading", name="What is not expected of you")).to_be_visible()
    page.get_by_role("button", name="Join and fill in my profile").click()

    tell_of_oneself(page)
    confirm_address(page, service)

    expect(page.get_by_text("You graduated less than four years ago.")).to_be_visible()
    page.get_by_role("link", name="See your profile as actors see it").click()
    expect(page.get_by_text("English and Estonian")).to_be_visible()
    page.get_by_role("link", name="Back to your profile").click()
    page.get_by_role("button", name="Publish my profile").click()
    expect(page.get_by_role("heading", name="Your profile is waiting for approval")).to_be_visible()

    approve(sign_in(browser, service, COORDINATOR), STAFF)
    student = sign_in(browser, service, "Linh Đặng")
    student.goto("/mentors")
    student.get_by_role("searchbox").fill(STAFF)
    expect(student.get_by_role("link", name=STAFF)).to_be_visible()

    page.goto("/taking-part")
    page.get_by_label("How many you can mentor").select_option("2")
    page.get_by_role("button", name="Save the places").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.get_by_role("button", name="Take a break").click()
    page.get_by_role("button", name="End the break").click()
    expect(page.get_by_role("button", name="Take a break")).to_be_visible()
    page.get_by_role("button", name="Leave the programme").click()
    page.get_by_role("dialog").get_by_role("button", name="Leave", exact=True).click()
    expect(page.get_by_role("heading", name="You are no longer in this programme")).to_be_visible()


def goals(page: Page) -> Locator:
    return page.get_by_label(re.compile("^Your goals"))


def two_tabs(browser: Browser, service: Service) -> tuple[Page, Page]:
    """Write goals in two tabs and save the second's first; both tabs stand where that has led them."""
    first = sign_in(browser, service, "Venla Pietarinen")
    first.goto("/profile?step=wishes")
    goals(first).wait_for()
    second = first.context.new_page()
    second.goto("/profile?step=wishes")
    goals(second).fill(f"Of the second tab, {uuid4()}")
    go_on(second)
    expect(second.get_by_role("heading", name="How you can be reached")).to_be_visible()
    goals(first).fill("Of the first tab")
    go_on(first)
    expect(first.get_by_text("Your profile was saved somewhere else in the meantime")).to_be_visible()
    return first, second


@pytest.mark.timeout(120)
def test_two_tabs_lose_nothing(browser: Browser, service: Service) -> None:
    first, second = two_tabs(browser, service)
    expect(first.get_by_role("alert").get_by_text("Your goals", exact=True)).to_be_visible()
    for _ in ("at once", "after a reload"):
        expect(first.get_by_role("alert")).to_contain_text("Of the second tab")
        expect(goals(first)).to_have_value("Of the first tab")
        first.reload()
    first.get_by_role("button", name="Save mine").click()
    expect(first.get_by_role("heading", name="How you can be reached")).to_be_visible()
    second.goto("/profile?step=wishes")
    expect(goals(second)).to_have_value("Of the first tab")


@pytest.mark.timeout(120)
def test_what_another_tab_saved_can_be_taken(browser: Browser, service: Service) -> None:
    first, _ = two_tabs(browser, service)
    first.get_by_role("button", name="Use the saved version").click()
    for _ in ("at once", "after a reload"):
        expect(goals(first)).to_have_value(re.compile("^Of the second tab"))
        expect(first.get_by_role("alert")).not_to_be_visible()
        expect(first.get_by_text("is back, not saved yet")).not_to_be_visible()
        first.reload()


@pytest.mark.timeout(60)
def test_staff_are_told_why_they_can_not_join_as_students(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, "Mikael Sundgren")
    page.goto("/join")
    page.get_by_role("link", name=re.compile("^Join as: ")).first.click()
    expect(page.get_by_text("The way you signed in tells us nothing about yours.")).to_be_visible()
    page.get_by_label("Invitation code").fill("no-such-code")
    page.get_by_role("button", name="Join and fill in my profile").click()
    expect(page.get_by_role("alert")).to_contain_text("You can’t join the programme in this role")


@pytest.mark.timeout(90)
def test_whoever_cannot_sign_up_now_reads_since_when_or_until_when(browser: Browser, service: Service) -> None:
    """For mentors as for students; with an invitation one joins all the same."""
    coordinator = sign_in(browser, service, COORDINATOR).context.request
    programme = programme_of(coordinator)
    page = sign_in(browser, service, "Mikael Sundgren", "en", timezone_id="Europe/Helsinki")
    join, invited = "Join as a mentor", "Join as a mentor with an invitation code"
    now = datetime.now(UTC)
    for opens, closes, words in (
        (now - timedelta(days=9), now - timedelta(minutes=5), "Sign-up as a mentor closed:"),
        (now + timedelta(days=1), now + timedelta(days=3), "Mentors can sign up from:"),
    ):
        clock = {"mentor_signup_opens": opens.isoformat(), "mentor_signup_closes": closes.isoformat()}
        change(coordinator, "PUT", f"/programmes/{programme['id']}/clock", programme["clock"] | clock)
        at(page, "/join")
        card = page.locator("main .card").first
        expect(card).to_contain_text(words)
        expect(card.get_by_role("link", name=re.compile("^Join as: "))).to_be_visible()
        expect(card.get_by_role("link", name=join, exact=True)).to_have_count(0)
        picture(page, f"join-{words[:7]}")
        card.get_by_role("link", name=invited).click()
        expect(page.get_by_role("heading", name="You can’t join as a mentor now")).to_be_visible()
        expect(page.get_by_label("Invitation code")).to_be_visible()
