"""The shared directory: one immutable snapshot a programme and level, serialised and compressed once, served by all.

An answer is at most one second stale (R12): a snapshot is served while it was read, or confirmed by a poll that saw
no news of its programme, within the last second. Otherwise the answer waits for a fresh one, and is 503 if none comes.
"""

import asyncio
import gzip
import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
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

STALE_AFTER_SECONDS = 1.0
PATIENCE_SECONDS = 2.0
BROTLI_QUALITY = 5
GZIP_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Card:
    """A mentor's card, kept as long as the profile's version: what fit is measured on, and its JSON."""

    version: int
    out: MentorCardOut
    json: bytes


@dataclass(frozen=True, slots=True)
class Body:
    """One answer in every encoding."""

    etag: str
    raw: bytes
    gzip: bytes
    br: bytes

    def encoded(self, accept: str) -> tuple[bytes, str | None]:
        """Return the best encoding that the client takes, and its name."""
        if "br" in accept:
            return self.br, "br"
        if "gzip" in accept:
            return self.gzip, "gzip"
        return self.raw, None


@dataclass(slots=True)
class Snapshot:
    """What a programme's directory held at `verified_at` (monotonic seconds); `turns_at` is when its window changes."""

    window: Window
    turns_at: datetime | None
    opens: datetime
    closes: datetime
    cards: dict[UUID, Card]
    verified_at: float
    bodies: dict[str | None, Body] = field(default_factory=dict)
    news: bool = False

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
                self._build_soon(programme_id)
            elif not snapshot.news:
                snapshot.verified_at = max(snapshot.verified_at, min(confirmed, self._signals.poll_started))

    async def body(self, programme_id: UUID, level: str | None) -> Body:
        """Return the answer for a level (None: everybody); at most a second stale.

        Raises:
            NotFound: no such programme. Unavailable: no fresh news of the database for too long.
        """
        snapshot = await self.snapshot(programme_id)
        body = snapshot.bodies.get(level)
        if body is None:
            body = await asyncio.to_thread(_serialise, programme_id, snapshot, level)
            snapshot.bodies[level] = body
        return body

    async def snapshot(self, programme_id: UUID) -> Snapshot:
        """Return a snapshot that may be served now."""
        snapshot = self._snapshots.get(programme_id)
        if snapshot is not None and snapshot.good(time.monotonic()):
            return snapshot
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await asyncio.shield(self._build_soon(programme_id))
        except TimeoutError as error:
            raise Unavailable(retry_after=1) from error

    def _build_soon(self, programme_id: UUID) -> asyncio.Task[Snapshot]:
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
                self._build_soon(programme_id)

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
        snapshot = Snapshot(window, turns_at, clock.requests_opens, clock.requests_closes, cards, read_at)
        levels = list(old.bodies) if old else []
        for level in levels:
            snapshot.bodies[level] = await asyncio.to_thread(_serialise, programme_id, snapshot, level)
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
    return Body(etag, raw, gzip.compress(raw, GZIP_LEVEL, mtime=0), brotli.compress(raw, quality=BROTLI_QUALITY))
