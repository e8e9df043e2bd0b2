"""Whether a filled-in form fits the questions, and what a survey lacks before it can be published; pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kisalli.core.errors import FieldProblem
from kisalli.surveys.models import SurveyQuestionKind
from kisalli.surveys.schemas import CHOICES, SurveyQuestion

Answers = dict[str, Any]
HIGHEST = 10
FEWEST_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that fits: numbers and choices apart from words, which are kept for a shorter time."""

    answers: Answers
    texts: Answers


def fill(questions: Sequence[SurveyQuestion], given: Mapping[str, Any]) -> Filled | list[FieldProblem]:
    """Take what was given to these questions, or say what is wrong with each (`#/answers/KEY`)."""
    known = {question.key for question in questions}
    problems = [
        FieldProblem(_at(key), "unknown_question", "This survey has no such question") for key in given if key not in known
    ]
    filled = Filled({}, {})
    for question in questions:
        value = given.get(question.key)
        if value is None or value in ("", []):
            if question.required:
                problems.append(FieldProblem(_at(question.key), "missing", "This is required"))
        elif problem := _TAKES[question.kind](question, value):
            problems.append(problem)
        else:
            (filled.texts if question.kind == SurveyQuestionKind.TEXT else filled.answers)[question.key] = _sorted(
                question, value
            )
    return problems or filled


def _sorted(question: SurveyQuestion, value: Any) -> Any:  # noqa: ANN401 - of any kind
    """Return several choices once each and as the question lists them: in which order they were ticked tells nothing."""
    if question.kind != SurveyQuestionKind.SEVERAL:
        return value
    return [option.key for option in question.options if option.key in value]


def _at(key: str) -> str:
    return f"#/answers/{key}"


def _number(question: SurveyQuestion, value: object, least: int, most: int) -> FieldProblem | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return FieldProblem(_at(question.key), "int_type", "This has to be a whole number")
    if value < least:
        return FieldProblem(_at(question.key), "greater_than_equal", "Enter a number that is at least {ge}", {"ge": least})
    if value > most:
        return FieldProblem(_at(question.key), "less_than_equal", "Enter a number that is at most {le}", {"le": most})
    return None


def _one(question: SurveyQuestion, value: object) -> FieldProblem | None:
    return _among(question, [value])


def _several(question: SurveyQuestion, value: object) -> FieldProblem | None:
    if not isinstance(value, list):
        return FieldProblem(_at(question.key), "list_type", "This has to be a list")
    return _among(question, value)


def _among(question: SurveyQuestion, values: Sequence[object]) -> FieldProblem | None:
    keys = [option.key for option in question.options]
    if all(isinstance(value, str) and value in keys for value in values):
        return None
    return FieldProblem(_at(question.key), "enum", "Choose one of these: {expected}", {"expected": ", ".join(keys)})


def _yes_no(question: SurveyQuestion, value: object) -> FieldProblem | None:
    return None if isinstance(value, bool) else FieldProblem(_at(question.key), "bool_type", "This has to be true or false")


def _text(question: SurveyQuestion, value: object) -> FieldProblem | None:
    return None if isinstance(value, str) else FieldProblem(_at(question.key), "string_type", "This has to be text")


_TAKES: dict[SurveyQuestionKind, Callable[[SurveyQuestion, Any], FieldProblem | None]] = {
    SurveyQuestionKind.SCALE: lambda question, value: _number(question, value, 1, question.steps),
    SurveyQuestionKind.ZERO_TO_TEN: lambda question, value: _number(question, value, 0, HIGHEST),
    SurveyQuestionKind.ONE: _one,
    SurveyQuestionKind.SEVERAL: _several,
    SurveyQuestionKind.TEXT: _text,
    SurveyQuestionKind.YES_NO: _yes_no,
}


def lacks(title: Mapping[Any, str], questions: Sequence[SurveyQuestion], languages: Sequence[str]) -> list[FieldProblem]:
    """Return what a survey lacks before people can be asked: words in a language of the programme, questions, choices."""
    problems = [*_unwritten(title, languages, "#/title")]
    if not questions:
        problems.append(FieldProblem("#/questions", "missing", "Ask at least one question"))
    for number, question in enumerate(questions):
        place = f"#/questions/{number}"
        problems += _unwritten(question.label, languages, f"{place}/label")
        if question.kind in CHOICES and len(question.options) < FEWEST_OPTIONS:
            problems.append(FieldProblem(f"{place}/options", "too_short", "Choose at least {min_length}", {"min_length": 2}))
        for each, option in enumerate(question.options):
            problems += _unwritten(option.label, languages, f"{place}/options/{each}/label")
    return problems


def _unwritten(words: Mapping[Any, str], languages: Sequence[str], place: str) -> Iterator[FieldProblem]:
    for language in languages:
        if not words.get(language):
            yield FieldProblem(f"{place}/{language}", "missing", "This is required")


def changed_meaning(before: Sequence[SurveyQuestion], after: Sequence[SurveyQuestion]) -> list[FieldProblem]:
    """Return the changes that answers given to `before` would not survive: words may change, an optional question may come."""
    old = {question.key: question for question in before}
    problems = []
    for number, question in enumerate(after):
        known = old.pop(question.key, None)
        if known is None and question.required:
            problems.append(_refused(f"#/questions/{number}/required"))
        elif known is not None and _measure(known) != _measure(question):
            problems.append(_refused(f"#/questions/{number}"))
        elif known is not None and question.required and not known.required:
            problems.append(_refused(f"#/questions/{number}/required"))
    return [*problems, *(_refused("#/questions") for _ in old)][: len(problems) + 1]


def _measure(question: SurveyQuestion) -> tuple[object, ...]:
    """What an answer is read by."""
    return question.kind, question.steps, sorted(option.key for option in question.options)


def _refused(pointer: str) -> FieldProblem:
    return FieldProblem(pointer, "has_answers", "People already have this survey")
