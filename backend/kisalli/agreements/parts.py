"""A template's text and its parts: Markdown, in which a line `[[Label]]` or `[[Label | words to begin with]]` is a field.

A field is known by its place, `1` for the first: so that answers stay where they are when the text is read in another language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_FIELDS = 30
LONGEST_LABEL = 200
LONGEST_TEMPLATE = 20_000
FIELD = re.compile(r"\[\[(?P<label>[^\[\]|]*)(?:\|(?P<beginning>[^\[\]]*))?\]\]")


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown between two fields."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Field:
    """What the members fill in; `beginning` are words to begin with, "" for none."""

    key: str
    label: str
    beginning: str


Part = Text | Field


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line (from 1) of a template: `unclosed`, `unnamed`, `long_name`, `twice` or `too_many`."""

    line: int
    code: str


def parts_of(template: str) -> list[Part]:
    """Return a template's parts in order; a line that is no whole field is text."""
    return list(_parts(template))


def fields_of(template: str) -> list[Field]:
    """Return a template's fields in order."""
    return [part for part in _parts(template) if isinstance(part, Field)]


def _parts(template: str) -> Iterator[Part]:
    text: list[str] = []
    number = 0
    for line in template.split("\n"):
        found = FIELD.fullmatch(line.strip())
        if found is None:
            text.append(line)
            continue
        yield from _text(text)
        text, number = [], number + 1
        yield Field(str(number), found["label"].strip(), (found["beginning"] or "").strip())
    yield from _text(text)


def _text(lines: list[str]) -> Iterator[Text]:
    markdown = "\n".join(lines).strip("\n")
    if markdown.strip():
        yield Text(markdown)


def fault_of(template: str) -> Fault | None:
    """Return what keeps a text from being a template, None for a good one; a line that begins with `[[` is meant as a field."""
    labels: set[str] = set()
    for number, line in enumerate(template.split("\n"), start=1):
        if not line.strip().startswith("[["):
            continue
        found = FIELD.fullmatch(line.strip())
        label = found["label"].strip() if found else ""
        wrong = {
            "unclosed": found is None,
            "unnamed": not label,
            "long_name": len(label) > LONGEST_LABEL,
            "twice": label.casefold() in labels,
            "too_many": len(labels) == MOST_FIELDS,
        }
        code = next((each for each, holds in wrong.items() if holds), None)
        if code:
            return Fault(number, code)
        labels.add(label.casefold())
    return None
