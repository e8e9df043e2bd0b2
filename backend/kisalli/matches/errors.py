"""What can go wrong with matches."""

from kisalli.core.errors import Conflict


class MatchEnded(Conflict):
    """The match has ended."""

    code, title = "match_ended", "This match has already ended"


class ContactMissing(Conflict):
    """Somebody has no confirmed contact address, so nothing could be released."""

    code, title = "contact_missing", "A contact address has not been confirmed"
