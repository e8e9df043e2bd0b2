"""What can go wrong with meetings."""

from kisalli.core.errors import Conflict, Forbidden


class MeetingInPast(Conflict):
    """A time that is over can't be planned; a meeting that was held is logged."""

    code, title = "meeting_in_past", "That time has passed"


class MeetingNotYet(Conflict):
    """Whether a meeting was held is said once it has begun."""

    code, title = "meeting_not_yet", "This meeting has not started yet"


class MeetingNotOpen(Conflict):
    """The meeting's state does not lead there: it was planned, held or cancelled meanwhile."""

    code, title = "meeting_not_open", "This meeting has changed in the meantime"


class OwnProposal(Forbidden):
    """Whoever proposed times waits for the other's pick."""

    code, title = "own_proposal", "The other person picks one of the times you proposed"
