"""The edge of the app, one pure ASGI layer around every route: limits on what comes in, headers on what goes out."""

import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException

from kisalli.core.errors import Problem, TooLarge, UnsupportedMedia
from kisalli.core.i18n import language_of
from kisalli.core.ids import new_id
from kisalli.core.metrics import HTTP_SECONDS
from kisalli.core.problem import respond

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

log = structlog.get_logger()

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; "
        "object-src 'none'; script-src 'self'; style-src 'self'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
}
HEADERS = [(name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
ONLY_JSON, ONLY_FORM, ONLY_CSV = frozenset({JSON}), frozenset({FORM}), frozenset({"text/csv"})
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp"})
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class OtherBody:
    """A route that takes a body of other types than JSON (None: of any); `limit` in bytes where it has one of its own."""

    methods: frozenset[str]
    path: re.Pattern[str]
    content_types: frozenset[str] | None
    limit: int | None = None


# Every route that takes anything but JSON of the usual size. A form's types (urlencoded, multipart, plain) can be sent by a
# foreign page without the browser asking us first: none that takes one may act on the cookie of a session.
OTHER_BODIES = (
    OtherBody(frozenset({"POST"}), re.compile(r"/api/v1/oauth/token"), ONLY_FORM),  # RFC 6749
    # SAML 2.0, HTTP-POST: what a provider's page sends is bound to a cookie of its own.
    OtherBody(frozenset({"POST"}), re.compile(r"/api/v1/session/saml/acs"), ONLY_FORM),
    OtherBody(frozenset({"PUT", "POST"}), re.compile(r"/api/v1/programmes/[^/]+/register"), ONLY_CSV, 8 * MEBIBYTE),
    OtherBody(frozenset({"POST"}), re.compile(r"/api/v1/programmes/[^/]+/pictures"), PICTURES, 5 * MEBIBYTE),
    # RFC 8058 leaves the form's type to the mail program; what it says is never read, for the address says it all.
    OtherBody(frozenset({"POST"}), re.compile(r"/api/v1/unsubscribe/[^/]+"), None, 4096),
)


class Edge:
    """Size and type of what comes in, request id, security headers, one log line and one measurement for each call."""

    def __init__(self, app: App, body_limit: int) -> None:
        self._app = app
        self._body_limit = body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if REQUEST_ID.fullmatch(given) else str(new_id())
        started, status, started_answer = time.perf_counter(), 500, False

        async def send_with_headers(message: Message) -> None:
            nonlocal status, started_answer
            if message["type"] == "http.response.start":
                status, started_answer = message["status"], True
                message["headers"] = [*message["headers"], *HEADERS, (b"x-request-id", request_id.encode())]
                if b"cache-control" not in {name for name, _ in message["headers"]}:
                    MutableHeaders(raw=message["headers"])["cache-control"] = "no-store"
                renewed = scope.get("state", {}).get("renewed_access")
                if renewed:
                    message["headers"].append((b"set-cookie", renewed.encode()))
            await send(message)

        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            refusal = self._refusal(scope, headers)
            if refusal is not None:
                response = respond(refusal, language_of(headers.get("accept-language")))
                await response(scope, receive, send_with_headers)
            elif scope["method"] in UNSAFE:
                await self._app(scope, _counting(receive, self._taken(scope)[1]), send_with_headers)
            else:
                await self._app(scope, receive, send_with_headers)
        except Exception as error:
            log.exception("unexpected error", kind=type(error).__name__)
            if not started_answer:
                await respond(Problem(), language_of(headers.get("accept-language")))(scope, receive, send_with_headers)
        finally:
            self._note(scope, status, time.perf_counter() - started)
            structlog.contextvars.clear_contextvars()

    def _refusal(self, scope: Scope, headers: Headers) -> Problem | None:
        if scope["method"] not in UNSAFE:
            return None
        wanted, limit = self._taken(scope)
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > limit:
            return TooLarge()
        has_body = length not in {"", "0"} or "transfer-encoding" in headers
        content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        if has_body and wanted is not None and content_type not in wanted:
            return UnsupportedMedia()
        return None

    def _taken(self, scope: Scope) -> tuple[frozenset[str] | None, int]:
        """Return which types of body a route takes (None: whatever comes) and how many bytes of it."""
        path: str = scope["path"]
        for each in OTHER_BODIES:
            if scope["method"] in each.methods and each.path.fullmatch(path):
                return each.content_types, each.limit or self._body_limit
        return ONLY_JSON if path.startswith("/api/") else None, self._body_limit

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "-")
        HTTP_SECONDS.labels(scope["method"], route, str(status)).observe(seconds)
        log.info("http", method=scope["method"], route=route, status=status, ms=round(seconds * 1000, 1))


def _counting(receive: Receive, limit: int) -> Receive:
    """Stop reading a body of undeclared length at the limit (the framework's own limit answers in plain text)."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            # Not TooLarge: FastAPI lets nothing but its own exception through while it reads a body.
            raise HTTPException(TooLarge.status)
        return message

    return counted
