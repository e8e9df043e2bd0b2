"""A coordinator sets a programme up: texts, rules and the schedule; whoever saves second sees both versions."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Service, sign_in

COORDINATOR = "Tuula Rautavesi"


def saved(page: Page, words: str) -> None:
    """Wait until the page says so."""
    expect(page.get_by_role("status")).to_contain_text(words)


@pytest.mark.timeout(180)
def test_texts_are_written_in_finnish_and_swedish(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Texts").click()
    finnish, swedish = (page.get_by_role("form", name=name) for name in ("Finnish", "Swedish"))
    finnish.get_by_label("Summary").fill("Puoli vuotta hyviä keskusteluja.")
    finnish.get_by_role("button", name="Save").click()
    saved(page, "saved: Finnish")
    swedish.get_by_label("Summary").fill("- Ett halvår\n- av samtal")
    swedish.get_by_role("button", name="Preview").click()
    preview = page.get_by_role("dialog", name="Preview")
    expect(preview.get_by_role("listitem").filter(has_text="av samtal")).to_be_visible()
    preview.get_by_role("radio", name="Actor").check()
    expect(preview.get_by_role("heading", name="What is expected of actors")).to_be_visible()
    preview.get_by_role("button", name="Close the preview").click()
    swedish.get_by_role("button", name="Save").click()
    saved(page, "saved: Swedish")

    finnish.get_by_label("Genitive").fill("")
    finnish.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(finnish.get_by_label("Genitive")).to_be_focused()

    page.reload()
    expect(finnish.get_by_label("Summary")).to_have_value("Puoli vuotta hyviä keskusteluja.")
    expect(finnish.get_by_label("Genitive")).to_have_value("")
    finnish.get_by_role("button", name="Discard them").click()
    expect(finnish.get_by_label("Genitive")).to_have_value("aktorin")


@pytest.mark.timeout(120)
def test_the_time_for_requests_is_extended_by_a_day(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    page.goto("/programme/clock")
    last = page.get_by_role("group", name="Actors ask mentors").get_by_label("Last day")
    longer = date.fromisoformat(last.input_value()) + timedelta(days=1)
    last.fill(longer.isoformat())
    page.get_by_role("button", name="See who is affected").click()
    dialog = page.get_by_role("dialog", name="Change the schedule?")
    expect(dialog.get_by_text(re.compile(r"^\d+ mentors$"))).to_be_visible()
    expect(dialog.get_by_text(re.compile(r"^\d+ actors$"))).to_be_visible()
    expect(dialog.get_by_text(f"{longer.day} {longer:%B %Y}")).to_be_visible()
    expect(dialog.get_by_text("Ready-made surveys")).to_have_count(0)
    dialog.get_by_role("button", name="Save the schedule").click()
    saved(page, "The schedule has been saved.")
    service.post.wait_for("petri.saarikoski", re.escape(f"{longer.day} {longer:%B %Y}") + "|" + f"{longer.day}. ")
    page.reload()
    expect(last).to_have_value(longer.isoformat())

    page.get_by_role("group", name="Actors ask mentors").get_by_label("Closes at").fill("14:30")
    page.get_by_role("button", name="See who is affected").click()
    expect(dialog.get_by_text(re.compile(rf"{longer.day} {longer:%B %Y} at 14\.30 Helsinki"))).to_be_visible()
    dialog.get_by_role("button", name="Save the schedule").click()
    saved(page, "The schedule has been saved.")
    page.reload()
    expect(page.get_by_role("group", name="Actors ask mentors").get_by_label("Closes at")).to_have_value("14:30")
    expect(last).to_have_value(longer.isoformat())

    page.get_by_label("Halfway check-in").fill("2020-01-01")
    page.get_by_role("button", name="See who is affected").click()
    page.get_by_role("alert").get_by_role("link", name="Halfway check-in: Choose a day on which").click()
    expect(page.get_by_label("Halfway check-in")).to_be_focused()

    last.fill((longer - timedelta(days=300)).isoformat())
    page.get_by_role("button", name="See who is affected").click()
    expect(page.get_by_role("alert")).to_contain_text("ends before it begins")


def number(page: Page, label: str) -> Locator:
    return page.get_by_role("textbox", name=label)


@pytest.mark.timeout(120)
def test_a_rule_is_changed_and_a_wrong_one_leads_to_its_field(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    page.goto("/programme/rules")
    days = number(page, "Reminders after this many days")
    days.fill("2, 9")
    page.get_by_role("button", name="Save the rules").click()
    page.get_by_role("alert").get_by_role("link", name=re.compile("before the last day")).click()
    expect(days).to_be_focused()
    days.fill("2, 3")
    page.get_by_role("button", name="Save the rules").click()
    saved(page, "The rules have been saved.")
    page.reload()
    expect(days).to_have_value("2, 3")


@pytest.mark.timeout(180)
def test_whoever_saves_second_sees_both_versions(browser: Browser, service: Service) -> None:
    first = sign_in(browser, service, COORDINATOR)
    first.goto("/programme/rules")
    second = first.context.new_page()
    second.goto("/programme/rules")
    number(second, "Days to answer a request").fill("7")
    number(second, "Extra days at the end").fill("3")

    number(first, "Days to answer a request").fill("6")
    first.get_by_label("Contact address").fill("hello@example.org")
    first.get_by_role("button", name="Save the rules").click()
    saved(first, "The rules have been saved.")

    second.get_by_role("button", name="Save the rules").click()
    dialog = second.get_by_role("dialog", name="Somebody else has saved changes in the meantime")
    days = dialog.get_by_role("group", name="Days to answer a request")
    expect(days).to_contain_text("6")
    expect(days).to_contain_text("7")
    expect(days.get_by_role("radio", name="Mine")).to_be_checked()
    expect(dialog.get_by_role("group", name="Contact address").get_by_role("radio", name="Theirs")).to_be_checked()
    dialog.get_by_role("button", name="Decide later").click()
    expect(number(second, "Days to answer a request")).to_have_value("7")

    second.get_by_role("button", name="Save the rules").click()
    days.get_by_role("radio", name="Theirs").check()
    dialog.get_by_role("button", name="Use what I chose").click()
    expect(number(second, "Days to answer a request")).to_have_value("6")
    expect(number(second, "Extra days at the end")).to_have_value("3")
    expect(second.get_by_label("Contact address")).to_have_value("hello@example.org")
    second.get_by_role("button", name="Save the rules").click()
    saved(second, "The rules have been saved.")


@pytest.mark.timeout(120)
def test_a_change_of_something_else_stops_nobody(browser: Browser, service: Service) -> None:
    first = sign_in(browser, service, COORDINATOR)
    first.goto("/programme/vocabulary")
    expect(first.get_by_role("button", name="Add a topic")).to_be_visible()
    second = first.context.new_page()
    second.goto("/programme/rules")
    number(second, "Extra days at the end").fill("2")
    second.get_by_role("button", name="Save the rules").click()
    saved(second, "The rules have been saved.")

    first.get_by_role("button", name="Add a topic").click()
    first.keyboard.type("Palautteen antaminen")
    first.get_by_role("button", name=re.compile("^Up: new entry")).click()
    expect(first.get_by_role("button", name="Up: Palautteen antaminen")).to_be_focused()
    first.get_by_role("button", name="Save words and questions").click()
    saved(first, "Words and questions have been saved.")
    expect(first.get_by_role("button", name="Remove: Palautteen antaminen")).to_be_visible()


@pytest.mark.timeout(120)
def test_a_copy_is_a_draft_until_it_is_published(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR, language="fi")
    page.goto("/programme/settings")
    before = page.url
    page.get_by_role("button", name="Kopioi uudeksi kierrokseksi").click()
    copy = page.get_by_role("dialog", name="Kopioi uudeksi kierrokseksi")
    copy.get_by_label("Ohjelman nimi, ruotsi").fill("")
    copy.get_by_role("button", name="Tee kopio").click()
    copy.get_by_role("alert").get_by_role("link", name=re.compile("Ohjelman nimi, ruotsi")).click()
    expect(copy.get_by_label("Ohjelman nimi, ruotsi")).to_be_focused()
    copy.get_by_label("Ohjelman nimi, ruotsi").fill("Ny omgång")
    copy.get_by_label("Ohjelman nimi, suomi").fill("Uusi kierros")
    copy.get_by_role("button", name="Tee kopio").click()
    page.wait_for_url(re.compile(r"programme=[0-9a-f-]+"))
    assert page.url != before
    expect(page.get_by_role("heading", name="Ennen julkaisemista")).to_be_visible()
    expect(page.locator("main").get_by_text("Uusi kierros")).to_be_visible()
    page.get_by_role("button", name="Julkaise").click()
    page.get_by_role("dialog").get_by_role("button", name="Julkaise nyt").click()
    saved(page, "Ohjelma on nyt julkinen.")
    expect(page.get_by_role("button", name="Julkaise")).to_have_count(0)


@pytest.mark.timeout(120)
def test_two_rounds_of_one_name_are_told_apart_where_one_is_chosen(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    page.goto("/programme/settings")
    page.get_by_role("button", name="Copy to a new round").click()
    copy = page.get_by_role("dialog", name="Copy to a new round")
    expect(copy.get_by_label("Name of the programme, English")).to_have_value("Aurora Mentoring")
    copy.get_by_role("button", name="Create the copy").click()
    saved(page, "The copy has been created.")
    choice = page.get_by_role("navigation", name="Programme")
    names = choice.get_by_role("link").all_inner_texts()
    assert len(set(names)) == len(names)
    assert len([name for name in names if re.fullmatch(r"Aurora Mentoring \(.*20\d\d\)", name)]) >= 2, names


@pytest.mark.timeout(120)
def test_a_new_programme_begins_with_names_an_address_and_dates(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    page.goto("/programme/settings")
    page.get_by_role("button", name="Start a new programme").click()
    form = page.get_by_role("dialog", name="New programme")
    form.get_by_role("button", name="Create the programme").click()
    form.get_by_role("alert").get_by_role("link", name=re.compile("Requests: last day")).click()
    expect(form.get_by_role("group", name="Mentees ask mentors").get_by_label("Last day")).to_be_focused()

    form.get_by_label("Name of the programme, Finnish").fill("Alumnimentorointi")
    form.get_by_label("Contact address").fill("alumni@example.org")
    zone = form.get_by_label("Time zone")
    expect(zone).to_have_value("Europe/Helsinki")
    zone.select_option(label="Stockholm (Central European Time)")
    windows = {"Mentors sign up": (1, 31), "Mentees ask mentors": (32, 45), "Mentoring": (46, 200)}
    today = date.today()
    for name, (opens, closes) in windows.items():
        window = form.get_by_role("group", name=name, exact=True)
        window.get_by_label("First day").fill((today + timedelta(days=opens)).isoformat())
        window.get_by_label("Last day").fill((today + timedelta(days=closes)).isoformat())
    form.get_by_label("Last day of feedback").fill((today + timedelta(days=230)).isoformat())
    form.get_by_role("group", name="Mentees ask mentors").get_by_label("Opens at").fill("09:00")
    form.get_by_role("button", name="Create the programme").click()
    saved(page, "It is a draft until you publish it.")
    expect(page.locator("main").get_by_text("Alumnimentorointi")).to_be_visible()
    expect(page.locator("main").get_by_text("Stockholm (Central European Time)")).to_be_visible()
    the_zone_of_a_draft_changes_and_its_days_stay(page, (today + timedelta(days=32)).isoformat())
    page.get_by_role("link", name=re.compile("^Write what is expected of whom")).click()
    expect(page.get_by_role("form", name="Finnish").get_by_label("Name of the programme")).to_have_value("Alumnimentorointi")
    expect(page.get_by_role("form", name="Swedish")).to_have_count(0)


def the_zone_of_a_draft_changes_and_its_days_stay(page: Page, requests_from: str) -> None:
    page.get_by_role("link", name="Schedule", exact=True).click()
    page.get_by_label("Time zone").select_option("Europe/Lisbon")
    page.get_by_role("button", name="See who is affected").click()
    dialog = page.get_by_role("dialog", name="Change the schedule?")
    expect(dialog.get_by_text("Lisbon (Western European Time)")).to_be_visible()
    expect(dialog.get_by_text("Nobody is told")).to_be_visible()
    expect(dialog.get_by_text("Ready-made surveys that are still drafts move with it")).to_be_visible()
    dialog.get_by_role("button", name="Save the schedule").click()
    saved(page, "The schedule has been saved.")
    page.reload()
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Lisbon")
    window = page.get_by_role("group", name="Mentees ask mentors")
    expect(window.get_by_label("First day")).to_have_value(requests_from)
    expect(window.get_by_label("Opens at")).to_have_value("09:00")
    page.get_by_role("link", name="All settings").click()
