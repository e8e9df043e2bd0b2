"""What a programme has of pictures, and what texts show of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.markdown import Picture, picture_addresses

SCHEME = "picture:"  # of a picture's address in a text; its key follows

# One upload at a time in a programme: two at once would each find the room that is left for one.
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:programme_id, 20))")
TAKEN = text("SELECT COALESCE(sum(size), 0) FROM picture WHERE programme_id = :programme_id")
ADD = text("""
INSERT INTO picture (programme_id, key, width, height, size, sha256, content)
VALUES (:programme_id, :key, :width, :height, octet_length(:content), sha256(:content), :content)
""")
LIST = text("""
SELECT p.key, p.width, p.height, p.size, p.decorative,
       (SELECT COALESCE(jsonb_agg(jsonb_build_object('language', t.language, 'words', t.words) ORDER BY t.language), '[]')
          FROM picture_text t WHERE t.programme_id = p.programme_id AND t.picture_key = p.key) AS texts,
       (SELECT COALESCE(jsonb_agg(jsonb_build_object('slug', u.slug, 'language', u.language, 'title', m.title)
                                  ORDER BY m.title, u.language), '[]')
          FROM picture_use u JOIN material_text m USING (programme_id, slug, language)
         WHERE u.programme_id = p.programme_id AND u.picture_key = p.key) AS used_in
  FROM picture p WHERE p.programme_id = :programme_id ORDER BY p.created_at DESC, p.key
""")
USES = text("""
SELECT u.slug, u.language, m.roles, m.hidden FROM picture_use u JOIN material m USING (programme_id, slug)
 WHERE u.programme_id = :programme_id AND u.picture_key = :key ORDER BY u.slug, u.language
""")
TAG = text("SELECT encode(sha256, 'hex') FROM picture WHERE programme_id = :programme_id AND key = :key")
CONTENT = text("SELECT content FROM picture WHERE programme_id = :programme_id AND key = :key")
LOCK = text("SELECT key FROM picture WHERE programme_id = :programme_id AND key = :key FOR UPDATE")
DELETE = text("DELETE FROM picture WHERE programme_id = :programme_id AND key = :key")
DESCRIBE = text("UPDATE picture SET decorative = :decorative WHERE programme_id = :programme_id AND key = :key")
WRITE_TEXT = text("""
INSERT INTO picture_text (programme_id, picture_key, language, words) VALUES (:programme_id, :key, :language, :words)
ON CONFLICT (programme_id, picture_key, language) DO UPDATE SET words = excluded.words
""")
# Locked against deletion only, in the order of their keys, before a text is said to show them.
DESCRIBED = text("""
SELECT p.key, p.decorative OR NOT EXISTS (
         SELECT FROM unnest(g.languages) AS wanted(language)
          WHERE wanted.language NOT IN (
            SELECT t.language FROM picture_text t WHERE t.programme_id = p.programme_id AND t.picture_key = p.key)) AS described
  FROM picture p JOIN programme g ON g.id = p.programme_id
 WHERE p.programme_id = :programme_id AND p.key = ANY(:keys) ORDER BY p.key FOR KEY SHARE OF p
""")
FORGET_USES = text("""
DELETE FROM picture_use WHERE programme_id = :programme_id AND slug = :slug AND language = :language
""")
USE = text("""
INSERT INTO picture_use (programme_id, picture_key, slug, language)
SELECT :programme_id, key, :slug, :language FROM unnest(CAST(:keys AS text[])) AS shown(key)
""")
ALBUM = text("""
SELECT p.key, p.width, p.height, p.decorative,
       (SELECT COALESCE(jsonb_object_agg(t.language, t.words), '{}')
          FROM picture_text t WHERE t.programme_id = p.programme_id AND t.picture_key = p.key) AS texts
  FROM picture p WHERE p.programme_id = :programme_id AND p.key = ANY(:keys) ORDER BY p.key
""")


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures that some texts show."""

    programme_id: UUID
    rows: list[Row[Any]] = field(default_factory=list)

    def words_in(self, language: str) -> tuple[Picture, ...]:
        """Return the pictures with what they show in words of a language."""
        return tuple(self._picture(row, language) for row in self.rows)

    def _picture(self, row: Row[Any], language: str) -> Picture:
        # A language that the programme took up after the text was written has no words yet: those of another say more than none.
        words = "" if row.decorative else row.texts.get(language) or next(iter(row.texts.values()), "")
        path = f"/api/v1/programmes/{self.programme_id}/pictures/{row.key}"
        return Picture(SCHEME + row.key, path, row.width, row.height, words)


async def album(session: AsyncSession, programme_id: UUID, bodies: Iterable[str]) -> Album:
    """Return the pictures of a programme that texts in Markdown show."""
    keys = {each.removeprefix(SCHEME) for body in bodies for each in picture_addresses(body)}
    if not keys:
        return Album(programme_id)
    found = await session.execute(ALBUM, {"programme_id": programme_id, "keys": sorted(keys)})
    return Album(programme_id, list(found))
