"""What certificates are made from and found by."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.certificates.models import Certificate
from kisalli.core.caller import Caller
from kisalli.messages.models import MessageKind
from kisalli.programmes.matched import CAME, WENT, WITH_SOMEBODY

# How many meetings participant `p` has held.
MEETINGS_HELD = """
(SELECT count(*) FROM meeting x JOIN match_member mm ON mm.match_id = x.match_id
  WHERE mm.participant_id = p.id AND x.state = 'held'
    AND (mm.kind = 'pair' OR (x.starts_at >= mm.created_at AND (mm.left_at IS NULL OR x.starts_at < mm.left_at))))::integer
"""
# What of a match `m` lies within the mentoring months of programme `g`, and whether it lasted to their end.
TOUCHES = f"{CAME} < g.running_closes AND ({WENT} IS NULL OR {WENT} > g.running_opens) AND {WITH_SOMEBODY}"
LASTED = f"({WENT} IS NULL OR {WENT} >= g.running_closes OR (mm.left_at IS NULL AND m.end_reason = 'programme_ended'))"
STANDING = text(f"""
SELECT p.id, p.programme_id, p.role, p.state <> 'removed' AS stays, g.zone, g.running_opens, g.running_closes,
       g.running_closes <= clock_timestamp() AS over, o.id AS organisation_id, o.name AS organisation,
       COALESCE(mp.name, me.name) AS name, COALESCE(took.lasted, false) AS lasted, took.begins, took.ends,
       {MEETINGS_HELD} AS meetings_held
  FROM participant p
  JOIN programme g ON g.id = p.programme_id JOIN organisation o ON o.id = g.organisation_id
  LEFT JOIN mentor_profile mp ON mp.participant_id = p.id LEFT JOIN mentee_profile me ON me.participant_id = p.id
 CROSS JOIN LATERAL (
       SELECT bool_or({LASTED}) AS lasted, min(GREATEST({CAME}, g.running_opens)) AS begins,
              max(LEAST({WENT}, g.running_closes)) AS ends
         FROM match_member mm JOIN match m ON m.id = mm.match_id
        WHERE mm.participant_id = p.id AND {TOUCHES}) AS took
 WHERE p.id = :participant_id AND p.person_id = :person_id
""")  # noqa: S608 - our own words
WITHDRAW = text("DELETE FROM certificate WHERE participant_id = :participant_id RETURNING id")
BY_CODE = text("""
SELECT code, name, role, organisation, names, roles, begins_on, ends_on, meetings_held, issued_on
  FROM certificate WHERE code = :code
""")
OF_PROGRAMME = """
  FROM certificate c JOIN participant p ON p.id = c.participant_id
 WHERE p.programme_id = :programme_id AND (CAST(:participant_id AS uuid) IS NULL OR p.id = :participant_id)
"""
LISTED = text(f"""
SELECT c.id, c.participant_id, c.name, c.role, c.issued_on {OF_PROGRAMME}
   AND (CAST(:before AS uuid) IS NULL OR c.id < :before) ORDER BY c.id DESC LIMIT :limit
""")
COUNT = text(f"SELECT count(*) {OF_PROGRAMME}")
# A round of the same organisation in which somebody who takes no part yet can sign up as a mentor, now or soon.
NEXT_ROUNDS = text("""
SELECT wanted.person_id, wanted.programme_id AS after, next.id, next.mentor_signup_opens, next.mentor_signup_closes
  FROM unnest(CAST(:people AS uuid[]), CAST(:programmes AS uuid[])) AS wanted(person_id, programme_id)
  JOIN programme g ON g.id = wanted.programme_id
 CROSS JOIN LATERAL (
       SELECT n.id, n.mentor_signup_opens, n.mentor_signup_closes FROM programme n
        WHERE n.organisation_id = g.organisation_id AND n.id <> g.id AND n.published_at <= clock_timestamp()
          AND n.archived_at IS NULL AND n.mentor_signup_closes > clock_timestamp()
          AND NOT EXISTS (SELECT FROM participant p WHERE p.programme_id = n.id AND p.person_id = wanted.person_id)
        ORDER BY n.mentor_signup_opens, n.id LIMIT 1) AS next
""")
# Whom the mail is for: everybody with a match that lasted to the end of the mentoring months. Programmes that ended longer ago
# are left alone, so that the look stays short, and an installation that is updated does not write about last year.
UNTOLD = f"""
SELECT DISTINCT p.id, p.programme_id, p.person_id
  FROM programme g JOIN match m ON m.programme_id = g.id JOIN match_member mm ON mm.match_id = m.id
  JOIN participant p ON p.id = mm.participant_id JOIN person x ON x.id = p.person_id
 WHERE g.running_closes <= clock_timestamp() AND g.running_closes > clock_timestamp() - interval '14 days'
   AND g.published_at IS NOT NULL AND g.archived_at IS NULL AND {TOUCHES} AND {LASTED}
   AND p.state <> 'removed' AND x.disabled_at IS NULL
   AND NOT EXISTS (SELECT FROM message t WHERE t.subject_id = p.id AND t.recipient_id = p.person_id
                      AND t.kind = '{MessageKind.CERTIFICATE_READY}' AND t.occasion = 0)
"""  # noqa: S608 - our own words
WAITING = text(f"SELECT DISTINCT programme_id FROM ({UNTOLD}) AS untold ORDER BY programme_id")  # noqa: S608 - our own words
# In one order: two workers that write the same rows at once wait for each other at the first, and can't deadlock.
TELL = text(f"""
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id)
SELECT gen_random_uuid(), programme_id, person_id, '{MessageKind.CERTIFICATE_READY}', id
  FROM ({UNTOLD} AND g.id = :programme_id ORDER BY p.id LIMIT :batch) AS untold
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
""")  # noqa: S608 - our own words


async def standing(session: AsyncSession, participant_id: UUID, caller: Caller) -> Row[Any] | None:
    """Return what a participant's own certificate would be made from; None for anybody else's, or nobody's.

    `over`: the mentoring months are; `lasted`: a match of theirs did till then. `begins` and `ends` are None without one.
    """
    values = {"participant_id": participant_id, "person_id": caller.person_id}
    return (await session.execute(STANDING, values)).one_or_none()


async def of_participant(session: AsyncSession, participant_id: UUID) -> Certificate | None:
    """Return a participant's certificate."""
    return await session.scalar(select(Certificate).where(Certificate.participant_id == participant_id))


async def next_rounds(session: AsyncSession, readers: Collection[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Row[Any]]:
    """Map (person, programme that is over) to the round where that person can be a mentor next; those without are left out."""
    if not readers:
        return {}
    people, programmes = zip(*readers, strict=True)
    rows = await session.execute(NEXT_ROUNDS, {"people": list(people), "programmes": list(programmes)})
    return {(row.person_id, row.after): row for row in rows}
