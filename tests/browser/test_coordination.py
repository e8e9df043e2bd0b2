"""A coordinator's day: let somebody in, send a profile back, suggest a pair, end one, remove somebody, see what went out."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, at, sign_in
from tests.browser.test_proposal import suggest

COORDINATOR = "Tuula Rautavesi"
NOTE = "You both know what it is to begin in a new country."


def open_person(page: Page, name: str, filters: str = "") -> None:
    page.goto(f"/people{filters}")
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.timeout(120)
def test_whoever_waits_is_let_in_and_hears_so(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    page.get_by_role("link", name="1 person is waiting for your approval").click()
    page.get_by_role("link", name="Priya Raman").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_contain_text("Approved")
    expect(page.get_by_text("Mentor · Takes part")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    service.post.wait_for("priya.raman", "mentor")

    page.get_by_role("link", name="Emails").click()
    page.get_by_role("button", name="Read the email: They were accepted, Priya Raman").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(re.compile(r"priya\.raman\S*@example\.org"))).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    page.get_by_role("link", name="Audit", exact=True).click()
    expect(page.locator(".rows > li").first).to_contain_text("Somebody was approved")
    expect(page.locator(".rows > li").first).to_contain_text(COORDINATOR)


@pytest.mark.timeout(120)
def test_a_pair_is_suggested_past_an_earlier_no(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    open_person(page, "Oskar Lillhonga")
    page.get_by_label("Look for a mentor").fill("Saarikoski")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Not in the actor’s list of mentors: has declined this actor")).to_be_visible()
    page.get_by_role("button", name="Suggest this pair: Petri Saarikoski").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why you suggest it").fill(NOTE)
    expect(dialog.get_by_role("checkbox")).to_have_count(0)
    dialog.get_by_role("button", name="Send the suggestion").click()
    expect(dialog.get_by_role("alert")).to_contain_text("has said no to this actor before")
    dialog.get_by_label("An earlier no").check()
    dialog.get_by_role("button", name="Send the suggestion").click()
    expect(page.get_by_role("status")).to_contain_text("Suggested.")
    service.post.wait_for("oskar", NOTE)

    page.get_by_role("link", name="Pairs").click()
    page.get_by_role("link", name="Suggestions waiting for answers").click()
    row = page.get_by_role("listitem").filter(has_text="Petri Saarikoski and Oskar Lillhonga")
    expect(row).to_contain_text("Neither has answered yet")
    expect(row).to_contain_text("Suggested just now")
    expect(row).to_contain_text("Overridden: An earlier no")
    row.get_by_role("link", name="Petri Saarikoski and Oskar Lillhonga").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Suggested pair: Petri Saarikoski and Oskar Lillhonga")
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.locator(".rows > li").first).to_contain_text("A pair or a place in a group was suggested")
    page.get_by_role("button", name="Withdraw the suggestion").click()
    page.get_by_role("dialog").get_by_role("button", name="Withdraw the suggestion").click()
    expect(page.get_by_role("status")).to_contain_text("withdrawn")
    expect(page.locator(".rows > li").first).to_contain_text("A suggestion was withdrawn")
    page.get_by_role("link", name="Oskar Lillhonga").click()
    suggested = page.get_by_role("listitem").filter(has_text="Withdrawn by a coordinator")
    expect(suggested.get_by_role("link", name="Petri Saarikoski")).to_be_visible()


@pytest.mark.timeout(120)
def test_a_pair_ends_with_words_for_both_and_a_cause_for_none(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    page.goto("/pairs")
    page.get_by_role("button", name=re.compile("End this pair: Marjatta Lehtovaara and ")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Reason").select_option(label="Circumstances have changed")
    dialog.get_by_label("Message to both").fill("Thank you both for these weeks.")
    dialog.get_by_role("button", name="End the pair").click()
    expect(page.get_by_role("status")).to_contain_text("The pair has ended")
    mail, _ = service.post.wait_for("marjatta", "Thank you both|ended")
    assert "Circumstances" not in str(mail)
    page.goto("/audit")
    ended = page.get_by_role("listitem").filter(has_text="A pair or a group ended").first
    expect(ended).to_contain_text("Reason: Circumstances have changed")


@pytest.mark.timeout(120)
def test_a_mentor_is_put_on_a_break_given_a_place_and_removed(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    open_person(page, "Sofia Marchetti", "?role=mentor&state=active")
    page.get_by_role("button", name="Change the places").click()
    page.get_by_role("dialog").get_by_role("combobox").select_option("2")
    page.get_by_role("button", name="Save the places").click()
    expect(page.get_by_role("status")).to_contain_text("They have 2 places now.")

    page.get_by_role("button", name="Put on a break").click()
    page.get_by_role("button", name="Start the break").click()
    expect(page.get_by_text("Mentor · On a break")).to_be_visible()
    service.post.wait_for("venla", "Sofia Marchetti")

    page.get_by_role("button", name="Remove from the programme").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("the partner is told by email")
    dialog.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("Mentor · Removed")).to_be_visible()
    expect(page.locator("main .actions button")).to_have_count(0)
    service.post.wait_for("sofia", "removed you")


@pytest.mark.timeout(120)
def test_somebody_is_found_by_a_part_of_the_name_and_by_having_no_pair(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    page.goto("/people")
    page.get_by_label("Name").press_sequentially("dang")
    expect(page.locator(".rows > li")).to_have_count(1)
    expect(page.locator("main").get_by_text("1 person", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("q=dang"))
    page.get_by_role("link", name="Linh Đặng").click()
    page.go_back()
    expect(page.get_by_label("Name")).to_have_value("dang")
    page.get_by_label("Name").fill("ekholm")
    expect(page.get_by_role("link", name="Katarina Ekholm")).to_be_visible()
    page.get_by_label("Pair").select_option(label="In a pair")
    expect(page.get_by_role("link", name="Katarina Ekholm")).to_be_visible()
    page.get_by_label("Pair").select_option(label="Without a pair")
    expect(page.get_by_role("heading", name="Nobody here")).to_be_visible()


@pytest.mark.timeout(120)
def test_a_person_leads_to_their_pair_and_that_to_how_it_came_about(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    open_person(page, "Katarina Ekholm", "?role=mentor")
    pair = page.locator("section").filter(has=page.get_by_role("heading", name="Pairs", exact=True))
    pair.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pair: Katarina Ekholm and ")
    expect(page.get_by_text("Contact details")).to_have_count(0)
    expect(page.get_by_role("button", name="End this pair")).to_be_visible()
    expect(page.locator(".rows > li").first).to_contain_text("A pair or a group was formed")
    expect(page.get_by_text("The actor asked, and the mentor said yes.")).to_be_visible()
    page.get_by_role("link", name="See the request").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Request to: Katarina Ekholm")
    expect(page.get_by_text("A request was accepted")).to_be_visible()
    page.get_by_role("link", name="See the pair").click()
    page.get_by_role("link", name="Katarina Ekholm", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Katarina Ekholm")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_the_header_takes_one_row(browser: Browser, service: Service, language: str) -> None:
    page = sign_in(browser, service, COORDINATOR, language, viewport={"width": 1280, "height": 800})
    page.locator("main h1").wait_for()
    assert page.locator("header.header").evaluate("each => each.offsetHeight") < 80


@pytest.mark.timeout(120)
def test_nobody_else_gets_in(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, "Linh Đặng")
    expect(page.get_by_role("link", name="People")).to_have_count(0)
    for path in ("/people", "/pairs", "/mails", "/audit"):
        page.goto(path)
        expect(page.get_by_role("heading", name="This page is not for your role")).to_be_visible()


@pytest.mark.timeout(120)
def test_a_request_is_declined_on_the_mentors_behalf(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    page.goto("/requests?state=pending")
    page.get_by_role("link", name=re.compile("Ravi Shankaranarayan")).click()
    page.get_by_role("button", name="Decline for the mentor").click()
    dialog = page.get_by_role("dialog", name="Decline for: Marjatta Lehtovaara")
    dialog.get_by_role("button", name="Decline for the mentor").click()
    expect(page.get_by_role("status")).to_contain_text("The actor has been told")
    expect(page.get_by_text("The mentor could not say yes this time")).to_be_visible()
    declined = page.locator(".rows > li").first
    expect(declined).to_contain_text("A request was declined")
    expect(declined).to_contain_text("On behalf of: Marjatta Lehtovaara (mentor)")
    expect(page.get_by_role("button", name="Decline for the mentor")).to_have_count(0)
    service.post.wait_for("marjatta", "puolestasi")
    service.post.wait_for("ravi", "Marjatta Lehtovaara can’t be your mentor this time")


@pytest.mark.timeout(120)
def test_a_suggestion_is_answered_for_both(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    suggest(page, "Petri Saarikoski", "Linh Đặng")
    at(page, "/pairs?state=suggested")
    page.get_by_role("link", name=re.compile("Petri Saarikoski and Linh")).click()
    for answer, told in (
        ("Say yes for the mentor", "The other person has not answered yet."),
        ("Say yes for the actor", "They are a pair now."),
    ):
        page.get_by_role("button", name=answer).click()
        page.get_by_role("dialog").get_by_role("button", name=answer).click()
        expect(page.get_by_role("status")).to_contain_text(told)
        expect(page.get_by_role("button", name=answer)).to_have_count(0)
    service.post.wait_for("petri.saarikoski", "puolestasi")
    page.get_by_role("link", name="See the pair").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Petri Saarikoski and Linh")
