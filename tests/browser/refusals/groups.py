"""Acts on groups."""

import psycopg
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Service, at, sign_in
from tests.browser.grouping import (
    COORDINATOR,
    MENTEE,
    MENTOR,
    OTHER_MENTEE,
    OTHER_MENTOR,
    THEME,
    allow_groups,
    ask,
    offer,
    take_in,
)
from tests.browser.refusals.pressing import Opened, button
from tests.browser.test_bad_networks import WORDS


def _group(browser: Browser, service: Service) -> str:
    """Return the id of the stage's group, made by the first who needs it."""
    with psycopg.connect(service.database) as connection:
        row = connection.execute("SELECT match_id FROM mentoring_group WHERE theme = %s", (THEME,)).fetchone()
    if row is not None:
        return str(row[0])
    allow_groups(browser, service)
    return offer(browser, service)


def _seen_by(browser: Browser, service: Service, name: str, path: str) -> Page:
    group_id = _group(browser, service)
    page = sign_in(browser, service, name)
    at(page, path.replace("ID", group_id))
    return page


def edit_programme(browser: Browser, service: Service) -> Opened:
    """A rule is changed that publishing has settled."""
    page = sign_in(browser, service, COORDINATOR)
    at(page, "/programme/rules")
    page.get_by_role("radio", name="People can be in a pair and in a group as well").check()
    return button(page, "Save the rules"), None


def offer_group(browser: Browser, service: Service) -> Opened:
    """All is filled in."""
    page = _seen_by(browser, service, OTHER_MENTOR, "/groups/new")
    page.get_by_label("Theme").fill("Quick answers")
    page.get_by_label("Description").fill(WORDS)
    page.get_by_role("checkbox", name="English").check()
    return button(page, "Offer this group"), page.get_by_label("Description")


def edit_group(browser: Browser, service: Service) -> Opened:
    """A mentor changes what is told of the group."""
    page = _seen_by(browser, service, MENTOR, "/groups/ID/edit")
    page.get_by_label("Description").fill(WORDS)
    return button(page, "Save the changes"), page.get_by_label("Description")


def edit_group__joining(browser: Browser, service: Service) -> Opened:
    """One press closes it."""
    return button(_seen_by(browser, service, MENTOR, "/groups/ID"), "Close to new members"), None


def lead_group(browser: Browser, service: Service) -> Opened:
    """Another mentor wants to lead it too."""
    page = _seen_by(browser, service, OTHER_MENTOR, "/groups/ID")
    button(page, "Lead this group too").click()
    return button(page, "Lead the group too"), None


def lead_group__another(browser: Browser, service: Service) -> Opened:
    """A coordinator adds another mentor."""
    page = _seen_by(browser, service, COORDINATOR, "/matches/ID")
    button(page, "Add a mentor").click()
    page.get_by_role("dialog").get_by_role("radio").first.check()
    return button(page, "Add to the group"), None


def ask_group(browser: Browser, service: Service) -> Opened:
    """A mentee has written what to say."""
    page = _seen_by(browser, service, MENTEE, "/groups/ID/ask")
    page.get_by_label("Your message").fill(WORDS)
    return button(page, "Send the request"), page.get_by_label("Your message")


def share_contacts(browser: Browser, service: Service) -> Opened:
    """A mentee who is in it; nobody else may lead it from then on, so this stands last."""
    group_id = _group(browser, service)
    take_in(browser, service, ask(browser, service, group_id, OTHER_MENTEE))
    return button(_seen_by(browser, service, OTHER_MENTEE, "/matches/ID"), "Share my contact details"), None


ACTS = (edit_programme, offer_group, edit_group, edit_group__joining, lead_group, lead_group__another, ask_group, share_contacts)
