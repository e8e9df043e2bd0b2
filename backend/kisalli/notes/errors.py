"""What can go wrong with private notes."""

from kisalli.core.errors import Conflict


class TooManyNotes(Conflict):
    """So many notes nobody reads again."""

    code, title = "too_many_notes", "There are too many notes; combine some of them"
