"""What a front page shows of surveys and events."""

from pydantic import Field

from kisalli.core.schemas import Out
from kisalli.events.schemas import EventItemOut
from kisalli.surveys.schemas import DueSurveyOut, UnderWaySurveyOut


class TeamHomeOut(Out):
    """What needs a coordinator's attention."""

    surveys: list[UnderWaySurveyOut] = Field(description="Open ones and drafts whose time has come; what closes first at first.")
    events: list[EventItemOut] = Field(description="The next three.")


class HomeOut(Out):
    """What now: what waits for the caller's answer and where they may go next; for coordinators, what they look after."""

    surveys: list[DueSurveyOut] = Field(description="What waits for the caller's answer, what closes first at first.")
    events: list[EventItemOut] = Field(description="The next three that the caller is signed up for or may sign up for.")
    team: TeamHomeOut | None = Field(description="Null for whoever does not run the programme.")
