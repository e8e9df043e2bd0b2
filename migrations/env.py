"""Alembic's entry: runs migrations on the database it is given."""

from alembic import context
from sqlalchemy import create_engine, pool, text
from sqlalchemy.engine import make_url

from kisalli.models import metadata

LOCK_TIMEOUT = "5s"
QUEUE_PREFIX = "procrastinate_"


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the job queue's own tables to its own migrations."""
    return not (kind == "table" and name is not None and name.startswith(QUEUE_PREFIX))


def run() -> None:
    """Migrate in one transaction; a lock that is not had soon fails rather than stops everybody."""
    url = make_url(context.config.get_main_option("sqlalchemy.url", "")).set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
        context.configure(connection=connection, target_metadata=metadata, include_name=include_name)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
