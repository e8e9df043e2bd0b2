"""The surveys that come with a new programme, and copies of last year's (R4, R23)."""

import tomllib
from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.ids import new_id
from kisalli.core.instants import day_begins, moved
from kisalli.programmes import queries as programmes
from kisalli.programmes.models import Programme
from kisalli.surveys import queries
from kisalli.surveys.models import Survey, SurveyAudience, SurveyKind, SurveyState
from kisalli.surveys.schemas import SurveyActOut, SurveyCopyIn, SurveyIn
from kisalli.surveys.service import content_of, record_edit

HALFWAY_DAYS = 14
LATER_MONTHS = 6  # after the programme's end (R23)
LATER_DAYS = 21
FEEDBACK_DAYS = 14  # where the programme leaves no time for feedback after its end, the last days before it


@cache
def _texts() -> dict[str, dict[str, Any]]:
    """Return the ready surveys as the package holds them, by kind, in all languages."""
    return tomllib.loads((Path(__file__).parent / "ready.toml").read_text(encoding="utf-8"))


async def begin(session: AsyncSession, programme: Programme) -> list[UUID]:
    """Give a new programme its halfway check-in, its final feedback and what it asks half a year later, as drafts.

    Their times are what its clock says. They are in the programme's languages, whole, and need no more than to be published.
    Without a halfway day the check-in has no time yet. Returns their ids.
    """
    made = [_ready(session, programme, kind, *its) for kind, its in _times(programme).items()]
    await session.flush()
    return made


async def on_time(session: AsyncSession, programme: Programme) -> list[Survey]:
    """Return the drafts that stand where the programme's clock puts them, for nobody has given them times of their own.

    They are locked: who is editing one is waited for.
    """
    times = _times(programme)
    drafts = select(Survey).where(Survey.programme_id == programme.id, Survey.published_at.is_(None), Survey.kind.in_(times))
    found = (await session.scalars(drafts.order_by(Survey.id).with_for_update())).all()
    return [each for each in found if (each.opens_at, each.closes_at) == times[SurveyKind(each.kind)]]


def follow(session: AsyncSession, drafts: Sequence[Survey], programme: Programme, caller: Caller) -> None:
    """Move drafts that stood where the programme's clock put them to where it puts them now."""
    times = _times(programme)
    for survey in drafts:
        if (survey.opens_at, survey.closes_at) != times[SurveyKind(survey.kind)]:
            survey.opens_at, survey.closes_at = times[SurveyKind(survey.kind)]
            survey.version += 1
            record_edit(session, survey, ["opens_at", "closes_at"], caller)


Times = tuple[datetime | None, datetime | None]


def _times(programme: Programme) -> dict[SurveyKind, Times]:
    return {SurveyKind.HALFWAY: _halfway(programme), SurveyKind.FINAL: _final(programme), SurveyKind.LATER: _later(programme)}


def _ready(
    session: AsyncSession, programme: Programme, kind: SurveyKind, opens_at: datetime | None, closes_at: datetime | None
) -> UUID:
    body = SurveyIn.model_validate(_in_languages(_texts()[kind], programme.languages))
    row = Survey(id=new_id(), programme_id=programme.id, kind=kind, **body.model_dump(mode="json"))
    row.opens_at, row.closes_at = opens_at, closes_at
    session.add(row)
    return row.id


def _halfway(programme: Programme) -> Times:
    if programme.halfway_on is None:
        return None, None
    opens_at = day_begins(programme.halfway_on, programme.zone)
    return opens_at, moved(opens_at, timedelta(days=HALFWAY_DAYS), programme.zone)


def _final(programme: Programme) -> tuple[datetime, datetime]:
    if programme.running_closes < programme.feedback_closes:
        return programme.running_closes, programme.feedback_closes
    before = moved(programme.running_closes, -timedelta(days=FEEDBACK_DAYS), programme.zone)
    return before, programme.feedback_closes


def _later(programme: Programme) -> tuple[datetime, datetime]:
    """Return three weeks from the day that is half a year after the end, at the hour at which the programme ends."""
    ends = programme.feedback_closes.astimezone(ZoneInfo(programme.zone))
    months = ends.month - 1 + LATER_MONTHS
    year, month = ends.year + months // 12, months % 12 + 1
    day = min(ends.day, monthrange(year, month)[1])
    opens_at = ends.replace(year=year, month=month, day=day).astimezone(UTC)
    return opens_at, moved(opens_at, timedelta(days=LATER_DAYS), programme.zone)


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

    Nothing that was answered comes along. Where there was none for half a year later, the ready one comes with the copy.
    Returns the ids, in the order of the originals.
    """
    programme = await session.get_one(Programme, to_programme_id)
    zone, by = programme.zone, timedelta(days=by_days)
    made = []
    query = select(Survey).where(Survey.programme_id == from_programme_id).order_by(Survey.id)
    sources = (await session.scalars(query)).all()
    for survey in sources:
        row = Survey(id=new_id(), programme_id=to_programme_id, kind=survey.kind, **_content(survey, programme.languages))
        row.opens_at = moved(survey.opens_at, by, zone) if survey.opens_at else None
        row.closes_at = moved(survey.closes_at, by, zone) if survey.closes_at else None
        session.add(row)
        made.append(row.id)
    if all(survey.kind != SurveyKind.LATER for survey in sources):
        made.append(_ready(session, programme, SurveyKind.LATER, *_later(programme)))
    await session.flush()
    return made


async def copy_one(session: AsyncSession, programme_id: UUID, body: SurveyCopyIn, caller: Caller) -> SurveyActOut:
    """Copy a survey of any programme that the caller runs into one of theirs, as a draft without times.

    What is asked half a year later stays that where the programme has nothing of the kind yet; else the copy asks everybody
    who has had a match, for people agreed to one such survey only.

    Raises:
        NotFound, Forbidden: the caller does not run both.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    survey = await queries.coordinated(session, body.survey_id, caller)
    programme = await session.get_one(Programme, programme_id)
    content = _content(survey, programme.languages)
    made = await _copied_as_later(session, programme_id, content) if survey.kind == SurveyKind.LATER else None
    if made is None:
        asked = {"audience": SurveyAudience.BEEN_MATCHED} if survey.kind == SurveyKind.LATER else {}
        row = Survey(id=new_id(), programme_id=programme_id, **content | asked)
        session.add(row)
        made = row.id
    values = {"programme_id": programme_id, "caller_id": caller.person_id, "act": "survey_created", "subject": "survey"}
    audit.record(
        session, values | {"subject_id": made, "to_state": SurveyState.DRAFT, "details": {"copied_from": str(survey.id)}}
    )
    return SurveyActOut(id=made, state=SurveyState.DRAFT)


async def _copied_as_later(session: AsyncSession, programme_id: UUID, content: dict[str, Any]) -> UUID | None:
    """Return the id of the copy, None where the programme has one already, or somebody makes it at this very moment."""
    row = insert(Survey).values(id=new_id(), programme_id=programme_id, kind=SurveyKind.LATER, **content)
    return await session.scalar(row.on_conflict_do_nothing().returning(Survey.id))


def _content(survey: Survey, languages: list[str]) -> dict[str, Any]:
    """Return what a copy has of a survey, in the languages of the programme that it comes to."""
    content = content_of(survey)
    return content | {name: _in_languages(content[name], languages) for name in ("title", "intro", "questions")}
