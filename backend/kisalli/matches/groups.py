"""The rows of groups (R27): opening one, who comes in and who leaves; the callers hold the locks of all its mentors."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.ids import new_id
from kisalli.matches.errors import ContactMissing

OPEN = text("""
WITH opened AS (
    INSERT INTO match (id, programme_id, kind, opened_at) VALUES (:match_id, :programme_id, 'group', :now)
), described AS (
    INSERT INTO mentoring_group (match_id, programme_id, theme, description, languages, mentor_places, accepting)
    VALUES (:match_id, :programme_id, :theme, :description, :languages, :mentor_places, true)
), placed AS (
    INSERT INTO group_place (match_id, number) SELECT :match_id, generate_series(1, :places)
)
INSERT INTO match_member (match_id, participant_id, programme_id, kind, role, place_number)
VALUES (:match_id, :mentor_id, :programme_id, 'group', 'mentor', :place)
""")
JOIN_AS_MENTOR = text("""
INSERT INTO match_member (match_id, participant_id, programme_id, kind, role, place_number)
VALUES (:match_id, :mentor_id, :programme_id, 'group', 'mentor', :place)
""")
SEAT = text("""
INSERT INTO match_member (match_id, participant_id, programme_id, kind, role, group_place, mentee_slot, request_id)
VALUES (:match_id, :mentee_id, :programme_id, 'group', 'mentee', :place, :slot, CAST(:request_id AS uuid))
""")
SNAPSHOT = text("""
INSERT INTO contact_snapshot (match_id, participant_id, name, email, phone)
SELECT :match_id, c.participant_id, COALESCE(mp.name, me.name), c.email, c.phone
  FROM contact c
  LEFT JOIN mentor_profile mp USING (participant_id)
  LEFT JOIN mentee_profile me USING (participant_id)
 WHERE c.participant_id = :participant_id AND c.confirmed_at IS NOT NULL
RETURNING participant_id
""")
# What nobody has got yet follows the contact; what has passed to one is what the next gets.
RENEW = text("""
UPDATE contact_snapshot s SET name = COALESCE(mp.name, s.name), email = c.email, phone = c.phone
  FROM contact c LEFT JOIN mentor_profile mp USING (participant_id)
 WHERE s.match_id = :match_id AND s.participant_id = ANY(:ids)
   AND c.participant_id = s.participant_id AND c.confirmed_at IS NOT NULL
   AND (s.name, s.email, s.phone) IS DISTINCT FROM (COALESCE(mp.name, s.name), c.email, c.phone)
   AND NOT EXISTS (SELECT FROM disclosure d WHERE d.match_id = s.match_id AND d.owner_id = s.participant_id)
""")
DISCLOSE = text("""
INSERT INTO disclosure (id, match_id, owner_id, receiver_id, fields)
SELECT passed.id, s.match_id, passed.owner_id, passed.receiver_id,
       CASE WHEN s.phone IS NULL THEN '{name,email}'::text[] ELSE '{name,email,phone}'::text[] END
  FROM unnest(CAST(:ids AS uuid[]), CAST(:owners AS uuid[]), CAST(:receivers AS uuid[])) AS passed(id, owner_id, receiver_id)
  JOIN contact_snapshot s ON s.match_id = :match_id AND s.participant_id = passed.owner_id
ON CONFLICT (match_id, owner_id, receiver_id) DO NOTHING
""")
LEAVE = text("""
UPDATE match_member SET active = false, place_number = NULL, mentee_slot = NULL, group_place = NULL, left_at = :now
 WHERE match_id = :match_id AND participant_id = :participant_id AND active
""")
REFRESH = text("""
UPDATE mentoring_group q SET accepting = truth.accepting
  FROM (SELECT o.match_id, h.state = 'active' AND o.joining AND EXISTS (
               SELECT FROM group_place pl WHERE pl.match_id = o.match_id AND NOT EXISTS (
                   SELECT FROM match_member m WHERE m.match_id = o.match_id AND m.group_place = pl.number AND m.active))
               AS accepting
          FROM mentoring_group o JOIN match h ON h.id = o.match_id WHERE o.match_id = :match_id) AS truth
 WHERE q.match_id = truth.match_id AND q.accepting <> truth.accepting
""")
SHARE = text("""
UPDATE match_member SET shares_contact = :shares WHERE match_id = :match_id AND participant_id = :participant_id AND active
""")
SHARING = text("""
SELECT participant_id FROM match_member
 WHERE match_id = :match_id AND active AND role = 'mentee' AND shares_contact AND participant_id <> :participant_id
 ORDER BY participant_id
""")


@dataclass(frozen=True, slots=True)
class Offer:
    """A group as its first mentor offers it: on which of their free places, with how many for mentees and for mentors."""

    programme_id: UUID
    mentor_id: UUID
    place: int
    theme: str
    description: str
    languages: Sequence[str]
    places: int
    mentor_places: int


@dataclass(frozen=True, slots=True)
class Seat:
    """A mentee's place in a group: its number, the mentee's own slot, and the request it was born of (None: a proposal)."""

    match_id: UUID
    programme_id: UUID
    mentee_id: UUID
    place: int
    slot: int
    request_id: UUID | None


async def open_group(session: AsyncSession, offer: Offer, now: datetime) -> UUID:
    """Open a group with its first mentor, whose contact details are kept as they are until they pass to somebody.

    Raises:
        ContactMissing: the mentor has no confirmed contact address.
    """
    match_id = new_id()
    await session.execute(OPEN, asdict(offer) | {"match_id": match_id, "languages": list(offer.languages), "now": now})
    await _keep_contact(session, match_id, offer.mentor_id)
    return match_id


async def join_as_mentor(
    session: AsyncSession, match_id: UUID, programme_id: UUID, mentor_id: UUID, place: int, others: Sequence[UUID]
) -> None:
    """Take a further mentor in; they and the others who lead the group get each other's contacts.

    Raises:
        ContactMissing: the mentor has no confirmed contact address.
    """
    values = {"match_id": match_id, "programme_id": programme_id, "mentor_id": mentor_id, "place": place}
    await session.execute(JOIN_AS_MENTOR, values)
    await _keep_contact(session, match_id, mentor_id)
    await _exchange(session, match_id, mentor_id, others)


async def take_seat(session: AsyncSession, seat: Seat, mentors: Sequence[UUID]) -> None:
    """Seat a mentee; they and each mentor get each other's contacts: snapshot and ledger (I7). The mails are the caller's.

    Raises:
        ContactMissing: the mentee has no confirmed contact address.
    """
    await session.execute(SEAT, asdict(seat))
    await _keep_contact(session, seat.match_id, seat.mentee_id)
    await _exchange(session, seat.match_id, seat.mentee_id, mentors)


async def leave(session: AsyncSession, match_id: UUID, participant_id: UUID, now: datetime) -> None:
    """Let a member leave a group that goes on; their places are free again."""
    await session.execute(LEAVE, {"match_id": match_id, "participant_id": participant_id, "now": now})
    await refresh(session, match_id)


async def refresh(session: AsyncSession, match_id: UUID) -> None:
    """Bring a group's `accepting` in line with its places; pending requests that no longer fit are gone before."""
    await session.execute(REFRESH, {"match_id": match_id})


async def share(session: AsyncSession, match_id: UUID, participant_id: UUID, *, shares: bool) -> None:
    """Let a mentee share contacts with the group's other mentees who do, or stop (I7); what has passed stands in the ledger."""
    own = {"match_id": match_id, "participant_id": participant_id}
    await session.execute(SHARE, own | {"shares": shares})
    if shares:
        await _exchange(session, match_id, participant_id, (await session.scalars(SHARING, own)).all())


async def _keep_contact(session: AsyncSession, match_id: UUID, participant_id: UUID) -> None:
    kept = await session.scalar(SNAPSHOT, {"match_id": match_id, "participant_id": participant_id})
    if kept is None:
        raise ContactMissing


async def _exchange(session: AsyncSession, match_id: UUID, newcomer: UUID, others: Sequence[UUID]) -> None:
    await session.execute(RENEW, {"match_id": match_id, "ids": list(others)})
    ways = [way for other in others for way in ((newcomer, other), (other, newcomer))]
    if ways:
        values = {"ids": [new_id() for _ in ways], "owners": [owner for owner, _ in ways], "receivers": [to for _, to in ways]}
        await session.execute(DISCLOSE, values | {"match_id": match_id})
