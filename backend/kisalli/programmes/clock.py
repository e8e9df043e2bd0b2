"""R1, R2: the programme's windows and the phase they are shown as; pure, in UTC instants."""

from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Protocol

from kisalli.programmes.errors import WindowClosed, WindowNotOpen


class Phase(StrEnum):
    """What a programme is doing now; for display only."""

    DRAFT = "draft"
    MENTOR_SIGNUP = "mentor_signup"
    BETWEEN = "between"
    REQUESTING = "requesting"
    RUNNING = "running"
    FEEDBACK = "feedback"
    ENDED = "ended"
    ARCHIVED = "archived"


class RequestClock(Protocol):
    """What of a programme the request window is judged by."""

    @property
    def requests_opens(self) -> datetime: ...  # noqa: D102
    @property
    def requests_closes(self) -> datetime: ...  # noqa: D102
    @property
    def grace_days(self) -> int: ...  # noqa: D102


class ProgrammeClock(RequestClock, Protocol):
    """What of a programme its phase is derived from."""

    @property
    def published_at(self) -> datetime | None: ...  # noqa: D102
    @property
    def archived_at(self) -> datetime | None: ...  # noqa: D102
    @property
    def mentor_signup_opens(self) -> datetime: ...  # noqa: D102
    @property
    def mentor_signup_closes(self) -> datetime: ...  # noqa: D102
    @property
    def running_opens(self) -> datetime: ...  # noqa: D102
    @property
    def running_closes(self) -> datetime: ...  # noqa: D102
    @property
    def feedback_closes(self) -> datetime: ...  # noqa: D102


def require_open(opens: datetime, closes: datetime, now: datetime) -> None:
    """Refuse what lies outside the half-open window `[opens, closes)`.

    Raises:
        WindowNotOpen: `now` is before it.
        WindowClosed: `now` is at its end or after it.
    """
    if now < opens:
        raise WindowNotOpen
    if now >= closes:
        raise WindowClosed


def grace_ends(programme: RequestClock) -> datetime:
    """Return the instant until which pending requests may be answered (R13)."""
    return programme.requests_closes + timedelta(days=programme.grace_days)


def lies_within(day: date, opens: datetime, closes: datetime, zone: tzinfo) -> bool:
    """Whether a whole day in the zone touches the half-open window `[opens, closes)`."""
    last = closes - timedelta.resolution
    return opens.astimezone(zone).date() <= day <= last.astimezone(zone).date()


def phase(programme: ProgrammeClock, now: datetime) -> Phase:
    """Derive the phase; requesting outranks running, feedback is the time between running and its own end."""
    if programme.archived_at is not None and programme.archived_at <= now:
        return Phase.ARCHIVED
    if programme.published_at is None or now < programme.published_at:
        return Phase.DRAFT
    if programme.requests_opens <= now < programme.requests_closes:
        return Phase.REQUESTING
    if programme.running_opens <= now < programme.running_closes:
        return Phase.RUNNING
    if programme.running_closes <= now < programme.feedback_closes:
        return Phase.FEEDBACK
    if now >= programme.running_closes:
        return Phase.ENDED
    if programme.mentor_signup_opens <= now < programme.mentor_signup_closes:
        return Phase.MENTOR_SIGNUP
    return Phase.BETWEEN
