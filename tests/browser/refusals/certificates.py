"""Acts on certificates."""

import re
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, Route

from tests.browser.conftest import Service, at, sign_in
from tests.browser.refusals.pressing import Opened, button


def issue_certificate(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Emilia Haapasalo")
    own = {"participant_id": str(uuid4()), "ready_at": "2026-06-30T21:00:00Z", "certificate": None, "next_round": None}
    page.route(re.compile(r"/certificate$"), lambda route: ready(route, own))
    at(page, "/certificate")
    return button(page, "Create my certificate"), None


def ready(route: Route, own: dict[str, Any]) -> None:
    """Say that there can be a certificate now; the demo's mentoring months go on."""
    if route.request.method == "GET" and "/api/" in route.request.url:
        route.fulfill(json=own | {"standing": "ready"})
    else:
        route.fallback()


ACTS = (issue_certificate,)
