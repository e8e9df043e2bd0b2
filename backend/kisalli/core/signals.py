"""News between processes: which programmes changed, whose rights changed.

Acts send no NOTIFY inside their transaction, for it would serialise all commits. After a commit the process only
remembers that there is news; its watcher then sends one coalesced NOTIFY, which is a hint to look, no more. The truth
is polled, more than once a second: audit and access rows carry their transaction's id, and every poll asks for rows of
transactions that the poll before could not see yet. So nothing is missed, whatever is lost on the way.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
import structlog

log = structlog.get_logger()

CHANNEL = "kisalli"
POLL_SECONDS = 0.4  # so that what is confirmed by polls stays well within the directory's one second
SHORTEST_POLL_SECONDS = 0.05
TRUSTED_SECONDS = 3.0
REMEMBERED = "interval '60 seconds'"  # no transaction that writes audit rows lasts longer; bounds what a poll reads

# What a process has to know that was not there before: from where on to ask, and whose tokens may be dead (the rows are kept
# longer than any token lives).
FIRST = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text, ARRAY(SELECT DISTINCT person_id FROM access_change)"
POLL = f"""
SELECT pg_snapshot_xmin(pg_current_snapshot())::text,
       ARRAY(SELECT DISTINCT programme_id FROM audit
              WHERE at > clock_timestamp() - {REMEMBERED} AND xid >= %(horizon)s::xid8 AND programme_id IS NOT NULL),
       ARRAY(SELECT DISTINCT person_id FROM access_change
              WHERE at > clock_timestamp() - {REMEMBERED} AND xid >= %(horizon)s::xid8)
"""  # noqa: S608 - constants only


@dataclass
class News:
    """What one poll found: programmes that changed, people whose rights or sessions changed.

    `complete` is false for the first poll after a connection was made: everything that is kept must be read again. Its
    people are all whose rights changed while a token that is still good may have been signed.
    """

    programmes: frozenset[UUID]
    people: frozenset[UUID]
    complete: bool


@dataclass
class Signals:
    """A process's ears and mouth; `watch` runs as a task as long as the process."""

    listeners: list[Callable[[News], None]] = field(default_factory=list)
    polled_at: float = float("-inf")  # when the last poll began whose news has been told
    poll_started: float = float("-inf")
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _news_to_tell: bool = False

    def announce(self) -> None:
        """Say that this process has committed something others may want to know; costs nothing here."""
        self._news_to_tell = True
        self._wake.set()

    @property
    def heard_lately(self) -> bool:
        """Whether what is kept of people may still be trusted; false for a new process, and while the polls fail."""
        return time.monotonic() - self.polled_at <= TRUSTED_SECONDS

    async def watch(self, url: str, listen_url: str | None = None) -> None:
        """Listen and poll for ever; a lost connection is made anew."""
        while True:
            try:
                async with (
                    await psycopg.AsyncConnection.connect(
                        url, autocommit=True, connect_timeout=3, prepare_threshold=None
                    ) as poll,
                    self._listening(listen_url or url),
                ):
                    await self._poll_for_ever(poll)
            except (psycopg.Error, OSError, ExceptionGroup) as error:
                log.warning("signals lost", error=type(error).__name__)
                await asyncio.sleep(POLL_SECONDS / 4)

    async def _poll_for_ever(self, connection: psycopg.AsyncConnection) -> None:
        horizon: str | None = None
        while True:
            self._wake.clear()
            if self._news_to_tell:
                self._news_to_tell = False
                await connection.execute(f"NOTIFY {CHANNEL}")
            started = self.poll_started = time.monotonic()
            horizon, news = await _ask(connection, horizon)
            for listener in self.listeners:
                listener(news)
            self.polled_at = started
            await asyncio.sleep(SHORTEST_POLL_SECONDS)
            # asyncio.timeout, for Python 3.11's wait_for can swallow a cancellation and never end
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS - SHORTEST_POLL_SECONDS):
                    await self._wake.wait()

    @contextlib.asynccontextmanager
    async def _listening(self, url: str) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(self._listen(url))
            try:
                yield
            finally:
                task.cancel()

    async def _listen(self, url: str) -> None:
        async with await psycopg.AsyncConnection.connect(url, autocommit=True, connect_timeout=3) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            async for _ in connection.notifies():
                self._wake.set()


async def _ask(connection: psycopg.AsyncConnection, horizon: str | None) -> tuple[str, News]:
    """Poll once; return from which transaction on to ask next, and the news since `horizon` (None: nothing was asked yet)."""
    if horizon is None:
        row = await (await connection.execute(FIRST)).fetchone()
    else:
        row = await (await connection.execute(POLL, {"horizon": horizon})).fetchone()
    if row is None:
        raise psycopg.OperationalError("the poll gave no row")
    following, *programmes, people = row
    return following, News(frozenset(*programmes), frozenset(people), complete=horizon is not None)
