"""What can go wrong with programmes and taking part in them."""

from kisalli.core.errors import Conflict, Forbidden


class NotAParticipant(Forbidden):
    """The caller takes no (active) part in this programme."""

    code, title = "not_a_participant", "You are not active in this programme"


class NotTheMentor(Forbidden):
    """Only this mentor, or a coordinator on their behalf, may do this."""

    code, title = "not_the_mentor", "Only the mentor can do this"


class NotTheMentee(Forbidden):
    """Only this mentee, or a coordinator on their behalf, may do this."""

    code, title = "not_the_mentee", "Only the mentee can do this"


class WindowNotOpen(Conflict):
    """The window for this has not opened yet."""

    code, title = "window_not_open", "This is not open yet"


class WindowClosed(Conflict):
    """The window for this has closed."""

    code, title = "window_closed", "This has now closed"


class IllegalMove(Conflict):
    """A participant's or programme's state does not lead there."""

    code, title = "illegal_state", "This is not possible in the current state"


class AlreadyTakesPart(Conflict):
    """One person takes part in a programme once, in one role."""

    code, title = "already_takes_part", "You already take part in this programme"


class NotAdmitted(Forbidden):
    """The programme's rules do not admit the person in this role."""

    code, title = "not_admitted", "This programme is not open to you in this role"


class CapacityBelowMatches(Conflict):
    """Fewer places than active matches are asked for (R14)."""

    code, title = "capacity_below_matches", "There are already more matches than that"


class ProfileIncomplete(Conflict):
    """Publishing needs what is missing: `errors` names the fields (R8)."""

    code, title = "profile_incomplete", "Something is missing from the profile"
