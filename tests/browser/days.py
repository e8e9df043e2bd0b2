"""A clock for journeys: days pass for one programme, because everything of it moves back in the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy import Column, Date, DateTime, Table

from kisalli.models import metadata
from tests.browser.conftest import Service
from tests.races.machines import Part

# What no programme owns, and no day of a programme's passes for.
OF_THE_HOUSE: Final = frozenset(
    {
        *("organisation", "organisation_member", "member_invitation", "person", "affiliation", "consent", "erasure"),
        *("session", "identity", "passkey", "email_sign_in", "email_change", "provider_sign_in", "personal_token"),
        *("service_account", "service_token", "answered_challenge", "used_assertion", "refused_client"),
        *("identity_provider", "federation_feed", "federation_member", "access_change", "idempotency", "calendar_feed"),
    }
)


def days_pass(service: Service, programme_id: str, days: int) -> None:
    """Let days pass for a programme: whatever day or time a row of it has lies that much earlier, by the programme's clock.

    The tables and their columns are those of the models: a new one comes along by itself, or is to be named above.
    """
    with psycopg.connect(service.database) as connection:
        row = connection.execute("SELECT zone FROM programme WHERE id = %s", (programme_id,)).fetchone()
        assert row is not None
        connection.execute("SELECT set_config('timezone', %s, true)", row)  # a day is a day, whatever summer time does
        connection.execute("SET LOCAL session_replication_role = replica")  # what is append-only moves as well
        for table, whose in _of_programmes().items():
            columns = [each for each in table.columns if isinstance(each.type, Date | DateTime)]
            if columns:
                moved = sql.SQL(", ").join(_moved(each) for each in columns)
                statement = sql.SQL("UPDATE {} SET {} WHERE {}").format(sql.Identifier(table.name), moved, whose)
                connection.execute(statement, {"days": days, "programme_id": UUID(programme_id)})


def _moved(column: Column[object]) -> sql.Composed:
    by = "{0} = {0} - %(days)s::integer" if isinstance(column.type, Date) else "{0} = {0} - make_interval(days => %(days)s)"
    return sql.SQL(by).format(sql.Identifier(column.name))


def _of_programmes() -> dict[Table, sql.Composable]:
    """Map every table of programmes to what tells a programme's rows; a table belongs to what its rows can't be without."""
    found: dict[Table, sql.Composable] = {}
    rest = set(metadata.tables.values())
    while further := {table: whose for table in rest if (whose := _whose(table, found)) is not None}:
        found |= further
        rest -= set(further)
    assert {table.name for table in rest} == OF_THE_HOUSE, "say of each table whether a programme owns its rows"
    return found


def _whose(table: Table, found: dict[Table, sql.Composable]) -> sql.Composable | None:
    if table.name == "programme" or "programme_id" in table.columns:
        own = sql.Identifier("id" if table.name == "programme" else "programme_id")
        return sql.SQL("{} = %(programme_id)s").format(own)
    for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
        owner = key.column.table
        if owner in found and not key.parent.nullable:
            names = [sql.Identifier(each) for each in (key.parent.name, key.column.name, owner.name)]
            return sql.SQL("{} IN (SELECT {} FROM {} WHERE {})").format(*names, found[owner])
    return None


@contextmanager
def worker_looks(service: Service, folder: Path) -> Iterator[None]:
    """Begin another worker, which does at once what the first one does by the hour; mails go out with the first."""
    settings = {"KISALLI_DEMO": "true", "KISALLI_DATABASE_URL": service.database, "KISALLI_PUBLIC_URL": service.url}
    part = Part("worker", settings | {"KISALLI_DATA_DIR": str(folder)}, folder / "worker.log")
    part.start()
    try:
        yield
    finally:
        part.stop()
