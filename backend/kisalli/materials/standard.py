"""The standard set: guidance that every programme begins with, as files of the package, read once.

A file `standard/{language}/{slug}.md` begins with what it is, a `name: value` a line between two lines of dashes. A
programme keeps nothing of it, so a better wording reaches all who have not written their own.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from kisalli.core.i18n import LANGUAGES
from kisalli.materials.models import MaterialKind, MaterialPhase, MaterialRole

FOLDER = Path(__file__).parent / "standard"
FENCE = "---\n"


@dataclass(frozen=True, slots=True)
class Wording:
    """A material's words in one language."""

    title: str
    summary: str
    body: str

    @property
    def edition(self) -> int:
        """A number that moves with the words, standard or not: nothing is kept of what nobody has changed."""
        content = "\0".join((self.title, self.summary, self.body))
        return int.from_bytes(sha256(content.encode()).digest()[:6])


@dataclass(frozen=True, slots=True)
class Standard:
    """A material of the standard set, in every language."""

    slug: str
    kind: MaterialKind
    roles: tuple[MaterialRole, ...]
    phases: tuple[MaterialPhase, ...]
    order: int
    words: dict[str, Wording]


@cache
def standard_set() -> dict[str, Standard]:
    """Return the standard materials by slug, in their order."""
    slugs = {path.stem for path in (FOLDER / "en").glob("*.md")}
    return {each.slug: each for each in sorted((_read(slug) for slug in slugs), key=lambda each: each.order)}


def _read(slug: str) -> Standard:
    words: dict[str, Wording] = {}
    front: dict[str, str] = {}
    for language in LANGUAGES:
        front, body = front_and_body((FOLDER / language / f"{slug}.md").read_text("utf-8"))
        words[language] = Wording(front["title"], front["summary"], body)
    return Standard(
        slug,
        MaterialKind(front["kind"]),
        tuple(MaterialRole(each) for each in front["roles"].replace(",", " ").split()),
        tuple(MaterialPhase(each) for each in front["phases"].replace(",", " ").split()),
        int(front["order"]),
        words,
    )


def front_and_body(content: str) -> tuple[dict[str, str], str]:
    """Return what a file says of itself, and its Markdown."""
    _, front, body = content.split(FENCE, 2)
    lines = (line.partition(":") for line in front.splitlines())
    return {name.strip(): value.strip() for name, _, value in lines}, body.strip()
