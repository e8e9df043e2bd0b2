"""What can go wrong with a concern."""

from kisalli.core.errors import Conflict, Invalid


class TooFewRecipients(Invalid):
    """A concern goes to at least two people; `errors` says where to choose more."""

    code, title = "too_few_recipients", "Choose at least two people who will read this"


class ConcernTaken(Conflict):
    """Somebody has it in hand already, or it is closed."""

    code, title = "concern_taken", "Somebody is already looking after this"


class ConcernNotInHand(Conflict):
    """Only what somebody has in hand can be closed, once."""

    code, title = "concern_not_in_hand", "Start looking after this before you close it"


class ConcernClosed(Conflict):
    """Nothing is added to what is closed."""

    code, title = "concern_closed", "This has been closed; start a new one"


class TooManyWords(Conflict):
    """More was added than one concern holds."""

    code, title = "too_many_words", "There is no room for more here; start a new one"
