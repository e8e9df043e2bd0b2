"""What of agreements is read, and the statements that write them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

# Signed by everybody who is in the match, or was when it ended; not by whoever left a group before. Whoever joins a group has
# not signed what the others had, so it waits for them. A mentor alone in a group agrees with nobody.
SIGNED_BY_ALL = """
(SELECT COALESCE(bool_and(EXISTS (SELECT FROM agreement_signature s WHERE s.match_id = a.match_id AND s.number = a.number
                                     AND s.participant_id = mm.participant_id))
                 AND bool_or(mm.role = 'mentee'), false)
   FROM match_member mm WHERE mm.match_id = a.match_id AND mm.left_at IS NULL)
"""
# One writer or signer of a match at a time: the next number, and whether all have signed, is then known.
ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(CAST(:match_id AS text), 18))")
VERSIONS = text(f"""
SELECT a.*, {SIGNED_BY_ALL} AS signed_by_all FROM agreement a WHERE a.match_id = :match_id ORDER BY a.number
""")  # noqa: S608 - our own words
LATEST = text("SELECT * FROM agreement WHERE match_id = :match_id ORDER BY number DESC LIMIT 1")
MEMBERS = text("""
SELECT mm.participant_id, mm.role, p.person_id, COALESCE(s.name, mp.name, me.name, '') AS name
  FROM match_member mm JOIN participant p ON p.id = mm.participant_id
  LEFT JOIN contact_snapshot s USING (match_id, participant_id)
  LEFT JOIN mentor_profile mp ON mp.participant_id = mm.participant_id
  LEFT JOIN mentee_profile me ON me.participant_id = mm.participant_id
 WHERE mm.match_id = :match_id AND mm.left_at IS NULL ORDER BY mm.role, mm.participant_id
""")
SIGNATURES = text("""
SELECT number, participant_id, signed_at FROM agreement_signature WHERE match_id = :match_id ORDER BY number, signed_at
""")
ADD = text("""
INSERT INTO agreement (match_id, number, language, template, answers, changed, written_by)
VALUES (:match_id, :number, :language, :template, CAST(:answers AS jsonb), CAST(:changed AS jsonb), :written_by)
""")
SIGN = text("""
INSERT INTO agreement_signature (match_id, number, participant_id) VALUES (:match_id, :number, :participant_id)
    ON CONFLICT DO NOTHING RETURNING 1
""")
ALL_SIGNED = text(f"SELECT {SIGNED_BY_ALL} FROM agreement a WHERE a.match_id = :match_id AND a.number = :number")  # noqa: S608 - our own words
STATES = text(f"""
SELECT m.id, CASE WHEN latest.number IS NULL THEN 'none' WHEN latest.signed_by_all THEN 'in_force'
                  WHEN EXISTS (SELECT FROM agreement a WHERE a.match_id = m.id AND {SIGNED_BY_ALL}) THEN 'changing'
                  ELSE 'unsigned' END AS state
  FROM match m
  LEFT JOIN LATERAL (SELECT a.number, {SIGNED_BY_ALL} AS signed_by_all FROM agreement a
                      WHERE a.match_id = m.id ORDER BY a.number DESC LIMIT 1) latest ON true
 WHERE m.id = ANY(:match_ids)
""")  # noqa: S608 - our own words
NEWEST = text("""
SELECT a.match_id, a.number, a.written_at, ARRAY(SELECT s.participant_id FROM agreement_signature s
                                    WHERE s.match_id = a.match_id AND s.number = a.number) AS signers
  FROM agreement a WHERE a.match_id = ANY(:match_ids)
   AND a.number = (SELECT max(b.number) FROM agreement b WHERE b.match_id = a.match_id)
""")
TEMPLATES = text("SELECT language, body, version FROM agreement_template WHERE programme_id = :programme_id")
SET_TEMPLATE = text("""
INSERT INTO agreement_template (programme_id, language, body) VALUES (:programme_id, :language, :body)
    ON CONFLICT (programme_id, language) DO UPDATE SET body = EXCLUDED.body, version = agreement_template.version + 1
RETURNING version
""")
COPY_TEMPLATES = text("""
INSERT INTO agreement_template (programme_id, language, body)
SELECT :made_id, language, body FROM agreement_template WHERE programme_id = :source_id AND body IS NOT NULL
""")

Signatures = dict[int, dict[UUID, datetime]]  # by number and participant


class AgreementState(StrEnum):
    """How a match stands with its agreement: `changing` has one in force beside a newer version that not all have signed."""

    NONE = "none"
    UNSIGNED = "unsigned"
    IN_FORCE = "in_force"
    CHANGING = "changing"

    @property
    def in_force(self) -> bool:
        """Whether there is a version that everybody has signed: all that coordinators are told."""
        return self in {AgreementState.IN_FORCE, AgreementState.CHANGING}


async def state_of(session: AsyncSession, match_ids: Collection[UUID]) -> dict[UUID, AgreementState]:
    """Map match to how its agreement stands; one statement, whatever the number of matches."""
    rows = await session.execute(STATES, {"match_ids": list(match_ids)})
    return {row.id: AgreementState(row.state) for row in rows}


async def versions(session: AsyncSession, match_id: UUID) -> Sequence[Row[Any]]:
    """Return a match's versions, the oldest first, each with `signed_by_all`."""
    return (await session.execute(VERSIONS, {"match_id": match_id})).all()


async def latest(session: AsyncSession, match_id: UUID) -> Row[Any] | None:
    """Return a match's newest version, None before the first."""
    return (await session.execute(LATEST, {"match_id": match_id})).one_or_none()


async def newest(session: AsyncSession, match_ids: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """Map match to the `number` of its newest version, `signers` and `written_at`; those without an agreement are left out."""
    return {row.match_id: row for row in await session.execute(NEWEST, {"match_ids": list(match_ids)})} if match_ids else {}


async def members(session: AsyncSession, match_id: UUID) -> Sequence[Row[Any]]:
    """Return who signs in a match (who was in it, once it has ended): `participant_id`, `person_id`, `role`, `name`."""
    return (await session.execute(MEMBERS, {"match_id": match_id})).all()


async def signed(session: AsyncSession, match_id: UUID) -> Signatures:
    """Return when who signed which version of a match."""
    found: Signatures = {}
    for row in await session.execute(SIGNATURES, {"match_id": match_id}):
        found.setdefault(row.number, {})[row.participant_id] = row.signed_at
    return found


async def templates(session: AsyncSession, programme_id: UUID) -> dict[str, Row[Any]]:
    """Map language to a programme's own template, where it has ever had one: `body` (None: the standard one), `version`."""
    return {row.language: row for row in await session.execute(TEMPLATES, {"programme_id": programme_id})}
