"""The committed OpenAPI document is the app's, valid, and complete enough to make clients from."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from kisalli.core.schemas import In
from kisalli.core.settings import Settings
from kisalli.main import create_app

COMMITTED = Path(__file__).parent.parent.parent / "openapi" / "openapi.json"
DOCUMENT: dict[str, Any] = create_app(Settings(demo=True), "postgresql:///").openapi()


def inputs(base: type[In]) -> Iterator[type[In]]:
    """Yield every schema that somebody sends."""
    for each in base.__subclasses__():
        yield each
        yield from inputs(each)


# What answers as RFC 6749 says, and takes a form.
OAUTH = "POST /api/v1/oauth/token"
OPERATIONS = {
    f"{method.upper()} {path}": operation for path, methods in DOCUMENT["paths"].items() for method, operation in methods.items()
}


def test_the_committed_document_is_the_apps() -> None:
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == json.loads(json.dumps(DOCUMENT)), "run: make openapi"


def test_the_document_does_not_depend_on_settings() -> None:
    real = Settings(secret="x" * 40, public_url="https://mentoring.example.org")
    assert create_app(real, "postgresql:///").openapi() == DOCUMENT


def test_the_document_is_valid() -> None:
    validate(DOCUMENT, cls=OpenAPIV31SpecValidator)


def test_every_operation_id_is_its_own() -> None:
    ids = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_says_what_it_is(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation["operationId"].replace("_", "").isalpha() and operation["operationId"].islower()
    assert operation["tags"] and operation["summary"] and operation["description"]
    assert {"401", "422", "503"} <= set(operation["responses"])


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name != OAUTH])
def test_every_error_is_a_problem_and_says_its_codes(name: str) -> None:
    for status, response in OPERATIONS[name]["responses"].items():
        if status >= "400":
            content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
            assert response["content"] == content, status
            assert "`" in response["description"], status


def test_the_token_endpoint_refuses_in_the_words_of_its_standard() -> None:
    operation = OPERATIONS[OAUTH]
    for status in ("400", "401"):
        assert "application/json" in operation["responses"][status]["content"]
    assert list(operation["requestBody"]["content"]) == ["application/x-www-form-urlencoded"]


@pytest.mark.parametrize("name", [name for name, each in OPERATIONS.items() if "429" in each["responses"]])
def test_what_may_be_asked_too_often_says_how_long_to_wait(name: str) -> None:
    assert OPERATIONS[name]["responses"]["429"]["headers"]["Retry-After"]["required"] is True


@pytest.mark.parametrize("name", [name for name, each in OPERATIONS.items() if "{" in name])
def test_what_is_named_by_an_id_may_be_missing(name: str) -> None:
    assert "404" in OPERATIONS[name]["responses"]


@pytest.mark.parametrize("name", [name for name, each in OPERATIONS.items() if name.startswith(("PATCH", "PUT"))])
def test_what_takes_an_if_match_can_answer_stale(name: str) -> None:
    operation = OPERATIONS[name]
    takes = any(each["name"] == "if-match" for each in operation.get("parameters", []))
    assert ({"412", "428"} <= set(operation["responses"])) == takes


BODIES = {name: each["requestBody"]["content"] for name, each in OPERATIONS.items() if "requestBody" in each and name != OAUTH}
INPUTS = {each.__name__: each for each in inputs(In)}


@pytest.mark.parametrize("name", BODIES)
def test_what_takes_a_body_shows_one(name: str) -> None:
    if "text/csv" in BODIES[name]:
        assert BODIES[name]["text/csv"]["example"]
        return
    if "image/png" in BODIES[name]:  # which no document can show
        return
    schema = BODIES[name]["application/json"]["schema"]
    choices = [each for each in schema.get("anyOf", schema.get("oneOf", [schema])) if each.get("type") != "null"]
    for each in choices:
        taken = each["$ref"].rpartition("/")[2]
        assert DOCUMENT["components"]["schemas"][taken].get("examples"), taken


@pytest.mark.parametrize("name", INPUTS)
def test_every_input_is_shown_by_examples_that_it_takes(name: str) -> None:
    shown = INPUTS[name].model_json_schema().get("examples")
    assert shown
    for each in shown:
        INPUTS[name].model_validate_json(json.dumps(each))
        assert each, "an empty body shows nothing"


def test_every_schema_is_reached_and_described() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    text = json.dumps(DOCUMENT)
    assert [name for name in schemas if f'"#/components/schemas/{name}"' not in text] == []
    pages = ("Page_", "CountedPage_")
    assert [name for name, schema in schemas.items() if "description" not in schema and not name.startswith(pages)] == []
