"""What can go wrong with a register and with the check against it."""

from kisalli.core.errors import Conflict, Invalid


class UnreadableFile(Invalid):
    """The file is no register as a whole: `errors` says what is wrong with it. Nothing of it was taken."""

    code, title = "unreadable_file", "This file can't be read as a register"


class BirthDateNotAsked(Conflict):
    """A date of birth is wanted only of a mentor on their way into a programme that has a register, while it is kept."""

    code, title = "birth_date_not_asked", "Your date of birth is not needed here"


class NoTriesLeft(Conflict):
    """The register was asked as often as it may be for one person; a coordinator decides."""

    code, title = "no_tries_left", "The register can't be checked any more times"
