"""Many small programmes at once, written in bulk: a storm uses one up in seconds."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from tests.factories import FIELDS, LEVELS, TOPICS, Someone, clock

TOKEN_SECONDS = 6 * 3600
LANGUAGES = ("en", "fi", "sv")
Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True)
class Place:
    """A programme with its people, and the shape that random acts need to know."""

    programme_id: UUID
    coordinator: Someone
    mentors: Sequence[Someone]
    mentees: Sequence[Someone]


def places(url: str, keys: Keys, count: int, mentors: int, mentees: int, dice: random.Random) -> list[Place]:
    """Make so many programmes; their mentors have one or two places."""
    with psycopg.connect(url) as connection:
        return [_place(connection, keys, mentors, mentees, dice) for _ in range(count)]


def people(url: str, keys: Keys, programme_id: UUID, role: str, count: int) -> list[Someone]:
    """Add participants to a programme, mentors with one place each."""
    with psycopg.connect(url) as connection:
        return _participants(connection, keys, programme_id, role, [int(role == "mentor")] * count)


def _place(connection: Connection, keys: Keys, mentors: int, mentees: int, dice: random.Random) -> Place:
    organisation_id, programme_id = new_id(), new_id()
    organisation = {"id": organisation_id, "name": "Test University", "slug": f"storm-{organisation_id}"}
    vocabulary = {name: Jsonb(value) for name, value in (("levels", LEVELS), ("topics", TOPICS), ("fields", FIELDS))}
    programme = {"id": programme_id, "organisation_id": organisation_id, "contact_address": "mentoring@example.org"}
    programme |= {"published_at": datetime.now(UTC) - timedelta(days=11)}
    _insert(connection, "organisation", [organisation])
    _insert(connection, "programme", [programme | vocabulary | clock()])
    _insert(
        connection,
        "programme_text",
        [{"programme_id": programme_id, "language": each, "name": f"Programme {each}"} for each in LANGUAGES],
    )
    (coordinator,) = _persons(connection, keys, 1)
    _insert(connection, "organisation_member", [{"organisation_id": organisation_id, "person_id": coordinator.person_id}])
    rooms = [dice.choice((1, 1, 2)) for _ in range(mentors)]
    return Place(
        programme_id,
        coordinator,
        _participants(connection, keys, programme_id, "mentor", rooms),
        _participants(connection, keys, programme_id, "mentee", [0] * mentees),
    )


def _persons(connection: Connection, keys: Keys, count: int) -> list[Someone]:
    ids = [new_id() for _ in range(count)]
    _insert(
        connection,
        "person",
        [{"id": each, "name": f"Person {each}", "email": f"{each}@example.org", "demo": True} for each in ids],
    )
    tokens = {each: keys.access_token(each, None, TOKEN_SECONDS) for each in ids}
    return [Someone(each, f"{each}@example.org", {"Authorization": f"Bearer {tokens[each]}"}) for each in ids]


def _participants(connection: Connection, keys: Keys, programme_id: UUID, role: str, rooms: Sequence[int]) -> list[Someone]:
    now = datetime.now(UTC)
    made = [
        Someone(each.person_id, each.email, each.headers, participant_id=new_id())
        for each in _persons(connection, keys, len(rooms))
    ]
    part = {"programme_id": programme_id, "role": role, "state": "active", "accepting": True, "approved_at": now}
    _insert(connection, "participant", [part | {"id": each.id, "person_id": each.person_id} for each in made])
    numbered = [(each, number) for each, room in zip(made, rooms, strict=True) for number in range(1, room + 1)]
    _insert(
        connection,
        "mentor_place",
        [{"mentor_id": each.id, "number": number, "programme_id": programme_id} for each, number in numbered],
    )
    profile: dict[str, Any] = {"languages": ["en"]}
    profile |= {"title": "Engineer", "story": "I build."} if role == "mentor" else {"level": "master", "school": "Arts"}
    _insert(connection, f"{role}_profile", [profile | {"participant_id": each.id, "name": f"{role} {each.id}"} for each in made])
    contact = {"phone": "+358 40 123", "confirmed_at": now}
    _insert(connection, "contact", [contact | {"participant_id": each.id, "email": f"contact.{each.email}"} for each in made])
    audit = {"programme_id": programme_id, "act": "made", "subject": "participant", "to_state": "active"}
    _insert(connection, "audit", [audit | {"subject_id": each.id} for each in made])
    return made


def _insert(connection: Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    listed = list(rows)
    if not listed:
        return
    columns = list(listed[0])
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join([sql.Placeholder(each) for each in columns]),
    )
    connection.cursor().executemany(statement, listed)
