"""The surveys that come with a new programme, and copies of last year's (R4, R23)."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.ids import new_id
from kisalli.core.instants import day_begins, moved
from kisalli.programmes import queries as programmes
from kisalli.programmes.models import Programme
from kisalli.surveys import queries
from kisalli.surveys.models import Survey, SurveyKind, SurveyState
from kisalli.surveys.schemas import SurveyActOut, SurveyCopyIn, SurveyIn
from kisalli.surveys.service import content_of

HALFWAY_DAYS = 14
FEEDBACK_DAYS = 14  # where the programme leaves no time for feedback after its end, the last days before it


@cache
def _texts() -> dict[str, dict[str, Any]]:
    """Return the ready surveys as the package holds them, by kind, in all languages."""
    return tomllib.loads((Path(__file__).parent / "ready.toml").read_text(encoding="utf-8"))


async def begin(session: AsyncSession, programme: Programme) -> list[UUID]:
    """Give a new programme its halfway check-in and its final feedback, as drafts at the times that its clock says.

    They are in the programme's languages, whole, and need no more than to be published. Without a halfway day the
    check-in has no time yet. Returns their ids.
    """
    times = {SurveyKind.HALFWAY: _halfway(programme), SurveyKind.FINAL: _final(programme)}
    made = []
    for kind, (opens_at, closes_at) in times.items():
        body = SurveyIn.model_validate(_in_languages(_texts()[kind], programme.languages))
        row = Survey(id=new_id(), programme_id=programme.id, kind=kind, **body.model_dump(mode="json"))
        row.opens_at, row.closes_at = opens_at, closes_at
        session.add(row)
        made.append(row.id)
    await session.flush()
    return made


def _halfway(programme: Programme) -> tuple[datetime | None, datetime | None]:
    if programme.halfway_on is None:
        return None, None
    opens_at = day_begins(programme.halfway_on, programme.zone)
    return opens_at, moved(opens_at, timedelta(days=HALFWAY_DAYS), programme.zone)


def _final(programme: Programme) -> tuple[datetime, datetime]:
    if programme.running_closes < programme.feedback_closes:
        return programme.running_closes, programme.feedback_closes
    before = moved(programme.running_closes, -timedelta(days=FEEDBACK_DAYS), programme.zone)
    return before, programme.feedback_closes


def _in_languages(value: Any, languages: list[str]) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Leave the programme's own languages of every text."""
    if isinstance(value, list):
        return [_in_languages(each, languages) for each in value]
    if isinstance(value, dict):
        words = value.keys() <= {"en", "fi", "sv"}
        return {key: _in_languages(each, languages) for key, each in value.items() if not words or key in languages}
    return value


async def copy_surveys(session: AsyncSession, from_programme_id: UUID, to_programme_id: UUID, by_days: int) -> list[UUID]:
    """Copy all surveys of a programme into another as drafts, their times moved by whole days of its zone (R4).

    Nothing that was answered comes along. Returns the ids, in the order of the originals.
    """
    programme = await session.get_one(Programme, to_programme_id)
    zone, by = programme.zone, timedelta(days=by_days)
    made = []
    query = select(Survey).where(Survey.programme_id == from_programme_id).order_by(Survey.id)
    for survey in (await session.scalars(query)).all():
        row = Survey(id=new_id(), programme_id=to_programme_id, kind=survey.kind, **_content(survey, programme.languages))
        row.opens_at = moved(survey.opens_at, by, zone) if survey.opens_at else None
        row.closes_at = moved(survey.closes_at, by, zone) if survey.closes_at else None
        session.add(row)
        made.append(row.id)
    await session.flush()
    return made


async def copy_one(session: AsyncSession, programme_id: UUID, body: SurveyCopyIn, caller: Caller) -> SurveyActOut:
    """Copy a survey of any programme that the caller runs into one of theirs, as a draft without times.

    Raises:
        NotFound, Forbidden: the caller does not run both.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    survey = await queries.coordinated(session, body.survey_id, caller)
    programme = await session.get_one(Programme, programme_id)
    row = Survey(id=new_id(), programme_id=programme_id, **_content(survey, programme.languages))
    session.add(row)
    values = {"programme_id": programme_id, "caller_id": caller.person_id, "act": "survey_created", "subject": "survey"}
    audit.record(
        session, values | {"subject_id": row.id, "to_state": SurveyState.DRAFT, "details": {"copied_from": str(survey.id)}}
    )
    return SurveyActOut(id=row.id, state=SurveyState.DRAFT)


def _content(survey: Survey, languages: list[str]) -> dict[str, Any]:
    """Return what a copy has of a survey, in the languages of the programme that it comes to."""
    content = content_of(survey)
    return content | {name: _in_languages(content[name], languages) for name in ("title", "intro", "questions")}
