"""Browsers on their way to an identity provider and back: what they carry, and which page they land on."""

from urllib.parse import urlencode

import structlog
from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth import arrivals
from kisalli.auth.arrivals import Told
from kisalli.auth.browser import let_in
from kisalli.auth.models import ProviderSignIn, Purpose, Way
from kisalli.auth.under_way import MINUTES, Setting
from kisalli.core.callers import SESSION_COOKIE, set_cookie
from kisalli.core.db import transaction
from kisalli.core.errors import Problem
from kisalli.core.i18n import language_of
from kisalli.core.security import new_secret

REDIRECT_COOKIE = "__Host-kisalli-redirect"
# Where a page shows what came of it, by what one went for.
PAGES = {Purpose.SIGN_IN: "/sign-in", Purpose.LINK: "/account/sign-in", Purpose.TEST: "/organisation/providers"}

log = structlog.get_logger()


def setting(request: Request, response: Response, return_to: str) -> Setting:
    """Return from where somebody sets out; the browser's secret stays the same in all its tabs while it is good.

    Its cookie comes along when a provider sends a form from its own page: what is bound to it is good once and for minutes.
    """
    browser = request.cookies.get(REDIRECT_COOKIE) or new_secret()
    set_cookie(response, REDIRECT_COOKIE, browser, MINUTES * 60, "none")
    client = request.client.host if request.client else ""
    language, before = language_of(request.headers.get("accept-language")), request.cookies.get(SESSION_COOKIE)
    return Setting(browser, client, language, return_to, before)


async def arrive(
    request: Request, session: AsyncSession, sign_in: ProviderSignIn, told: Told, way: Way, id_token: bytes | None = None
) -> RedirectResponse:
    """Do what somebody went for, and return the page to go on to.

    Raises:
        AccountDisabled, IdentityTaken, SignInExpired: what they went for can't be done.
    """
    purpose = Purpose(sign_in.purpose)
    if purpose == Purpose.TEST:
        arrivals.keep_test(await session.merge(sign_in), told)
        return _page(purpose, test=str(sign_in.id))
    if purpose == Purpose.LINK:
        await arrivals.add_way_in(session, sign_in, told)
        return _page(purpose, added="yes")
    person = await arrivals.let_in(session, sign_in, told)
    answer = RedirectResponse(sign_in.return_to, 303)
    came = {"provider_id": sign_in.provider_id, "before_id": sign_in.session_id}
    await let_in(request, answer, session, person, way, id_token=id_token, **came)
    return answer


async def turned_away(request: Request, sign_in: ProviderSignIn | None, problem: Problem) -> RedirectResponse:
    """Return the page that says what to do; log and audit trail say why."""
    reason = next(iter(getattr(problem, "__notes__", ())), problem.code)
    log.warning("sign-in refused", code=problem.code, reason=reason)
    if sign_in is None:
        return _page(Purpose.SIGN_IN, problem=problem.code)
    async with transaction(request.app.state.sessions) as session:
        arrivals.refused(session, sign_in, problem.code)
    return _page(Purpose(sign_in.purpose), problem=problem.code)


def _page(purpose: Purpose, **said: str) -> RedirectResponse:
    return RedirectResponse(f"{PAGES[purpose]}?{urlencode(said)}", 303)
