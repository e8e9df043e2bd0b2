"""What people write stays what they wrote: nothing of it runs, on any page that shows it."""

from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page, expect

from tests.browser.conftest import Service, at, sign_in

RUN = "window.hacked=1"
HOSTILE = " ".join(
    [
        f"<script>{RUN}</script>",
        f'<img src=x onerror="{RUN}">',
        f"<svg onload={RUN}>",
        f"</textarea></title></style><script>{RUN}</script>",
        f"\"'><a href=javascript:{RUN} autofocus onfocus={RUN}>",
        f"[here](javascript:{RUN})",
        "{{constructor.constructor('" + RUN + "')()}} ${" + RUN + "}",
        "&lt;script&gt;" + RUN + "&lt;/script&gt;",
        f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
        "\u202egnorw\u202c \u200bZ\u0335a\u0337l\u0336g\u0334o 😀",
    ]
)
LINE = HOSTILE[:190]
SOFT = "<img src=x onerror=window.hacked=1>"


def api_of(page: Page) -> tuple[APIRequestContext, dict[str, str]]:
    api = page.context.request
    return api, {"X-CSRF-Token": api.get("/api/v1/session").json()["csrf_token"], "If-Match": "*"}


def own(api: APIRequestContext) -> tuple[dict[str, Any], str]:
    """Return the programme and one's participant's id."""
    programme = api.get("/api/v1/programmes").json()["items"][0]
    return programme, programme["participant"]["id"] if programme["participant"] else ""


def poison_profile(page: Page) -> str:
    """Fill every text of one's profile with it and return one's participant's id."""
    api, headers = api_of(page)
    _, participant = own(api)
    profile = api.get(f"/api/v1/participants/{participant}/profile").json()
    chosen = {"role", "participant_id", "field", "sector", "level", "link"}
    texts = {name for name, value in profile.items() if isinstance(value, str) and name not in chosen}
    long = {"story", "expectations", "goals", "interests"}
    body = {name: value for name, value in profile.items() if name != "participant_id"}
    body |= {name: HOSTILE if name in long else LINE for name in texts}
    answer = api.put(f"/api/v1/participants/{participant}/profile", data=body, headers=headers)
    assert answer.ok, answer.text()
    refused = api.put(f"/api/v1/participants/{participant}/profile", data=body | {"link": f"javascript:{RUN}"}, headers=headers)
    assert refused.status == 422
    return participant


def poison_programme(page: Page) -> None:
    """Let every text of the programme be hostile, in every language."""
    api, headers = api_of(page)
    programme, _ = own(api)
    for text in programme["texts"]:
        language = text["language"]
        words = {name: HOSTILE for name in text if name not in {"language", "name", "mentee_forms"}}
        forms = dict.fromkeys(text["mentee_forms"], SOFT)
        body = words | {"name": SOFT, "mentee_forms": forms}
        answer = api.put(f"/api/v1/programmes/{programme['id']}/texts/{language}", data=body, headers=headers)
        assert answer.ok, answer.text()


def harmless(page: Page, path: str) -> None:
    """Open a page and require that nothing of the texts has become anything else than text."""
    at(page, path)
    assert page.evaluate("window.hacked") is None, path
    assert page.locator("main :is(script, iframe, object, embed, img, [onerror], [onload], [onfocus])").count() == 0, path
    assert page.locator("main a[href^='javascript:']").count() == 0, path


@pytest.mark.timeout(180)
def test_nothing_that_people_write_runs(browser: Browser, service: Service) -> None:
    coordinator = sign_in(browser, service, "Tuula Rautavesi")
    student, mentor = sign_in(browser, service, "Linh Đặng"), sign_in(browser, service, "Petri Saarikoski")
    for page in (coordinator, student, mentor):
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    mentee_id, mentor_id = poison_profile(student), poison_profile(mentor)
    poison_programme(coordinator)
    api, headers = api_of(student)
    programme, _ = own(api)
    message = {"mentor_id": mentor_id, "message": HOSTILE}
    request = api.post(f"/api/v1/programmes/{programme['id']}/requests", data=message, headers=headers)
    assert request.ok, request.text()

    for path in ("/", "/mentors", f"/mentors/{mentor_id}", "/requests", "/profile?step=wishes", "/profile?step=publish"):
        harmless(student, path)
    harmless(student, f"/requests/{request.json()['id']}")
    expect(student.get_by_text("[here](javascript:window.hacked=1)").first).to_be_visible()
    for path in ("/", "/requests", f"/requests/{request.json()['id']}", "/profile/preview", "/profile?step=story"):
        harmless(mentor, path)
    for path in ("/", "/people", f"/people/{mentee_id}", f"/people/{mentor_id}", "/pairs", "/mails", "/audit"):
        harmless(coordinator, path)
    for path in ("/programme/settings", "/programme/texts", "/programme/rules", "/join", f"/join/{programme['id']}"):
        harmless(coordinator, path)
    newcomer = sign_in(browser, service, "Ilona Vartiainen")
    for path in ("/", "/join", f"/join/{programme['id']}?as=mentor"):
        harmless(newcomer, path)


def test_a_text_that_runs_would_be_seen(browser: Browser, service: Service) -> None:
    """The negative control: the same words put in as HTML become elements."""
    page = sign_in(browser, service, "Oskar Lillhonga")
    page.goto("/")
    page.locator("main h1").wait_for()
    page.evaluate("words => { document.querySelector('main').insertAdjacentHTML('beforeend', words); }", HOSTILE)
    assert page.locator("main :is(script, iframe, object, embed, img, [onerror], [onload], [onfocus])").count() > 0
