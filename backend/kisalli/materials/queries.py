"""What a programme has of guidance, and who reads it as what."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.folding import says_every_word
from kisalli.materials.models import MaterialRole
from kisalli.programmes.queries import RUNS

# Whoever has left, or was removed, is a stranger to what is for those who take part.
READER = text(f"""
SELECT {RUNS} AS coordinates,
       (SELECT p.role FROM participant p
         WHERE p.programme_id = g.id AND p.person_id = :person_id AND p.state NOT IN ('left', 'removed')) AS role
  FROM programme g WHERE g.id = :programme_id
""")  # noqa: S608 - our own words
OWN = text("""
SELECT m.slug, m.kind, m.roles, m.phases, m.hidden, t.language, t.title, t.summary, t.body
  FROM material m LEFT JOIN material_text t ON t.programme_id = m.programme_id AND t.slug = m.slug
 WHERE m.programme_id = :programme_id AND (CAST(:slug AS text) IS NULL OR m.slug = :slug)
 ORDER BY m.created_at, m.slug
""")
TICKS = text("""
SELECT slug, item FROM checklist_tick WHERE programme_id = :programme_id AND person_id = :person_id
   AND (CAST(:slug AS text) IS NULL OR slug = :slug)
""")
TICK = text("""
INSERT INTO checklist_tick (programme_id, person_id, slug, item) VALUES (:programme_id, :person_id, :slug, :item)
ON CONFLICT DO NOTHING
""")
UNTICK = text("""
DELETE FROM checklist_tick
 WHERE programme_id = :programme_id AND person_id = :person_id AND slug = :slug AND item = :item
""")
FORGET_TICKS = text("DELETE FROM checklist_tick WHERE programme_id = :programme_id AND slug = :slug")
# The words stand in files as well as in rows, so the database is handed all of them: there is one way to fold a text.
SAYING = text(f"""
SELECT number FROM unnest(CAST(:texts AS text[])) WITH ORDINALITY AS said(words, number)
 WHERE {says_every_word("words", ":q")} ORDER BY number
""")  # noqa: S608 - our own words
# One statement, and so one moment: whatever others write meanwhile, texts and the pictures that they show go together.
COPY = text("""
WITH materials AS (
  INSERT INTO material (programme_id, slug, kind, roles, phases, hidden, created_at)
  SELECT :made, slug, kind, roles, phases, hidden, created_at FROM material WHERE programme_id = :source),
texts AS (
  INSERT INTO material_text (programme_id, slug, language, title, summary, body)
  SELECT :made, slug, language, title, summary, body FROM material_text WHERE programme_id = :source),
pictures AS (
  INSERT INTO picture (programme_id, key, width, height, size, sha256, content, decorative, created_at)
  SELECT :made, key, width, height, size, sha256, content, decorative, created_at FROM picture WHERE programme_id = :source),
descriptions AS (
  INSERT INTO picture_text (programme_id, picture_key, language, words)
  SELECT :made, picture_key, language, words FROM picture_text WHERE programme_id = :source)
INSERT INTO picture_use (programme_id, picture_key, slug, language)
SELECT :made, picture_key, slug, language FROM picture_use WHERE programme_id = :source
""")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads guidance of a programme: a stranger, somebody with a role, a coordinator, or the last two in one."""

    person_id: UUID | None = None
    role: MaterialRole | None = None
    coordinates: bool = False

    @property
    def ticks(self) -> bool:
        """Whether checklists are theirs to tick off."""
        return self.coordinates or self.role is not None

    def reads(self, roles: frozenset[MaterialRole]) -> bool:
        """Whether a material for these roles is for them."""
        return not roles or self.coordinates or self.role in roles


@dataclass(slots=True)
class Changed:
    """What a programme changed of a material, its own words by language."""

    kind: str | None
    roles: list[str] | None
    phases: list[str] | None
    hidden: bool
    words: dict[str, tuple[str, str, str]] = field(default_factory=dict)


async def reader(session: AsyncSession, programme_id: UUID, caller: Caller | None) -> Reader:
    """Return as what a caller reads the guidance of a programme."""
    if caller is None:
        return Reader()
    row = (await session.execute(READER, {"programme_id": programme_id, "person_id": caller.person_id})).one()
    return Reader(caller.person_id, MaterialRole(row.role) if row.role else None, row.coordinates)


async def changed(session: AsyncSession, programme_id: UUID, slug: str | None = None) -> dict[str, Changed]:
    """Return what a programme changed or added, by slug, the oldest first; of one material where it is named."""
    found: dict[str, Changed] = {}
    for row in await session.execute(OWN, {"programme_id": programme_id, "slug": slug}):
        material = found.setdefault(row.slug, Changed(row.kind, row.roles, row.phases, row.hidden))
        if row.language is not None:
            material.words[row.language] = (row.title, row.summary, row.body)
    return found


async def ticks(session: AsyncSession, programme_id: UUID, who: Reader, slug: str | None = None) -> dict[str, set[str]]:
    """Return what somebody has ticked off, by slug."""
    found: dict[str, set[str]] = {}
    if who.ticks:
        for row in await session.execute(TICKS, {"programme_id": programme_id, "person_id": who.person_id, "slug": slug}):
            found.setdefault(row.slug, set()).add(row.item)
    return found
