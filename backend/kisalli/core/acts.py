"""The runner: every act of the core goes through here. It owns the transaction, the retry and the stored answer.

An act is an async function that takes the session first and returns a schema of ids and states. Whatever happens to
the connection, one command acts once: its idempotency row is written first, in the same transaction as its effects.
"""

import asyncio
import hashlib
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Concatenate, ParamSpec
from uuid import UUID

import structlog
from pydantic import BaseModel
from sqlalchemy import Index, LargeBinary, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.db import Sessions, constraint_of, is_gone, is_retryable, transaction
from kisalli.core.effects import Effect, leave
from kisalli.core.errors import IdempotencyKeyReused, Problem, Unavailable
from kisalli.core.ids import new_id
from kisalli.core.metrics import ACT_RETRIES
from kisalli.core.models import Base, CreatedAt
from kisalli.core.signals import Signals

P = ParamSpec("P")
log = structlog.get_logger()

MAX_TRIES = 8
FIRST_PAUSE_SECONDS = 0.02


class Idempotency(Base):
    """A command that was carried out and its answer; no foreign key, for it is written before any lock is held."""

    __tablename__ = "idempotency"
    __table_args__ = (Index("ix_idempotency_created_at", "created_at"),)

    caller_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[str | None]
    created_at: Mapped[CreatedAt]


class StartOver(Exception):
    """What an act read before its locks had changed when it held them."""


@dataclass(frozen=True)
class Command:
    """One command of one caller: the same key and fingerprint mean the same command, sent again."""

    caller_id: UUID
    key: str
    fingerprint: bytes

    @classmethod
    def of(cls, caller_id: UUID, *content: str | bytes, key: str | None = None) -> "Command":
        """Make a command from what identifies it; without a client's key it gets one of its own."""
        digest = hashlib.sha256()
        for part in content:
            piece = part.encode() if isinstance(part, str) else part
            digest.update(len(piece).to_bytes(8))
            digest.update(piece)
        return cls(caller_id, key or f"run:{new_id()}", digest.digest())


# An act's statements go by keys and partial indexes, each planned once a connection and kept: planning them anew at every
# call took a third of the database's time. Such a plan may be made while a table is empty, an hour before the rush, so it
# must not think it cheap to read a whole table, be it to hash or to merge it.
CLAIM = text("""
INSERT INTO idempotency (caller_id, key, fingerprint) VALUES (:caller_id, :key, :fingerprint)
ON CONFLICT DO NOTHING
RETURNING set_config('plan_cache_mode', 'force_generic_plan', true) AS plans, set_config('enable_seqscan', 'off', true) AS scans,
          set_config('enable_hashjoin', 'off', true) AS hashes, set_config('enable_mergejoin', 'off', true) AS merges
""")
STORED = text("SELECT fingerprint, answer FROM idempotency WHERE caller_id = :caller_id AND key = :key")
KEEP = Effect(
    "answered",
    """
UPDATE idempotency i SET answer = row.answer
  FROM jsonb_to_record(CAST(:answered AS jsonb) -> 0) AS row(caller_id uuid, key text, answer text)
 WHERE i.caller_id = row.caller_id AND i.key = row.key
""",
)


class Acts:
    """Runs acts. `meanings` maps the name of a constraint to the error that its breach means to a caller."""

    def __init__(self, sessions: Sessions, signals: Signals, meanings: Mapping[str, type[Problem]]) -> None:
        self._sessions = sessions
        self._signals = signals
        self._meanings = meanings

    async def run(
        self,
        command: Command,
        act: Callable[Concatenate[AsyncSession, P], Awaitable[BaseModel]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> str:
        """Run one act to its commit and return its answer as JSON; the same command sent again gets the same answer.

        Raises:
            Problem: what the act refuses, or `IdempotencyKeyReused`; nothing of it stays behind.
            Unavailable: the database could not be reached or a lock was not had in time.
        """
        tries = 0
        while True:
            tries += 1
            try:
                answer = await self._once(command, act, *args, **kwargs)
            except (StartOver, DBAPIError) as error:
                if tries >= MAX_TRIES or not self._worth_repeating(error):
                    raise self._meaning(error) from error
                ACT_RETRIES.labels(type(error).__name__).inc()
                await asyncio.sleep(random.uniform(0.5, 1.5) * FIRST_PAUSE_SECONDS * 2 ** (tries - 1))  # noqa: S311 - jitter
            except PoolTimeout as error:
                raise Unavailable(retry_after=1) from error
            else:
                self._signals.announce()
                return answer

    async def _once(
        self,
        command: Command,
        act: Callable[Concatenate[AsyncSession, P], Awaitable[BaseModel]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> str:
        identity = {"caller_id": command.caller_id, "key": command.key}
        async with transaction(self._sessions) as session:
            claimed = await session.scalar(CLAIM, identity | {"fingerprint": command.fingerprint})
            if not claimed:
                return await _stored_answer(session, command)
            answer = (await act(session, *args, **kwargs)).model_dump_json()
            leave(session, KEEP, identity | {"answer": answer})
        return answer

    def _worth_repeating(self, error: StartOver | DBAPIError) -> bool:
        if isinstance(error, StartOver):
            return True
        if isinstance(error, IntegrityError):
            return constraint_of(error) in self._meanings
        return is_retryable(error)

    def _meaning(self, error: StartOver | DBAPIError) -> Exception:
        """Translate what is left after the last try: a breach of a constraint is the rule that it stands for."""
        if isinstance(error, IntegrityError):
            meaning = self._meanings.get(constraint_of(error) or "")
            return meaning() if meaning else error
        if isinstance(error, StartOver) or is_retryable(error) or is_gone(error):
            return Unavailable(retry_after=1)
        return error


async def _stored_answer(session: AsyncSession, command: Command) -> str:
    row = (await session.execute(STORED, {"caller_id": command.caller_id, "key": command.key})).one_or_none()
    if row is None:  # the row went between the two statements: the nightly cleaning took it
        raise StartOver
    if row.fingerprint != command.fingerprint:
        raise IdempotencyKeyReused
    answer: str = row.answer
    return answer
