"""No statement of an act reads a whole table: its plans are made once and kept, so each needs an index to go by."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import event

from kisalli.core.acts import CLAIM
from kisalli.core.db import transaction
from kisalli.core.ids import new_id
from tests.factories import Someone, World

Statements = dict[str, Any]
WHOLE = re.compile("Seq Scan|Hash Join|Merge Join|hashed SubPlan")


@pytest.fixture
async def said(app: FastAPI) -> AsyncIterator[Statements]:
    """Every statement with the values that it was sent with last."""
    noted: Statements = {}

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        noted[statement] = values

    event.listen(app.state.engine.sync_engine, "before_cursor_execute", note)
    yield noted
    event.remove(app.state.engine.sync_engine, "before_cursor_execute", note)


async def everything(world: World) -> None:
    """Do every act of the core once."""

    async def do(someone: Someone, path: str, method: str = "POST", **kwargs: Any) -> dict[str, Any]:
        answer = await world.call(someone, method, path, **kwargs)
        assert answer.is_success, answer.text
        body: dict[str, Any] = answer.json()
        return body

    mentor, other = await world.mentor(places=2), await world.mentor()
    mentees = [await world.mentee() for _ in range(4)]
    first, second = [await world.sent(mentee, mentor) for mentee in mentees[:2]]
    assert (await world.send(mentees[2], mentor)).json()["code"] == "mentor_has_max_pending"
    await do(mentor, f"/requests/{first}/decline", json={})
    await do(mentees[1], f"/requests/{second}/withdraw")
    match_id = await world.matched(mentees[1], mentor)
    people = {"mentor_id": str(other.id), "mentee_id": str(mentees[3].id)}
    proposal = await do(world.coordinator, f"/programmes/{world.programme_id}/proposals", json=people)
    for each in (other, mentees[3]):
        await do(each, f"/proposals/{proposal['id']}/accept", json={})
    await do(mentor, f"/participants/{mentor.id}/places", "PUT", json={"places": 1})
    await do(mentor, f"/matches/{match_id}/end", json={})
    for verb in ("pause", "resume", "leave"):
        await do(mentor, f"/participants/{mentor.id}/{verb}")


async def plans(world: World, statements: Statements) -> dict[str, str]:
    """Return how PostgreSQL would carry out each statement in an act, where it reads a table only for want of anything else."""
    found = {}
    for statement, values in statements.items():
        async with transaction(world.sessions) as session:
            connection = await session.connection()
            await connection.execute(CLAIM, {"caller_id": new_id(), "key": "plans", "fingerprint": b""})
            rows = await connection.exec_driver_sql(f"EXPLAIN {statement}", values)
            found[statement] = "\n".join(rows.scalars())
    return found


async def test_every_statement_of_every_act_goes_by_an_index(world: World, said: Statements) -> None:
    await everything(world)
    statements = {text: values for text, values in said.items() if not text.startswith("SELECT pg_advisory")}
    assert sum("INSERT INTO idempotency" in text for text in statements) == 1
    assert len(statements) > 25, statements.keys()
    scanned = {text: plan for text, plan in (await plans(world, statements)).items() if WHOLE.search(plan)}
    assert not scanned, "\n\n".join(f"{text}\n{plan}" for text, plan in scanned.items())


async def test_a_scan_would_be_seen(world: World) -> None:
    """The negative control: a column without an index."""
    found = await plans(world, {"SELECT FROM request WHERE message = %(words)s": {"words": "x"}})
    assert all(WHOLE.search(plan) for plan in found.values())
