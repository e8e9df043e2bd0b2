"""A coordinator who takes part: their own pages are of their own part, and a group that they are in is theirs as its member."""

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Service, at, programme_of, settled, sign_in
from tests.browser.grouping import MENTEE, MENTOR, OTHER_MENTEE, THEME, act, allow_groups, ask, offer, take_in

COORDINATES = """
INSERT INTO organisation_member (organisation_id, person_id)
SELECT g.organisation_id, p.id FROM programme g, person p WHERE g.id = %s AND p.name = %s
"""


@pytest.mark.timeout(180)
def test_a_coordinator_who_takes_part_is_shown_their_own(browser: Browser, service: Service) -> None:
    allow_groups(browser, service)
    group_id = offer(browser, service)
    other_group_id = offer(browser, service, "Petri Saarikoski", theme="Abroad")
    take_in(browser, service, ask(browser, service, group_id, MENTEE))

    page = sign_in(browser, service, OTHER_MENTEE)
    programme = programme_of(page.context.request)
    with psycopg.connect(service.database) as connection:
        connection.execute(COORDINATES, (programme["id"], OTHER_MENTEE))
    at(page, "/")
    main = page.locator("main")
    expect(main.get_by_role("link", name="Told in confidence")).to_be_visible()
    expect(main.get_by_role("heading", name="Ask another mentor")).to_be_visible()
    expect(main).not_to_contain_text("You are in a group")
    at(page, "/requests")
    expect(main.get_by_role("heading", name="You have no requests waiting")).to_be_visible()
    expect(main).not_to_contain_text(MENTOR)

    at(page, f"/groups/{group_id}")
    expect(main.get_by_role("link", name="Ask for a place")).to_be_visible()
    expect(main.get_by_role("link", name="Change the group")).to_be_visible()  # it is theirs to run, as all of them
    request_id = act(page, "POST", f"/groups/{group_id}/requests", {"message": "May I come?"})["id"]
    take_in(browser, service, request_id)
    at(page, f"/matches/{group_id}")
    expect(main.get_by_role("heading", level=1)).to_have_text(THEME)
    expect(main.get_by_role("heading", name="What now?")).to_be_visible()
    expect(main.get_by_role("heading", name="Our agreement")).to_be_visible()
    expect(main.get_by_role("button", name="Leave the group")).to_be_visible()
    at(page, f"/groups/{group_id}")
    expect(main.get_by_role("link", name="Open your shared page")).to_be_visible()
    expect(main.get_by_role("link", name="Change the group")).to_have_count(0)
    at(page, f"/groups/{other_group_id}")
    main.get_by_role("link", name="See who is in it").click()
    settled(page)
    expect(main.get_by_role("button", name="End this group")).to_be_visible()
