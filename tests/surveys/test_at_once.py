"""Two at the same moment: one person's anonymous answer from two windows counts once; a closing waits for answers under way."""

import asyncio

from sqlalchemy import insert

from kisalli.core.caller import Caller
from kisalli.core.db import transaction
from kisalli.surveys import queries, service
from kisalli.surveys.errors import AlreadyAnswered
from kisalli.surveys.models import SurveyAnonymousAnswer
from kisalli.surveys.schemas import SurveyAnswerIn
from tests.factories import World
from tests.surveys.forms import ANSWERS, answer, answered, close, code, published, results


async def test_one_who_answers_twice_at_the_same_moment_is_counted_once(world: World) -> None:
    survey_id, mentee = await published(world), await world.mentee()
    both = await asyncio.gather(*(answer(world, mentee, survey_id) for _ in range(6)))
    assert sorted(each.status_code for each in both) == [200, *[409] * 5]
    assert len(await world.rows("survey_anonymous_answer", survey_id=survey_id)) == 1


async def test_the_second_of_two_connections_waits_and_finds_itself_counted(world: World) -> None:
    survey_id, mentee = await published(world), await world.mentee()
    body = SurveyAnswerIn(anonymous=True, language="en", answers=ANSWERS)
    me, held, over = Caller(mentee.person_id), asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with transaction(world.sessions) as session:
            await service.answer(session, survey_id, body, me)
            held.set()
            await over.wait()

    async def second() -> str:
        await held.wait()
        try:
            async with transaction(world.sessions) as session:
                await service.answer(session, survey_id, body, me)
        except AlreadyAnswered:
            return "refused"
        return "counted"

    one, other = asyncio.create_task(first()), asyncio.create_task(second())
    await held.wait()
    await asyncio.sleep(0.3)
    assert not other.done()  # it waits for what the first will have done
    over.set()
    await one
    assert await other == "refused"
    assert len(await world.rows("survey_anonymous_answer", survey_id=survey_id)) == 1


async def test_without_the_row_of_who_has_answered_both_would_count(world: World) -> None:
    """The negative control: two that only look first, and write then."""
    survey_id, mentee = await published(world), await world.mentee()
    seen, both = list[bool](), asyncio.Barrier(2)

    async def careless() -> None:
        async with transaction(world.sessions) as session:
            standing = await queries.standing(session, survey_id, Caller(mentee.person_id))
            seen.append(standing.answered)
            await both.wait()  # until both have looked
            row = {"survey_id": survey_id, "role": "mentee", "language": "en"}
            await session.execute(insert(SurveyAnonymousAnswer).values(**row))

    await asyncio.gather(careless(), careless())
    assert len(await world.rows("survey_anonymous_answer", survey_id=survey_id)) == 2


async def test_results_wait_for_an_answer_that_is_under_way_when_the_survey_closes(world: World) -> None:
    survey_id = await published(world)
    for _ in range(5):
        await answered(world, await world.mentee(), survey_id)
    last, held, over = await world.mentee(), asyncio.Event(), asyncio.Event()

    async def late() -> None:
        async with transaction(world.sessions) as session:
            body = SurveyAnswerIn(anonymous=True, language="en", answers=ANSWERS)
            await service.answer(session, survey_id, body, Caller(last.person_id))
            held.set()
            await over.wait()

    one = asyncio.create_task(late())
    await held.wait()
    closing = asyncio.create_task(close(world, survey_id))  # it can't, before the answer is in
    reading = asyncio.create_task(results(world, survey_id))
    await asyncio.sleep(0.3)
    assert not closing.done()
    over.set()
    await asyncio.gather(one, closing)
    first = await reading
    assert code(first) == (409, "results_not_ready") if first.status_code == 409 else first.json()["answers"] == 6
    assert (await results(world, survey_id)).json()["answers"] == 6
