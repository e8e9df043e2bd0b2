"""What the database knows of a federation: its providers, replaced by what was believed, found by their names."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import nan
from typing import Any, Self

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from kisalli.auth.saml.metadata import Federation
from kisalli.auth.saml.models import Source
from kisalli.auth.saml.provider import Provider, provider_in
from kisalli.auth.saml.reading import Vouched
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.core.folding import folded
from kisalli.core.metrics import FEDERATION_READ, FEDERATION_VALID_UNTIL
from kisalli.core.settings import Settings

# A member of the feed is good while the feed is; one of the service has an end of its own. Neither outlives its setting.
GOOD = """
(m.valid_until IS NULL OR m.valid_until > clock_timestamp())
 AND CASE m.source WHEN 'feed' THEN EXISTS (
       SELECT FROM federation_feed f WHERE f.url = :url AND f.valid_until > clock_timestamp()) ELSE :service END
"""
MEMBER = text(f"SELECT m.xml FROM federation_member m WHERE m.entity_id = :entity_id AND {GOOD}")  # noqa: S608 - constants
DIGESTS = text("SELECT entity_id, digest, valid_until FROM federation_member WHERE source = 'feed'")
GONE = text("DELETE FROM federation_member WHERE source = 'feed' AND entity_id = ANY(:gone)")
KEEP = text(f"""
INSERT INTO federation_member AS m (entity_id, source, names, search, scopes, hidden, xml, digest, valid_until)
VALUES (:entity_id, :source, CAST(:names AS jsonb), {folded("CAST(:search AS text)")}, :scopes, :hidden, :xml, :digest,
        :valid_until)
ON CONFLICT (entity_id) DO UPDATE
   SET source = EXCLUDED.source, names = EXCLUDED.names, search = EXCLUDED.search, scopes = EXCLUDED.scopes,
       hidden = EXCLUDED.hidden, xml = EXCLUDED.xml, digest = EXCLUDED.digest, valid_until = EXCLUDED.valid_until,
       changed_at = clock_timestamp()
 WHERE EXCLUDED.source = 'feed' OR m.source = 'service'
""")  # noqa: S608 - constants
BELIEVED = text("""
UPDATE federation_feed SET etag = :etag, last_modified = :last_modified, valid_until = :valid_until,
       read_at = clock_timestamp(), problem = NULL WHERE url = :url
""")
TAKE = text("""
INSERT INTO used_assertion (issuer, assertion_id, forget_at) VALUES (:issuer, :assertion_id, :forget_at)
ON CONFLICT DO NOTHING RETURNING 1
""")
# The best first: whose name begins so, in which a word begins so, the rest; each by its name in the asker's language.
FOUND = text(f"""
SELECT * FROM (
  SELECT m.entity_id, m.names, name,
         CASE WHEN position(chr(10) || q IN m.search) > 0 THEN 0 WHEN position(' ' || q IN m.search) > 0 THEN 1 ELSE 2 END AS rank
    FROM (SELECT {folded("CAST(:words AS text)")} AS q) asked
   CROSS JOIN federation_member m
   CROSS JOIN LATERAL (SELECT COALESCE(m.names ->> :language, m.names ->> 'en', (
                SELECT value FROM jsonb_each_text(m.names) ORDER BY key LIMIT 1)) AS name) named
   WHERE NOT m.hidden AND {GOOD}
     AND NOT EXISTS (SELECT FROM regexp_split_to_table(q, '\\s+') word WHERE position(word IN m.search) = 0)
) found
 WHERE :first OR (rank, name COLLATE "C", entity_id) > (:rank, CAST(:name AS text) COLLATE "C", CAST(:entity_id AS text))
 ORDER BY rank, name COLLATE "C", entity_id LIMIT :limit
""")  # noqa: S608 - constants
MEASURE = text("""
SELECT EXTRACT(epoch FROM valid_until) AS valid_until, EXTRACT(epoch FROM read_at) AS read FROM federation_feed WHERE url = :url
""")

WORST = 2  # rank of what says the words only somewhere


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of search results ended."""

    rank: int
    name: str
    entity_id: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the place that a text says.

        Raises:
            ValueError: it says none.
        """
        match json.loads(text):
            case [int(rank), str(name), str(entity_id)] if "\0" not in f"{name}{entity_id}" and 0 <= rank <= WORST:
                return cls(rank, name, entity_id)
        raise ValueError("no place in a search")

    @override
    def __str__(self) -> str:
        """Return the place as text, which `parse` reads."""
        return json.dumps([self.rank, self.name, self.entity_id], ensure_ascii=False)


async def member(session: AsyncSession, entity_id: str, settings: Settings) -> Provider | None:
    """Return a provider of the federation that is good now; None for any other."""
    xml = await session.scalar(MEMBER, _known(settings) | {"entity_id": entity_id})
    return provider_in(xml) if xml is not None else None


async def replace(session: AsyncSession, url: str, found: Federation, etag: str | None, last_modified: str | None) -> int:
    """Let a document that was believed take the place of the one before; return how many rows changed."""
    kept = {row.entity_id: (bytes(row.digest), row.valid_until) for row in await session.execute(DIGESTS)}
    rows = [_row(each, Source.FEED, found.valid_until) for each in found.providers]
    changed = [row for row in rows if kept.pop(row["entity_id"], None) != (row["digest"], row["valid_until"])]
    if kept:
        await session.execute(GONE, {"gone": list(kept)})
    if changed:
        await session.execute(KEEP, changed)
    of_document = {"etag": etag, "last_modified": last_modified, "valid_until": found.valid_until}
    await session.execute(BELIEVED, {"url": url} | of_document)
    return len(changed) + len(kept)


async def keep(session: AsyncSession, provider: Provider) -> None:
    """Keep a provider that the metadata service told of, until its own end; one that the document lists stays as it is there."""
    await session.execute(KEEP, _row(provider, Source.SERVICE, None))


def _row(provider: Provider, source: Source, document_ends: datetime | None) -> dict[str, Any]:
    own_end = provider.valid_until
    if document_ends is not None and own_end is not None and own_end >= document_ends:
        own_end = None  # so that a document that only lasts longer changes no rows
    lines = ["", *provider.names.values(), f"{provider.words} {' '.join(sorted(provider.scopes))}"]
    return {
        "entity_id": provider.entity_id,
        "source": source,
        "names": json.dumps(provider.names),
        "search": "\n".join(lines),
        "scopes": sorted(provider.scopes),
        "hidden": provider.hidden,
        "xml": provider.xml,
        "digest": hashlib.sha256(provider.xml.encode()).digest(),
        "valid_until": own_end,
    }


async def found(
    session: AsyncSession, words: str, language: str, after: Place | None, limit: int, settings: Settings
) -> Sequence[Row[Any]]:
    """Return providers whose names say every word, in any language and perhaps as a part, after a place, the best first."""
    place = after or Place(0, "", "")
    values = {"rank": place.rank, "name": place.name, "entity_id": place.entity_id, "first": after is None}
    asked = {"words": words.strip(), "language": language, "limit": limit}
    return (await session.execute(FOUND, _known(settings) | values | asked)).all()


async def take(session: AsyncSession, issuer: str, vouched: Vouched) -> None:
    """Take an assertion of an issuer, which can be done once.

    Raises:
        SamlRefused: it was taken before (`replayed`).
    """
    values = {"issuer": issuer, "assertion_id": vouched.assertion_id, "forget_at": vouched.forget_at}
    if await session.scalar(TAKE, values) is None:
        raise SamlRefused("replayed")


async def measure(session: AsyncSession, settings: Settings) -> None:
    """Set the gauges of the federation's document; of one that was never read there is no figure."""
    row = (await session.execute(MEASURE, _known(settings))).one_or_none() if settings.federation_metadata_url else None
    FEDERATION_VALID_UNTIL.set(row.valid_until if row and row.valid_until is not None else nan)
    FEDERATION_READ.set(row.read if row and row.read is not None else nan)


def unknown() -> None:
    """Say that nobody knows how the document stands: an old figure would look like a good one."""
    FEDERATION_VALID_UNTIL.set(nan)
    FEDERATION_READ.set(nan)


def _known(settings: Settings) -> dict[str, Any]:
    url = settings.federation_metadata_url
    return {"url": str(url) if url else None, "service": settings.federation_mdq_url is not None}
