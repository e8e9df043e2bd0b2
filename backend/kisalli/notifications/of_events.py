"""What is told about events: a seat, the waiting list, another time or place, the end; each as an invitation where it is one."""

from collections.abc import Callable

from kisalli.core.calendars import Appointment
from kisalli.events.models import Event, EventSignUp, EventState, PlaceKind, SignUpState
from kisalli.events.views import appointment, words_in
from kisalli.messages.models import MessageKind
from kisalli.notifications import wording
from kisalli.notifications.desk import Desk, Said
from kisalli.notifications.letters import AboutEvent

S = SignUpState


def _found(desk: Desk) -> tuple[Event, EventSignUp] | None:
    """Return the event and the reader's sign-up that a message is about; of an event as such, their latest."""
    part, subject = desk.part, desk.message.subject_id
    if part is None:
        return None
    for event_id, sign_ups in desk.facts.sign_ups.items():
        mine = next((each for each in sign_ups if each.participant_id == part.id and subject in {each.id, event_id}), None)
        if mine is not None:
            return desk.facts.events[event_id], mine
    return None


def _about(desk: Desk, event: Event, mine: EventSignUp) -> AboutEvent:
    zone = desk.programme.zone
    where = event.place if event.place_kind == PlaceKind.ON_CAMPUS else ""
    return AboutEvent(
        title=wording.one_line(words_in(event.texts, desk.language)["title"]),
        when=f"{wording.span(event.starts, event.ends, zone, desk.language)} ({wording.city(zone, desk.language)})",
        place=wording.one_line(where),
        note=wording.prose(event.cancel_note),
        mine=mine.state,
        by_coordinator=desk.message.details.get("by") == "coordinator",
        url=desk.url("events", event.id),
    )


def _invitation(desk: Desk, event: Event, mine: EventSignUp, *, off: bool = False) -> Appointment:
    return appointment(event, mine.id, desk.language, desk.url("events", event.id), off=off)


def _signed_up(state: SignUpState) -> Callable[[Desk], Said | None]:
    """To somebody who has just got a seat, or a place in the waiting list: told while it is so."""

    def write(desk: Desk) -> Said | None:
        found = _found(desk)
        if found is None:
            return None
        event, mine = found
        stands = mine.state == state and event.state == EventState.PUBLISHED and desk.facts.now < event.ends
        invitation = _invitation(desk, event, mine) if mine.state == S.SEAT else None
        return Said(_about(desk, event, mine), current=stands, appointment=invitation)

    return write


def _signed_off(desk: Desk) -> Said | None:
    found = _found(desk)
    if found is None or found[1].state != S.OFF:
        return None
    return Said(_about(desk, *found), appointment=_invitation(desk, *found, off=True))


def _changed(desk: Desk) -> Said | None:
    """Another time or place, told once though it may have changed twice meanwhile: the truth is of now."""
    found = _found(desk)
    if found is None:
        return None
    event, mine = found
    current = event.state == EventState.PUBLISHED and mine.state != S.OFF and desk.message.occasion == event.sequence
    invitation = _invitation(desk, event, mine) if mine.state == S.SEAT else None
    return Said(_about(desk, event, mine), current=current, appointment=invitation)


def _cancelled(desk: Desk) -> Said | None:
    found = _found(desk)
    if found is None or found[0].state != EventState.CANCELLED:
        return None
    event, mine = found
    invitation = _invitation(desk, event, mine) if mine.state == S.SEAT else None
    return Said(_about(desk, event, mine), current=mine.state != S.OFF, appointment=invitation)


def _reminder(desk: Desk) -> Said | None:
    """Tomorrow; without an invitation, which the reader has in their calendar already."""
    found = _found(desk)
    if found is None:
        return None
    event, mine = found
    current = event.state == EventState.PUBLISHED and mine.state == S.SEAT and desk.facts.now < event.starts
    return Said(_about(desk, event, mine), current=current and desk.message.occasion == event.sequence)


WRITERS: dict[MessageKind, Callable[[Desk], Said | None]] = {
    MessageKind.EVENT_SEAT: _signed_up(S.SEAT),
    MessageKind.EVENT_WAITING: _signed_up(S.WAITING),
    MessageKind.EVENT_MOVED_UP: _signed_up(S.SEAT),
    MessageKind.EVENT_SIGNED_OFF: _signed_off,
    MessageKind.EVENT_CHANGED: _changed,
    MessageKind.EVENT_CANCELLED: _cancelled,
    MessageKind.EVENT_REMINDER: _reminder,
}
