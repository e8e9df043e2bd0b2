"""The journey this product is for: a student asks, the mentor says yes, both read their mail and see each other's contact."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, at, sign_in, visit

STUDENT, MENTOR = "Linh", "Petri Saarikoski"
WORDS = "Hello Petri! Your path from the lab to a product team is the one I hope to walk. Could we talk about it?"


@pytest.mark.timeout(180)
def test_a_student_asks_and_the_mentor_says_yes(browser: Browser, service: Service) -> None:
    student = sign_in(browser, service, STUDENT)
    ask(student)
    mail, link = service.post.wait_for("petri.saarikoski", rf"{re.escape(service.url)}/requests/[0-9a-f-]+")
    assert STUDENT not in mail["subject"]

    mentor = answer(browser, service, link)
    expect(mentor.get_by_role("link", name=re.compile("^linh.*@example.org$"))).to_be_visible()

    student.goto("/")
    student.get_by_role("link", name=re.compile("contact|mentoring|Petri", re.IGNORECASE)).first.click()
    expect(student.get_by_role("link", name=re.compile("^petri.*@example.org$"))).to_be_visible()

    service.post.wait_for("linh", r"petri\.saarikoski\S*@example\.org")
    service.post.wait_for("petri.saarikoski", r"linh\S*@example\.org")


def ask(page: Page) -> None:
    """Find the mentor, write to them and send."""
    page.goto("/mentors")
    page.get_by_role("searchbox").fill("Saarikoski")
    page.get_by_role("link", name=MENTOR).click()
    page.get_by_role("link", name="Ask to be my mentor").click()
    page.get_by_label("Your message").fill(WORDS)
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url(re.compile("/requests/"))
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.go_back()
    page.go_forward()
    expect(page.get_by_text(WORDS)).to_be_visible()


def answer(browser: Browser, service: Service, link: str) -> Page:
    """Come from the mail: sign in, read, say yes."""
    page = visit(browser, service)
    page.goto(link)
    page.get_by_role("button", name=MENTOR).click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_role("button", name="Say yes").click()
    page.wait_for_url(re.compile("/matches/"))
    return page


@pytest.mark.timeout(120)
def test_the_strict_policy_is_not_broken_on_any_page(browser: Browser, service: Service) -> None:
    complaints: list[str] = []
    for name in ("Oskar Lillhonga", "Daniel Okonjo-Berg", "Tuula Rautavesi"):
        page = sign_in(browser, service, name, language="fi")
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for path in ("/", "/mentors", "/requests"):
            page.goto(path)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert complaints == []


@pytest.mark.timeout(60)
def test_a_section_that_is_none_is_not_found(browser: Browser, service: Service) -> None:
    """Nor is one that every object of JavaScript has."""
    page = sign_in(browser, service, "Mikael Sundgren")
    for path in ("/account/nowhere", "/account/toString", "/organisation/nowhere", "/organisation/toString"):
        at(page, path)
        expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    student = sign_in(browser, service, "Linh Đặng")
    at(student, "/organisation/people")
    expect(student.get_by_role("heading", name="This page is not for your role")).to_be_visible()
