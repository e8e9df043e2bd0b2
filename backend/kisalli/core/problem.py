"""RFC 9457: every error leaves as application/problem+json with a stable code; nothing inside ever shows."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from kisalli.core.db import constraint_of, is_retryable, sqlstate
from kisalli.core.errors import BadRequest, Invalid, NotFound, Problem, TooLarge, Unavailable
from kisalli.core.fields import field_problem
from kisalli.core.i18n import filled, gettext, language_of

MEDIA_TYPE = "application/problem+json"
LOCK_NOT_AVAILABLE = "55P03"
RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "required": True, "schema": {"type": "integer", "minimum": 1}}}
log = structlog.get_logger()


class FieldProblemOut(BaseModel):
    """One wrong place in the input."""

    model_config = ConfigDict(title="FieldProblem")

    pointer: str = Field(description="JSON pointer into the body, or #/query/NAME, #/path/NAME, #/header/NAME.")
    code: str
    detail: str


class ProblemOut(BaseModel):
    """What an error looks like."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(description="A URI that names the kind of problem.")
    title: str
    status: int
    code: str = Field(description="Stable; programs decide by this.")
    detail: str | None = None
    errors: list[FieldProblemOut] | None = Field(default=None, description="For 422: each wrong place.")


def problems(*classes: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """Return OpenAPI responses for the errors a route can give, grouped by status."""
    by_status: dict[int, list[type[Problem]]] = {}
    for each in classes:
        by_status.setdefault(each.status, []).append(each)
    return {
        status: {
            "description": "; ".join(f"`{each.code}`: {each.title}" for each in sorted(group, key=lambda each: each.code)),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        | ({"headers": RETRY_AFTER} if status == HTTPStatus.TOO_MANY_REQUESTS else {})
        for status, group in sorted(by_status.items())
    }


def respond(problem: Problem, language: str) -> JSONResponse:
    """Return a problem as its HTTP answer, its texts in the reader's language."""
    body: dict[str, Any] = {
        "type": f"urn:kisalli:problem:{problem.code}",
        "title": gettext(problem.title, language),
        "status": problem.status,
        "code": problem.code,
    }
    if problem.detail:
        body["detail"] = gettext(problem.detail, language)
    if problem.errors:
        body["errors"] = [
            {"pointer": e.pointer, "code": e.code, "detail": filled(e.detail, e.values, language)} for e in problem.errors
        ]
    headers = {"Cache-Control": "no-store"}
    if problem.retry_after is not None:
        headers["Retry-After"] = str(problem.retry_after)
    if problem.challenge is not None:
        headers["WWW-Authenticate"] = problem.challenge
    return JSONResponse(body, problem.status, headers, media_type=MEDIA_TYPE)


def install(app: FastAPI, meanings: Mapping[str, type[Problem]]) -> None:
    """Make every error of an app a problem answer; `meanings` maps constraint names to what their breach means."""

    @app.exception_handler(Problem)
    async def on_problem(request: Request, problem: Problem) -> JSONResponse:
        return _answer(request, problem)

    @app.exception_handler(RequestValidationError)
    async def on_validation(request: Request, error: RequestValidationError) -> JSONResponse:
        if any(each["type"] == "json_invalid" for each in error.errors()):
            return _answer(request, BadRequest("The body is not valid JSON"))
        return _answer(request, Invalid(errors=[field_problem(each, error.body) for each in error.errors()]))

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, error: HTTPException) -> JSONResponse:
        known = next((each for each in (NotFound, BadRequest, TooLarge) if each.status == error.status_code), None)
        if known is not None:
            return _answer(request, known())
        plain = Problem()
        plain.status, plain.code = error.status_code, HTTPStatus(error.status_code).name.lower()
        plain.title = HTTPStatus(error.status_code).phrase
        response = _answer(request, plain)
        response.headers.update(error.headers or {})
        return response

    _install_database(app, meanings)


def _answer(request: Request, problem: Problem) -> JSONResponse:
    return respond(problem, language_of(request.headers.get("accept-language")))


def _install_database(app: FastAPI, meanings: Mapping[str, type[Problem]]) -> None:
    @app.exception_handler(DBAPIError)
    async def on_database(request: Request, error: DBAPIError) -> JSONResponse:
        if isinstance(error, IntegrityError):
            meaning = meanings.get(constraint_of(error) or "")
            if meaning is not None:
                return _answer(request, meaning())
        if is_retryable(error) or sqlstate(error) == LOCK_NOT_AVAILABLE:
            return _answer(request, Unavailable(retry_after=1))
        log.error("database error", sqlstate=sqlstate(error), kind=type(error).__name__)
        return _answer(request, Problem())

    @app.exception_handler(PoolTimeout)
    async def on_pool(request: Request, _error: PoolTimeout) -> JSONResponse:
        return _answer(request, Unavailable(retry_after=1))
