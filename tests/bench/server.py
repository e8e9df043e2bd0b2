"""The app with routes to measure it against: an empty one, and the core's own statements by bare psycopg."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import psycopg
from fastapi import FastAPI, Request
from psycopg.rows import namedtuple_row
from sqlalchemy import ClauseElement
from sqlalchemy.dialects.postgresql import psycopg as dialect

from kisalli.asgi import create as create_app
from kisalli.core.acts import CLAIM, KEEP
from kisalli.core.audit import RECORD
from kisalli.core.db import advisory_key
from kisalli.core.effects import together
from kisalli.core.ids import new_id
from kisalli.matches.service import OPEN, REFRESH_ACCEPTING, RELEASE_CONTACTS
from kisalli.messages.service import TELL
from kisalli.requests.parties import LOCK_PARTIES, TRUTH
from kisalli.requests.queries import HISTORY, OWN, REQUEST_FOR
from kisalli.requests.service import INSERT as SEND
from kisalli.requests.settling import CLOSE_REQUESTS

DIALECT = dialect.dialect()


def bare(statement: ClauseElement) -> str:
    """Return a statement of the app as psycopg takes it."""
    return str(statement.compile(dialect=DIALECT))


STATEMENTS = {
    name: bare(statement)
    for name, statement in {
        "claim": CLAIM,
        "lock": LOCK_PARTIES,
        "truth": TRUTH,
        "own": OWN,
        "history": HISTORY,
        "send": SEND,
        "request_for": REQUEST_FOR,
        "open": OPEN,
        "release": RELEASE_CONTACTS,
        "close": CLOSE_REQUESTS,
        "refresh": REFRESH_ACCEPTING,
        "effects": together((RECORD, TELL, KEEP)),
    }.items()
}


class Pool:
    """A handful of psycopg connections, as many as the app's pool has."""

    def __init__(self) -> None:
        self.free: asyncio.Queue[psycopg.AsyncConnection[Any]] = asyncio.Queue()

    async def fill(self, url: str, size: int) -> None:
        """Open the connections."""
        for _ in range(size):
            self.free.put_nowait(await psycopg.AsyncConnection.connect(url, row_factory=namedtuple_row, prepare_threshold=2))

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
        """Lend a connection for one transaction."""
        connection = await self.free.get()
        try:
            async with connection.transaction():
                yield connection
        finally:
            self.free.put_nowait(connection)


def create() -> FastAPI:
    """Return the app with the routes of the bench before its own."""
    app, pool = create_app(), Pool()

    @app.get("/bench/empty")
    async def empty() -> dict[str, str]:
        return {}

    @app.post("/bench/send")
    async def send(request: Request) -> dict[str, str]:
        return await bare_send(pool, await request.json())

    @app.post("/bench/accept")
    async def accept(request: Request) -> dict[str, str]:
        return await bare_accept(pool, await request.json())

    @app.post("/bench/connect")
    async def connect() -> dict[str, str]:
        await pool.fill(os.environ["KISALLI_DATABASE_URL"], app.state.settings.pool_size)
        return {}

    app.router.routes[:] = [*app.router.routes[-4:], *app.router.routes[:-4]]
    return app


async def bare_send(pool: Pool, body: dict[str, str]) -> dict[str, str]:
    """Run the statements of a send in their order, checking nothing."""
    programme, mentor, mentee, person = (UUID(body[name]) for name in ("programme", "mentor", "mentee", "person"))
    key, request = str(new_id()), new_id()
    async with pool.connection() as connection:

        async def run(name: str, **values: Any) -> Any:
            return await connection.execute(STATEMENTS[name], values)

        await run("claim", caller_id=person, key=key, fingerprint=b"x" * 32)
        await (await run("own", programme_id=programme, mentor_id=mentor, person_id=person)).fetchall()
        await (await run("lock", ids=[mentee, mentor], programme_key=advisory_key(programme))).fetchall()
        truth = await (await run("truth", ids=[mentee, mentor], programme_id=programme)).fetchone()
        await (await run("history", mentor_id=mentor, mentee_id=mentee)).fetchall()
        slots = {"mentor_slot": len(truth.requests) + 1, "mentee_slot": 1}
        parties = {"id": request, "programme_id": programme, "mentor_id": mentor, "mentee_id": mentee}
        await run("send", **parties, **slots, message="Hello", now=truth.now, expires_at=truth.now.replace(year=2099))
        sent = _audit(programme, person, "request_sent", request, to_state="pending")
        await run("effects", **_effects([sent], [_news(programme, person, "request_sent", request)], person, key))
    return {"id": str(request)}


async def bare_accept(pool: Pool, body: dict[str, str]) -> dict[str, str]:
    """Run the statements of an accept in their order, checking nothing."""
    programme, mentor, mentee, person, request = (
        UUID(body[name]) for name in ("programme", "mentor", "mentee", "person", "request")
    )
    key, match = str(new_id()), new_id()
    async with pool.connection() as connection:

        async def run(name: str, **values: Any) -> Any:
            return await connection.execute(STATEMENTS[name], values)

        await run("claim", caller_id=person, key=key, fingerprint=b"x" * 32)
        await (await run("request_for", request_id=request, person_id=person)).fetchall()
        await (await run("lock", ids=[mentee, mentor], programme_key=advisory_key(programme))).fetchall()
        truth = await (await run("truth", ids=[mentee, mentor], programme_id=programme)).fetchone()
        place = int(truth.free_places[0].strip("()").split(",")[1])
        parties = {"match_id": match, "mentor_id": mentor, "mentee_id": mentee}
        await run("open", **parties, programme_id=programme, place=place, request_id=request, now=truth.now)
        await (await run("release", **parties, first=new_id(), second=new_id())).fetchall()
        closing = {"state": "accepted", "now": truth.now, "reason": None, "match_id": match, "answer": None, "wording": None}
        await (await run("close", **closing, ids=[request])).fetchall()
        await run("refresh", ids=[mentor, mentee])
        accepted = _audit(programme, person, "request_accepted", request, from_state="pending", to_state="accepted")
        opened = _audit(programme, person, "match_opened", match, to_state="active")
        news = [_news(programme, person, "match_made", match, party.int % 30_000) for party in (mentor, mentee)]
        await run("effects", **_effects([accepted, opened], news, person, key))
    return {"id": str(match)}


def _effects(audit: list[dict[str, Any]], news: list[dict[str, Any]], person: UUID, key: str) -> dict[str, str]:
    answered = [{"caller_id": person, "key": key, "answer": "{}"}]
    return {effect.name: json.dumps(rows, default=str) for effect, rows in ((RECORD, audit), (TELL, news), (KEEP, answered))}


def _audit(programme: UUID, person: UUID, act: str, subject: UUID, **states: str) -> dict[str, Any]:
    row = {"programme_id": programme, "caller_id": person, "act": act, "subject": "request", "subject_id": subject}
    return row | states


def _news(programme: UUID, person: UUID, kind: str, subject: UUID, occasion: int = 0) -> dict[str, Any]:
    row = {"id": new_id(), "programme_id": programme, "recipient_id": person, "kind": kind}
    return row | {"subject_id": subject, "occasion": occasion}
