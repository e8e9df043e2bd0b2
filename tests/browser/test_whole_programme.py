"""A whole programme under a clock of the test's: from the request to the certificate, in every language, with every mail.

Days pass because all of the programme moves back in the database (see `days.py`); a worker that is started then does what
the running one does by the hour. Each language has a device, and each of the two sits in a zone of their own.
"""

import os
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.beginning import END, HALFWAY, NAMES, begin, join, next_round, zone_by_day
from tests.browser.conftest import Service, at, change, picture, settled, sign_in, visit
from tests.browser.days import days_pass, worker_looks
from tests.browser.said import Said
from tests.browser.test_accessibility import violations
from tests.browser.test_three_people import MESSAGE, Person, Scene, press
from tests.core.ics import Component, read
from tests.core.pdf_text import text_of

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Language, device, and who is in it.
TELLINGS = {
    "en": (DESKTOP, "Agnes Holm", "Ben Lindqvist"),
    "fi": (PHONE, "Aarne Helenius", "Betty Laine"),
    "sv": (DESKTOP | {"color_scheme": "dark"}, "Anders Hedman", "Bella Lund"),
}
GOAL, STEP, MEASURE = "Find out what a keeper does all day", "Visit the archive in Pasila", "Meet on the first Monday"
EVENT = {"en": "Working life in Finland", "fi": "Työelämä Suomessa", "sv": "Arbetslivet i Finland"}
HELP = "We hear too little of each other."


@dataclass
class Telling:
    """One telling of the programme: its two and their coordinator, each in a browser of their own."""

    scene: Scene
    programme_id: str
    coordinator: Page
    people: tuple[Person, Person]
    pages: tuple[Page, Page]
    folder: Path
    stops: list[str] = field(default_factory=list)
    next_id: str = ""

    @property
    def said(self) -> Said:
        return self.scene.said

    @property
    def mentor(self) -> Page:
        return self.pages[0]

    @property
    def mentee(self) -> Page:
        return self.pages[1]

    def press(self, page: Page, label: str) -> None:
        """Press a button; in a dialog where one is open."""
        dialog = page.get_by_role("dialog")
        press(dialog if dialog.count() else page, self.said(label))

    def look(self, page: Page, name: str) -> None:
        """Keep a picture of a page that stands, for whoever wants to see it."""
        settled(page)
        self.stops.append(name)
        picture(page, f"{self.said.language}-{len(self.stops):02}-{name}")

    def home(self, name: str) -> None:
        """Both look at their front pages."""
        for page, who in zip(self.pages, ("mentor", "mentee"), strict=True):
            at(page, f"/?programme={self.programme_id}")
            self.look(page, f"{name}-home-{who}")

    def match(self, page: Page) -> None:
        """Open the page that the two share."""
        at(page, f"/?programme={self.programme_id}")
        page.locator("main a[href*='/matches/']").first.click()
        page.wait_for_url(re.compile("/matches/"))
        settled(page)

    def pass_days(self, days: int) -> None:
        days_pass(self.scene.service, self.programme_id, days)

    def mailed(self, number: int, words: str, since: int = 0) -> tuple[EmailMessage, str]:
        """Wait for a mail to the mentor (0) or the mentee (1); return it and what was found."""
        return self.scene.service.post.wait_for(self.people[number].email, words, since)

    def arrived(self) -> int:
        return len(self.scene.service.post.mails)

    def link_to(self, number: int, path: str, since: int = 0) -> str:
        """Return a link out of a mail."""
        return self.mailed(number, rf"{re.escape(self.scene.service.url)}/{path}", since)[1]


@pytest.fixture(params=TELLINGS)
def telling(request: pytest.FixtureRequest, browser: Browser, service: Service, tmp_path: Path) -> Telling:
    """A programme on its first day, and two who have joined it."""
    language = str(request.param)
    device, *names = TELLINGS[language]
    expect.set_options(timeout=15_000)  # as long as other waiting takes: beside other tests the machine has its hands full
    scene = Scene(browser, service, Said(language), dict(device))
    coordinator = sign_in(browser, service, "Tuula Rautavesi", language, **device)
    change(coordinator.context.request, "PATCH", "/me", {"language": language})
    with psycopg.connect(service.database) as connection:  # so that the only round to join next is the telling's own
        connection.execute("UPDATE programme SET mentor_signup_closes = clock_timestamp()")
    programme_id = begin(coordinator)
    people = (scene.person(names[0]), scene.person(names[1], "student"))
    pages = []
    for person, role, zone in zip(people, ("mentor", "mentee"), ("Europe/Helsinki", "America/New_York"), strict=True):
        page = Scene(browser, service, scene.said, dict(device) | {"timezone_id": zone}).desk_of(person)
        mine = join(page, service, programme_id, role, person.name, f"contact.{person.email}")
        if role == "mentor":
            change(coordinator.context.request, "POST", f"/participants/{mine}/approve", {})
        pages.append(page)
    return Telling(scene, programme_id, coordinator, people, (pages[0], pages[1]), tmp_path)


@pytest.mark.timeout(300)
def test_a_programme_from_the_request_to_the_certificate(telling: Telling) -> None:
    try:
        ask_and_answer(telling)
        agree(telling)
        set_a_goal(telling)
        arrange(telling)
        telling.pass_days(6)
        meet(telling)
        telling.pass_days(46)
        fall_quiet(telling)
        go_to_an_event(telling)
        telling.pass_days(HALFWAY + 1 - 6 - 46 - 2)
        look_back_halfway(telling)
        telling.pass_days(END - HALFWAY)
        give_feedback(telling)
        take_the_certificate(telling)
        be_asked_again(telling)
    finally:
        keep_mails(telling)
        for page in (telling.coordinator, *telling.pages):
            page.context.close()


def ask_and_answer(it: Telling) -> None:
    """The student asks, the mentor comes from the mail and says yes; both have each other's contacts."""
    said, mentor, mentee = it.said, it.mentor, it.mentee
    it.home("first-day")
    at(mentee, f"/mentors?programme={it.programme_id}")
    it.look(mentee, "directory")
    mentee.get_by_role("link", name=it.people[0].name).click()
    mentee.get_by_role("link", name=said("Ask to be my mentor")).click()
    mentee.get_by_label(said.beginning("Your message")).fill(MESSAGE)
    it.press(mentee, "Send the request")
    mentee.wait_for_url(re.compile("/requests/"))
    it.look(mentee, "request-sent")
    at(mentor, it.link_to(0, r"requests/[0-9a-f-]+"))
    it.look(mentor, "request-received")
    it.press(mentor, "Say yes")
    mentor.wait_for_url(re.compile("/matches/"))
    it.look(mentor, "match-mentor")
    expect(mentor.get_by_role("link", name=f"contact.{it.people[1].email}")).to_be_visible()
    it.mailed(0, re.escape(f"contact.{it.people[1].email}"))
    it.mailed(1, re.escape(f"contact.{it.people[0].email}"))
    it.home("matched")
    it.match(mentee)
    expect(mentee.get_by_role("link", name=f"contact.{it.people[0].email}")).to_be_visible()


def agree(it: Telling) -> None:
    """The student writes the agreement and signs, the mentor changes it and signs, the student signs what is new."""
    said, mentor, mentee = it.said, it.mentor, it.mentee
    mentee.get_by_role("link", name=said("Open the agreement")).click()
    settled(mentee)
    mentee.locator("main textarea").first.fill("A map of my own")
    it.look(mentee, "agreement-draft")
    it.press(mentee, "Save the agreement")
    expect(mentee.get_by_text(said.beginning("Not signed yet by: {waiting}"))).to_be_visible()
    sign(it, mentee)
    at(mentor, it.link_to(0, r"matches/[0-9a-f-]+/agreement\S*"))
    it.press(mentor, "Change the agreement")
    mentor.locator("main textarea").nth(1).fill("Salaries: ask others.")
    since = it.arrived()
    it.press(mentor, "Save the agreement")
    sign(it, mentor)
    it.look(mentor, "agreement-half-signed")
    at(mentee, it.link_to(1, r"matches/[0-9a-f-]+/agreement\S*", since))
    expect(mentee.get_by_text("Salaries: ask others.").first).to_be_visible()
    sign(it, mentee)
    expect(mentee.get_by_text(said.beginning("Signed by everybody: {day}"))).to_be_visible()
    it.look(mentee, "agreement-in-force")
    for number in (0, 1):
        it.link_to(number, r"matches/[0-9a-f-]+/agreement\S*", since)


def sign(it: Telling, page: Page) -> None:
    settled(page)
    page.get_by_label(it.said("I have read the agreement and want to keep to it.")).check()
    it.press(page, "Sign the agreement")
    expect(page.get_by_role("button", name=it.said("Sign the agreement"))).to_have_count(0)
    settled(page)


def set_a_goal(it: Telling) -> None:
    """The student writes a goal, the mentor a step towards it."""
    mentor, mentee = it.mentor, it.mentee
    it.match(mentee)
    it.press(mentee, "Write a goal")
    mentee.locator("#title").fill(GOAL)
    mentee.locator("#target_on").fill(in_days(60))
    it.look(mentee, "goal-dialog")
    it.press(mentee, "Save")
    expect(mentee.get_by_role("link", name=GOAL)).to_be_visible()
    it.match(mentor)
    mentor.get_by_role("link", name=GOAL).click()
    mentor.wait_for_url(re.compile("/goals/"))
    settled(mentor)
    it.press(mentor, "Add a step")
    mentor.locator("input[name=words]").fill(STEP)
    it.press(mentor, "Add")
    expect(mentor.get_by_role("checkbox", name=STEP)).to_be_visible()
    it.look(mentor, "goal")


def arrange(it: Telling) -> None:
    """The student suggests times by the clock of where she is, the mentor picks one; both get it into their calendars."""
    mentor, mentee = it.mentor, it.mentee
    it.match(mentee)
    it.press(mentee, "Suggest times")
    for number, hour in ((0, "09:00"), (1, "11:30")):
        mentee.locator(f"#day-{number}").fill(in_days(4 + number))
        mentee.locator(f"#hour-{number}").fill(hour)
    mentee.locator("#link").fill("https://meet.example.org/two")
    it.look(mentee, "times-dialog")
    it.press(mentee, "Suggest")
    expect(mentee.get_by_role("dialog")).to_have_count(0)
    it.look(mentee, "times-suggested")
    at(mentor, it.link_to(0, r"meetings/[0-9a-f-]+"))
    mentor.locator("main").get_by_role("radio").nth(1).check()
    it.look(mentor, "times-to-pick")
    since = it.arrived()
    it.press(mentor, "Pick this time")
    expect(mentor.locator("main").get_by_role("radio")).to_have_count(0)
    it.look(mentor, "meeting-planned")
    for number in (0, 1):
        invitation = calendar_of(it.mailed(number, r"meetings/[0-9a-f-]+", since)[0])
        assert invitation.one("METHOD").value == "REQUEST"
        (meeting,) = [each for each in invitation.parts if each.name == "VEVENT"]
        assert meeting.one("DTSTART").value.endswith("Z")
        assert it.people[number].email in meeting.one("ATTENDEE").value
        assert it.people[1 - number].email not in str(meeting.lines)
    it.home("meeting-planned")


def meet(it: Telling) -> None:
    """The meeting has passed: the mentor says that it was, the student logs what both do next."""
    said, mentor, mentee = it.said, it.mentor, it.mentee
    it.home("meeting-passed")
    it.match(mentor)
    it.look(mentor, "meeting-to-judge-match")
    mentor.locator("main a[href*='/meetings/']").first.click()
    settled(mentor)
    expect(mentor.get_by_role("heading", name=said("Did you meet?"))).to_be_visible()
    it.look(mentor, "meeting-to-judge")
    it.press(mentor, "We met")
    expect(mentor.get_by_text(said("You met."))).to_be_visible()
    mentor.get_by_role("textbox", name=said("Shared notes")).first.fill("Read the annual report first.")
    it.press(mentor, "Save")
    it.look(mentor, "meeting-held")
    it.match(mentee)
    mentee.get_by_role("checkbox", name=STEP).click()
    settled(mentee)
    it.look(mentee, "match-after-meeting")


def fall_quiet(it: Telling) -> None:
    """Nobody meets for six weeks: both get a friendly mail, the mentor writes measures down; then they met after all."""
    said, mentor = it.said, it.mentor
    since = it.arrived()
    with worker_looks(it.scene.service, it.folder):
        links = [it.link_to(number, r"matches/[0-9a-f-]+\S*", since) for number in (0, 1)]
    it.home("quiet")
    at(mentor, links[0])
    it.look(mentor, "quiet-match")
    steps = mentor.get_by_role("region", name=said("Steps you take together"))
    steps.get_by_role("button", name=said("Add a step")).click()
    steps.locator("input[name=words]").fill(MEASURE)
    steps.get_by_role("button", name=said("Add"), exact=True).click()
    expect(steps.get_by_role("checkbox", name=MEASURE)).to_be_visible()
    it.press(mentor, "Record a meeting you had")
    mentor.locator("#day-0").fill(in_days(0))
    mentor.locator("#hour-0").fill("00:00")
    it.look(mentor, "log-dialog")
    it.press(mentor, "Record it")
    expect(mentor.get_by_role("dialog")).to_have_count(0)
    it.look(mentor, "quiet-no-more")


def go_to_an_event(it: Telling) -> None:
    """The student signs up for an event, gets it into the calendar, and is reminded the day before."""
    said, mentee, zone = it.said, it.mentee, zone_by_day()
    api = it.coordinator.context.request
    starts = (datetime.now(zone) + timedelta(days=3)).replace(minute=0, second=0, microsecond=0, tzinfo=None)
    texts = [{"language": code, "title": title, "description": "**Otaniemi**."} for code, title in EVENT.items()]
    place = {"place_kind": "on_campus", "place": "Otakaari 1, hall A", "link": "https://video.example.org/room"}
    times = {"starts": starts.isoformat(), "ends": (starts + timedelta(hours=2)).isoformat()}
    body = {"texts": texts, "language": it.said.language, "roles": ["mentor", "mentee"], "capacity": 20} | place | times
    event_id = change(api, "POST", f"/programmes/{it.programme_id}/events", body)["id"]
    change(api, "POST", f"/events/{event_id}/publish", {})
    at(mentee, f"/events?programme={it.programme_id}")
    it.look(mentee, "events")
    mentee.get_by_role("link", name=EVENT[said.language]).click()
    settled(mentee)
    since = it.arrived()
    it.press(mentee, "Sign up")
    expect(mentee.get_by_text(said("You have a seat."))).to_be_visible()
    it.look(mentee, "event-seat")
    invitation = calendar_of(it.mailed(1, re.escape(EVENT[said.language]), since)[0])
    assert invitation.one("METHOD").value == "REQUEST"
    since = it.arrived()
    it.pass_days(2)
    it.link_to(1, rf"events/{event_id}", since)
    it.home("event-tomorrow")


def look_back_halfway(it: Telling) -> None:
    """The check-in opens: its mail leads to the form; the student answers and asks for help, the mentor is reminded."""
    said, service = it.said, it.scene.service
    since = it.arrived()
    with worker_looks(service, it.folder):
        links = [it.link_to(number, r"programmes/[0-9a-f-]+/surveys/[0-9a-f-]+", since) for number in (0, 1)]
    it.home("halfway")
    for page in it.pages:
        assert violations(page, "home with what waits in a match")[1] == []
    page = it.scene.from_the_mail(it.people[1], links[1])
    it.look(page, "halfway-form")
    page.get_by_role("radio", name="4", exact=True).first.check()
    page.locator("main fieldset").nth(1).get_by_role("radio").nth(1).check()
    page.locator("main textarea").first.fill("Oftener.")
    since = it.arrived()
    it.press(page, "I need help")
    page.get_by_role("dialog").get_by_role("textbox").fill(HELP)
    it.look(page, "halfway-help")
    it.press(page, "Send to the coordinators")
    service.post.wait_for("tuula", HELP, since)
    it.press(page, "Send my answers")
    expect(page.get_by_role("heading", name=said("Thank you for your answers!"))).to_be_visible()
    it.look(page, "halfway-thanks")
    page.context.close()
    at(it.coordinator, service.post.wait_for("tuula", rf"{re.escape(service.url)}/people/\S+", since)[1])
    it.look(it.coordinator, "halfway-help-coordinator")
    since = it.arrived()
    it.pass_days(5)
    with worker_looks(service, it.folder):
        it.link_to(0, r"programmes/[0-9a-f-]+/surveys/[0-9a-f-]+", since)
    assert it.people[1].email not in str([each["to"] for each in service.post.mails[since:]])
    for place in ("", "pairs", "surveys", "events"):
        at(it.coordinator, f"/{place}?programme={it.programme_id}")
        it.look(it.coordinator, f"halfway-coordinator-{place or 'home'}")


def give_feedback(it: Telling) -> None:
    """The mentoring months end: thanks, and the final feedback, from the mail."""
    said = it.said
    it.next_id = next_round(it.coordinator.context.request, it.programme_id)
    since = it.arrived()
    with worker_looks(it.scene.service, it.folder):
        for number in (0, 1):
            it.link_to(number, "certificate", since)
        link = it.link_to(1, r"programmes/[0-9a-f-]+/surveys/[0-9a-f-]+", since)
    it.home("end")
    page = it.scene.from_the_mail(it.people[1], link)
    it.look(page, "feedback-form")
    page.get_by_role("radio", name="9", exact=True).first.check()
    page.get_by_role("radio", name="5", exact=True).nth(1).check()
    it.press(page, "Send my answers")
    expect(page.get_by_role("heading", name=said("Thank you for your answers!"))).to_be_visible()
    it.look(page, "feedback-thanks")
    page.context.close()


def take_the_certificate(it: Telling) -> None:
    """The student makes a certificate, downloads it, and a stranger finds its code genuine."""
    said, mentee, name = it.said, it.mentee, it.people[1].name
    at(mentee, it.link_to(1, r"certificate\S*"))
    it.look(mentee, "certificate-ready")
    it.press(mentee, "Create my certificate")
    expect(mentee.get_by_role("heading", name=said("What it says"))).to_be_visible()
    it.look(mentee, "certificate")
    with mentee.expect_download() as download:
        mentee.locator(f"main a[hreflang={said.language}]").click()
    code = download.value.suggested_filename.removeprefix("certificate-").removesuffix(".pdf")
    paper = Path(download.value.path()).read_bytes()
    keep(f"{said.language}-certificate.pdf", paper)
    text = text_of(paper)
    for words in (name, NAMES[said.language], code, f"{it.scene.service.url}/certificates/{code}"):
        assert words in text, text
    stranger = visit(it.scene.browser, it.scene.service, said.language, **it.scene.device)
    at(stranger, f"/certificates/{code}")
    expect(stranger.get_by_text(name)).to_be_visible()
    it.look(stranger, "certificate-checked")
    stranger.context.close()


def be_asked_again(it: Telling) -> None:
    """The mentor's mail and page lead to the next round."""
    said, mentor = it.said, it.mentor
    page = it.scene.from_the_mail(it.people[0], it.link_to(0, r"certificate\S*"))
    it.look(page, "certificate-mentor")
    expect(page.get_by_role("heading", name=said("Would you be a mentor again?"))).to_be_visible()
    page.context.close()
    at(mentor, it.link_to(0, rf"join/{it.next_id}\?as=mentor"))
    expect(mentor.get_by_role("heading", name=said("What is expected of you"))).to_be_visible()
    it.look(mentor, "join-again")
    it.match(mentor)
    expect(mentor.get_by_text(said("All is well. There is nothing you need to do."))).to_be_visible()
    it.look(mentor, "match-at-the-end")


def calendar_of(mail: EmailMessage) -> Component:
    """Return the calendar in a mail."""
    content = next(part for part in mail.walk() if part.get_content_type() == "text/calendar").get_payload(decode=True)
    assert isinstance(content, bytes)
    return read(content)


def in_days(days: int) -> str:
    return (datetime.now() + timedelta(days=days)).date().isoformat()


def keep(name: str, content: bytes) -> None:
    """Keep a file beside the pictures."""
    folder = os.environ.get("KISALLI_PICTURES")
    if folder:
        (Path(folder) / name).write_bytes(content)


def keep_mails(it: Telling) -> None:
    for number, mail in enumerate(it.scene.service.post.mails):
        keep(f"mail-{number:03}.eml", mail.as_bytes())
