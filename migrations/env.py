"""Alembic's entry: runs migrations on the database it is given."""

from alembic import context
from sqlalchemy import create_engine, pool, text
from sqlalchemy.engine import make_url

from kisalli.models import metadata

LOCK_TIMEOUT = "5s"


def run() -> None:
    """Migrate in one transaction; a lock that is not had soon fails rather than stops everybody."""
    url = make_url(context.config.get_main_option("sqlalchemy.url", "")).set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
        context.configure(connection=connection, target_metadata=metadata)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
