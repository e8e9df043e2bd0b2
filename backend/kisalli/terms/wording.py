"""The wordings that people agree to: files of the code, read once (R34).

A file is a title (`# …`), then headings (`## …`) and paragraphs with an empty line between. Version 2 of a kind is a set of
files `2.{en,fi,sv}.md` and a line in VERSIONS; whoever agreed to version 1 is then asked again.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kisalli.terms.models import ConsentKind

TEXTS = Path(__file__).parent / "texts"
# Every version and the day since when it holds, the one in force last.
VERSIONS: dict[ConsentKind, tuple[tuple[int, date], ...]] = {
    ConsentKind.TERMS: ((1, date(2026, 11, 26)),),
    ConsentKind.PRIVACY: ((1, date(2026, 11, 26)),),
    ConsentKind.PROFILE_CARRIED: ((1, date(2026, 11, 26)),),
    ConsentKind.STORY_SHOWN: ((1, date(2026, 11, 26)),),
    ConsentKind.LATER_SURVEY: ((1, date(2026, 11, 26)),),
}
# What everybody is asked before they go on.
ASKED = (ConsentKind.TERMS, ConsentKind.PRIVACY)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (empty before the first) and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One version in one language; `digest` is of the very bytes of its file."""

    kind: ConsentKind
    version: int
    since: date
    language: str
    title: str
    sections: tuple[Section, ...]
    digest: bytes


def current(kind: ConsentKind) -> int:
    """Return the version that is in force."""
    return VERSIONS[kind][-1][0]


@cache
def wording(kind: ConsentKind, language: str) -> Wording:
    """Return the version in force in a language."""
    version, since = VERSIONS[kind][-1]
    content = (TEXTS / kind / f"{version}.{language}.md").read_bytes()
    title, *blocks = content.decode().strip().split("\n\n")
    return Wording(
        kind, version, since, language, title.removeprefix("# "), tuple(_sections(blocks)), hashlib.sha256(content).digest()
    )


def _sections(blocks: list[str]) -> list[Section]:
    grouped: list[tuple[str, list[str]]] = []
    for block in blocks:
        if block.startswith("## "):
            grouped.append((block.removeprefix("## "), []))
            continue
        if not grouped:
            grouped.append(("", []))
        grouped[-1][1].append(block)
    return [Section(heading, tuple(paragraphs)) for heading, paragraphs in grouped]
