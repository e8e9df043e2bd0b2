"""What the routes of a personal calendar answer."""

from pydantic import Field

from kisalli.core.schemas import Instant, Out


class CalendarOut(Out):
    """Since when there is a feed under its present address; null without one."""

    since: Instant | None


class CalendarMadeOut(Out):
    """A new feed."""

    url: str = Field(description="Shown in this answer alone: whoever has it reads the calendar.")
    since: Instant
