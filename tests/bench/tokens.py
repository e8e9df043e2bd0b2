"""What checking a token costs, by kind: kept in memory, as almost every call finds it, and for the first time."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import insert

from kisalli.auth.access import Access
from kisalli.auth.models import PersonalToken
from kisalli.core.db import Sessions, create_engine, create_sessions, transaction
from kisalli.core.ids import new_id
from kisalli.core.security import PERSONAL_TOKEN, Keys, hash_secret, new_secret
from kisalli.core.settings import Settings
from kisalli.core.signals import Signals
from tests.bench.stage import Stage

PEOPLE = 50
ROUNDS = 400  # of all people, so 20,000 checks a kind

Report = Callable[[str], None]


async def checks(stage: Stage, say: Report) -> None:
    """Print the microseconds of a check, signed and personal, first and kept."""
    settings = Settings(demo=True, database_url=stage.url)
    engine, signals, keys = create_engine(stage.url, settings), Signals(), Keys(settings)
    access = Access(keys, create_sessions(engine), signals)
    signals.listeners.append(access.hear)
    watcher = asyncio.create_task(signals.watch(stage.url))
    try:
        while not signals.heard_lately:  # noqa: ASYNC110 - nobody sets an event there
            await asyncio.sleep(0.01)
        people = [UUID(each.person_id) for each in stage.mentees[:PEOPLE]]
        signed = [keys.access_token(each, None, 600) for each in people]
        personal = await _personal(create_sessions(engine), people)
        await access.check(personal.pop())  # the connection and the plan are made
        say("| token | first check µs | kept µs |\n| --- | --- | --- |")
        for name, tokens in (("signed", signed), ("personal", personal)):
            first = await _timed(access, tokens, 1)
            say(f"| {name} | {first:.0f} | {await _timed(access, tokens, ROUNDS):.2f} |")
    finally:
        watcher.cancel()
        await asyncio.gather(watcher, return_exceptions=True)
        await engine.dispose()


async def _personal(sessions: Sessions, people: list[UUID]) -> list[str]:
    tokens = [PERSONAL_TOKEN + new_secret() for _ in people]
    until = datetime.now(UTC) + timedelta(days=30)
    async with transaction(sessions) as session:
        for person_id, token in zip(people, tokens, strict=True):
            values = {"id": new_id(), "person_id": person_id, "name": "Bench", "scopes": ["requests:read"]}
            await session.execute(insert(PersonalToken).values(**values, token_hash=hash_secret(token), expires_at=until))
    return tokens


async def _timed(access: Access, tokens: list[str], rounds: int) -> float:
    """Return the median over rounds of the mean microseconds of a check."""
    means = []
    for _ in range(rounds):
        started = time.perf_counter()
        for token in tokens:
            await access.check(token)
        means.append((time.perf_counter() - started) / len(tokens) * 1_000_000)
    return sorted(means)[len(means) // 2]
