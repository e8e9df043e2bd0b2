"""Somebody on the staff looks through the mentors; nothing on their way asks, saves or answers anything."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Service, sign_in


@pytest.mark.timeout(120)
def test_staff_look_through_the_mentors_and_ask_nobody(browser: Browser, service: Service) -> None:
    page = sign_in(browser, service, "Ilona Vartiainen", language="fi", viewport={"width": 390, "height": 844})
    expect(page.get_by_role("heading", name="Tutustu mentoreihin")).to_be_visible()
    expect(page.get_by_text("Vain aktorit voivat lähettää heille pyynnön")).to_be_visible()
    expect(page.get_by_role("link", name="Pyynnöt")).to_have_count(0)
    page.get_by_role("link", name="Selaa mentoreita").click()

    names = page.locator(".mentor-card h2")
    expect(names.first).to_be_visible()
    assert names.all_inner_texts() == sorted(names.all_inner_texts(), key=str.casefold)
    expect(page.get_by_role("button", name=re.compile("Tallenna"))).to_have_count(0)
    page.get_by_role("searchbox").fill("lehtovaara")
    expect(names).to_have_count(1)
    names.get_by_role("link", name="Marjatta Lehtovaara").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Marjatta Lehtovaara")
    expect(page.locator("main button, main a[href*='/ask']")).to_have_count(0)
    page.goto(f"{page.url.partition('?')[0]}/ask")
    expect(page.get_by_role("heading", name="Tämä sivu ei kuulu rooliisi")).to_be_visible()
    page.goto("/requests")
    expect(page.get_by_role("heading", name="Tämä sivu ei kuulu rooliisi")).to_be_visible()
