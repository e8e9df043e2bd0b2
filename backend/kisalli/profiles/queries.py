"""Who reads whose profile (R38), and the lists of participants."""

from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import Forbidden, NotFound
from kisalli.core.folding import says_every_word
from kisalli.profiles.models import Contact
from kisalli.profiles.publishing import Profile, load
from kisalli.programmes.matched import GATHERING, MATCHED
from kisalli.programmes.models import Participant
from kisalli.programmes.queries import BROWSES, RUNS

# Mentors who take part are read by active mentees of the programme, and until requests close by staff who browse; a mentee
# only by a mentor they wait for or are with.
MAY_READ = text(f"""
SELECT p.person_id = :person_id AS own,
       {RUNS} AS coordinates,
       p.role = 'mentor' AND p.state IN ('active', 'paused') AND (g.directory_preview OR g.requests_opens <= clock_timestamp())
         AND (COALESCE(me.role = 'mentee' AND me.state IN ('active', 'paused'), false)
              OR (g.requests_closes > clock_timestamp() AND {BROWSES})) AS reads,
       EXISTS (SELECT FROM request r WHERE r.state = 'pending'
                  AND r.mentor_id IN (me.id, p.id) AND r.mentee_id IN (me.id, p.id)) AS asked,
       EXISTS (SELECT FROM match_member a JOIN match_member b USING (match_id)
                WHERE a.participant_id = me.id AND b.participant_id = p.id AND a.active AND b.active
                  AND 'mentor' IN (a.role, b.role)) AS matched,
       EXISTS (SELECT FROM proposal o WHERE o.state = 'pending'
                  AND ((o.mentor_id = me.id AND o.mentee_id = p.id) OR (o.mentor_id = p.id AND o.mentee_id = me.id))) AS proposed
  FROM participant p JOIN programme g ON g.id = p.programme_id
  LEFT JOIN participant me ON me.programme_id = p.programme_id AND me.person_id = :person_id
 WHERE p.id = :participant_id
""")  # noqa: S608 - our own words
NAME = "COALESCE(mp.name, me.name, person.name)"
CHOSEN = f"""
  FROM participant p JOIN person ON person.id = p.person_id
  LEFT JOIN mentor_profile mp ON mp.participant_id = p.id
  LEFT JOIN mentee_profile me ON me.participant_id = p.id
 WHERE p.programme_id = :programme_id
   AND (CAST(:role AS text) IS NULL OR p.role = :role) AND (CAST(:state AS text) IS NULL OR p.state = :state)
   AND (CAST(:undeliverable AS boolean) IS NULL OR (person.email_failed_at IS NOT NULL) = :undeliverable)
   AND (CAST(:unmatched AS boolean) IS NULL OR :unmatched = (NOT {MATCHED}))
   AND (CAST(:q AS text) IS NULL OR {says_every_word(NAME, ":q")})
"""
COUNTED = text(f"SELECT count(*) {CHOSEN}")
LISTED = text(f"""
SELECT p.id, p.programme_id, p.role, p.state, {NAME} AS name, p.approved_at, p.published_at,
       CASE p.role WHEN 'mentor' THEN (SELECT count(*) FROM mentor_place pl WHERE pl.mentor_id = p.id) END AS places,
       (SELECT count(*) FROM match_member m WHERE m.participant_id = p.id AND m.active) AS active_matches,
       {GATHERING} AS gathering,
       (SELECT count(*) FROM request r WHERE r.state = 'pending'
           AND (r.mentor_id = p.id OR r.mentee_id = p.id)) AS pending_requests,
       person.email_failed_at IS NOT NULL AS undeliverable
  {CHOSEN} AND (CAST(:id AS uuid) IS NULL OR p.id = :id) AND (CAST(:after AS uuid) IS NULL OR p.id > :after)
 ORDER BY p.id LIMIT :limit
""")  # noqa: S608 - our own words


async def own(session: AsyncSession, participant_id: UUID, caller: Caller) -> Participant:
    """Return the caller's own participant.

    Raises:
        NotFound: there is none, or not for the caller to know of. Forbidden: the caller sees it but it is not theirs.
    """
    participant = await session.get(Participant, participant_id)
    if participant is None:
        raise NotFound
    if participant.person_id != caller.person_id:
        await require_readable(session, participant_id, caller)
        raise Forbidden
    return participant


async def own_elsewhere(session: AsyncSession, participant_id: UUID, here: Participant) -> Profile:
    """Return the profile that the same person has in the same role of another programme.

    Raises:
        NotFound: the participant is nobody, somebody else's, in another role or of this very programme.
    """
    there = await session.get(Participant, participant_id)
    same = there is not None and (there.person_id, there.role) == (here.person_id, here.role)
    if there is None or not same or there.programme_id == here.programme_id:
        raise NotFound
    return (await profile_of(session, there))[0]


async def require_readable(
    session: AsyncSession, participant_id: UUID, caller: Caller
) -> Row[tuple[bool, bool, bool, bool, bool, bool]]:
    """Require that the caller may read a participant's profile now (R38).

    Raises:
        NotFound: they may not, or there is none.
    """
    values = {"participant_id": participant_id, "person_id": caller.person_id}
    row = (await session.execute(MAY_READ, values)).one_or_none()
    if row is None or not (row.own or row.coordinates or row.reads or row.asked or row.matched or row.proposed):
        raise NotFound
    return row


async def readable(session: AsyncSession, participant_id: UUID, caller: Caller) -> Participant:
    """Return a participant whose profile the caller may read."""
    await require_readable(session, participant_id, caller)
    return await session.get_one(Participant, participant_id)


async def profile_of(session: AsyncSession, participant: Participant) -> tuple[Profile, Contact | None]:
    """Return a participant's profile and contact details; every participant has a profile from joining on."""
    profile, contact = await load(session, participant.id, participant.role)
    if profile is None:
        raise NotFound
    return profile, contact


async def contact_of(session: AsyncSession, participant_id: UUID, caller: Caller) -> Contact:
    """Return the caller's own contact details.

    Raises:
        NotFound: none are entered, or they are not the caller's.
    """
    await own(session, participant_id, caller)
    contact = await session.scalar(select(Contact).where(Contact.participant_id == participant_id))
    if contact is None:
        raise NotFound
    return contact
