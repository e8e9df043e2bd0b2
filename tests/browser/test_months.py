"""Two people in the mentoring months: they arrange, move and hold a meeting, set a goal, note things; mails and calendars."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, at, settled, sign_in
from tests.browser.said import Said
from tests.core.ics import read

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}
# Each telling has a pair of the demo of its own: mentor and mentee, the mentee's address, and the mails' words.
TELLINGS = {
    "en": ("Marjatta Lehtovaara", "Emilia Haapasalo", {"viewport": {"width": 1280, "height": 900}}),
    "fi": ("Katarina Ekholm", "Noora Wiklund", PHONE),
}


@dataclass(frozen=True)
class Two:
    """A mentor and a mentee of the demo, each in a browser of their own."""

    service: Service
    said: Said
    mentor: Page
    mentee: Page
    names: tuple[str, str]

    def press(self, page: Page, label: str) -> None:
        """Press a button; in a dialog where one is open."""
        dialog = page.get_by_role("dialog")
        (dialog if dialog.count() else page).get_by_role("button", name=self.said(label), exact=True).click()

    def mailed(self, number: int, words: str) -> EmailMessage:
        """Wait for a mail to the mentor (0) or the mentee (1)."""
        return self.service.post.wait_for(self.names[number].partition(" ")[0].lower(), words)[0]


@pytest.mark.parametrize("language", TELLINGS)
def test_two_arrange_a_meeting_set_a_goal_and_note_what_is_theirs(language: str, browser: Browser, service: Service) -> None:
    mentor, mentee, device = TELLINGS[language]
    seats = [
        sign_in(browser, service, name, language, timezone_id=zone, **device)
        for name, zone in ((mentor, "Europe/Helsinki"), (mentee, "America/New_York"))
    ]
    two = Two(service, Said(language), seats[0], seats[1], (mentor, mentee))
    suggest_times(two)
    pick_one(two)
    write_at_once(two)
    cancel(two)
    note_what_was(two)
    set_a_goal(two)
    note_for_oneself(two)


def suggest_times(two: Two) -> None:
    """The mentee suggests times, by the clock of where she is."""
    page, said = two.mentee, two.said
    shared_page(page)
    expect(page.get_by_role("link", name=said("Arrange a first meeting. Suggest two or three times."))).to_be_visible()
    two.press(page, "Suggest times")
    two.press(page, "Suggest")
    expect(page.get_by_text(said("Give at least one day and time."))).to_be_visible()
    for number, hour in ((0, "09:00"), (1, "11:30")):
        page.locator(f"#day-{number}").fill(in_days(5 + number))
        page.locator(f"#hour-{number}").fill(hour)
    page.locator("#link").fill("https://meet.example.org/two")
    two.press(page, "Suggest")
    expect(page.get_by_role("dialog")).to_have_count(0)


def pick_one(two: Two) -> None:
    """The mentor comes from the mail, sees her own clock and the other's, and picks; both get an invitation."""
    page, said = two.mentor, two.said
    body = two.mailed(0, "New York").get_body(("plain",))
    link = re.search(r"http\S+/meetings/\S+", str(body.get_content()) if body else "")
    assert link
    page.goto(link.group())
    settled(page)
    choices = page.locator("main").get_by_role("radio")
    expect(choices).to_have_count(2)
    expect(page.locator("main fieldset")).to_contain_text("New York")
    two.press(page, "Pick this time")
    expect(page.get_by_text(said("Pick one of the times, or suggest others."))).to_be_visible()
    choices.nth(1).check()
    two.press(page, "Pick this time")
    expect(choices).to_have_count(0)
    settled(page)
    for number in (0, 1):
        mail = two.mailed(number, r"(invitation\s+that\s+comes|tuleva\s+kutsu|Inbjudan\s+som\s+följer)")
        calendar = read(next(part for part in mail.walk() if part.get_content_type() == "text/calendar").get_payload(decode=True))
        assert calendar.one("METHOD").value == "REQUEST"


def write_at_once(two: Two) -> None:
    """Both write the notes at once: the second keeps her words and sees the first's."""
    label = re.compile("^" + re.escape(two.said("Shared notes")))
    two.mentee.goto(two.mentor.url)
    settled(two.mentee)
    for page, words in ((two.mentor, "Bring a drawing."), (two.mentee, "Bring two questions.")):
        page.get_by_label(label).fill(words)
        two.press(page, "Save")
        settled(page)
    expect(two.mentee.get_by_role("alert")).to_contain_text("Bring a drawing.")
    with two.mentee.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        two.press(two.mentee, "Save mine")
    expect(two.mentee.get_by_role("alert")).to_have_count(0)
    two.mentor.reload()
    settled(two.mentor)
    expect(two.mentor.get_by_label(label)).to_have_value("Bring two questions.")


def cancel(two: Two) -> None:
    """The meeting is cancelled with words."""
    two.press(two.mentor, "Cancel the meeting")
    two.mentor.get_by_role("dialog").locator("textarea").fill("My flight is late.")
    two.press(two.mentor, "Cancel the meeting")
    expect(two.mentor.get_by_text(two.said("This meeting is cancelled."))).to_be_visible()
    two.mailed(1, r"My flight is late\.")


def note_what_was(two: Two) -> None:
    """A meeting that they had is noted; one to come can't be."""
    page = two.mentor
    shared_page(page)
    two.press(page, "Record a meeting you had")
    page.locator("#day-0").fill(in_days(2))
    page.locator("#hour-0").fill("10:00")
    two.press(page, "Record it")
    expect(page.get_by_role("dialog")).to_contain_text(two.said("This is still to come. Suggest it as a meeting instead."))
    page.locator("#day-0").fill(in_days(0))
    page.locator("#hour-0").fill("00:00")
    two.press(page, "Record it")
    expect(page.get_by_role("dialog")).to_have_count(0)


def set_a_goal(two: Two) -> None:
    """The mentee writes a goal, the mentor a step towards it; the mentee ticks that off and has reached it."""
    mentor, mentee, said = two.mentor, two.mentee, two.said
    shared_page(mentee)
    two.press(mentee, "Write a goal")
    mentee.locator("#title").fill("Find out what a site engineer does all day")
    mentee.locator("#target_on").fill(in_days(60))
    two.press(mentee, "Save")
    expect(mentee.get_by_role("link", name="Find out what a site engineer does all day")).to_be_visible()
    shared_page(mentor)
    expect(mentor.get_by_role("button", name=said("Write a goal"))).to_have_count(0)
    mentor.get_by_role("link", name="Find out what a site engineer does all day").click()
    mentor.wait_for_url(re.compile("/goals/"))
    settled(mentor)
    two.press(mentor, "Add a step")
    mentor.locator("input[name=words]").fill("Visit the site in Pasila")
    two.press(mentor, "Add")
    expect(mentor.get_by_role("checkbox", name="Visit the site in Pasila")).to_be_visible()
    mentee.goto(mentor.url)
    settled(mentee)
    mentee.get_by_role("checkbox", name="Visit the site in Pasila").click()
    settled(mentee)
    two.press(mentee, "I have reached it")
    expect(mentee.get_by_text(said("This goal was reached."))).to_be_visible()


def note_for_oneself(two: Two) -> None:
    """A note for oneself: the other one has none."""
    page = two.mentee
    shared_page(page)
    page.get_by_role("link", name=two.said("Write a note")).click()
    page.wait_for_url(re.compile("/notes"))
    settled(page)
    page.locator("main textarea").fill("Ask how she chose the bridge.")
    two.press(page, "Save the note")
    expect(page.get_by_text("Ask how she chose the bridge.")).to_be_visible()
    two.mentor.goto(page.url)
    settled(two.mentor)
    expect(two.mentor.get_by_text(two.said("You have not written any yet."))).to_be_visible()


def shared_page(page: Page) -> None:
    """Open one's match."""
    at(page, "/")
    page.locator("main a[href*='/matches/']").first.click()
    page.wait_for_url(re.compile("/matches/"))
    settled(page)


def in_days(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()
