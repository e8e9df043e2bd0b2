"""Acts against changes of the programme's clock and rules: a change has the programme alone, acts are judged after it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.db import transaction
from kisalli.programmes import service as programmes
from kisalli.programmes.schemas import ClockIn, ProgrammePatch, RulesIn
from kisalli.requests import closing
from kisalli.rounds import service as rounds
from tests.factories import Someone, clock
from tests.races.checker import Setting
from tests.races.commands import Command, Do
from tests.races.model import Limits, Window
from tests.races.scene import Hold, Scene

DAY = timedelta(days=1)


async def changing(scene: Scene, session: AsyncSession, **windows: datetime) -> None:
    """Set the programme's clock, as PUT …/clock does."""
    caller = Caller(scene.world.coordinator.person_id)
    await rounds.set_clock(session, scene.world.programme_id, ClockIn(**(clock() | windows)), "*", caller)


async def editing(scene: Scene, session: AsyncSession, **rules: Any) -> None:
    """Change the programme's rules, as PATCH does."""
    caller = Caller(scene.world.coordinator.person_id)
    await programmes.edit(session, scene.world.programme_id, ProgrammePatch(rules=RulesIn(**rules)), "*", caller)


def closes(window: Window) -> datetime:
    """Return when requests close, so that the window stands so now; the grace is one day."""
    return datetime.now(UTC) + {Window.OPEN: 7 * DAY, Window.GRACE: -DAY / 2, Window.OVER: -3 * DAY}[window]


async def shut(scene: Scene, session: AsyncSession, window: Window) -> None:
    """Move the request window."""
    scene.settings[2] = Setting(window)
    await changing(scene, session, requests_opens=datetime.now(UTC) - 9 * DAY, requests_closes=closes(window))


async def after_change(scene: Scene, window: Window, rival: Command) -> str:
    """Hold a change of the clock open, see the rival wait for it, and return what the rival came to."""
    async with scene.held(lambda session: shut(scene, session, window)) as (hold, task):
        got = await scene.beside(hold, task, lambda: scene.do(rival))
    scene.judge()
    return str(got)


async def before_change(scene: Scene, window: Window, first: Command) -> str:
    """Hold an act open, see the change of the clock wait for it, and return what the act came to."""
    hold = Hold()

    async def change() -> None:
        async with transaction(scene.world.sessions) as session:
            await shut(scene, session, window)

    one = scene.start(first, hold)
    await scene.beside(hold, one, change)
    got = await one
    scene.judge()
    return str(got)


async def test_a_request_that_waits_for_the_window_to_close_is_too_late(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    assert await after_change(scene, Window.GRACE, scene.sending(mentee, mentor)) == "window_closed"


async def test_a_request_under_way_when_the_window_closes_is_in_time(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    assert await before_change(scene, Window.GRACE, scene.sending(mentee, mentor)) == "pending"


@pytest.mark.parametrize("do", [Do.ACCEPT, Do.DECLINE, Do.WITHDRAW])
async def test_the_grace_lets_an_answer_through_that_waited_for_the_close(scene: Scene, do: Do) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    answer = scene.by(mentee if do == Do.WITHDRAW else mentor, do, await scene.sent(mentee, mentor))
    got = await after_change(scene, Window.GRACE, answer)
    assert got == {Do.ACCEPT: "accepted", Do.DECLINE: "declined", Do.WITHDRAW: "withdrawn"}[do]


async def test_an_accept_that_waits_for_the_grace_to_end_is_too_late(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    asked = await scene.sent(mentee, mentor)
    assert await after_change(scene, Window.OVER, scene.by(mentor, Do.ACCEPT, asked)) == "request_not_pending"
    await scene.do(Command(Do.TEND, mentor=mentor.id, mentee=mentee.id))
    scene.judge()
    assert (await scene.world.one("request", id=asked))["release_reason"] == "window_closed"
    assert await scene.told("request_released", asked) == {mentor.person_id, mentee.person_id}


async def test_an_accept_under_way_when_the_grace_ends_makes_its_match(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    asked = await scene.sent(mentee, mentor)
    assert await before_change(scene, Window.OVER, scene.by(mentor, Do.ACCEPT, asked)) == "accepted"


async def test_a_request_that_waits_for_an_extension_is_in_time(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    await scene.world.set_programme(requests_opens=closes(Window.GRACE) - DAY, requests_closes=closes(Window.GRACE))
    scene.settings[1] = Setting(Window.GRACE)
    assert await after_change(scene, Window.OPEN, scene.sending(mentee, mentor)) == "pending"


# Rules.


async def test_a_request_that_waits_for_a_lowered_limit_is_judged_by_it(scene: Scene) -> None:
    mentor, mentees = await scene.world.mentor(), [await scene.world.mentee() for _ in range(2)]
    await scene.sent(mentees[0], mentor)
    scene.settings[2] = Setting(limits=Limits(mentor_pending=1))
    async with scene.held(lambda session: editing(scene, session, mentor_pending_max=1)) as (hold, task):
        got = await scene.beside(hold, task, lambda: scene.do(scene.sending(mentees[1], mentor)))
    assert str(got) == "mentor_has_max_pending"
    scene.judge()


async def test_a_lowered_limit_waits_for_the_request_under_way_and_leaves_it_pending(scene: Scene) -> None:
    mentor, mentees = await scene.world.mentor(), [await scene.world.mentee() for _ in range(2)]
    await scene.sent(mentees[0], mentor)
    scene.settings[2] = Setting(limits=replace(Limits(), mentor_pending=1))

    async def edit() -> None:
        async with transaction(scene.world.sessions) as session:
            await editing(scene, session, mentor_pending_max=1)

    hold = Hold()
    one = scene.start(scene.sending(mentees[1], mentor), hold)
    await scene.beside(hold, one, edit)
    assert str(await one) == "pending"
    scene.judge()


async def test_places_that_wait_for_a_lowered_limit_are_judged_by_it(scene: Scene) -> None:
    mentor = await scene.world.mentor()
    scene.settings[2] = Setting(limits=Limits(places=1))
    async with scene.held(lambda session: editing(scene, session, places_max=1)) as (hold, task):
        got = await scene.beside(hold, task, lambda: scene.do(scene.by(mentor, Do.PLACES, mentor, places=2)))
    assert str(got) == "validation"
    scene.judge()


async def test_publishing_that_waits_for_sign_up_to_close_is_too_late(scene: Scene) -> None:
    mentor: Someone = await scene.world.mentor(state="draft")
    past = datetime.now(UTC) - DAY

    async def publish() -> str:
        answer = await scene.world.call(mentor, "POST", f"/participants/{mentor.id}/publish")
        return str(answer.json().get("code") or answer.json()["state"])

    async with scene.held(lambda session: changing(scene, session, mentor_signup_closes=past)) as (hold, task):
        assert await scene.beside(hold, task, publish) == "window_closed"


# What the worker says when all is over.


async def test_nobody_is_told_that_all_is_over_while_the_window_is_being_extended(scene: Scene, app: FastAPI) -> None:
    mentor = await scene.world.mentor()
    await scene.world.set_programme(requests_opens=closes(Window.OVER) - DAY, requests_closes=closes(Window.OVER))
    scene.settings[1] = Setting(Window.OVER)
    async with scene.held(lambda session: shut(scene, session, Window.OPEN)) as (hold, task):
        await scene.beside(hold, task, lambda: closing.tend(scene.world.sessions, app.state.acts))
    assert await scene.told("unmatched_next", scene.world.programme_id) == set()
    assert mentor.person_id in await scene.told("window_changed", scene.world.programme_id)
    assert (await scene.world.one("programme", id=scene.world.programme_id))["unmatched_told_at"] is None
