"""From rows to a mail server and back: once each, again after trouble, never two workers at one mail."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import Any
from uuid import UUID

import pytest

from kisalli.core.db import transaction
from kisalli.core.metrics import MAIL_QUEUE, MAIL_QUEUE_AGE, MAIL_RESULTS
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import Message, MessageKind
from kisalli.notifications import content, delivery, queue
from kisalli.notifications.delivery import deliver_batch, deliver_forever
from tests.notifications.conftest import Office, RunSink, Sink, mail_settings


async def row(office: Office, identifier: UUID) -> dict[str, Any]:
    return await office.one("message", id=identifier)


async def due_again(office: Office) -> None:
    await office.sql("UPDATE message SET next_try_at = clock_timestamp() WHERE state = 'waiting'")


async def test_a_due_mail_is_sent_and_its_bytes_are_not_kept(office: Office, sink: Sink, mailing: Settings, keys: Keys) -> None:
    mentor, identifier = await office.asked()
    sent = MAIL_RESULTS.labels("sent")._value.get()
    assert await deliver_batch(office.sessions, mailing, keys) == 1
    (taken,) = sink.taken
    assert taken.rcpt_tos == [mentor.email]
    assert taken.mail_from == "kisalli@example.org"
    assert isinstance(taken.content, bytes)
    assert message_from_bytes(taken.content)["Message-ID"] == f"<{identifier}@mentoring.example.org>"
    found = await row(office, identifier)
    assert (found["state"], found["tries"], found["rendered"], found["last_error"]) == ("sent", 1, None, None)
    assert found["sent_at"] is not None
    assert MAIL_RESULTS.labels("sent")._value.get() == sent + 1
    assert await deliver_batch(office.sessions, mailing, keys) == 0


async def test_without_a_server_nothing_is_claimed(office: Office, keys: Keys) -> None:
    _, identifier = await office.asked()
    before = await row(office, identifier)
    assert await deliver_batch(office.sessions, mail_settings(None), keys) == 0
    assert await row(office, identifier) == before


async def test_a_mail_that_is_no_longer_true_is_dropped(office: Office, sink: Sink, mailing: Settings, keys: Keys) -> None:
    _, identifier = await office.asked(state="withdrawn")
    assert await deliver_batch(office.sessions, mailing, keys) == 1
    assert sink.taken == []
    found = await row(office, identifier)
    assert (found["state"], found["last_error"]) == ("dropped", "no longer true")


async def test_a_refusal_for_now_is_tried_again_later_with_the_same_bytes(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    mentor, identifier = await office.asked()
    sink.at_rcpt[mentor.email] = "450 4.2.1 busy"
    await deliver_batch(office.sessions, mailing, keys)
    found = await row(office, identifier)
    assert (found["state"], found["tries"]) == ("waiting", 1)
    assert "450" in found["last_error"]
    assert mentor.email not in found["last_error"]
    assert found["rendered"] is not None
    assert 45 <= (found["next_try_at"] - found["created_at"]).total_seconds() <= 90
    assert await deliver_batch(office.sessions, mailing, keys) == 0
    sink.at_rcpt.clear()
    await due_again(office)
    await deliver_batch(office.sessions, mailing, keys)
    assert sink.taken[0].content.rstrip() == bytes(found["rendered"]).rstrip()  # type: ignore[union-attr]
    assert (await row(office, identifier))["tries"] == 2


async def test_a_mail_lost_after_data_goes_again_under_the_same_id_and_with_the_same_bytes(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    mentor, identifier = await office.asked()
    sink.at_data[mentor.email] = "take and cut"
    await deliver_batch(office.sessions, mailing, keys)
    assert (await row(office, identifier))["state"] == "waiting"
    sink.at_data.clear()
    # what changes in between does not change the mail
    await office.sql("UPDATE programme SET contact_address = 'other@example.org' WHERE id = :id", id=office.programme_id)
    await due_again(office)
    await deliver_batch(office.sessions, mailing, keys)
    first, second = sink.taken
    assert first.content == second.content
    assert (await row(office, identifier))["state"] == "sent"


async def test_a_repeat_that_is_no_longer_true_is_dropped_with_its_bytes(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    mentor, mentee = await office.mentor(), await office.mentee()
    match_id = await office.match(mentor, mentee)
    identifier = await office.tell(mentor, MessageKind.MATCH_MADE, match_id)
    sink.at_rcpt[mentor.email] = "450 busy"
    await deliver_batch(office.sessions, mailing, keys)
    assert b"mentee.contact" in bytes((await row(office, identifier))["rendered"])
    await office.ended(match_id)
    sink.at_rcpt.clear()
    await due_again(office)
    await deliver_batch(office.sessions, mailing, keys)
    found = await row(office, identifier)
    assert (found["state"], found["rendered"], sink.taken) == ("dropped", None, [])


async def test_a_refused_address_fails_at_once_and_is_known_until_a_mail_arrives(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    mentor, identifier = await office.asked()
    sink.at_rcpt[mentor.email] = "550 5.1.1 no such user"
    await deliver_batch(office.sessions, mailing, keys)
    found = await row(office, identifier)
    assert (found["state"], found["tries"], found["rendered"]) == ("failed", 1, None)
    assert (await office.one("person", id=mentor.person_id))["email_failed_at"] is not None
    sink.at_rcpt.clear()
    await office.tell(mentor, MessageKind.WINDOW_CHANGED, office.programme_id)
    await deliver_batch(office.sessions, mailing, keys)
    assert (await office.one("person", id=mentor.person_id))["email_failed_at"] is None


async def test_refused_content_fails_without_blame_for_the_address(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    mentor, identifier = await office.asked()
    sink.at_data[mentor.email] = "554 5.6.0 no"
    await deliver_batch(office.sessions, mailing, keys)
    assert (await row(office, identifier))["state"] == "failed"
    assert (await office.one("person", id=mentor.person_id))["email_failed_at"] is None


async def test_delays_grow_and_after_the_last_try_a_mail_is_given_up(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    mentor, identifier = await office.asked(expires_at=datetime.now(UTC) + timedelta(days=5))
    sink.at_rcpt[mentor.email] = "450 busy"
    waits = []
    for _ in queue.DELAYS:
        await due_again(office)
        assert await deliver_batch(office.sessions, mailing, keys) == 1
        found = await row(office, identifier)
        assert found["state"] == "waiting"
        waits.append((found["next_try_at"] - found["created_at"]).total_seconds() / 60)
    for wait, delay in zip(waits, queue.DELAYS, strict=True):
        assert 0.75 <= wait / (delay.total_seconds() / 60) <= 1.3
    await due_again(office)
    await deliver_batch(office.sessions, mailing, keys)
    found = await row(office, identifier)
    assert (found["state"], found["tries"], found["rendered"]) == ("failed", 12, None)
    assert found["last_error"].startswith("given up")
    assert (await office.one("person", id=mentor.person_id))["email_failed_at"] is None


async def test_a_server_that_is_down_burns_no_try_and_the_age_of_the_queue_shows_it(office: Office, keys: Keys) -> None:
    _, identifier = await office.asked()
    before = await row(office, identifier)
    assert await deliver_batch(office.sessions, mail_settings(1), keys) == 0
    found = await row(office, identifier)
    assert (found["state"], found["tries"], found["next_try_at"]) == ("waiting", 0, before["next_try_at"])
    async with transaction(office.sessions) as session:
        await queue.measure(session)
    assert MAIL_QUEUE._value.get() == 1
    assert MAIL_QUEUE_AGE._value.get() > 0


async def test_one_mail_that_can_not_be_written_does_not_hold_up_the_others(
    office: Office, mailing: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = await office.mentor()
    await office.sql("UPDATE person SET email = 'no address' WHERE id = :id", id=broken.person_id)
    first = await office.tell(broken, MessageKind.WINDOW_CHANGED, office.programme_id)
    _, second = await office.asked()
    third = await office.tell(await office.mentor(), MessageKind.WINDOW_CHANGED, office.programme_id)
    write = content.letter

    def stumble(message: Message, *more: Any) -> Any:
        if message.id == third:
            raise KeyError("a mistake of ours")
        return write(message, *more)

    monkeypatch.setattr(delivery, "letter", stumble)
    assert await deliver_batch(office.sessions, mailing, keys) == 3
    assert (await row(office, first))["state"] == "failed"
    assert (await row(office, second))["state"] == "sent"
    assert (await row(office, third))["state"] == "waiting"


async def test_a_code_is_dropped_when_late_and_its_bytes_never_rest_in_the_table(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    mentor = await office.mentor()
    await office.sql("UPDATE contact SET confirmed_at = NULL WHERE participant_id = :id", id=mentor.id)
    sink.at_rcpt[f"contact.{mentor.id}@example.org"] = "450 busy"
    identifier = await office.tell(mentor, MessageKind.CONTACT_CODE, mentor.id, occasion=1)
    await deliver_batch(office.sessions, mailing, keys)
    found = await row(office, identifier)
    assert (found["state"], found["rendered"]) == ("waiting", None)
    await office.sql("UPDATE message SET created_at = created_at - interval '31 minutes' WHERE id = :id", id=identifier)
    await due_again(office)
    await deliver_batch(office.sessions, mailing, keys)
    found = await row(office, identifier)
    assert (found["state"], found["last_error"]) == ("dropped", "too late")


async def test_a_contact_address_that_is_none_is_no_fault_of_the_account(office: Office, mailing: Settings, keys: Keys) -> None:
    mentor = await office.mentor()
    await office.sql("UPDATE contact SET confirmed_at = NULL, email = 'none' WHERE participant_id = :id", id=mentor.id)
    identifier = await office.tell(mentor, MessageKind.CONTACT_CODE, mentor.id, occasion=1)
    await deliver_batch(office.sessions, mailing, keys)
    assert (await row(office, identifier))["state"] == "failed"
    assert (await office.one("person", id=mentor.person_id))["email_failed_at"] is None


async def test_a_refused_contact_address_is_no_fault_of_the_account(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    mentor = await office.mentor()
    await office.sql("UPDATE contact SET confirmed_at = NULL WHERE participant_id = :id", id=mentor.id)
    sink.at_rcpt[f"contact.{mentor.id}@example.org"] = "550 5.1.1 no such user"
    identifier = await office.tell(mentor, MessageKind.CONTACT_CODE, mentor.id, occasion=1)
    await deliver_batch(office.sessions, mailing, keys)
    assert (await row(office, identifier))["state"] == "failed"
    assert (await office.one("person", id=mentor.person_id))["email_failed_at"] is None


async def test_several_workers_send_each_mail_once(office: Office, sink: Sink, mailing: Settings, keys: Keys) -> None:
    identifiers = {str((await office.asked())[1]) for _ in range(30)}
    sink.seconds = 0.01
    settled = await asyncio.gather(*(deliver_batch(office.sessions, mailing, keys, limit=10) for _ in range(5)))
    assert sum(settled) == 30
    assert len(sink.taken) == 30
    assert {message_id(each.content) for each in sink.taken} == identifiers


async def test_without_the_lease_two_workers_send_one_mail_twice(
    office: Office, sink: Sink, mailing: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = queue.claim
    monkeypatch.setattr(queue, "claim", lambda session, limit, _: claim(session, limit, -1.0))
    await office.asked()
    sink.seconds = 0.2
    first = asyncio.create_task(deliver_batch(office.sessions, mailing, keys))
    await asyncio.sleep(0.1)
    await asyncio.gather(first, deliver_batch(office.sessions, mailing, keys))
    assert len(sink.taken) == 2


async def test_a_killed_workers_mails_are_due_again_when_its_lease_is_over(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    _, identifier = await office.asked()
    async with transaction(office.sessions) as session:
        (claimed,) = await queue.claim(session, 10, 0.3)
    assert await deliver_batch(office.sessions, mailing, keys) == 0
    await asyncio.sleep(0.35)
    assert await deliver_batch(office.sessions, mailing, keys) == 1
    # and what the killed one would have said of it counts no more
    async with transaction(office.sessions) as session:
        await queue.mark_retry(session, claimed, "late")
        await queue.give_back(session, [claimed])
    assert (await row(office, identifier))["state"] == "sent"
    assert len(sink.taken) == 1


async def test_a_slow_batch_gives_its_rest_back_before_the_lease_ends(
    office: Office, sink: Sink, mailing: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        await office.asked()
    sink.seconds = 0.2
    monkeypatch.setattr(delivery, "BATCH_SECONDS", 0.15)
    assert await deliver_batch(office.sessions, mailing, keys) == 1
    sink.seconds = 0.0
    assert await deliver_batch(office.sessions, mailing, keys) == 2
    assert len(sink.taken) == 3


def message_id(content: str | bytes | None) -> str:
    assert isinstance(content, bytes)
    return str(message_from_bytes(content)["Message-ID"]).strip("<>").split("@")[0]


async def stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def until(condition: Any, seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - a sink has no event
            await asyncio.sleep(0.01)


async def test_the_worker_wakes_for_a_new_mail(office: Office, sink: Sink, mailing: Settings, keys: Keys) -> None:
    wake = asyncio.Event()
    task = asyncio.create_task(deliver_forever(office.sessions, mailing, keys, wake))
    await asyncio.sleep(0.1)
    await office.asked()
    wake.set()
    await until(lambda: sink.taken, seconds=0.7)
    await stop(task)


async def test_cancelled_the_worker_finishes_the_mail_in_hand_and_gives_the_rest_back(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    identifiers = [(await office.asked())[1] for _ in range(3)]
    sink.seconds = 0.3
    task = asyncio.create_task(deliver_forever(office.sessions, mailing, keys))
    await until(lambda: sink.connections)
    await asyncio.sleep(0.1)
    await stop(task)
    assert len(sink.taken) == 1
    states = [(await row(office, each))["state"] for each in identifiers]
    assert sorted(states) == ["sent", "waiting", "waiting"]
    assert await deliver_batch(office.sessions, mailing, keys) == 2


async def test_the_worker_waits_for_a_server_that_is_down_and_goes_on(office: Office, run_sink: RunSink, keys: Keys) -> None:
    free = Sink()
    async with run_sink(free):
        pass
    _, identifier = await office.asked()
    task = asyncio.create_task(deliver_forever(office.sessions, mail_settings(free.port), keys))
    await asyncio.sleep(0.3)
    assert (await row(office, identifier))["tries"] == 0
    async with run_sink(free):
        await until(lambda: free.taken)
        await stop(task)
    assert (await row(office, identifier))["state"] == "sent"


async def test_the_worker_without_a_server_only_measures(office: Office, keys: Keys) -> None:
    await office.asked()
    task = asyncio.create_task(deliver_forever(office.sessions, mail_settings(None), keys))
    await asyncio.sleep(0.2)
    await stop(task)
    assert MAIL_QUEUE._value.get() == 1
