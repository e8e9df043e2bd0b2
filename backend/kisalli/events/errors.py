"""What can go wrong with events."""

from kisalli.core.errors import Conflict


class SignUpClosed(Conflict):
    """The time to sign up is over."""

    code, title = "sign_up_closed", "Sign-up for this event has closed"


class AlreadySignedUp(Conflict):
    """The participant has a seat, or waits for one."""

    code, title = "already_signed_up", "You are already signed up"


class NotSignedUp(Conflict):
    """There is no sign-up (any more) to end or to mark."""

    code, title = "not_signed_up", "There is no sign-up to cancel"


class EventForMatched(Conflict):
    """The event is for those who have a pair."""

    code, title = "event_for_matched", "This event is for people who have been matched"


class EventCancelled(Conflict):
    """The event is cancelled."""

    code, title = "event_cancelled", "This event has been cancelled"


class EventOver(Conflict):
    """The event has begun, or is over."""

    code, title = "event_over", "This event has already started"


class EventNotBegun(Conflict):
    """Who came is written down from an hour before the beginning on."""

    code, title = "event_not_begun", "This event has not started yet"


class SeatsTaken(Conflict):
    """More people have a seat than there would be."""

    code, title = "seats_taken", "More people than that have signed up"


class SeatRaced(Conflict):
    """Two acts took one seat or place in the queue: the database's refusal, met only where a lock failed."""

    code, title = "seat_raced", "Somebody else got there first; try again"


# What a breach of a constraint means to a caller, if code should ever get so far as to try one.
MEANINGS = {
    "uq_event_sign_up_seat": SeatRaced,
    "uq_event_sign_up_position": SeatRaced,
    "uq_event_sign_up_once": AlreadySignedUp,
    "fk_event_sign_up_event_id_event": EventOver,
    "fk_event_sign_up_event_id_of_seats_event": SeatRaced,
    "ck_event_sign_up_seat_exists": SeatsTaken,
}
