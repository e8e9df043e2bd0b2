"""Groups in the demo's programme: allowed by a coordinator, offered by a mentor, asked and filled by the API as people do."""

from typing import Any

import psycopg
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import Service, at, change, programme_of, sign_in
from tests.browser.test_bad_networks import WORDS

Opened = tuple[Locator, Locator | None]
COORDINATOR, MENTOR, OTHER_MENTOR, MENTEE, OTHER_MENTEE = (
    "Tuula Rautavesi",
    "Sofia Marchetti",
    "Petri Saarikoski",
    "Linh Đặng",
    "Oskar Lillhonga",
)
THEME = "From the university into work"
GROUP: dict[str, Any] = {
    "theme": THEME,
    "description": "We meet once a month, each time about one question of yours.\n\nBring something that is on your mind.",
    "languages": ["en", "fi", "sv"],
    "places": 3,
    "mentor_places": 2,
    "joining": True,
}


def allow_groups(browser: Browser, service: Service) -> None:
    """Let the programme have groups."""
    page = sign_in(browser, service, COORDINATOR)
    programme = programme_of(page.context.request)
    act(page, "PATCH", f"/programmes/{programme['id']}", {"rules": programme["rules"] | {"groups": "instead"}})
    page.context.close()


def act(page: Page, method: str, path: str, body: Any = None) -> Any:
    """Do something in the name of whoever is signed in on a page; return the answer."""
    return change(page.context.request, method, path, body or {})


def offer(browser: Browser, service: Service, mentor: str = MENTOR, **told: Any) -> str:
    """Let a mentor offer a group; return its id."""
    page = sign_in(browser, service, mentor)
    programme_id = programme_of(page.context.request)["id"]
    made = act(page, "POST", f"/programmes/{programme_id}/groups", {"group": GROUP | told})
    page.context.close()
    return str(made["id"])


def ask(browser: Browser, service: Service, group_id: str, mentee: str = MENTEE) -> str:
    """Let a mentee ask for a place; return the request's id."""
    page = sign_in(browser, service, mentee)
    made = act(page, "POST", f"/groups/{group_id}/requests", {"message": "May I come?"})
    page.context.close()
    return str(made["id"])


def take_in(browser: Browser, service: Service, request_id: str, mentor: str = MENTOR) -> None:
    """Let a mentor say yes."""
    page = sign_in(browser, service, mentor)
    act(page, "POST", f"/requests/{request_id}/accept")
    page.context.close()


def told(service: Service, group_id: str, kind: str) -> list[str]:
    """Return the names of those who have a mail of a kind about a group."""
    with psycopg.connect(service.database) as connection:
        rows = connection.execute(
            "SELECT p.name FROM message m JOIN person p ON p.id = m.recipient_id"
            " WHERE m.subject_id = %s AND m.kind = %s ORDER BY p.name",
            (group_id, kind),
        )
        return [str(name) for (name,) in rows]


def _group(browser: Browser, service: Service) -> str:
    """Return the id of the stage's group, made by the first who needs it."""
    with psycopg.connect(service.database) as connection:
        row = connection.execute("SELECT match_id FROM mentoring_group").fetchone()
    if row is not None:
        return str(row[0])
    allow_groups(browser, service)
    return offer(browser, service)


def _seen_by(browser: Browser, service: Service, name: str, path: str) -> Page:
    group_id = _group(browser, service)
    page = sign_in(browser, service, name)
    at(page, path.replace("ID", group_id))
    return page


def _button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def edit_programme(browser: Browser, service: Service) -> Opened:
    """A rule is changed that publishing has settled."""
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/programme/rules")
    page.get_by_role("radio", name="One may be in a pair and in a group as well").check()
    return _button(page, "Save the rules"), None


def offer_group(browser: Browser, service: Service) -> Opened:
    """All is filled in."""
    page = _seen_by(browser, service, OTHER_MENTOR, "/groups/new")
    page.get_by_label("Theme").fill("Quick answers")
    page.get_by_label("Description").fill(WORDS)
    page.get_by_role("checkbox", name="English").check()
    return _button(page, "Offer this group"), page.get_by_label("Description")


def edit_group(browser: Browser, service: Service) -> Opened:
    """A mentor changes what is told of the group."""
    page = _seen_by(browser, service, MENTOR, "/groups/ID/edit")
    page.get_by_label("Description").fill(WORDS)
    return _button(page, "Save the changes"), page.get_by_label("Description")


def edit_group__joining(browser: Browser, service: Service) -> Opened:
    """One press closes it."""
    return _button(_seen_by(browser, service, MENTOR, "/groups/ID"), "Take nobody in any more"), None


def lead_group(browser: Browser, service: Service) -> Opened:
    """Another mentor wants to lead it too."""
    page = _seen_by(browser, service, OTHER_MENTOR, "/groups/ID")
    _button(page, "Lead this group too").click()
    return _button(page, "Lead the group too"), None


def ask_group(browser: Browser, service: Service) -> Opened:
    """A mentee has written what to say."""
    page = _seen_by(browser, service, MENTEE, "/groups/ID/ask")
    page.get_by_label("Your message").fill(WORDS)
    return _button(page, "Send the request"), page.get_by_label("Your message")


def share_contacts(browser: Browser, service: Service) -> Opened:
    """A mentee who is in it; nobody else may lead it from then on, so this stands last."""
    group_id = _group(browser, service)
    take_in(browser, service, ask(browser, service, group_id, OTHER_MENTEE))
    return _button(_seen_by(browser, service, OTHER_MENTEE, "/matches/ID"), "Share my contact details"), None


OF_GROUPS = (edit_programme, offer_group, edit_group, edit_group__joining, lead_group, ask_group, share_contacts)
