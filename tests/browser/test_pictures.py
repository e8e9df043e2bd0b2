"""Pictures in guidance as a coordinator uploads them and a student sees them."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Service, at, picture, settled, sign_in, visit
from tests.browser.test_guidance import COORDINATOR, MENTEE, guidance_of
from tests.materials.drawn import HOSTILE, SECRET, canvas, drawing, photo, saved


def choose(page: Page, content: bytes, name: str = "chairs.jpg", kind: str = "image/jpeg") -> None:
    """Choose a file and upload it."""
    page.get_by_label("Picture", exact=True).set_input_files({"name": name, "mimeType": kind, "buffer": content})
    page.get_by_role("button", name="Upload the picture").click()


def describe(page: Page, words: str) -> None:
    """Say in every language what the picture of the dialog shows."""
    dialog = page.get_by_role("dialog", name="What the picture shows")
    for language in ("English", "Finnish", "Swedish"):
        dialog.get_by_label(language, exact=True).fill(f"{words} ({language})")
    dialog.get_by_role("button", name="Save the description").click()
    expect(dialog).to_have_count(0)


def editing(browser: Browser, service: Service, slug: str, **context: object) -> tuple[Page, str]:
    """Open the words of a material; return the page and where the programme's pages stand."""
    page = sign_in(browser, service, COORDINATOR, **context)
    base = guidance_of(page)
    at(page, f"{base}/guidance/{slug}/en")
    return page, base


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("These are the programme’s own words.")).to_be_visible()


def test_a_photo_is_uploaded_described_put_in_and_seen_without_where_it_was_taken(browser: Browser, service: Service) -> None:
    page, base = editing(browser, service, "benefits")
    picture(page, "pictures-none")
    content = photo(6, 2400, 1200)
    assert SECRET in content and b"Exif" in content
    choose(page, content)
    dialog = page.get_by_role("dialog", name="What the picture shows")
    dialog.get_by_role("button", name="Save the description").click()
    expect(dialog.get_by_role("alert").get_by_role("link")).to_have_count(3)
    picture(page, "pictures-describe")
    describe(page, "Two chairs")
    area = page.get_by_label("Text", exact=True)
    area.fill("One.\n\nTwo.")
    area.press("Control+Home")
    area.press("End")
    page.get_by_role("button", name="Insert into the text").click()
    expect(area).to_have_value(re.compile(r"^One\.\n\n!\[\]\(picture:[a-z2-7]{10}\)\n\nTwo\.$"))
    expect(area).to_be_focused()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("dialog").get_by_role("img", name="Two chairs (English)")).to_be_visible()
    page.get_by_role("button", name="Close the preview").click()
    save(page)
    expect(page.get_by_text("These texts use it:")).to_be_visible()
    expect(page.get_by_role("button", name="Delete", exact=True)).to_have_count(0)
    settled(page)
    picture(page, "pictures-used")
    page.context.close()
    see_without_where_it_was_taken(browser, service, f"{base}/guidance/benefits")


def see_without_where_it_was_taken(browser: Browser, service: Service, address: str) -> None:
    """Read a page on a student's phone, whose picture is twice as high as wide, and put it on paper."""
    student = sign_in(browser, service, MENTEE, viewport={"width": 320, "height": 700})
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    student.route(re.compile("/pictures/"), hold)
    at(student, address)
    shown = student.get_by_role("img", name="Two chairs (English)")
    room = shown.bounding_box()
    with student.expect_response(re.compile("/pictures/")) as fetched:
        held[0].continue_()
    expect(shown).to_have_js_property("naturalWidth", 1200)
    body = fetched.value.body()
    assert body[8:12] == b"WEBP" and SECRET not in body and not re.search(rb"EXIF|Exif|GPS", body)
    assert student.evaluate("document.documentElement.scrollWidth") == 320
    box = shown.bounding_box()
    assert box is not None
    assert box["height"] == pytest.approx(box["width"] * 2, rel=0.01), "upright, in proportion"
    assert box == room, "nothing moves when it comes"
    picture(student, "pictures-read-phone")
    student.emulate_media(media="print")
    box = shown.bounding_box()
    assert box is not None
    assert box["height"] <= 760, "20 cm: it fits on a sheet"
    assert box["height"] == pytest.approx(box["width"] * 2, rel=0.01)
    student.context.close()


def test_a_picture_of_a_long_page_is_on_its_paper_too(browser: Browser, service: Service) -> None:
    page, base = editing(browser, service, "roles")
    choose(page, drawing(), "a.png", "image/png")
    page.get_by_role("dialog").get_by_label("Decoration").check()
    page.get_by_role("button", name="Save the description").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    area = page.get_by_label("Text", exact=True)
    area.fill("Words.\n\n" * 200 + "The end.")
    page.get_by_role("button", name="Insert into the text").first.click()
    expect(area).to_have_value(re.compile(r"The end\.\n\n!\[\]\(picture:\w+\)$"))
    save(page)
    reader = visit(browser, service)
    at(reader, f"{base}/guidance/roles")
    assert not reader.evaluate("[...document.querySelectorAll('.material img')].some(each => each.complete && each.naturalWidth)")
    assert b"/Subtype /Image" in reader.pdf()
    for each in (page, reader):
        each.context.close()


REFUSED = {
    "html_in_a_png": "damaged or incomplete",
    "half_a_jpeg": "damaged or incomplete",
    "svg": "Choose a picture in PNG, JPEG or WebP",
    "a_film_in_png": "The picture moves",
    "a_png_of_many_pixels": "more than 40 million pixels",
}


def test_what_is_no_picture_is_refused_in_words_and_another_one_can_be_chosen(browser: Browser, service: Service) -> None:
    page, _ = editing(browser, service, "principles")
    before = page.locator(".pictures > li").count()
    for name, words in REFUSED.items():
        choose(page, HOSTILE[name][0], f"{name}.png", "image/png")
        expect(page.get_by_role("alert")).to_contain_text(words)
        expect(page.get_by_label("Picture", exact=True)).to_have_attribute("aria-invalid", "true")
    choose(page, b"<svg/>", "a.svg", "image/svg+xml")
    expect(page.get_by_role("alert")).to_contain_text("Choose a picture in PNG, JPEG or WebP")
    picture(page, "pictures-refused")
    choose(page, drawing(), "a.png", "image/png")
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(page.locator(".pictures > li")).to_have_count(before + 1)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.context.close()


def test_a_photo_that_is_too_large_to_send_is_shrunk_before_it_is_sent(browser: Browser, service: Service) -> None:
    page, _ = editing(browser, service, "principles")
    large = saved(Image.effect_noise((2600, 2600), 100), "PNG")
    assert len(large) > 5 * 1024 * 1024
    with page.expect_response(lambda each: each.request.method == "POST" and each.url.endswith("/pictures")) as answered:
        choose(page, large, "noise.png", "image/png")
    assert answered.value.status == 201
    expect(page.get_by_role("dialog", name="What the picture shows")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    choose(page, b"\xff\xd8\xff" + b"0" * 6 * 1024 * 1024)
    expect(page.get_by_role("alert")).to_contain_text("The file is too large to send")
    page.context.close()


def test_a_text_whose_picture_was_deleted_meanwhile_is_not_lost(browser: Browser, service: Service) -> None:
    page, _ = editing(browser, service, "cornerstones")
    choose(page, saved(canvas(90, 30), "WEBP"), "a.webp", "image/webp")
    describe(page, "A line")
    item = page.get_by_role("listitem").filter(has_text="A line (English)")
    item.get_by_role("button", name="Insert into the text").click()
    item.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete the picture").click()
    expect(page.get_by_text("The picture has been deleted.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("names a picture that is not among those below")
    expect(page.get_by_label("Text", exact=True)).to_have_value(re.compile(r"!\[\]\(picture:"))
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pictures_of_a_programme_fit_on_a_phone(browser: Browser, service: Service, scheme: str) -> None:
    page, base = editing(browser, service, "benefits", viewport={"width": 320, "height": 700}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    picture(page, f"pictures-phone-{scheme}")
    at(page, f"{base}/guidance/benefits")
    picture(page, f"pictures-read-{scheme}")
    page.context.close()
