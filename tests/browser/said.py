"""What the pages say in a language, looked up by the English in their PO files: one journey goes through all of them."""

import re
from functools import cache
from typing import Final

from babel.messages.pofile import read_po

from tests.browser.conftest import ROOT

GAP: Final = re.compile(r"\{(\w+)\}")


class Said:
    """The words of the pages in one language."""

    def __init__(self, language: str) -> None:
        """Read the catalogues of a language."""
        self.language = language
        self._words = _catalogues(language)

    def __call__(self, english: str, **gaps: str) -> str:
        """Return a sentence with its gaps filled; one that no page says any more is an error of the journey."""
        return GAP.sub(lambda gap: gaps[gap.group(1)], self._words[english])

    def beginning(self, english: str) -> re.Pattern[str]:
        """Return what begins as a sentence does before its first gap."""
        return re.compile("^" + re.escape(GAP.split(self._words[english])[0]))


@cache
def _catalogues(language: str) -> dict[str, str]:
    words = {}
    for path in sorted((ROOT / "frontend" / "src").glob(f"**/locales/{language}.po")):
        with path.open(encoding="utf-8") as file:
            words |= {str(entry.id): str(entry.string) for entry in read_po(file, locale=language) if entry.id}
    return words
