"""Appointments as iCalendar (RFC 5545, 5546): invitations by mail, their updates and cancellations, and feeds.

Pure: bytes from values. What people write (titles, places, names) is cleaned of line breaks and controls here and escaped
by icalendar, so it can't become a property or a parameter of its own.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import quote

from icalendar import Calendar, Event, vCalAddress, vDuration, vText

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Kisalli//Mentoring//EN"
REFRESH = timedelta(hours=1)  # how often a subscriber is asked to look at a feed again
# RFC 3986: whatever else stands in somebody's link, a line break among it, is percent-encoded.
OF_A_URL = "!#$%&'()*+,/:;=?@[]~"
OF_AN_ADDRESS = "!$&'*+/=?^`{|}~@"


class Method(StrEnum):
    """What a calendar program is to do with it."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something with a beginning and an end. `uid` stays for ever; `sequence` grows with every change of time, place or end.

    `stamp` is when it last changed (DTSTAMP), so that the same state is always the same bytes. Instants have a zone.
    """

    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    summary: str
    stamp: datetime
    place: str = ""
    url: str | None = None
    description: str = ""
    cancelled: bool = False

    @property
    def method(self) -> Method:
        """What a mail about it asks for."""
        return Method.CANCEL if self.cancelled else Method.REQUEST


@dataclass(frozen=True, slots=True)
class Party:
    """Whose address a calendar names: the one that it comes from, or the one that it goes to."""

    address: str
    name: str


def invitation(appointment: Appointment, organiser: Party, attendee: Party) -> bytes:
    """Return the message to one attendee, who alone is named (I7): REQUEST, which is the update too, or CANCEL."""
    event = _event(appointment, organiser)
    who = _address(attendee)
    who.params["ROLE"] = "REQ-PARTICIPANT"
    if not appointment.cancelled:
        who.params["PARTSTAT"] = "NEEDS-ACTION"
        who.params["RSVP"] = "TRUE"
    event.add("attendee", who)
    calendar = _calendar(appointment.method)
    calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def feed(appointments: Iterable[Appointment], organiser: Party, name: str) -> bytes:
    """Return a calendar to subscribe to: nobody is invited, so it has no attendees. What is cancelled is said to be."""
    calendar = _calendar(Method.PUBLISH)
    calendar.add("name", vText(_line(name)))
    calendar.add("x-wr-calname", vText(_line(name)))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for each in sorted(appointments, key=lambda one: (one.starts, one.uid)):
        calendar.add_component(_event(each, organiser))
    return bytes(calendar.to_ical(sorted=False))


def rooted(appointment: Appointment, origin: str) -> Appointment:
    """Return an appointment whose `url` is whole: a room below the settings knows the path of its pages alone."""
    path = appointment.url
    return replace(appointment, url=f"{origin}{path}") if path and path.startswith("/") else appointment


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    return calendar


def _event(appointment: Appointment, organiser: Party) -> Event:
    event = Event()
    event.add("uid", _line(appointment.uid))
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.stamp.astimezone(UTC))
    event.add("dtstart", appointment.starts.astimezone(UTC))
    event.add("dtend", appointment.ends.astimezone(UTC))
    event.add("summary", _line(appointment.summary))
    event.add("status", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    event.add("organizer", _address(organiser))
    if appointment.place:
        event.add("location", _line(appointment.place))
    if appointment.description:
        event.add("description", _lines(appointment.description))
    if appointment.url:
        event.add("url", quote(appointment.url, safe=OF_A_URL))
    return event


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{quote(party.address, safe=OF_AN_ADDRESS)}")
    name = _line(party.name).replace('"', "'")  # a parameter can't hold it, and few programs know RFC 6868
    if name:
        address.params["CN"] = name
    return address


def _line(text: str) -> str:
    kept = (" " if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} else letter for letter in text)
    return " ".join("".join(kept).split())


def _lines(text: str) -> str:
    return "\n".join(_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
