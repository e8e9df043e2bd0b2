"""A mentor, a student and a coordinator find their way: in every language, on phone and desktop, with their mails.

Each sees their pages in the same language, so that one story goes through all of its words (see `said.py`).
"""

import re
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Service, at, settled, sign_in, sign_in_as, take_seat, visit
from tests.browser.said import Said

LANGUAGES = ("en", "fi", "sv")
DEVICES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "color_scheme": "dark"},
}
# All tellings share one programme, so that in each the others' people stand beside its own.
FAMILIES = dict(zip(product(LANGUAGES, DEVICES), ("Alanne", "Ceder", "Dahlman", "Elonen", "Forsius", "Granholm"), strict=True))
MESSAGE = "Hei! Luin tarinasi kahdesti. Jag läste den två gånger till. May I ask you about it?"
NO = "You would be in better hands with somebody of your own field."


@dataclass
class Scene:
    """One telling of the story: where it plays, in which language, on what device."""

    browser: Browser
    service: Service
    said: Said
    device: dict[str, Any]

    def person(self, name: str, *kinds: str) -> "Person":
        """Make somebody who is not in any programme yet."""
        person_id, address = str(uuid4()), f"{name.lower().replace(' ', '.')}.{uuid4().hex[:8]}@example.org"
        with psycopg.connect(self.service.database) as connection:
            connection.execute(
                "INSERT INTO person (id, name, email, language, demo) VALUES (%s, %s, %s, %s, true)",
                (person_id, name, address, self.said.language),
            )
            connection.execute(
                "INSERT INTO consent (id, person_id, kind, version, language, wording_hash)"
                " SELECT gen_random_uuid(), %s, kind, 1, 'en', '' FROM unnest('{terms,privacy}'::text[]) AS kind",
                (person_id,),
            )
            for kind in kinds:
                connection.execute("INSERT INTO affiliation VALUES (%s, 'aurora.example', %s)", (person_id, kind))
        return Person(person_id, name, address)

    def desk_of(self, person: "Person") -> Page:
        """Open somebody's own browser, signed in, at their front page."""
        return sign_in_as(self.browser, self.service, person.id, self.said.language, **self.device)

    def somebody_to_ask(self, student: Page, nth: int) -> "Person":
        """Return a mentor of the demo whom a student may ask; each telling takes another."""
        api, programme = student.context.request, "/api/v1/programmes"
        programme += "/" + api.get(programme).json()["items"][0]["id"]
        hidden = api.get(f"{programme}/directory/mine").json()["hidden"]
        cards = [each for each in api.get(f"{programme}/directory").json()["items"] if each["id"] not in hidden]
        cards = [each for each in cards if not each["name"].startswith("Bertil ")]
        card = sorted(cards, key=lambda each: str(each["name"]))[nth]
        with psycopg.connect(self.service.database) as connection:
            found = connection.execute(
                "SELECT person.id, email FROM person JOIN participant ON person.id = person_id WHERE participant.id = %s",
                (card["id"],),
            ).fetchone()
        assert found is not None
        return Person(str(found[0]), card["name"], found[1])

    def from_the_mail(self, person: "Person", link: str) -> Page:
        """Follow a link out of a mail: sign in on the way, and be where it leads."""
        page = visit(self.browser, self.service, self.said.language, **self.device)
        page.goto(link)
        page.wait_for_url(re.compile("/sign-in"))
        take_seat(page, self.service, person.id)
        at(page, link)
        return page


@dataclass(frozen=True)
class Person:
    """Somebody of the story; their contact address is another than they sign in with."""

    id: str
    name: str
    email: str


@pytest.mark.timeout(240)
@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_three_people_find_their_way(browser: Browser, service: Service, language: str, device: str) -> None:
    scene = Scene(browser, service, Said(language), DEVICES[device])
    family = FAMILIES[language, device]
    bertil, cecilia = scene.person(f"Bertil {family}"), scene.person(f"Cecilia {family}", "student")
    coordinator = sign_in(browser, service, "Tuula Rautavesi", language, **DEVICES[device])
    become_mentor(scene, bertil)
    let_in(scene, coordinator, bertil)
    student = become_student(scene, cecilia)
    aino = scene.somebody_to_ask(student, list(FAMILIES.values()).index(family))

    choose(scene, student, aino, bertil)
    think_again(scene, student, aino)
    decline(scene, scene.from_the_mail(aino, ask(scene, student, aino)), cecilia)
    read_the_no(scene, student)
    accept(scene, scene.from_the_mail(bertil, ask(scene, student, bertil)), bertil, cecilia)
    read_the_yes(scene, student, cecilia, bertil)
    look_after(scene, coordinator, bertil, cecilia)


def become_mentor(scene: Scene, mentor: Person) -> None:
    """Read what is expected, fill in the steps, confirm the address, look at it as students will, publish (R3, R5, R8)."""
    said, page = scene.said, scene.desk_of(mentor)
    page.get_by_role("link", name=said("See what you can join")).click()
    page.get_by_role("link", name=said("Join as a mentor"), exact=True).click()
    expect(page.get_by_role("heading", name=said("What is expected of you"))).to_be_visible()
    expect(page.get_by_role("heading", name=said("What is not expected of you"))).to_be_visible()
    press(page, said("Join and fill in my profile"))

    write(page, said("Your name"), mentor.name)
    write(page, said("Degree"), "FM")
    press(page, said("Save and continue"))
    write(page, said("What you do"), "Museum keeper")
    press(page, said("Save and continue"))
    write(page, said("Your career story"), "Ensin kartat.\n\nSitten museo.")
    page.reload()
    expect(page.get_by_text(said("What you typed here last time is back, not saved yet."))).to_be_visible()
    press(page, said("Save and continue"))
    for group in ("What you like to talk about", "Languages you mentor in", "How you can meet"):
        page.get_by_role("group", name=said(group)).get_by_role("checkbox").first.check()
    press(page, said("Save and continue"))
    confirm(scene, page, mentor)
    page.get_by_role("link", name=said("See your profile as [mentees] see it")).click()
    expect(page.get_by_role("heading", name=said("Career story"))).to_be_visible()
    page.get_by_role("link", name=said("Back to your profile")).click()
    press(page, said("Publish my profile"))
    expect(page.get_by_role("heading", name=said("Your profile is waiting for approval"))).to_be_visible()
    page.context.close()


def confirm(scene: Scene, page: Page, person: Person) -> None:
    """Give another address than one signs in with, and the code that was mailed to it (R8)."""
    said, address = scene.said, f"contact.{person.email}"
    write(page, said("Email address"), address)
    press(page, said("Save and continue"))
    expect(page.get_by_role("status")).to_contain_text(said("We have emailed you a code. Write it below."))
    write(page, said("Code"), scene.service.post.code_for(address))
    press(page, said("Confirm"))


def let_in(scene: Scene, page: Page, mentor: Person) -> None:
    """The coordinator reads a profile that waits and approves it; the mentor hears so."""
    said = scene.said
    at(page, "/people?state=submitted")
    page.get_by_role("link", name=mentor.name).click()
    expect(page.get_by_text("Museum keeper").first).to_be_visible()
    press(page, said("Approve"))
    expect(page.get_by_role("status")).to_contain_text(said("Approved. They get an email saying they are in."))
    scene.service.post.wait_for(mentor.email, re.escape(scene.service.url))


def become_student(scene: Scene, student: Person) -> Page:
    """The same for a student, whose profile waits for nobody (R6)."""
    said, page = scene.said, scene.desk_of(student)
    page.get_by_role("link", name=said("See what you can join")).click()
    page.get_by_role("link", name=said("Join as: [mentee]")).first.click()
    press(page, said("Join and fill in my profile"))
    write(page, said("School or faculty"), "School of Arts")
    page.get_by_label(said("What you are studying for")).select_option(index=1)
    page.get_by_role("group", name=said("Languages you speak")).get_by_role("checkbox").first.check()
    press(page, said("Save and continue"))
    page.get_by_role("group", name=said("What you would like to talk about")).get_by_role("checkbox").first.check()
    write(page, said("What you hope for from mentoring"), "A map of my own.")
    press(page, said("Save and continue"))
    confirm(scene, page, student)
    press(page, said("Publish my profile"))
    expect(page.get_by_role("heading", name=said("Choose your mentor"))).to_be_visible()
    return page


def choose(scene: Scene, page: Page, first: Person, second: Person) -> None:
    """Find by words, see what fits, save two and order them; the filters stand in the address (R10, R11)."""
    said = scene.said
    page.get_by_role("link", name=said("See the mentors"), exact=True).click()
    for mentor in (first, second):
        page.get_by_role("searchbox").fill(mentor.name)
        press(page, said("Save: {name}", name=mentor.name))
    expect(page.get_by_text(said.beginning("What fits: {reasons}"))).to_be_visible()
    page.get_by_role("searchbox").fill("")
    page.get_by_label(said("Saved mentors only")).check()
    press(page, said("Move down: {name}", name=first.name))
    cards = page.locator(".mentor-card h2")
    expect(cards).to_have_text([second.name, first.name])
    settled(page)
    page.reload()
    expect(cards).to_have_text([second.name, first.name])
    page.get_by_role("link", name=first.name).click()
    expect(page.get_by_role("heading", name=said("Career story"))).to_be_visible()


def ask(scene: Scene, page: Page, mentor: Person) -> str:
    """Write a first message, with help, and send it; see since when, until when and what then. Return the mail's link."""
    said, post = scene.said, scene.service.post
    arrived = len(post.mails)
    at(page, "/mentors?saved=yes")
    page.get_by_role("link", name=mentor.name).click()
    page.get_by_role("link", name=said("Ask to be my mentor")).click()
    expect(page.get_by_text(said("What makes a good first message"))).to_be_visible()
    write(page, said("Your message"), MESSAGE)
    press(page, said("Send the request"))
    page.wait_for_url(re.compile("/requests/"))
    for fact in ("Sent", "Answer by", "What happens next"):
        expect(page.get_by_role("term").filter(has_text=said(fact)).first).to_be_visible()
    _, link = post.wait_for(mentor.email, rf"{re.escape(scene.service.url)}/requests/[0-9a-f-]+", arrived)
    return link


def think_again(scene: Scene, page: Page, mentor: Person) -> None:
    """A request is taken back, and the mentor hears so."""
    said = scene.said
    ask(scene, page, mentor)
    press(page, said("Withdraw the request"))
    press(page.get_by_role("dialog"), said("Withdraw the request"))
    expect(page.get_by_role("status")).to_contain_text(said("You have withdrawn your request. You can ask another mentor."))


def decline(scene: Scene, page: Page, student: Person) -> None:
    """From the mail: sign in, read who asks, see the three kind wordings, say no in own words."""
    said = scene.said
    expect(page.get_by_text(MESSAGE)).to_be_visible()
    expect(page.get_by_text("A map of my own.")).to_be_visible()
    press(page, said("Decline kindly"))
    expect(page.get_by_role("dialog").get_by_role("radio")).to_have_count(4)
    write(page, said("Your message to the [mentee]"), NO)
    press(page.get_by_role("dialog"), said("Decline"))
    expect(page.get_by_role("status")).to_contain_text(
        said("You declined. The [mentee] has been told and can ask another mentor.")
    )
    scene.service.post.wait_for(student.email, re.escape(NO))
    page.context.close()


def read_the_no(scene: Scene, page: Page) -> None:
    """Home says what to do next and leads to the mentor's words."""
    said = scene.said
    at(page, "/")
    expect(page.get_by_role("heading", name=said("Ask another mentor"))).to_be_visible()
    page.get_by_role("link", name=said("See what happened to it")).click()
    expect(page.get_by_text(NO)).to_be_visible()


def accept(scene: Scene, page: Page, mentor: Person, student: Person) -> None:
    """Before a yes: who gets what; after it: the contact and the next steps (I7)."""
    said = scene.said
    expect(page.get_by_role("heading", name=said("If you say yes"))).to_be_visible()
    expect(page.get_by_text(said.beginning("You get: {theirs}."))).to_be_visible()
    expect(page.get_by_text(student.email)).to_have_count(0)
    press(page, said("Say yes"))
    page.wait_for_url(re.compile("/matches/"))
    expect(page.get_by_role("link", name=f"contact.{student.email}")).to_be_visible()
    expect(page.get_by_role("heading", name=said("The next steps"))).to_be_visible()
    scene.service.post.wait_for(mentor.email, re.escape(f"contact.{student.email}"))
    page.context.close()


def read_the_yes(scene: Scene, page: Page, student: Person, mentor: Person) -> None:
    """The student's mail and home have the mentor's contact."""
    scene.service.post.wait_for(student.email, re.escape(f"contact.{mentor.email}"))
    at(page, "/")
    expect(page.get_by_role("link", name=f"contact.{mentor.email}")).to_be_visible()
    at(page, "/privacy")
    expect(page.get_by_text(mentor.name).first).to_be_visible()
    page.context.close()


def look_after(scene: Scene, page: Page, mentor: Person, student: Person) -> None:
    """The coordinator sees how it came about, whom mails reached, and ends the pair."""
    said = scene.said
    at(page, "/requests?state=accepted")
    expect(page.get_by_role("link", name=re.compile(student.name)).first).to_be_visible()
    at(page, "/audit")
    expect(page.get_by_role("listitem").filter(has_text=said("A request was accepted")).first).to_be_visible()
    at(page, "/mails")
    expect(page.get_by_role("listitem").filter(has_text=student.name).first).to_be_visible()
    at(page, "/pairs")
    row = page.get_by_role("listitem").filter(has_text=mentor.name)
    row.get_by_role("button", name=said.beginning("End this pair: {names}")).click()
    page.get_by_label(said("Reason")).select_option(index=1)
    press(page.get_by_role("dialog"), said("End the pair"))
    expect(page.get_by_role("status")).to_contain_text(
        said("The pair has ended. Both get an email, and the mentor’s place is free again.")
    )
    page.context.close()


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def write(page: Page, label: str, words: str) -> None:
    page.get_by_label(re.compile(rf"^{re.escape(label)}( \(.+\))?$")).fill(words)
