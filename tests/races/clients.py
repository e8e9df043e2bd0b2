"""A storm's clients: random acts of random people, with and without keys, repeated, abandoned half-way and asked again."""

import asyncio
import contextlib
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from kisalli.core.ids import new_id
from tests.factories import clock
from tests.races.checker import Setting
from tests.races.commands import Call, Command, Do
from tests.races.http_line import Line, Lost
from tests.races.model import Limits, Window
from tests.races.stage import Theatre

API = "/api/v1"
# These are known by their answer's id also without a key; for the others only the key tells which transaction was theirs.
KEYLESS = {Do.SEND, Do.PROPOSE, Do.ACCEPT, Do.DECLINE, Do.WITHDRAW, Do.RELEASE, Do.REFUSE, Do.TAKE_BACK, Do.END}
WITHOUT_KEY, ABANDONED, REPEATED, DOUBLE = 0.2, 0.03, 0.05, 0.05
MOST_TRIES = 12
PARTIES = """
SELECT p.id FROM participant p JOIN (
    SELECT unnest(ARRAY[mentor_id, mentee_id]) AS id FROM request WHERE id = %(id)s
    UNION ALL SELECT unnest(ARRAY[mentor_id, mentee_id]) FROM proposal WHERE id = %(id)s
) its USING (id) ORDER BY p.id FOR UPDATE OF p
"""
AGE = """
WITH aged AS (
    UPDATE request SET expires_at = clock_timestamp() WHERE id = %(id)s AND state = 'pending' RETURNING programme_id, id
), stale AS (
    UPDATE proposal SET expires_at = clock_timestamp() WHERE id = %(id)s AND state = 'pending' RETURNING programme_id, id
)
INSERT INTO audit (programme_id, act, subject, subject_id)
SELECT programme_id, 'aged', 'request', id FROM aged UNION ALL SELECT programme_id, 'aged', 'proposal', id FROM stale
"""


@dataclass
class Count:
    """What clients have done so far."""

    calls: int = 0
    lost: int = 0
    unavailable: int = 0
    strange: list[str] = field(default_factory=list)


class Client:
    """One client with a connection to each web process."""

    def __init__(self, ports: list[int], dice: random.Random, count: Count) -> None:
        self._lines = [Line(port) for port in ports]
        self._dice, self._count = dice, count

    async def act(self, theatre: Theatre, command: Command) -> None:
        """Do it; what has a key and got no answer is asked again, as a client would."""
        dice = self._dice
        keyed = command.do not in KEYLESS or dice.random() > WITHOUT_KEY
        key = f"storm:{new_id()}" if keyed else None
        if keyed and dice.random() < DOUBLE:
            await asyncio.gather(*(self._call(theatre, command, key, line=Line(self._port())) for _ in range(2)))
        call = await self._call(theatre, command, key, abandon=keyed and dice.random() < ABANDONED)
        tries = 1
        while keyed and tries < MOST_TRIES and (call.unknown or dice.random() < REPEATED):
            if call.unknown:
                await asyncio.sleep(dice.uniform(0, 0.1) * tries)
            call = await self._call(theatre, command, key)
            tries += 1

    def _port(self) -> int:
        return self._dice.choice(self._lines).port

    async def _call(
        self, theatre: Theatre, command: Command, key: str | None, *, line: Line | None = None, abandon: bool = False
    ) -> Call:
        method, path, body = command.route(theatre.place.programme_id)
        assert command.caller is not None
        headers = theatre.someone(command.caller).headers | ({"Idempotency-Key": key} if key else {})
        patience = self._dice.uniform(0, 0.02) if abandon else 30.0
        start, status, code, answer = time.time(), 0, None, None
        try:
            status, _, answer = await (line or self._dice.choice(self._lines)).ask(method, API + path, headers, body, patience)
            code = answer.get("code") if isinstance(answer, dict) else None
        except Lost:
            self._count.lost += 1
        finally:
            if line is not None:
                line.close()
        call = Call(command, key, start, time.time(), status, code, answer if status and code is None else None)
        theatre.calls.append(call)
        theatre.learn(command, call)
        self._count.calls += 1
        self._count.unavailable += status == 503
        if status >= 500 and status != 503:
            self._count.strange.append(f"{status} for {command}: {json.dumps(answer, default=str)}")
        return call

    def close(self) -> None:
        """Hang up."""
        for line in self._lines:
            line.close()


class Time:
    """Lets requests run out, under the locks of their parties and with a trace in the log, so that the model knows."""

    def __init__(self, url: Callable[[], str]) -> None:
        self._url = url

    async def age(self, command: Command) -> None:
        """Let the time of a pending request or proposal be over; a database that is away is not waited for."""
        with contextlib.suppress(psycopg.OperationalError):
            async with await psycopg.AsyncConnection.connect(self._url(), connect_timeout=3) as connection:
                await connection.execute(PARTIES, {"id": command.subject})
                await connection.execute(AGE, {"id": command.subject})


class Keeper:
    """The coordinator who moves the request window and the limits; one a storm, so that versions say what was set."""

    def __init__(self, ports: list[int], dice: random.Random) -> None:
        self._lines, self._dice = [Line(port) for port in ports], dice

    async def change(self, theatre: Theatre) -> None:
        """Change something, and change it back in a moment."""
        window = self._dice.choice((Window.GRACE, Window.GRACE, Window.OVER))
        limits = Limits(self._dice.choice((1, 2)), self._dice.choice((1, 2)))
        if self._dice.random() < 0.5:
            await self._set(theatre, lambda now: Setting(now.window, limits))
        else:
            await self._set(theatre, lambda now: Setting(window, now.limits))
            await asyncio.sleep(self._dice.uniform(0.05, 0.4))
            await self._set(theatre, lambda now: Setting(Window.OPEN, now.limits))

    def close(self) -> None:
        """Hang up."""
        for line in self._lines:
            line.close()

    async def _set(self, theatre: Theatre, change: Callable[[Setting], Setting]) -> None:
        """Move the programme from its version to the next; whatever gets lost, the same is asked until it has moved."""
        version = max(theatre.settings)
        before = theatre.settings[version]
        after = change(before)
        theatre.settings[version + 1] = after
        path = f"/programmes/{theatre.place.programme_id}"
        body: Any
        if after.window != before.window:
            method, path, body = "PUT", f"{path}/clock", _clock(after.window)
        else:
            rules = {"mentor_pending_max": after.limits.mentor_pending, "mentee_pending_max": after.limits.mentee_pending}
            method, body = "PATCH", {"rules": rules}
        headers = theatre.place.coordinator.headers | {"If-Match": f'"v{version}"'}
        while True:
            try:
                status, _, _ = await self._dice.choice(self._lines).ask(method, API + path, headers, body)
            except Lost:
                status = 0
            if status in {200, 412}:  # 412: an answer was lost, the change was not
                return
            await asyncio.sleep(0.1)


def _clock(window: Window) -> dict[str, str]:
    now, day = datetime.now(UTC), timedelta(days=1)
    closes = now + {Window.OPEN: 7 * day, Window.GRACE: -day / 2, Window.OVER: -3 * day}[window]
    windows = clock(now) | {"requests_opens": now - 9 * day, "requests_closes": closes}
    return {name: instant.isoformat() for name, instant in windows.items()}
