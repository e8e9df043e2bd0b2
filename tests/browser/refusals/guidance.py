"""Acts on guidance and stories."""

from playwright.sync_api import Browser

from tests.browser.conftest import Service, sign_in
from tests.browser.refusals.pressing import Opened, button
from tests.browser.test_bad_networks import WORDS
from tests.browser.test_guidance import follow_guidance


def offer_story(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Noora Wiklund")
    follow_guidance(page)
    page.get_by_role("link", name="How it was for others").click()
    button(page, "Tell my story").click()
    page.get_by_role("textbox", name="My story").fill(WORDS)
    page.get_by_label("Show my story").check()
    return button(page, "Offer my story"), page.get_by_role("textbox", name="My story")


ACTS = (offer_story,)
