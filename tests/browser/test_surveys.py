"""Surveys, from the builder to the results: what a coordinator makes, what those who are asked see, what comes out."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Service, at, picture, settled, sign_in
from tests.browser.said import Said
from tests.browser.surveying import COORDINATOR, answer, form_of, made, make
from tests.browser.test_accessibility import SIZES

STUDENT, MENTOR = "Emilia Haapasalo", "Daniel Okonjo-Berg"


def local(days: int) -> str:
    return (datetime.now(ZoneInfo("Europe/Helsinki")) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.timeout(180)
@pytest.mark.parametrize(("language", "size"), [("en", "desktop"), ("fi", "phone")])
def test_a_survey_is_built_previewed_published_and_answered(browser: Browser, service: Service, language: str, size: str) -> None:
    said, look = Said(language), {"viewport": SIZES[size]}
    page = sign_in(browser, service, COORDINATOR, language, **look)
    at(page, "/surveys")
    page.get_by_role("button", name=said("New survey")).click()
    page.get_by_role("heading", name=said("Who it asks, and when")).wait_for()
    page.locator("#audience").select_option("everybody")
    page.locator("#opens_at").fill(local(-1))
    page.locator("#closes_at").fill(local(7))
    page.locator("#help").check()
    for kind in ("scale", "zero_to_ten", "one", "several", "text", "yes_no"):
        page.locator("#new-kind").select_option(kind)
        page.locator("#add-question").click()
    for each in ("English", "Finnish", "Swedish"):
        name = {"English": "en", "Finnish": "fi", "Swedish": "sv"}[each]
        page.locator(".language-choice label").filter(has=page.locator("input")).nth(("fi", "sv", "en").index(name)).click()
        page.locator(f"[id='title.{name}']").fill(f"Title {name}")
        for number in range(6):
            page.locator(f"[id='questions.{number}.label.{name}']").fill(f"Question {number} {name}")
        for number in (2, 3):
            for option in (0, 1):
                page.locator(f"[id='questions.{number}.options.{option}.label.{name}']").fill(f"Choice {option} {name}")
    page.locator("[id='questions.0.required']").check()
    page.locator("#question-5-up").click()  # yes or no before the words
    picture(page, f"builder-{language}")
    page.get_by_role("button", name=said("Save the survey")).click()
    expect(page.get_by_role("status")).to_contain_text(said("The survey has been saved."))
    page.get_by_role("link", name=said("Preview"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Title {language}")
    expect(page.get_by_text(said("This survey is anonymous."))).to_be_visible()
    page.go_back()
    page.get_by_role("button", name=said("Publish"), exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(said("The survey is open. Emails are on their way."))
    survey_id = re.search(r"/surveys/([0-9a-f-]{36})", page.url)
    assert survey_id
    fills_it_in(browser, service, said, survey_id[1])
    at(page, "/surveys")
    picture(page, f"list-{language}")
    page.get_by_role("link", name=re.compile(f"Title {language}")).last.click()
    expect(page.get_by_role("heading", name=said("Results are shown when the survey has closed"))).to_be_visible()
    expect(page.get_by_text("We have never met.")).to_be_visible()


def fills_it_in(browser: Browser, service: Service, said: Said, survey_id: str) -> None:
    """Answer as a student, who also asks for help."""
    page = sign_in(browser, service, STUDENT, said.language)
    path = form_of(page, survey_id)
    at(page, path)
    picture(page, f"form-{said.language}")
    page.get_by_role("button", name=said("Send my answers")).click()
    expect(page.get_by_role("alert")).to_contain_text(said("This question needs an answer."))
    page.get_by_role("radio", name="4", exact=True).first.check()
    page.locator("textarea").first.fill("It goes well.")
    page.reload()  # what was chosen and typed is there
    settled(page)
    expect(page.get_by_role("radio", name="4", exact=True).first).to_be_checked()
    expect(page.locator("textarea").first).to_have_value("It goes well.")
    since = len(service.post.mails)
    page.get_by_role("button", name=said("I need help")).click()
    page.get_by_role("dialog").get_by_role("textbox").fill("We have never met.")
    picture(page, f"help-{said.language}")
    page.get_by_role("button", name=said("Send to the coordinators")).click()
    service.post.wait_for("tuula", "We have never met", since)
    page.get_by_role("button", name=said("Send my answers")).click()
    expect(page.get_by_role("heading", name=said("Thank you for your answers!"))).to_be_visible()
    picture(page, f"thanks-{said.language}")
    at(page, path)
    expect(page.get_by_role("heading", name=said("Thank you for your answers!"))).to_be_visible()
    at(page, "/surveys")
    expect(page.get_by_role("heading", name=said("You have answered"))).to_be_visible()
    page.context.close()


@pytest.mark.timeout(120)
def test_named_results_are_charts_with_tables_and_files(browser: Browser, service: Service) -> None:
    survey_id = made(browser, service, anonymous=False)
    for name in (STUDENT, MENTOR):
        page = sign_in(browser, service, name)
        answer(page, survey_id, anonymous=False)
        page.context.close()
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"/surveys/{survey_id}/results")
    picture(page, "results")
    table = page.get_by_role("table", name="going en")
    expect(table.get_by_role("row", name=re.compile("^4"))).to_contain_text("2")
    expect(table.get_by_role("row", name=re.compile("^4"))).to_contain_text("100%")
    page.get_by_role("link", name="By role").click()
    expect(page.get_by_role("heading", name="Mentors", exact=True).first).to_be_visible()
    picture(page, "results-by-role")
    for name, suffix in (("Download for a spreadsheet (XLSX)", ".xlsx"), ("Download as text (CSV)", ".csv")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert download.value.suggested_filename.endswith(suffix)


@pytest.mark.timeout(120)
def test_a_named_answer_is_changed_and_a_draft_lacks_what_it_lacks(browser: Browser, service: Service) -> None:
    coordinator = sign_in(browser, service, COORDINATOR)
    survey_id = make(coordinator, anonymous=False)
    lacking = make(coordinator, publish=False, title={"en": "Only English"})
    page = sign_in(browser, service, STUDENT)
    answer(page, survey_id, anonymous=False)
    at(page, form_of(page, survey_id))
    page.get_by_role("button", name="See and change my answers").click()
    expect(page.get_by_role("radio", name="4", exact=True).first).to_be_checked()
    page.get_by_role("radio", name="2", exact=True).first.check()
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_role("heading", name="Thank you for your answers!")).to_be_visible()
    at(coordinator, f"/surveys/{lacking}")
    coordinator.get_by_role("button", name="Publish", exact=True).click()
    expect(coordinator.get_by_role("alert")).to_contain_text("Title, Finnish")
    at(coordinator, f"/surveys/{survey_id}")
    coordinator.locator("#mentors").uncheck()
    coordinator.get_by_role("button", name="Save the survey").click()
    expect(coordinator.get_by_role("alert")).to_contain_text("people already have the survey")


@pytest.mark.parametrize(("language", "size"), [("en", "desktop"), ("fi", "phone")])
def test_whoever_saves_a_survey_second_sees_both_versions(browser: Browser, service: Service, language: str, size: str) -> None:
    said, survey_id = Said(language), made(browser, service, publish=False)
    first = sign_in(browser, service, COORDINATOR, language, viewport=SIZES[size])
    second = first.context.new_page()
    for page in (first, second):
        at(page, f"/surveys/{survey_id}")

    def read() -> dict[str, Any]:
        found: dict[str, Any] = second.context.request.get(f"/api/v1/surveys/{survey_id}").json()
        return found

    before = read()
    title = f"[id='title.{language}']"
    second.locator(title).fill("Mine")
    second.locator("#reminder_days").fill("6")
    first.locator(title).fill("Theirs")
    first.locator("[id='questions.0.required']").click()
    save = said("Save the survey")
    first.get_by_role("button", name=save).click()
    expect(first.get_by_role("status")).to_contain_text(said("The survey has been saved."))

    second.get_by_role("button", name=save).click()
    dialog = second.get_by_role("dialog", name=said("Somebody else has saved changes in the meantime"))
    titles = dialog.get_by_role("group", name=said("Title"), exact=True)
    expect(titles).to_contain_text("Mine")
    expect(titles).to_contain_text("Theirs")
    questions = dialog.get_by_role("group", name=said("Questions"), exact=True)
    expect(questions.get_by_role("radio", name=said("Theirs"))).to_be_checked()
    picture(second, f"survey-both-{language}")
    second.reload()  # also thus nothing of it is lost
    settled(second)
    expect(second.locator(title)).to_have_value("Mine")
    second.get_by_role("button", name=save).click()
    dialog.get_by_role("button", name=said("Use what I chose")).click()
    expect(second.locator(title)).to_have_value("Mine")
    second.get_by_role("button", name=save).click()
    expect(second.get_by_role("status")).to_contain_text(said("The survey has been saved."))
    saved = read()
    assert (saved["title"][language], saved["reminder_days"]) == ("Mine", [6])
    assert saved["questions"][0]["required"] != before["questions"][0]["required"]
