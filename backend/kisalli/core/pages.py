"""Cursor pages over ids: a cursor is the last id of the page before, opaque to clients."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query

from kisalli.core.errors import FieldProblem, Invalid
from kisalli.core.schemas import CountedPage, Page

T = TypeVar("T")

DEFAULT_LIMIT = 50
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=200, description="`next_cursor` of the page before.")]


def encode_cursor(position: str) -> str:
    """Return a cursor for a position in a list."""
    return base64.urlsafe_b64encode(position.encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None, parse: Callable[[str], T]) -> T | None:
    """Return the position of a cursor, read by `parse`; None for the first page.

    Raises:
        Invalid: it is not one of ours.
    """
    if cursor is None:
        return None
    try:
        return parse(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
    except (ValueError, binascii.Error, UnicodeDecodeError) as error:
        raise Invalid(errors=[FieldProblem("#/query/cursor", "cursor", "Use the next_cursor of the previous page")]) from error


def page(rows: Sequence[T], limit: int, position: Callable[[T], object]) -> Page[T]:
    """Make a page from up to `limit + 1` rows: the one too many says that there is a next page."""
    items = list(rows[:limit])
    more = len(rows) > limit
    return Page(items=items, next_cursor=encode_cursor(str(position(items[-1]))) if more else None)


async def counted_page(
    rows: Sequence[T], limit: int, position: Callable[[T], object], cursor: str | None, count: Callable[[], Awaitable[int]]
) -> CountedPage[T]:
    """Make a page that says how long the list is; `count` is asked only where the rows themselves do not tell."""
    found = page(rows, limit, position)
    whole = cursor is None and found.next_cursor is None
    total = len(found.items) if whole else await count()
    return CountedPage(items=found.items, next_cursor=found.next_cursor, total=total)
