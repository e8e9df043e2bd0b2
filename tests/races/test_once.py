"""I10: one command acts once and answers the same, however often it is sent and whatever becomes of the connection."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from kisalli.core.acts import Acts
from kisalli.core.db import create_engine, create_sessions
from kisalli.core.settings import Settings
from kisalli.core.signals import Signals
from kisalli.requests.errors import MEANINGS
from tests.races.commands import Do
from tests.races.lossy import Loss, Wire, lossy
from tests.races.scene import Scene


async def test_a_double_click_waits_for_the_first_click_and_gets_its_answer(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    send = scene.sending(mentee, mentor)
    first, second = await scene.race(send, send, keys=("one-key-of-a-mentee",) * 2)
    assert first == second
    assert len(await scene.world.rows("request", mentee_id=mentee.id)) == 1
    accept = scene.by(mentor, Do.ACCEPT, first.body["id"])
    first, second = await scene.race(accept, accept, keys=("one-key-of-a-mentor",) * 2)
    assert first == second
    assert len(await scene.world.rows("match_member", participant_id=mentor.id)) == 1


async def test_a_double_click_without_a_key_is_two_commands(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    send = scene.sending(mentee, mentor)
    first, second = await scene.race(send, send)
    assert (str(first), str(second)) == ("pending", "mentee_has_pending_request")


async def test_many_clicks_at_once_through_http_act_once(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    key = {"Idempotency-Key": "twelve-impatient-clicks"}
    answers = await asyncio.gather(*(scene.world.send(mentee, mentor, headers=key) for _ in range(12)))
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert len(await scene.world.rows("request", mentee_id=mentee.id)) == 1


async def test_a_click_that_waits_for_a_refused_one_is_judged_anew(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    await scene.do(scene.by(mentor, Do.PAUSE, mentor))
    refused = await scene.do(scene.sending(mentee, mentor), "a-key-kept-for-later")
    assert str(refused) == "mentor_not_available"
    resume = scene.by(mentor, Do.RESUME, mentor)
    first, second = await scene.race(resume, scene.sending(mentee, mentor), keys=(None, "a-key-kept-for-later"))
    assert (str(first), str(second)) == ("active", "pending")


@pytest.fixture
async def broken(scene: Scene, settings: Settings) -> AsyncIterator[tuple[Scene, Wire]]:
    """The scene's acts over a wire that can break."""
    with tempfile.TemporaryDirectory(prefix="kisalli-wire-") as folder:
        async with lossy(scene.url, Path(folder)) as (url, wire):
            engine = create_engine(url, settings)
            yield replace(scene, acts=Acts(create_sessions(engine), Signals(), MEANINGS)), wire
            await engine.dispose()


@pytest.mark.parametrize("loss", list(Loss))
@pytest.mark.parametrize("key", ["a-key-of-the-client", None])
async def test_a_commit_lost_on_the_wire_acts_once(broken: tuple[Scene, Wire], loss: Loss, key: str | None) -> None:
    scene, wire = broken
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    wire.loss, wire.times = loss, 1
    sent = await scene.do(scene.sending(mentee, mentor), key and f"{key}-{mentee.id}")
    assert (wire.lost, str(sent)) == (1, "pending")
    assert [str(row["id"]) for row in await scene.world.rows("request", mentee_id=mentee.id)] == [sent.body["id"]]
    wire.times = 1
    accepted = await scene.do(scene.by(mentor, Do.ACCEPT, sent.body["id"]))
    assert (wire.lost, str(accepted)) == (2, "accepted")
    scene.judge()


async def test_answers_lost_at_every_try_leave_the_act_done_once_and_the_client_unsure(broken: tuple[Scene, Wire]) -> None:
    scene, wire = broken
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    wire.times = 100
    got = await scene.do(scene.sending(mentee, mentor), "sent-into-the-dark")
    assert got.code == "unavailable"
    wire.times = 0
    again = await scene.do(scene.sending(mentee, mentor), "sent-into-the-dark")
    (row,) = await scene.world.rows("request", mentee_id=mentee.id)
    assert again.body == json.loads(json.dumps({"id": str(row["id"]), "state": "pending"}))
    scene.judge()
