"""The database: one engine a process, one transaction a request."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import psycopg
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from kisalli.core import effects
from kisalli.core.settings import Settings

Sessions = async_sessionmaker[AsyncSession]

RETRYABLE_STATES = frozenset({"40001", "40P01"})
GONE_STATES = frozenset({"57P01", "57P02", "57P03", "53300", "08000", "08003", "08006", "25P02"})
LOCK_TIMEOUT_MS = 10_000
POOL_RECYCLE_SECONDS = 1800  # something on the way may have dropped a connection that rested for long


def create_engine(url: str, settings: Settings) -> AsyncEngine:
    """Return an engine for a libpq address; connections are opened when first needed."""
    address = make_url(url).set(drivername="postgresql+psycopg")
    return create_async_engine(
        address,
        pool_size=settings.pool_size,
        max_overflow=0,
        pool_use_lifo=True,  # the connections used last know the acts' plans; the others may rest
        pool_recycle=POOL_RECYCLE_SECONDS,
        pool_timeout=settings.pool_wait_seconds,
        hide_parameters=True,  # errors are logged, and parameters are people's names, words and addresses
        connect_args={
            "connect_timeout": 3,
            "application_name": "kisalli",
            # A transaction pooler hands each transaction another connection: prepared statements would be lost (core rule).
            "prepare_threshold": None if settings.pooled else 2,
            # No statement_timeout: it must never cut a COMMIT. A lock that is not had in time is an answer, not a hang.
            **({} if settings.pooled else {"options": f"-c lock_timeout={LOCK_TIMEOUT_MS} -c timezone=UTC"}),
        },
    )


async def connect_ahead(engine: AsyncEngine, connections: int) -> None:
    """Open the pool's connections before they are needed: the first second of a rush is no time to connect.

    A database that is away is no reason not to start; the connections are then made when it is back.
    """
    held = [engine.connect() for _ in range(connections)]
    try:
        await asyncio.gather(*(connection.start() for connection in held), return_exceptions=True)
    finally:
        await asyncio.gather(*(connection.close() for connection in held), return_exceptions=True)


def create_sessions(engine: AsyncEngine) -> Sessions:
    """Return the session factory of an engine."""
    return async_sessionmaker(engine, expire_on_commit=False)


@asynccontextmanager
async def transaction(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    """Open one transaction; it commits when the block ends, with its effects, and rolls back when the block raises."""
    async with sessions() as session, session.begin():
        yield session
        await effects.write(session)


def sqlstate(error: DBAPIError) -> str | None:
    """Return PostgreSQL's error code, None where the server never answered."""
    return error.orig.sqlstate if isinstance(error.orig, psycopg.Error) else None


def is_gone(error: DBAPIError) -> bool:
    """Whether the connection, not the statement, failed: nobody knows if the transaction was committed."""
    if error.connection_invalidated:
        return True
    return isinstance(error.orig, psycopg.OperationalError) and (
        error.orig.sqlstate is None or error.orig.sqlstate in GONE_STATES
    )


def is_retryable(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed if it runs again."""
    return is_gone(error) or sqlstate(error) in RETRYABLE_STATES


def constraint_of(error: IntegrityError) -> str | None:
    """Return the name of the constraint that refused a row."""
    return error.orig.diag.constraint_name if isinstance(error.orig, psycopg.Error) else None


def advisory_key(identifier: UUID) -> int:
    """Return the 64-bit key of an advisory lock: the random half of a UUIDv7."""
    return int.from_bytes(identifier.bytes[8:], signed=True)
