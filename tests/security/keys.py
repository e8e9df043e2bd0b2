"""The keys of an answer, written as paths: `items[].mentor.name`."""

from collections.abc import Iterator
from typing import Any

# Maps whose keys are data: labels by language, answers to a programme's own questions, forms of a word, lists of an export.
MAPS = frozenset({"answers", "mentee_forms", "label", "names", "data", "roles", "title", "intro", "help", "low", "high"})


def keys_of(answer: Any) -> frozenset[str]:
    """Return every key of an answer; what is in a list counts once, a null is its key alone."""
    return frozenset(_keys(answer, ""))


def _keys(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict) and value and path.rpartition(".")[2] not in MAPS:
        for name, each in value.items():
            yield from _keys(each, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for each in value:
            yield from _keys(each, f"{path}[]")
    else:
        yield path


def under(path: str, *groups: str | frozenset[str]) -> frozenset[str]:
    """Return keys with a path before them."""
    return frozenset(f"{path}.{name}" for name in keys(*groups))


def items(*groups: str | frozenset[str]) -> frozenset[str]:
    """Return the keys of a page of items that have these."""
    return keys("next_cursor", under("items[]", *groups))


def counted(*groups: str | frozenset[str]) -> frozenset[str]:
    """Return the keys of a page that also says how long the list is."""
    return items(*groups) | {"total"}


def rows(*groups: str | frozenset[str]) -> frozenset[str]:
    """Return the keys of a plain list of items that have these."""
    return under("[]", *groups)


def keys(*groups: str | frozenset[str]) -> frozenset[str]:
    """Return keys from names with spaces between and from sets."""
    return frozenset(name for group in groups for name in (group.split() if isinstance(group, str) else group))
