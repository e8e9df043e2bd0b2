"""The consent to be asked half a year after the programme's end (R23): given freely, taken back as easily.

It is a participant's own, for the one survey that their programme has for it. Whoever has answered stays uncounted by it:
an anonymous answer can't be taken out again, which the wording says.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.programmes.errors import NotAParticipant
from kisalli.programmes.matched import BEEN_MATCHED
from kisalli.surveys.queries import ANSWERED
from kisalli.surveys.schemas import LaterConsentIn, LaterConsentOut, LaterConsentsOut
from kisalli.terms import service as terms
from kisalli.terms.errors import TermsChanged
from kisalli.terms.models import ConsentKind
from kisalli.terms.wording import current, wording

# Who can be asked: of the roles of the survey, with a mentoring to look back on, as long as there is something to agree to.
# `due`: the moment to ask has come, when the mentoring months are over or the final feedback is given.
PARTS = f"""
SELECT p.id AS participant_id, p.programme_id, given.at AS given_at,
       CASE WHEN s.published_at IS NOT NULL THEN s.opens_at END AS opens_at,
       (s.closes_at IS NULL OR clock_timestamp() < s.closes_at) AND p.role = ANY(s.roles)
       AND p.state IN ('active', 'paused') AND NOT {ANSWERED}
       AND {BEEN_MATCHED} AS may_give,
       g.running_closes <= clock_timestamp()
       OR EXISTS (SELECT FROM survey f JOIN survey_turnout t ON t.survey_id = f.id
                   WHERE f.programme_id = p.programme_id AND f.kind = 'final' AND p.id = ANY(t.participants))
       OR EXISTS (SELECT FROM survey f JOIN survey_answer a ON a.survey_id = f.id
                   WHERE f.programme_id = p.programme_id AND f.kind = 'final' AND a.participant_id = p.id) AS due
  FROM participant p JOIN programme g ON g.id = p.programme_id
  JOIN survey s ON s.programme_id = p.programme_id AND s.kind = 'later'
  LEFT JOIN LATERAL (SELECT min(c.at) AS at FROM consent c
                      WHERE c.participant_id = p.id AND c.kind = 'later_survey') AS given ON true
 WHERE p.person_id = :person_id AND g.published_at <= clock_timestamp()
"""  # noqa: S608 - our own words
MINE = text(f"""
SELECT participant_id, programme_id, given_at, opens_at, may_give AND due AS asked FROM ({PARTS}) AS part
 WHERE given_at IS NOT NULL OR (may_give AND due) ORDER BY participant_id DESC
""")  # noqa: S608 - our own words
# The survey is held: with one that is deleted meanwhile the consent would stay behind.
ONE = text(f"{PARTS} AND p.id = :participant_id FOR SHARE OF s")
# Held against leaving and erasing, which take it away for good.
OWN = text("""
SELECT p.id, p.programme_id FROM participant p WHERE p.id = :participant_id AND p.person_id = :person_id FOR NO KEY UPDATE
""")
TAKE_BACK = text("""
DELETE FROM consent WHERE participant_id = :participant_id AND person_id = :person_id AND kind = 'later_survey' RETURNING id
""")
TAKE_BACK_BY_MAIL = text("""
DELETE FROM consent c USING participant p
 WHERE p.id = c.participant_id AND c.person_id = :person_id AND c.kind = 'later_survey'
   AND p.programme_id = CAST(:programme_id AS uuid)
RETURNING c.participant_id
""")
FORGET = text("""
DELETE FROM consent c USING participant p
 WHERE p.id = c.participant_id AND c.kind = 'later_survey' AND p.programme_id = :programme_id
""")


async def show(session: AsyncSession, language: str, caller: Caller) -> LaterConsentsOut:
    """Return where the caller is asked for this consent or has given it, the latest programme first, and its wording."""
    rows = await session.execute(MINE, {"person_id": caller.person_id})
    asked = wording(ConsentKind.LATER_SURVEY, language)
    return LaterConsentsOut(
        version=asked.version,
        language=asked.language,
        title=asked.title,
        paragraphs=[each for section in asked.sections for each in section.paragraphs],
        items=[LaterConsentOut.model_validate(row) for row in rows],
    )


async def give(session: AsyncSession, participant_id: UUID, body: LaterConsentIn, caller: Caller) -> None:
    """Agree to be asked half a year after the end; a repeat changes nothing.

    Raises:
        NotFound: it is not the caller's own part. TermsChanged: another wording is in force.
        NotAParticipant: nobody asks them: they have had no match, take part no more, or it is over.
    """
    own = await _own(session, participant_id, caller)
    values = {"person_id": caller.person_id, "participant_id": participant_id}
    part = (await session.execute(ONE, values)).one_or_none()
    if part is None or not part.may_give:
        raise NotAParticipant
    if body.version != current(ConsentKind.LATER_SURVEY):
        raise TermsChanged
    if part.given_at is None:
        await terms.record(session, caller.person_id, ConsentKind.LATER_SURVEY, body.language, participant_id)
        told = {"version": body.version, "language": body.language}
        _record(session, own.programme_id, participant_id, caller.person_id, "later_survey_agreed", details=told)


async def take_back(session: AsyncSession, participant_id: UUID, caller: Caller) -> None:
    """Take the consent back; once it is gone, a repeat changes nothing.

    Raises:
        NotFound: it is not the caller's own part.
    """
    own = await _own(session, participant_id, caller)
    values = {"person_id": caller.person_id, "participant_id": participant_id}
    if (await session.execute(TAKE_BACK, values)).first():
        _record(session, own.programme_id, participant_id, caller.person_id, "later_survey_taken_back")


async def take_back_by_mail(session: AsyncSession, person_id: UUID, programme_id: UUID | None) -> None:
    """Take it back by the link of a mail, which knows no session; nothing happens where there is none (any more)."""
    rows = await session.scalars(TAKE_BACK_BY_MAIL, {"person_id": person_id, "programme_id": programme_id})
    for participant_id in set(rows):
        _record(session, programme_id, participant_id, person_id, "later_survey_taken_back")


async def _own(session: AsyncSession, participant_id: UUID, caller: Caller) -> Row[Any]:
    values = {"participant_id": participant_id, "person_id": caller.person_id}
    row = (await session.execute(OWN, values)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _record(
    session: AsyncSession, programme_id: UUID | None, participant_id: UUID, person_id: UUID, act: str, **more: object
) -> None:
    row = {"programme_id": programme_id, "caller_id": person_id, "act": act, "subject": "participant"}
    audit.record(session, row | {"subject_id": participant_id} | more)
