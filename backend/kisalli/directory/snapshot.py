"""The shared directory: one immutable snapshot a programme and level, serialised and compressed once, served by all.

An answer is at most one second stale (R12): a snapshot is served while it was read, or confirmed by a poll that saw
no news of its programme, within the last second. Otherwise the answer waits for a fresh one, and is 503 if none comes.

In a rush there is news many times a second. A snapshot is made anew about half a second after the one before was read,
not sooner: the old one is still good until then, and each costs as much as hundreds of answers. One that nobody has read
for a while is forgotten instead.
"""

import asyncio
import gzip
import hashlib
import time
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
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
K = TypeVar("K", bound=Hashable)

STALE_AFTER_SECONDS = 0.9  # of the one second; the rest is for serialising, compressing and the way
REBUILT_AFTER_SECONDS = STALE_AFTER_SECONDS / 2
FORGOTTEN_AFTER_SECONDS = 30.0
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
        return await _once_for_all(self.compressed, encoding, COMPRESSIONS[encoding], self.raw), encoding


@dataclass(slots=True)
class Snapshot:
    """What a programme's directory held at `read_at` and still held at `verified_at`; last used at `served_at`.

    `turns_at` is when its window changes by the database's clock. All four are monotonic seconds of this process, whose own
    clock may be wrong. `news`: something happened since it was read.
    """

    window: Window
    turns_at: float
    opens: datetime
    closes: datetime
    cards: dict[UUID, Card]
    read_at: float
    verified_at: float
    served_at: float
    news: bool
    bodies: dict[str | None, asyncio.Future[Body]] = field(default_factory=dict)

    def good(self, now: float) -> bool:
        """Whether it may be served at `now` (monotonic seconds)."""
        return now - self.verified_at <= STALE_AFTER_SECONDS and now < self.turns_at


class Directories:
    """The snapshots of this process."""

    def __init__(self, sessions: Sessions, signals: Signals) -> None:
        self._sessions = sessions
        self._signals = signals
        self._snapshots: dict[UUID, Snapshot] = {}
        self._builds: dict[UUID, asyncio.Task[Snapshot]] = {}
        self._planned: set[UUID] = set()
        self._again: set[UUID] = set()  # news came while a build was under way: it may have read too early

    def hear(self, news: News) -> None:
        """Take in a poll: snapshots without news are confirmed, the others rebuilt."""
        if not news.complete:
            self._snapshots.clear()
            self._again |= self._builds.keys()
            return
        self._again |= news.programmes & self._builds.keys()
        confirmed = time.monotonic()
        for programme_id, snapshot in self._snapshots.items():
            if programme_id in news.programmes:
                snapshot.news = True
                self._plan(programme_id, snapshot)
            elif not snapshot.news:
                snapshot.verified_at = max(snapshot.verified_at, min(confirmed, self._signals.poll_started))

    async def body(self, programme_id: UUID, level: str | None) -> Body:
        """Return the answer for a level (None: everybody); at most a second stale.

        Raises:
            NotFound: no such programme. Unavailable: no fresh news of the database for too long.
        """
        snapshot = await self.snapshot(programme_id)
        return await _once_for_all(snapshot.bodies, level, _serialise, programme_id, snapshot, level)

    async def snapshot(self, programme_id: UUID) -> Snapshot:
        """Return a snapshot that may be served now."""
        snapshot = self._snapshots.get(programme_id)
        if snapshot is None or not snapshot.good(time.monotonic()):
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    snapshot = await self._good(programme_id)
            except TimeoutError as error:
                raise Unavailable(retry_after=1) from error
        snapshot.served_at = time.monotonic()
        return snapshot

    async def _good(self, programme_id: UUID) -> Snapshot:
        """Build until a snapshot may be served: a build that was joined, or took long, may have read too early."""
        while True:
            snapshot = await asyncio.shield(self._build_now(programme_id))
            if snapshot.good(time.monotonic()):
                return snapshot

    def _plan(self, programme_id: UUID, snapshot: Snapshot) -> None:
        """See to it that a snapshot is made anew well before it may no longer be served."""
        if programme_id not in self._planned:
            self._planned.add(programme_id)
            pause = snapshot.read_at + REBUILT_AFTER_SECONDS - time.monotonic()
            asyncio.get_running_loop().call_later(max(0.0, pause), self._renew, programme_id)

    def _renew(self, programme_id: UUID) -> None:
        self._planned.discard(programme_id)
        snapshot, now = self._snapshots.get(programme_id), time.monotonic()
        if snapshot is None or not snapshot.news:
            return
        if now - snapshot.served_at > FORGOTTEN_AFTER_SECONDS:
            del self._snapshots[programme_id]
        elif now - snapshot.read_at < REBUILT_AFTER_SECONDS:
            self._plan(programme_id, snapshot)  # it has been made anew since, and there is news again
        else:
            self._build_now(programme_id)

    def _build_now(self, programme_id: UUID) -> asyncio.Task[Snapshot]:
        task = self._builds.get(programme_id)
        # One that has just ended stands there until its callback runs. To wait for it gives nobody a turn, that callback least.
        if task is None or task.done():
            task = asyncio.create_task(self._build(programme_id))
            self._builds[programme_id] = task
            task.add_done_callback(lambda done: self._built(programme_id, done))
        return task

    def _built(self, programme_id: UUID, task: asyncio.Task[Snapshot]) -> None:
        if self._builds.get(programme_id) is task:
            del self._builds[programme_id]
        if not _succeeded(task):
            self._snapshots.pop(programme_id, None)

    async def _build(self, programme_id: UUID) -> Snapshot:
        old = self._snapshots.get(programme_id)
        self._again.discard(programme_id)
        read_at = time.monotonic()
        async with transaction(self._sessions) as session:
            clock = await queries.window(session, programme_id)
            if clock is None:
                raise NotFound
            window, turns = _window(clock)
            turns_at = time.monotonic() + (turns - clock.now).total_seconds() if turns else float("inf")
            shows = window in {Window.OPEN, Window.PREVIEW}
            cards = await _cards(session, programme_id, old.cards if old else {}) if shows else {}
        snapshot = Snapshot(
            window=window,
            turns_at=turns_at,
            opens=clock.requests_opens,
            closes=clock.requests_closes,
            cards=cards,
            read_at=read_at,
            verified_at=read_at,
            served_at=old.served_at if old else read_at,
            news=programme_id in self._again,
        )
        DIRECTORY_BUILDS.inc()
        self._snapshots[programme_id] = snapshot
        if snapshot.news:
            self._plan(programme_id, snapshot)
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


def _once_for_all(
    kept: dict[K, asyncio.Future[T]], key: K, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> Awaitable[T]:
    """Do work beside the event loop once for all who ask; who goes away ends it for nobody, and a failure is not kept."""
    if key not in kept:
        kept[key] = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
        kept[key].add_done_callback(lambda done: None if _succeeded(done) else kept.pop(key, None))
    return asyncio.shield(kept[key])


def _succeeded(done: asyncio.Future[T]) -> bool:
    return not done.cancelled() and done.exception() is None
