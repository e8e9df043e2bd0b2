"""How an act is made ready: the button that does it, and the field whose words have to stay."""

import re

from playwright.sync_api import Locator, Page

from tests.browser.test_bad_networks import WORDS

COORDINATOR, MENTOR, PAIRED = "Tuula Rautavesi", "Daniel Okonjo-Berg", "Emilia Haapasalo"
Opened = tuple[Locator, Locator | None]


def button(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def in_dialog(page: Page, opener: str, name: str, label: str | re.Pattern[str] | None = None) -> Opened:
    """Open a dialog, type into it where there is something to type, and return its button and what was typed into."""
    page.get_by_role("button", name=re.compile(f"^{opener}")).first.click()
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_label(label) if label else None
    if field:
        field.fill(WORDS)
    return button(dialog, name), field
