"""How long a session lasts: idle, in all, and a signed token's ten minutes, under a clock that the tests move on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from kisalli.core import security
from kisalli.core.callers import ACCESS_COOKIE
from kisalli.core.errors import Unauthenticated
from kisalli.core.security import Keys
from tests.auth.conftest import sign_in
from tests.factories import World

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Clock:
    """Time passes for one person's sessions: everything that was, was so much longer ago."""

    def __init__(self, world: World, browser: httpx.AsyncClient, session: dict[str, Any]) -> None:
        self.world, self.browser, self.person_id = world, browser, session["person"]["id"]

    async def passes(self, time: timedelta) -> None:
        """Let time pass; a signed token of ten minutes is gone from the browser then."""
        await self.world.sql(
            "UPDATE session SET created_at = created_at - passed, last_used_at = last_used_at - passed,"
            " expires_at = expires_at - passed FROM CAST(:time AS interval) passed WHERE person_id = :id",
            id=self.person_id,
            time=time,
        )
        if time >= 10 * MINUTE:
            self.browser.cookies.delete(ACCESS_COOKIE)

    async def signed_in(self) -> bool:
        """Whether the browser still is, by a call that counts as use."""
        return (await self.browser.get("/api/v1/me")).status_code == 200


@pytest.fixture
async def clock(world: World, browser: httpx.AsyncClient) -> Clock:
    return Clock(world, browser, await sign_in(browser, world))


async def test_an_unused_session_ends_after_twelve_hours(clock: Clock) -> None:
    await clock.passes(12 * HOUR - MINUTE)
    assert await clock.signed_in()
    await clock.passes(12 * HOUR + MINUTE)
    assert not await clock.signed_in()
    assert (await clock.browser.get("/api/v1/session")).json() is None


async def test_a_used_session_ends_after_a_fortnight_in_any_case(clock: Clock) -> None:
    for _ in range(28):
        await clock.passes(12 * HOUR - 2 * MINUTE)
        assert await clock.signed_in()
    await clock.passes(HOUR)
    assert not await clock.signed_in()


async def test_it_is_not_listed_once_it_has_ended(clock: Clock, another_browser: Callable[[], httpx.AsyncClient]) -> None:
    await clock.passes(13 * HOUR)
    other = another_browser()
    await sign_in(other, clock.world, clock.person_id)
    assert len((await other.get("/api/v1/me/sessions")).json()["items"]) == 1


async def test_reading_every_ten_minutes_is_use_enough(clock: Clock, app: FastAPI) -> None:
    """The signed token spares the look-up, and its renewal is what notes the use: idle means idle."""
    assert app.state.settings.access_minutes * MINUTE < app.state.settings.session_idle_hours * HOUR
    await clock.passes(11 * HOUR)
    assert await clock.signed_in()
    (row,) = await clock.world.rows("session", person_id=clock.person_id)
    assert row["expires_at"] - row["last_used_at"] < 14 * DAY - 10 * HOUR


@pytest.mark.parametrize(("seconds", "good"), [(598, True), (601, False)])
async def test_a_signed_token_is_good_for_ten_minutes(
    world: World, keys: Keys, monkeypatch: pytest.MonkeyPatch, seconds: int, good: bool
) -> None:
    token = keys.access_token((await world.mentee()).person_id, None, 600)
    now = security.time.time() + seconds

    class Later:
        time = staticmethod(lambda: now)

    monkeypatch.setattr(security, "time", Later)
    monkeypatch.setattr("jose.jwt.timegm", lambda *_: int(now))
    if good:
        assert keys.check_access_token(token)
    else:
        with pytest.raises(Unauthenticated):
            keys.check_access_token(token)
