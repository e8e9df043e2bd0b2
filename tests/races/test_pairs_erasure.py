"""Erasing people against whatever they or others do at that moment: no deadlock, no breach, nothing of theirs left."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import AsyncMock

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.acts import Command as RunnerCommand
from kisalli.core.caller import Caller
from kisalli.core.db import transaction
from kisalli.core.ids import new_id
from kisalli.privacy import erasure, retention
from kisalli.privacy.erasure import SYSTEM, Part, erase_idle, erase_part
from kisalli.profiles import service as profiles
from kisalli.profiles.schemas import JoinIn, ParticipantActOut
from kisalli.programmes.models import Role
from kisalli.requests import taking_part
from tests.factories import Someone, World, clock
from tests.invariants import broken
from tests.races.commands import Command, Do
from tests.races.scene import Got, Hold, Scene

OPEN = text("SELECT disabled_at IS NULL FROM person WHERE id = :person_id")
MADE = text("INSERT INTO audit (act, subject, subject_id, to_state) VALUES ('made', 'participant', :id, 'draft')")
JOINED = text("""
INSERT INTO participant (id, programme_id, person_id, role) VALUES (:id, :programme_id, :person_id, 'mentor')
""")


@pytest.fixture
async def sound(scene: Scene) -> AsyncIterator[None]:
    """Whatever a test did, I1–I8 hold afterwards; what a negative control has broken in the same database is not its doing."""
    with psycopg.connect(scene.url) as connection:
        before = broken(connection)
        yield
        connection.rollback()
        assert broken(connection) == before


pytestmark = pytest.mark.usefixtures("sound")


async def erasing(scene: Scene, someone: Someone, hold: Hold | None = None) -> Got:
    """Erase a part, standing still before the commit where there is a hold."""

    async def acted(session: AsyncSession) -> Any:
        answer = await erase_part(session, Part(someone.id, someone.person_id, scene.world.programme_id, told=True))
        if hold is not None:
            await hold.stand(session)
        return answer

    return Got(None, json.loads(await scene.acts.run(RunnerCommand.of(SYSTEM, key=f"scene:{new_id()}"), acted)))


async def erasing_idle(scene: Scene, *those: Someone, hold: Hold | None = None) -> Got:
    """Erase the parts of all who have nothing under way, standing still before the commit where there is a hold."""

    async def acted(session: AsyncSession) -> Any:
        answer = await erase_idle(session, scene.world.programme_id, [each.id for each in those])
        if hold is not None:
            await hold.stand(session)
        return answer

    return Got(None, json.loads(await scene.acts.run(RunnerCommand.of(SYSTEM, key=f"scene:{new_id()}"), acted)))


async def erased_first(scene: Scene, someone: Someone, rival: Command) -> Got:
    """Let a rival wait for an erasure; return what the rival got."""
    hold = Hold()
    one = asyncio.create_task(erasing(scene, someone, hold))
    got = await scene.beside(hold, one, lambda: scene.do(rival))
    await one
    return got


async def erased_second(scene: Scene, someone: Someone, rival: Command) -> Got:
    """Let an erasure wait for a rival; return what the rival got."""
    hold = Hold()
    one = scene.start(rival, hold)
    await scene.beside(hold, one, lambda: erasing(scene, someone))
    return await one


async def test_an_accept_that_waits_for_the_mentees_erasure_finds_the_request_released(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    asked = await scene.sent(mentee, mentor)
    assert str(await erased_first(scene, mentee, scene.by(mentor, Do.ACCEPT, asked))) == "request_not_pending"
    assert (await scene.world.one("request", id=asked))["message"] == ""
    assert await scene.world.rows("match_member", participant_id=mentee.id) == []


@pytest.mark.parametrize("who", ["mentor", "mentee"])
async def test_an_erasure_that_waits_for_an_accept_ends_the_match_and_frees_the_place(scene: Scene, who: str) -> None:
    pair = {"mentor": await scene.world.mentor(), "mentee": await scene.world.mentee()}
    asked = await scene.sent(pair["mentee"], pair["mentor"])
    got = await erased_second(scene, pair[who], scene.by(pair["mentor"], Do.ACCEPT, asked))
    assert str(got) == "accepted"
    assert await scene.state("match", got.body["match_id"]) == "ended"
    partner = pair["mentor" if who == "mentee" else "mentee"]
    assert (await scene.world.one("participant", id=partner.id))["accepting"]
    assert await scene.told("match_ended", got.body["match_id"]) == {partner.person_id}
    assert await scene.world.rows("contact_snapshot", participant_id=pair[who].id) == []


async def test_a_send_that_waits_for_the_mentors_erasure_is_refused(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    got = await erased_first(scene, mentor, scene.sending(mentee, mentor))
    assert str(got) == "mentor_not_available"


async def test_an_erasure_that_waits_for_a_send_releases_it(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    got = await erased_second(scene, mentor, scene.sending(mentee, mentor))
    assert await scene.state("request", got.body["id"]) == "released"
    assert mentee.person_id in await scene.told("request_released", got.body["id"])


async def test_the_second_yes_that_waits_for_an_erasure_makes_no_match(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    proposal = await scene.proposed(mentor, mentee)
    await scene.do(scene.by(mentor, Do.AGREE, proposal))
    got = await erased_first(scene, mentor, scene.by(mentee, Do.AGREE, proposal))
    assert str(got) == "proposal_not_pending"


async def test_both_partners_erased_at_once_do_not_deadlock(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    match_id = await scene.world.matched(mentee, mentor)
    hold = Hold()
    one = asyncio.create_task(erasing(scene, mentee, hold))
    await scene.beside(hold, one, lambda: erasing(scene, mentor))
    await one
    assert await scene.state("match", match_id) == "ended"
    assert {(await scene.world.one("participant", id=each.id))["state"] for each in (mentor, mentee)} == {"left"}


async def test_whoever_left_at_the_same_moment_is_erased_all_the_same(scene: Scene) -> None:
    mentor = await scene.world.mentor(name="Leaving")
    assert str(await erased_second(scene, mentor, scene.by(mentor, Do.LEAVE, mentor))) == "left"
    assert (await scene.world.one("mentor_profile", participant_id=mentor.id))["name"] == "N. N."


async def test_a_person_who_joins_while_being_erased_leaves_nothing(scene: Scene) -> None:
    """Joining shares the person's row; closing the account takes it alone: one waits for the other."""
    someone, world = await scene.world.mentor(), scene.world
    other = await World.make(world.sessions, world.keys, world.http)
    body = JoinIn(role=Role.MENTOR)
    hold = Hold()

    async def joining() -> ParticipantActOut:
        async with transaction(world.sessions) as session:
            joined = await profiles.join(session, other.programme_id, body, Caller(someone.person_id))
            await hold.stand(session)
            return joined

    one = asyncio.create_task(joining())
    erased = erasure.erase(world.sessions, scene.acts, someone.person_id, asked_by=None, organisation_id=None)
    await scene.beside(hold, one, lambda: erased)
    joined = await one
    assert (await world.one("participant", id=joined.id))["state"] == "left"
    assert (await world.one("mentor_profile", participant_id=joined.id))["name"] == "N. N."


async def test_without_the_lock_somebody_would_join_after_their_erasure(scene: Scene) -> None:
    """The negative control: who only looks whether the account is open joins it although it is closed meanwhile."""
    someone, world = await scene.world.mentor(), scene.world
    other = await World.make(world.sessions, world.keys, world.http)
    hold, part = Hold(), {"id": new_id(), "programme_id": other.programme_id, "person_id": someone.person_id}

    async def joining_without() -> None:
        async with transaction(world.sessions) as session:
            assert await session.scalar(OPEN, part)
            await hold.stand(session)
            await session.execute(MADE, part)
            await session.execute(JOINED, part)

    one = asyncio.create_task(joining_without())
    await hold.reached.wait()
    await erasure.erase(world.sessions, scene.acts, someone.person_id, asked_by=None, organisation_id=None)
    hold.release.set()
    await one
    assert (await world.one("participant", id=part["id"]))["state"] == "draft"


async def test_whoever_gets_a_request_at_that_moment_is_not_idle(scene: Scene) -> None:
    mentor, mentee, idle = await scene.world.mentor(), await scene.world.mentee(), await scene.world.mentor()
    hold = Hold()
    one = scene.start(scene.sending(mentee, mentor), hold)
    got = await scene.beside(hold, one, lambda: erasing_idle(scene, mentor, idle))
    assert got.body["ids"] == [str(idle.id)]
    assert await scene.state("request", (await one).body["id"]) == "pending"
    assert {await scene.state("participant", each.id) for each in (mentor, idle)} == {"active", "left"}


async def test_a_request_that_waits_for_them_to_go_is_refused(scene: Scene) -> None:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    hold = Hold()
    one = asyncio.create_task(erasing_idle(scene, mentor, hold=hold))
    assert str(await scene.beside(hold, one, lambda: scene.do(scene.sending(mentee, mentor)))) == "mentor_not_available"
    assert (await one).body["ids"] == [str(mentor.id)]


async def test_without_locks_the_walls_would_stop_them_from_going_with_a_request(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: who was idle a moment ago gets a request, and only the wall behind `accepting` notices."""
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    monkeypatch.setattr(taking_part, "lock_participants", AsyncMock())
    hold = Hold()
    one = scene.start(scene.sending(mentee, mentor), hold)

    async def going() -> None:
        async with transaction(scene.world.sessions) as session:
            await erase_idle(session, scene.world.programme_id, [mentor.id])

    with pytest.raises(IntegrityError):
        await scene.beside(hold, one, going)
    assert await scene.state("request", (await one).body["id"]) == "pending"


async def test_whoever_joins_elsewhere_when_their_time_is_over_stays(scene: Scene) -> None:
    someone, gone, world = await scene.world.mentor(), await scene.world.mentor(), scene.world
    other = await World.make(world.sessions, world.keys, world.http)
    await world.set_programme(**clock(datetime.now(UTC) - timedelta(days=1500)))
    name = (await world.one("person", id=someone.person_id))["name"]
    hold = Hold()

    async def joining() -> None:
        async with transaction(world.sessions) as session:
            await profiles.join(session, other.programme_id, JoinIn(role=Role.MENTOR), Caller(someone.person_id))
            await hold.stand(session)

    one = asyncio.create_task(joining())
    await scene.beside(hold, one, lambda: retention.retain(world.sessions, scene.acts))
    await one
    names = [(await world.one("person", id=each.person_id))["name"] for each in (someone, gone)]
    assert names == [name, "N. N."]
