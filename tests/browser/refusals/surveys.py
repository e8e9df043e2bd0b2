"""Acts on surveys."""

import re
from uuid import uuid4

from playwright.sync_api import Browser

from tests.browser import surveying
from tests.browser.conftest import Service, at, sign_in
from tests.browser.refusals.certificates import ready
from tests.browser.refusals.pressing import COORDINATOR, MENTOR, PAIRED, Opened, button, in_dialog
from tests.browser.test_bad_networks import WORDS


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


def give_later_consent(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, PAIRED)
    asked = {"participant_id": str(uuid4()), "programme_id": str(uuid4()), "given_at": None, "asked": True, "opens_at": None}
    own = {"version": 1, "language": "en", "title": "You may ask me", "paragraphs": ["Once more."], "items": [asked]}
    page.route(re.compile(r"/me/later-consents$"), lambda route: ready(route, own))
    at(page, "/account/notifications")
    return page.get_by_label("You may ask me"), None


ACTS = (edit_survey, delete_survey, answer_survey, ask_for_help, give_later_consent)
