"""A coordinator sees which pairs went quiet, and does something about it (R20, R21, R28); in the demo's round under way."""

import re
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, at, settled, sign_in
from tests.browser.said import Said

COORDINATOR = "Tuula Rautavesi"
QUIET = ("Markku Ylitörmä and Aino Saarelainen", "Ingrid Törnqvist and Matilda Ekroos")


def under_way(service: Service) -> str:
    """Return the programme of the demo that runs since months."""
    with psycopg.connect(service.database) as connection:
        row = connection.execute(
            "SELECT id FROM programme WHERE running_closes > now() AND requests_closes < now() ORDER BY id DESC"
        ).fetchone()
        assert row is not None
        return str(row[0])


def rows(page: Page) -> list[str]:
    """Return the pairs of the list by name, in its order."""
    settled(page)
    return [" ".join(each.split()) for each in page.locator(".rows > li > p:first-child").all_inner_texts()]


@pytest.mark.timeout(120)
def test_the_home_counts_the_quiet_and_leads_to_them(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"/?programme={under_way(service)}")
    page.get_by_role("link", name="1 pair has not met yet").click()
    assert rows(page) == [QUIET[0]]
    page.go_back()
    page.get_by_role("link", name="2 pairs have gone quiet").click()
    assert rows(page) == list(QUIET)
    expect(page.get_by_label("Situation")).to_have_value("quiet")
    first = page.locator(".rows > li").first
    expect(first).to_contain_text(re.compile("Quiet since .*: no first meeting yet"))
    expect(first).to_contain_text("reminded 10 days ago")
    expect(page.locator(".rows > li").nth(1)).to_contain_text("1 meeting, 1 h · last met")


@pytest.mark.timeout(120)
def test_the_most_worrying_pair_stands_first_and_filters_live_in_the_address(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"/pairs?programme={under_way(service)}&state=all")
    everybody = rows(page)
    assert everybody[:2] == list(QUIET)
    assert everybody[-1] == "Pekka Rautajoki and Zofia Malinowska"
    expect(page.locator("main").get_by_text("10 pairs")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("tornqvist matilda")
    expect(page.locator("main").get_by_text("1 pair", exact=True)).to_be_visible()
    assert rows(page) == [QUIET[1]]
    page.get_by_label("Situation").select_option(label="On track")
    expect(page.get_by_role("heading", name="No pairs found")).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["pair"] == ["good"]
    page.reload()
    expect(page.get_by_role("heading", name="No pairs found")).to_be_visible()
    page.get_by_role("link", name="See the active pairs").click()
    expect(page.locator("main").get_by_text("9 pairs")).to_be_visible()


@pytest.mark.timeout(120)
def test_a_mail_to_both_goes_to_the_programme_and_shows_neither_address_to_the_other(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"/pairs?programme={under_way(service)}&pair=quiet")
    link = page.get_by_role("link", name=f"Write to both: {QUIET[1]}")
    address = urlsplit(str(link.get_attribute("href")))
    assert (address.scheme, address.path) == ("mailto", "mentoring%40example.org")
    copies = parse_qs(address.query)["bcc"][0].split(",")
    assert [each.split(".")[0] for each in copies] == ["ingrid", "matilda"]


@pytest.mark.timeout(120)
def test_names_and_pair_lead_on_and_the_pair_says_how_it_stands_without_a_word_of_theirs(
    browser: Browser, service: Service
) -> None:
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"/pairs?programme={under_way(service)}&pair=quiet")
    page.get_by_role("link", name="Matilda Ekroos", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Matilda Ekroos")
    page.go_back()
    page.get_by_role("link", name=f"Open this pair: {QUIET[1]}").click()
    stands = page.locator("section").filter(has=page.get_by_role("heading", name="How they are doing"))
    for words in ("Quiet since", "1 meeting, 1 h", "Agreement signed", "1 goal", "10 days ago"):
        expect(stands).to_contain_text(words)
    for secret in ("Jag har pratat med tre", "Matilda gjorde två listor", "studiehandledaren"):
        expect(page.get_by_text(secret)).to_have_count(0)


@pytest.mark.timeout(120)
def test_a_pair_ends_from_the_list_and_stands_among_the_ended(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"/pairs?programme={under_way(service)}&pair=unmet")
    page.get_by_role("button", name=f"End this pair: {QUIET[0]}").click()
    page.get_by_role("dialog").get_by_role("button", name="End the pair").click()
    expect(page.get_by_role("status")).to_contain_text("The pair has ended")
    expect(page.get_by_role("heading", name="No pairs found")).to_be_visible()
    page.get_by_role("link", name="Ended pairs").click()
    assert rows(page)[0] == QUIET[0]
    expect(page.locator(".rows > li").first).to_contain_text("A coordinator ended it")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_list_speaks_the_readers_language(language: str, browser: Browser, service: Service) -> None:
    said = Said(language)
    page = sign_in(browser, service, COORDINATOR, language)
    at(page, f"/pairs?programme={under_way(service)}&pair=quiet")
    expect(page.get_by_label(said("Situation"))).to_have_value("quiet")
    row = page.locator(".rows > li").filter(has_text="Matilda Ekroos")
    expect(row).to_contain_text(said("agreement signed").capitalize())
    expect(row.get_by_role("link", name=said.beginning("Write to both: {names}"))).to_be_visible()
