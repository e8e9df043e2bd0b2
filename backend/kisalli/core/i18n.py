"""Languages of the service and the texts that the server writes: gettext PO files, one folder a language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po

LANGUAGES = ("en", "fi", "sv")
DEFAULT = "en"
ISO_639_1 = 2  # letters
WITHDRAWN = {"sh"}  # from the standard, but known to babel
LOCALES = Path(__file__).parent.parent / "locales"


@cache
def spoken() -> frozenset[str]:
    """Return the two-letter codes of the languages that people may speak: all of ISO 639-1, not only the service's own."""
    return frozenset(code for code in map(str, Locale(DEFAULT).languages) if len(code) == ISO_639_1) - WITHDRAWN


def language_of(accept_language: str | None) -> str:
    """Pick the language of an answer from Accept-Language; English when nothing of ours is asked for."""
    wanted: list[tuple[float, str]] = []
    for part in (accept_language or "")[:200].split(","):
        tag, _, parameters = part.strip().partition(";")
        quality = parameters.strip().removeprefix("q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        if tag[:2].lower() in LANGUAGES and weight > 0:
            wanted.append((-weight, tag[:2].lower()))
    return min(wanted, key=lambda pair: pair[0])[1] if wanted else DEFAULT


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return the texts of a language by their English original; empty for English."""
    if language == DEFAULT:
        return {}
    with (LOCALES / f"{language}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file, locale=language) if message.string}


def gettext(text: str, language: str) -> str:
    """Return a text in a language, the English original where it has no translation."""
    return catalogue(language).get(text, text)


def filled(text: str, values: Mapping[str, object], language: str) -> str:
    """Return a text in a language, what stands in braces filled in."""
    return gettext(text, language).format_map(values)
