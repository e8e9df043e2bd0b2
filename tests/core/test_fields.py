"""What is wrong with a field is said in the reader's language: by pydantic's kinds of errors, and by our own sentences."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from pydantic_core import _pydantic_core

import kisalli
from kisalli.core import fields
from kisalli.core.i18n import LANGUAGES, catalogue, filled
from tests.core.test_i18n import problem_classes
from tests.factories import World
from tests.programmes.rounds import create

PROBLEMS = {each.__name__ for each in problem_classes()}
KINDS = {each["type"]: each["example_context"] for each in _pydantic_core.list_all_errors()}
# Where the sentence stands in a call, by what is called.
PLACES = {"FieldProblem": 2, "refusal": 1} | dict.fromkeys(PROBLEMS, 0)


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in our code that tells somebody what is wrong."""
    for path in Path(kisalli.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLACES
            if named and len(node.args) > PLACES[node.func.id] and path.name != "fields.py":
                yield f"{path.name}:{node.lineno}", node


def written(call: ast.Call) -> Any:
    """Return the sentence of a call; None where it is put together on the spot, so that no catalogue can hold it."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    argument = call.args[PLACES[name]]
    return argument.value if isinstance(argument, ast.Constant) else None


CALLS = list(calls())
OWN = {written(call) for _, call in CALLS}
ALL = OWN | set(fields.SENTENCES.values()) | set(fields.FAMILIES.values()) | {fields.ANYTHING_ELSE, fields.EMPTY, fields.ADDRESS}


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_sentence_stands_in_the_code_as_it_is() -> None:
    assert [place for place, call in CALLS if not isinstance(written(call), str)] == []
    assert "This is required" in OWN and "Write this on one line" in OWN and "Enter the address again to get a new code" in OWN


def test_what_a_sentence_leaves_open_is_given_with_it() -> None:
    for place, call in CALLS:
        given = {each.arg for each in call.keywords}
        for argument in call.args:
            given |= (
                {key.value for key in argument.keys if isinstance(key, ast.Constant)} if isinstance(argument, ast.Dict) else set()
            )
        assert braces(written(call)) <= given, place


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_sentence_exists_in_every_language_with_the_same_braces(language: str) -> None:
    known = catalogue(language)
    assert ALL - set(known) == set()
    assert [each for each in ALL if braces(known[each]) != braces(each)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_error_leaves_a_sentence_unfilled_or_speaks_pydantics_english(kind: str, language: str) -> None:
    error = {"type": kind, "loc": ("body", "x"), "msg": "Pydantic's", "ctx": KINDS[kind]}
    problem = fields.field_problem(error)
    assert problem.detail in ALL
    assert "{" not in filled(problem.detail, problem.values, language)


SAID = {
    "fi": {
        "#/zone": "Anna IANA-aikavyöhyke, esimerkiksi Europe/Helsinki",
        "#/contact_address": "Anna sähköpostiosoite, esimerkiksi nimi@example.org",
        "#/rules/places_max": "Anna luku, joka on enintään 20",
        "#/rules/mentor_admission": "Valitse jokin näistä: register, invitation, approval",
        "#/rules/reminder_days": "Muistuta ennen päivää 3, jolloin pyyntö raukeaa",
        "#/texts/en/name": "Tämä ei voi olla tyhjä",
        "#/texts/fi/name": "Kirjoita enintään 200 merkkiä",
        "#/organisation_id": "Tämä ei ole tunniste",
        "#/more": "Tätä kenttää ei tunneta täällä",
    },
    "sv": {
        "#/zone": "Ange en IANA-tidszon, till exempel Europe/Helsinki",
        "#/contact_address": "Ange en e-postadress, till exempel namn@example.org",
        "#/rules/places_max": "Ange ett tal som är högst 20",
        "#/rules/mentor_admission": "Välj något av dessa: register, invitation, approval",
        "#/rules/reminder_days": "Påminn före dag 3, då förfrågan går ut",
        "#/texts/en/name": "Det här får inte vara tomt",
        "#/texts/fi/name": "Skriv högst 200 tecken",
        "#/organisation_id": "Det här är inget id",
        "#/more": "Det här fältet är okänt här",
    },
}
WRONG = {
    "zone": "Nowhere",
    "contact_address": "nobody",
    "rules": {"places_max": 21, "mentor_admission": "anybody", "request_days": 3, "reminder_days": [3]},
    "texts": {"en": {"name": ""}, "fi": {"name": "x" * 201}, "sv": {"name": "Namn"}},
    "organisation_id": "1",
    "more": 1,
}


@pytest.mark.parametrize("language", SAID)
async def test_a_form_is_refused_in_the_readers_language(world: World, language: str) -> None:
    answer = await create(world, language=language, **WRONG)
    assert answer.status_code == 422
    assert {each["pointer"]: each["detail"] for each in answer.json()["errors"]} == SAID[language]


async def test_our_own_refusals_speak_it_too(world: World) -> None:
    mentor = await world.mentor()
    path = f"/participants/{mentor.id}/places"
    answer = await world.call(mentor, "PUT", path, json={"places": 9}, headers={"Accept-Language": "fi"})
    assert [each["detail"] for each in answer.json()["errors"]] == ["Valitse väliltä 1–2"]
    paged = await world.call(mentor, "GET", "/programmes", params={"cursor": "!"}, headers={"Accept-Language": "sv"})
    assert [each["detail"] for each in paged.json()["errors"]] == ["Använd next_cursor från föregående sida"]
