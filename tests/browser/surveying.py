"""Surveys for browsers: made through the API by the demo's coordinator, answered by whoever is signed in on a page."""

from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.conftest import Service, change, programme_of, sign_in
from tests.surveys.forms import ANSWERS, body

COORDINATOR = "Tuula Rautavesi"


def make(page: Page, *, publish: bool = True, **more: Any) -> str:
    """Make a survey as the coordinator whose page this is, and return its id."""
    api = page.context.request
    survey_id: str = change(api, "POST", f"/programmes/{programme_of(api)['id']}/surveys", body(**more))["id"]
    if publish:
        change(api, "POST", f"/surveys/{survey_id}/publish", {})
    return survey_id


def made(browser: Browser, service: Service, *, publish: bool = True, **more: Any) -> str:
    """Make a survey in a browser of the coordinator's, which is closed again."""
    page = sign_in(browser, service, COORDINATOR)
    survey_id = make(page, publish=publish, **more)
    page.context.close()
    return survey_id


def answer(page: Page, survey_id: str, **more: Any) -> None:
    """Answer as the participant whose page this is."""
    change(page.context.request, "PUT", f"/surveys/{survey_id}/answer", {"language": "en", "answers": ANSWERS} | more)


def form_of(page: Page, survey_id: str) -> str:
    """Return where the form is, as mails have it."""
    return f"/programmes/{programme_of(page.context.request)['id']}/surveys/{survey_id}"
