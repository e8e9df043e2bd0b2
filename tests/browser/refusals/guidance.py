"""Acts on guidance and stories."""

from playwright.sync_api import Browser

from tests.browser.conftest import Service, at, sign_in
from tests.browser.refusals.pressing import COORDINATOR, Opened, button
from tests.browser.test_bad_networks import WORDS
from tests.browser.test_guidance import follow_guidance, guidance_of
from tests.materials.drawn import drawing


def offer_story(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, "Noora Wiklund")
    follow_guidance(page)
    page.get_by_role("link", name="How it was for others").click()
    button(page, "Tell my story").click()
    page.get_by_role("textbox", name="My story").fill(WORDS)
    page.get_by_label("Show my story").check()
    return button(page, "Offer my story"), page.get_by_role("textbox", name="My story")


def add_picture(browser: Browser, service: Service) -> Opened:
    page = sign_in(browser, service, COORDINATOR)
    at(page, f"{guidance_of(page)}/guidance/benefits/en")
    page.get_by_label("Picture", exact=True).set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": drawing()})
    return button(page, "Upload the picture"), None


def remove_picture(browser: Browser, service: Service) -> Opened:
    upload, _ = add_picture(browser, service)
    page = upload.page
    upload.click()
    button(page, "Cancel").click()
    button(page, "Delete").click()
    return button(page, "Delete the picture"), None


ACTS = (offer_story, add_picture, remove_picture)
