"""What a transaction leaves behind beside the rows it is about: audit and message rows, an act's stored answer.

They are gathered while it works and written by one statement right before the commit. An act of the core makes half a
dozen such rows; written one by one, each would cost it a round trip while it holds its locks.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

GATHERED = "effects"


@dataclass(frozen=True, slots=True)
class Effect:
    """A kind of row that is left behind: `sql` writes all of them, in order, from `:name`, a JSON array of objects."""

    name: str
    sql: str


def leave(session: AsyncSession, effect: Effect, *rows: Mapping[str, Any]) -> None:
    """Gather rows for the end of the caller's transaction; ids and times may be anything that `str` writes."""
    gathered: dict[Effect, list[Mapping[str, Any]]] = session.info.setdefault(GATHERED, {})
    gathered.setdefault(effect, []).extend(rows)


async def write(session: AsyncSession) -> None:
    """Write what was gathered; whoever owns the transaction calls this last."""
    gathered: dict[Effect, list[Mapping[str, Any]]] = session.info.pop(GATHERED, {})
    written = {effect: rows for effect, rows in gathered.items() if rows}
    if written:
        await session.flush()  # effects may refer to rows that the ORM still holds back
        values = {effect.name: json.dumps(rows, default=str) for effect, rows in written.items()}
        await session.execute(together(tuple(written)), values)


@cache
def together(effects: tuple[Effect, ...]) -> TextClause:
    """Return the one statement that writes these effects."""
    *others, last = effects
    named = ", ".join(f"{effect.name}_rows AS ({effect.sql})" for effect in others)
    return text(f"WITH {named} {last.sql}" if others else last.sql)
