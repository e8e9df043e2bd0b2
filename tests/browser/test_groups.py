"""A group from its rule to a parting: offered, asked by two, met by three, contacts shared; one leaves, and it goes on (R27)."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, at, picture, settled, sign_in
from tests.browser.grouping import (
    COORDINATOR,
    MENTEE,
    MENTOR,
    OTHER_MENTEE,
    OTHER_MENTOR,
    THEME,
    act,
    allow_groups,
    ask,
    offer,
    offer_for,
    take_in,
    told,
)
from tests.browser.said import Said
from tests.browser.test_months import in_days

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}


@dataclass(frozen=True)
class Seat:
    """Somebody in a browser of their own, in their language."""

    page: Page
    said: Said
    name: str

    def press(self, label: str) -> None:
        """Press a button; in a dialog where one is open."""
        dialog = self.page.get_by_role("dialog")
        where = dialog if dialog.count() else self.page.locator("main")
        where.get_by_role("button", name=self.said(label), exact=True).click()

    def follow(self, label: str, **gaps: str) -> None:
        """Follow a link of the page."""
        self.page.locator("main").get_by_role("link", name=self.said(label, **gaps)).first.click()
        settled(self.page)

    def reads(self, text: str, **gaps: str) -> None:
        """Find a sentence on the page."""
        expect(self.page.locator("main")).to_contain_text(self.said(text, **gaps))


def seat(browser: Browser, service: Service, name: str, language: str, device: dict[str, Any]) -> Seat:
    return Seat(sign_in(browser, service, name, language, **device), Said(language), name)


@pytest.mark.timeout(300)
def test_two_come_into_a_group_meet_and_one_leaves(browser: Browser, service: Service) -> None:
    coordinator = seat(browser, service, COORDINATOR, "en", DESK)
    allow_them(coordinator)
    mentor = seat(browser, service, MENTOR, "en", DESK)
    first = seat(browser, service, MENTEE, "fi", PHONE)
    second = seat(browser, service, OTHER_MENTEE, "sv", DESK)
    group_id = offer_one(mentor)
    for mentee in (first, second):
        ask_for_a_place(mentee)
        say_yes(mentor, mentee.name)
    assert told(service, group_id, "match_made") == sorted([MENTEE, OTHER_MENTEE, MENTOR, MENTOR])
    share(first, second, group_id)
    meet(first, second, group_id)
    service.post.wait_for("sofia", r"/meetings/")
    leave(first, mentor, group_id)
    assert told(service, group_id, "group_left") == [MENTOR]
    assert told(service, group_id, "match_ended") == []
    run_it(coordinator)
    assert told(service, group_id, "match_ended") == [OTHER_MENTEE]


def allow_them(coordinator: Seat) -> None:
    """The rule; what is fixed by publishing is said in words, and nothing typed is lost."""
    page, said = coordinator.page, coordinator.said
    at(page, "/programme/rules")
    page.get_by_role("radio", name=said("People can be in a pair and in a group as well")).check()
    coordinator.press("Save the rules")
    expect(page.get_by_role("alert")).to_contain_text("Whether people in a group can also be in a pair")
    page.get_by_role("radio", name=said("Everybody is in a pair or in a group")).check()
    page.get_by_label(said("Places per group, at most")).fill("4")
    coordinator.press("Save the rules")
    expect(page.get_by_role("status")).to_contain_text(said("The rules have been saved."))


def offer_one(mentor: Seat) -> str:
    """What it means stands above the form; faults are named, then it is open. Returns the group's id."""
    page, said = mentor.page, mentor.said
    at(page, "/")
    mentor.follow("Groups, and how to offer one")
    expect(page.get_by_role("heading", name=said("No groups yet"))).to_be_visible()
    mentor.follow("Offer a group")
    mentor.reads("It takes one of your places, however many join it.")
    page.get_by_label(said("Places for [mentees]")).fill("9")
    mentor.press("Offer this group")
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(4)
    picture(page, "groups-offer-faults")
    page.get_by_label(said("Theme")).fill(THEME)
    page.get_by_label(said("Description")).fill("We meet once a month, each time about one question of yours.")
    for language in ("Finnish", "Swedish"):
        page.get_by_role("checkbox", name=language).check()
    page.get_by_label(said("Places for [mentees]")).fill("2")
    mentor.press("Offer this group")
    page.wait_for_url(re.compile(r"/groups/[0-9a-f-]{36}"))
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(THEME)
    mentor.reads("Free places: {free} of {places}", free="2", places="2")
    picture(page, "groups-own")
    return page.url.partition("/groups/")[2][:36]


def ask_for_a_place(mentee: Seat) -> None:
    """From the mentors to the groups, and the request is on its own page."""
    page, said = mentee.page, mentee.said
    at(page, "/mentors")
    mentee.follow("See also the groups that mentors lead")
    picture(page, f"groups-list-{said.language}")
    mentee.follow("Ask for a place")
    mentee.follow("Back to the group")
    mentee.follow("All groups")
    expect(page).to_have_url(re.compile(r"/groups(\?|$)"))
    mentee.follow("Ask for a place")
    mentee.press("Send the request")
    expect(page.get_by_role("alert")).to_contain_text(said("Write a message to the mentor."))
    page.locator("textarea").fill("Hello! I would like to think about these things with others.")
    page.reload()
    settled(page)
    expect(page.locator("textarea")).to_have_value(re.compile("^Hello!"))
    picture(page, f"groups-ask-{said.language}")
    mentee.press("Send the request")
    page.wait_for_url(re.compile("/requests/"))
    settled(page)
    mentee.reads("A place in the group:")
    picture(page, f"groups-asked-{said.language}")


def say_yes(mentor: Seat, name: str) -> None:
    """What a yes brings about is said of the group's places."""
    page = mentor.page
    at(page, "/requests")
    mentor.reads("A place in the group:")
    page.get_by_role("link", name=f"Read and answer: {name}").click()
    settled(page)
    mentor.reads("{name} joins the group “{theme}”, and everybody in it sees their name.", name=name, theme=THEME)
    picture(page, "groups-answer")
    mentor.press("Say yes")
    page.wait_for_url(re.compile("/matches/"))
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(THEME)
    expect(page.get_by_role("listitem").filter(has_text=name).first).to_be_visible()


def share(first: Seat, second: Seat, group_id: str) -> None:
    """Nobody but the mentor has a mentee's contacts until both share them."""
    mine, theirs = first.page, second.page
    for page in (mine, theirs):
        at(page, f"/matches/{group_id}")
        expect(page.get_by_role("link", name=re.compile("^sofia.*@"))).to_be_visible()
    expect(mine.get_by_role("link", name=re.compile("^oskar.*@"))).to_have_count(0)
    picture(mine, "groups-page-fi")
    first.press("Share my contact details")
    expect(mine.locator("main")).to_contain_text(first.said("Stop sharing my contact details"))
    expect(mine.get_by_role("link", name=re.compile("^oskar.*@"))).to_have_count(0)
    theirs.reload()
    settled(theirs)
    expect(theirs.get_by_role("link", name=re.compile("^linh.*@"))).to_have_count(0)
    expect(theirs.locator("main")).to_contain_text(MENTEE)
    second.press("Share my contact details")
    expect(theirs.get_by_role("link", name=re.compile("^linh.*@"))).to_be_visible()
    picture(theirs, "groups-page-sv")
    mine.reload()
    settled(mine)
    expect(mine.get_by_role("link", name=re.compile("^oskar.*@"))).to_be_visible()


def meet(first: Seat, second: Seat, group_id: str) -> None:
    """One suggests a time, another picks it for all."""
    page = first.page
    first.press("Suggest times")
    page.locator("#day-0").fill(in_days(5))
    page.locator("#hour-0").fill("16:00")
    picture(page, "groups-suggest-times")
    first.press("Suggest")
    expect(page.get_by_role("dialog")).to_have_count(0)
    at(second.page, f"/matches/{group_id}")
    second.page.locator("main a[href*='/meetings/']").first.click()
    second.page.wait_for_url(re.compile("/meetings/"))
    settled(second.page)
    expect(second.page.locator("main")).to_contain_text(THEME)
    second.page.locator("main").get_by_role("radio").first.check()
    second.press("Pick this time")
    expect(second.page.locator("main").get_by_role("radio")).to_have_count(0)
    picture(second.page, "groups-meeting-sv")


def leave(leaver: Seat, mentor: Seat, group_id: str) -> None:
    """It is said beforehand who hears of it; the group is no longer theirs, and goes on."""
    page = leaver.page
    at(page, f"/matches/{group_id}")
    leaver.press("Leave the group")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(MENTOR)
    expect(dialog).not_to_contain_text(OTHER_MENTEE)
    dialog.locator("textarea").fill("Kiitos kaikesta!")
    picture(page, "groups-leave-fi")
    leaver.press("Leave the group")
    page.wait_for_url(lambda url: "/matches/" not in url)
    expect(page.get_by_role("status")).to_contain_text(leaver.said("You have left the group. It goes on without you."))
    at(mentor.page, f"/matches/{group_id}")
    members = mentor.page.get_by_role("listitem")
    expect(members.filter(has_text=OTHER_MENTEE).first).to_be_visible()
    expect(members.filter(has_text=MENTEE)).to_have_count(0)
    picture(mentor.page, "groups-page-en")


def run_it(coordinator: Seat) -> None:
    """A coordinator sees it among the groups and takes the other mentee out; its only mentor keeps it."""
    page = coordinator.page
    at(page, "/pairs")
    picture(page, "groups-pairs")
    coordinator.follow("Groups and their free places")
    coordinator.reads("Free places: {free} of {places}", free="1", places="2")
    picture(page, "groups-all")
    page.get_by_role("link", name=THEME).click()
    settled(page)
    coordinator.follow("See who is in it")
    picture(page, "groups-coordinator")
    page.get_by_role("button", name=coordinator.said("Remove from the group: {name}", name=OTHER_MENTEE)).click()
    coordinator.press("Remove them")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Remove from the group: "))).to_have_count(1)


@pytest.mark.timeout(180)
def test_a_change_that_another_made_meanwhile_is_shown_beside_ones_own(browser: Browser, service: Service) -> None:
    """And a second mentor leads a group that has not begun; a coordinator fills it by suggestion."""
    allow_groups(browser, service)
    group_id = offer(browser, service, OTHER_MENTOR)
    mentor = seat(browser, service, OTHER_MENTOR, "en", DESK)
    page = mentor.page
    at(page, f"/groups/{group_id}/edit")
    page.get_by_label("Theme").fill("Into work, together")
    other = sign_in(browser, service, OTHER_MENTOR)
    at(other, f"/groups/{group_id}")
    other.get_by_role("button", name="Close to new members").click()
    expect(other.get_by_role("button", name="Open to new members again")).to_be_visible()
    mentor.press("Save the changes")
    expect(page.get_by_role("alert")).to_contain_text("Not just now")
    expect(page.get_by_label("Theme")).to_have_value("Into work, together")
    picture(page, "groups-overtaken")
    mentor.press("Save mine")
    page.wait_for_url(lambda url: "/edit" not in url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Into work, together")


@pytest.mark.timeout(180)
def test_another_mentor_leads_it_too_and_a_coordinator_suggests_a_mentee(browser: Browser, service: Service) -> None:
    allow_groups(browser, service)
    group_id = offer(browser, service, "Daniel Okonjo-Berg", theme="Two who lead")
    second = seat(browser, service, "Marjatta Lehtovaara", "fi", PHONE)
    at(second.page, f"/groups/{group_id}")
    second.press("Lead this group too")
    picture(second.page, "groups-lead-too-fi")
    second.press("Lead the group too")
    second.page.wait_for_url(re.compile("/matches/"))
    settled(second.page)
    expect(second.page.get_by_role("link", name=re.compile("^daniel.*@"))).to_be_visible()
    picture(second.page, "groups-alone-fi")

    coordinator = seat(browser, service, COORDINATOR, "en", DESK)
    suggest(coordinator, "Mateus Carvalho")


def suggest(coordinator: Seat, mentee: str) -> None:
    """From the mentee's page, where pairs are suggested, to a place in the group."""
    page = coordinator.page
    at(page, "/people?role=mentee")
    page.get_by_role("link", name=mentee).first.click()
    settled(page)
    page.get_by_label("Look for a mentor").fill("Daniel")
    coordinator.press("Search")
    settled(page)
    page.get_by_role("button", name="Suggest this pair: Daniel Okonjo-Berg").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="A place in the group “Two who lead”").check()
    picture(page, "groups-suggest")


@pytest.mark.timeout(180)
def test_a_coordinator_adds_a_mentor_until_somebody_asks_for_a_place(browser: Browser, service: Service) -> None:
    """Only among those with a free place; who came hears of it, and a group that has begun takes no other."""
    allow_groups(browser, service)
    group_id = offer_for(browser, service, "Jukka Heinonen", theme="Three who lead", mentor_places=3)
    coordinator = seat(browser, service, COORDINATOR, "sv", DESK)
    add(coordinator, group_id, "Marko Karjalainen")
    assert told(service, group_id, "match_made") == ["Jukka Heinonen", "Marko Karjalainen"]
    service.post.wait_for("marko", f"/matches/{group_id}")
    ask(browser, service, group_id, OTHER_MENTEE)
    page, said = coordinator.page, coordinator.said
    coordinator.press("Add a mentor")
    page.get_by_role("dialog").get_by_label(said("Name")).fill("saarela")
    page.get_by_role("dialog").get_by_role("radio", name="Antti Saarela").check()
    coordinator.press("Add to the group")
    expect(page.get_by_role("alert")).to_have_text(
        said("Somebody has asked for a place in the group or joined it, so no other mentor can be added now.")
    )
    expect(page.get_by_role("radio", name="Antti Saarela")).to_be_checked()


def add(coordinator: Seat, group_id: str, name: str) -> None:
    """A mentor has to be chosen; those are offered who have a free place and don't lead it yet."""
    page, said = coordinator.page, coordinator.said
    at(page, f"/matches/{group_id}")
    coordinator.press("Add a mentor")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio").first).to_be_visible()
    coordinator.press("Add to the group")
    expect(dialog).to_contain_text(said("Choose a mentor."))
    search = dialog.get_by_label(said("Name"))
    for gone in ("Katarina Ekholm", "Jukka Heinonen"):  # whose one place is taken; who leads it
        search.fill(gone)
        expect(dialog).to_contain_text(said("No mentor with a free place has this name. Try fewer or other letters."))
    search.fill(name[:4])
    dialog.get_by_role("radio", name=name).check()
    picture(page, "groups-add-mentor")
    coordinator.press("Add to the group")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text(said("The group has one more mentor. Its mentors have been emailed."))
    expect(page.locator("main dl").first).to_contain_text(name)


@pytest.mark.timeout(180)
def test_whoever_cannot_ask_reads_why_before_pressing(browser: Browser, service: Service) -> None:
    allow_groups(browser, service)
    group_id = offer(browser, service, "Petri Saarikoski", theme="Quick answers", places=2)
    take_in(browser, service, ask(browser, service, group_id, MENTEE), "Petri Saarikoski")
    page = sign_in(browser, service, MENTEE)
    at(page, "/groups")
    expect(page.get_by_text("You are in this group.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Ask for a place"))).to_have_count(0)
    at(page, f"/groups/{group_id}/ask")
    expect(page.locator("main textarea")).to_have_count(0)
    expect(page.locator("main").get_by_role("link", name="Open your shared page")).to_be_visible()
    act(page, "POST", f"/matches/{group_id}/end", {})


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_groups_are_among_the_main_pages_where_there_are_any(browser: Browser, service: Service, language: str) -> None:
    """Of students, mentors and coordinators; all of their pages still stand in one row."""
    pages = [sign_in(browser, service, name, language, **DESK) for name in (COORDINATOR, MENTOR, MENTEE)]
    for rule, links in (("none", 0), ("instead", 1)):
        allow_groups(browser, service, rule)
        for page in pages:
            at(page, "/")
            link = page.locator("header nav").get_by_role("link", name=Said(language)("Groups"), exact=True)
            expect(link).to_have_count(links)
    for page in pages:
        assert page.locator("header.header").evaluate("each => each.offsetHeight") < 80
        link = page.locator("header nav").get_by_role("link", name=Said(language)("Groups"), exact=True)
        link.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(Said(language)("Groups"))
        expect(link).to_have_attribute("aria-current", "page")
        at(page, "/requests")
        expect(link).not_to_have_attribute("aria-current", "page")
