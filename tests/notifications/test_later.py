"""The survey half a year later by mail: to whoever agreed, with the way back; also when the programme is in the archive."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text, update

from kisalli.core.db import transaction
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import MessageClass, MessageKind
from kisalli.notifications.choices import Choice, page_of
from kisalli.notifications.delivery import deliver_batch
from kisalli.notifications.preview import render_message
from kisalli.programmes.models import Participant
from tests.factories import Someone
from tests.notifications.conftest import Office, Sink

SETTINGS = Settings(demo=True, origin="https://mentoring.example.org")
LATER = MessageKind.LATER_SURVEY


async def asked(office: Office, kind: MessageKind = LATER, **values: object) -> tuple[Someone, UUID, UUID]:
    """Return a mentee who agreed, the survey, and the row that tells them of it."""
    mentee = await office.mentee()
    survey_id = await office.later_survey(mentee, **values)
    return mentee, survey_id, await office.tell(mentee, kind, survey_id)


def key_of(office: Office, someone: Someone) -> str:
    choice = Choice(someone.person_id, office.programme_id, MessageClass.CONSENTED)
    return office.keys.unsubscribe_key(choice.content)


async def delivered(office: Office, mailing: Settings, keys: Keys, identifier: UUID) -> str:
    await deliver_batch(office.sessions, mailing, keys)
    return str((await office.one("message", id=identifier))["state"])


@pytest.mark.parametrize("kind", [LATER, MessageKind.LATER_SURVEY_REMINDER])
async def test_the_mail_leads_to_the_form_and_to_the_way_back(office: Office, kind: MessageKind) -> None:
    mentee, survey_id, identifier = await asked(office, kind)
    await office.set_programme(archived_at=datetime.now(UTC))
    async with transaction(office.sessions) as session:
        mail = await render_message(session, SETTINGS, office.keys, identifier)
    assert mail is not None
    assert f"/programmes/{office.programme_id}/surveys/{survey_id}?programme={office.programme_id}" in mail.text
    choice = Choice(mentee.person_id, office.programme_id, MessageClass.CONSENTED)
    assert f"{SETTINGS.origin}{page_of(choice, key_of(office, mentee))}" in mail.text
    assert "about=consented" in mail.text
    assert mail.unsubscribe == f"{SETTINGS.origin}/api/v1/unsubscribe/{key_of(office, mentee)}"


async def test_taken_back_while_the_mail_waits_it_is_dropped(office: Office, sink: Sink, mailing: Settings, keys: Keys) -> None:
    mentee, _, identifier = await asked(office)
    await office.sql("DELETE FROM consent WHERE participant_id = :id", id=mentee.id)
    assert await delivered(office, mailing, keys, identifier) == "dropped"
    assert sink.taken == []


@pytest.mark.parametrize("state", ["left", "removed"])
async def test_to_whoever_is_gone_it_is_dropped(office: Office, sink: Sink, mailing: Settings, keys: Keys, state: str) -> None:
    mentee, _, identifier = await asked(office)
    async with transaction(office.sessions) as session:
        await session.execute(text("SET LOCAL session_replication_role = replica"))  # past the guards, which demand a whole act
        gone = {"state": state, "accepting": False}
        await session.execute(update(Participant).where(Participant.id == mentee.id).values(**gone))
    assert await delivered(office, mailing, keys, identifier) == "dropped"
    assert sink.taken == []


async def test_when_it_has_closed_it_is_dropped_and_while_it_is_open_it_comes(
    office: Office, sink: Sink, mailing: Settings, keys: Keys
) -> None:
    closed = await asked(office, closes_at=datetime.now(UTC) - timedelta(hours=1))
    assert await delivered(office, mailing, keys, closed[2]) == "dropped"
    await office.sql("DELETE FROM survey WHERE id = :id", id=closed[1])
    again = await asked(office)
    assert await delivered(office, mailing, keys, again[2]) == "sent"
    assert len(sink.taken) == 1
