"""axe finds nothing on any page: three languages, light and dark, phone and desktop, dialogs open and forms in error.

Nothing sticks out of a window of 320 either, and no page reads what it is refused. Each page is loaded once a language;
theme and size change in place, as they do for people. A theme is colours alone (styles/tokens.css), and neither colours nor
what a size shows depend on the language: the dark theme is looked at in one of them, by the rules that see colours, and the
desktop as well; the words of the others, which may be longer, on a phone.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Response, ViewportSize

from tests.browser import surveying
from tests.browser.conftest import ROOT, Service, at, settled, sign_in, visit
from tests.browser.gathering import plan
from tests.browser.grouping import OTHER_MENTEE, allow_groups, ask, offer, offer_for, take_in
from tests.browser.test_agreement import write_something
from tests.browser.test_proposal import suggest
from tests.materials.drawn import photo

AXE = Path(ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()
RUN = """async (rules) => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const all = { runOnly: { type: "tag", values: tags }, rules: { "label-content-name-mismatch": { enabled: true } } };
  const asked = rules ? { runOnly: { type: "rule", values: rules } } : all;
  const options = { ...asked, resultTypes: ["violations"], preload: false };  // nothing is told of what is well
  const { violations } = await axe.run(document, options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ").slice(0, 300)}`);
}"""
# A text in which a page forgot the programme's word for mentee; the demo's people write no brackets, and fields of an
# agreement's template have two.
BRACKETS = r"""() => {
  const labels = [...document.querySelectorAll("[aria-label]")].map(({ ariaLabel }) => ariaLabel);
  return [document.title, document.body.innerText, ...labels].join("\n").match(/(?<!\[)\[\p{L}[^\]\n]*/gu) ?? [];
}"""
# Lists of links that say of two that one is there.
TWICE_HERE = """() => [...document.querySelectorAll("nav")]
  .filter((each) => each.querySelectorAll("[aria-current]").length > 1)
  .map((each) => [...each.querySelectorAll("[aria-current]")].map(({ innerText }) => innerText).join(" | "))"""
# What sticks out of the window, the deepest of it, with how far.
STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > width + 1 && !each.querySelector("*"))
    .map((each) => `${each.tagName} ${each.className} ${Math.round(each.getBoundingClientRect().right)}`);
}"""
ENLARGED: ViewportSize = {"width": 320, "height": 256}  # a window 1280 wide at 400 % (WCAG 1.4.10)
Sizes = dict[str, ViewportSize]
PHONE: Sizes = {"phone": {"width": 390, "height": 844}}
SIZES = PHONE | {"desktop": {"width": 1280, "height": 900}}
# What the rounds try on purpose: links that lead nowhere.
MAY_BE_REFUSED = {"GET /certificates/x 404", "GET /programmes/…/materials/no-such-page 404"}
Themes = dict[Literal["light", "dark"], list[str] | None]  # with the rules to ask, None for all
LIGHT: Themes = {"light": None}
BOTH: Themes = {**LIGHT, "dark": ["color-contrast", "link-in-text-block"]}
LANGUAGES = {"en": (SIZES, BOTH), "fi": (PHONE, LIGHT), "sv": (PHONE, LIGHT)}
STILL = {"reduced_motion": "reduce"}  # else what fades in is pale for a moment


# One that has begun, one with a seat, one to wait for, a draft.
EVENTS = (
    (0, "published", ("Linh Đặng", "Mateus Carvalho")),
    (10, "published", ("Linh Đặng", "Mateus Carvalho")),
    (20, "published", ("Mateus Carvalho",)),
    (30, "draft", ()),
)


def follow(page: Page, link: str) -> None:
    page.locator(f"main a[href*='{link}']").first.click()
    settled(page)


def visitor(page: Page) -> Iterator[str]:
    for path in ("/", "/sign-in", "/sign-in/email?key=x", "/no-such-page", "/accessibility", "/privacy"):
        at(page, path)
        yield path
    for path in ("/certificates/x", "/unsubscribe/x"):
        at(page, path)
        yield path
    page.locator("main button.primary").click()
    page.locator("main .empty").wait_for()
    yield "mails to turn off, by a link that is not whole"
    at(page, "/sign-in/email?key=x")
    page.locator("main button.primary").click()
    page.locator("main .empty").wait_for()
    yield "a link that is over"
    at(page, "/sign-in")
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").wait_for()
    yield "sign in, no address written"
    page.locator("#email").fill("axe@example.org")
    page.locator("form button[type=submit]").click()
    page.locator("#code").fill("0")
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").wait_for()
    yield "sign in, wrong code"


def student(page: Page) -> Iterator[str]:
    at(page, "/")
    yield "home with a suggested pair"
    follow(page, "/proposals/")
    yield "suggested pair"
    page.locator(".actions button[type=button]").click()
    yield "dialog: say no to the pair"
    at(page, "/requests")
    yield "no requests yet"
    at(page, "/mentors")
    yield "directory"
    follow(page, "/mentors/")
    yield "mentor"
    follow(page, "/ask")
    yield "ask"
    page.locator("form.ask button[type=submit]").click()
    page.locator("[aria-invalid=true]").wait_for()
    yield "ask, nothing written"
    yield from events_of_a_student(page)
    yield from groups_of_a_student(page)


def nth_event(page: Page, number: int) -> None:
    at(page, "/events")
    page.locator(".rows a").nth(number).click()
    settled(page)


def events_of_a_student(page: Page) -> Iterator[str]:
    """One that has begun, one with a seat, one to wait for."""
    at(page, "/events")
    yield "events"
    nth_event(page, 1)
    yield "an event with a seat"
    nth_event(page, 2)
    yield "an event that is full"
    at(page, "/events?state=past")
    yield "no past events"
    at(page, "/account/calendar")
    page.locator("section .actions button").first.click()
    page.locator("#calendar-url").wait_for()
    yield "calendar, its address shown"


def events_of_a_coordinator(page: Page) -> Iterator[str]:
    at(page, "/events/new/edit")
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    yield "an event, nothing written"
    nth_event(page, 0)
    follow(page, "/attendance")
    yield "who came"
    nth_event(page, 1)
    yield "an event, as a coordinator"
    page.locator("button.danger").click()
    yield "dialog: cancel an event"
    page.keyboard.press("Escape")
    follow(page, "/attendance")
    page.locator("table button").first.click()
    yield "dialog: sign somebody off"
    nth_event(page, 3)
    page.locator("button.danger").click()
    yield "dialog: delete a draft"
    page.keyboard.press("Escape")
    follow(page, "/edit")
    yield "an event to edit"


def groups_of_a_student(page: Page) -> Iterator[str]:
    at(page, "/groups")
    yield "groups"
    page.locator("main .group-card h2 a").first.click()
    settled(page)
    yield "a group to ask"
    follow(page, "/ask")
    page.locator("form.ask button[type=submit]").click()
    page.locator("[aria-invalid=true]").wait_for()
    yield "ask for a place, nothing written"


def groups_of_a_mentor(page: Page) -> Iterator[str]:
    """A group of one's own: offered, changed, its page, leaving it."""
    at(page, "/groups/new")
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    yield "offer a group, nothing written"
    at(page, "/groups")
    page.locator("main .group-card h2 a").first.click()
    settled(page)
    yield "a group of one's own"
    follow(page, "/edit")
    yield "a group to change"
    at(page, "/groups")
    page.locator("main .group-card h2 a").first.click()
    settled(page)
    follow(page, "/matches/")
    page.locator("main details").first.wait_for()
    yield "a group's page"
    page.locator("main button.danger").click()
    page.locator("dialog textarea").wait_for()
    yield "dialog: end the group"


def group(page: Page) -> Iterator[str]:
    """Of a mentee who is in one."""
    at(page, "/")
    yield "home of somebody in a group"
    follow(page, "/matches/")
    page.locator("main section.card form button").wait_for()
    yield "a group's page, to share contacts on"
    page.locator("main button.danger").click()
    page.locator("dialog textarea").wait_for()
    yield "dialog: leave the group"


def groups_of_a_coordinator(page: Page) -> Iterator[str]:
    at(page, "/groups")
    yield "all groups"
    page.locator("main .group-card h2 a").first.click()
    settled(page)
    follow(page, "/matches/")
    yield "a group and its history"
    page.locator("main .rows button").first.click()
    page.locator("dialog textarea").wait_for()
    yield "dialog: take somebody out"
    at(page, "/groups")
    page.locator("main .group-card h2 a").last.click()
    settled(page)
    follow(page, "/matches/")
    page.locator("main section > button").first.click()
    page.locator("dialog [type=radio]").first.wait_for()
    page.locator("dialog form button[type=submit]").click()
    page.locator("dialog fieldset .error").wait_for()
    yield "dialog: another mentor for a group, none chosen"


def waiting_student(page: Page) -> Iterator[str]:
    at(page, "/")
    yield "home, waiting"
    at(page, "/requests")
    yield "my requests"
    follow(page, "/requests/")
    yield "my request"
    page.locator("button.danger").click()
    yield "dialog: withdraw"


def mentor(page: Page) -> Iterator[str]:
    at(page, "/")
    yield "mentor's home"
    at(page, "/requests")
    yield "inbox"
    follow(page, "/requests/")
    yield "request"
    page.locator(".next-step .actions button[type=button]").click()
    yield "dialog: decline"
    page.locator("dialog button[type=submit]").click()
    page.locator("dialog [aria-invalid=true]").wait_for()
    yield "dialog: decline, nothing written"


def together(page: Page) -> Iterator[str]:
    """From the page of a match to what its members do there."""
    page.locator("main button.danger").click()
    page.locator("dialog form").wait_for()
    yield "dialog: end the mentoring"
    page.keyboard.press("Escape")
    follow(page, "/agreement")
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").wait_for()
    yield "agreement, not ticked"
    page.locator(".actions.screen-only button").first.click()
    page.locator("#field-1").fill("x" * 4001)
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").wait_for()
    yield "agreement, an answer too long"
    at(page, "/concerns/new")
    page.locator("form input[type=checkbox]:checked").first.uncheck()
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    yield "tell in confidence, nothing written"
    at(page, "/concerns/all")
    yield "what I told"
    page.locator(".rows a").first.click()
    settled(page)
    yield "a thing that I told"


def pair(page: Page) -> Iterator[str]:
    at(page, "/")
    yield "home of a pair"
    follow(page, "/matches/")
    yield "match"
    match = page.url
    yield from together(page)
    at(page, match)
    yield from workspace(page)
    at(page, "/certificate")
    yield "a certificate, too early"
    at(page, "/privacy")
    yield "privacy, with contacts that have passed"
    at(page, "/account/terms")
    yield "terms"
    at(page, "/account/privacy")
    yield "my data"
    page.locator("button.danger").click()
    page.locator("dialog form").wait_for()
    yield "dialog: erase my account"


def workspace(page: Page) -> Iterator[str]:
    """What two share, from their match."""
    match = page.url
    page.locator("section[aria-labelledby=meetings] .actions button").first.click()
    page.locator("dialog form").wait_for()
    yield "dialog: suggest times"
    page.locator("dialog button[type=submit]").click()
    page.locator("dialog [role=alert]").wait_for()
    yield "dialog: suggest times, nothing given"
    for number in (0, 1):
        page.locator(f"#day-{number}").fill((date.today() + timedelta(days=3 + number)).isoformat())
        page.locator(f"#hour-{number}").fill("16:00")
    page.locator("dialog button[type=submit]").click()
    page.locator("dialog").wait_for(state="detached")
    settled(page)
    page.locator("section[aria-labelledby=meetings] .actions button").nth(1).click()
    page.locator("dialog form").wait_for()
    yield "dialog: note a meeting"
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    page.locator("section[aria-labelledby=goals] button", has_not=page.locator("ul")).last.click()
    page.locator("#title").wait_for()
    yield "dialog: write a goal"
    page.locator("#title").fill("Find out what an engineer does all day")
    page.locator("dialog button[type=submit]").click()
    page.locator("dialog").wait_for(state="detached")
    settled(page)
    page.locator("section[aria-labelledby=steps] button").last.click()
    yield "match, adding a step"
    follow(page, "/meetings/")
    yield "meeting"
    page.locator("main .actions button").first.click()
    page.locator("dialog form").wait_for()
    yield "dialog: suggest other times"
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    at(page, match)
    follow(page, "/goals/")
    yield "goal"
    page.locator("main .actions button").nth(1).click()
    yield "dialog: change a goal"
    at(page, match)
    follow(page, "/notes")
    page.locator("main textarea").fill("For me alone")
    page.locator("main form button[type=submit]").click()
    page.locator("main article").first.wait_for()
    yield "notes"
    page.locator("main article button").nth(1).click()
    yield "dialog: throw a note away"


def under_way(page: Page) -> str:
    """Return the id of the demo's round that runs since months: the second of a coordinator's."""
    rounds = page.context.request.get("/api/v1/programmes?limit=200").json()["items"]
    return str(next(each["id"] for each in rounds if each["phase"] == "running"))


def coordinator(page: Page) -> Iterator[str]:
    at(page, "/")
    yield "coordinator's home"
    at(page, "/requests")
    yield "all requests"
    follow(page, "/requests/")
    yield "a request"
    at(page, "/requests?state=pending")
    yield "requests that wait"
    follow(page, "/requests/")
    page.locator(".actions button").first.click()
    yield "dialog: say yes for the mentor"
    page.keyboard.press("Escape")
    yield from people(page)
    yield from pairs(page)
    at(page, "/concerns/all")
    yield "what was told"
    page.locator(".rows a").first.click()
    settled(page)
    yield "a thing that was told"
    at(page, "/mails")
    yield "mails"
    page.locator(".rows button").first.click()
    page.locator("dialog .mail-text").wait_for()
    yield "dialog: a mail"
    at(page, "/audit")
    yield "audit trail"
    yield from groups_of_a_coordinator(page)
    yield from events_of_a_coordinator(page)
    yield from guiding(page)


def pairs(page: Page) -> Iterator[str]:
    at(page, "/pairs?state=suggested")
    yield "suggestions that wait"
    page.locator(".rows button").first.click()
    yield "dialog: withdraw a suggestion"
    at(page, "/pairs?state=suggested")
    follow(page, "/proposals/")
    page.locator("main section li").first.wait_for()
    yield "a suggestion and its history"
    at(page, f"/pairs?state=all&programme={under_way(page)}")
    yield "pairs at every point of the months"
    page.locator(".rows > li").first.locator("a[href*='/matches/']").click()
    page.locator("main section li").first.wait_for()
    yield "a quiet pair"
    at(page, "/pairs?state=all&pair=quiet&q=nobody")
    yield "no such pair"
    at(page, "/pairs")
    yield "pairs"
    follow(page, "/matches/")
    page.locator("main section li").first.wait_for()
    yield "a pair and its history"
    at(page, "/pairs")
    page.locator(".rows button").first.click()
    yield "dialog: end a pair"


def people(page: Page) -> Iterator[str]:
    at(page, "/people?state=left")
    yield "nobody is like that"
    at(page, "/people?state=submitted")
    yield "people who wait"
    follow(page, "/people/")
    yield "a mentor who waits"
    for i, question in enumerate(("send back", "places", "remove")):
        page.locator("form.actions button[type=button]").nth(i).click()
        yield f"dialog: {question}"
        page.keyboard.press("Escape")
    at(page, "/people?q=lehtovaara")
    follow(page, "/people/")
    page.locator("main section li").first.wait_for()
    yield "a mentor in a pair, with requests"
    at(page, "/people?role=mentee&state=active")
    yield "people"
    follow(page, "/people/")
    yield "a student without a mentor"
    page.locator(".rows button").first.click()
    yield "dialog: suggest a pair"


def settings(page: Page) -> Iterator[str]:
    at(page, "/programme/settings")
    yield "settings"
    page.locator("main section button").nth(0).click()
    yield "dialog: copy"
    page.keyboard.press("Escape")
    page.locator("main section button.danger").click()
    page.locator("dialog button[type=submit]").click()
    page.locator("dialog [role=alert]").wait_for()
    yield "dialog: archive, refused"
    page.keyboard.press("Escape")
    page.locator("main section button").last.click()
    page.locator("dialog button[type=submit]").click()
    page.locator("dialog [aria-invalid=true]").first.wait_for()
    yield "dialog: new programme, nothing written"
    at(page, "/organisation/people")
    yield "who works here"
    page.locator(".rows button").first.click()
    yield "dialog: a role"
    page.keyboard.press("Escape")
    page.locator("main section").last.locator("button").last.click()
    page.locator("dialog button[type=submit]").click()
    page.locator("dialog [aria-invalid=true]").first.wait_for()
    yield "dialog: a service account, nothing written"
    page.keyboard.press("Escape")
    at(page, "/people?role=mentee&state=active")
    follow(page, "/people/")
    page.locator("main section").last.locator("button.danger").click()
    page.locator("dialog button[type=submit]").click()
    page.locator("dialog [aria-invalid=true]").wait_for()
    yield "dialog: erase a person, nothing written"
    page.keyboard.press("Escape")
    yield from schedule(page)
    yield from rules(page)
    yield from texts(page)
    yield from agreement(page)
    at(page, "/programme/register")
    yield "register"
    page.locator("form:has(#file) button[type=submit]").click()
    page.locator("[aria-invalid=true]").wait_for()
    yield "register, no file chosen"
    at(page, "/programme/vocabulary")
    page.locator("#questions-add").click()
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    yield "vocabulary, a question without words"
    yield from providers(page)
    yield from surveying_coordinator(page)


def agreement(page: Page) -> Iterator[str]:
    at(page, "/programme/agreement")
    page.locator("main details summary").click()
    page.locator("#fi-template").fill("[[x")
    page.locator("form:has(#fi-template) button[type=submit]").click()
    page.locator("[aria-invalid=true]").wait_for()
    yield "template of agreements, one wrong"
    page.locator("form:has(#en-template) .actions button[type=button]").first.click()
    page.locator("dialog .blank").first.wait_for()
    yield "dialog: preview of an agreement"


def schedule(page: Page) -> Iterator[str]:
    at(page, "/programme/clock")
    last = page.locator("#feedback_closes")
    last.fill(f"{int(last.input_value()[:4]) + 1}-09-01")
    page.locator("form button[type=submit]").click()
    page.locator("dialog").wait_for()
    yield "dialog: whom a change of the schedule touches"
    page.keyboard.press("Escape")
    last.fill("2020-01-01")
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    yield "schedule that ends before it begins"


def rules(page: Page) -> Iterator[str]:
    at(page, "/programme/rules")
    page.locator("#places_max").fill("x")
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    yield "rules, one wrong"
    other = page.context.new_page()
    at(other, "/programme/rules")
    days = other.locator("#grace_days")
    days.fill(str(int(days.input_value()) + 1))
    other.locator("form button[type=submit]").click()
    other.locator(".status[data-shown]").wait_for()
    other.close()
    page.locator("#places_max").fill("3")
    page.locator("form button[type=submit]").click()
    page.locator("dialog").wait_for()
    yield "dialog: both versions"
    page.keyboard.press("Escape")


def texts(page: Page) -> Iterator[str]:
    at(page, "/programme/texts")
    page.locator("#fi-name").fill("")
    page.locator("form:has(#fi-name) button[type=submit]").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    yield "texts, one without a name"
    page.locator("form:has(#fi-name) .actions button[type=button]").click()
    page.locator("dialog").wait_for()
    yield "dialog: preview of texts"


def providers(page: Page) -> Iterator[str]:
    """The page is its admin's, and what is entered here stands in the next language's round as well."""
    at(page, "/organisation/details")
    page.locator("#domains").fill("nowhere")
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").wait_for()
    yield "name and domains, one wrong"
    at(page, "/organisation/providers?problem=provider_refused")
    page.locator("#issuer").fill("nowhere")
    page.locator("form:has(#issuer) button[type=submit]").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    yield "identity providers, one wrong"
    page.locator("#name").fill("Example University")
    page.locator("#issuer").fill("https://login.example.org")
    page.locator("form:has(#issuer) button[type=submit]").click()
    page.locator(".card details summary").first.wait_for()
    page.locator(".card details summary").first.click()
    yield "identity providers"
    page.locator(".card > .actions button").last.click()
    page.locator("dialog").wait_for()
    yield "dialog: remove an identity provider"
    page.keyboard.press("Escape")


def staff(page: Page) -> Iterator[str]:
    at(page, "/")
    yield "home of staff"
    follow(page, "/mentors")
    yield "mentors, only to look at"
    follow(page, "/mentors/")
    yield "a mentor, only to look at"
    at(page, "/join")
    yield "programmes to join"
    follow(page, "as=mentor")
    yield "before joining"
    page.locator("details summary").click()
    yield "before joining, with a code"
    at(page, "/account")
    yield "account"
    at(page, "/account/notifications")
    yield "which mails one wants"
    at(page, "/account/sign-in?problem=identity_taken")
    yield "ways to sign in"
    at(page, "/account/tokens")
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    yield "tokens, nothing chosen"
    at(page, "/account/invitation?key=x")
    yield "an invitation that is over"


def newcomer(page: Page) -> Iterator[str]:
    """Fills in a profile, and gets wrong what can be got wrong."""
    for step in ("education", "work", "story", "mentoring", "contact", "publish"):
        at(page, f"/profile?step={step}")
        yield f"profile: {step}"
    at(page, "/profile?step=education")
    page.locator("#graduation_year").fill("last")
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").wait_for()
    yield "profile, a year that is none"
    at(page, "/profile/preview")
    yield "profile as students see it"
    at(page, "/taking-part")
    yield "taking part"
    page.locator("button.danger").click()
    yield "dialog: leave"


def own_profile(page: Page) -> Iterator[str]:
    for step in ("studies", "wishes", "contact", "publish"):
        at(page, f"/profile?step={step}")
        yield f"student's profile: {step}"
    base = guidance(page)
    at(page, f"{base}/guidance?q=a")
    page.locator("main details").first.locator("summary").click()
    yield "guidance, answers found"
    for slug in ("checklist-mentee", "first-meeting", "faq", "worksheet-paths", "no-such-page"):
        at(page, f"{base}/guidance/{slug}")
        yield f"guidance: {slug}"
    at(page, f"{base}/guidance/stories")
    page.locator("main .actions button").click()
    page.locator("form button[type=submit]").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    yield "a story, nothing written"


def guidance(page: Page) -> str:
    """Return where the guidance of the programme stands."""
    at(page, "/")
    return str(page.locator("main a[href*='/guidance']").first.get_attribute("href")).split("/guidance", maxsplit=1)[0]


def guiding(page: Page) -> Iterator[str]:
    base = guidance(page)
    at(page, f"{base}/guidance")
    yield "guidance, of all"
    page.locator("main > .actions button").click()
    yield "dialog: a page of our own"
    at(page, f"{base}/guidance/benefits")
    yield "guidance, for coordinators"
    at(page, f"{base}/guidance/benefits/fi")
    page.locator("#title").fill("")
    page.locator("form:has(#title) button[type=submit]").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    yield "words of guidance, no title"
    page.locator("form:has(#picture) button[type=submit]").click()
    page.locator("#picture[aria-invalid=true]").wait_for()
    yield "a picture, none chosen"
    page.locator("#picture").set_input_files({"name": "chairs.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.locator("form:has(#picture) button[type=submit]").click()
    page.locator("dialog .thumbnail").wait_for()
    page.locator("dialog button[type=submit]").click()
    page.locator("dialog [aria-invalid=true]").first.wait_for()
    yield "dialog: a picture, not described"
    page.keyboard.press("Escape")
    page.locator(".pictures .danger").first.click()
    page.locator("dialog .thumbnail").wait_for()
    yield "dialog: delete a picture"
    page.keyboard.press("Escape")
    page.locator("form:has(#title) .actions button[type=button]").first.click()
    page.locator("dialog .material").wait_for()
    yield "dialog: preview of guidance"
    at(page, f"{base}/guidance/stories")
    yield "stories, for coordinators"


def surveyed(page: Page) -> Iterator[str]:
    """A mentor's: a survey with all kinds of questions, on which she can ask for help."""
    at(page, "/surveys")
    yield "my surveys"
    follow(page, "/surveys/")
    yield "survey"
    page.locator("main form button[type=submit]").click()
    page.locator("main .problem").wait_for()
    yield "survey, nothing answered"
    page.locator("main section.card button").click()
    page.locator("dialog button[type=submit]").click()
    page.locator("dialog [aria-invalid=true]").wait_for()
    yield "dialog: ask for help, nothing written"


def surveying_coordinator(page: Page) -> Iterator[str]:
    at(page, "/surveys")
    yield "surveys of the programme"
    page.locator(".actions button:not(.primary)").click()
    page.locator("dialog form").wait_for()
    yield "dialog: copy a survey"
    page.keyboard.press("Escape")
    page.locator(".rows a").first.click()
    settled(page)
    page.locator("#mentees").uncheck()
    page.locator("#mentors").uncheck()
    page.locator("main form button[type=submit]").click()
    page.locator(".problem").wait_for()
    yield "a survey in the making, one thing wrong"
    at(page, "/surveys")
    page.locator(".rows li:first-child a[href*='results']").click()
    page.locator("table.chart").first.wait_for()
    yield "results"


ROUNDS: dict[str, Callable[[Page], Iterator[str]]] = {
    "Linh Đặng": student,
    "Mateus Carvalho": waiting_student,
    "Daniel Okonjo-Berg": mentor,
    "Emilia Haapasalo": pair,
    "Tuula Rautavesi": coordinator,
    "Mikael Sundgren": settings,
    "Ilona Vartiainen": staff,
    "Gustav Nordlund": newcomer,
    "Noora Wiklund": own_profile,
    "Petri Saarikoski": surveyed,
    "Sofia Marchetti": groups_of_a_mentor,
    "Oskar Lillhonga": group,
}


def violations(page: Page, place: str, sizes: Sizes = SIZES, themes: Themes = BOTH) -> tuple[int, list[str]]:
    """Let axe look at what is shown in sizes and themes, and look for what it does not know; return how often and what."""
    size_before, dark_before = page.viewport_size, page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    found: list[str] = [f"{place}: brackets: {each}" for each in page.evaluate(BRACKETS)]
    found += [f"{place}: here twice: {each}" for each in page.evaluate(TWICE_HERE)]
    page.set_viewport_size(ENLARGED)
    found += [f"{place}: sticks out: {each}" for each in page.evaluate(STICKS_OUT)]
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    for size, viewport in sizes.items():
        page.set_viewport_size(viewport)
        for theme, rules in themes.items():
            page.emulate_media(color_scheme=theme)
            said: list[str] = page.evaluate(RUN, rules)
            found += [f"{place}, {size}, {theme}: {each}" for each in said]
    if size_before is not None:  # whoever goes on with the page goes on as they were
        page.set_viewport_size(size_before)
    page.emulate_media(color_scheme="dark" if dark_before else "light")
    return len(sizes) * len(themes), found


def refusals(page: Page) -> set[str]:
    """Return a set that fills with what the page wants to read and is refused."""
    found = set[str]()

    def look(answer: Response) -> None:
        if answer.status >= 400 and answer.request.method == "GET" and "/api/v1/" in answer.url:
            path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", answer.url.split("/api/v1")[1].split("?")[0])
            found.add(f"GET {path} {answer.status}")

    page.on("response", look)
    return found


@pytest.fixture(scope="module")
def stage(browser: Browser, service: Service) -> Service:
    """Events, a suggested pair, an agreement, surveys and a group beside everything that the demo has."""
    for days, state, people in EVENTS:
        plan(service, *people, days=days, state=state, seats=1)
    page = sign_in(browser, service, "Tuula Rautavesi")
    suggest(page, "Petri Saarikoski", "Linh Đặng")
    surveying.make(page, help=True)
    results = surveying.make(page, anonymous=False, opens_at="2026-01-02T00:00:00Z", closes_at="2090-01-01T00:00:00Z")
    mentor = sign_in(browser, service, "Petri Saarikoski")
    surveying.answer(mentor, results, anonymous=False)
    mentor.context.close()
    page.context.close()
    allow_groups(browser, service)
    offer_for(browser, service, "Jukka Heinonen", theme="Nobody has come yet")
    take_in(browser, service, ask(browser, service, offer(browser, service), OTHER_MENTEE))
    page = sign_in(browser, service, "Emilia Haapasalo")
    write_something(page)
    page.context.close()
    return service


def round_of(browser: Browser, service: Service, name: str | None, language: str) -> tuple[Page, Iterator[str]]:
    page = sign_in(browser, service, name, language, **STILL) if name else visit(browser, service, language, **STILL)
    page.context.add_init_script(AXE)  # from now on in every page by itself: sent once, not with each look
    return page, ROUNDS[name](page) if name else visitor(page)


@pytest.mark.timeout(360)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_anywhere(browser: Browser, stage: Service, language: str) -> None:
    looked, found = 0, list[str]()
    for name in (None, *ROUNDS):
        page, places = round_of(browser, stage, name, language)
        refused = refusals(page)
        for place in places:
            times, said = violations(page, place, *LANGUAGES[language])
            looked, found = looked + times, found + said
        page.context.close()
        found += [f"{name or 'visitor'} is refused: {each}" for each in sorted(refused - MAY_BE_REFUSED)]
    assert found == [], "\n".join(found)
    sizes, themes = LANGUAGES[language]
    assert looked == 181 * len(sizes) * len(themes), looked


def test_axe_would_find_something(browser: Browser, stage: Service) -> None:
    """The negative control.

    Grey on white and too wide, a button without a name, a text without the programme's word, two places to be in; and
    something asked for that is not there.
    """
    page, places = round_of(browser, stage, None, "en")
    refused = refusals(page)
    next(places)
    page.evaluate("""() => {
      const button = document.createElement("button");
      const words = Object.assign(document.createElement("p"), { textContent: "The [mentee] waits" });
      words.style.setProperty("color", "#ccc");
      words.style.setProperty("background", "#fff");
      words.style.setProperty("min-width", "40rem");
      const nav = Object.assign(document.createElement("nav"), { ariaLabel: "Where" });
      for (const place of ["here", "there"]) {
        const link = Object.assign(document.createElement("a"), { href: `/${place}`, textContent: place });
        link.setAttribute("aria-current", "true");
        nav.append(link, " ");
      }
      document.querySelector("main").append(button, words, nav);
    }""")
    _, found = violations(page, "spoilt")
    assert {each.split(": ")[1] for each in found} == {"brackets", "button-name", "color-contrast", "here twice", "sticks out"}
    page.evaluate("fetch('/api/v1/programmes/').then((answer) => answer.text())")
    assert refused == {"GET /programmes/ 404"}
