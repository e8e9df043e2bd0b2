"""Groups in the demo's programme: allowed by a coordinator, offered by a mentor, asked and filled by the API as people do."""

from typing import Any

import psycopg
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Service, change, programme_of, sign_in

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


def allow_groups(browser: Browser, service: Service, groups: str = "instead") -> None:
    """Let the programme have groups, or have none any more."""
    page = sign_in(browser, service, COORDINATOR)
    programme = programme_of(page.context.request)
    act(page, "PATCH", f"/programmes/{programme['id']}", {"rules": programme["rules"] | {"groups": groups}})
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


def offer_for(browser: Browser, service: Service, mentor: str, **told: Any) -> str:
    """Let a coordinator open a group for a mentor, who need not be among those that sign in; return its id."""
    page = sign_in(browser, service, COORDINATOR)
    path = f"/programmes/{programme_of(page.context.request)['id']}"
    (found,) = page.context.request.get(f"/api/v1{path}/participants", params={"role": "mentor", "q": mentor}).json()["items"]
    made = act(page, "POST", f"{path}/groups", {"group": GROUP | told, "mentor_id": found["id"]})
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
