"""What the calendar takes away (R33): texts some months after a programme's end, identities some more months later.

One programme at a time, in small transactions, and nothing is remembered between them: what is gone is not found again.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from kisalli.core.acts import Acts
from kisalli.core.db import Sessions, transaction
from kisalli.privacy import erasure
from kisalli.privacy.derived import forgetting
from kisalli.programmes.locks import share_programme

BATCH = 500
PEOPLE = 50
READS_MONTHS = 24

END = "GREATEST(g.feedback_closes, g.requests_closes)"
TEXTS_DUE = f"{END} + make_interval(months => g.texts_months) <= clock_timestamp()"
IDENTITIES_DUE = f"{END} + make_interval(months => g.identities_months) <= clock_timestamp()"
OVER = text(f"SELECT g.id FROM programme g WHERE {TEXTS_DUE} ORDER BY g.id")  # noqa: S608 - our own words
STILL_OVER = text(f"SELECT {TEXTS_DUE} FROM programme g WHERE g.id = :programme_id")  # noqa: S608 - our own words
# Nobody who works here, takes part in anything that is not due as well, or was made anonymous before.
GONE = f"""
    p.email <> '' AND NOT EXISTS (SELECT FROM organisation_member w WHERE w.person_id = p.id)
    AND NOT EXISTS (SELECT FROM participant o JOIN programme g ON g.id = o.programme_id
                     WHERE o.person_id = p.id AND NOT {IDENTITIES_DUE})
"""  # noqa: S608 - our own words
PEOPLE_DUE = text(f"""
SELECT p.id FROM person p
 WHERE p.id IN (SELECT o.person_id FROM participant o JOIN programme g ON g.id = o.programme_id
                 WHERE g.id = :programme_id AND {IDENTITIES_DUE}) AND {GONE}
 ORDER BY p.id LIMIT :limit
""")  # noqa: S608 - our own words
STILL_GONE = text(f"SELECT p.id FROM person p WHERE p.id = ANY(:people) AND {GONE} ORDER BY p.id")  # noqa: S608 - our own words
OLD_READS = text("DELETE FROM data_read WHERE at < clock_timestamp() - make_interval(months => :months)")


async def retain(sessions: Sessions, acts: Acts) -> None:
    """Take away what has been kept for long enough."""
    async with transaction(sessions) as session:
        over = (await session.scalars(OVER)).all()
        await session.execute(OLD_READS, {"months": READS_MONTHS})
    for programme_id in over:
        while await _forget_texts(sessions, programme_id):
            pass
        while await _forget_identities(sessions, acts, programme_id):
            pass


async def _forget_texts(sessions: Sessions, programme_id: UUID) -> bool:
    """Take one batch of texts away; whether there may be more."""
    more = False
    for statement in forgetting():
        async with transaction(sessions) as session:
            await share_programme(session, programme_id)  # somebody may be extending it right now
            if not await session.scalar(STILL_OVER, {"programme_id": programme_id}):
                return False
            rows = await session.execute(statement, {"programme_id": programme_id, "batch": BATCH})
            more = more or rows.rowcount == BATCH  # type: ignore[attr-defined]  # an UPDATE's result has it
    return more


async def _forget_identities(sessions: Sessions, acts: Acts, programme_id: UUID) -> bool:
    """Make one batch of people anonymous; whether there may be more."""
    async with transaction(sessions) as session:
        people = (await session.scalars(PEOPLE_DUE, {"programme_id": programme_id, "limit": PEOPLE})).all()
    if not people:
        return False
    closed = await _close_those_due(sessions, people)
    await erasure.make_anonymous(sessions, acts, closed)
    return len(people) == PEOPLE


async def _close_those_due(sessions: Sessions, people: Sequence[UUID]) -> Sequence[UUID]:
    """Close the accounts of those who have joined nothing meanwhile, and return them; from then on they can't."""
    async with transaction(sessions) as session:
        await session.execute(erasure.LOCK, {"people": people})
        due = (await session.scalars(STILL_GONE, {"people": people})).all()
        await erasure.close_all(session, due)
    return due
