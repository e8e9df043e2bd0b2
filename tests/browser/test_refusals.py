"""Every refusal that the API names for an act is put into words that say what to do, and what was typed stays.

The codes are read from the OpenAPI document; the server's answer is put in its place, for no stage could bring them all
about at once. That the core gives them when it should is the business of the other tests.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser import surveying
from tests.browser.arranging import OF_MONTHS
from tests.browser.conftest import ROOT, Service, at, sign_in, visit
from tests.browser.gathering import plan
from tests.browser.grouping import OF_GROUPS
from tests.browser.said import Said
from tests.browser.test_agreement import open_match
from tests.browser.test_bad_networks import WORDS, asking
from tests.browser.test_guidance import follow_guidance
from tests.browser.test_joining import with_rules
from tests.browser.test_proposal import suggest
from tests.browser.test_providers import enter_provider
from tests.browser.test_sign_in import ask, say_name, sign_in_by_code

Opened = tuple[Locator, Locator | None]
COORDINATOR, MENTOR, PAIRED = "Tuula Rautavesi", "Daniel Okonjo-Berg", "Emilia Haapasalo"
# What is said when nobody has thought of a code.
OTHER_WORDS = "before => [...document.querySelectorAll('[role=alert]')].at(-1)?.innerText !== before"
FOR_WANT_OF_BETTER = ("This did not work as it should", "Things have changed meanwhile, so this can’t be done now. Reload")


@cache
def refusals() -> dict[str, tuple[str, str, list[str]]]:
    """Return method, path and codes of every operation that can answer 409, as the document has them."""
    document = json.loads((ROOT / "openapi" / "openapi.json").read_text())
    return {
        operation["operationId"]: (method, path, re.findall(r"`(\w+)`", operation["responses"]["409"]["description"]))
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if "409" in operation.get("responses", {})
    }


def button(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def in_dialog(page: Page, opener: str, name: str, label: str | re.Pattern[str] | None = None) -> Opened:
    """Open a dialog, type into it where there is something to type, and return its button and what was typed into."""
    page.get_by_role("button", name=re.compile(f"^{opener}")).first.click()
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_label(label) if label else None
    if field:
        field.fill(WORDS)
    return button(dialog, name), field


def confirm_email_sign_in(browser: Browser, service: Service) -> Opened:
    page = visit(browser, service)
    at(page, "/sign-in")
    page.get_by_label("E-mail address").fill("somebody@example.org")
    button(page, "Mail me the link").click()
    page.get_by_label("Code").fill("123456")
    return button(page, "Sign in"), None


def ask_new_passkey(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Noora Wiklund")
    at(page, "/account/sign-in")
    return button(page, "Add a passkey"), None


def add_address(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Noora Wiklund")
    at(page, "/account/sign-in")
    page.get_by_label("E-mail address").fill(f"{uuid4().hex[:12]}@example.org")
    button(page, "Mail me a code").click()
    page.get_by_label("Code").fill("123456")
    return button(page, "Add the address"), None


def remove_identity(browser: Browser, service: Service) -> Opened:
    page, address = visit(browser, service), f"{uuid4().hex[:12]}@example.org"
    ask(page, Said("en"), address)
    sign_in_by_code(page, service, Said("en"), address)
    say_name(page, Said("en"), "Aino Ääkkönen")
    at(page, "/account/sign-in")
    return page.get_by_role("button", name=f"Remove the way to sign in: {address}"), None


def edit_identity_provider(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Mikael Sundgren")
    enter_provider(page, Said("en"), "https://login.example.org")
    return button(page, "Switch on"), None


def edit_organisation(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Mikael Sundgren")
    at(page, "/organisation/details")
    page.get_by_label("Domains").fill("another.example")
    return button(page, "Save"), None


def create_token(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Noora Wiklund")
    at(page, "/account/tokens")
    page.get_by_label("What it is for").fill(WORDS)
    page.get_by_role("checkbox").first.check()
    return button(page, "Make the token"), page.get_by_label("What it is for")


def accept_member_invitation(browser: Browser, service: Service) -> Opened:
    admin = who_works_here(browser, service)
    address = f"{uuid4().hex[:12]}@example.org"
    admin.get_by_label("E-mail address").fill(address)
    button(admin, "Mail the invitation").click()
    _, link = service.post.wait_for(address, r"/account/invitation\?key=\S+")
    admin.context.close()
    page = sign_in(browser, service, "Noora Wiklund")
    at(page, link)
    return button(page, "Accept the invitation"), None


def who_works_here(browser: Browser, service: Service) -> Page:
    page = sign_in(browser, service, "Mikael Sundgren")
    at(page, "/organisation/people")
    return page


def invite_member(browser: Browser, service: Service) -> Opened:
    page = who_works_here(browser, service)
    page.get_by_label("E-mail address").fill("somebody@example.org")
    return button(page, "Mail the invitation"), None


def change_member_role(browser: Browser, service: Service) -> Opened:
    return in_dialog(who_works_here(browser, service), "Change the role", "Save the role")


def remove_member(browser: Browser, service: Service) -> Opened:
    return in_dialog(who_works_here(browser, service), "End their work here", "End their work here")


def create_service_account(browser: Browser, service: Service) -> Opened:
    page = who_works_here(browser, service)
    pressed, field = in_dialog(page, "Make a service account", "Make it", "Which system it is for")
    page.get_by_role("dialog").get_by_role("checkbox").first.check()
    return pressed, field


def send_request(browser: Browser, service: Service) -> Opened:
    page = asking(browser, service, "Linh Đặng", "Petri Saarikoski")
    return button(page, "Send the request"), page.get_by_label("Your message")


def inbox(browser: Browser, service: Service) -> Page:
    page = sign_in(browser, service, MENTOR)
    at(page, "/requests")
    page.get_by_role("link", name=re.compile("^Read and answer")).first.click()
    return page


def accept_request(browser: Browser, service: Service) -> Opened:
    return button(inbox(browser, service), "Say yes"), None


def decline_request(browser: Browser, service: Service) -> Opened:
    return in_dialog(inbox(browser, service), "Decline kindly", "Decline", "Your words to the actor")


def withdraw_request(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Mateus Carvalho")
    at(page, "/")
    page.get_by_role("link", name="See your request").click()
    return in_dialog(page, "Withdraw the request", "Withdraw it")


def release_request(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/requests?state=pending")
    page.locator(".rows a").first.click()
    return in_dialog(page, "Close the request", "Close the request")


def person(browser: Browser, service: Service, name: str, filters: str = "") -> Page:
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"/people{filters}")
    page.get_by_role("link", name=name, exact=True).click()
    return page


def propose_match(browser: Browser, service: Service) -> Opened:
    page = person(browser, service, "Oskar Lillhonga")
    page.get_by_label("Look for a mentor").fill("Saarikoski")
    button(page, "Search").click()
    return in_dialog(page, "Suggest this pair: Petri", "Send the suggestion", "Why you suggest it")


def suggestion(browser: Browser, service: Service) -> Page:
    page = sign_in(browser, service, "Linh Đặng")
    page.get_by_role("link", name="See the suggestion and answer").click()
    return page


def accept_proposal(browser: Browser, service: Service) -> Opened:
    return button(suggestion(browser, service), "Say yes"), None


def decline_proposal(browser: Browser, service: Service) -> Opened:
    return in_dialog(suggestion(browser, service), "No, thank you", "Say no")


def accept_request__behalf(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/requests?state=pending")
    page.locator(".rows a").first.click()
    return in_dialog(page, "Say yes for the mentor", "Say yes for the mentor")


def accept_proposal__behalf(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/pairs?state=suggested")
    page.locator(".rows a").first.click()
    return in_dialog(page, "Say yes for the actor", "Say yes for the actor")


def withdraw_proposal(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/pairs?state=suggested")
    return in_dialog(page, "Withdraw the suggestion", "Withdraw the suggestion")


def publish_profile(browser: Browser, service: Service) -> Opened:
    """A profile as it would be with everything filled in."""
    page = sign_in(browser, service, "Ilona Vartiainen")
    at(page, "/join")
    page.get_by_role("link", name="Join as a mentor").click()
    button(page, "Join and fill in my profile").click()
    page.wait_for_url(re.compile("/profile"))

    def filled_in(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"missing": []})

    page.route(re.compile("/participants/[^/]+/own-profile"), filled_in)
    at(page, "/profile?step=publish")
    return button(page, "Publish my profile"), None


def approve_participant(browser: Browser, service: Service) -> Opened:
    return button(person(browser, service, "Priya Raman", "?state=submitted"), "Approve"), None


def send_back_participant(browser: Browser, service: Service) -> Opened:
    page = person(browser, service, "Priya Raman", "?state=submitted")
    return in_dialog(page, "Send back", "Send back", re.compile("^What should they mend"))


def remove_participant(browser: Browser, service: Service) -> Opened:
    return in_dialog(person(browser, service, "Linh Đặng"), "Remove from the programme", "Remove")


def taking_part(browser: Browser, service: Service, name: str) -> Page:
    page = sign_in(browser, service, name)
    at(page, "/taking-part")
    return page


def pause_participant(browser: Browser, service: Service) -> Opened:
    return button(taking_part(browser, service, "Linh Đặng"), "Take a break"), None


def resume_participant(browser: Browser, service: Service) -> Opened:
    return button(taking_part(browser, service, "Gustav Nordlund"), "End the break"), None


def leave_programme(browser: Browser, service: Service) -> Opened:
    return in_dialog(taking_part(browser, service, "Linh Đặng"), "Leave the programme", "Leave")


def set_places(browser: Browser, service: Service) -> Opened:
    return button(taking_part(browser, service, MENTOR), "Save the places"), None


def end_match(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/pairs")
    return in_dialog(page, "End this pair", "End the pair", re.compile("^Words to both"))


def archive_programme(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/programme/settings")
    return in_dialog(page, "Archive", "Archive it")


def preview_clock(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/programme/clock")
    last = page.get_by_label("Last day of feedback")
    last.fill(f"{int(last.input_value()[:4]) + 1}-09-01")
    return button(page, "See whom it touches"), None


def set_clock(browser: Browser, service: Service) -> Opened:
    opens, _ = preview_clock(browser, service)
    opens.click()
    return button(opens.page, "Save the schedule"), None


def publish_programme(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/programme/settings")
    in_dialog(page, "Copy", "Make the copy")[0].click()
    page.wait_for_url(re.compile("programme="))
    return in_dialog(page, "Publish", "Publish now")


def agree(browser: Browser, service: Service) -> Opened:
    with psycopg.connect(service.database) as connection:
        connection.execute("DELETE FROM consent WHERE person_id = (SELECT id FROM person WHERE name = 'Noora Wiklund')")
    page = sign_in(browser, service, "Noora Wiklund")
    at(page, "/account")
    page.get_by_label("I agree to the terms of use").check()
    return button(page, "Go on"), None


def erase_me(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Linh Đặng")
    at(page, "/account/privacy")
    button(page, "Erase my account").click()
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_label("To confirm, type the address of your account")
    field.fill(WORDS)
    return button(dialog, "Erase it for good"), field


def erase_participant(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Mikael Sundgren")
    at(page, "/people?q=wiklund")
    page.get_by_role("link", name="Noora Wiklund").click()
    button(page, "Erase this person").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("To confirm, type the name of the person").fill("noora wiklund")
    return button(dialog, "Erase for good"), None


def join_programme(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Mikael Sundgren")
    at(page, "/join")
    page.get_by_role("link", name="Join as a mentor").click()
    return button(page, "Join and fill in my profile"), None


def register(browser: Browser, service: Service) -> Page:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/programme/register")
    page.get_by_label("CSV file").set_input_files({"name": "alumni.csv", "mimeType": "text/csv", "buffer": b"x"})
    return page


def replace_register(browser: Browser, service: Service) -> Opened:
    return button(register(browser, service), "Upload the file"), None


def add_to_register(browser: Browser, service: Service) -> Opened:
    page = register(browser, service)
    page.get_by_label("They stay, and the file is added").check()
    return button(page, "Upload the file"), None


def give_birth_date(browser: Browser, service: Service) -> Opened:
    """A register that could be asked, whatever the rules say."""
    with_rules(browser, service, mentor_admission="register")
    said, address = Said("en"), f"{uuid4().hex[:12]}@example.org"
    page = visit(browser, service)
    ask(page, said, address, "/join")
    sign_in_by_code(page, service, said, address)
    say_name(page, said, "Aino Example")
    page.get_by_role("link", name="Join as a mentor").click()
    button(page, "Join and fill in my profile").click()
    page.wait_for_url(re.compile("/profile"))

    def asked(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"asked": True})

    page.route(re.compile("/participants/[^/]+/verification"), asked)
    at(page, "/profile?step=publish")
    page.get_by_label("Date of birth").fill("24.12.1980")
    return button(page, "Look me up"), None


def confirm_email_change(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Noora Wiklund")
    at(page, "/account")
    page.get_by_label("E-mail address").fill(f"{uuid4().hex[:12]}@example.org")
    button(page, "Mail me a code").click()
    page.get_by_label("Code").fill("123456")
    return button(page, "Confirm the address"), None


def an_event(browser: Browser, service: Service, name: str, *people: str, **more: Any) -> Page:
    page = sign_in(browser, service, name)
    at(page, f"/events/{plan(service, *people, **more)}")
    return page


def publish_event(browser: Browser, service: Service) -> Opened:
    return button(an_event(browser, service, COORDINATOR, state="draft"), "Open sign-up"), None


def delete_event(browser: Browser, service: Service) -> Opened:
    return in_dialog(an_event(browser, service, COORDINATOR, state="draft"), "Delete the draft", "Delete it")


def cancel_event(browser: Browser, service: Service) -> Opened:
    page = an_event(browser, service, COORDINATOR)
    return in_dialog(page, "Cancel the event", "Cancel it", "A few words for them (optional)")


def edit_event(browser: Browser, service: Service) -> Opened:
    page = an_event(browser, service, COORDINATOR)
    page.get_by_role("link", name="Edit the event").click()
    page.get_by_label("Venue").fill(WORDS)
    return button(page, "Save"), page.get_by_label("Venue")


def create_event(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/events/new/edit")
    for label, words in (("Title", WORDS), ("Begins", "2030-01-01T16:00"), ("Ends", "2030-01-01T18:00"), ("Venue", "Hall A")):
        page.get_by_label(label).first.fill(words)
    page.get_by_label("Mentors", exact=True).check()
    return button(page, "Save the draft"), page.get_by_label("Title").first


def sign_up_for_event(browser: Browser, service: Service) -> Opened:
    return button(an_event(browser, service, "Linh Đặng"), "Sign up"), None


def sign_off_from_event(browser: Browser, service: Service) -> Opened:
    return button(an_event(browser, service, "Linh Đặng", "Linh Đặng"), "Sign off"), None


def note_attendance(browser: Browser, service: Service) -> Opened:
    page = an_event(browser, service, COORDINATOR, "Linh Đặng", days=0)
    page.get_by_role("link", name="Who is coming").click()
    return button(page, "Linh Đặng came"), None


def sign_somebody_off(browser: Browser, service: Service) -> Opened:
    page = an_event(browser, service, COORDINATOR, "Linh Đặng")
    page.get_by_role("link", name="Who is coming").click()
    return in_dialog(page, "Sign off", "Sign off")


def offer_story(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Noora Wiklund")
    follow_guidance(page)
    page.get_by_role("link", name="How it was for others").click()
    button(page, "Tell my story").click()
    page.get_by_role("textbox", name="My story").fill(WORDS)
    page.get_by_label("Show my story").check()
    return button(page, "Offer my story"), page.get_by_role("textbox", name="My story")


def issue_certificate(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Emilia Haapasalo")
    own = {"participant_id": str(uuid4()), "ready_at": "2026-06-30T21:00:00Z", "certificate": None, "next_round": None}
    page.route(re.compile(r"/certificate$"), lambda route: ready(route, own))
    at(page, "/certificate")
    return button(page, "Make my certificate"), None


def ready(route: Route, own: dict[str, Any]) -> None:
    """Say that there can be a certificate now; the demo's mentoring months go on."""
    if route.request.method == "GET" and "/api/" in route.request.url:
        route.fulfill(json=own | {"standing": "ready"})
    else:
        route.fallback()


def edit_survey(browser: Browser, service: Service) -> Opened:
    survey_id = surveying.made(browser, service, publish=False)
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"/surveys/{survey_id}")
    page.get_by_label("Title").fill(WORDS)
    return button(page, "Save the survey"), page.get_by_label("Title")


def delete_survey(browser: Browser, service: Service) -> Opened:
    survey_id = surveying.made(browser, service, publish=False)
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"/surveys/{survey_id}")
    return in_dialog(page, "Delete", "Delete")


def answer_survey(browser: Browser, service: Service) -> Opened:
    survey_id = surveying.made(browser, service)
    page = sign_in(browser, service, MENTOR)
    at(page, surveying.form_of(page, survey_id))
    page.get_by_role("radio", name="4", exact=True).first.check()
    page.get_by_role("textbox").fill(WORDS)
    return button(page, "Send my answers"), page.get_by_role("textbox")


def ask_for_help(browser: Browser, service: Service) -> Opened:
    survey_id = surveying.made(browser, service, help=True)
    page = sign_in(browser, service, MENTOR)
    at(page, surveying.form_of(page, survey_id))
    return in_dialog(page, "I need help", "Send to the coordinators", "What do you need help with?")


def end_match__member(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, PAIRED)
    open_match(page)
    return in_dialog(page, "End the mentoring", "End the mentoring", re.compile("^Words to"))


def write_agreement(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, PAIRED)
    open_match(page)
    page.get_by_role("link", name="Open the agreement").click()
    change, goals = button(page, "Change the agreement"), page.get_by_label("Our goals")
    change.or_(goals).first.wait_for()
    if change.is_visible():
        change.click()
    goals.fill(WORDS)
    return button(page, "Save the agreement"), goals


def sign_agreement(browser: Browser, service: Service) -> Opened:
    saves, _ = write_agreement(browser, service)
    saves.click()
    saves.page.get_by_label("I have read the agreement").check()
    return button(saves.page, "Sign the agreement"), None


def add_to_concern(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, PAIRED)
    at(page, "/concerns/new")
    page.get_by_label("What would you like to tell?").fill(WORDS)
    button(page, "Tell them").click()
    field = page.get_by_label("More that you would like to tell")
    field.fill(WORDS)
    return button(page, "Add this"), field


def take_concern(browser: Browser, service: Service) -> Opened:
    add_to_concern(browser, service)[0].page.context.close()
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/concerns/all")
    page.locator(".rows a").first.click()
    return button(page, "I look after this"), None


def close_concern(browser: Browser, service: Service) -> Opened:
    takes, _ = take_concern(browser, service)
    takes.click()
    return button(takes.page, "Close this"), None


ACTS: dict[str, Callable[[Browser, Service], Opened]] = {
    each.__name__: each
    for each in (
        *(
            confirm_email_sign_in,
            ask_new_passkey,
            add_address,
            remove_identity,
            edit_identity_provider,
            edit_organisation,
            create_token,
            accept_member_invitation,
            invite_member,
            change_member_role,
            remove_member,
            create_service_account,
            send_request,
            accept_request,
            decline_request,
            withdraw_request,
            release_request,
        ),
        *(accept_request__behalf, accept_proposal__behalf),
        *(propose_match, accept_proposal, decline_proposal, withdraw_proposal, end_match),
        *(create_event, edit_event, publish_event, cancel_event, delete_event),
        *(sign_up_for_event, sign_off_from_event, sign_somebody_off, note_attendance),
        *(join_programme, publish_profile, pause_participant, resume_participant, leave_programme, set_places),
        *(preview_clock, set_clock, replace_register, add_to_register, give_birth_date, confirm_email_change),
        offer_story,
        *(agree, erase_me, erase_participant),
        issue_certificate,
        *(edit_survey, delete_survey, answer_survey, ask_for_help),
        *(approve_participant, send_back_participant, remove_participant, publish_programme, archive_programme),
        *OF_MONTHS,
        *OF_GROUPS,
        *(end_match__member, write_agreement, sign_agreement, add_to_concern, take_concern, close_concern),
    )
}


@pytest.fixture(scope="module")
def stage(browser: Browser, service: Service) -> Service:
    """A suggested pair beside what the demo has."""
    page = sign_in(browser, service, COORDINATOR)
    suggest(page, "Petri Saarikoski", "Linh Đặng")
    page.context.close()
    return service


def test_every_act_that_can_be_refused_is_here() -> None:
    here = {operation_of(each) for each in ACTS}
    elsewhere = {"read_consequences", "read_member_invitation", "read_event_calendar", "read_survey_results", "export_survey"}
    assert set(refusals()) - here == elsewhere, "what is read, see below, test_tokens.py and test_surveys.py"
    assert here <= set(refusals())


def operation_of(act: str) -> str:
    """Return what an act calls; some are done by two kinds of people."""
    return act.split("__", maxsplit=1)[0]


@pytest.mark.timeout(90)
@pytest.mark.parametrize("act", ACTS)
def test_a_refusal_says_what_to_do(browser: Browser, stage: Service, act: str) -> None:
    method, path, codes = refusals()[operation_of(act)]
    presses, typed = ACTS[act](browser, stage)
    page, said = presses.page, dict[str, str]()
    for code in codes:
        refuse(page, method, path, code)
        presses.click()
        alert = page.get_by_role("alert").last
        expect(alert).to_be_visible()
        page.wait_for_function(OTHER_WORDS, arg=next(reversed(said.values()), None))
        said[code] = alert.inner_text()
        if typed:
            expect(typed).to_have_value(WORDS)
    page.context.close()
    assert not {code: words for code, words in said.items() if words.startswith(FOR_WANT_OF_BETTER)}
    assert len(set(said.values())) == len(codes), "each in words of its own"


def refuse(page: Page, method: str, path: str, code: str) -> None:
    """Let the server refuse an act with a code."""
    address = re.compile(re.sub(r"\{\w+\}", "[^/?]+", path) + r"(\?|$)")
    problem: dict[str, Any] = {"type": "about:blank", "title": code, "status": 409, "code": code}

    def answer(route: Route) -> None:
        if route.request.method.lower() != method:
            return route.fallback()
        return route.fulfill(status=409, content_type="application/problem+json", body=json.dumps(problem))

    page.route(address, answer)


@pytest.mark.timeout(60)
def test_a_request_that_is_closed_while_its_mentor_reads_says_so(browser: Browser, stage: Service) -> None:
    method, path, (code,) = refusals()["read_consequences"]
    page = sign_in(browser, stage, MENTOR)
    at(page, "/requests")
    refuse(page, method, path, code)
    page.get_by_role("link", name=re.compile("^Read and answer")).first.click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert not page.get_by_role("alert").inner_text().startswith(FOR_WANT_OF_BETTER)
