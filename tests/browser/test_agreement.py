"""A pair agrees on how it works and signs; one of them tells the organisers something in confidence, and ends the mentoring."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Service, at, settled, sign_in

STUDENT, COORDINATOR, ADMIN = "Emilia Haapasalo", "Tuula Rautavesi", "Mikael Sundgren"
WORDS = "Our meetings end early every time."


def photograph(page: Page, name: str) -> None:
    """Keep a picture where somebody asks for it."""
    folder = os.environ.get("KISALLI_PICTURES")
    if folder:
        settled(page)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def partner_of(page: Page) -> str:
    return re.sub("^.*: ", "", page.locator("h1").inner_text())


def open_match(page: Page) -> str:
    """Go to the mentoring that somebody is in; return who the other is."""
    at(page, "/")
    page.locator("main a[href*='/matches/']").first.click()
    settled(page)
    return partner_of(page)


def agree_to(page: Page) -> None:
    page.get_by_label("I have read the agreement").check()
    page.get_by_role("button", name="Sign the agreement").click()


def write_something(page: Page) -> None:
    """Write an agreement and tell something in confidence through the API, as somebody who is in a pair."""
    api = page.context.request

    def get(path: str) -> Any:
        return api.get(f"/api/v1{path}").json()

    programme = get("/programmes")["items"][0]["id"]
    match = get(f"/programmes/{programme}/matches")["items"][0]["id"]
    headers = {"X-CSRF-Token": get("/session")["csrf_token"], "If-Match": "*"}
    body = {"language": "en", "answers": {"1": "Find my way"}}
    written = api.put(f"/api/v1/matches/{match}/agreement", data=body, headers=headers)
    assert written.ok, written.text()
    people = get(f"/programmes/{programme}/concern-recipients")["recipients"]
    told = {"words": WORDS, "match_id": match, "recipients": [each["person_id"] for each in people]}
    answer = api.post(f"/api/v1/programmes/{programme}/concerns", data=told, headers=headers)
    assert answer.ok, answer.text()


@pytest.mark.timeout(240)
def test_a_pair_agrees_signs_and_changes_its_mind(browser: Browser, service: Service) -> None:
    student = sign_in(browser, service, STUDENT)
    partner = open_match(student)
    photograph(student, "match")
    student.get_by_role("link", name="Open the agreement").click()
    expect(student.get_by_text("Nothing has been written yet.")).to_be_visible()
    photograph(student, "agreement-form")
    expect(student.get_by_label("How often we meet")).to_have_value("About once a month, an hour or so at a time")
    student.get_by_label("Our goals").fill("Find out whether research is for me")
    student.reload()
    expect(student.get_by_label("Our goals")).to_have_value("Find out whether research is for me")
    student.get_by_role("button", name="Save the agreement").click()
    expect(student.get_by_text("Saved. Now read it once more and sign it.")).to_be_visible()
    expect(student.get_by_text("Not signed yet by:")).to_be_visible()
    student.get_by_role("button", name="Sign the agreement").click()
    expect(student.get_by_text("Tick this first if you agree.")).to_be_visible()
    photograph(student, "agreement-unsigned")
    agree_to(student)
    expect(student.get_by_text(f"Not signed yet by: {partner}")).to_be_visible()

    mentor = sign_in(browser, service, partner)
    _, link = service.post.wait_for(partner.split()[0].lower(), r"http\S+/matches/[0-9a-f-]+/agreement\?programme=[0-9a-f-]+")
    mentor.goto(link)
    agree_to(mentor)
    expect(mentor.get_by_text("Signed by everybody:")).to_be_visible()
    photograph(mentor, "agreement-in-force")
    with mentor.expect_download() as download:
        mentor.get_by_role("link", name="Download as PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")

    both_write_at_once(student, mentor)


def both_write_at_once(student: Page, mentor: Page) -> None:
    """Each changes the agreement; the second hears of the first, and loses nothing."""
    student.reload()
    for page, words in ((student, "Once a fortnight"), (mentor, "Every third week")):
        page.get_by_role("button", name="Change the agreement").click()
        page.get_by_label("How often we meet").fill(words)
    student.get_by_role("button", name="Save the agreement").click()
    expect(student.get_by_text("This is a new version.")).to_be_visible()
    mentor.get_by_role("button", name="Save the agreement").click()
    expect(mentor.get_by_text("Somebody saved a new version while you were writing.")).to_be_visible()
    expect(mentor.get_by_role("alert").get_by_text("Once a fortnight")).to_be_visible()
    expect(mentor.get_by_label("How often we meet")).to_have_value("Every third week")
    photograph(mentor, "agreement-both")
    mentor.get_by_role("button", name="Save mine").click()
    expect(mentor.locator(".agreement").first.get_by_text("Every third week")).to_be_visible()
    mentor.get_by_text("The version that applies until then").click()
    expect(mentor.get_by_text("About once a month, an hour or so at a time")).to_be_visible()
    photograph(mentor, "agreement-changing")


@pytest.mark.timeout(120)
def test_what_was_just_saved_is_what_can_be_signed(browser: Browser, service: Service) -> None:
    """However slowly the new version comes back, the old one is not offered for a signature meanwhile."""
    page = sign_in(browser, service, "Noora Wiklund")
    write_something(page)
    open_match(page)
    page.get_by_role("link", name="Open the agreement").click()
    page.get_by_role("button", name="Change the agreement").click()
    page.get_by_label("How often we meet").fill("Every third week")
    held: list[Route] = []
    slow = True

    def come_back(route: Route) -> None:
        if slow and route.request.method == "GET":
            held.append(route)
        else:
            route.continue_()

    page.route("**/agreement", come_back)
    with page.expect_request(lambda request: request.method == "GET" and request.url.endswith("/agreement")):
        page.get_by_role("button", name="Save the agreement").click()
    page.wait_for_timeout(300)
    expect(page.get_by_role("button", name="Sign the agreement")).to_have_count(0)
    slow = False
    for each in held:
        each.continue_()
    expect(page.get_by_role("button", name="Sign the agreement")).to_be_visible()
    expect(page.locator(".agreement").first.get_by_text("Every third week")).to_be_visible()
    expect(page.get_by_text("Somebody saved a new version")).to_have_count(0)


@pytest.mark.timeout(240)
def test_a_student_tells_in_confidence_and_is_heard_and_ends_it(browser: Browser, service: Service) -> None:
    student = sign_in(browser, service, STUDENT)
    partner = open_match(student)
    student.get_by_role("link", name="Tell the organisers in confidence").click()
    student.get_by_label("What would you like to tell?").fill(WORDS)
    photograph(student, "tell")
    student.get_by_label(ADMIN).uncheck()
    student.get_by_role("button", name="Tell them").click()
    expect(student.get_by_role("alert").get_by_text("Choose at least two people")).to_be_visible()
    student.get_by_label(ADMIN).check()
    student.get_by_role("button", name="Tell them").click()
    expect(student.get_by_role("heading", name="What you told in confidence")).to_be_visible()
    photograph(student, "concern-mine")

    coordinator = sign_in(browser, service, COORDINATOR)
    mail, link = service.post.wait_for("tuula", r"http\S+/concerns/[0-9a-f-]+\?programme=[0-9a-f-]+")
    assert WORDS not in mail.as_string()
    coordinator.goto(link)
    expect(coordinator.get_by_text(WORDS)).to_be_visible()
    photograph(coordinator, "concern-theirs")
    coordinator.get_by_role("button", name="I’ll handle this").click()
    expect(coordinator.get_by_text("Somebody is handling it", exact=True)).to_be_visible()
    at(coordinator, "/concerns/all")
    photograph(coordinator, "concerns")
    for page in ("/audit", "/mails"):
        at(coordinator, page)
        expect(coordinator.get_by_text("in confidence")).to_have_count(0)

    student.reload()
    expect(student.get_by_text(COORDINATOR).first).to_be_visible()
    student.get_by_label("More that you would like to tell").fill("Thank you for listening.")
    student.get_by_role("button", name="Add this").click()
    expect(student.get_by_text("Thank you for listening.")).to_be_visible()
    end(student, partner)


def end(student: Page, partner: str) -> None:
    open_match(student)
    student.get_by_role("button", name="End the mentoring").click()
    dialog = student.get_by_role("dialog")
    expect(
        dialog.get_by_text(f"{partner} gets an email straight away saying that the mentoring has ended, but not why.")
    ).to_be_visible()
    dialog.get_by_label(re.compile("^Reason")).select_option(label="Not enough time")
    dialog.get_by_label(re.compile("^Message to")).fill("Thank you for everything.")
    photograph(student, "end")
    dialog.get_by_role("button", name="End the mentoring").click()
    expect(student.get_by_role("heading", name="What comes next")).to_be_visible()
    photograph(student, "ended")
    student.get_by_role("link", name="Open the agreement").click()
    expect(student.get_by_text("This mentoring has ended.")).to_be_visible()
