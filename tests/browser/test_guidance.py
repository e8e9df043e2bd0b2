"""Guidance as people use it: read without signing in, ticked off, looked up, worded anew by two at once; and stories."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, at, settled, sign_in, visit
from tests.core.test_markdown import HOSTILE

COORDINATOR, MENTOR, MENTEE = "Tuula Rautavesi", "Daniel Okonjo-Berg", "Noora Wiklund"
STORY = "I came with one question, and left with three better ones."


def follow_guidance(page: Page) -> None:
    """Go from the front page to the guidance of the programme."""
    at(page, "/")
    page.get_by_role("link", name="Guidance for mentoring").click()
    expect(page.get_by_role("heading", level=1, name="Guidance", exact=True)).to_be_visible()
    settled(page)


def guidance_of(page: Page) -> str:
    """Return the address of the guidance that the front page leads to."""
    follow_guidance(page)
    return page.url.split("?")[0].split("#")[0].removesuffix("/guidance")


def test_ticks_stay_and_are_counted_where_the_list_is_chosen(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, MENTOR)
    follow_guidance(page)
    page.get_by_role("link", name="Checklist for mentors").click()
    first = page.get_by_role("checkbox", name="I have read what is expected")
    first.check()
    page.get_by_role("checkbox", name="I ask more than I tell").check()
    expect(page.get_by_text("2 of 19")).to_be_visible()
    first.uncheck()
    expect(page.get_by_text("1 of 19")).to_be_visible()
    settled(page)
    page.reload()
    expect(page.get_by_role("checkbox", name="I ask more than I tell")).to_be_checked()
    expect(first).not_to_be_checked()
    page.get_by_role("link", name="All guidance").click()
    expect(page.get_by_text("1 of 19")).to_be_visible()
    page.context.close()


def test_a_tick_that_the_server_did_not_take_is_undone_and_said(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, MENTOR)
    at(page, f"{guidance_of(page)}/guidance/checklist-mentor")
    page.route(re.compile("/ticks/"), lambda route: route.abort())
    box = page.get_by_role("checkbox", name="We have looked at the goals")
    box.click()
    expect(page.get_by_role("alert")).to_contain_text("We could not reach the service")
    expect(box).not_to_be_checked()
    page.context.close()


def test_the_stage_that_the_front_page_leads_to_lies_open(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, MENTEE)
    follow_guidance(page)
    expect(page.get_by_role("link", name="The first meeting")).to_be_visible()
    expect(page.get_by_role("link", name="Ending well")).to_be_hidden()
    expect(page.get_by_text("You are here")).to_have_count(1)
    page.context.close()


def test_whoever_has_not_signed_in_reads_what_is_for_everybody(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, MENTEE)
    base = guidance_of(page)
    page.context.close()
    page = visit(browser, service, "sv")
    at(page, f"{base}/guidance")
    expect(page.get_by_role("link", name="Vad mentorskap är")).to_have_count(1)
    expect(page.get_by_role("link", name="Checklista för mentorer")).to_have_count(0)
    at(page, f"{base}/guidance/checklist-mentor")
    expect(page.get_by_role("alert")).to_contain_text("inte")
    page.context.close()


def test_answers_are_found_by_words(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, MENTEE)
    follow_guidance(page)
    page.get_by_label("Look for an answer").fill("credits")
    page.get_by_role("button", name="Find answers").click()
    expect(page.get_by_text("As a rule, no.")).to_be_visible()
    assert "q=credits" in page.url
    page.get_by_label("Look for an answer").fill("zebra")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No answer contains these words")).to_be_visible()
    page.context.close()


def test_two_who_word_the_same_page_lose_nothing(browser: Browser, service: Service) -> None:
    one, other = sign_in(browser, service, COORDINATOR), sign_in(browser, service, COORDINATOR)
    base = guidance_of(one)
    for page in (one, other):
        at(page, f"{base}/guidance/benefits/en")
    one.get_by_label("Title").fill("Hers")
    one.get_by_role("button", name="Save", exact=True).click()
    expect(one.get_by_text("These are the programme’s own words.")).to_be_visible()
    other.get_by_label("Title").fill("His")
    other.get_by_role("button", name="Save", exact=True).click()
    dialog = other.get_by_role("dialog")
    expect(dialog).to_contain_text("Hers")
    dialog.get_by_role("button", name="Continue with mine").click()
    expect(other.get_by_label("Title")).to_have_value("His")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_text("These are the programme’s own words.")).to_be_visible()
    other.get_by_role("link", name="Back to the page").click()
    expect(other.get_by_role("heading", level=1, name="His")).to_be_visible()
    other.get_by_role("button", name="Restore the standard text").click()
    other.get_by_role("button", name="Restore it").click()
    expect(other.get_by_role("heading", level=1, name="What you gain")).to_be_visible()
    one.context.close()
    other.context.close()


def test_what_was_typed_outlives_a_reload(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"{guidance_of(page)}/guidance/principles/en")
    page.get_by_label("Title").fill("Half a thought")
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("Half a thought")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("dialog").get_by_role("cell", name="Engagement")).to_be_visible()
    page.context.close()


def test_a_page_of_ones_own_is_added_hidden_and_deleted_and_acts_on_nobody(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    follow_guidance(page)
    page.get_by_role("button", name="Add a page of our own").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("<img src=x onerror=alert(1)>")
    dialog.get_by_role("button", name="Add it").click()
    page.get_by_label("Text").fill("\n\n".join(HOSTILE))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("shows a picture from another site")
    page.get_by_label("Text").fill("\n\n".join(each for each in HOSTILE if "pixel.png" not in each))
    acted: list[str] = []
    page.on("dialog", lambda each: (acted.append(each.message), each.dismiss()))
    page.on("request", lambda each: acted.append(each.url) if not each.url.startswith(service.url) else None)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("These are the programme’s own words.")).to_be_visible()
    page.get_by_role("link", name="Back to the page").click()
    expect(page.get_by_role("heading", level=1, name="<img src=x onerror=alert(1)>")).to_be_visible()
    settled(page)
    assert page.locator("main :is(script, iframe, svg, style, [onerror], [onclick], [href^='javascript:' i])").count() == 0
    assert acted == []
    page.get_by_role("button", name="Hide").click()
    expect(page.get_by_text("Hidden: only coordinators see this page.")).to_be_visible()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", level=1, name="Guidance", exact=True)).to_be_visible()
    page.context.close()


def test_a_story_is_offered_shown_and_taken_back(browser: Browser, service: Service) -> None:
    writer, reader = sign_in(browser, service, MENTEE), visit(browser, service)
    stories = f"{guidance_of(writer)}/guidance/stories"
    at(writer, stories)
    writer.get_by_role("button", name="Tell my story").click()
    writer.get_by_role("textbox", name="My story").fill("Good.")
    writer.get_by_role("button", name="Offer my story").click()
    expect(writer.get_by_role("alert")).to_contain_text("Without your consent")
    writer.get_by_role("textbox", name="My story").fill(STORY)
    writer.get_by_label("Show my story").check()
    writer.get_by_role("button", name="Offer my story").click()
    expect(writer.get_by_text("It is waiting for a coordinator")).to_be_visible()
    coordinator = sign_in(browser, service, COORDINATOR)
    at(coordinator, stories)
    expect(coordinator.get_by_role("heading", name=MENTEE)).to_be_visible()
    coordinator.get_by_role("button", name="Show it").click()
    expect(coordinator.get_by_role("button", name="Take it down")).to_be_visible()
    at(reader, stories)
    expect(reader.get_by_role("figure")).to_contain_text(STORY)
    expect(reader.get_by_role("figure")).to_contain_text("Noora, ")
    expect(reader.get_by_text("Wiklund")).to_have_count(0)
    at(writer, stories)
    writer.get_by_role("button", name="Withdraw the story").click()
    writer.get_by_role("button", name="Delete my story").click()
    expect(writer.get_by_role("button", name="Tell my story")).to_be_visible()
    at(reader, stories)
    expect(reader.get_by_role("figure")).to_have_count(0)
    for page in (writer, reader, coordinator):
        page.context.close()
