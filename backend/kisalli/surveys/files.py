"""Results as files: of a named survey with a line a person, of an anonymous one what its page shows and nothing finer.

Counts by question and group, and words in no order: no two lines of an anonymous survey can be joined to one person.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import xlsxwriter
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.i18n import gettext
from kisalli.surveys import queries
from kisalli.surveys.models import SurveyQuestionKind
from kisalli.surveys.results import Found, find, groups, label
from kisalli.surveys.schemas import CHOICES, SurveyGroupOut, SurveyQuestion

ALL_TEXTS = 1_000_000
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
CELL_LIMIT = 32_767  # letters; a spreadsheet takes no more in one cell
Cell = str | int | float | None
Line = list[Cell]


@dataclass(frozen=True)
class Export:
    """A file's lines by sheet, and whom it shows."""

    programme_id: UUID
    sheets: dict[str, list[Line]]
    participants: list[UUID]


async def export(session: AsyncSession, survey_id: UUID, language: str, caller: Caller) -> Export:
    """Return the results of a survey as lines, in a language.

    Raises:
        NotFound, Forbidden: the caller does not run its programme. ResultsNotReady: it is anonymous and has not closed.
    """
    found = await find(session, survey_id, ALL_TEXTS, caller)
    summed = {gettext("Results", language): list(_summed(found, language))}
    if found.survey.anonymous:
        return Export(found.survey.programme_id, summed, [])
    rows = (await session.execute(queries.NAMED_ROWS, {"survey_id": survey_id})).all()
    answers = {gettext("Answers", language): list(_by_person(found.questions, rows, language))}
    return Export(found.survey.programme_id, answers | summed, [row.participant_id for row in rows])


def _summed(found: Found, language: str) -> Iterator[Line]:
    heads = ("Question", "Group", "Answer", "How many")
    yield [gettext(each, language) for each in heads]
    for by in (None, *found.cuts):
        for group in groups(found, by):
            yield from _of_group(found.questions, group, language)


def _of_group(questions: Sequence[SurveyQuestion], group: SurveyGroupOut, language: str) -> Iterator[Line]:
    name = gettext("Everybody", language) if group.value is None else _group_name(group.value, language)
    for question, result in zip(questions, group.questions, strict=True):
        asked = label(question.label, language)
        if result.withheld:
            yield [asked, name, gettext("Too few answers to be shown", language), None]
        for counted in result.counts:
            yield [asked, name, _worded(question, counted.value, language), counted.count]
        for words in result.texts:
            yield [asked, name, words, None]


def _group_name(value: str, language: str) -> str:
    names = {"mentor": "Mentors", "mentee": "Mentees", "en": "English", "fi": "Finnish", "sv": "Swedish"}
    return gettext(names[value], language)


def _by_person(questions: Sequence[SurveyQuestion], rows: Iterable[Row[Any]], language: str) -> Iterator[Line]:
    yield [gettext("Name", language), gettext("Role", language), *(label(each.label, language) for each in questions)]
    for row in rows:
        given = row.answers | row.texts
        cells = [_worded(each, given.get(each.key), language) for each in questions]
        yield [row.name, _group_name(row.role, language), *cells]


def _worded(question: SurveyQuestion, value: Any, language: str) -> Cell:  # noqa: ANN401 - of any kind
    if value is None:
        return None
    if question.kind == SurveyQuestionKind.YES_NO:
        return gettext("Yes" if value else "No", language)
    if question.kind in CHOICES:
        names = {option.key: label(option.label, language) for option in question.options}
        return "; ".join(str(names.get(each, each)) for each in (value if isinstance(value, list) else [value]))
    return value if isinstance(value, int) else str(value)


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str) and cell.startswith(DANGEROUS):
        return f"'{cell}"
    return cell


def as_csv(sheets: dict[str, list[Line]]) -> bytes:
    """Write the first sheet: UTF-8 with the mark by which Excel knows it."""
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) for cell in line] for line in next(iter(sheets.values())))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: dict[str, list[Line]]) -> bytes:
    """Write all sheets, their first line bold and kept in view."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for number, line in enumerate(lines):
                for column, cell in enumerate(map(harmless, line)):
                    short = cell[:CELL_LIMIT] if isinstance(cell, str) else cell
                    sheet.write(number, column, short, bold if number == 0 else None)
    return out.getvalue()
