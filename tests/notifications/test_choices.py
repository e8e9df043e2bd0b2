"""What was turned off is not mailed, what can be turned off says how, and the rest always comes; through a real server."""

from email import message_from_bytes
from email.message import Message as Mail
from typing import Any
from uuid import UUID

import pytest

from kisalli.core.db import transaction
from kisalli.core.i18n import LANGUAGES
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import MessageClass, MessageKind
from kisalli.notifications import choices
from kisalli.notifications.choices import Choice
from kisalli.notifications.delivery import deliver_batch
from tests.factories import Someone
from tests.notifications.conftest import Office, Sink


async def nudged(office: Office) -> tuple[Someone, UUID]:
    """Return a mentee and the row that reminds them of an event."""
    mentee = await office.mentee()
    event_id, _ = await office.event(mentee)
    return mentee, await office.tell(mentee, MessageKind.EVENT_REMINDER, event_id)


async def wished(office: Office) -> tuple[Someone, UUID]:
    """Return a mentee and the row that tells them, as they asked, of a mentor with room."""
    mentor, mentee = await office.mentor(), await office.mentee()
    return mentee, await office.tell(mentee, MessageKind.ROOM_AGAIN, mentor.id)


async def turn_off(office: Office, choice: Choice) -> None:
    async with transaction(office.sessions) as session:
        await choices.turn_off(session, office.keys.unsubscribe_key(choice.content), office.keys)


async def outcome(office: Office, identifier: UUID) -> tuple[str, str | None]:
    row = await office.one("message", id=identifier)
    return row["state"], row["last_error"]


def mail(sink: Sink) -> Mail:
    (taken,) = sink.taken
    assert isinstance(taken.content, bytes)
    return message_from_bytes(taken.content)


@pytest.mark.parametrize("where", ["here", "everywhere"])
async def test_what_was_turned_off_is_dropped_and_says_why(
    office: Office, sink: Sink, mailing: Settings, keys: Keys, where: str
) -> None:
    mentee, identifier = await nudged(office)
    programme_id = office.programme_id if where == "here" else None
    await turn_off(office, Choice(mentee.person_id, programme_id, MessageClass.NUDGE))
    assert await deliver_batch(office.sessions, mailing, keys) == 1
    assert sink.taken == []
    assert await outcome(office, identifier) == ("dropped", "turned off by its reader")


async def test_what_somebody_else_or_of_elsewhere_or_another_class_was_turned_off_comes(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    mentee, identifier = await nudged(office)
    elsewhere = await Office.make(office.sessions, office.keys, office.http)
    other = await office.mentee()
    for choice in (
        Choice(other.person_id, None, MessageClass.NUDGE),
        Choice(mentee.person_id, elsewhere.programme_id, MessageClass.NUDGE),
        Choice(mentee.person_id, None, MessageClass.BROADCAST),
    ):
        await turn_off(office, choice)
    await deliver_batch(office.sessions, mailing, keys)
    assert await outcome(office, identifier) == ("sent", None)
    assert len(sink.taken) == 1


async def test_a_mail_that_was_turned_off_while_it_waited_for_another_try_is_dropped(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    mentee, identifier = await nudged(office)
    sink.at_rcpt[mentee.email] = "450 4.2.1 busy"
    await deliver_batch(office.sessions, mailing, keys)
    assert (await office.one("message", id=identifier))["rendered"] is not None
    await turn_off(office, Choice(mentee.person_id, None, MessageClass.NUDGE))
    sink.at_rcpt.clear()
    await office.sql("UPDATE message SET next_try_at = clock_timestamp() WHERE id = :id", id=identifier)
    await deliver_batch(office.sessions, mailing, keys)
    assert sink.taken == []
    assert await outcome(office, identifier) == ("dropped", "turned off by its reader")
    assert (await office.one("message", id=identifier))["rendered"] is None


async def test_what_always_comes_comes_and_offers_no_way_to_turn_it_off(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    mentor, identifier = await office.asked()
    for its in (MessageClass.NUDGE, MessageClass.BROADCAST):
        await turn_off(office, Choice(mentor.person_id, None, its))
    await deliver_batch(office.sessions, mailing, keys)
    assert await outcome(office, identifier) == ("sent", None)
    sent = mail(sink)
    assert sent["List-Unsubscribe"] is None
    assert sent["List-Unsubscribe-Post"] is None
    assert "unsubscribe" not in sent.as_string()


async def test_what_was_asked_for_comes_to_whoever_wants_no_reminders(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    mentee, identifier = await wished(office)
    for its in (MessageClass.NUDGE, MessageClass.BROADCAST):
        await turn_off(office, Choice(mentee.person_id, None, its))
    await deliver_batch(office.sessions, mailing, keys)
    assert await outcome(office, identifier) == ("sent", None)
    assert len(sink.taken) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("told", "its"), [(nudged, MessageClass.NUDGE), (wished, MessageClass.WISH)])
async def test_what_can_be_turned_off_says_how_in_its_headers_and_at_its_foot(
    office: Office, sink: Sink, mailing: Settings, keys: Keys, language: str, told: Any, its: MessageClass
) -> None:
    mentee, _ = await told(office)
    await office.speak(mentee, language)
    await deliver_batch(office.sessions, mailing, keys)
    sent = mail(sink)
    choice = Choice(mentee.person_id, office.programme_id, its)
    key = keys.unsubscribe_key(choice.content)
    unfolded = "".join(str(sent["List-Unsubscribe"]).split())
    assert unfolded == f"<https://mentoring.example.org/api/v1/unsubscribe/{key}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page = f"https://mentoring.example.org/unsubscribe/{key}?programme={office.programme_id}"
    bodies = [part.get_payload(decode=True) for part in sent.walk() if not part.is_multipart()]
    assert [isinstance(body, bytes) and page in body.decode() for body in bodies] == [True, True]


async def test_a_coordinator_can_turn_the_morning_overview_off(office: Office, sink: Sink, mailing: Settings, keys: Keys) -> None:
    identifier = await office.tell(office.coordinator, MessageKind.COORDINATOR_DIGEST, office.programme_id)
    await turn_off(office, Choice(office.coordinator.person_id, office.programme_id, MessageClass.NUDGE))
    await deliver_batch(office.sessions, mailing, keys)
    assert sink.taken == []
    assert await outcome(office, identifier) == ("dropped", "turned off by its reader")
