"""The window: a countdown on the server's time, a mentor filled while somebody writes, and what comes after its close."""

import re

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Service, at, sign_in
from tests.browser.test_bad_networks import WORDS, asking

STUDENT, OTHER, MENTOR = "Linh Đặng", "Oskar Lillhonga", "Sofia Marchetti"


def move_window(service: Service, **instants: str) -> None:
    """Put the ends of the student's request window at so long from now (an interval of PostgreSQL).

    The audit row is the news of it.
    """
    with psycopg.connect(service.database) as connection:
        row = connection.execute(
            "INSERT INTO audit (programme_id, act, subject, subject_id)"
            " SELECT programme_id, 'clock_set', 'programme', programme_id"
            "   FROM participant JOIN person ON person.id = person_id WHERE name = %s RETURNING programme_id",
            (STUDENT,),
        ).fetchone()
        assert row is not None
        for column, interval in instants.items():
            connection.execute(f"UPDATE programme SET {column} = now() + %s::interval WHERE id = %s", (interval, row[0]))


@pytest.mark.timeout(120)
def test_who_was_filled_meanwhile_can_be_waited_for(browser: Browser, service: Service) -> None:
    student = asking(browser, service, STUDENT, MENTOR)
    other = asking(browser, service, OTHER, MENTOR)
    other.get_by_role("button", name="Send the request").click()
    other.wait_for_url(re.compile(r"/requests/[0-9a-f-]+"))

    student.get_by_role("button", name="Send the request").click()
    expect(student.get_by_role("alert")).to_contain_text("This mentor has as many requests as they can answer for now")
    expect(student.get_by_label("Your message")).to_have_value(WORDS)
    expect(student.get_by_role("heading", name="Similar mentors you can ask now")).to_be_visible()
    expect(student.locator(".mentor-card")).to_have_count(3)
    student.get_by_role("button", name="Tell me when there is a free place").click()
    expect(student.get_by_text("You’ll get an email when there is a free place.")).to_be_visible()

    at(other, "/")
    other.get_by_role("link", name="See your request").click()
    other.get_by_role("button", name="Withdraw the request").click()
    other.get_by_role("dialog").get_by_role("button", name="Withdraw the request").click()
    _, link = service.post.wait_for("linh", r"http\S+/mentors/[0-9a-f-]+\S*")
    student.goto(link)
    student.get_by_role("link", name="Ask to be my mentor").click()
    expect(student.get_by_label("Your message")).to_have_value(WORDS)


@pytest.mark.timeout(120)
def test_the_window_opens_and_closes_before_ones_eyes(browser: Browser, service: Service) -> None:
    move_window(service, requests_opens="8 seconds", requests_closes="20 seconds")
    student = sign_in(browser, service, STUDENT)
    asked: list[str] = []
    student.on("request", lambda request: asked.append(request.url))
    expect(student.get_by_role("heading", name="You can ask mentors soon")).to_be_visible()
    expect(student.get_by_role("timer")).to_have_text(re.compile(r"\d seconds?"))
    expect(student.get_by_role("heading", name="Choose your mentor")).to_be_visible(timeout=20_000)
    assert not [url for url in asked if "/directory" in url], "at the stroke of the hour nobody's browser asks by itself"
    student.get_by_role("link", name="See the mentors", exact=True).click()
    expect(student.locator(".mentor-card").first).to_be_visible()

    student.go_back()
    expect(student.get_by_role("heading", name="Requests to mentors have closed")).to_be_visible(timeout=20_000)
    expect(student.get_by_text("No pair this time?")).to_be_visible()
    at(student, "/mentors")
    expect(student.get_by_role("heading", name="Requests to mentors have closed")).to_be_visible()
    expect(student.locator(".mentor-card")).to_have_count(0)
