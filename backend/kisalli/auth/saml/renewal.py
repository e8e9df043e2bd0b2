"""The federation's metadata, had again and again: downloaded, verified in a thread, and kept only if it was believed."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

import anyio
import httpx
import structlog
from anyio import to_thread
from pydantic import HttpUrl
from sqlalchemy import text

from kisalli.auth.saml import federation, metadata
from kisalli.auth.saml.provider import ENTITY_ID, Provider
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.core.db import Sessions, transaction
from kisalli.core.settings import Settings

log = structlog.get_logger()

LOOK_SECONDS = 60.0  # how often a worker looks whether it is time
HOURLY = timedelta(hours=1)
SOON = timedelta(minutes=10)  # after a document that could not be had or was not believed
LEASE = timedelta(minutes=15)  # longer than any download: no two workers have one at once
PATIENCE = httpx.Timeout(30.0)
DOWNLOAD_SECONDS = 300.0
SERVICE_SECONDS = 10.0  # somebody waits
LARGEST_ANSWER = 2 * 1024 * 1024  # bytes of one provider's metadata
MISSES_KEPT = 1000
MISS_SECONDS = 600.0

CLAIM = text("""
INSERT INTO federation_feed AS f (url, next_try_at) VALUES (:url, clock_timestamp() + :lease)
ON CONFLICT (url) DO UPDATE SET next_try_at = EXCLUDED.next_try_at WHERE f.next_try_at <= clock_timestamp()
RETURNING etag, last_modified
""")
NEXT = text("UPDATE federation_feed SET next_try_at = clock_timestamp() + :pause, problem = :problem WHERE url = :url")
UNCHANGED = text("""
UPDATE federation_feed SET read_at = clock_timestamp() WHERE url = :url AND valid_until > clock_timestamp() RETURNING 1
""")


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A document, with what its server calls this version of it."""

    document: bytes
    etag: str | None
    last_modified: str | None


async def renew(sessions: Sessions, settings: Settings) -> float:
    """Have the federation's document again if it is time; return after how many seconds to look again.

    A document that is not believed changes nothing: the last good one stays, as long as it is good.
    """
    if settings.federation_metadata_url is None:
        return HOURLY.total_seconds()
    url = str(settings.federation_metadata_url)
    async with transaction(sessions) as session:
        claimed = (await session.execute(CLAIM, {"url": url, "lease": LEASE})).one_or_none()
    if claimed is None:
        return LOOK_SECONDS
    problem = None
    try:
        await _renew(sessions, settings, url, claimed.etag, claimed.last_modified)
    except (SamlRefused, httpx.HTTPError, TimeoutError) as error:
        problem = error.reason if isinstance(error, SamlRefused) else type(error).__name__
        log.warning("federation metadata not believed", url=url, reason=problem)
    async with transaction(sessions) as session:
        await session.execute(NEXT, {"url": url, "pause": SOON if problem else HOURLY, "problem": problem})
    return LOOK_SECONDS


async def _renew(sessions: Sessions, settings: Settings, url: str, etag: str | None, last_modified: str | None) -> None:
    with anyio.fail_after(DOWNLOAD_SECONDS):
        downloaded = await _download(url, metadata.LARGEST, etag, last_modified)
    if downloaded is None:
        async with transaction(sessions) as session:
            if await session.scalar(UNCHANGED, {"url": url}) is None:
                raise SamlRefused("expired")
        return
    found = await _verified(downloaded.document, settings)
    if not found.providers:
        raise SamlRefused("no_provider")
    async with transaction(sessions) as session:
        changed = await federation.replace(session, url, found, downloaded.etag, downloaded.last_modified)
    log.info("federation metadata read", url=url, providers=len(found.providers), changed=changed)


async def _verified(document: bytes, settings: Settings) -> metadata.Federation:
    assert settings.federation_certificate is not None  # the settings refuse a federation without one
    return await to_thread.run_sync(metadata.verified, document, settings.federation_certificate, datetime.now(UTC))


async def _download(url: str, largest: int, etag: str | None, last_modified: str | None) -> Downloaded | None:
    """Return a document; None for one that has not changed."""
    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {"Accept": "application/samlmetadata+xml, application/xml"} | {
        name: value for name, value in known.items() if value
    }
    async with (
        httpx.AsyncClient(timeout=PATIENCE, follow_redirects=True, headers=headers) as client,
        client.stream("GET", url) as answer,
    ):
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return None
        answer.raise_for_status()
        content = bytearray()
        async for part in answer.aiter_bytes():
            content += part
            if len(content) > largest:
                raise SamlRefused("too_large")
        return Downloaded(bytes(content), answer.headers.get("etag"), answer.headers.get("last-modified"))


class Service:
    """A federation's metadata service (MDQ), asked for one provider at a time, and not again at once for an unknown one."""

    def __init__(self, sessions: Sessions, settings: Settings) -> None:
        self._sessions = sessions
        self._settings = settings
        self._misses: dict[str, float] = {}
        self._one = anyio.CapacityLimiter(2)  # strangers may name any provider: that must not become a flood

    async def provider(self, entity_id: str) -> Provider | None:
        """Return a provider of the federation, known or told of by the service; None for no provider of it."""
        async with transaction(self._sessions) as session:
            known = await federation.member(session, entity_id, self._settings)
        url = self._settings.federation_mdq_url
        if known or url is None or not ENTITY_ID.fullmatch(entity_id) or self._misses.get(entity_id, 0) > monotonic():
            return known
        try:
            with anyio.fail_after(SERVICE_SECONDS):
                async with self._one:
                    return await self._ask(url, entity_id)
        except (SamlRefused, httpx.HTTPError, TimeoutError) as error:
            log.warning("provider unknown", reason=error.reason if isinstance(error, SamlRefused) else type(error).__name__)
            if len(self._misses) >= MISSES_KEPT:
                self._misses.clear()
            self._misses[entity_id] = monotonic() + MISS_SECONDS
            return None

    async def _ask(self, url: HttpUrl, entity_id: str) -> Provider:
        name = hashlib.sha1(entity_id.encode(), usedforsecurity=False).hexdigest()
        downloaded = await _download(f"{str(url).rstrip('/')}/entities/%7Bsha1%7D{name}", LARGEST_ANSWER, None, None)
        assert downloaded is not None  # nothing was said to be known
        found = (await _verified(downloaded.document, self._settings)).providers
        if [each.entity_id for each in found] != [entity_id]:
            raise SamlRefused("other_provider")
        async with transaction(self._sessions) as session:
            await federation.keep(session, found[0])
        return found[0]
