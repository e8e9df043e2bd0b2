"""Who calls: from the bearer token of a script, or from the cookies of a browser.

Every feature's router needs this, so it stands below them all; main puts in how tokens and sessions are looked up.
"""

import time
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from kisalli.core import policy
from kisalli.core.caller import Caller
from kisalli.core.errors import CsrfFailed, Unauthenticated

ACCESS_COOKIE = "__Host-kisalli-access"
SESSION_COOKIE = "__Host-kisalli-session"
SIGN_IN_COOKIE = "__Host-kisalli-sign-in"
PASSKEY_COOKIE = "__Host-kisalli-passkey"
CSRF_HEADER = "x-csrf-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


async def current_caller(request: Request) -> Caller:
    """Return who calls; they may call this operation (core.policy).

    Raises:
        Unauthenticated: no token or session, or one that is not good any more.
        CsrfFailed: a change by cookie without the session's CSRF token, or asked for by a foreign page.
        BrowserOnly, ScopeMissing: the operation is not for tokens, or not for this one.
    """
    caller = await _known(request)
    policy.require(request.scope["route"].operation_id, caller)
    return caller


async def _known(request: Request) -> Caller:
    authorization = request.headers.get("authorization")
    if authorization is not None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated
        caller: Caller = await request.app.state.access.check(token)
        return caller
    caller = await _browser(request)
    if request.method not in SAFE:
        guard_change(request, caller)
    return caller


async def _browser(request: Request) -> Caller:
    """The signed cookie spares the look-up; when it is too old, the opaque session renews it."""
    state = request.app.state
    token = request.cookies.get(ACCESS_COOKIE)
    if token:
        try:
            caller: Caller = await state.access.check(token)
        except Unauthenticated:
            pass
        else:
            return caller
    opaque = request.cookies.get(SESSION_COOKIE)
    if not opaque:
        raise Unauthenticated
    caller = await state.resume_session(opaque)
    seconds = state.settings.access_minutes * 60
    renewed = Response()
    set_cookie(renewed, ACCESS_COOKIE, state.keys.access_token(caller.person_id, caller.session_id, seconds), seconds)
    request.state.renewed_access = renewed.headers["set-cookie"]  # the edge sends it with whatever the route answers
    return caller


def guard_change(request: Request, caller: Caller) -> None:
    """Refuse a change that this browser's own page did not ask for (security row 8)."""
    check_origin(request)
    token = request.headers.get(CSRF_HEADER, "")
    if caller.session_id is None or not request.app.state.keys.check_csrf_token(caller.session_id, token):
        raise CsrfFailed


def check_origin(request: Request) -> None:
    """Refuse a call from a page of another origin.

    Raises:
        CsrfFailed: Origin or Sec-Fetch-Site say that it is foreign.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise CsrfFailed
    origin = request.headers.get("origin")
    if origin is not None and origin != request.app.state.settings.origin:
        host = urlsplit(origin).netloc
        if not host or host != request.headers.get("host"):
            raise CsrfFailed


def set_cookie(response: Response, name: str, value: str, seconds: int, samesite: Literal["lax", "none"] = "lax") -> None:
    """Set a `__Host-` cookie: this host only, HTTPS (or loopback) only, out of reach for scripts."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite=samesite)


def drop_cookie(response: Response, name: str) -> None:
    """Remove a cookie."""
    response.set_cookie(name, "", max_age=0, expires=int(time.time()), path="/", secure=True, httponly=True, samesite="lax")


async def maybe_caller(request: Request) -> Caller | None:
    """Return who calls, None for somebody who has not signed in; for public reads only."""
    if request.headers.get("authorization") is None and SESSION_COOKIE not in request.cookies:
        return None
    try:
        return await current_caller(request)
    except Unauthenticated:
        return None


CurrentCaller = Annotated[Caller, Depends(current_caller)]
MaybeCaller = Annotated[Caller | None, Depends(maybe_caller)]
