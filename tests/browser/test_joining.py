"""Who may join: a mentor whom the register knows is in at once, another waits; and who may not is told why, before anything."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, at, change, picture, programme_of, settled, sign_in, visit
from tests.browser.said import Said
from tests.browser.test_accessibility import violations
from tests.browser.test_sign_in import PHONE, ask, say_name, sign_in_by_code
from tests.profiles.joining import MENTOR
from tests.register.files import file

COORDINATOR = "Tuula Rautavesi"
LINES = ("Aino Maria;Ääkkönen;5.6.1987", "Nimetön;;", "Eero;Koskela;31.12.1975")


def with_rules(browser: Browser, service: Service, **rules: Any) -> None:
    """Let a coordinator set rules."""
    page = sign_in(browser, service, COORDINATOR)
    api = page.context.request
    programme = programme_of(api)
    change(api, "PATCH", f"/programmes/{programme['id']}", {"rules": programme["rules"] | rules})
    page.context.close()


Enter = Callable[..., tuple[Page, str]]


@pytest.fixture
def enter(browser: Browser, service: Service) -> Enter:
    """Let somebody new sign in by e-mail; return their page and address."""

    def entered(said: Said, name: str, path: str = "/join", **context: Any) -> tuple[Page, str]:
        address = f"{uuid4().hex[:12]}@example.org"
        page = visit(browser, service, said.language, **context)
        ask(page, said, address, path)
        sign_in_by_code(page, service, said, address)
        say_name(page, said, name)
        return page, address

    return entered


def upload(browser: Browser, service: Service) -> None:
    """Upload a register in which one line names nobody, as a coordinator does."""
    said = Said("fi")
    page = sign_in(browser, service, COORDINATOR, "fi")
    at(page, "/programme/rules")
    page.get_by_role("radio", name=said("Anybody in a register is in straight away; a coordinator approves the others")).check()
    page.get_by_role("button", name=said("Save the rules")).click()
    expect(page.get_by_role("status")).to_contain_text(said("The rules have been saved."))
    page.get_by_role("link", name=said("Upload the register of mentors")).click()
    settled(page)
    page.get_by_role("button", name=said("Upload the file")).click()
    expect(page.get_by_role("alert")).to_contain_text(said("Choose a file."))
    choose = page.get_by_label(said("CSV file"))
    choose.set_input_files({"name": "alumnit.csv", "mimeType": "text/csv", "buffer": b"x;y\n1;2\n"})
    page.get_by_role("button", name=said("Upload the file")).click()
    expect(page.get_by_role("alert")).to_contain_text(
        said("The first line of the file has to name its columns: first name, last name, date of birth.")
    )
    content = file(*LINES, encoding="cp1252")  # as Excel saves it
    choose.set_input_files({"name": "alumnit.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name=said("Upload the file")).click()
    expect(page.get_by_role("status")).to_contain_text(said("The file has been read."))
    expect(page.get_by_text(said("Line {line}: {reason}", line="3", reason=said("The date of birth is missing")))).to_be_visible()
    expect(page.locator(".facts")).to_contain_text("2")
    picture(page, "register")
    assert violations(page, "register")[1] == []
    page.context.close()


def profile_filled_in(page: Page, said: Said, name: str, address: str) -> None:
    """Join as a mentor on the page, fill the profile in through the API, and come to its last step."""
    at(page, "/join")
    page.get_by_role("link", name=said("Join as a mentor"), exact=True).click()
    page.get_by_role("button", name=said("Join and fill in my profile")).click()
    page.wait_for_url(re.compile("/profile"))
    api = page.context.request
    part = programme_of(api)["participant"]["id"]
    change(api, "PUT", f"/participants/{part}/profile", MENTOR | {"name": name})
    change(api, "PUT", f"/participants/{part}/contact", {"email": address})
    at(page, "/profile?step=publish")


def look_up(page: Page, said: Said, given: str, family: str, born: str) -> None:
    page.get_by_label(said("First names")).fill(given)
    page.get_by_label(said("Last name")).fill(family)
    page.get_by_label(said("Date of birth")).fill(born)
    page.get_by_role("button", name=said("Check the register")).click()


@pytest.mark.timeout(240)
def test_a_mentor_in_the_register_is_in_at_once_and_another_waits_for_approval(
    browser: Browser, service: Service, enter: Enter
) -> None:
    upload(browser, service)
    said = Said("fi")
    page, address = enter(said, "Aino Ääkkönen", **PHONE)
    profile_filled_in(page, said, "Aino Ääkkönen", address)
    expect(page.get_by_label(said("Last name"))).to_have_value("Ääkkönen")
    picture(page, "look-up")
    assert violations(page, "look up")[1] == []
    look_up(page, said, "Aino", "", "5/6/1987")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label(said("Date of birth"))).to_have_attribute("aria-invalid", "true")
    look_up(page, said, "Aino", "Ääkkönen", "5.6.1987")
    found = said("Yes: we found you. You don’t need approval, and your date of birth has been deleted.")
    expect(page.get_by_text(found)).to_be_visible()
    picture(page, "found")
    page.get_by_role("button", name=said("Publish my profile")).click()
    expect(page.get_by_role("status")).to_contain_text(said("Your profile is published. You are now taking part."))
    service.post.wait_for(address, "Tervetuloa mentoriksi")

    other, address = enter(said, "Kaija Tuntematon", **PHONE)
    profile_filled_in(other, said, "Kaija Tuntematon", address)
    look_up(other, said, "Kaija", "Tuntematon", "1.1.1980")
    expect(other.get_by_text(re.compile("^Voit yrittää vielä 2 kertaa"))).to_be_visible()
    picture(other, "not-found")
    assert violations(other, "not found")[1] == []
    other.get_by_role("button", name=said("Publish my profile")).click()
    expect(other.get_by_role("heading", name=said("Your profile is waiting for approval"))).to_be_visible()
    coordinator = sign_in(browser, service, COORDINATOR, "fi")
    at(coordinator, "/people?state=submitted")
    coordinator.get_by_role("link", name="Kaija Tuntematon").click()
    expect(coordinator.locator(".facts").first).to_contain_text(said("Checked in the register") + said("Not found"))
    coordinator.context.close()
    other.get_by_role("link", name=said("Check whether you are in the register")).click()
    look_up(other, said, "Eero", "Koskela", "1975-12-31")  # their former name, which the register knows
    other.wait_for_url(lambda url: "/profile" not in url)
    expect(other.get_by_role("heading", name=said("Your profile is waiting for approval"))).to_have_count(0)
    with psycopg.connect(service.database) as connection:
        (kept,) = connection.execute("SELECT count(*) FROM birth_date").fetchone() or (None,)
    assert kept == 0


def affiliate(service: Service, address: str, kind: str, home: str) -> None:
    """Have a sign-in say what somebody is at a home organisation."""
    with psycopg.connect(service.database) as connection:
        connection.execute(
            "INSERT INTO affiliation (person_id, home_organisation, kind) SELECT id, %s, %s FROM person WHERE email = %s",
            (home, kind, address),
        )


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_student_of_a_foreign_university_sees_why_not_before_filling_in_anything(
    browser: Browser, service: Service, enter: Enter, language: str
) -> None:
    with_rules(browser, service, mentee_home_organisations=["aurora.example"], mentee_affiliations=["student"])
    said = Said(language)
    page, address = enter(said, "Ilse Fremd", **PHONE)
    page.locator("main a[href*='as=mentee']").first.click()
    nothing = said(
        "The programme is for people of certain home organisations. The way you signed in tells us nothing about yours."
    )
    expect(page.get_by_text(nothing)).to_be_visible()
    affiliate(service, address, "student", "fremd.example")
    page.reload()
    foreign = said("The programme is for people of certain home organisations, and yours is not among them.")
    expect(page.get_by_text(foreign)).to_be_visible()
    expect(page.get_by_text("aurora.example")).to_be_visible()
    expect(page.get_by_role("link", name=said("Add it to your account"))).to_be_visible()
    picture(page, f"foreign-{language}")
    assert violations(page, "may not join")[1] == []
    # Without a code nothing is sent; with a wrong one the server says so.
    page.get_by_role("button", name=said("Join and fill in my profile")).click()
    page.get_by_label(said("Invitation code")).fill("not-a-real-code")
    page.get_by_role("button", name=said("Join and fill in my profile")).click()
    expect(page.get_by_role("alert")).to_be_visible()
    affiliate(service, address, "alum", "aurora.example")
    page.reload()
    expect(
        page.get_by_text(said("The programme is for students, and your sign-in does not say that you are one."))
    ).to_be_visible()
    affiliate(service, address, "student", "aurora.example")
    page.reload()
    expect(page.get_by_text(foreign)).to_have_count(0)
    page.get_by_role("button", name=said("Join and fill in my profile")).click()
    page.wait_for_url(re.compile("/profile"))


@pytest.mark.timeout(120)
def test_whom_no_mail_reaches_sees_it_on_every_page_and_corrects_the_address(service: Service, enter: Enter) -> None:
    said = Said("fi")
    page, address = enter(said, "Aino Ääkkönen", **PHONE)
    with psycopg.connect(service.database) as connection:
        connection.execute("UPDATE person SET email_failed_at = now() WHERE email = %s", (address,))
    at(page, "/join")
    expect(page.get_by_text(said("Our emails are not reaching you."))).to_be_visible()
    picture(page, "undeliverable")
    page.get_by_role("link", name=said("Correct your address")).click()
    settled(page)
    new = f"{uuid4().hex[:12]}@example.org"
    page.get_by_label(said("Email address")).fill(new)
    page.get_by_role("button", name=said("Email me a code")).click()
    code = service.post.code_for(new)
    page.get_by_label(said("Code")).fill("000000" if code.replace(" ", "") != "000000" else "111111")
    page.get_by_role("button", name=said("Confirm the address")).click()
    expect(page.get_by_text(said("This is not the code from the latest email. Check it and try again."))).to_be_visible()
    picture(page, "address")
    assert violations(page, "another address")[1] == []
    page.get_by_label(said("Code")).fill(code)
    page.get_by_role("button", name=said("Confirm the address")).click()
    expect(page.get_by_role("status").filter(has_text=said("Your address is confirmed."))).to_be_visible()
    expect(page.get_by_text(said("Our emails are not reaching you."))).to_have_count(0)
    expect(page.get_by_label(said("Email address"))).to_have_value(new)
    service.post.wait_for(address, "toinen sähköpostiosoite")
