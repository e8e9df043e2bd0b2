"""Signing in at one's university: its admin enters the provider and tries it out, its people come in by it and out again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.auth.openid import SECRET, certified, free_port
from tests.browser.conftest import Service, at, picture, settled, sign_in, visit
from tests.browser.said import Said
from tests.browser.test_accessibility import violations
from tests.browser.test_sign_in import agree

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
ADMIN = "Mikael Sundgren"


def enter_provider(page: Page, said: Said, issuer: str, name: str = "Example University") -> Locator:
    """Enter a provider on the organisation's page; return its card."""
    at(page, "/organisation/providers")
    page.get_by_role("button", name=said("Add the service")).wait_for()
    form = page.locator("form:has(#issuer)")
    form.locator("#name").fill(name)
    form.locator("#issuer").fill(issuer)
    form.get_by_role("button", name=said("Add the service")).click()
    card = page.locator("section.card").filter(has_text=issuer)
    card.wait_for()
    # Else what is said of it may come after what is said of the next act.
    entered = said("The service has been added. It stays switched off until you have tested it.")
    expect(page.get_by_role("status").first).to_contain_text(entered)
    return card


def log_in_there(page: Page, name: str) -> None:
    """Sign in at the provider, and let it tell us."""
    page.wait_for_url(re.compile("/interaction/"))
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("any")
    page.locator("button[type=submit]").click()
    page.wait_for_load_state()
    if "/interaction/" in page.url:
        page.locator("button[type=submit]").click()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def provider(browser: Browser, service: Service, port: int) -> Iterator[tuple[Page, Locator, Said]]:
    """The admin's page with the certified provider entered, and the provider running; removed at the end."""
    said, page = Said("fi"), sign_in(browser, service, ADMIN, "fi")
    card = enter_provider(page, said, f"http://localhost:{port}")
    card.get_by_label(said("Client ID")).fill("kisalli")
    card.get_by_label(said("Client secret"), exact=False).fill(SECRET)
    card.get_by_role("button", name=said("Save"), exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text(said("Saved."))
    callback = card.locator("code").inner_text()
    with certified(port, callback, f"{service.url}/"):
        yield page, card, said


@pytest.mark.timeout(120)
def test_an_admin_tries_a_provider_out_and_switches_it_on_and_students_come_in_by_it(
    browser: Browser, service: Service, provider: tuple[Page, Locator, Said]
) -> None:
    admin, card, said = provider
    card.get_by_role("button", name=said("Test this sign-in")).click()
    log_in_there(admin, "mikael")
    admin.wait_for_url("**/organisation/providers?test=*")
    settled(admin)
    expect(admin.get_by_role("heading", name=said("The test worked"))).to_be_visible()
    expect(admin.get_by_text("mikael Example", exact=True)).to_be_visible()
    assert violations(admin, "a test of a provider")[1] == []
    card.get_by_role("button", name=said("Switch on")).click()
    expect(admin.get_by_role("status").first).to_contain_text(said("Switched on."))

    page = visit(browser, service, "fi", **PHONE)
    at(page, "/join")
    page.get_by_role("button", name="Example University").click()
    log_in_there(page, "aino")
    agree(page, said)
    page.wait_for_url(re.compile("localhost:[0-9]+/join"))
    settled(page)
    at(page, "/account")
    expect(page.get_by_label(said("Your name"))).to_have_value("aino Example")
    page.get_by_role("link", name=said("Ways to sign in")).click()
    expect(page.get_by_role("listitem").filter(has_text="Example University")).to_be_visible()
    assert violations(page, "ways to sign in")[1] == []

    page.get_by_role("button", name=said("Sign out"), exact=True).click()
    page.wait_for_url(re.compile("/session/end"))
    page.get_by_role("button", name=re.compile("Yes", re.I)).click()
    page.wait_for_url(f"{service.url}/")
    at(page, "/sign-in")
    expect(page.get_by_role("button", name="Example University")).to_have_class(re.compile("primary"))  # used last


@pytest.mark.timeout(120)
def test_somebody_with_an_account_adds_their_university(
    browser: Browser, service: Service, provider: tuple[Page, Locator, Said]
) -> None:
    admin, card, said = provider
    card.get_by_role("button", name=said("Switch on")).click()
    expect(admin.get_by_role("status").first).to_contain_text(said("Switched on."))
    page = sign_in(browser, service, "Linh Đặng", "fi", **PHONE)
    at(page, "/account/sign-in")
    page.get_by_role("combobox").select_option(index=page.get_by_role("option").count() - 1)
    page.get_by_role("button", name=said("Sign in there")).click()
    log_in_there(page, "linh")
    page.wait_for_url("**/account/sign-in?added=yes")
    settled(page)
    expect(page.get_by_text(said("From now on you can sign in there as well."))).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Example University")).to_be_visible()
    service.post.wait_for("linh", "sign in")
    page.get_by_role("button", name=said("Sign out"), exact=True).click()
    page.wait_for_url(f"{service.url}/")


@pytest.mark.timeout(120)
def test_a_provider_that_is_away_is_said_and_the_other_ways_stay(browser: Browser, service: Service, port: int) -> None:
    said, admin = Said("fi"), sign_in(browser, service, ADMIN, "fi")
    card = enter_provider(admin, said, f"http://localhost:{port}", "Poissa oleva yliopisto")
    card.get_by_label(said("Client ID")).fill("kisalli")
    card.get_by_role("button", name=said("Save"), exact=True).click()
    expect(admin.get_by_role("status").first).to_contain_text(said("Saved."))
    card.get_by_role("button", name=said("Switch on")).click()
    expect(admin.get_by_role("status").first).to_contain_text(said("Switched on."))
    page = visit(browser, service, "fi", **PHONE)
    at(page, "/sign-in")
    page.get_by_role("button", name="Poissa oleva yliopisto").click()
    expect(page.get_by_role("alert")).to_contain_text(
        said("Its sign-in service is not responding at the moment. Try again in a while, or sign in another way.")
    )
    expect(page.get_by_label(said("Email address"))).to_be_visible()


@pytest.mark.timeout(120)
def test_whoever_saves_a_provider_second_sees_both_versions_and_no_secret(browser: Browser, service: Service) -> None:
    said, first = Said("fi"), sign_in(browser, service, ADMIN, "fi")
    enter_provider(first, said, "https://login.example.org", "First name")
    second = first.context.new_page()
    at(second, "/organisation/providers")
    mine, theirs = (page.locator("section.card").filter(has_text="https://login.example.org") for page in (second, first))
    mine.get_by_label(said("Name"), exact=True).fill("Mine")
    mine.get_by_label(said("Client secret"), exact=False).fill("hush-hush")
    theirs.get_by_label(said("Name"), exact=True).fill("Theirs")
    theirs.get_by_role("button", name=said("Save"), exact=True).click()
    expect(first.get_by_role("status").first).to_contain_text(said("Saved."))

    mine.get_by_role("button", name=said("Save"), exact=True).click()
    dialog = second.get_by_role("dialog", name=said("Somebody else has saved changes in the meantime"))
    name = dialog.get_by_role("group", name=said("Name"), exact=True)
    for words in ("Mine", "Theirs"):
        expect(name).to_contain_text(words)
    expect(dialog.get_by_role("group", name=said("Client secret"))).to_contain_text(said("To be replaced"))
    expect(dialog).not_to_contain_text("hush-hush")
    assert violations(second, "both versions of a provider")[1] == []
    picture(second, "provider-both")
    name.get_by_role("radio", name=said("Theirs")).check()
    dialog.get_by_role("button", name=said("Use what I chose")).click()
    expect(mine.get_by_label(said("Name"), exact=True)).to_have_value("Theirs")
    expect(mine.get_by_label(said("Client secret"), exact=False)).to_have_value("hush-hush")
    assert "hush-hush" not in str(second.evaluate("JSON.stringify({...sessionStorage, ...localStorage})"))
    mine.get_by_role("button", name=said("Save"), exact=True).click()
    expect(second.get_by_role("status").first).to_contain_text(said("Saved."))
    expect(mine).to_contain_text(said("One is saved. It is never shown; fill this in only to replace it."))

    first.reload()
    settled(first)
    theirs.get_by_label(said("Name"), exact=True).fill("Not sent yet")
    mine.get_by_label(said("Name"), exact=True).fill("Newer")
    mine.get_by_role("button", name=said("Save"), exact=True).click()
    expect(second.get_by_role("heading", name="Newer")).to_be_visible()
    theirs.get_by_role("button", name=said("Switch on")).click()
    expect(first.get_by_role("alert")).to_contain_text(
        said("Somebody else has changed this in the meantime. It is shown as it is now: look through it, then press again.")
    )
    expect(first.get_by_role("heading", name="Newer")).to_be_visible()
    expect(theirs.get_by_label(said("Name"), exact=True)).to_have_value("Not sent yet")


@pytest.mark.timeout(120)
def test_whoever_saves_the_name_of_an_organisation_second_sees_both_versions(browser: Browser, service: Service) -> None:
    said, first = Said("sv"), sign_in(browser, service, ADMIN, "sv")
    at(first, "/organisation/details")
    second = first.context.new_page()
    at(second, "/organisation/details")
    for page, name in ((first, "Aurora A"), (second, "Aurora B")):
        page.get_by_label(said("Name"), exact=True).fill(name)
    second.get_by_label(said("Domains")).fill("aurora.example, studies.example")
    second.reload()
    settled(second)
    expect(second.get_by_label(said("Name"), exact=True)).to_have_value("Aurora B")
    first.get_by_role("button", name=said("Save"), exact=True).click()
    expect(first.get_by_role("status").first).to_contain_text(said("Saved."))

    second.get_by_role("button", name=said("Save"), exact=True).click()
    dialog = second.get_by_role("dialog", name=said("Somebody else has saved changes in the meantime"))
    expect(dialog.get_by_role("group", name=said("Name"), exact=True)).to_contain_text("Aurora A")
    assert violations(second, "both versions of an organisation")[1] == []
    picture(second, "organisation-both")
    dialog.get_by_role("button", name=said("Keep all of mine")).click()
    second.get_by_role("button", name=said("Save"), exact=True).click()
    expect(second.get_by_role("status").first).to_contain_text(said("Saved."))
    expect(second.get_by_label(said("Domains"))).to_have_value("aurora.example\nstudies.example")
    first.reload()
    settled(first)
    expect(first.get_by_label(said("Name"), exact=True)).to_have_value("Aurora B")
