"""Every refusal that the API names for an act is put into words that say what to do, and what was typed stays.

The codes are read from the OpenAPI document; the server's answer is put in its place, for no stage could bring them all
about at once. That the core gives them when it should is the business of the other tests.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import ROOT, Service, at, sign_in
from tests.browser.refusals import (
    account,
    asking,
    certificates,
    concerns,
    events,
    groups,
    guidance,
    matches,
    months,
    organisation,
    people,
    programmes,
    surveys,
)
from tests.browser.refusals.pressing import COORDINATOR, MENTOR, Opened
from tests.browser.test_bad_networks import WORDS
from tests.browser.test_proposal import suggest

# What is said when nobody has thought of a code.
OTHER_WORDS = "before => [...document.querySelectorAll('[role=alert]')].at(-1)?.innerText !== before"
FOR_WANT_OF_BETTER = ("This did not work as it should", "Things have changed in the meantime, so this can’t be done now. Reload")


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


# In this order: what an act leaves behind is in nobody's way who comes later. Noora has not agreed to anything in the end.
ROOMS = (
    organisation,
    asking,
    events,
    people,
    guidance,
    certificates,
    surveys,
    months,
    groups,
    matches,
    concerns,
    programmes,
    account,
)
LISTED = [each for room in ROOMS for each in room.ACTS]
ACTS: dict[str, Callable[[Browser, Service], Opened]] = {each.__name__: each for each in LISTED}


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
    assert len(ACTS) == len(LISTED), "each once"


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
