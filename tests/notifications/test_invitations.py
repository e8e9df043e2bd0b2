"""A mail that is an invitation as well, as Outlook, Gmail and whoever opens the file need it."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

import pytest

from kisalli.core.calendars import Appointment
from kisalli.messages.models import MessageKind
from kisalli.notifications.letters import RenderedMail
from kisalli.notifications.mail import build
from kisalli.notifications.rendering import render
from tests.core.ics import read
from tests.core.test_calendars import BRIEFING, HOSTILE
from tests.notifications.conftest import mail_settings
from tests.notifications.samples import letter, turns

IDENTIFIER = UUID("01990000-0000-7000-8000-000000000001")


def mail(appointment: Appointment) -> RenderedMail:
    kind, role, it = next(turn for turn in turns() if turn[0] == MessageKind.REQUEST_SENT)
    return render(replace(letter(kind, "fi", role, it), appointment=appointment))


async def parts(its: RenderedMail) -> tuple[EmailMessage, list[EmailMessage], EmailMessage]:
    """Return the message, its alternatives and its file."""
    message = message_from_bytes(await build(IDENTIFIER, its, mail_settings(25)), policy=default)
    assert isinstance(message, EmailMessage) and message.defects == []
    first, file = message.iter_parts()
    assert isinstance(first, EmailMessage) and isinstance(file, EmailMessage)
    assert all(not part.defects for part in message.walk())
    return message, [part for part in first.iter_parts() if isinstance(part, EmailMessage)], file


async def test_the_invitation_is_the_last_alternative_of_the_first_part_and_a_file() -> None:
    its = mail(BRIEFING)
    message, alternatives, file = await parts(its)
    assert message.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in message.iter_parts()] == ["multipart/alternative", "application/ics"]
    assert [part.get_content_type() for part in alternatives] == ["text/plain", "text/html", "text/calendar"]
    assert [part.get_content().replace("\r\n", "\n") for part in alternatives[:2]] == [its.text, its.html]
    assert dict(alternatives[2]["Content-Type"].params) == {"charset": "utf-8", "method": "REQUEST"}
    assert alternatives[2]["Content-Transfer-Encoding"] == file["Content-Transfer-Encoding"] == "base64"
    assert (file.get_filename(), file.get_content_disposition()) == ("invite.ics", "attachment")
    assert alternatives[2].get_payload(decode=True) == file.get_payload(decode=True)


async def test_headers_stand_once_and_on_the_whole_mail() -> None:
    message, _, _ = await parts(mail(BRIEFING))
    assert sorted(message.keys()) == sorted({
        "Date", "To", "From", "Subject", "Reply-To", "Message-ID", "Auto-Submitted", "Content-Language", "Content-Type",
        "MIME-Version",
    })  # fmt: skip
    for part in message.walk():
        assert part is message or set(part.keys()) <= {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}
    assert message["Message-ID"] == f"<{IDENTIFIER}@mentoring.example.org>"


async def test_it_comes_from_the_address_that_the_mail_is_sent_from_and_names_its_receiver_alone() -> None:
    message, alternatives, _ = await parts(mail(BRIEFING))
    calendar = alternatives[2].get_payload(decode=True)
    assert isinstance(calendar, bytes)
    (event,) = read(calendar).parts
    assert event.one("ORGANIZER").value == f"mailto:{message['From'].addresses[0].addr_spec}"
    assert event.one("ORGANIZER").parameters["CN"] == "Lorem 2027"
    assert event.one("ATTENDEE").value == f"mailto:{message['To'].addresses[0].addr_spec}"
    assert event.one("ATTENDEE").parameters["RSVP"] == "TRUE"


async def test_a_cancellation_says_so_in_the_mail_and_in_the_calendar() -> None:
    _, alternatives, file = await parts(mail(replace(BRIEFING, sequence=1, cancelled=True)))
    assert alternatives[2]["Content-Type"].params["method"] == "CANCEL"
    calendar = file.get_payload(decode=True)
    assert isinstance(calendar, bytes)
    assert read(calendar).one("METHOD").value == "CANCEL"


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_titles_survive_as_text_and_lines_stay_short(words: str) -> None:
    its = replace(mail(replace(BRIEFING, summary=words)), to_name=words, reply_to_name=words)
    _, alternatives, _ = await parts(its)
    calendar = alternatives[2].get_payload(decode=True)
    assert isinstance(calendar, bytes)
    (event,) = read(calendar).parts
    assert len(event.all("ATTENDEE")) == 1
    built = await build(IDENTIFIER, its, mail_settings(25))
    assert max(len(line) for line in built.split(b"\r\n")) <= 998
    assert b"\n" not in built.replace(b"\r\n", b"")


async def test_the_same_row_makes_the_same_calendar_at_every_try() -> None:
    _, once, _ = await parts(mail(BRIEFING))
    _, again, _ = await parts(mail(BRIEFING))
    assert once[2].get_payload() == again[2].get_payload()
