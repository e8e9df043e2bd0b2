"""300 mentees ask one mentor at once (security row 5); a hundred mentors answer at once."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from uuid import UUID

import httpx

from tests.races.scene import Scene
from tests.races.worlds import people

MENTEES, SLOTS = 300, 2


async def patiently(call: Callable[..., Awaitable[httpx.Response]], *arguments: object) -> httpx.Response:
    """Call, and again as often as the answer is to come back in a moment: the queue for a connection is five seconds long."""
    while (answer := await call(*arguments)).status_code == httpx.codes.SERVICE_UNAVAILABLE:  # noqa: ASYNC110 - as the header asks
        await asyncio.sleep(float(answer.headers["Retry-After"]))
    return answer


async def test_of_300_mentees_who_ask_one_mentor_at_once_two_wait_and_all_others_hear_why(scene: Scene) -> None:
    mentor = await scene.world.mentor()
    mentees = people(scene.url, scene.world.keys, scene.world.programme_id, "mentee", MENTEES)
    answers = await asyncio.gather(*(patiently(scene.world.send, mentee, mentor) for mentee in mentees))
    codes = Counter((answer.status_code, answer.json().get("code")) for answer in answers)
    assert codes == {(201, None): SLOTS, (409, "mentor_has_max_pending"): MENTEES - SLOTS}
    pending = await scene.world.rows("request", mentor_id=mentor.id, state="pending")
    assert sorted(row["mentor_slot"] for row in pending) == [1, 2]
    assert len(await scene.world.rows("request", mentor_id=mentor.id)) == SLOTS
    assert len(await scene.world.rows("message", recipient_id=mentor.person_id)) == SLOTS
    scene.judge()


async def test_a_hundred_mentors_accept_at_once(scene: Scene) -> None:
    mentors, mentees = (people(scene.url, scene.world.keys, scene.world.programme_id, role, 100) for role in ("mentor", "mentee"))
    sent = await asyncio.gather(*(patiently(scene.world.send, *pair) for pair in zip(mentees, mentors, strict=True)))
    asked = [UUID(answer.json()["id"]) for answer in sent]
    answers = await asyncio.gather(
        *(patiently(scene.world.act, mentor, request, "accept") for mentor, request in zip(mentors, asked, strict=True))
    )
    assert {answer.status_code for answer in answers} == {200}
    assert len(await scene.world.rows("match", programme_id=scene.world.programme_id, state="active")) == len(mentors)
