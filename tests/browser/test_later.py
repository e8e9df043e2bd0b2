"""Half a year later: consent by one tick, beside the certificate, after the feedback and in the account; what front pages say."""

import json
from uuid import UUID

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import MessageClass
from kisalli.notifications.choices import Choice
from kisalli.surveys import ready
from kisalli.surveys.schemas import SurveyIn
from tests.browser import surveying
from tests.browser.conftest import Service, at, change, picture, programme_of, settled, sign_in, visit
from tests.browser.gathering import plan
from tests.browser.said import Said
from tests.browser.test_certificates import LANGUAGES, MENTOR, OVER
from tests.browser.test_certificates import clean as looked_at
from tests.browser.test_sign_in import PHONE
from tests.surveys.forms import words

STUDENT = "Emilia Haapasalo"
COORDINATOR = "Tuula Rautavesi"
CONSENTS = """
SELECT count(*) FROM consent c JOIN person x ON x.id = c.person_id WHERE c.kind = 'later_survey' AND x.name = %s
"""
LATER = """
INSERT INTO survey (id, programme_id, kind, anonymous, roles, audience, reminder_days, help, title, intro, questions,
       opens_at, closes_at, published_at)
VALUES (%(id)s, %(programme_id)s, 'later', %(anonymous)s, %(roles)s, %(audience)s, %(reminder_days)s, %(help)s, %(title)s,
       %(intro)s, %(questions)s, clock_timestamp() + interval '180 days', clock_timestamp() + interval '201 days',
       clock_timestamp())
"""
FINAL = "UPDATE survey SET kind = 'final' WHERE id = %s"


@pytest.fixture(scope="module")
def later(service: Service) -> str:
    """The mentoring months are over, and the programme has a survey for half a year later, not open yet; return its id."""
    with psycopg.connect(service.database) as connection:
        row = connection.execute(OVER).fetchone()
        assert row is not None
        connection.execute("UPDATE match SET opened_at = opened_at - interval '150 days'")
        columns = SurveyIn.model_validate(ready._texts()["later"]).model_dump(mode="json")
        values = {name: json.dumps(value) if isinstance(value, dict | list) else value for name, value in columns.items()}
        values |= {"id": str(new_id()), "programme_id": row[0], "roles": columns["roles"]}
        connection.execute(LATER, values | {"reminder_days": columns["reminder_days"]})
    return str(values["id"])


def consents(service: Service, name: str = STUDENT) -> int:
    with psycopg.connect(service.database) as connection:
        row = connection.execute(CONSENTS, [name]).fetchone()
        assert row is not None
        return int(row[0])


def clean(page: Page, place: str) -> None:
    settled(page)
    picture(page, place.replace(" ", "-"))
    looked_at(page, place)


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("later")
def test_it_is_asked_beside_the_certificate_and_taken_back_in_the_account(
    browser: Browser, service: Service, language: str
) -> None:
    said = Said(language)
    page = sign_in(browser, service, STUDENT, language, **PHONE)
    at(page, "/certificate")
    box = page.locator("main").get_by_role("checkbox")
    expect(box).not_to_be_checked()
    clean(page, f"later asked {language}")
    box.check()
    expect(page.get_by_text(said("Thank you! You can withdraw this at any time."))).to_be_visible()
    expect(box).to_be_checked()
    assert consents(service) == 1
    clean(page, f"later agreed {language}")
    at(page, "/account/notifications")
    mine = page.locator("main section.card").get_by_role("checkbox")
    expect(mine).to_be_checked()
    clean(page, f"later in the account {language}")
    mine.uncheck()
    expect(page.get_by_text(said("Withdrawn. We will not ask you."))).to_be_visible()
    assert consents(service) == 0
    page.context.close()


@pytest.mark.timeout(180)
def test_it_is_asked_when_the_final_feedback_is_sent(browser: Browser, service: Service, later: str) -> None:
    survey_id = surveying.made(browser, service, audience="been_matched", title=words("How was it?"))
    with psycopg.connect(service.database) as connection:
        connection.execute(FINAL, [survey_id])
    page = sign_in(browser, service, STUDENT)
    surveying.answer(page, survey_id, anonymous=True)
    at(page, surveying.form_of(page, survey_id))
    heading = page.get_by_role("heading", name="Half a year later: may we ask you once more?")
    expect(heading).to_be_visible()
    clean(page, "later after the feedback")
    expect(page.locator("main").get_by_role("checkbox")).not_to_be_checked()
    page.context.close()
    assert later


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("later")
def test_the_link_of_the_mail_takes_it_back_without_signing_in(browser: Browser, service: Service, language: str) -> None:
    said = Said(language)
    own = sign_in(browser, service, STUDENT, language)
    here = programme_of(own.context.request)
    me = own.context.request.get("/api/v1/me").json()["id"]
    path = f"/participants/{here['participant']['id']}/later-consent"
    change(own.context.request, "PUT", path, {"version": 1, "language": language})
    own.context.close()
    key = Keys(Settings(demo=True)).unsubscribe_key(Choice(UUID(me), UUID(here["id"]), MessageClass.CONSENTED).content)
    page = visit(browser, service, language, **PHONE)
    at(page, f"/api/v1/unsubscribe/{key}")
    expect(page.get_by_role("heading", name=said("Withdraw your consent"))).to_be_visible()
    clean(page, f"later by mail {language}")
    assert consents(service) == 1
    page.get_by_role("button", name=said("Withdraw my consent")).click()
    expect(page.get_by_role("heading", name=said("Your consent has been withdrawn"))).to_be_visible()
    clean(page, f"later taken back by mail {language}")
    assert consents(service) == 0
    page.context.close()


@pytest.mark.timeout(180)
def test_a_coordinator_sees_how_many_agreed(browser: Browser, service: Service, later: str) -> None:
    own = sign_in(browser, service, STUDENT)
    here = programme_of(own.context.request)
    path = f"/participants/{here['participant']['id']}/later-consent"
    change(own.context.request, "PUT", path, {"version": 1, "language": "en"})
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"/surveys?programme={here['id']}")
    expect(page.get_by_text("Have agreed to it: 1")).to_be_visible()
    clean(page, "later among surveys")
    at(page, f"/surveys/{later}?programme={here['id']}")
    expect(page.get_by_text("This survey only goes to people who agreed to it.")).to_be_visible()
    expect(page.get_by_label("Not anonymous")).to_have_count(0)
    clean(page, "later for coordinators")
    change(own.context.request, "DELETE", path, None)
    own.context.close()
    page.context.close()


@pytest.mark.timeout(240)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("later")
def test_front_pages_say_what_now(browser: Browser, service: Service, language: str) -> None:
    said = Said(language)
    due = surveying.made(browser, service, audience="everybody")
    plan(service, STUDENT, days=4)
    plan(service, seats=5, days=6)
    plan(service, "Linh Đặng", STUDENT, seats=1, days=8)
    with psycopg.connect(service.database) as connection:
        row = connection.execute(MENTOR).fetchone()
        assert row is not None
    for who, name in (("student", STUDENT), ("mentor", row[0]), ("coordinator", COORDINATOR)):
        for size in ({}, PHONE):
            page = sign_in(browser, service, name, language, **size)
            at(page, "/")
            settled(page)
            events = page.get_by_role("heading", name=said("Upcoming events"))
            expect(events).to_be_visible()
            clean(page, f"home {who} {language} {'phone' if size else 'desktop'}")
            heading = "Surveys under way" if who == "coordinator" else "Surveys waiting for your answer"
            expect(page.get_by_role("heading", name=said(heading))).to_be_visible()
            page.locator(f"main a[href*='{due}']").click()
            settled(page)
            assert due in page.url
            page.context.close()
