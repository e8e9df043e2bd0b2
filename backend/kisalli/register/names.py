"""Names as a register and their bearer may both write them: whatever the order, case, accents and number of given names."""

import unicodedata
from dataclasses import dataclass
from datetime import date

# Letters that do not come apart into a base and a mark (as in core.folding), and apostrophes, which some write and some don't.
ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "'": "", "’": "", "ʼ": ""}
)
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody's names and date of birth."""

    given: str
    family: str
    born: date

    @property
    def whole(self) -> str:
        """All names and the date, as one line to hash; the same for names that differ only in writing."""
        return _line((*_words(self.given), *_words(self.family)), self.born)

    @property
    def ways(self) -> list[str]:
        """The lines by which this bearer may be found: by all names, or by the family name with any one of the given ones."""
        family = _words(self.family)
        shorter = (_line((each, *family), self.born) for each in _words(self.given)) if family else ()
        return list(dict.fromkeys((self.whole, *shorter)))


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a name in small letters without marks; a hyphen parts words as a space does."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter)).translate(ALIKE)
    return tuple("".join(letter if letter.isalnum() else " " for letter in bare).split()[:MOST_WORDS])


def _line(words: tuple[str, ...], born: date) -> str:
    return f"{' '.join(sorted(words))}|{born.isoformat()}"


def is_name(text: str) -> bool:
    """Whether there is a letter in it at all."""
    return bool(_words(text))
