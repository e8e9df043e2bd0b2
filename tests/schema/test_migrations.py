"""The migrations make what the models say, all of it: also what `alembic check` does not look at."""

import re
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from alembic import command
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from kisalli.database import migrate, migrations
from kisalli.models import metadata
from tests.conftest import create_database

# SQLAlchemy's reflection has no word for PostgreSQL's 64-bit transaction ids; `columns` below compares them.
pytestmark = pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")

Schema = dict[str, dict[str, str]]

# What is compared, by name: the definition as PostgreSQL itself writes it.
DEFINITIONS = {
    "columns": """
        SELECT c.relname || '.' || a.attname,
               concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated, a.attidentity,
                         pg_get_expr(d.adbin, d.adrelid))
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped""",
    "constraints": """
        SELECT conrelid::regclass || '.' || conname, concat_ws(' ', pg_get_constraintdef(oid), convalidated) FROM pg_constraint
         WHERE connamespace = 'public'::regnamespace AND conrelid <> 0""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": """
        SELECT tgrelid::regclass || '.' || tgname, concat_ws(' ', pg_get_triggerdef(oid), tgenabled) FROM pg_trigger
         WHERE NOT tgisinternal""",
    "functions": """
        SELECT oid::regprocedure::text, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
    "sequences": "SELECT sequencename, concat_ws(' ', data_type, start_value) FROM pg_sequences WHERE schemaname = 'public'",
    "types": """
        SELECT typname, typtype::text FROM pg_type t WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')""",
}


def schema_of(url: str) -> Schema:
    """Return everything of a database's schema but Alembic's own table."""
    with psycopg.connect(url) as connection:
        return {
            kind: {name: text for name, text in connection.execute(query).fetchall() if "alembic_version" not in name}
            for kind, query in DEFINITIONS.items()
        }


@pytest.fixture(scope="module")
def migrated(worker_id: str) -> str:
    """A database that the migrations made."""
    url = create_database(f"migrated_{worker_id}")
    migrate(url)
    return url


@pytest.fixture(scope="module")
def created(worker_id: str) -> Iterator[str]:
    """A database that the models made."""
    url = create_database(f"created_{worker_id}")
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    metadata.create_all(engine)
    yield url
    engine.dispose()


def test_the_models_need_no_further_migration(migrated: str) -> None:
    command.check(migrations(migrated))


def test_down_leaves_nothing_and_up_again_makes_the_same(worker_id: str) -> None:
    url = create_database(f"updown_{worker_id}")
    migrate(url)
    first = schema_of(url)
    command.downgrade(migrations(url), "base")
    assert not any(schema_of(url).values())
    migrate(url)
    assert schema_of(url) == first


def test_a_kind_of_message_that_is_forgotten_takes_its_messages_along(worker_id: str) -> None:
    url = create_database(f"kinds_{worker_id}")
    migrate(url)
    insert = "INSERT INTO message (id, programme_id, recipient_id, kind, subject_id) SELECT %s, %s, id, %s, %s FROM person"
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO person (id, email, name) VALUES (%s, 'a@example.org', 'A')", [uuid4()])
        for kind in ("participant_sent_back", "coordinator_digest", "match_made"):
            connection.execute(insert, [uuid4(), uuid4(), kind, uuid4()])
    command.downgrade(migrations(url), "0002")
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT kind FROM message").fetchall() == [("match_made",)]
    migrate(url)


@pytest.mark.parametrize("kind", DEFINITIONS)
def test_the_migrated_schema_equals_the_created_one(kind: str, migrated: str, created: str) -> None:
    by_migration, by_models = schema_of(migrated)[kind], schema_of(created)[kind]
    assert set(by_migration) == set(by_models)
    assert {name: text for name, text in by_migration.items() if by_models[name] != text} == {}
    assert by_models or kind == "types"


def test_a_difference_would_be_seen(worker_id: str) -> None:
    """The negative control: what `alembic check` misses changes what is compared here."""
    url = create_database(f"changed_{worker_id}")
    migrate(url)
    before = schema_of(url)
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE request DROP CONSTRAINT ck_request_two_people")
        connection.execute("ALTER TABLE request ADD CONSTRAINT ck_request_two_people CHECK (true)")
        connection.execute("DROP INDEX uq_request_mentee_slot")
        connection.execute("CREATE UNIQUE INDEX uq_request_mentee_slot ON request (mentee_id, mentee_slot)")
    command.check(migrations(url))
    after = schema_of(url)
    assert {kind for kind in before if before[kind] != after[kind]} == {"constraints", "indexes"}


CONVENTION = {"p": "pk", "f": "fk", "u": "uq", "c": "ck"}


def test_every_constraint_has_a_name_from_the_convention(migrated: str) -> None:
    with psycopg.connect(migrated) as connection:
        rows = connection.execute("""
            SELECT conrelid::regclass::text, conname, contype::text FROM pg_constraint
             WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'u', 'c') AND conrelid <> 0
               AND conrelid::regclass::text <> 'alembic_version'""").fetchall()
    strange = [
        (table, name)
        for table, name, kind in rows
        if not re.fullmatch(rf"{CONVENTION[kind]}_{table}{'' if kind == 'p' else '_[a-z0-9_]+'}", name)
    ]
    assert strange == []
    assert len(rows) > 80


def test_every_index_has_a_name_from_the_convention(migrated: str) -> None:
    with psycopg.connect(migrated) as connection:
        rows = connection.execute(
            "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        ).fetchall()
    assert [(table, name) for table, name in rows if not re.fullmatch(rf"(pk_{table}|(ix|uq)_{table}_[a-z0-9_]+)", name)] == []


# Foreign keys without an index that begins with one of their columns: deleting what they point at reads the whole table.
UNINDEXED = {
    "fk_session_provider_id_identity_provider",  # a provider is removed once in years
}


def test_every_foreign_key_is_found_by_an_index(migrated: str) -> None:
    with psycopg.connect(migrated) as connection:
        rows = connection.execute("""
            SELECT k.conname FROM pg_constraint k
             WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND NOT EXISTS (
                   SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indkey[0] = ANY(k.conkey))""").fetchall()
    assert {name for (name,) in rows} == UNINDEXED


def test_no_column_holds_a_time_without_its_zone(migrated: str) -> None:
    with psycopg.connect(migrated) as connection:
        rows = connection.execute("""
            SELECT table_name, column_name FROM information_schema.columns
             WHERE table_schema = 'public' AND data_type IN ('timestamp without time zone', 'character varying', 'json')
               AND table_name <> 'alembic_version'""").fetchall()
    assert rows == []
