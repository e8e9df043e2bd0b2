"""The survey half a year later: asked of those alone who agreed to it and have not taken that back."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from kisalli.core.caller import Caller
from kisalli.core.db import transaction
from kisalli.messages.models import MessageClass
from kisalli.notifications.choices import Choice
from kisalli.programmes.models import Programme
from kisalli.surveys import consents, ready
from kisalli.surveys.clock import tend
from kisalli.surveys.schemas import LaterConsentIn
from kisalli.terms.wording import ConsentKind, wording
from tests.certificates.ended import over, pair
from tests.factories import Someone, World, zone_where_it_is
from tests.surveys.forms import answer, answered, close, code, draft, edit, half_a_year_later, pointers, published

ANSWERS = {"now": "own_field", "found": ["job"], "part": 5}
LATER = "later_survey"


@pytest.fixture
async def world(world: World) -> World:
    """A programme where it is late morning."""
    await world.set_programme(zone=zone_where_it_is(11))
    return world


async def opened(world: World, survey_id: UUID) -> None:
    """Let half a year pass."""
    await over(world, days_ago=185)
    await world.sql("UPDATE survey SET opens_at = clock_timestamp() - interval '1 hour' WHERE id = :id", id=survey_id)


async def give(world: World, someone: Someone, version: int = 1) -> tuple[int, str]:
    path = f"/participants/{someone.id}/later-consent"
    given = await world.call(await browsing(world, someone), "PUT", path, json={"version": version, "language": "fi"})
    return (204, "") if given.status_code == 204 else code(given)


async def take_back(world: World, someone: Someone) -> int:
    path = f"/participants/{someone.id}/later-consent"
    return (await world.call(await browsing(world, someone), "DELETE", path)).status_code


async def browsing(world: World, someone: Someone) -> Someone:
    return await world.in_browser(someone)


async def mine(world: World, someone: Someone) -> list[dict[str, Any]]:
    return list((await world.call(someone, "GET", "/me/later-consents")).json()["items"])


async def told(world: World, survey_id: UUID, kind: str = LATER) -> list[UUID]:
    return sorted(each["recipient_id"] for each in await world.rows("message", subject_id=survey_id, kind=kind))


async def test_it_goes_to_those_alone_who_agreed(world: World) -> None:
    mentor, mentee = await pair(world)
    silent, second = await pair(world)
    survey_id = await half_a_year_later(world)
    assert await give(world, mentee) == (204, "")
    assert await give(world, mentor) == (403, "not_a_participant")  # mentors said in the final feedback what they have to say
    await opened(world, survey_id)
    await tend(world.sessions)
    await tend(world.sessions)
    assert await told(world, survey_id) == [mentee.person_id]
    assert await told(world, survey_id, "survey_open") == []
    for stranger in (second, silent, mentor):
        assert code(await answer(world, stranger, survey_id, ANSWERS))[0] == 404
        assert (await world.call(stranger, "GET", f"/surveys/{survey_id}")).status_code == 404
    await answered(world, mentee, survey_id, ANSWERS)
    assert (await world.rows("survey_anonymous_answer", survey_id=survey_id))[0]["answers"] == ANSWERS


async def test_the_consent_is_written_down_with_its_wording_once(world: World) -> None:
    _, mentee = await pair(world)
    await half_a_year_later(world)
    (asked,) = await mine(world, mentee)
    assert (asked["given_at"], asked["asked"]) == (None, True)
    for _ in range(2):
        assert await give(world, mentee) == (204, "")
    (row,) = await world.rows("consent", participant_id=mentee.id)
    its = wording(ConsentKind.LATER_SURVEY, "fi")
    assert (row["kind"], row["version"], row["language"], row["wording_hash"]) == (LATER, 1, "fi", its.digest)
    acts = [each["act"] for each in await world.rows("audit", subject_id=mentee.id)]
    assert acts.count("later_survey_agreed") == 1
    assert (await mine(world, mentee))[0]["given_at"] is not None
    assert LATER in str((await world.call(mentee, "GET", "/me/consents")).json())


async def test_another_wording_is_not_agreed_to_unread(world: World) -> None:
    _, mentee = await pair(world)
    await half_a_year_later(world)
    assert await give(world, mentee, version=2) == (409, "terms_changed")
    assert await world.rows("consent", participant_id=mentee.id) == []


async def test_it_is_asked_for_when_the_end_has_come_or_the_feedback_is_given(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.matched(mentee, mentor)
    await half_a_year_later(world)
    assert await mine(world, mentee) == []
    final = await world.one("survey", programme_id=world.programme_id, kind="final")
    await world.sql(
        "UPDATE survey SET opens_at = clock_timestamp() - interval '1 hour', closes_at = clock_timestamp() + interval '9 days'"
        " WHERE id = :id",
        id=final["id"],
    )
    assert (await world.call(world.coordinator, "POST", f"/surveys/{final['id']}/publish")).status_code == 200
    await answered(world, mentee, final["id"], {"recommend": 9, "satisfied": 5})
    assert [each["asked"] for each in await mine(world, mentee)] == [True]


async def test_taken_back_before_the_sending_nothing_comes(world: World) -> None:
    _, mentee = await pair(world)
    survey_id = await half_a_year_later(world)
    await give(world, mentee)
    assert [await take_back(world, mentee) for _ in range(2)] == [204, 204]
    await opened(world, survey_id)
    await tend(world.sessions)
    assert await told(world, survey_id) == []
    assert await world.rows("consent", participant_id=mentee.id) == []
    acts = [each["act"] for each in await world.rows("audit", subject_id=mentee.id)]
    assert acts.count("later_survey_taken_back") == 1


async def test_taken_back_after_the_mail_neither_form_nor_reminder_is_there(world: World) -> None:
    _, mentee = await pair(world)
    _, other = await pair(world)
    survey_id = await half_a_year_later(world)
    for each in (mentee, other):
        await give(world, each)
    await opened(world, survey_id)
    await tend(world.sessions)
    await world.sql("UPDATE survey SET opens_at = clock_timestamp() - interval '6 days' WHERE id = :id", id=survey_id)
    await world.sql("UPDATE message SET created_at = created_at - interval '6 days' WHERE subject_id = :id", id=survey_id)
    assert await take_back(world, mentee) == 204
    await tend(world.sessions)
    assert await told(world, survey_id, "later_survey_reminder") == [other.person_id]
    assert code(await answer(world, mentee, survey_id, ANSWERS))[0] == 404


async def test_the_link_of_a_mail_takes_it_back_without_a_session_and_again_without_effect(world: World) -> None:
    (_, mentee), (_, other) = [await pair(world) for _ in range(2)]
    await half_a_year_later(world)
    for each in (mentee, other):
        await give(world, each)
    key = world.keys.unsubscribe_key(Choice(mentee.person_id, world.programme_id, MessageClass.CONSENTED).content)
    looked = await world.http.get(f"/api/v1/unsubscribe/{key}")  # as programs that follow every link do
    assert looked.headers["location"].endswith(f"/unsubscribe/{key}?about=consented&programme={world.programme_id}")
    assert len(await world.rows("consent", participant_id=mentee.id)) == 1
    for _ in range(2):
        pressed = await world.http.post(f"/api/v1/unsubscribe/{key}", data={"List-Unsubscribe": "One-Click"})
        told = {"programme_id": str(world.programme_id), "message_class": "consented"}
        assert (pressed.status_code, pressed.json()) == (200, told)
    assert await world.rows("consent", participant_id=mentee.id) == []
    assert await world.rows("notification_choice", person_id=mentee.person_id) == []
    assert len(await world.rows("consent", participant_id=other.id)) == 1
    acts = [each["act"] for each in await world.rows("audit", subject_id=mentee.id)]
    assert acts.count("later_survey_taken_back") == 1


async def test_a_reminder_comes_to_those_alone_who_have_not_answered(world: World) -> None:
    (_, done), (_, silent) = [await pair(world) for _ in range(2)]
    survey_id = await half_a_year_later(world)
    for each in (done, silent):
        await give(world, each)
    await opened(world, survey_id)
    await tend(world.sessions)
    await answered(world, done, survey_id, ANSWERS)
    await world.sql("UPDATE survey SET opens_at = clock_timestamp() - interval '6 days' WHERE id = :id", id=survey_id)
    await world.sql("UPDATE message SET created_at = created_at - interval '6 days' WHERE subject_id = :id", id=survey_id)
    await tend(world.sessions)
    await tend(world.sessions)
    assert await told(world, survey_id, "later_survey_reminder") == [silent.person_id]


async def test_whoever_left_was_removed_or_erased_is_not_asked(world: World) -> None:
    pairs = [await pair(world) for _ in range(3)]
    left, removed, erased = [mentee for _, mentee in pairs]
    survey_id = await half_a_year_later(world)
    for each in (left, removed, erased):
        assert await give(world, each) == (204, "")
    assert (await world.call(left, "POST", f"/participants/{left.id}/leave")).status_code == 200
    gone = await world.call(world.coordinator, "POST", f"/participants/{removed.id}/remove", json={"note": "Rules"})
    assert gone.status_code == 200, gone.text
    browser = await browsing(world, erased)
    confirmation = (await world.call(browser, "GET", "/me/erase")).json()["confirmation"]
    assert (await world.call(browser, "POST", "/me/erase", json={"confirmation": confirmation})).status_code == 204
    await opened(world, survey_id)
    await tend(world.sessions)
    assert await told(world, survey_id) == []
    for each in (left, removed):
        assert code(await answer(world, each, survey_id, ANSWERS))[0] == 404
    assert await world.rows("consent", person_id=erased.person_id) == []
    assert await give(world, left) == (403, "not_a_participant")
    survey = (await world.call(world.coordinator, "GET", f"/surveys/{survey_id}")).json()
    assert (survey["asked"], survey["answers"]) == (0, 0)


async def test_an_archived_programme_still_asks_those_who_agreed(world: World) -> None:
    _, mentee = await pair(world)
    survey_id = await half_a_year_later(world)
    await give(world, mentee)
    await opened(world, survey_id)
    await world.set_programme(archived_at=datetime.now(UTC))
    await tend(world.sessions)
    assert await told(world, survey_id) == [mentee.person_id]
    listed = (await world.call(mentee, "GET", f"/programmes/{world.programme_id}/surveys")).json()["items"]
    assert [each["id"] for each in listed] == [str(survey_id)]
    await answered(world, mentee, survey_id, ANSWERS)
    assert (await mine(world, mentee))[0]["given_at"] is not None  # and is taken back there as anywhere
    assert await take_back(world, mentee) == 204


async def test_a_coordinator_sees_how_many_agreed_and_not_who(world: World) -> None:
    agreed = [(await pair(world))[1] for _ in range(3)]
    await pair(world)
    survey_id = await half_a_year_later(world)
    for each in agreed:
        await give(world, each)
    await take_back(world, agreed[0])
    survey = (await world.call(world.coordinator, "GET", f"/surveys/{survey_id}")).json()
    assert (survey["state"], survey["asked"]) == ("scheduled", 2)
    listed = (await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}/surveys")).json()["items"]
    assert {each["kind"]: each["asked"] for each in listed}["later"] == 2
    assert not any(str(each.id) in str(survey) + str(listed) for each in agreed)


async def test_it_stays_what_people_agreed_to(world: World) -> None:
    survey_id = await half_a_year_later(world)
    named = await edit(world, survey_id, anonymous=False)
    assert (named.status_code, pointers(named)) == (422, [("#/anonymous", "as_agreed")])
    wider = await edit(world, survey_id, audience="everybody")
    assert (wider.status_code, pointers(wider)) == (422, [("#/audience", "as_agreed")])
    own = await draft(world)
    other = await edit(world, own, audience="consented")
    assert (other.status_code, pointers(other)) == (422, [("#/audience", "as_agreed")])


async def test_a_copy_of_it_asks_by_that_consent_once_a_programme(world: World) -> None:
    survey_id = await half_a_year_later(world)
    new = await World.make(world.sessions, world.keys, world.http)
    await world.sql(
        "UPDATE programme SET organisation_id = (SELECT organisation_id FROM programme WHERE id = :a) WHERE id = :b",
        a=world.programme_id,
        b=new.programme_id,
    )
    path, body = f"/programmes/{new.programme_id}/surveys/copy", {"survey_id": str(survey_id)}
    copies = await asyncio.gather(*(world.call(world.coordinator, "POST", path, json=body) for _ in range(2)))
    assert [each.status_code for each in copies] == [201, 201]
    rows = await world.rows("survey", programme_id=new.programme_id)
    assert sorted((each["kind"], each["audience"]) for each in rows) == [("later", "consented"), ("own", "been_matched")]


async def test_a_copied_programme_has_it_too_also_of_one_that_had_none(world: World) -> None:
    await draft(world)
    new = await World.make(world.sessions, world.keys, world.http)
    async with transaction(world.sessions) as session:
        await ready.copy_surveys(session, world.programme_id, new.programme_id, 10)
        await ready.copy_surveys(session, new.programme_id, world.programme_id, 10)
    for each in (world, new):
        (later,) = await each.rows("survey", programme_id=each.programme_id, kind="later")
        assert (later["audience"], later["published_at"]) == ("consented", None)


async def test_it_opens_half_a_year_after_the_end(world: World) -> None:
    ends = datetime(2031, 8, 31, 9, tzinfo=UTC)
    await world.set_programme(zone="Europe/Helsinki", running_closes=ends - timedelta(days=30), feedback_closes=ends)
    async with transaction(world.sessions) as session:
        await ready.begin(session, await session.get_one(Programme, world.programme_id))
    later = await world.one("survey", programme_id=world.programme_id, kind="later")
    assert later["opens_at"] == datetime(2032, 2, 29, 10, tzinfo=UTC)  # noon in Helsinki, in winter time
    assert later["closes_at"] == datetime(2032, 3, 21, 10, tzinfo=UTC)


async def test_with_the_survey_goes_the_consent(world: World) -> None:
    _, mentee = await pair(world)
    survey_id = await half_a_year_later(world)
    await give(world, mentee)
    assert (await world.call(world.coordinator, "DELETE", f"/surveys/{survey_id}")).status_code == 204
    assert await world.rows("consent", participant_id=mentee.id) == []
    assert await mine(world, mentee) == []
    assert await give(world, mentee) == (403, "not_a_participant")


async def test_a_consent_under_way_is_waited_for_by_the_deletion(world: World) -> None:
    _, mentee = await pair(world)
    survey_id = await half_a_year_later(world)
    held, done = asyncio.Event(), asyncio.Event()

    async def giving() -> None:
        async with transaction(world.sessions) as session:
            await consents.give(session, mentee.id, LaterConsentIn(version=1, language="en"), Caller(mentee.person_id))
            held.set()
            await done.wait()

    async def deleting() -> int:
        await held.wait()
        return (await world.call(world.coordinator, "DELETE", f"/surveys/{survey_id}")).status_code

    one, other = asyncio.create_task(giving()), asyncio.create_task(deleting())
    await held.wait()
    await asyncio.sleep(0.3)
    assert not other.done()
    done.set()
    await one
    assert await other == 204
    assert await world.rows("consent", participant_id=mentee.id) == []


async def test_nobody_is_asked_who_was_never_matched_or_when_it_has_closed(world: World) -> None:
    _, mentee = await pair(world)
    alone = await world.mentee()
    survey_id = await half_a_year_later(world)
    assert await mine(world, alone) == []
    assert await give(world, alone) == (403, "not_a_participant")
    await opened(world, survey_id)
    await close(world, survey_id)
    assert await mine(world, mentee) == []
    assert await give(world, mentee) == (403, "not_a_participant")


async def test_a_consent_is_ones_own_to_give_and_to_take_back(world: World) -> None:
    _, mentee = await pair(world)
    _, other = await pair(world)
    await half_a_year_later(world)
    await give(world, mentee)
    path = f"/participants/{mentee.id}/later-consent"
    for someone in (other, world.coordinator):
        mail = await browsing(world, someone)
        assert (await world.call(mail, "DELETE", path)).status_code == 404
        assert (await world.call(mail, "PUT", path, json={"version": 1, "language": "en"})).status_code == 404
    assert len(await world.rows("consent", participant_id=mentee.id)) == 1


async def test_own_surveys_never_reach_the_archive(world: World) -> None:
    mentee, survey_id = await world.mentee(), await published(world)
    await world.set_programme(archived_at=datetime.now(UTC))
    await tend(world.sessions)
    assert await told(world, survey_id, "survey_open") == []
    assert code(await answer(world, mentee, survey_id))[0] == 404
