"""The end of a programme: thanks, the certificate made, downloaded, checked by a stranger and withdrawn; and mails turned off."""

import re
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import MessageClass
from kisalli.notifications.choices import Choice
from tests.browser.conftest import Service, at, settled, sign_in, visit
from tests.browser.said import Said
from tests.browser.test_accessibility import violations
from tests.browser.test_sign_in import PHONE

LANGUAGES = ("en", "fi", "sv")
OVER = """
UPDATE programme SET running_opens = clock_timestamp() - interval '160 days',
       running_closes = clock_timestamp() - interval '1 day'
 WHERE id = (SELECT p.programme_id FROM participant p JOIN person x ON x.id = p.person_id WHERE x.name = 'Emilia Haapasalo')
RETURNING id
"""
# Another round of the same organisation, in which mentors can sign up.
NEXT = """
INSERT INTO programme SELECT (jsonb_populate_record(NULL::programme, to_jsonb(g) || jsonb_build_object('id', %(new)s::text,
       'mentor_signup_closes', clock_timestamp() + interval '30 days'))).* FROM programme g WHERE g.id = %(old)s
"""
NAMED = """
INSERT INTO programme_text SELECT (jsonb_populate_record(NULL::programme_text, to_jsonb(t) || jsonb_build_object(
       'programme_id', %(new)s::text, 'name', 'Next round'))).* FROM programme_text t WHERE t.programme_id = %(old)s
"""
MENTOR = """
SELECT x.name FROM match_member a JOIN match_member b USING (match_id) JOIN participant p ON p.id = b.participant_id
  JOIN person x ON x.id = p.person_id JOIN participant q ON q.id = a.participant_id JOIN person y ON y.id = q.person_id
 WHERE y.name = 'Emilia Haapasalo' AND b.role = 'mentor'
"""


@pytest.fixture(scope="module")
def ended_programme(service: Service) -> tuple[str, str]:
    """The demo's mentoring months are over, and there is a next round; return the ids of both."""
    with psycopg.connect(service.database) as connection:
        row = connection.execute(OVER).fetchone()
        assert row is not None
        connection.execute("UPDATE match SET opened_at = opened_at - interval '150 days'")
        ids = {"new": str(uuid4()), "old": row[0]}
        connection.execute(NEXT, ids)
        connection.execute(NAMED, ids)
    return str(row[0]), ids["new"]


def clean(page: Page, place: str) -> None:
    settled(page)
    assert violations(page, place)[1] == []


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("ended_programme")
def test_a_certificate_from_thanks_to_withdrawal(browser: Browser, service: Service, language: str) -> None:
    said = Said(language)
    page = sign_in(browser, service, "Emilia Haapasalo", language, **PHONE)
    at(page, "/")
    expect(page.get_by_role("heading", name=said("Thank you for taking part"))).to_be_visible()
    clean(page, "home at the end")
    page.get_by_role("link", name=said("Your certificate")).click()
    make = page.get_by_role("button", name=said("Create my certificate"))
    expect(make).to_be_visible()
    clean(page, "a certificate that can be made")
    make.click()
    expect(page.get_by_role("heading", name=said("What it says"))).to_be_visible()
    clean(page, "a certificate")
    for name in ("Suomi", "Svenska", "English"):
        with page.expect_download() as download:
            page.locator("main").get_by_role("link", name=name, exact=True).click()
        assert re.fullmatch(r"certificate-([2-9A-Z]{4}-){3}[2-9A-Z]{4}\.pdf", download.value.suggested_filename)
        assert download.value.path().read_bytes().startswith(b"%PDF-")
    code = download.value.suggested_filename.removeprefix("certificate-").removesuffix(".pdf")
    stranger = visit(browser, service, language, **PHONE)
    at(stranger, f"/certificates/{code.lower()}")
    expect(stranger.get_by_text("Emilia Haapasalo")).to_be_visible()
    expect(stranger.get_by_text(code)).to_be_visible()
    clean(stranger, "a certificate that is genuine")
    page.get_by_role("button", name=said("Withdraw the certificate")).click()
    clean(page, "dialog: withdraw the certificate")
    page.get_by_role("dialog").get_by_role("button", name=said("Withdraw the certificate")).click()
    expect(page.get_by_role("button", name=said("Create my certificate"))).to_be_visible()
    stranger.reload()
    expect(stranger.get_by_role("heading", name=said("No such certificate"))).to_be_visible()
    clean(stranger, "a certificate that is none")
    stranger.get_by_label(said("Code on the paper")).fill("ABCD-EFGH")
    stranger.get_by_role("button", name=said("Check the code")).click()
    stranger.wait_for_url("**/certificates/ABCD-EFGH")
    expect(stranger.get_by_label(said("Code on the paper"))).to_have_value("ABCD-EFGH")
    page.context.close()
    stranger.context.close()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mentor_is_asked_to_join_again(
    browser: Browser, service: Service, ended_programme: tuple[str, str], language: str
) -> None:
    said = Said(language)
    with psycopg.connect(service.database) as connection:
        row = connection.execute(MENTOR).fetchone()
        assert row is not None
    page = sign_in(browser, service, row[0], language)
    at(page, "/certificate")
    expect(page.get_by_role("heading", name=said("Would you be a mentor again?"))).to_be_visible()
    expect(page.get_by_text("Next round")).to_be_visible()
    clean(page, "a mentor's certificate")
    at(page, "/")
    again = page.get_by_role("link", name=said("Be a mentor again"))
    again.click()
    page.wait_for_url(f"**/join/{ended_programme[1]}**")
    page.context.close()


@pytest.mark.timeout(120)
def test_the_page_of_a_match_leads_to_the_certificate_and_coordinators_see_who_has_one(
    browser: Browser, service: Service, ended_programme: tuple[str, str]
) -> None:
    page = sign_in(browser, service, "Emilia Haapasalo")
    at(page, "/")
    page.locator("main a[href*='/matches/']").first.click()
    page.get_by_role("link", name="Get your certificate").click()
    page.get_by_role("button", name="Create my certificate").click()
    expect(page.get_by_role("heading", name="What it says")).to_be_visible()
    page.context.close()
    above = sign_in(browser, service, "Tuula Rautavesi")
    at(above, f"/people?q=haapasalo&programme={ended_programme[0]}")
    above.locator("main a[href*='/people/']").first.click()
    expect(above.get_by_text("Certificate issued")).to_be_visible()
    above.context.close()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", LANGUAGES)
def test_mails_are_turned_off_by_the_link_of_a_mail_and_on_again_in_the_account(
    browser: Browser, service: Service, language: str
) -> None:
    said = Said(language)
    with psycopg.connect(service.database) as connection:
        row = connection.execute(
            "SELECT x.id, p.programme_id FROM person x JOIN participant p ON p.person_id = x.id WHERE x.name = 'Noora Wiklund'"
        ).fetchone()
        assert row is not None
    key = Keys(Settings(demo=True)).unsubscribe_key(Choice(row[0], row[1], MessageClass.NUDGE).content)
    page = visit(browser, service, language, **PHONE)
    at(page, f"/api/v1/unsubscribe/{key}")
    clean(page, "turning mails off")
    page.get_by_role("button", name=said("Turn them off")).click()
    expect(page.get_by_role("heading", name=said("These emails are turned off"))).to_be_visible()
    clean(page, "mails that are turned off")
    at(page, "/unsubscribe/x")
    page.get_by_role("button", name=said("Turn them off")).click()
    expect(page.get_by_role("heading", name=said("This link is incomplete"))).to_be_visible()
    page.context.close()
    own = sign_in(browser, service, "Noora Wiklund", language, **PHONE)
    at(own, "/account/notifications")
    clean(own, "which mails one wants")
    here = own.locator("main fieldset").nth(1).get_by_label(said("Reminders and overviews"))
    expect(here).not_to_be_checked()
    here.check()
    everywhere = own.locator("main fieldset").first.get_by_label(said("Reminders and overviews"))
    everywhere.uncheck()
    expect(here).to_be_disabled()
    expect(own.get_by_text(said("Turned off in all programmes."))).to_be_visible()
    own.reload()
    settled(own)
    expect(everywhere).not_to_be_checked()
    everywhere.check()
    expect(here).to_be_checked()
    own.context.close()
