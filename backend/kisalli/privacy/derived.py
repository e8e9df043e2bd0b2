"""What follows from the purpose map: the statements of export, erasure and retention, and the record of processing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import DefaultClause, TextClause, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from kisalli.agreements import models as agreements
from kisalli.auth import models as auth
from kisalli.auth.saml import models as saml
from kisalli.calendar import models as calendar
from kisalli.certificates import models as certificates
from kisalli.concerns import models as concerns
from kisalli.core import acts, audit, reads
from kisalli.core.models import Base
from kisalli.directory import models as directory
from kisalli.events import models as events
from kisalli.goals import models as goals
from kisalli.matches import models as matches
from kisalli.materials import models as materials
from kisalli.meetings import models as meetings
from kisalli.messages import models as messages
from kisalli.notes import models as notes
from kisalli.organisations import models as organisations
from kisalli.people import models as people
from kisalli.privacy import models as own
from kisalli.privacy.mapping import Erased, Held, Kept, Mapped, Scope, Whose
from kisalli.privacy.purposes import PURPOSES
from kisalli.profiles import models as profiles
from kisalli.programmes import models as programmes
from kisalli.register import models as register
from kisalli.requests import models as requests
from kisalli.surveys import models as surveys
from kisalli.terms import models as terms
from kisalli.workspace import models as workspace

# The statements look at every table that the map names; an app that serves no page of some room has not loaded it yet.
LOADED = (
    acts,
    agreements,
    audit,
    auth,
    calendar,
    certificates,
    concerns,
    directory,
    goals,
    events,
    matches,
    meetings,
    materials,
    messages,
    notes,
    organisations,
    own,
    people,
    profiles,
    programmes,
    reads,
    register,
    requests,
    saml,
    surveys,
    terms,
    workspace,
)

LISTS = tuple(bindparam(name, type_=ARRAY(Uuid())) for name in ("people", "parts"))


@dataclass(frozen=True, slots=True)
class Taken:
    """One list of an export: its name, and the statement that reads it, the latest rows first where they have an order."""

    name: str
    statement: TextClause


def blank(mapped: Mapped, column: str) -> str:
    """Return the SQL of what stands in a column's place when what it held goes."""
    if column in mapped.blanks:
        return mapped.blanks[column]
    its = Base.metadata.tables[mapped.table].columns[column]
    if isinstance(its.server_default, DefaultClause):
        return str(its.server_default.arg)
    return "NULL" if its.nullable else "''"


@cache
def taken() -> tuple[Taken, ...]:
    """Return what an export reads: one list a table and way in which its rows are somebody's."""
    return tuple(each for mapped in PURPOSES if mapped.whose for each in _taken(mapped))


def _taken(mapped: Mapped) -> Iterator[Taken]:
    groups: dict[Whose, list[str]] = {}
    for held in mapped.held:
        if not held.withheld and mapped.whose:
            groups.setdefault(held.whose or mapped.whose, []).extend(held.columns.split())
    for whose, columns in groups.items():
        names = list(dict.fromkeys((*mapped.context.split(), *columns)))
        listed = ", ".join(f'"{name}"' for name in names)
        sql = f"SELECT {listed} FROM {mapped.table} WHERE {whose.sql} ORDER BY {_order(mapped)} LIMIT :limit"  # noqa: S608 - our own words
        yield Taken("_".join(filter(None, (mapped.table, whose.name))), _bound(sql))


def _order(mapped: Mapped) -> str:
    return ", ".join(f"{column.name} DESC" for column in Base.metadata.tables[mapped.table].primary_key)


@cache
def erasing(scope: Scope) -> tuple[TextClause, ...]:
    """Return what erasure does in one of its transactions, in order."""
    return tuple(_bound(sql) for mapped in PURPOSES if mapped.scope == scope for sql in _erasing(mapped))


def _erasing(mapped: Mapped) -> Iterator[str]:
    everything = mapped.erased_with or mapped.whose
    if mapped.erased == Erased.DELETED and everything:
        yield f"DELETE FROM {mapped.table} WHERE {everything.sql}"  # noqa: S608 - our own words
    if mapped.erased != Erased.BLANKED:
        return
    groups: dict[Whose, list[str]] = {}
    for held in mapped.held:
        whose = held.erased_with or held.whose or everything
        if whose and whose.sql != "false":
            groups.setdefault(whose, []).extend(held.columns.split())
    for whose, columns in groups.items():
        yield f"UPDATE {mapped.table} SET {_blanked(mapped, columns)} WHERE {whose.sql}"  # noqa: S608 - our own words


def _blanked(mapped: Mapped, columns: list[str]) -> str:
    return ", ".join(f"{column} = {blank(mapped, column)}" for column in columns)


@cache
def forgetting() -> tuple[TextClause, ...]:
    """Return what takes the texts of a programme away, up to `:batch` rows a time; nothing where they are gone already."""
    return tuple(text(sql) for mapped in PURPOSES for sql in _forgetting(mapped))


def _forgetting(mapped: Mapped) -> Iterator[str]:
    columns = [column for held in mapped.held if held.kept in {Kept.TEXTS, Kept.SURVEY_TEXTS} for column in held.columns.split()]
    if not columns:
        return
    left = " OR ".join(f"{column} IS DISTINCT FROM {blank(mapped, column)}" for column in columns)
    yield f"""
UPDATE {mapped.table} SET {_blanked(mapped, columns)} WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM {mapped.table} WHERE {mapped.of_programme} AND ({left}) LIMIT :batch FOR NO KEY UPDATE SKIP LOCKED))
"""  # noqa: S608 - our own words


def _bound(sql: str) -> TextClause:
    statement = text(sql)
    return statement.bindparams(*(each for each in LISTS if f":{each.key}" in sql))


def record() -> str:
    """Return the record of processing as a Markdown table, a row for what one table holds for one purpose."""
    lines = ["| table | what | purpose | basis | kept | readers | erasure |", "| --- | --- | --- | --- | --- | --- | --- |"]
    lines += [_row(mapped, held) for mapped in PURPOSES for held in mapped.held]
    nothing = [mapped for mapped in PURPOSES if not mapped.held]
    lines += ["", "Nothing of anybody, or ids alone:", ""]
    lines += [f"- `{mapped.table}`: {mapped.why}" for mapped in nothing]
    return "\n".join(lines) + "\n"


def _row(mapped: Mapped, held: Held) -> str:
    kept_as_it_is = held.erased_with is not None and held.erased_with.sql == "false"
    cells = (
        f"`{mapped.table}`",
        held.columns.replace(" ", ", "),
        held.purpose,
        held.basis,
        held.kept,
        held.readers,
        Erased.KEPT if kept_as_it_is else mapped.erased,
    )
    return "| " + " | ".join(cells) + " |"
