"""Browsers with cookies of their own."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from kisalli.auth.oidc import OpenIdProviders
from kisalli.core.db import transaction
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import Message
from kisalli.notifications.content import letter
from kisalli.notifications.facts import gather
from kisalli.notifications.letters import Letter
from tests.factories import World

DEMO_SIGN_IN = "/api/v1/session/demo"


@pytest.fixture
async def another_browser(app: FastAPI) -> AsyncIterator[Callable[[], httpx.AsyncClient]]:
    """Make browsers, each with its own cookies."""
    made: list[httpx.AsyncClient] = []

    def make() -> httpx.AsyncClient:
        # From an address of its own, for there is a limit to how often one may ask for mails.
        client = (str(uuid4()), 1)
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False, client=client)
        made.append(httpx.AsyncClient(transport=transport, base_url="https://kisalli.test"))
        return made[-1]

    yield make
    for browser in made:
        await browser.aclose()


@pytest.fixture
def browser(another_browser: Callable[[], httpx.AsyncClient]) -> httpx.AsyncClient:
    """A browser of one's own."""
    return another_browser()


async def sign_in(browser: httpx.AsyncClient, world: World, person_id: object = None) -> dict[str, Any]:
    """Sign a demo person in, a new one unless told whom; return the session."""
    who = person_id or (await world.mentee()).person_id
    answer = await browser.post(DEMO_SIGN_IN, json={"person_id": str(who)})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


@pytest.fixture
def openid(app: FastAPI, keys: Keys) -> Iterator[OpenIdProviders]:
    """What the app knows of OpenID Connect providers, forgotten after the test; they may be on this machine."""
    before, app.state.openid = app.state.openid, OpenIdProviders(keys, own_network=True)
    yield app.state.openid
    app.state.openid = before


async def letters(world: World, settings: Settings, keys: Keys, **where: Any) -> list[Letter]:
    """Return the letters of the messages with these values, as they would be mailed now."""
    async with transaction(world.sessions) as session:
        messages = (await session.scalars(select(Message).filter_by(**where).order_by(Message.occasion))).all()
        facts = await gather(session, messages)
        written = [letter(each, facts, settings, keys) for each in messages]
    return [each for each in written if each is not None]
