"""The programmes of the mentoring months as they began, with their people and pairs.

A round that is under way and last year's, called by their seasons, and one in which mentors lead groups.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from kisalli.core.caller import Caller
from kisalli.core.ids import new_id
from kisalli.demo_data import load
from kisalli.demo_data.life import Life
from kisalli.demo_data.rows import Connection, Row, add_life, add_people, add_programme
from kisalli.demo_data.stage import ZONE, Part, Stage
from kisalli.demo_data.writer import Someone, Writer, address
from kisalli.programmes.models import Role
from kisalli.requests.models import RequestState

ASKED, ANSWERED = 9.5, 4.25  # hours after the opening, a little later for each pair; and after the question
AUTUMN = 8  # the month with which it begins
# By then everybody had somebody, so nobody was told what is next.
TOLD_UNMATCHED = """
UPDATE programme SET unmatched_told_at = requests_closes + make_interval(days => grace_days)
 WHERE id = %s AND requests_closes + make_interval(days => grace_days) <= clock_timestamp()
"""
LOOKED_AT = 80  # people whom the writer makes for each role, so that every language has enough


@dataclass(frozen=True, slots=True)
class Round:
    """A round with its people by key, its matches by the keys of mentor and mentee, and the mails of its beginning.

    Groups come to `matches` when they are offered, by the mentee who writes for them.
    """

    stage: Stage
    people: Mapping[str, Part]
    matches: dict[tuple[str, str], UUID]
    mails: Sequence[Row]

    def caller(self, key: str) -> Caller:
        """Return somebody of the round as who acts."""
        return Caller(self.people[key].person_id)


def played(number: int) -> list[dict[str, Any]]:
    """Return key, name, line and email of those who play in the months; their numbers begin with one."""
    people: list[dict[str, Any]] = load("months")["people"]
    return [each | {"email": address(each["name"], at)} for at, each in enumerate(people, number)]


async def begin(connection: Connection, stages: Mapping[str, Stage], writer: Writer, first_number: int) -> dict[str, Round]:
    """Add the rounds whose stages are given, with people and pairs; the programmes that began first come first."""
    everybody = _everybody(writer, first_number)
    ids = {key: new_id() for key in everybody}
    rounds: dict[str, Round] = {}
    for name, stage in stages.items():
        pairs = [pair for pair in load("months")["pairs"] if pair["round"] == name]
        keys = {key for both in _meeting(name) for key in both}
        parts = {key: Part(new_id(), ids[key], everybody[key]) for key in everybody if key in keys}
        known = {part.person_id for other in rounds.values() for part in other.people.values()}
        own = load("months")["rounds"][name]
        await add_programme(connection, stage, own.get("texts") or _names(stage), own.get("rules", {}))
        await add_people(connection, stage, list(parts.values()), known=known)
        life = Life(stage, parts, list(_requests(pairs)))
        # They stand on the days on which they were written already, which the acts that follow do not yet.
        mails, life.rows["message"] = life.rows["message"], []
        await add_life(connection, life)
        await connection.execute(TOLD_UNMATCHED, (stage.programme_id,))
        rounds[name] = Round(stage, parts, life.matches, mails)
    return rounds


def _meeting(name: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield the keys of mentor and mentee who meet in a round (in any, where none is named), or might where a group has room."""
    data = load("months")
    for entry in (*data["pairs"], *data["groups"]):
        if name in {None, entry["round"]}:
            pair = "message" in entry
            mentees = [entry["mentee"]] if pair else [*entry.get("mentees", ()), *entry.get("looking", ())]
            yield from ((entry["mentor"], mentee) for mentee in mentees)


def _names(stage: Stage) -> dict[str, dict[str, str]]:
    """Return what a round is called in each language: by the season in which its requests opened."""
    opened = stage.requests_opens.astimezone(ZONE)
    season = "spring" if opened.month < AUTUMN else "autumn"
    return {language: {"name": name.format(year=opened.year)} for language, name in load("months")["names"][season].items()}


def _requests(pairs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, pair in enumerate(pairs):
        sent = ASKED + number / 3
        who = {"mentor": pair["mentor"], "mentee": pair["mentee"], "message": pair["message"]}
        yield who | {"state": RequestState.ACCEPTED, "sent": sent, "answered": sent + ANSWERED}


def _everybody(writer: Writer, first_number: int) -> dict[str, Someone]:
    """Give everybody who has a name here a life out of the writer's, in their language; partners understand each other."""
    lives = {Role.MENTOR: list(writer.mentors(LOOKED_AT)), Role.MENTEE: list(writer.mentees(LOOKED_AT))}
    found: dict[str, Someone] = {}
    for entry in played(first_number):
        life = next(each for each in lives[Role(entry["role"])] if each.language == entry["language"])
        lives[life.role].remove(life)
        named = {name: entry[name] for name in ("name", "email", "key")}
        places = entry.get("places", min(life.places, 1))
        found[entry["key"]] = replace(life, **named, places=places, profile=life.profile | {"name": entry["name"]})
    for mentor, mentee in ((found[mentor].profile, found[mentee].profile) for mentor, mentee in _meeting()):
        mentor["seeks"] = sorted({*mentor["seeks"], mentee["level"]})
        mentor["languages"] = sorted({*mentor["languages"], *mentee["languages"]})
    return found
