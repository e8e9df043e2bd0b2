"""A material's Markdown, taken apart: questions of a FAQ, items of a checklist with keys that stay."""

import re
from dataclasses import dataclass
from hashlib import sha256

from kisalli.core.markdown import Picture, html
from kisalli.materials.models import MaterialKind

# "{#first-meeting}" at the end of a line is its key, the same in every language; without one, a line is known by its words.
KEYED = re.compile(r"\s*\{#([a-z0-9-]{1,40})\}\s*$")
HEADING = "## "
ITEM = re.compile(r"[-*] (?:\[[ x]\] )?(.*)")
BELOW = 3  # the headings of parts are the second level of a page
Pictures = tuple[Picture, ...]
ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist, as HTML that stands within a line."""

    key: str
    html: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a material: an opening has neither key nor heading."""

    key: str
    heading: str
    html: str
    items: tuple[Item, ...]


def parts(kind: MaterialKind, body: str, pictures: Pictures = ()) -> tuple[Part, ...]:
    """Return what a material consists of: one part for a page, one a heading for FAQ and checklist.

    `pictures` are those that it may show.
    """
    if kind in {MaterialKind.PAGE, MaterialKind.WORKSHEET}:
        return (Part("", "", html(body, pictures=pictures), ()),)
    return tuple(_part(kind, heading, lines, pictures) for heading, lines in _sections(body) if heading or any(lines))


def items(kind: MaterialKind, body: str) -> frozenset[str]:
    """Return the keys of what can be ticked off in a material."""
    if kind != MaterialKind.CHECKLIST:
        return frozenset()
    return frozenset(item.key for part in parts(kind, body) for item in part.items)


def _sections(body: str) -> list[tuple[str, list[str]]]:
    sections: list[tuple[str, list[str]]] = [("", [])]
    for line in body.splitlines():
        if line.startswith(HEADING):
            sections.append((line.removeprefix(HEADING).strip(), []))
        else:
            sections[-1][1].append(line)
    return sections


def _part(kind: MaterialKind, heading: str, lines: list[str], pictures: Pictures) -> Part:
    words, key = _keyed(heading)
    listed, prose = _listed(lines) if kind == MaterialKind.CHECKLIST else ([], lines)
    return Part(key if words else "", words, html("\n".join(prose), BELOW, pictures), tuple(_items(listed, pictures)))


def _listed(lines: list[str]) -> tuple[list[str], list[str]]:
    """Part the lines of a list, each with its indented continuation, from the rest."""
    listed: list[str] = []
    prose: list[str] = []
    within = False
    for line in lines:
        if found := ITEM.match(line):
            listed.append(found[1])
            within = True
        elif within and line.startswith("  "):
            listed[-1] += " " + line.strip()
        else:
            within = False
            prose.append(line)
    return listed, prose


def _items(listed: list[str], pictures: Pictures) -> list[Item]:
    found: dict[str, Item] = {}
    for line in listed:
        words, key = _keyed(line)
        if words:
            found.setdefault(key, Item(key, _inline(words, pictures)))
    return list(found.values())


def _keyed(line: str) -> tuple[str, str]:
    """Return a line without its key, and the key."""
    if named := KEYED.search(line):
        return line[: named.start()].strip(), named[1]
    words = line.strip()
    return words, sha256(words.encode()).hexdigest()[:12]


def _inline(words: str, pictures: Pictures) -> str:
    made = html(words, pictures=pictures)
    alone = ONE_PARAGRAPH.fullmatch(made)
    return alone[1] if alone else made
