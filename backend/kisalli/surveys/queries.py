"""What of surveys a caller may see, who is asked, and the statements that count and sum up."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import Forbidden, NotFound
from kisalli.programmes.matched import BEEN_MATCHED, MATCHED
from kisalli.programmes.queries import RUNS
from kisalli.surveys.models import Survey

# Whether a survey `s` of a programme `g` can be seen by those whom it asks: what is scheduled is the coordinators' own affair.
# Half a year after its end a programme may well be archived: whoever agreed to be asked then is asked all the same.
SHOWN = """
(s.published_at IS NOT NULL AND s.opens_at <= clock_timestamp()
 AND g.published_at <= clock_timestamp() AND (g.archived_at IS NULL OR s.kind = 'later'))
"""
# Whether participant `p` agreed to be asked half a year after the end.
CONSENTED = "EXISTS (SELECT FROM consent c WHERE c.participant_id = p.id AND c.kind = 'later_survey')"
# Whether a survey `s` asks a participant `p` of its programme, as things stand now.
ASKS = f"""
(p.programme_id = s.programme_id AND p.role = ANY(s.roles) AND p.state IN ('active', 'paused') AND CASE s.audience
 WHEN 'everybody' THEN true
 WHEN 'matched' THEN {MATCHED}
 WHEN 'unmatched' THEN NOT {MATCHED}
 WHEN 'consented' THEN {CONSENTED}
 ELSE {BEEN_MATCHED} END)
"""
# Whether `p` has answered `s`, named or anonymously.
ANSWERED = """
(EXISTS (SELECT FROM survey_answer a WHERE a.survey_id = s.id AND a.participant_id = p.id)
 OR EXISTS (SELECT FROM survey_turnout t WHERE t.survey_id = s.id AND p.id = ANY(t.participants)))
"""
STATE = """
CASE WHEN s.published_at IS NULL THEN 'draft' WHEN clock_timestamp() < s.opens_at THEN 'scheduled'
     WHEN clock_timestamp() < s.closes_at THEN 'open' ELSE 'closed' END
"""
# Answers are counted where they stand: who has answered and was erased since counts on.
COUNTS = f"""
CASE WHEN s.anonymous THEN (SELECT count(*) FROM survey_anonymous_answer a WHERE a.survey_id = s.id)
     ELSE (SELECT count(*) FROM survey_answer a WHERE a.survey_id = s.id) END AS answers,
(SELECT count(*) FROM participant p
  LEFT JOIN (SELECT a.participant_id FROM survey_answer a WHERE a.survey_id = s.id
             UNION ALL SELECT unnest(t.participants) FROM survey_turnout t WHERE t.survey_id = s.id) AS has
    ON has.participant_id = p.id
  WHERE p.programme_id = s.programme_id AND (has.participant_id IS NOT NULL OR {ASKS})) AS asked
"""  # noqa: S608 - our own words

OF_COORDINATOR = text(f"""
SELECT s.*, {STATE} AS state, NULL AS answered, {COUNTS}
  FROM survey s WHERE s.programme_id = :programme_id ORDER BY s.opens_at NULLS LAST, s.id
""")  # noqa: S608 - our own words
OF_PARTICIPANT = text(f"""
SELECT s.*, {STATE} AS state, {ANSWERED} AS answered, NULL AS answers, NULL AS asked
  FROM survey s JOIN programme g ON g.id = s.programme_id JOIN participant p ON p.programme_id = g.id
 WHERE s.programme_id = :programme_id AND p.person_id = :person_id AND {SHOWN}
   AND ({ANSWERED} OR {ASKS} AND clock_timestamp() < s.closes_at)
 ORDER BY s.closes_at, s.id
""")  # noqa: S608 - our own words
DUE = text(f"""
SELECT s.id, s.programme_id, s.kind, s.anonymous, s.title, s.opens_at, s.closes_at
  FROM survey s JOIN programme g ON g.id = s.programme_id JOIN participant p ON p.id = :participant_id
 WHERE s.programme_id = :programme_id AND {SHOWN} AND clock_timestamp() < s.closes_at AND {ASKS} AND NOT {ANSWERED}
 ORDER BY s.closes_at, s.id
""")  # noqa: S608 - our own words
# What coordinators look after now: what is open, and what would soon open, or be open, if it were not a draft still.
UNDER_WAY = text(f"""
SELECT s.id, s.title, {STATE} AS state, s.opens_at, s.closes_at, {COUNTS}
  FROM survey s WHERE s.programme_id = :programme_id AND clock_timestamp() < s.closes_at
   AND s.opens_at <= clock_timestamp() + CASE WHEN s.published_at IS NULL THEN interval '7 days' ELSE interval '0' END
 ORDER BY s.closes_at, s.id
""")  # noqa: S608 - our own words
# The one look at a survey by its id: as its coordinator, as somebody who is asked or has answered, or not at all.
STANDING = text(f"""
SELECT s.id, s.programme_id, g.zone, g.languages, {STATE} AS state, {RUNS} AS coordinates,
       p.id AS participant_id, p.role, COALESCE({ASKS}, false) AS asks, COALESCE({ANSWERED}, false) AS answered,
       {SHOWN} AS shown, clock_timestamp() AS now
  FROM survey s JOIN programme g ON g.id = s.programme_id
  LEFT JOIN participant p ON p.programme_id = g.id AND p.person_id = :person_id
 WHERE s.id = :survey_id
""")  # noqa: S608 - our own words
WAITING = text(f"""
SELECT s.id, p.person_id FROM survey s JOIN programme g ON g.id = s.programme_id JOIN participant p ON p.programme_id = g.id
 WHERE s.id = ANY(:survey_ids) AND {SHOWN} AND clock_timestamp() < s.closes_at AND {ASKS} AND NOT {ANSWERED}
""")  # noqa: S608 - our own words
COUNTED = text(f"SELECT {COUNTS} FROM survey s WHERE s.id = :survey_id")  # noqa: S608 - our own words
READERS = text("""
SELECT x.name FROM programme g JOIN organisation_member w ON w.organisation_id = g.organisation_id
  JOIN person x ON x.id = w.person_id
 WHERE g.id = :programme_id AND NOT x.service AND x.disabled_at IS NULL ORDER BY x.name
""")
HELPERS = text("""
SELECT x.id FROM programme g JOIN organisation_member w ON w.organisation_id = g.organisation_id
  JOIN person x ON x.id = w.person_id
 WHERE g.id = :programme_id AND NOT x.service AND x.disabled_at IS NULL ORDER BY x.id
""")
HELP = text("""
SELECT c.id, c.participant_id, COALESCE(m.name, e.name, '') AS name, p.role, c.words,
       CASE WHEN x.disabled_at IS NULL THEN NULLIF(x.email, '') END AS email, c.created_at
  FROM help_call c JOIN participant p ON p.id = c.participant_id JOIN person x ON x.id = p.person_id
  LEFT JOIN mentor_profile m ON m.participant_id = p.id LEFT JOIN mentee_profile e ON e.participant_id = p.id
 WHERE c.survey_id = :survey_id ORDER BY c.id DESC LIMIT :limit
""")

# Answering holds the survey's row against a change of it, then, where it is anonymous, the one row of who has answered.
SHARE = text("SELECT id FROM survey WHERE id = :survey_id FOR SHARE")
ALONE = text("SELECT id FROM survey WHERE id = :survey_id FOR UPDATE")
# Whoever reads results waits for answers under way: after this look none is added.
SETTLED = text("SELECT survey_id FROM survey_turnout WHERE survey_id = :survey_id FOR SHARE")
TURN_OUT = text("""
INSERT INTO survey_turnout (survey_id) VALUES (:survey_id) ON CONFLICT (survey_id) DO NOTHING
""")
# Two that come at once wait for each other here, and the second finds itself counted. In the order of the ids: who came
# last is not who stands last.
COUNT_IN = text("""
UPDATE survey_turnout SET participants = ARRAY(SELECT each FROM unnest(participants || CAST(:participant_id AS uuid)) AS each
                                                ORDER BY each)
 WHERE survey_id = :survey_id AND CAST(:participant_id AS uuid) <> ALL(participants)
RETURNING survey_id
""")

ANSWERS_OF = {
    False: """SELECT a.participant_id AS id, p.role, a.language, a.answers, a.texts
                FROM survey_answer a JOIN participant p ON p.id = a.participant_id WHERE a.survey_id = :survey_id""",
    True: "SELECT a.id, a.role, a.language, a.answers, a.texts FROM survey_anonymous_answer a WHERE a.survey_id = :survey_id",
}


def _by_atom(anonymous: bool) -> str:
    """How many answered, how many each question, and how many chose what: by role and language, the smallest groups."""
    return f"""
WITH a AS ({ANSWERS_OF[anonymous]}),
chosen AS (
  SELECT a.role, a.language, e.key, e.value FROM a CROSS JOIN LATERAL jsonb_each(a.answers) AS e
)
SELECT role, language, CAST(NULL AS text) AS key, CAST(NULL AS jsonb) AS value, count(*) AS number FROM a GROUP BY role, language
UNION ALL
SELECT role, language, key, NULL, count(*) FROM chosen GROUP BY role, language, key
UNION ALL
SELECT role, language, key, value, count(*) FROM chosen WHERE jsonb_typeof(value) <> 'array'
 GROUP BY role, language, key, value
UNION ALL
SELECT role, language, key, one, count(*) FROM chosen CROSS JOIN LATERAL jsonb_array_elements(chosen.value) AS each(one)
 WHERE jsonb_typeof(chosen.value) = 'array' GROUP BY role, language, key, one
UNION ALL
SELECT a.role, a.language, t.key, NULL, count(*) FROM a CROSS JOIN LATERAL jsonb_object_keys(a.texts) AS t(key)
 GROUP BY a.role, a.language, t.key
"""  # noqa: S608 - our own words


def _words(anonymous: bool) -> str:
    """Words by question, each question's in an order of its own that tells nothing: no two of one person stand alike."""
    return f"""
WITH a AS ({ANSWERS_OF[anonymous]}),
said AS (
  SELECT t.key, t.value, row_number() OVER (PARTITION BY t.key ORDER BY hashtextextended(a.id::text || t.key, 0)) AS place
    FROM a CROSS JOIN LATERAL jsonb_each_text(a.texts) AS t
)
SELECT key, value FROM said WHERE place <= :most ORDER BY key, place
"""  # noqa: S608 - our own words


BY_ATOM = {anonymous: text(_by_atom(anonymous)) for anonymous in (False, True)}
WORDS = {anonymous: text(_words(anonymous)) for anonymous in (False, True)}
NAMED_ROWS = text("""
SELECT a.participant_id, COALESCE(m.name, e.name, '') AS name, p.role, a.language, a.answers, a.texts
  FROM survey_answer a JOIN participant p ON p.id = a.participant_id
  LEFT JOIN mentor_profile m ON m.participant_id = p.id LEFT JOIN mentee_profile e ON e.participant_id = p.id
 WHERE a.survey_id = :survey_id ORDER BY p.role, name, a.participant_id
""")


async def standing(session: AsyncSession, survey_id: UUID, caller: Caller) -> Row[Any]:
    """Return where a caller stands with a survey that they may know of.

    Raises:
        NotFound: there is none, or it is not for them: they don't run its programme, and it does not ask them.
    """
    row = (await session.execute(STANDING, {"survey_id": survey_id, "person_id": caller.person_id})).one_or_none()
    if row is None or not (row.coordinates or (row.shown and (row.answered or row.asks))):
        raise NotFound
    return row


async def coordinated(session: AsyncSession, survey_id: UUID, caller: Caller, *, alone: bool = False) -> Survey:
    """Return a survey of a programme that the caller runs; `alone`: nobody answers or changes it meanwhile.

    Raises:
        NotFound: there is none, or not for them. Forbidden: they are asked, but don't run the programme.
    """
    row = await standing(session, survey_id, caller)
    if not row.coordinates:
        raise Forbidden
    if alone:
        await session.execute(ALONE, {"survey_id": survey_id})
    return await read(session, survey_id)


async def read(session: AsyncSession, survey_id: UUID) -> Survey:
    """Return a survey as it is now.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    found = await session.scalar(select(Survey).where(Survey.id == survey_id).execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


async def due(session: AsyncSession, programme_id: UUID, participant_id: UUID) -> list[Row[Any]]:
    """Return the surveys of a programme that wait for a participant's answer, those that close first at first.

    Rows have id, programme_id, kind, anonymous, title (by language), opens_at and closes_at.
    """
    values = {"programme_id": programme_id, "participant_id": participant_id}
    return list((await session.execute(DUE, values)).all())


async def waiting(session: AsyncSession, survey_ids: Collection[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """Return who is asked by these surveys now and has not answered, as (survey, person)."""
    if not survey_ids:
        return frozenset()
    rows = await session.execute(WAITING, {"survey_ids": list(survey_ids)})
    return frozenset((row.id, row.person_id) for row in rows)
