"""What can go wrong, as classes: each has its HTTP status, stable code and title; its docstring says when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FieldProblem:
    """One wrong place in the input: a JSON pointer into the body (or `#/query/name`) and what is wrong there.

    `detail` is a key of the catalogues; `values` fill its braces once it is translated.
    """

    pointer: str
    code: str
    detail: str
    values: Mapping[str, object] = field(default_factory=dict)


class Problem(Exception):
    """Base of everything that a caller is told; `detail` is a sentence that says what to do."""

    status = 500
    code = "internal"
    title = "Something went wrong on our side"

    challenge: str | None = None  # what WWW-Authenticate says

    def __init__(self, detail: str | None = None, *, errors: Sequence[FieldProblem] = (), retry_after: int | None = None) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.errors = tuple(errors)
        self.retry_after = retry_after


class BadRequest(Problem):
    """The body could not be read at all."""

    status, code, title = 400, "bad_request", "The request could not be read"


class Unauthenticated(Problem):
    """No session or token, or one that has ended."""

    status, code, title = 401, "unauthenticated", "Sign in first"
    challenge = "Bearer"


class Forbidden(Problem):
    """The caller may see the thing but not do this to it."""

    status, code, title = 403, "forbidden", "You don't have permission to do this"


class CsrfFailed(Forbidden):
    """A change by cookie without its CSRF token, or from a foreign page."""

    code, title = "csrf_failed", "Reload the page and try again"


class BrowserOnly(Forbidden):
    """A token calls what is for a signed-in browser alone."""

    code, title = "browser_only", "This can only be done in a browser, not with a token"


class ScopeMissing(Forbidden):
    """The token lacks the scope of this operation; `errors` and WWW-Authenticate (RFC 6750) name it."""

    code, title = "scope_missing", "The token is missing a scope"

    def __init__(self, *, scope: str) -> None:
        place = "#/header/authorization"
        super().__init__(errors=[FieldProblem(place, "scope_missing", "Use a token with the scope {scope}", {"scope": scope})])
        self.challenge = f'Bearer error="insufficient_scope", scope="{scope}"'


class NotFound(Problem):
    """There is no such thing, or the caller may not know of it: the same answer for both."""

    status, code, title = 404, "not_found", "Not found"


class Conflict(Problem):
    """The state of things does not allow it now."""

    status, code, title = 409, "conflict", "This can't be done now"


class Stale(Problem):
    """If-Match names an older version than the current one."""

    status, code, title = 412, "stale", "Somebody has changed this in the meantime; reload it"


class TooLarge(Problem):
    """The body is over the limit."""

    status, code, title = 413, "too_large", "The request is too large"


class UnsupportedMedia(Problem):
    """A body of another type than the route takes: application/json, but for files."""

    status, code, title = 415, "unsupported_media_type", "Send the body in a type that this route accepts"


class Invalid(Problem):
    """A field of the input is wrong; `errors` says which."""

    status, code, title = 422, "validation", "Some fields need correcting"


class IdempotencyKeyReused(Invalid):
    """The Idempotency-Key was used before for another command."""

    code, title = "idempotency_key_reused", "This Idempotency-Key belongs to another command"


class PreconditionRequired(Problem):
    """A change of what two people may edit came without If-Match."""

    status, code, title = 428, "if_match_required", "Send If-Match with the ETag that you read"


class TooManyRequests(Problem):
    """The caller's budget for this is used up for now; the answer always says for how long (Retry-After)."""

    status, code, title = 429, "too_many_requests", "Too many requests; wait a moment"

    def __init__(self, detail: str | None = None, *, retry_after: int) -> None:
        super().__init__(detail, retry_after=retry_after)


class Unavailable(Problem):
    """The database can't be reached or has no room; nothing was done."""

    status, code, title = 503, "unavailable", "The service is busy or restarting; try again in a moment"
