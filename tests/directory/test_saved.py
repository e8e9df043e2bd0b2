"""R11: the saved list from several tabs at once, and the mail that says a saved mentor has room again."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from kisalli.core.db import transaction
from kisalli.directory import service
from kisalli.directory.room import tell_room_again
from kisalli.programmes.locks import reference_participants
from tests.factories import Someone, World

TABS, TIMES = 4, 15


def wish(*mentors: Someone, tell_me: bool = False) -> list[dict[str, Any]]:
    return [{"mentor_id": str(mentor.id), "tell_me": tell_me} for mentor in mentors]


async def put(world: World, mentee: Someone, items: list[dict[str, Any]]) -> httpx.Response:
    return await world.call(mentee, "PUT", f"/programmes/{world.programme_id}/directory/saved", json={"items": items})


async def saved(world: World, mentee: Someone) -> list[dict[str, Any]]:
    mine = await world.call(mentee, "GET", f"/programmes/{world.programme_id}/directory/mine")
    return list(mine.json()["saved"])


async def wished(world: World, mentee: Someone) -> list[bool]:
    return [each["tell_me"] for each in await saved(world, mentee)]


async def fill(world: World, mentor: Someone) -> list[Someone]:
    """Let a mentor have as many requests as they may hold, and return who asked."""
    askers = [await world.mentee() for _ in range(2)]
    for asker in askers:
        await world.sent(asker, mentor)
    return askers


async def make_room(world: World, mentor: Someone, asker: Someone) -> None:
    request = await world.one("request", mentor_id=mentor.id, mentee_id=asker.id)
    assert (await world.act(asker, request["id"], "withdraw")).status_code == 200


async def told(world: World, mentor: Someone) -> list[int]:
    return sorted(row["occasion"] for row in await world.rows("message", subject_id=mentor.id, kind="room_again"))


async def four_tabs(world: World) -> tuple[list[list[dict[str, Any]]], list[dict[str, Any]], list[httpx.Response]]:
    """Replace one mentee's list from four tabs fifteen times each: what they sent, what is saved, what was answered."""
    mentee, mentors = await world.mentee(), [await world.mentor() for _ in range(6)]
    lists = [wish(*(mentors[tab:] + mentors[:tab])[: 2 + tab]) for tab in range(TABS)]

    async def tab(items: list[dict[str, Any]]) -> list[httpx.Response]:
        return [await put(world, mentee, items) for _ in range(TIMES)]

    answers = [answer for each in await asyncio.gather(*(tab(items) for items in lists)) for answer in each]
    return lists, await saved(world, mentee), answers


def order(items: list[dict[str, Any]]) -> list[str]:
    return [each["mentor_id"] for each in items]


async def test_four_tabs_at_once_leave_one_of_their_lists_whole(world: World) -> None:
    lists, left, answers = await four_tabs(world)
    assert {answer.status_code for answer in answers} == {200}
    assert {tuple(order(answer.json())) for answer in answers} == {tuple(order(items)) for items in lists}
    assert order(left) in [order(items) for items in lists]


async def test_without_the_lock_tabs_are_answered_with_lists_that_nobody_sent(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none(session: Any, own: Any, others: Any) -> None:
        await reference_participants(session, [own, *others])

    monkeypatch.setattr(service, "lock_one_among", none)
    mentee, first, second = await world.mentee(), await world.mentor(), await world.mentor()
    async with transaction(world.sessions) as rival:
        await rival.execute(
            text("INSERT INTO saved_mentor (mentee_id, mentor_id, position) VALUES (:mentee, :mentor, 1)"),
            {"mentee": mentee.id, "mentor": second.id},
        )
        assert (await put(world, mentee, wish(first))).status_code == 200
    assert len(await saved(world, mentee)) == 2


@pytest.mark.parametrize("mentor_first", [True, False])
async def test_a_save_takes_its_locks_in_the_order_of_the_acts(world: World, *, mentor_first: bool) -> None:
    if mentor_first:
        mentor, mentee = await world.mentor(), await world.mentee()
    else:
        mentee, mentor = await world.mentee(), await world.mentor()
    lower, upper = sorted([mentor.id, mentee.id])
    lock = text("SELECT FROM participant WHERE id = :id FOR UPDATE")
    async with transaction(world.sessions) as act:
        await act.execute(lock, {"id": lower})
        saving = asyncio.create_task(put(world, mentee, wish(mentor)))
        done, _ = await asyncio.wait([saving], timeout=0.3)
        assert not done
        async with asyncio.timeout(2):
            await act.execute(lock, {"id": upper})  # a deadlock if the save held it
    assert (await saving).status_code == 200


async def test_a_second_wish_is_told_a_second_time(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    for occasion in (1, 2):
        askers = await fill(world, mentor)
        await put(world, mentee, wish(mentor, tell_me=True))
        await make_room(world, mentor, askers[0])
        await tell_room_again(world.sessions)
        assert await told(world, mentor) == list(range(1, occasion + 1))
        assert await wished(world, mentee) == [False]
        await make_room(world, mentor, askers[1])


async def test_a_mentor_taken_off_the_list_and_put_on_again_is_told_of_again(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    for _ in range(2):
        askers = await fill(world, mentor)
        await put(world, mentee, wish(mentor, tell_me=True))
        await make_room(world, mentor, askers[0])
        await tell_room_again(world.sessions)
        await make_room(world, mentor, askers[1])
        await put(world, mentee, [])
    assert await told(world, mentor) == [1, 2]


async def test_a_wish_stays_when_the_list_is_replaced_before_it_is_told(world: World) -> None:
    mentor, other, mentee = await world.mentor(), await world.mentor(), await world.mentee()
    askers = await fill(world, mentor)
    await put(world, mentee, wish(mentor, tell_me=True))
    await make_room(world, mentor, askers[0])
    # Another tab saves its list in the seconds between the room and the mail.
    await put(world, mentee, wish(other) + wish(mentor, tell_me=True))
    assert await wished(world, mentee) == [False, True]
    await tell_room_again(world.sessions)
    assert await told(world, mentor) == [1]


async def test_a_wish_for_a_mentor_who_has_room_is_not_kept(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    (answer,) = (await put(world, mentee, wish(mentor, tell_me=True))).json()
    assert (answer["tell_me"], answer["available"]) == (False, True)
    # Nor does it come up again when they were full meanwhile.
    askers = await fill(world, mentor)
    await make_room(world, mentor, askers[0])
    await tell_room_again(world.sessions)
    assert await told(world, mentor) == []


async def test_a_tab_that_still_shows_a_told_wish_does_not_make_it_anew(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    askers = await fill(world, mentor)
    await put(world, mentee, wish(mentor, tell_me=True))
    await make_room(world, mentor, askers[0])
    await tell_room_again(world.sessions)
    await put(world, mentee, wish(mentor, tell_me=True))
    await tell_room_again(world.sessions)
    assert (await wished(world, mentee), await told(world, mentor)) == ([False], [1])


async def test_a_wish_is_taken_back(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    askers = await fill(world, mentor)
    await put(world, mentee, wish(mentor, tell_me=True))
    await put(world, mentee, wish(mentor))
    await make_room(world, mentor, askers[0])
    await tell_room_again(world.sessions)
    assert await told(world, mentor) == []


async def test_the_worker_passes_by_a_list_that_is_being_saved_and_tells_at_its_next_round(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    askers = await fill(world, mentor)
    await put(world, mentee, wish(mentor, tell_me=True))
    await make_room(world, mentor, askers[0])
    async with transaction(world.sessions) as saving:
        await saving.execute(text("SELECT FROM saved_mentor WHERE mentee_id = :id FOR UPDATE"), {"id": mentee.id})
        async with asyncio.timeout(2):
            await tell_room_again(world.sessions)
        assert await told(world, mentor) == []
    await tell_room_again(world.sessions)
    assert await told(world, mentor) == [1]
