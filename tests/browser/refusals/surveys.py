"""Acts on surveys."""

from playwright.sync_api import Browser

from tests.browser import surveying
from tests.browser.conftest import Service, at, sign_in
from tests.browser.refusals.pressing import COORDINATOR, MENTOR, Opened, button, in_dialog
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


ACTS = (edit_survey, delete_survey, answer_survey, ask_for_help)
