"""Opening and ending the relationship; the callers hold the locks of every participant named here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.ids import new_id
from kisalli.matches.errors import ContactMissing
from kisalli.matches.models import EndReason

# Pure SQL in the order of the references: one ORM flush would order some of these the wrong way.
OPEN = text("""
WITH opened AS (
    INSERT INTO match (id, programme_id, kind, opened_at) VALUES (:match_id, :programme_id, 'pair', :now)
)
INSERT INTO match_member (match_id, participant_id, programme_id, role, place_number, mentee_slot, request_id)
VALUES (:match_id, :mentor_id, :programme_id, 'mentor', :place, NULL, NULL),
       (:match_id, :mentee_id, :programme_id, 'mentee', NULL, :slot, CAST(:request_id AS uuid))
""")
RELEASE_CONTACTS = text("""
WITH released AS (
    INSERT INTO contact_snapshot (match_id, participant_id, name, email, phone)
    SELECT :match_id, c.participant_id, COALESCE(mp.name, me.name), c.email, c.phone
      FROM contact c
      LEFT JOIN mentor_profile mp USING (participant_id)
      LEFT JOIN mentee_profile me USING (participant_id)
     WHERE c.participant_id IN (:mentor_id, :mentee_id) AND c.confirmed_at IS NOT NULL
    RETURNING participant_id, phone
)
INSERT INTO disclosure (id, match_id, owner_id, receiver_id, fields)
SELECT CASE participant_id WHEN :mentor_id THEN CAST(:first AS uuid) ELSE CAST(:second AS uuid) END, :match_id, participant_id,
       CASE participant_id WHEN :mentor_id THEN CAST(:mentee_id AS uuid) ELSE CAST(:mentor_id AS uuid) END,
       CASE WHEN phone IS NULL THEN '{name,email}'::text[] ELSE '{name,email,phone}'::text[] END
  FROM released
RETURNING id
""")
END = text("""
WITH ended AS (
    UPDATE match SET state = 'ended', ended_at = :now, end_reason = :reason, farewell = :farewell
     WHERE id = :match_id AND state = 'active' RETURNING id
), closed AS (
    UPDATE mentoring_group q SET joining = false, accepting = false FROM ended WHERE q.match_id = ended.id
)
UPDATE match_member m SET active = false, place_number = NULL, mentee_slot = NULL, group_place = NULL FROM ended
 WHERE m.match_id = ended.id AND m.active RETURNING m.participant_id
""")
# Counts, not EXISTS: the planner answers a kept plan's EXISTS by reading every membership there is. Each active membership
# of a mentor takes one place.
REFRESH_ACCEPTING = text("""
WITH truth AS (
    SELECT p.id, p.state = 'active' AND CASE p.role
             WHEN 'mentor' THEN (SELECT count(*) FROM mentor_place pl WHERE pl.mentor_id = p.id)
                              > (SELECT count(*) FROM match_member m WHERE m.participant_id = p.id AND m.active)
             ELSE (SELECT count(*) FROM match_member m WHERE m.participant_id = p.id AND m.active)
                  < CASE g.groups WHEN 'beside' THEN 2 ELSE 1 END END AS accepting
      FROM participant p JOIN programme g ON g.id = p.programme_id WHERE p.id = ANY(:ids)
)
UPDATE participant p SET accepting = truth.accepting FROM truth
 WHERE p.id = truth.id AND p.accepting <> truth.accepting
""")


@dataclass(frozen=True, slots=True)
class Pair:
    """Who is to be matched, on which of the mentor's free places and the mentee's slots, born of which request (or none)."""

    programme_id: UUID
    mentor_id: UUID
    mentee_id: UUID
    place: int
    slot: int
    request_id: UUID | None


async def open_match(session: AsyncSession, pair: Pair, now: datetime) -> UUID:
    """Open a pair's match and release both contacts: snapshot and ledger (I7). The mails are the caller's.

    Raises:
        ContactMissing: one of the two has no confirmed contact address.
    """
    match_id = new_id()
    parties = {"match_id": match_id, "mentor_id": pair.mentor_id, "mentee_id": pair.mentee_id}
    stands = {"place": pair.place, "slot": pair.slot, "request_id": pair.request_id}
    await session.execute(OPEN, parties | stands | {"programme_id": pair.programme_id, "now": now})
    released = await session.execute(RELEASE_CONTACTS, parties | {"first": new_id(), "second": new_id()})
    if len(released.all()) != len((pair.mentor_id, pair.mentee_id)):
        raise ContactMissing
    return match_id


async def end_match(
    session: AsyncSession, match_id: UUID, now: datetime, reason: EndReason, farewell: str | None = None
) -> list[UUID]:
    """End a match and free its places; return the participants who were in it, none if it had ended already."""
    rows = await session.execute(END, {"match_id": match_id, "now": now, "reason": reason, "farewell": farewell})
    return list(rows.scalars())


async def refresh_accepting(session: AsyncSession, ids: Collection[UUID]) -> None:
    """Bring `accepting` in line with state, places and matches; pending requests that no longer fit are gone before."""
    await session.execute(REFRESH_ACCEPTING, {"ids": list(ids)})
