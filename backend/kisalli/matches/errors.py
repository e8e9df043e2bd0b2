"""What can go wrong with matches."""

from kisalli.core.errors import Conflict, Forbidden


class NotAMember(Forbidden):
    """Only a member of the match, or a coordinator on their behalf, may do this."""

    code, title = "not_a_member", "Only the two of you can do this"


class MatchEnded(Conflict):
    """The match has ended."""

    code, title = "match_ended", "This match has ended already"


class ContactMissing(Conflict):
    """Somebody has no confirmed contact address, so nothing could be released."""

    code, title = "contact_missing", "A contact address has not been confirmed"
