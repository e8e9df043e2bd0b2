"""The shared directory: one immutable snapshot a programme and level, serialised and compressed once, served by all.

An answer is at most one second stale (R12): a snapshot is served while it was read, or confirmed by a poll that saw
no news of its programme, within the last second. Otherwise the answer waits for a fresh one, and is 503 if none comes.

In a rush there is news many times a second. A snapshot is made anew half a second after the one before was read, not
sooner: the old one is still good until then, and each costs as much as hundreds of answers. One that nobody reads is
forgotten instead.
"""

import asyncio
import gzip
import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import brotli
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.db import Sessions, transaction
from kisalli.core.errors import NotFound, Unavailable
from kisalli.core.metrics import DIRECTORY_BUILDS
from kisalli.core.signals import News, Signals
from kisalli.directory import queries
from kisalli.directory.schemas import DirectoryOut, MentorCardOut, Window
from kisalli.profiles.fit import level_fits

P = ParamSpec("P")
T = TypeVar("T")

STALE_AFTER_SECONDS = 1.0
REBUILT_AFTER_SECONDS = STALE_AFTER_SECONDS / 2
PATIENCE_SECONDS = 2.0
BROTLI_QUALITY = 5
GZIP_LEVEL = 5

COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda raw: brotli.compress(raw, quality=BROTLI_QUALITY),
    "gzip": lambda raw: gzip.compress(raw, GZIP_LEVEL, mtime=0),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A mentor's card, kept as long as the profile's version: what fit is measured on, and its JSON."""

    version: int
    out: MentorCardOut
    json: bytes


@dataclass(frozen=True, slots=True)
class Body:
    """One answer; it is compressed when first asked for in that encoding, once for all who ask."""

    etag: str
    raw: bytes
    compressed: dict[str, asyncio.Future[bytes]] = field(default_factory=dict)

    async def encoded(self, accept: str) -> tuple[bytes, str | None]:
        """Return the best encoding that the client takes, and its name."""
        encoding = next((name for name in COMPRESSIONS if name in accept), None)
        if encoding is None:
            return self.raw, None
        if encoding not in self.compressed:
            self.compressed[encoding] = _in_thread(COMPRESSIONS[encoding], self.raw)
        return await asyncio.shield(self.compressed[encoding]), encoding


@dataclass(slots=True)
class Snapshot:
    """What a programme's directory held when it was read, and still held at `verified_at` (both monotonic seconds).

    `turns_at` is when its window changes by the clock; `news` says that something happened since; `served` that it was used.
    """

    window: Window
    turns_at: datetime | None
    opens: datetime
    closes: datetime
    cards: dict[UUID, Card]
    read_at: float
    verified_at: float
    bodies: dict[str | None, asyncio.Future[Body]] = field(default_factory=dict)
    news: bool = False
    served: bool = False

    def good(self, now: float) -> bool:
        """Whether it may be served at `now` (monotonic seconds)."""
        turned = self.turns_at is not None and datetime.now(UTC) >= self.turns_at
        return now - self.verified_at <= STALE_AFTER_SECONDS and not turned


class Directories:
    """The snapshots of this process."""

    def __init__(self, sessions: Sessions, signals: Signals) -> None:
        self._sessions = sessions
        self._signals = signals
        self._snapshots: dict[UUID, Snapshot] = {}
        self._builds: dict[UUID, asyncio.Task[Snapshot]] = {}
        self._planned: set[UUID] = set()
        self._again: set[UUID] = set()  # news came while a build was reading: it may have read too early

    def hear(self, news: News) -> None:
        """Take in a poll: snapshots without news are confirmed, the others rebuilt."""
        if not news.complete:
            self._snapshots.clear()
            return
        confirmed = time.monotonic()
        for programme_id, snapshot in self._snapshots.items():
            if programme_id in news.programmes:
                snapshot.news = True
                if programme_id in self._builds:
                    self._again.add(programme_id)
                self._plan(programme_id, snapshot)
            elif not snapshot.news:
                snapshot.verified_at = max(snapshot.verified_at, min(confirmed, self._signals.poll_started))

    async def body(self, programme_id: UUID, level: str | None) -> Body:
        """Return the answer for a level (None: everybody); at most a second stale.

        Raises:
            NotFound: no such programme. Unavailable: no fresh news of the database for too long.
        """
        snapshot = await self.snapshot(programme_id)
        if level not in snapshot.bodies:
            snapshot.bodies[level] = _in_thread(_serialise, programme_id, snapshot, level)
        return await asyncio.shield(snapshot.bodies[level])

    async def snapshot(self, programme_id: UUID) -> Snapshot:
        """Return a snapshot that may be served now."""
        snapshot = self._snapshots.get(programme_id)
        if snapshot is None or not snapshot.good(time.monotonic()):
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    snapshot = await asyncio.shield(self._build_now(programme_id))
            except TimeoutError as error:
                raise Unavailable(retry_after=1) from error
        snapshot.served = True
        return snapshot

    def _plan(self, programme_id: UUID, snapshot: Snapshot) -> None:
        """See to it that a snapshot is made anew well before it may no longer be served."""
        if programme_id not in self._planned:
            self._planned.add(programme_id)
            pause = snapshot.read_at + REBUILT_AFTER_SECONDS - time.monotonic()
            asyncio.get_running_loop().call_later(max(0.0, pause), self._renew, programme_id)

    def _renew(self, programme_id: UUID) -> None:
        self._planned.discard(programme_id)
        snapshot = self._snapshots.get(programme_id)
        if snapshot is not None and not snapshot.served:
            del self._snapshots[programme_id]
        elif snapshot is not None:
            self._build_now(programme_id)

    def _build_now(self, programme_id: UUID) -> asyncio.Task[Snapshot]:
        task = self._builds.get(programme_id)
        if task is None:
            task = asyncio.create_task(self._build(programme_id))
            self._builds[programme_id] = task
            task.add_done_callback(lambda done: self._built(programme_id, done))
        return task

    def _built(self, programme_id: UUID, task: asyncio.Task[Snapshot]) -> None:
        del self._builds[programme_id]
        if not task.cancelled() and task.exception() is not None:
            self._snapshots.pop(programme_id, None)
        if programme_id in self._again:
            self._again.remove(programme_id)
            if programme_id in self._snapshots:
                self._snapshots[programme_id].news = True
                self._plan(programme_id, self._snapshots[programme_id])

    async def _build(self, programme_id: UUID) -> Snapshot:
        old = self._snapshots.get(programme_id)
        read_at = time.monotonic()
        async with transaction(self._sessions) as session:
            clock = await queries.window(session, programme_id)
            if clock is None:
                raise NotFound
            window, turns_at = _window(clock)
            shows = window in {Window.OPEN, Window.PREVIEW}
            cards = await _cards(session, programme_id, old.cards if old else {}) if shows else {}
        snapshot = Snapshot(window, turns_at, clock.requests_opens, clock.requests_closes, cards, read_at, read_at)
        DIRECTORY_BUILDS.inc()
        self._snapshots[programme_id] = snapshot
        return snapshot


def _window(clock: Row[Any]) -> tuple[Window, datetime | None]:
    """Return what the directory shows and when that changes by the clock alone."""
    if not clock.published or clock.now >= clock.requests_closes:
        return Window.CLOSED, None
    if clock.now >= clock.requests_opens:
        return Window.OPEN, clock.requests_closes
    return (Window.PREVIEW if clock.preview else Window.BEFORE), clock.requests_opens


async def _cards(session: AsyncSession, programme_id: UUID, kept: Mapping[UUID, Card]) -> dict[UUID, Card]:
    """Return the cards of everybody available; only profiles that changed are read and serialised again."""
    available = (await session.execute(queries.AVAILABLE, {"programme_id": programme_id})).all()
    unknown = [row.id for row in available if row.id not in kept or kept[row.id].version != row.version]
    fresh: dict[UUID, Card] = {}
    if unknown:
        for row in await session.execute(queries.CARDS, {"ids": unknown}):
            out = card_of(row)
            fresh[row.participant_id] = Card(row.version, out, out.model_dump_json().encode())
    return {row.id: fresh.get(row.id) or kept[row.id] for row in available if row.id in fresh or row.id in kept}


def card_of(row: Row[Any]) -> MentorCardOut:
    """Return the card of a mentor's profile row."""
    names = set(MentorCardOut.model_fields) - {"id"}
    return MentorCardOut(id=row.participant_id, **{name: getattr(row, name) for name in names})


def _serialise(programme_id: UUID, snapshot: Snapshot, level: str | None) -> Body:
    items = [card.json for card in snapshot.cards.values() if level is None or level_fits(card.out.seeks, level)]
    head = DirectoryOut(
        programme_id=programme_id, window=snapshot.window, opens=snapshot.opens, closes=snapshot.closes, items=[]
    ).model_dump_json()
    # Each card was serialised once; the list is put together from their bytes.
    raw = head.removesuffix("]}").encode() + b",".join(items) + b"]}"
    etag = f'W/"{hashlib.sha256(raw).hexdigest()[:20]}"'
    return Body(etag, raw)


def _in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
    """Start work beside the event loop; whoever waits for it may go away without ending it for the others."""
    return asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
