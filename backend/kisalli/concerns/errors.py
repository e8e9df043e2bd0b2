"""What can go wrong with a concern."""

from kisalli.core.errors import Conflict, Invalid


class TooFewRecipients(Invalid):
    """A concern goes to at least two people; `errors` says where to choose more."""

    code, title = "too_few_recipients", "Choose at least two people who will read this"


class ConcernTaken(Conflict):
    """Somebody has it in hand already, or it is closed."""

    code, title = "concern_taken", "Somebody is looking after this already"


class ConcernNotInHand(Conflict):
    """Only what somebody has in hand can be closed, once."""

    code, title = "concern_not_in_hand", "Take this in hand before you close it"


class ConcernClosed(Conflict):
    """Nothing is added to what is closed."""

    code, title = "concern_closed", "This has been closed; begin a new one"


class TooManyWords(Conflict):
    """More was added than one concern holds."""

    code, title = "too_many_words", "There is no room here for more; begin a new one"
