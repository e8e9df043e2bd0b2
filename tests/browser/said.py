"""What the pages say in a language, looked up by the English in their PO files: one journey goes through all of them."""

import re
import tomllib
from functools import cache
from typing import Final

from babel.messages.pofile import read_po

from kisalli.notifications.wording import upper_first
from kisalli.programmes.mentee_word import MENTEE_FORMS
from tests.browser.conftest import ROOT

GAP: Final = re.compile(r"\{(\w+)\}")
BRACKETS: Final = re.compile(r"\[(\w+)\]")


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
    words: dict[str, str] = {}
    for path in sorted((ROOT / "frontend" / "src").glob(f"**/locales/{language}.po")):
        with path.open(encoding="utf-8") as file:
            words |= {str(entry.id): str(entry.string) for entry in read_po(file, locale=language) if entry.id}
    return {english: _in_the_demos_words(said, language) for english, said in words.items()}


def _in_the_demos_words(text: str, language: str) -> str:
    """Put in the demo programme's word for mentee, as its pages do."""
    own = _word_for_mentee(language)
    return BRACKETS.sub(lambda found: own[found[1]] if found[1] in own else upper_first(own[found[1].lower()]), text)


@cache
def _word_for_mentee(language: str) -> dict[str, str]:
    programme = tomllib.loads((ROOT / "backend" / "kisalli" / "demo_data" / "programme.toml").read_text(encoding="utf-8"))
    own = programme["texts"][language]["mentee_forms"]
    return {usual: own[form] for form, usual in MENTEE_FORMS[language].items()}
