"""Invitations, updates, cancellations and feeds: what RFC 5546 wants of each, read by a reader of our own."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kisalli.core.calendars import Appointment, Party, feed, invitation
from tests.core.ics import Component, read

HELSINKI = ZoneInfo("Europe/Helsinki")
BRIEFING = Appointment(
    uid="event-0199@mentoring.example.org",
    sequence=0,
    starts=datetime(2027, 1, 28, 16, 0, tzinfo=HELSINKI),
    ends=datetime(2027, 1, 28, 18, 0, tzinfo=HELSINKI),
    summary="Aloitustilaisuus",
    stamp=datetime(2027, 1, 10, 9, 30, tzinfo=UTC),
    place="Otakaari 1, sali A",
    url="https://video.example.org/room?a=1;b=2",
    description="Tervetuloa!\n\nKahvia tarjolla; tuo oma kuppi.",
)
SENDER = Party("mentoring@example.org", "Mentorointiohjelma 2027")
AINO = Party("aino@example.org", "Aino Öhman")
UTC_TIME = re.compile(r"\d{8}T\d{6}Z")
HOSTILE = (
    "Title\r\nATTENDEE:mailto:evil@example.org",
    "Title\nEND:VEVENT\nBEGIN:VEVENT",
    "Title\rX-EVIL:1",
    'a;CN="x":mailto:evil@example.org',
    "back\\slash\\n, comma; semicolon: colon",
    "Line\u2028separator\u2029 \x0b \x0c \x85 \x00 \x1b",
    "^n^'^^",
    "王小明 👩‍🚀 " * 30,
)


def said(appointment: Appointment, attendee: Party = AINO, sender: Party = SENDER) -> tuple[Component, Component]:
    calendar = read(invitation(appointment, sender, attendee))
    (event,) = calendar.parts
    assert event.name == "VEVENT"
    return calendar, event


def once_at_most(component: Component) -> None:
    assert len(component.names()) == len(set(component.names()))


def test_an_invitation_is_a_request_with_all_that_rfc_5546_wants_of_it() -> None:
    calendar, event = said(BRIEFING)
    assert calendar.one("VERSION").value == "2.0"
    assert calendar.one("PRODID").value
    assert calendar.one("METHOD").value == "REQUEST"
    once_at_most(calendar)
    once_at_most(event)
    assert event.one("UID").text == BRIEFING.uid
    assert event.one("SEQUENCE").value == "0"
    assert event.one("STATUS").value == "CONFIRMED"
    assert event.one("SUMMARY").text == "Aloitustilaisuus"
    assert event.one("LOCATION").text == "Otakaari 1, sali A"
    assert event.one("URL").value == BRIEFING.url
    assert event.one("DESCRIPTION").text == BRIEFING.description
    assert event.one("ORGANIZER").value == "mailto:mentoring@example.org"
    assert event.one("ORGANIZER").parameters["CN"] == "Mentorointiohjelma 2027"


def test_every_time_is_in_utc() -> None:
    _, event = said(BRIEFING)
    for name, value in (("DTSTAMP", "20270110T093000Z"), ("DTSTART", "20270128T140000Z"), ("DTEND", "20270128T160000Z")):
        line = event.one(name)
        assert line.value == value and UTC_TIME.fullmatch(value)
        assert "TZID" not in line.parameters


def test_an_invitation_names_its_receiver_alone_and_asks_for_an_answer() -> None:
    _, event = said(BRIEFING)
    attendee = event.one("ATTENDEE")
    assert attendee.value == "mailto:aino@example.org"
    assert attendee.parameters == {
        "CN": "Aino Öhman",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }


def test_an_update_is_a_request_of_the_same_uid_with_the_next_sequence() -> None:
    moved = replace(BRIEFING, sequence=1, starts=BRIEFING.starts + timedelta(hours=1), ends=BRIEFING.ends + timedelta(hours=1))
    calendar, event = said(moved)
    assert calendar.one("METHOD").value == "REQUEST"
    assert (event.one("UID").text, event.one("SEQUENCE").value) == (BRIEFING.uid, "1")
    assert event.one("DTSTART").value == "20270128T150000Z"


def test_a_cancellation_has_its_method_status_sequence_and_receiver() -> None:
    calendar, event = said(replace(BRIEFING, sequence=2, cancelled=True))
    assert calendar.one("METHOD").value == "CANCEL"
    assert event.one("STATUS").value == "CANCELLED"
    assert (event.one("UID").text, event.one("SEQUENCE").value) == (BRIEFING.uid, "2")
    assert event.one("ORGANIZER").value == "mailto:mentoring@example.org"
    assert event.one("ATTENDEE").value == "mailto:aino@example.org"
    assert not {"RSVP", "PARTSTAT"} & event.one("ATTENDEE").parameters.keys()
    once_at_most(event)


def test_a_feed_publishes_without_attendees_and_says_how_often_to_look() -> None:
    late = replace(BRIEFING, uid="later", starts=BRIEFING.starts + timedelta(days=1), ends=BRIEFING.ends + timedelta(days=1))
    off = replace(BRIEFING, uid="off", sequence=1, cancelled=True, starts=BRIEFING.starts - timedelta(days=1))
    calendar = read(feed([late, BRIEFING, off], SENDER, "Kisälli; mentorointi, 2027"))
    assert calendar.one("METHOD").value == "PUBLISH"
    assert calendar.one("X-WR-CALNAME").text == calendar.one("NAME").text == "Kisälli; mentorointi, 2027"
    assert calendar.one("REFRESH-INTERVAL").value == "PT1H"
    assert calendar.one("REFRESH-INTERVAL").parameters == {"VALUE": "DURATION"}
    assert calendar.one("X-PUBLISHED-TTL").value == "PT1H"
    assert [each.one("UID").text for each in calendar.parts] == ["off", BRIEFING.uid, "later"]
    assert [each.one("STATUS").value for each in calendar.parts] == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
    for event in calendar.parts:
        assert not event.all("ATTENDEE")
        assert event.one("ORGANIZER").value == "mailto:mentoring@example.org"
        assert event.one("DTSTAMP").value and event.one("SUMMARY").text


def test_the_same_state_is_the_same_bytes() -> None:
    assert feed([BRIEFING], SENDER, "x") == feed([BRIEFING], SENDER, "x")
    assert invitation(BRIEFING, SENDER, AINO) == invitation(BRIEFING, SENDER, AINO)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_write_becomes_no_property_and_no_parameter(words: str) -> None:
    plain_calendar, plain = said(BRIEFING)
    calendar, event = said(
        replace(BRIEFING, summary=words, place=words, description=words, url=f"https://x.example/{words}", uid=words),
        Party("aino@example.org", words),
        Party("mentoring@example.org", words),
    )
    assert calendar.names() == plain_calendar.names()
    assert event.names() == plain.names()
    assert event.one("SUMMARY").text == event.one("LOCATION").text
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", event.one("SUMMARY").text)
    assert event.one("ATTENDEE").value == "mailto:aino@example.org"
    assert event.one("ATTENDEE").parameters.keys() == plain.one("ATTENDEE").parameters.keys()
    assert event.one("ORGANIZER").value == "mailto:mentoring@example.org"
    assert event.one("URL").value.isascii() and not re.search(r"\s", event.one("URL").value)
    read(feed([replace(BRIEFING, summary=words)], Party("a@example.org", words), words))


@example("\\n")
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp", "Zs", "Cs")), max_size=200))
def test_ordinary_words_come_back_as_they_were_written(words: str) -> None:
    _, event = said(replace(BRIEFING, summary=words))
    assert event.one("SUMMARY").text == words


def test_an_address_with_odd_letters_stays_one_address() -> None:
    _, event = said(BRIEFING, Party('a"b%c;d+e@example.org', ""))
    assert event.one("ATTENDEE").value == "mailto:a%22b%25c%3Bd+e@example.org"
    assert "CN" not in event.one("ATTENDEE").parameters
