"""Where and when the demo plays: its organisation, programme and clock, and the cast of hand-written people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from kisalli.demo_data import load
from kisalli.demo_data.writer import Someone, address, phone, school
from kisalli.programmes.models import ParticipantState, Role

ZONE = ZoneInfo("Europe/Helsinki")
SHORTEST_RUN = timedelta(days=120)
DEFAULTS: dict[Role, dict[str, Any]] = {
    Role.MENTOR: dict.fromkeys(("doctorate", "outside_academia", "lives_abroad", "newcomers"), False),
    Role.MENTEE: {"exchange_until": None},
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A programme of the demo; `now` is the database's clock, by which windows are judged (R1).

    `opened` is how many local days ago its requests opened, for as many as `asks`; `runs` for how many days it runs, None until
    the end of June.
    """

    organisation_id: UUID
    programme_id: UUID
    coordinator_id: UUID
    now: datetime
    opened: int = 1
    asks: int = 7
    runs: int | None = None

    @property
    def today(self) -> date:
        """The programme's local day."""
        return self.now.astimezone(ZONE).date()

    @property
    def today_begins(self) -> datetime:
        """The local midnight before this very day."""
        return _local(self.today)

    @property
    def requests_opens(self) -> datetime:
        """A local midnight; yesterday's at the latest: a full day lies behind, whatever the hour."""
        return self._midnight(0)

    @property
    def over(self) -> int:
        """How many local days ago its mentoring months were over."""
        return self._ago("running_closes")

    @property
    def halfway(self) -> int:
        """How many days ago its halfway day was."""
        day: date = self.clock()["halfway_on"]
        return (self.today - day).days

    @property
    def ended(self) -> int:
        """How many local days ago its feedback closed, and its matches ended."""
        return self._ago("feedback_closes")

    def clock(self) -> dict[str, Any]:
        """Return the programme's windows by column: mentors may still sign up beside the first days of requests.

        It runs from the first requests on, so that the pairs of the first day are at work already.
        """
        signup_opens, requests_closes, running_closes = self._midnight(-14), self._midnight(self.asks), self._end()
        halfway = self.requests_opens + (running_closes - self.requests_opens) / 2
        return {
            "published_at": signup_opens,
            "mentor_signup_opens": signup_opens,
            "mentor_signup_closes": self._midnight(4),
            "mentee_signup_opens": signup_opens,
            "mentee_signup_closes": requests_closes,
            "requests_opens": self.requests_opens,
            "requests_closes": requests_closes,
            "running_opens": self.requests_opens,
            "running_closes": running_closes,
            "halfway_on": halfway.astimezone(ZONE).date(),
            "feedback_closes": _local(running_closes.astimezone(ZONE).date() + timedelta(days=14)),
        }

    def signed_up(self, number: int) -> datetime:
        """Return when a person published their profile: spread over the weeks before requests opened."""
        opens = self._midnight(-14)
        minutes = int((self.requests_opens - opens).total_seconds()) // 60
        return opens + timedelta(minutes=number * 97 % minutes)

    def _ago(self, name: str) -> int:
        instant: datetime = self.clock()[name]
        return (self.today - instant.astimezone(ZONE).date()).days

    def _midnight(self, days: int) -> datetime:
        """Return the midnight so many days after the one at which requests opened."""
        return _local(self.today + timedelta(days=days - self.opened))

    def _end(self) -> datetime:
        """The last day that was given; else the end of June, next year's when this one's is near."""
        if self.runs is not None:
            return self._midnight(self.runs)
        end = _local(date(self.today.year, 7, 1))
        return end if end - self.now >= SHORTEST_RUN else _local(date(self.today.year + 1, 7, 1))


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody with their ids in the programme."""

    participant_id: UUID
    person_id: UUID
    someone: Someone


@dataclass(frozen=True, slots=True)
class Memorable:
    """A hand-written person and what a visitor is told about them; `counted`: within the size asked for."""

    someone: Someone
    description: str
    counted: bool


def team() -> list[dict[str, Any]]:
    """Return role, name, language, line and email of those who run programmes."""
    people: list[dict[str, Any]] = load("people")["team"]
    return [each | {"email": address(each["name"], number)} for number, each in enumerate(people, 1)]


def staff() -> list[dict[str, Any]]:
    """Return name, language, line and email of those on the organisation's staff, who take no part."""
    people, first = load("people"), len(load("people")["team"]) + 1
    return [each | {"email": address(each["name"], number)} for number, each in enumerate(people["staff"], first)]


def cast(year: int) -> list[Memorable]:
    """Return the hand-written participants, mentors first; their numbers follow those of the team and the staff."""
    people = load("people")
    numbers = iter(range(len(people["team"]) + len(people["staff"]) + 1, 1_000))
    return [
        *(_memorable(Role.MENTOR, entry, next(numbers), year) for entry in people["mentors"]),
        *(_memorable(Role.MENTEE, entry, next(numbers), year) for entry in people["mentees"]),
    ]


def chosen(everybody: list[Memorable], mentors: int, mentees: int) -> Iterator[Memorable]:
    """Yield those of the cast who play in a demo of this size; who is not counted comes on top."""
    room = {Role.MENTOR: mentors, Role.MENTEE: mentees}
    for each in everybody:
        if each.counted:
            room[each.someone.role] -= 1
        if not each.counted or room[each.someone.role] >= 0:
            yield each


def _memorable(role: Role, entry: dict[str, Any], number: int, year: int) -> Memorable:
    profile = DEFAULTS[role] | {"name": entry["name"]} | entry["profile"]
    if role == Role.MENTOR:
        profile["graduation_year"] = year - profile.pop("years")
    else:
        profile["school"] = school(profile["field"], entry["language"])
    someone = Someone(
        role=role,
        name=entry["name"],
        email=address(entry["name"], number),
        language=entry["language"],
        profile=profile,
        phone=phone(number) if entry["phone"] else None,
        places=entry.get("places", 0),
        state=ParticipantState(entry.get("extra", ParticipantState.ACTIVE)),
        key=entry["key"],
    )
    return Memorable(someone, entry["line"], counted="extra" not in entry)


def _local(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE).astimezone(UTC)
