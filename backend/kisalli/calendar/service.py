"""A personal calendar feed: made, renewed, ended, read. Whoever has its address reads it, so nobody is told it twice."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.calendar.models import CalendarFeed
from kisalli.calendar.schemas import CalendarMadeOut, CalendarOut
from kisalli.calendar.sources import SOURCES
from kisalli.core import audit
from kisalli.core.calendars import Party, feed, rooted
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.core.security import hash_secret, new_secret
from kisalli.core.settings import Settings

PATH = "/calendar/{token}.ics"
RENEW = text("""
INSERT INTO calendar_feed (person_id, token_hash) VALUES (:person_id, :token_hash)
    ON CONFLICT (person_id) DO UPDATE SET token_hash = EXCLUDED.token_hash, created_at = clock_timestamp()
RETURNING created_at
""")
END = text("DELETE FROM calendar_feed WHERE person_id = :person_id RETURNING 1")
# A closed account has no feed, whatever is left of it.
WHOSE = text("""
SELECT f.person_id FROM calendar_feed f JOIN person n ON n.id = f.person_id AND n.disabled_at IS NULL
 WHERE f.token_hash = :token_hash
""")


@dataclass(frozen=True, slots=True)
class Published:
    """A feed as it is served; the same entries make the same tag."""

    content: bytes
    etag: str


async def show(session: AsyncSession, caller: Caller) -> CalendarOut:
    """Say since when there is a feed; never its address."""
    found = await session.get(CalendarFeed, caller.person_id)
    return CalendarOut(since=found.created_at if found else None)


async def renew(session: AsyncSession, settings: Settings, caller: Caller) -> CalendarMadeOut:
    """Make a feed, or give it a new address; the old one ends at once."""
    token = new_secret()
    since = await session.scalar(RENEW, {"person_id": caller.person_id, "token_hash": hash_secret(token)})
    _record(session, caller, "calendar_made")
    return CalendarMadeOut(url=settings.origin + PATH.format(token=token), since=since)


async def end(session: AsyncSession, caller: Caller) -> None:
    """End the feed.

    Raises:
        NotFound: there is none.
    """
    if await session.scalar(END, {"person_id": caller.person_id}) is None:
        raise NotFound
    _record(session, caller, "calendar_ended")


async def publish(session: AsyncSession, settings: Settings, token: str) -> Published:
    """Return the feed at an address.

    Raises:
        NotFound: there is none there, or none any more.
    """
    person_id: UUID | None = await session.scalar(WHOSE, {"token_hash": hash_secret(token)})
    if person_id is None:
        raise NotFound
    entries = [rooted(each, settings.origin) for source in SOURCES for each in await source(session, person_id)]
    content = feed(entries, Party(settings.smtp_from, settings.smtp_from_name), settings.smtp_from_name)
    return Published(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')


def _record(session: AsyncSession, caller: Caller, act: str) -> None:
    row = {"caller_id": caller.person_id, "act": act, "subject": "person", "subject_id": caller.person_id}
    audit.record(session, row)
