"""What can go wrong with goals."""

from kisalli.core.errors import Conflict


class GoalClosed(Conflict):
    """The goal was reached or let go; its owner can take it up again."""

    code, title = "goal_closed", "This goal is closed"


class TooMany(Conflict):
    """So many goals or steps are no plan any more."""

    code, title = "too_many", "There are too many already"
