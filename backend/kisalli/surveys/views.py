"""Surveys as they are answered: lists, and the form with where its reader stands."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.programmes import queries as programmes
from kisalli.surveys import queries
from kisalli.surveys.models import Survey, SurveyAnswer, SurveyAudience, SurveyKind, SurveyState
from kisalli.surveys.schemas import (
    DueSurveyOut,
    HelpCallOut,
    HelpCallsOut,
    OwnAnswerOut,
    SurveyOut,
    SurveyQuestion,
    SurveyRowOut,
    SurveysOut,
    UnderWaySurveyOut,
)

MOST_CALLS = 500


async def surveys(session: AsyncSession, programme_id: UUID, caller: Caller) -> SurveysOut:
    """List a programme's surveys: a coordinator's all, else those that wait for the caller or that they have answered.

    Raises:
        NotFound: no such programme for the caller.
    """
    await programmes.visible(session, programme_id, caller)
    mine = await programmes.coordinates(session, programme_id, caller)
    statement = queries.OF_COORDINATOR if mine else queries.OF_PARTICIPANT
    rows = await session.execute(statement, {"programme_id": programme_id, "person_id": caller.person_id})
    return SurveysOut(items=[SurveyRowOut.model_validate(row) for row in rows])


async def due(session: AsyncSession, programme_id: UUID, participant_id: UUID) -> list[DueSurveyOut]:
    """Return the surveys of a programme that wait for a participant's answer, those that close first at first."""
    return [DueSurveyOut.model_validate(row) for row in await queries.due(session, programme_id, participant_id)]


async def under_way(session: AsyncSession, programme_id: UUID) -> list[UnderWaySurveyOut]:
    """Return the surveys that coordinators of a programme look after now, those that close first at first."""
    rows = await session.execute(queries.UNDER_WAY, {"programme_id": programme_id})
    return [UnderWaySurveyOut.model_validate(row) for row in rows]


async def survey(session: AsyncSession, survey_id: UUID, caller: Caller) -> tuple[SurveyOut, int]:
    """Return a survey as its coordinator or as somebody whom it asks, and its version.

    Raises:
        NotFound: there is none, or it is not for the caller.
    """
    standing = await queries.standing(session, survey_id, caller)
    found = await queries.read(session, survey_id)
    counted: tuple[int | None, int | None] = (None, None)
    if standing.coordinates:
        row = (await session.execute(queries.COUNTED, {"survey_id": survey_id})).one()
        counted = (row.answers, row.asked)
    readers = await session.scalars(queries.READERS, {"programme_id": found.programme_id})
    own = await _own(session, found, standing) if standing.participant_id else None
    return _out(found, standing, list(readers), own, counted), found.version


def _out(
    found: Survey, standing: Row[Any], readers: list[str], own: OwnAnswerOut | None, counted: tuple[int | None, int | None]
) -> SurveyOut:
    return SurveyOut(
        id=found.id,
        programme_id=found.programme_id,
        kind=SurveyKind(found.kind),
        state=SurveyState(standing.state),
        anonymous=found.anonymous,
        roles=found.roles,
        audience=SurveyAudience(found.audience),
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        reminder_days=found.reminder_days,
        help=found.help,
        title=found.title,
        intro=found.intro,
        questions=[SurveyQuestion.model_validate(each) for each in found.questions],
        readers=readers,
        own=own,
        answers=counted[0],
        asked=counted[1],
    )


async def _own(session: AsyncSession, found: Survey, standing: Row[Any]) -> OwnAnswerOut:
    """Return the caller's own answer, where it is known whose it is."""
    named = None if found.anonymous else await session.get(SurveyAnswer, (found.id, standing.participant_id))
    return OwnAnswerOut(
        asked=standing.asks,
        answered=standing.answered,
        language=named.language if named else None,
        answers=named.answers | named.texts if named else {},
    )


async def help_calls(session: AsyncSession, survey_id: UUID, caller: Caller) -> tuple[HelpCallsOut, UUID]:
    """Return who asked for help beside a survey, the latest first, and its programme.

    Raises:
        NotFound, Forbidden: the caller does not run its programme.
    """
    found = await queries.coordinated(session, survey_id, caller)
    rows = await session.execute(queries.HELP, {"survey_id": survey_id, "limit": MOST_CALLS})
    return HelpCallsOut(items=[HelpCallOut.model_validate(row) for row in rows]), found.programme_id
