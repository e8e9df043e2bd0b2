"""What of registers and checks is read, and the statements that change them."""

from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, LargeBinary, Row, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

COUNTED = text("""
SELECT count(*) AS entries, count(claimed_by) AS claimed FROM register_entry WHERE programme_id = :programme_id
""")
ADD = text("""
INSERT INTO register_entry (programme_id, whole, hashes)
SELECT :programme_id, decode(row ->> 0, 'hex'), ARRAY(SELECT decode(each, 'hex') FROM jsonb_array_elements_text(row) AS each)
  FROM jsonb_array_elements(CAST(:rows AS jsonb)) AS row
    ON CONFLICT (programme_id, whole) DO NOTHING
""")
KNOWN = text("SELECT whole FROM register_entry WHERE programme_id = :programme_id")
DROP = text("DELETE FROM register_entry WHERE programme_id = :programme_id AND whole = ANY(:wholes)").bindparams(
    bindparam("wholes", type_=ARRAY(LargeBinary()))
)
DROP_ALL = text("DELETE FROM register_entry WHERE programme_id = :programme_id RETURNING 1")
# Who may be looked up now: a mentor on their way in, where the rule is a register, while there is one to be asked.
STANDING = text("""
SELECT p.id, p.programme_id, p.person_id, p.state,
       g.mentor_admission = 'register' AND p.role = 'mentor' AND p.state IN ('draft', 'submitted')
         AND p.approved_at IS NULL AND p.admitted_until IS NULL
         AND g.published_at <= clock_timestamp() AND g.archived_at IS NULL
         AND g.mentor_signup_opens <= clock_timestamp() AND clock_timestamp() < g.mentor_signup_closes
         AND (EXISTS (SELECT FROM register_lookup l WHERE l.programme_id = g.id)
              OR EXISTS (SELECT FROM register_entry e WHERE e.programme_id = g.id)) AS asked,
       v.state AS verification, COALESCE(v.tries, 0) AS tries
  FROM participant p JOIN programme g ON g.id = p.programme_id
  LEFT JOIN verification v ON v.programme_id = p.programme_id AND v.person_id = p.person_id
 WHERE p.id = :participant_id
""")
GIVE = text("""
INSERT INTO birth_date (participant_id, sealed) VALUES (:participant_id, :sealed)
    ON CONFLICT (participant_id) DO UPDATE SET sealed = EXCLUDED.sealed, given_at = clock_timestamp()
""")
WAIT = text("""
INSERT INTO verification (programme_id, person_id, state) VALUES (:programme_id, :person_id, 'waiting')
    ON CONFLICT (programme_id, person_id) DO UPDATE SET state = 'waiting', next_try_at = NULL
""")
# A try is counted before the register is asked, so that no crowd of calls gets more answers than tries.
TRY = text("""
UPDATE verification SET tries = tries + 1, next_try_at = CASE WHEN next_try_at IS NULL THEN NULL
                                                              ELSE clock_timestamp() + interval '1 minute' END
 WHERE programme_id = :programme_id AND person_id = :person_id AND state = 'waiting' AND tries < :most
   AND (CAST(:due AS boolean) IS FALSE OR next_try_at <= clock_timestamp())
RETURNING tries
""")
FACTS = text("""
SELECT b.sealed, b.given_at, l.url, l.secret FROM birth_date b JOIN participant p ON p.id = b.participant_id
  LEFT JOIN register_lookup l ON l.programme_id = p.programme_id
 WHERE b.participant_id = :participant_id
""")
ENTRY = text("""
SELECT whole FROM register_entry
 WHERE hashes && ARRAY(SELECT decode(each, 'hex') FROM jsonb_array_elements_text(CAST(:hashes AS jsonb)) AS each)
   AND programme_id = :programme_id AND (claimed_by IS NULL OR claimed_by = :person_id)
 LIMIT 1
""")
CLAIM = text("""
UPDATE register_entry SET claimed_by = :person_id
 WHERE programme_id = :programme_id AND whole = :whole AND (claimed_by IS NULL OR claimed_by = :person_id)
RETURNING 1
""")
FORGET = text("DELETE FROM birth_date WHERE participant_id = :participant_id")
FORGET_GIVEN = text("DELETE FROM birth_date WHERE participant_id = :participant_id AND given_at = :given_at RETURNING 1")
CONCLUDE = text("""
UPDATE verification SET state = :state, next_try_at = NULL WHERE programme_id = :programme_id AND person_id = :person_id
""")
# The pause grows with how long the answer has been waited for: from a minute to an hour.
LATER = text("""
UPDATE verification SET tries = tries - 1,
       next_try_at = clock_timestamp() + LEAST(GREATEST(clock_timestamp() - :given_at, interval '1 minute'), interval '1 hour')
 WHERE programme_id = :programme_id AND person_id = :person_id AND state = 'waiting' AND tries > 0
""")
FAILS = text("""
UPDATE register_lookup SET failing_since = COALESCE(failing_since, clock_timestamp()) WHERE programme_id = :programme_id
""")
ANSWERS = text("""
UPDATE register_lookup SET failing_since = NULL WHERE programme_id = :programme_id AND failing_since IS NOT NULL
""")
DUE = text("""
SELECT p.id FROM verification v JOIN participant p USING (programme_id, person_id) JOIN birth_date b ON b.participant_id = p.id
 WHERE v.next_try_at <= clock_timestamp() ORDER BY v.next_try_at LIMIT :limit
""")
CLOSED = text("""
WITH gone AS (
  DELETE FROM register_entry e USING programme g
   WHERE g.id = e.programme_id AND (g.mentor_signup_closes <= clock_timestamp() OR g.archived_at IS NOT NULL)
  RETURNING e.programme_id
)
SELECT DISTINCT programme_id FROM gone
""")
OUTLIVED = text("""
DELETE FROM birth_date b USING participant p, programme g
 WHERE p.id = b.participant_id AND g.id = p.programme_id
   AND (b.given_at < clock_timestamp() - interval '30 days' OR g.mentor_signup_closes <= clock_timestamp()
        OR g.archived_at IS NOT NULL OR g.mentor_admission <> 'register'
        OR p.state NOT IN ('draft', 'submitted') OR p.approved_at IS NOT NULL)
""")
LAPSE = text("""
UPDATE verification v SET state = 'lapsed', next_try_at = NULL
 WHERE v.state = 'waiting' AND NOT EXISTS (
       SELECT FROM birth_date b JOIN participant p ON p.id = b.participant_id
        WHERE p.programme_id = v.programme_id AND p.person_id = v.person_id)
""")


async def standing(session: AsyncSession, participant_id: UUID) -> Row[Any] | None:
    """Return a participant with `asked`, `verification` and `tries`; None when there is no such participant."""
    return (await session.execute(STANDING, {"participant_id": participant_id})).one_or_none()
