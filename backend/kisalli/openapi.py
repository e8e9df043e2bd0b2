"""The OpenAPI document: FastAPI's, put right where generated clients would break on it, with who may call what."""

from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from kisalli.core.callers import SESSION_COOKIE
from kisalli.core.errors import BrowserOnly, Problem, ScopeMissing
from kisalli.core.policy import BROWSER, MEANINGS, OF_SERVICES, PUBLIC, SCOPE_OF
from kisalli.core.problem import ProblemOut, problems

REF = "#/components/schemas/{model}"
TOKEN_URL = "/api/v1/oauth/token"  # noqa: S105 - an address
SESSION, BEARER, CLIENT = "session", "bearer", "client_credentials"

SCHEMES = {
    SESSION: {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE, "description": "A browser's session."},
    BEARER: {"type": "http", "scheme": "bearer", "description": "A personal token, with scopes."},
    CLIENT: {
        "type": "oauth2",
        "description": "A service account's token, good for ten minutes.",
        "flows": {
            "clientCredentials": {
                "tokenUrl": TOKEN_URL,
                "scopes": {scope: MEANINGS[scope] for scope in MEANINGS if scope in OF_SERVICES},
            }
        },
    },
}


def describe(app: FastAPI) -> None:
    """Make `app.openapi()` answer the document that clients are generated from."""
    original = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _mend(original())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend the document


def _mend(document: dict[str, Any]) -> dict[str, Any]:
    """Put our Problem in the place of FastAPI's own validation error, which no route answers."""
    schemas = document["components"]["schemas"]
    _, definitions = models_json_schema([(ProblemOut, "serialization")], ref_template=REF)
    schemas.update(definitions["$defs"])
    schemas["Problem"], schemas["FieldProblem"] = schemas.pop("ProblemOut"), schemas.pop("FieldProblemOut")
    items = schemas["Problem"]["properties"]["errors"]["anyOf"][0]["items"]
    items["$ref"] = REF.format(model="FieldProblem")
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    document["components"]["securitySchemes"] = SCHEMES
    for methods in document["paths"].values():
        for operation in methods.values():
            _tell_who(operation)
    return document


def _tell_who(operation: dict[str, Any]) -> None:
    """Write down who may call an operation, with which scope, and how anybody else is refused (core.policy)."""
    name = operation["operationId"]
    scope = SCOPE_OF.get(name)
    scoped = [] if scope is None else [{BEARER: [scope]}, *([{CLIENT: [scope]}] if scope in OF_SERVICES else [])]
    if name in BROWSER:
        operation["security"] = [{SESSION: []}]
        _add_refusal(operation, BrowserOnly)
    elif scope is None:
        operation["security"] = []
    else:
        nobody: list[dict[str, list[str]]] = [{}] if name in PUBLIC else []
        operation["security"] = [*nobody, {SESSION: []}, *scoped]
        _add_refusal(operation, ScopeMissing)


def _add_refusal(operation: dict[str, Any], refusal: type[Problem]) -> None:
    (response,) = problems(refusal).values()
    known = operation["responses"].setdefault(str(refusal.status), response)
    if known is not response:
        known["description"] += f"; {response['description']}"
