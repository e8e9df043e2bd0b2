"""An event from its plan to its list at the door: a coordinator, two students, one seat; and a calendar that follows."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, at, picture, settled, sign_in
from tests.browser.gathering import LINK, plan
from tests.browser.said import Said
from tests.browser.test_accessibility import SIZES
from tests.core.ics import read

COORDINATOR, FIRST, SECOND = "Tuula Rautavesi", "Linh Đặng", "Mateus Carvalho"


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fill_in(page: Page, day: str) -> None:
    page.get_by_label("Title").first.fill("Working life in Finland")
    page.get_by_label("Description").first.fill("Bring **questions**.")
    page.get_by_label("Begins").fill(f"{day}T16:00")
    page.get_by_label("Ends", exact=True).fill(f"{day}T18:00")
    page.get_by_label("Venue").fill("Otakaari 1, hall A")
    page.get_by_label("Link to join").fill(LINK)
    page.get_by_label("Actors", exact=True).check()
    page.get_by_label("Seats").fill("1")


def test_an_event_is_planned_opened_filled_and_moves_up_by_itself(browser: Browser, service: Service) -> None:
    day = (datetime.now(UTC) + timedelta(days=30)).strftime("%Y-%m-%d")
    staff = sign_in(browser, service, COORDINATOR)
    at(staff, "/events")
    staff.get_by_role("link", name="Plan an event").click()
    button(staff, "Save the draft")
    expect(staff.get_by_role("alert")).to_contain_text("Check these first")
    fill_in(staff, day)
    staff.get_by_label("Ends", exact=True).fill(f"{day}T15:00")
    button(staff, "Save the draft")
    expect(staff.get_by_role("alert")).to_contain_text("Choose an end that comes after the start")
    staff.get_by_label("Ends", exact=True).fill(f"{day}T18:00")
    button(staff, "Save the draft")
    staff.wait_for_url(re.compile(r"/events/[0-9a-f-]{36}"))
    button(staff, "Open sign-up")
    expect(staff.get_by_role("status")).to_contain_text("open for sign-up")
    address = staff.url

    first, second = (sign_in(browser, service, name) for name in (FIRST, SECOND))
    at(first, address)
    expect(first.get_by_text(LINK)).to_have_count(0)
    expect(first.locator(".own-words strong")).to_have_text("questions")
    button(first, "Sign up")
    expect(first.get_by_text("You have a seat.")).to_be_visible()
    expect(first.get_by_role("link", name=LINK)).to_be_visible()
    mail, _ = service.post.wait_for("linh", "Working life in Finland")
    (calendar,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    content = calendar.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert read(content).parts[0].one("SUMMARY").text == "Working life in Finland"
    with first.expect_download() as download:
        first.get_by_role("link", name="Add to calendar").click()
    assert download.value.suggested_filename == "event.ics"

    at(second, address)
    button(second, "Join the waiting list")
    expect(second.get_by_text("You are on the waiting list: number 1.")).to_be_visible()
    button(first, "Cancel sign-up")
    expect(
        first.get_by_role("button", name="Join the waiting list").or_(first.get_by_role("button", name="Sign up"))
    ).to_be_visible()
    service.post.wait_for("mateus", "A seat has become free")
    at(second, address)
    expect(second.get_by_text("You have a seat.")).to_be_visible()

    staff.get_by_role("link", name="Who is coming").click()
    settled(staff)
    expect(staff.get_by_role("rowheader", name=SECOND)).to_be_visible()
    button(staff, f"Cancel sign-up: {SECOND}")
    staff.get_by_role("dialog").get_by_role("button", name="Cancel sign-up", exact=True).click()
    expect(staff.get_by_text("Nobody has signed up yet")).to_be_visible()


def test_an_event_is_changed_and_cancelled_with_a_few_words(browser: Browser, service: Service) -> None:
    event_id = plan(service, FIRST)
    staff = sign_in(browser, service, COORDINATOR)
    at(staff, f"/events/{event_id}")
    staff.get_by_role("link", name="Edit the event").click()
    since = len(service.post.mails)
    staff.get_by_label("Venue").fill("Otakaari 1, hall B")
    button(staff, "Save")
    expect(staff.get_by_text("Otakaari 1, hall B")).to_be_visible()
    service.post.wait_for("linh", "hall B", since)
    button(staff, "Cancel the event")
    staff.get_by_role("dialog").get_by_label("A few words for them").fill("The speaker has fallen ill.")
    staff.get_by_role("dialog").get_by_role("button", name="Cancel it").click()
    expect(staff.get_by_text("This event has been cancelled.")).to_be_visible()
    service.post.wait_for("linh", "The speaker has fallen ill", since)
    student = sign_in(browser, service, FIRST)
    at(student, f"/events/{event_id}")
    expect(student.get_by_text("The speaker has fallen ill.")).to_be_visible()
    expect(student.get_by_role("heading", name="Your sign-up")).to_have_count(0)


def test_names_are_ticked_off_at_the_door(browser: Browser, service: Service) -> None:
    event_id = plan(service, FIRST, SECOND, days=0)
    staff = sign_in(browser, service, COORDINATOR)
    at(staff, f"/events/{event_id}/attendance")
    came = staff.get_by_role("button", name=f"{FIRST} came", exact=True)
    came.click()
    expect(staff.get_by_text("1 person came")).to_be_visible()
    at(staff, f"/events/{event_id}/attendance")
    expect(came).to_have_attribute("aria-pressed", "true")
    came.click()
    expect(came).to_have_attribute("aria-pressed", "false")


def test_a_calendar_is_subscribed_to_renewed_and_ended(browser: Browser, service: Service) -> None:
    plan(service, FIRST, days=20)
    page = sign_in(browser, service, FIRST)
    at(page, "/account")
    page.get_by_role("link", name="Calendar", exact=True).click()
    button(page, "Create an address")
    field = page.get_by_label("Address")
    expect(field).to_have_value(re.compile(r"/calendar/.+\.ics$"))
    url = field.input_value()
    answer = page.context.request.get(url)
    assert "Briefing" in [each.one("SUMMARY").text for each in read(answer.body()).parts]
    button(page, "Create a new address")
    expect(field).not_to_have_value(url)
    assert page.context.request.get(url).status == 404
    new = field.input_value()
    button(page, "End the subscription")
    expect(page.get_by_role("button", name="Create an address")).to_be_visible()
    expect(field).to_have_count(0)
    assert page.context.request.get(new).status == 404


@pytest.mark.parametrize(("language", "size"), [("en", "desktop"), ("fi", "phone")])
def test_whoever_saves_an_event_second_sees_both_versions(browser: Browser, service: Service, language: str, size: str) -> None:
    said, event_id = Said(language), plan(service, state="draft")
    first = sign_in(browser, service, COORDINATOR, language, viewport=SIZES[size])
    second = first.context.new_page()
    for page in (first, second):
        at(page, f"/events/{event_id}/edit")
    second.locator("#place").fill("Hall B")
    second.locator("#capacity").fill("30")
    second.locator("#roles").uncheck()
    first.locator("#place").fill("Hall C")
    first.locator("#title-sv").fill("Välkommen")
    first.get_by_role("button", name=said("Save"), exact=True).click()
    first.wait_for_url(re.compile(rf"/events/{event_id}(\?|$)"))

    second.get_by_role("button", name=said("Save"), exact=True).click()
    dialog = second.get_by_role("dialog", name=said("Somebody else has saved changes in the meantime"))
    place = dialog.get_by_role("group", name=said("Venue"))
    expect(place).to_contain_text("Hall B")
    expect(place).to_contain_text("Hall C")
    expect(place.get_by_role("radio", name=said("Mine"))).to_be_checked()
    picture(second, f"event-both-{language}")
    second.reload()  # also thus nothing of it is lost
    settled(second)
    expect(second.get_by_role("button", name=said("Discard them"))).to_be_visible()
    expect(second.locator("#place")).to_have_value("Hall B")
    second.get_by_role("button", name=said("Save"), exact=True).click()
    place.get_by_role("radio", name=said("Theirs")).check()
    dialog.get_by_role("button", name=said("Use what I chose")).click()
    held = {"place": "Hall C", "capacity": "30", "title-sv": "Välkommen", "title-en": "Briefing"}
    for field, value in held.items():
        expect(second.locator(f"#{field}")).to_have_value(value)
    expect(second.locator("#roles")).not_to_be_checked()
    second.get_by_role("button", name=said("Save"), exact=True).click()
    second.wait_for_url(re.compile(rf"/events/{event_id}(\?|$)"))
    saved = second.context.request.get(f"/api/v1/events/{event_id}").json()
    assert (saved["place"], saved["capacity"], saved["roles"]) == ("Hall C", 30, ["mentee"])
    assert {each["language"]: each["title"] for each in saved["texts"]}["sv"] == "Välkommen"


def test_an_event_that_was_opened_meanwhile_is_saved_as_it_is(browser: Browser, service: Service) -> None:
    event_id = plan(service, state="draft")
    page = sign_in(browser, service, COORDINATOR)
    other = page.context.new_page()
    at(page, f"/events/{event_id}/edit")
    at(other, f"/events/{event_id}")
    button(other, "Open sign-up")
    expect(other.get_by_role("status")).to_contain_text("open for sign-up")
    page.locator("#place").fill("Hall D")
    button(page, "Save")
    page.wait_for_url(re.compile(rf"/events/{event_id}(\?|$)"))
    expect(page.get_by_text("Hall D")).to_be_visible()
