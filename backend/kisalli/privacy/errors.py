"""What can go wrong with erasing somebody."""

from kisalli.core.errors import Conflict, Forbidden


class FreshSignInNeeded(Forbidden):
    """Erasing one's account needs a browser in which one has signed in within the last ten minutes."""

    code, title = "fresh_sign_in_needed", "Sign in again first"


class TakesPartElsewhere(Conflict):
    """An organisation can erase those who take part in its own programmes only; this person has ties to another one."""

    code, title = "takes_part_elsewhere", "This person has ties to another organisation and has to erase their account themselves"
