"""One's own data: who read it, all of it in a file, and gone for good; and the terms, asked before anything else."""

import json
import re
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, at, sign_in, sign_in_as, visit
from tests.browser.said import Said
from tests.browser.test_accessibility import violations
from tests.browser.test_sign_in import PHONE, ask, sign_in_by_code

LANGUAGES = ("en", "fi", "sv")
# Somebody who waits for an answer, and the mentor who would give it.
WAITING = """
SELECT mentee.person_id, person.email FROM request r JOIN participant mentee ON mentee.id = r.mentee_id
  JOIN participant mentor ON mentor.id = r.mentor_id JOIN person ON person.id = mentor.person_id
 WHERE r.state = 'pending' ORDER BY r.id LIMIT 1
"""


def address_of(page: Page) -> str:
    address: str = page.context.request.get("/api/v1/me").json()["email"]
    return address


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_newcomer_reads_the_terms_and_goes_no_further_without_agreeing(
    browser: Browser, service: Service, language: str
) -> None:
    said, address = Said(language), f"{uuid4().hex[:12]}@example.org"
    page = visit(browser, service, language, **PHONE)
    ask(page, said, address, "/join")
    sign_in_by_code(page, service, said, address)
    page.wait_for_url("**/account**")
    at(page, "/mentors")
    expect(page).to_have_url(re.compile("/account"))
    page.get_by_label(said("Your name")).fill("Aino Ääkkönen")
    page.get_by_role("button", name=said("Continue")).click()
    agreed = page.get_by_label(said("I agree to the terms of use and have read the privacy notice."))
    expect(agreed).to_be_focused()
    expect(page.get_by_text(said("You can’t continue without this."))).to_be_visible()
    for summary in page.locator("main summary").all():
        summary.click()
    expect(page.locator("main details h3")).to_have_count(12)
    assert violations(page, "the terms, open")[1] == []
    agreed.check()
    page.get_by_role("button", name=said("Continue")).click()
    page.wait_for_url(lambda url: "/account" not in url)
    with psycopg.connect(service.database) as connection:
        rows = connection.execute(
            "SELECT kind, consent.language FROM consent JOIN person ON person.id = person_id WHERE email = %s ORDER BY kind",
            (address,),
        ).fetchall()
    assert rows == [("privacy", language), ("terms", language)]
    at(page, "/account/terms")
    expect(page.get_by_text(said("You agreed:"))).to_have_count(2)


@pytest.mark.timeout(120)
def test_whoever_does_not_agree_to_new_terms_can_still_go_with_their_data(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, "Noora Wiklund")
    with psycopg.connect(service.database) as connection:
        connection.execute("DELETE FROM consent WHERE person_id = (SELECT id FROM person WHERE name = 'Noora Wiklund')")
    at(page, "/requests")
    expect(page.get_by_role("heading", name="Before you continue")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_count(0)
    at(page, "/account/privacy")
    expect(page.get_by_role("link", name="Download my data")).to_be_visible()
    at(page, "/requests")
    page.get_by_label("I agree to the terms of use and have read the privacy notice.").check()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: "/account" not in url)


@pytest.mark.timeout(120)
def test_a_mentor_sees_who_read_about_them_and_takes_everything_along(browser: Browser, service: Service) -> None:
    office = sign_in(browser, service, "Tuula Rautavesi")
    at(office, "/people")
    office.get_by_role("link", name="Daniel Okonjo-Berg", exact=True).click()
    office.locator("main h1").filter(has_text="Daniel").wait_for()
    page = sign_in(browser, service, "Daniel Okonjo-Berg")
    at(page, "/account")
    page.get_by_role("link", name="My data").click()
    reads = page.locator("section").filter(has=page.get_by_role("heading", name="Who has read about you"))
    expect(reads.get_by_text("Coordinator · your profile").first).to_be_visible()
    expect(reads).not_to_contain_text("Tuula")
    audiences = page.locator("section").filter(has=page.get_by_role("heading", name="Who can see your profile"))
    expect(audiences.get_by_text("The students of the programme")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download my data").click()
    assert waiting.value.suggested_filename == "kisalli.json"
    taken = json.loads(waiting.value.path().read_text())
    assert taken["data"]["mentor_profile"][0]["name"] == "Daniel Okonjo-Berg"
    assert taken["data"]["reads"][0]["role"] == "coordinator"


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_student_has_their_account_erased_and_the_mentor_is_told(browser: Browser, service: Service, language: str) -> None:
    said = Said(language)
    with psycopg.connect(service.database) as connection:
        row = connection.execute(WAITING).fetchone()
    assert row is not None
    page = sign_in_as(browser, service, str(row[0]), language, **PHONE)
    address = address_of(page)
    at(page, "/account/privacy")
    page.get_by_role("button", name=said("Erase my account")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(said("This can’t be undone, not even by us."))).to_be_visible()
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    field, go = dialog.get_by_label(said("To confirm, type the address of your account")), said("Erase it for good")
    field.fill("another@example.org")
    dialog.get_by_role("button", name=go).click()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert violations(page, "erasing, a wrong address")[1] == []
    field.fill(address)
    dialog.get_by_role("button", name=go).click()
    page.wait_for_url(lambda url: "/account" not in url)
    assert page.context.request.get("/api/v1/session").json() is None
    with psycopg.connect(service.database) as connection:
        person = connection.execute("SELECT name, email FROM person WHERE id = %s", (row[0],)).fetchone()
    assert person == ("N. N.", "")
    service.post.wait_for(row[1], "")


@pytest.mark.timeout(60)
def test_an_old_sign_in_has_to_be_made_anew_before_an_account_is_erased(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, "Gustav Nordlund")
    with psycopg.connect(service.database) as connection:
        connection.execute(
            "UPDATE session SET created_at = created_at - interval '1 hour'"
            " WHERE person_id = (SELECT id FROM person WHERE name = 'Gustav Nordlund')"
        )
    at(page, "/account/privacy")
    page.get_by_role("button", name="Erase my account").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign in again").click()
    page.wait_for_url(re.compile("/sign-in"))
    page.get_by_role("button", name=re.compile("Gustav Nordlund")).click()
    page.wait_for_url(re.compile("/account/privacy"))
    page.get_by_role("button", name="Erase my account").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Erase it for good")).to_be_visible()


@pytest.mark.timeout(60)
def test_an_admin_erases_somebody_who_has_asked_for_it(browser: Browser, service: Service) -> None:
    said = Said("fi")
    page = sign_in(browser, service, "Tuula Rautavesi", "fi")
    at(page, "/people?q=lillhonga")
    page.get_by_role("link", name="Oskar Lillhonga").click()
    expect(page.get_by_role("heading", name=said("Profile"), exact=True)).to_be_visible()
    assert page.get_by_role("button", name=said("Erase this person")).count() == 0  # she is a coordinator, no admin

    page = sign_in(browser, service, "Mikael Sundgren", "fi")
    at(page, "/people?q=lillhonga")
    page.get_by_role("link", name="Oskar Lillhonga").click()
    page.get_by_role("button", name=said("Erase this person")).click()
    dialog = page.get_by_role("dialog")
    field, go = dialog.get_by_label(said("To confirm, type the name of the person")), said("Erase for good")
    field.fill("Oskar")
    dialog.get_by_role("button", name=go).click()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert violations(page, "erasing a person, a wrong name")[1] == []
    field.fill("oskar lillhonga")
    dialog.get_by_role("button", name=go).click()
    expect(page.get_by_role("status")).to_contain_text(said("This person has been erased."))
    at(page, "/people?q=lillhonga")
    expect(page.locator(".rows li")).to_have_count(0)
    with psycopg.connect(service.database) as connection:
        assert connection.execute("SELECT count(*) FROM person WHERE name = 'Oskar Lillhonga'").fetchone() == (0,)
