"""What was answered: summed up by the database, shown as far as `cuts` allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import Forbidden
from kisalli.surveys import cuts, queries
from kisalli.surveys.cuts import LEAST, Atom, Tally, Value
from kisalli.surveys.errors import ResultsNotReady
from kisalli.surveys.models import Survey, SurveyQuestionKind, SurveyState
from kisalli.surveys.schemas import (
    CHOICES,
    Cut,
    QuestionResultOut,
    SurveyCountOut,
    SurveyGroupOut,
    SurveyQuestion,
    SurveyResultsOut,
)

MOST_TEXTS = 200  # a question, on a page; the files hold all
NUMBERS = frozenset({SurveyQuestionKind.SCALE, SurveyQuestionKind.ZERO_TO_TEN})
HIGHEST = 10


@dataclass(frozen=True)
class Found:
    """A survey with all that was answered, not yet cut to what may be shown."""

    survey: Survey
    standing: Row[Any]
    questions: list[SurveyQuestion]
    sizes: dict[Atom, int]
    tallies: dict[str, Tally]
    words: dict[str, list[str]]
    asked: int

    @property
    def least(self) -> int:
        """Fewer than this are shown as nothing."""
        return LEAST if self.survey.anonymous else 1

    @property
    def answers(self) -> int:
        """How many answered."""
        return sum(self.sizes.values())

    @property
    def withheld(self) -> bool:
        """Whether too few answered for anything to be shown."""
        return self.answers < self.least

    @property
    def cuts(self) -> list[str]:
        """By what the whole can be split."""
        return cuts.offered(self.sizes, self.least)


async def find(session: AsyncSession, survey_id: UUID, most_texts: int, caller: Caller) -> Found:
    """Read everything that was answered to a survey; of each question the first words, in no order of anybody's.

    Raises:
        NotFound, Forbidden: the caller does not run its programme. ResultsNotReady: it is anonymous and has not closed.
    """
    standing = await queries.standing(session, survey_id, caller)
    if not standing.coordinates:
        raise Forbidden
    # Both held: the survey can't be opened longer, and an answer under way is waited for; so results never grow by one.
    await session.execute(queries.SHARE, {"survey_id": survey_id})
    await session.execute(queries.SETTLED, {"survey_id": survey_id})
    survey = await queries.read(session, survey_id)
    standing = await queries.standing(session, survey_id, caller)
    if survey.anonymous and standing.state != SurveyState.CLOSED:
        raise ResultsNotReady
    questions = [SurveyQuestion.model_validate(each) for each in survey.questions]
    rows = (await session.execute(queries.BY_ATOM[survey.anonymous], {"survey_id": survey_id})).all()
    sizes, tallies = _tallied(rows, questions)
    words: dict[str, list[str]] = {}
    for row in await session.execute(queries.WORDS[survey.anonymous], {"survey_id": survey_id, "most": most_texts}):
        words.setdefault(row.key, []).append(row.value)
    asked = (await session.execute(queries.COUNTED, {"survey_id": survey_id})).one().asked
    return Found(survey, standing, questions, sizes, tallies, words, asked)


def _tallied(rows: Sequence[Row[Any]], questions: Sequence[SurveyQuestion]) -> tuple[dict[Atom, int], dict[str, Tally]]:
    sizes: dict[Atom, int] = {}
    tallies = {question.key: Tally() for question in questions}
    for row in rows:
        atom = (row.role, row.language)
        if row.key is None:
            sizes[atom] = row.number
        elif row.key in tallies and row.value is None:
            tallies[row.key].answered[atom] += row.number
        elif row.key in tallies:
            tallies[row.key].add(atom, row.value, row.number)
    return sizes, tallies


async def show(session: AsyncSession, survey_id: UUID, by: Cut | None, caller: Caller) -> SurveyResultsOut:
    """Return the results of a survey, of everybody or split by a cut; a cut that would tell too few apart gives no groups.

    Raises:
        NotFound, Forbidden, ResultsNotReady: as `find`.
    """
    found = await find(session, survey_id, MOST_TEXTS, caller)
    return SurveyResultsOut(
        id=survey_id,
        state=SurveyState(found.standing.state),
        anonymous=found.survey.anonymous,
        answers=found.answers,
        asked=found.asked,
        least=found.least,
        withheld=found.withheld,
        cuts=[cut for cut in ("role", "language") if cut in found.cuts],
        by=by,
        groups=groups(found, by),
    )


def groups(found: Found, by: str | None) -> list[SurveyGroupOut]:
    """Return what may be shown of everybody, or of each group of a cut."""
    if found.withheld or (by is not None and by not in found.cuts):
        return []
    if by is None:
        return [
            SurveyGroupOut(
                value=None, answers=found.answers, questions=[_question(found, each, None, None) for each in found.questions]
            )
        ]
    sizes = cuts.grouped(found.sizes, [by])
    return [
        SurveyGroupOut(value=value, answers=size, questions=[_question(found, each, by, value) for each in found.questions])
        for (value,), size in sorted(sizes.items())
    ]


def _question(found: Found, question: SurveyQuestion, by: str | None, value: str | None) -> QuestionResultOut:
    shown = cuts.question(found.tallies[question.key], by, value, found.cuts, found.least)
    if shown is None:
        return QuestionResultOut(key=question.key, withheld=True, answered=None, counts=[], mean=None, texts=[])
    words = found.words.get(question.key, []) if question.kind == SurveyQuestionKind.TEXT and by is None else []
    return QuestionResultOut(
        key=question.key,
        withheld=False,
        answered=shown.answered,
        counts=[SurveyCountOut(value=each, count=shown.values.get(each, 0)) for each in values_of(question)],
        mean=cuts.mean(shown.values) if question.kind in NUMBERS else None,
        texts=words,
    )


def values_of(question: SurveyQuestion) -> Sequence[Value]:
    """Return the values that a question's answers can have, in the order in which they are shown."""
    if question.kind in CHOICES:
        return [option.key for option in question.options]
    if question.kind == SurveyQuestionKind.YES_NO:
        return [True, False]
    if question.kind == SurveyQuestionKind.SCALE:
        return range(1, question.steps + 1)
    return range(HIGHEST + 1) if question.kind == SurveyQuestionKind.ZERO_TO_TEN else []


def label(words: Mapping[Any, str], language: str) -> str:
    """Return words in a language, else in the first that there is."""
    return words.get(language) or next(iter(words.values()), "")
