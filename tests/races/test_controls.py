"""Negative controls: a proof that can't fail proves nothing.

Without the lock and without the constraint behind it, wrong rows come to be and the judge must say so. With the lock
gone and the constraint standing, the second wall must turn the mistake into an error.
"""

from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest

from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from tests.factories import Someone
from tests.races.checker import check
from tests.races.commands import Command, Do
from tests.races.scene import Hold, Scene
from tests.races.scratch import WALLS, scratch, without_locks

Rivals = Callable[[Scene], Awaitable[tuple[Command, Command]]]


@pytest.fixture(scope="module")
async def unwalled(worker_id: str, settings: Settings, keys: Keys, http: httpx.AsyncClient) -> AsyncIterator[Scene]:
    """A database without its walls."""
    async with scratch(f"unwalled_{worker_id}", settings, keys, http, *WALLS) as scene:
        yield scene


@pytest.fixture
async def open_field(unwalled: Scene, keys: Keys, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A programme of one's own with neither locks nor walls."""
    without_locks(monkeypatch)
    world = await unwalled.world.make(unwalled.world.sessions, keys, http)
    return Scene(world, unwalled.acts, unwalled.url)


@pytest.fixture
def unlocked(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """The walls stand, the locks are gone."""
    without_locks(monkeypatch)
    return scene


def complaints(scene: Scene) -> str:
    """Return what the judge says."""
    return "\n".join(check(scene.record(), scene.calls, scene.settings).violations)


async def test_without_lock_and_slots_a_mentee_asks_two_mentors_and_the_judge_complains(open_field: Scene) -> None:
    mentee, mentors = await open_field.world.mentee(), [await open_field.world.mentor() for _ in range(2)]
    first, second = await open_field.overtake(*(open_field.sending(mentee, mentor) for mentor in mentors))
    assert (str(first), str(second)) == ("pending", "pending")
    said = complaints(open_field)
    assert "I1:" in said
    assert "was done, the model says mentee_has_pending_request" in said


async def test_without_lock_and_slots_a_mentor_holds_three_requests_and_the_judge_complains(open_field: Scene) -> None:
    mentor, mentees = await open_field.world.mentor(), [await open_field.world.mentee() for _ in range(3)]
    await open_field.sent(mentees[0], mentor)
    first, second = await open_field.overtake(*(open_field.sending(mentee, mentor) for mentee in mentees[1:]))
    assert (str(first), str(second)) == ("pending", "pending")
    assert "I2:" in complaints(open_field)


async def test_without_lock_and_gates_a_paused_mentor_gets_a_request_and_the_judge_complains(open_field: Scene) -> None:
    mentor, mentee = await open_field.world.mentor(), await open_field.world.mentee()
    hold = Hold()
    pausing = open_field.start(open_field.by(mentor, Do.PAUSE, mentor), hold)
    # It has read "active" when its insert meets the row that the pause holds; no gate asks again after that.
    second = await open_field.beside(hold, pausing, lambda: open_field.do(open_field.sending(mentee, mentor)))
    assert (str(await pausing), str(second)) == ("paused", "pending")
    assert "I5:" in complaints(open_field)


async def test_with_its_locks_the_same_database_without_walls_stays_right(unwalled: Scene) -> None:
    mentee, mentors = await unwalled.world.mentee(), [await unwalled.world.mentor() for _ in range(2)]
    first, second = await unwalled.race(*(unwalled.sending(mentee, mentor) for mentor in mentors))
    assert (str(first), str(second)) == ("pending", "mentee_has_pending_request")


# The second wall.


async def pair_of_sends(scene: Scene) -> tuple[Command, Command]:
    mentee, mentors = await scene.world.mentee(), [await scene.world.mentor() for _ in range(2)]
    return scene.sending(mentee, mentors[0]), scene.sending(mentee, mentors[1])


async def last_slot(scene: Scene) -> tuple[Command, Command]:
    mentor, mentees = await scene.world.mentor(), [await scene.world.mentee() for _ in range(3)]
    await scene.sent(mentees[0], mentor)
    return scene.sending(mentees[1], mentor), scene.sending(mentees[2], mentor)


async def pause_and_send(scene: Scene) -> tuple[Command, Command]:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    return scene.by(mentor, Do.PAUSE, mentor), scene.sending(mentee, mentor)


async def send_and_pause(scene: Scene) -> tuple[Command, Command]:
    return (await pause_and_send(scene))[::-1]


async def last_place(scene: Scene) -> tuple[Command, Command]:
    mentor = await scene.world.mentor()
    asked = [await scene.sent(await scene.world.mentee(), mentor) for _ in range(2)]
    return scene.by(mentor, Do.ACCEPT, asked[0]), scene.by(mentor, Do.ACCEPT, asked[1])


async def two_places(scene: Scene) -> tuple[Command, Command]:
    mentor = await scene.world.mentor(places=2)
    asked = [await scene.sent(await scene.world.mentee(), mentor) for _ in range(2)]
    return scene.by(mentor, Do.ACCEPT, asked[0]), scene.by(mentor, Do.ACCEPT, asked[1])


async def accept_and_withdraw(scene: Scene) -> tuple[Command, Command]:
    mentor: Someone = await scene.world.mentor()
    mentee = await scene.world.mentee()
    asked = await scene.sent(mentee, mentor)
    return scene.by(mentor, Do.ACCEPT, asked), scene.by(mentee, Do.WITHDRAW, asked)


async def twice_the_same_pair(scene: Scene) -> tuple[Command, Command]:
    mentor, mentee = await scene.world.mentor(), await scene.world.mentee()
    proposal = scene.by(scene.world.coordinator, Do.PROPOSE, mentor=mentor.id, mentee=mentee.id)
    return proposal, proposal


@pytest.mark.parametrize(
    ("rivals", "outcome"),
    [
        (pair_of_sends, ("pending", "mentee_has_pending_request")),
        (last_slot, ("pending", "mentor_has_max_pending")),
        (pause_and_send, ("paused", "mentor_not_available")),
        (send_and_pause, ("pending", "paused")),
        (last_place, ("accepted", "request_not_pending")),
        (two_places, ("accepted", "accepted")),
        (accept_and_withdraw, ("accepted", "request_not_pending")),
        (twice_the_same_pair, ("pending", "proposal_exists")),
    ],
)
async def test_without_the_lock_the_second_wall_makes_the_loser_wait_and_be_judged_again(
    unlocked: Scene, rivals: Rivals, outcome: tuple[str, str]
) -> None:
    first, second = await unlocked.race(*await rivals(unlocked))
    assert (str(first), str(second)) == outcome
