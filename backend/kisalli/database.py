"""Where the database is: the configured one, or the embedded server of the data folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql

from kisalli.core import embedded
from kisalli.core.settings import Settings

EMBEDDED_DATABASE = "kisalli"
HERE = Path(__file__).parent
# An installed wheel carries the migrations inside the package; a checkout has them beside backend/.
MIGRATIONS = next((each for each in (HERE / "migrations", HERE.parent.parent / "migrations") if each.exists()), HERE)


@contextmanager
def available(settings: Settings) -> Iterator[str]:
    """Yield the libpq address of the database; starts the embedded server when none is configured or running.

    Raises:
        embedded.EmbeddedUnavailable: there is no database to be had; the message says what to do.
    """
    if settings.database_url is not None:
        yield settings.database_url
        return
    options = {"commit_delay": str(settings.commit_delay_us), "commit_siblings": "0"} if settings.commit_delay_us else {}
    with embedded.server(settings.data_dir, options) as cluster:
        _create_database(cluster.url())
        yield cluster.url(EMBEDDED_DATABASE)


def _create_database(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        known = connection.execute("SELECT FROM pg_database WHERE datname = %s", (EMBEDDED_DATABASE,)).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(EMBEDDED_DATABASE)))


def migrations(url: str) -> Config:
    """Return Alembic's configuration for a database."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Bring the schema of a database to a revision; does nothing when it is there."""
    command.upgrade(migrations(url), revision)
