"""R16: nudges and broadcasts can be turned off, in one's account and by a mail's link; nothing else can."""

from typing import Any
from uuid import UUID

import pytest

from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import BROADCASTS, NUDGES, WISHES, MessageClass, MessageKind, class_of
from kisalli.notifications.choices import Choice
from tests.factories import Someone, World

NUDGE = MessageClass.NUDGE


async def choose(world: World, someone: Someone, **body: object) -> dict[str, object]:
    answer = await world.call(someone, "PATCH", "/me/notifications", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json() == (await world.call(someone, "GET", "/me/notifications")).json()
    return dict(answer.json())


def key_of(world: World, person_id: UUID, programme_id: UUID | None = None, its: MessageClass = NUDGE) -> str:
    return world.keys.unsubscribe_key(Choice(person_id, programme_id, its).content)


async def press(world: World, key: str, **kwargs: Any) -> tuple[int, object]:
    answer = await world.http.post(f"/api/v1/unsubscribe/{key}", **kwargs)
    return answer.status_code, answer.json()


def test_requests_answers_and_signing_in_can_not_be_turned_off() -> None:
    assert MessageKind.COORDINATOR_DIGEST in NUDGES
    assert not NUDGES & BROADCASTS and not WISHES & (NUDGES | BROADCASTS)
    always = {kind for kind in MessageKind if class_of(kind) == MessageClass.MUST}
    for kind in always:
        assert kind not in NUDGES | BROADCASTS | WISHES
    for kind in MessageKind:
        if kind.startswith(("request_", "proposal_", "match_made", "match_ended", "sign_in", "email_", "certificate_")):
            assert kind in always, kind


async def test_everything_comes_until_it_is_turned_off_and_again_when_it_is_turned_on(world: World) -> None:
    mentee, on, off = await world.mentee(), {"nudge": True, "broadcast": True}, {"nudge": False, "broadcast": True}
    here = {"programme_id": str(world.programme_id)}
    begin = (await world.call(mentee, "GET", "/me/notifications")).json()
    assert begin == {"everywhere": on, "programmes": [here | {"wanted": on}]}
    for _ in range(2):
        assert await choose(world, mentee, **here, nudge=False) == {"everywhere": on, "programmes": [here | {"wanted": off}]}
    everywhere = await choose(world, mentee, nudge=False, broadcast=False)
    assert everywhere["everywhere"] == {"nudge": False, "broadcast": False}
    assert everywhere["programmes"] == [here | {"wanted": off}]
    for _ in range(2):
        assert (await choose(world, mentee, nudge=True))["everywhere"] == {"nudge": True, "broadcast": False}
    assert (await choose(world, mentee, **here, nudge=True))["programmes"] == [here | {"wanted": on}]
    assert (await choose(world, mentee, broadcast=True)) == begin
    assert await world.rows("notification_choice", person_id=mentee.person_id) == []


async def test_programmes_are_those_where_one_takes_part_or_coordinates(world: World) -> None:
    other = await World.make(world.sessions, world.keys, world.http)
    mentee, gone = await world.mentee(), await world.mentee(state="left")
    for someone, programme_id in ((mentee, other.programme_id), (gone, world.programme_id), (mentee, new_id())):
        body = {"programme_id": str(programme_id), "nudge": False}
        answer = await world.call(someone, "PATCH", "/me/notifications", json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    seen = await choose(world, world.coordinator, programme_id=str(world.programme_id), nudge=False)
    assert seen["programmes"] == [{"programme_id": str(world.programme_id), "wanted": {"nudge": False, "broadcast": True}}]


async def test_nobody_turns_a_must_off(world: World) -> None:
    answer = await world.call(await world.mentee(), "PATCH", "/me/notifications", json={"must": False})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"data": {"List-Unsubscribe": "One-Click"}},
        {"files": {"List-Unsubscribe": (None, "One-Click")}},
        {"headers": {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}},
    ],
    ids=["bare", "form", "multipart", "foreign"],
)
async def test_a_mail_program_turns_off_by_one_post_from_wherever_it_is(world: World, sent: dict[str, object]) -> None:
    mentee = await world.mentee()
    key = key_of(world, mentee.person_id, world.programme_id)
    for _ in range(2):
        said = {"programme_id": str(world.programme_id), "message_class": "nudge"}
        assert await press(world, key, **sent) == (200, said)
    row = await world.one("notification_choice", person_id=mentee.person_id)
    assert (row["programme_id"], row["message_class"]) == (world.programme_id, "nudge")


async def test_the_link_of_what_was_asked_for_ends_the_wishes_and_turns_nothing_else_off(world: World) -> None:
    mentor, mentee, other = await world.mentor(), await world.mentee(), await world.mentee()
    elsewhere = await World.make(world.sessions, world.keys, world.http)
    away = await elsewhere.mentor()
    for someone, saved in ((mentee, mentor), (other, mentor), (await elsewhere.mentee(), away)):
        await world.sql(
            "INSERT INTO saved_mentor (mentee_id, mentor_id, position, tell_me) VALUES (:id, :mentor, 1, true)",
            id=someone.id,
            mentor=saved.id,
        )

    async def waits(someone: Someone) -> bool:
        return bool((await world.one("saved_mentor", mentee_id=someone.id))["tell_me"])

    key = key_of(world, mentee.person_id, world.programme_id, MessageClass.WISH)
    for _ in range(2):
        said = {"programme_id": str(world.programme_id), "message_class": "wish"}
        assert await press(world, key) == (200, said)
    assert [await waits(each) for each in (mentee, other)] == [False, True]
    assert (await world.one("saved_mentor", mentor_id=away.id))["tell_me"]
    assert await world.rows("notification_choice", person_id=mentee.person_id) == []


async def test_a_link_that_is_looked_at_turns_nothing_off_and_leads_to_the_page(world: World, settings: Settings) -> None:
    mentee = await world.mentee()
    key = key_of(world, mentee.person_id, world.programme_id)
    for method in ("GET", "HEAD"):
        answer = await world.http.request(method, f"/api/v1/unsubscribe/{key}")
        assert await world.rows("notification_choice", person_id=mentee.person_id) == []
    answer = await world.http.get(f"/api/v1/unsubscribe/{key}")
    page = f"{settings.origin}/unsubscribe/{key}?programme={world.programme_id}"
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    damaged = await world.http.get("/api/v1/unsubscribe/damaged")
    assert (damaged.status_code, damaged.headers["location"]) == (303, f"{settings.origin}/unsubscribe/damaged")


async def test_the_answer_does_not_say_whether_there_is_anybody(world: World) -> None:
    known, erased = await world.mentee(), await world.mentee()
    await world.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=erased.person_id)
    answers = [await press(world, key_of(world, each)) for each in (known.person_id, erased.person_id, new_id())]
    assert answers == [(200, {"programme_id": None, "message_class": "nudge"})] * 3
    assert len(await world.rows("notification_choice", person_id=known.person_id)) == 1
    assert await world.rows("notification_choice", person_id=erased.person_id) == []
    nowhere = await press(world, key_of(world, known.person_id, new_id()))
    assert nowhere[0] == 200


async def test_only_a_key_that_we_wrote_for_this_does_anything(world: World) -> None:
    mentee = await world.mentee()
    key = key_of(world, mentee.person_id)
    false = "A" if key[20] != "A" else "B"
    for other in (key[:20] + false + key[21:], key[:-3], world.keys.sign_in_key(mentee.person_id), "x", "%FF"):
        assert (await press(world, other))[0] == 404, other
    assert await world.rows("notification_choice", person_id=mentee.person_id) == []


def test_a_link_outlives_the_secret_that_it_was_written_under() -> None:
    old, new = "o" * 40, "n" * 40
    before = Keys(Settings(demo=True, secret=old))
    after = Keys(Settings(demo=True, secret=new, previous_secret=old))
    choice = Choice(new_id(), new_id(), NUDGE)
    key = before.unsubscribe_key(choice.content)
    content = after.unsubscribe_content(key)
    assert content is not None
    assert Choice.read(content) == choice
    assert Keys(Settings(demo=True, secret=new)).unsubscribe_content(key) is None


async def test_a_body_is_read_no_further_than_a_form_can_be(world: World) -> None:
    key = key_of(world, (await world.mentee()).person_id)
    assert (await press(world, key, content=b"x" * 5000))[0] == 413
