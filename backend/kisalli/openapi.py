"""The OpenAPI document: FastAPI's, put right where generated clients would break on it."""

from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from kisalli.core.callers import SESSION_COOKIE
from kisalli.core.problem import ProblemOut

REF = "#/components/schemas/{model}"

SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A token for scripts."},
    "session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE, "description": "A browser's session."},
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
    document["security"] = [{name: []} for name in SCHEMES]
    return document
