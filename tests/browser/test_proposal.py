"""A coordinator suggests a pair: both come from their mail, say yes and see each other's contact."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, sign_in

STUDENT, MENTOR, COORDINATOR = "Linh Đặng", "Petri Saarikoski", "Tuula Rautavesi"
NOTE = "You both know what it is to begin in a new country."
LINK = r"http\S+/proposals/[0-9a-f-]+\?programme=[0-9a-f-]+"


def suggest(page: Page, mentor: str, mentee: str) -> None:
    """Suggest a pair through the API: the coordinator's own pages come later."""
    api = page.context.request

    def get(path: str) -> Any:
        return api.get(f"/api/v1{path}").json()

    programme = get("/programmes")["items"][0]["id"]
    people = get(f"/programmes/{programme}/participants?limit=200")["items"]
    ids = {each["name"]: each["id"] for each in people}
    body = {"mentor_id": ids[mentor], "mentee_id": ids[mentee], "note": NOTE}
    headers = {"X-CSRF-Token": get("/session")["csrf_token"]}
    answer = api.post(f"/api/v1/programmes/{programme}/proposals", data=body, headers=headers)
    assert answer.status == 201, answer.text()


@pytest.mark.timeout(180)
def test_both_say_yes_to_a_suggested_pair(browser: Browser, service: Service) -> None:
    suggest(sign_in(browser, service, COORDINATOR), MENTOR, STUDENT)

    student = sign_in(browser, service, STUDENT)
    expect(student.get_by_role("heading", name="We’d like to suggest a pair")).to_be_visible()
    _, link = service.post.wait_for("linh", LINK)
    student.goto(link)
    expect(student.get_by_text(NOTE)).to_be_visible()
    expect(student.get_by_role("heading", level=1)).to_contain_text(MENTOR)
    student.get_by_role("button", name="Say yes").click()
    expect(student.get_by_role("status")).to_contain_text("We’ll email you")
    expect(student.get_by_text("You said yes, and the other person can answer until")).to_be_visible()
    expect(student.get_by_role("button", name="Say yes")).to_have_count(0)

    mentor = sign_in(browser, service, MENTOR, language="fi")
    _, link = service.post.wait_for("petri.saarikoski", LINK)
    mentor.goto(link)
    expect(mentor.get_by_role("heading", level=1)).to_contain_text("Ehdotettu pari")
    mentor.get_by_role("button", name="Suostu").click()
    mentor.wait_for_url(re.compile("/matches/"))
    expect(mentor.get_by_role("link", name=re.compile("^linh.*@example.org$"))).to_be_visible()

    student.goto(link)
    student.get_by_role("link", name="Open your shared page").click()
    expect(student.get_by_role("link", name=re.compile("^petri.*@example.org$"))).to_be_visible()


@pytest.mark.timeout(120)
def test_a_no_asks_once_and_ends_it_for_both(browser: Browser, service: Service) -> None:
    suggest(sign_in(browser, service, COORDINATOR), "Sofia Marchetti", "Oskar Lillhonga")
    student = sign_in(browser, service, "Oskar Lillhonga")
    _, link = service.post.wait_for("oskar", LINK)
    student.goto(link)
    student.get_by_role("button", name="No, thank you").click()
    student.get_by_role("button", name="Say no", exact=True).click()
    expect(student.get_by_text("This pair did not go ahead")).to_be_visible()

    mentor = sign_in(browser, service, "Sofia Marchetti")
    expect(mentor.get_by_role("heading", level=2).first).to_be_visible()
    expect(mentor.get_by_role("heading", name="We’d like to suggest a pair")).to_have_count(0)
    mentor.goto(link)
    expect(mentor.get_by_text("This pair did not go ahead")).to_be_visible()
    expect(mentor.get_by_role("button", name="Say yes")).to_have_count(0)
