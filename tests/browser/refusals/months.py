"""Acts of the mentoring months, made ready to be pressed: of Emilia Haapasalo, a mentee of the demo, in her match."""

from datetime import date, timedelta

import psycopg
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import Service, at, settled, sign_in
from tests.browser.refusals.pressing import PAIRED, Opened
from tests.browser.test_bad_networks import WORDS

OF_HER_MATCH = """
  FROM person me JOIN participant p ON p.person_id = me.id JOIN match_member mine ON mine.participant_id = p.id
  JOIN match_member other ON other.match_id = mine.match_id AND other.role = 'mentor'
 WHERE me.name = %(name)s AND mine.active RETURNING id
"""


def _row(service: Service, statement: str, **values: object) -> str:
    with psycopg.connect(service.database) as connection:
        row = connection.execute(statement + OF_HER_MATCH, {"name": PAIRED} | values).fetchone()
        assert row is not None
        return str(row[0])


def _meeting(service: Service, state: str, days: int = 0) -> str:
    starts = "NULL" if state == "proposed" else "now() + make_interval(days => %(days)s)"
    meeting_id = _row(
        service,
        "INSERT INTO meeting (id, match_id, programme_id, state, proposed_by, zone, starts_at, minutes, mode)"
        " SELECT gen_random_uuid(), mine.match_id, p.programme_id, %(state)s, other.participant_id, 'UTC', "
        f"{starts}, 60, 'remote'",
        state=state,
        days=days,
    )
    if state == "proposed":
        with psycopg.connect(service.database) as connection:
            connection.execute(
                "INSERT INTO meeting_time VALUES (gen_random_uuid(), %s, now() + interval '3 days')", (meeting_id,)
            )
    return meeting_id


def _goal(service: Service, state: str = "open") -> str:
    return _row(
        service,
        "INSERT INTO goal (id, match_id, owner_id, title, state, closed_at)"
        " SELECT gen_random_uuid(), mine.match_id, p.id, 'Speak up', %(state)s,"
        " CASE %(state)s WHEN 'open' THEN NULL ELSE now() END",
        state=state,
    )


def _page(browser: Browser, service: Service, path: str = "") -> Page:
    page = sign_in(browser, service, PAIRED)
    if path:
        at(page, path)
        return page
    at(page, "/")
    page.locator("main a[href*='/matches/']").first.click()
    page.wait_for_url("**/matches/**")
    settled(page)
    return page


def _press(page: Page, label: str) -> Locator:
    return page.get_by_role("button", name=label, exact=True)


def _dialog(page: Page, opens: str, sends: str) -> Locator:
    _press(page, opens).click()
    dialog = page.get_by_role("dialog")
    dialog.locator("form").wait_for()
    if dialog.locator("#day-0").count():
        dialog.locator("#day-0").fill((date.today() + timedelta(days=3)).isoformat())
        dialog.locator("#hour-0").fill("16:00")
    if dialog.locator("#title").count():
        dialog.locator("#title").fill(WORDS)
    return dialog.get_by_role("button", name=sends, exact=True)


def propose_meeting(browser: Browser, service: Service) -> Opened:
    return _dialog(_page(browser, service), "Suggest times", "Suggest"), None


def log_meeting(browser: Browser, service: Service) -> Opened:
    return _dialog(_page(browser, service), "Record a meeting you had", "Record it"), None


def write_meeting(browser: Browser, service: Service) -> Opened:
    page = _page(browser, service, f"/meetings/{_meeting(service, 'planned', 3)}")
    notes = page.get_by_role("textbox", name="Shared notes")
    notes.fill(WORDS)
    return _press(page, "Save"), notes


def propose_other_times(browser: Browser, service: Service) -> Opened:
    page = _page(browser, service, f"/meetings/{_meeting(service, 'proposed')}")
    return _dialog(page, "Suggest other times", "Suggest"), None


def pick_meeting_time(browser: Browser, service: Service) -> Opened:
    page = _page(browser, service, f"/meetings/{_meeting(service, 'proposed')}")
    page.locator("main").get_by_role("radio").first.check()
    return _press(page, "Pick this time"), None


def move_meeting(browser: Browser, service: Service) -> Opened:
    page = _page(browser, service, f"/meetings/{_meeting(service, 'planned', 3)}")
    return _dialog(page, "Change time or place", "Save"), None


def cancel_meeting(browser: Browser, service: Service) -> Opened:
    page = _page(browser, service, f"/meetings/{_meeting(service, 'planned', 3)}")
    return _dialog(page, "Cancel the meeting", "Cancel the meeting"), None


def hold_meeting(browser: Browser, service: Service) -> Opened:
    return _press(_page(browser, service, f"/meetings/{_meeting(service, 'planned', -1)}"), "We met"), None


def miss_meeting(browser: Browser, service: Service) -> Opened:
    page = _page(browser, service, f"/meetings/{_meeting(service, 'planned', -1)}")
    return _press(page, "It did not take place"), None


def write_goal(browser: Browser, service: Service) -> Opened:
    return _dialog(_page(browser, service), "Write a goal", "Save"), None


def change_goal(browser: Browser, service: Service) -> Opened:
    return _dialog(_page(browser, service, f"/goals/{_goal(service)}"), "Edit it", "Save"), None


def close_goal(browser: Browser, service: Service) -> Opened:
    return _press(_page(browser, service, f"/goals/{_goal(service)}"), "I have reached it"), None


def reopen_goal(browser: Browser, service: Service) -> Opened:
    return _press(_page(browser, service, f"/goals/{_goal(service, 'reached')}"), "Reopen it"), None


def review_goal(browser: Browser, service: Service) -> Opened:
    page = _page(browser, service, f"/goals/{_goal(service)}")
    words = page.get_by_label("How it is going")
    words.fill(WORDS)
    return _press(page, "Write it down"), words


def add_step(browser: Browser, service: Service) -> Opened:
    page = _page(browser, service, f"/goals/{_goal(service)}")
    _press(page, "Add a step").click()
    words = page.get_by_label("What needs to be done")
    words.fill(WORDS)
    return _press(page, "Add"), words


def _step(browser: Browser, service: Service) -> Page:
    _row(
        service,
        "INSERT INTO step (id, match_id, written_by, words) SELECT gen_random_uuid(), mine.match_id, p.id, 'Write to Maija'",
    )
    return _page(browser, service)


def change_step(browser: Browser, service: Service) -> Opened:
    return _step(browser, service).get_by_role("checkbox", name="Write to Maija").first, None


def drop_step(browser: Browser, service: Service) -> Opened:
    return _step(browser, service).get_by_role("button", name="Remove Write to Maija").first, None


def write_note(browser: Browser, service: Service) -> Opened:
    page = _page(browser, service)
    page.get_by_role("link", name="Write a note").click()
    words = page.get_by_label("A new note")
    words.fill(WORDS)
    return _press(page, "Save the note"), words


ACTS = (
    *(propose_meeting, log_meeting, write_meeting, propose_other_times, pick_meeting_time, move_meeting, cancel_meeting),
    *(hold_meeting, miss_meeting, write_goal, change_goal, close_goal, reopen_goal, review_goal, add_step, change_step),
    *(drop_step, write_note),
)
