"""Surveys: made, changed, published, answered (R23). Results are in `results`, what the clock does in `clock`."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from pydantic import ValidationError
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Invalid
from kisalli.core.etags import require_match
from kisalli.core.ids import new_id
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.programmes import queries as programmes
from kisalli.programmes.errors import NotAParticipant
from kisalli.programmes.models import Programme
from kisalli.surveys import consents, queries
from kisalli.surveys.answering import Filled, changed_meaning, fill, lacks
from kisalli.surveys.errors import AlreadyAnswered, NoHelpHere, SurveyChanged, SurveyClosed, SurveyHasAnswers, SurveyNotOpen
from kisalli.surveys.models import HelpCall, Survey, SurveyAnonymousAnswer, SurveyAudience, SurveyKind, SurveyState
from kisalli.surveys.schemas import (
    HelpActOut,
    HelpIn,
    SurveyActOut,
    SurveyAnswerIn,
    SurveyIn,
    SurveyPatch,
    SurveyQuestion,
)

NAMED = text("""
INSERT INTO survey_answer (survey_id, participant_id, language, answers, texts)
VALUES (:survey_id, :participant_id, :language, CAST(:answers AS jsonb), CAST(:texts AS jsonb))
    ON CONFLICT (survey_id, participant_id) DO UPDATE
   SET language = EXCLUDED.language, answers = EXCLUDED.answers, texts = EXCLUDED.texts, changed_at = clock_timestamp()
""")
# What people were told when they got the form, and what decides who they are: fixed once it is open.
TOLD = ("anonymous",)
WHOM = ("roles", "audience", "opens_at")
OPEN_STATES = frozenset({SurveyState.OPEN, SurveyState.CLOSED})


async def create(session: AsyncSession, programme_id: UUID, body: SurveyIn, caller: Caller) -> SurveyActOut:
    """Make a draft.

    Raises:
        NotFound, Forbidden: the caller does not run the programme. Invalid: words in a language that it does not have.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    programme = await session.get_one(Programme, programme_id)
    _require_known_languages(body, programme.languages)
    _require_as_agreed(SurveyKind.OWN, body)
    survey = Survey(id=new_id(), programme_id=programme_id, **_columns(body))
    session.add(survey)
    _record(session, survey, caller, "survey_created", to_state=SurveyState.DRAFT)
    return SurveyActOut(id=survey.id, state=SurveyState.DRAFT)


async def edit(session: AsyncSession, survey_id: UUID, patch: SurveyPatch, if_match: str | None, caller: Caller) -> Survey:
    """Change a survey: a draft in everything, one that people have in what keeps their answers meaningful.

    Raises:
        NotFound, Forbidden: the caller does not run its programme. Stale: somebody else changed it meanwhile.
        Invalid: the whole does not hold together. SurveyClosed: an anonymous one has closed, and its results may be known.
        SurveyHasAnswers: somebody has it already, and the change is of more than words, an optional question or its end.
    """
    survey = await queries.coordinated(session, survey_id, caller, alone=True)
    require_match(if_match, survey.version)
    standing = await queries.standing(session, survey_id, caller)  # under the lock: it may have opened while we waited
    changes = patch.model_dump(exclude_unset=True, mode="json")
    new = _together(_as_json(survey) | changes)
    _require_known_languages(new, standing.languages)
    _require_as_agreed(SurveyKind(survey.kind), new)
    if standing.state in OPEN_STATES:
        answers = (await session.execute(queries.COUNTED, {"survey_id": survey_id})).one().answers
        _require_kept(survey, new, standing, answers=answers)
    if survey.published_at is not None:
        _require_whole(new, standing)
    before = _columns(SurveyIn.model_validate(_as_json(survey)))
    fields = [name for name, value in _columns(new).items() if value != before[name]]
    for name, value in _columns(new).items():
        setattr(survey, name, value)
    survey.version += 1
    if survey.published_at is not None and survey.anonymous:
        await session.execute(queries.TURN_OUT, {"survey_id": survey_id})
    record_edit(session, survey, fields, caller)
    await session.flush()
    return survey


def record_edit(session: AsyncSession, survey: Survey, fields: Sequence[str], caller: Caller) -> None:
    """Leave in the audit trail which fields somebody has changed."""
    _record(session, survey, caller, "survey_edited", details={"fields": fields})


def _together(given: dict[str, Any]) -> SurveyIn:
    try:
        return SurveyIn.model_validate(given)
    except ValidationError as error:  # each field is fine by itself, so it is the two times that don't fit each other
        raise Invalid(
            errors=[FieldProblem("#/closes_at", "closes_first", "The closing time has to be after the opening time")]
        ) from error


def _require_kept(survey: Survey, new: SurveyIn, standing: Row[Any], *, answers: int) -> None:
    """Refuse what somebody who has the form, or has answered it, could not have known."""
    if survey.anonymous and standing.state == SurveyState.CLOSED:
        raise SurveyClosed
    fixed = (*TOLD, *(WHOM if answers else ()))
    before = SurveyIn.model_validate(_as_json(survey))
    problems = [
        FieldProblem(f"#/{name}", "has_answers", "People already have this survey")
        for name in fixed
        if getattr(before, name) != getattr(new, name)
    ]
    if answers:
        problems += changed_meaning(before.questions, new.questions)
    if problems:
        raise SurveyHasAnswers(errors=problems)


async def publish(session: AsyncSession, survey_id: UUID, caller: Caller) -> SurveyActOut:
    """Publish a draft: it opens when its time comes, or at once.

    Raises:
        NotFound, Forbidden: the caller does not run its programme. Invalid: something of it is missing; `errors` says what.
    """
    survey = await queries.coordinated(session, survey_id, caller, alone=True)
    standing = await queries.standing(session, survey_id, caller)
    if survey.published_at is None:
        _require_whole(SurveyIn.model_validate(_as_json(survey)), standing)
        survey.published_at = standing.now
        survey.version += 1
        await session.flush()
        if survey.anonymous:
            await session.execute(queries.TURN_OUT, {"survey_id": survey_id})
        standing = await queries.standing(session, survey_id, caller)
        _record(session, survey, caller, "survey_published", from_state=SurveyState.DRAFT, to_state=standing.state)
    return SurveyActOut(id=survey_id, state=standing.state)


async def delete(session: AsyncSession, survey_id: UUID, caller: Caller) -> None:
    """Delete a survey that nobody has answered; with the one half a year later goes the consent to it.

    Raises:
        NotFound, Forbidden: the caller does not run its programme. SurveyHasAnswers: somebody has answered or asked for help.
    """
    survey = await queries.coordinated(session, survey_id, caller, alone=True)
    counted = (await session.execute(queries.COUNTED, {"survey_id": survey_id})).one()
    called = (await session.execute(queries.HELP, {"survey_id": survey_id, "limit": 1})).first()
    if counted.answers or called:
        raise SurveyHasAnswers
    if survey.kind == SurveyKind.LATER:
        await session.execute(consents.FORGET, {"programme_id": survey.programme_id})
    await session.delete(survey)
    _record(session, survey, caller, "survey_deleted")


async def answer(session: AsyncSession, survey_id: UUID, body: SurveyAnswerIn, caller: Caller) -> None:
    """Take an answer: a named one again and again until the survey closes, an anonymous one once.

    It leaves no audit row and no stored answer of a command: both would name the caller beside the answer's transaction.

    Raises:
        NotFound: there is no such survey for the caller. NotAParticipant: they only run its programme, or are not asked.
        SurveyNotOpen, SurveyClosed: outside of its window. SurveyChanged: it is anonymous no more, or has become so.
        AlreadyAnswered: anonymously, which is final. Invalid: `errors` says of each question what is wrong.
    """
    standing = await queries.standing(session, survey_id, caller)
    if not standing.asks:
        raise NotAParticipant
    await session.execute(queries.SHARE, {"survey_id": survey_id})
    survey = await queries.read(session, survey_id)
    if survey.anonymous != body.anonymous:
        raise SurveyChanged
    if survey.anonymous and not await _counted_in(session, survey_id, standing.participant_id):
        _require_open(await queries.standing(session, survey_id, caller))
        raise AlreadyAnswered
    _require_open(await queries.standing(session, survey_id, caller))
    filled = fill([SurveyQuestion.model_validate(each) for each in survey.questions], body.answers)
    if isinstance(filled, list):
        raise Invalid(errors=filled)
    await _keep(session, survey, standing, body.language, filled)


async def _counted_in(session: AsyncSession, survey_id: UUID, participant_id: UUID) -> bool:
    values = {"survey_id": survey_id, "participant_id": participant_id}
    return await session.scalar(queries.COUNT_IN, values) is not None


async def _keep(session: AsyncSession, survey: Survey, standing: Row[Any], language: str, filled: Filled) -> None:
    values = {"survey_id": survey.id, "language": language}
    if survey.anonymous:
        # A random id and no instant: UUIDv7 would tell when, and with a log of calls, who.
        content = {"role": standing.role, "answers": filled.answers, "texts": filled.texts}
        session.add(SurveyAnonymousAnswer(id=uuid4(), **values, **content))
        return
    content = {"answers": json.dumps(filled.answers), "texts": json.dumps(filled.texts)}
    await session.execute(NAMED, values | content | {"participant_id": standing.participant_id})


async def ask_for_help(session: AsyncSession, survey_id: UUID, body: HelpIn, caller: Caller) -> HelpActOut:
    """Mail the programme's coordinators at once that somebody needs help, by name and in their words.

    Raises:
        NotFound, NotAParticipant, SurveyNotOpen, SurveyClosed: as in `answer`. NoHelpHere: the survey does not offer it.
    """
    standing = await queries.standing(session, survey_id, caller)
    if standing.participant_id is None or not (standing.asks or standing.answered):
        raise NotAParticipant
    _require_open(standing)
    survey = await queries.read(session, survey_id)
    if not survey.help:
        raise NoHelpHere
    call = HelpCall(id=new_id(), survey_id=survey_id, participant_id=standing.participant_id, words=body.words)
    session.add(call)
    readers = await session.scalars(queries.HELPERS, {"programme_id": survey.programme_id})
    tell(session, *(News(survey.programme_id, reader, MessageKind.SURVEY_HELP, call.id) for reader in readers))
    _record(session, survey, caller, "help_asked", subject="help_call", subject_id=call.id)
    return HelpActOut(id=call.id)


def _require_open(standing: Row[Any]) -> None:
    if standing.state == SurveyState.CLOSED:
        raise SurveyClosed
    if standing.state != SurveyState.OPEN or not standing.shown:
        raise SurveyNotOpen


def _require_known_languages(survey: SurveyIn, languages: Sequence[str]) -> None:
    strange = [
        FieldProblem(f"#/{name}/{language}", "language", "The programme does not have this language")
        for name in ("title", "intro")
        for language in getattr(survey, name)
        if language not in languages
    ]
    if strange:
        raise Invalid(errors=strange)


def _require_as_agreed(kind: SurveyKind, survey: SurveyIn) -> None:
    """Refuse to ask otherwise half a year later than people agreed to, and to ask them anything else by that consent."""
    problems = []
    if (kind == SurveyKind.LATER) != (survey.audience == SurveyAudience.CONSENTED):
        problems.append(FieldProblem("#/audience", "as_agreed", "People agreed to only one survey half a year later"))
    if kind == SurveyKind.LATER and not survey.anonymous:
        problems.append(FieldProblem("#/anonymous", "as_agreed", "People agreed to this survey as an anonymous one"))
    if problems:
        raise Invalid(errors=problems)


def _require_whole(survey: SurveyIn, standing: Row[Any]) -> None:
    """Refuse to ask people what is not written, or at no time."""
    problems = [
        FieldProblem(f"#/{name}", "missing", "This is required")
        for name in ("opens_at", "closes_at")
        if not getattr(survey, name)
    ]
    # One that is open may be closed at once; before it opens that would be a slip.
    if survey.closes_at and survey.closes_at <= standing.now and standing.state not in OPEN_STATES:
        problems.append(FieldProblem("#/closes_at", "past", "Choose a time in the future"))
    problems += lacks(survey.title, survey.questions, standing.languages)
    if problems:
        raise Invalid(errors=problems)


def _columns(survey: SurveyIn) -> dict[str, Any]:
    """Return a survey as its table holds it."""
    plain = survey.model_dump(mode="json")
    return plain | {"opens_at": survey.opens_at, "closes_at": survey.closes_at}


def _as_json(survey: Survey) -> dict[str, Any]:
    """Return what of a row stands in a `SurveyIn`."""
    return {name: _plain(getattr(survey, name)) for name in SurveyIn.model_fields}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def content_of(survey: Survey) -> dict[str, Any]:
    """Return what of a survey a copy has as well: everything but its times and what became of it."""
    return {name: getattr(survey, name) for name in SurveyIn.model_fields if name not in {"opens_at", "closes_at"}}


def _record(session: AsyncSession, survey: Survey, caller: Caller, act: str, **more: Any) -> None:  # noqa: ANN401
    row: Mapping[str, Any] = {"programme_id": survey.programme_id, "caller_id": caller.person_id, "act": act}
    audit.record(session, {**row, "subject": "survey", "subject_id": survey.id, **more})
