"""What is wrong with a field, in our own words: a short sentence for each kind of error that pydantic finds.

Pydantic's own texts are English and speak to programmers ("String should match pattern …"). Every sentence here, and every
one given to `refusal` or `FieldProblem`, is a key of the catalogues in `locales`; what stands in braces is filled in after
it has been translated.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from kisalli.core.errors import FieldProblem

SENTENCE = "sentence"  # where a refusal of our own carries its text: pydantic hands on the filled-in one alone
AT = "at"  # where one of a whole carries the field that it is about: pydantic knows of the whole alone
KEY = "[key]"  # ends the place of an error in a key
ANYTHING_ELSE = "This is not valid"
EMPTY = "This can't be empty"
ADDRESS = "Enter an email address such as name@example.org"
SENTENCES = {
    "missing": "This is required",
    "extra_forbidden": "This field is not recognised",
    "string_type": "This has to be text",
    "string_too_short": "Write at least {min_length} characters",
    "string_too_long": "Write at most {max_length} characters",
    "string_pattern_mismatch": "This is not in the right form",
    "too_short": "Choose at least {min_length}",
    "too_long": "Choose at most {max_length}",
    "list_type": "This has to be a list",
    "enum": "Choose one of these: {expected}",
    "literal_error": "Choose one of these: {expected}",
    "union_tag_invalid": "Choose one of these: {expected_tags}",
    "union_tag_not_found": "Say what kind this is: {discriminator}",
    "int_type": "This has to be a whole number",
    "int_parsing": "This has to be a whole number",
    "int_parsing_size": "This has to be a whole number",
    "int_from_float": "This has to be a whole number",
    "greater_than": "Enter a number over {gt}",
    "greater_than_equal": "Enter a number that is at least {ge}",
    "less_than": "Enter a number under {lt}",
    "less_than_equal": "Enter a number that is at most {le}",
    "bool_type": "This has to be true or false",
    "bool_parsing": "This has to be true or false",
    "timezone_aware": "Add the time zone, such as Z or +03:00",
    "json_invalid": "The body is not valid JSON",
    "json_type": "The body is not valid JSON",
}
# Kinds that come in families, by how their names begin.
FAMILIES = {
    "uuid_": "This is not a valid id",
    "url_": "Enter a web address such as https://example.org",
    "datetime_": "Enter a date and time such as 2026-09-01T09:00:00Z",
    "date_": "Enter a date such as 2026-09-01",
    "float_": "This has to be a number",
    "model_": "This has to be an object",
    "dict_": "This has to be an object",
}


def refusal(code: str, sentence: str, *, at: str | None = None, **values: str | int) -> PydanticCustomError:
    """Return an error to raise in a schema's validator; `values` fill the braces of its sentence.

    A validator of a whole names the field `at` which somebody can put it right.
    """
    place = {AT: at} if at else {}
    return PydanticCustomError(code, sentence, {SENTENCE: sentence} | place | values)


def field_problem(error: Mapping[str, Any], body: object = None) -> FieldProblem:
    """Return what pydantic says of one field of a body, in our words."""
    context = error.get("ctx") or {}
    values = {name: _plain(str(value)) for name, value in context.items()}
    loc = (*error["loc"], context[AT]) if AT in context else error["loc"]
    return FieldProblem(_pointer(loc, body), error["type"], _sentence(error, context), values)


def _sentence(error: Mapping[str, Any], context: Mapping[str, Any]) -> str:
    if SENTENCE in context:
        return str(context[SENTENCE])
    kind: str = error["type"]
    if kind.endswith("too_short") and context.get("min_length") == 1:
        return EMPTY
    if kind in {"too_short", "too_long"} and isinstance(error.get("input"), str):  # text that another validator has read first
        kind = f"string_{kind}"
    if kind == "value_error" and "reason" in context:  # of the validators that pydantic brings, only addresses give one
        return ADDRESS
    family = next((sentence for beginning, sentence in FAMILIES.items() if kind.startswith(beginning)), ANYTHING_ELSE)
    return SENTENCES.get(kind, family)


def _plain(value: str) -> str:
    """Rid pydantic's lists of choices of their English: `'a', 'b' or 'c'`."""
    return value.replace("' or '", "', '").replace("'", "")


def _pointer(loc: Sequence[str | int], body: object) -> str:
    place, *path = loc
    parts = list(_steps(path, body)) if place == "body" else [place, *path]
    return "#" + "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _steps(path: Sequence[str | int], body: object) -> Iterator[str | int]:
    """Leave out what pydantic alone knows: which member of a union it took, and that a key is meant, not its value."""
    for number, step in enumerate(path, start=1):
        inside = dict(enumerate(body)) if isinstance(body, list) else body if isinstance(body, dict) else {}
        lacking = step not in inside and number == len(path)  # said of what is not there
        if step == KEY or not (step in inside or lacking):
            continue
        body = inside.get(step)
        yield step
