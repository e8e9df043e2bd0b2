"""The demo's rows, copied in as COPY takes them: a programme, its people, and what has passed between them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from kisalli.demo_data import load
from kisalli.demo_data.life import TABLES, Life
from kisalli.demo_data.stage import ZONE, Part, Stage
from kisalli.demo_data.writer import Someone
from kisalli.people.models import AffiliationKind
from kisalli.profiles.models import MentorProfile
from kisalli.profiles.service import search_text
from kisalli.programmes.models import ParticipantState, Programme, Role

Connection = psycopg.AsyncConnection[tuple[Any, ...]]
Row = Mapping[str, Any]
Texts = Mapping[str, Row]

NOTHING: Mapping[str, Any] = MappingProxyType({})  # of its own
VOCABULARIES = ("levels", "fields", "sectors", "topics")


async def add_programme(connection: Connection, stage: Stage, texts: Texts = NOTHING, rules: Row = NOTHING) -> None:
    """Add the programme of a stage with its texts and the audit row of its publishing.

    What `texts` (by language) and `rules` say is its own, the rest is what all of the demo's programmes have.
    """
    data, clock = load("programme"), stage.clock()
    programme = {"id": stage.programme_id, "organisation_id": stage.organisation_id, "zone": ZONE.key}
    programme |= {"contact_address": data["organisation"]["contact_address"], **clock}
    await copy(connection, "programme", [programme | data["rules"] | rules | {name: Jsonb(data[name]) for name in VOCABULARIES}])
    written = [
        {"programme_id": stage.programme_id, "language": language}
        | text
        | {"mentee_forms": Jsonb(text["mentee_forms"])}
        | texts.get(language, {})
        for language, text in data["texts"].items()
    ]
    await copy(connection, "programme_text", written)
    where = {"organisation_id": stage.organisation_id, "programme_id": stage.programme_id}
    what = {"act": "programme_published", "subject": "programme", "subject_id": stage.programme_id}
    await copy(connection, "audit", [where | what | {"caller_id": stage.coordinator_id, "at": clock["published_at"]}])


async def add_people(
    connection: Connection, stage: Stage, parts: Sequence[Part], first_number: int = 0, known: Collection[UUID] = frozenset()
) -> None:
    """Add people with their part, places, profile, confirmed contact and the audit row of their state (I8).

    `known` are the ids of those who were added with another programme.
    """
    programme = Programme(**{name: load("programme")[name] for name in VOCABULARIES})
    numbered = [(part, stage.signed_up(number)) for number, part in enumerate(parts, first_number)]
    new = [(part, at) for part, at in numbered if part.person_id not in known]
    await copy(connection, "person", [person(part.person_id, _columns(part.someone), at) for part, at in new])
    students = [part for part in parts if part.someone.role == Role.MENTEE]
    await copy(connection, "affiliation", [affiliation(part.person_id, AffiliationKind.STUDENT) for part in students])
    await copy(connection, "participant", [_participant(stage, part, at) for part, at in numbered])
    places = [
        {"mentor_id": part.participant_id, "number": number, "programme_id": stage.programme_id}
        for part in parts
        for number in range(1, part.someone.places + 1)
    ]
    await copy(connection, "mentor_place", places)
    mentors = [part for part in parts if part.someone.role == Role.MENTOR]
    await copy(connection, "mentor_profile", [_mentor_profile(part, programme) for part in mentors])
    await copy(connection, "mentee_profile", [{"participant_id": p.participant_id, **p.someone.profile} for p in students])
    await copy(connection, "contact", [_contact(part, at) for part, at in numbered])
    await copy(connection, "audit", [_entry(stage, part, at) for part, at in numbered])


def _columns(someone: Someone) -> dict[str, str]:
    return {"name": someone.name, "email": someone.email, "language": someone.language}


def person(person_id: UUID, who: Mapping[str, Any], at: datetime | None = None) -> Row:
    """Return the row of a demo person."""
    row = {"id": person_id, "demo": True} | {name: who[name] for name in ("name", "email", "language")}
    return row if at is None else row | {"created_at": at}


def affiliation(person_id: UUID, kind: AffiliationKind) -> Row:
    """Return the row of somebody's place at the demo's university."""
    (home,) = load("programme")["organisation"]["domains"]
    return {"person_id": person_id, "home_organisation": home, "kind": kind.value}


def _participant(stage: Stage, part: Part, at: datetime) -> Row:
    state = part.someone.state
    return {
        "id": part.participant_id,
        "programme_id": stage.programme_id,
        "person_id": part.person_id,
        "role": part.someone.role.value,
        "state": state.value,
        "accepting": state == ParticipantState.ACTIVE,
        "approved_at": None if state == ParticipantState.SUBMITTED else at,
        "published_at": at,
        "created_at": at,
    }


def _mentor_profile(part: Part, programme: Programme) -> Row:
    columns = {"participant_id": part.participant_id, **part.someone.profile}
    return columns | {"search_text": search_text(MentorProfile(**columns), programme)}


def _contact(part: Part, at: datetime) -> Row:
    someone = part.someone
    return {"participant_id": part.participant_id, "email": someone.email, "phone": someone.phone, "confirmed_at": at}


def _entry(stage: Stage, part: Part, at: datetime) -> Row:
    """Return the audit row of how a participant came into their state: mentors are let in by the coordinator (R3)."""
    by_role = {
        Role.MENTOR: ("participant_approved", ParticipantState.SUBMITTED, stage.coordinator_id),
        Role.MENTEE: ("participant_published", ParticipantState.DRAFT, part.person_id),
    }
    by_state = {
        ParticipantState.SUBMITTED: ("participant_published", ParticipantState.DRAFT, part.person_id),
        ParticipantState.PAUSED: ("participant_paused", ParticipantState.ACTIVE, part.person_id),
    }
    act, before, caller_id = by_state.get(part.someone.state, by_role[part.someone.role])
    what = {"act": act, "subject": "participant", "subject_id": part.participant_id}
    moves = {"from_state": before.value, "to_state": part.someone.state.value}
    return {"programme_id": stage.programme_id, "caller_id": caller_id, "at": at} | what | moves


async def add_life(connection: Connection, life: Life) -> None:
    """Add what a life collected."""
    for table in TABLES:
        await copy(connection, table, life.rows[table])
    closed = "UPDATE participant SET accepting = false WHERE id = ANY(%s)"
    await connection.execute(closed, (life.no_longer_accepting,))


async def copy(connection: Connection, table: LiteralString, rows: Sequence[Row]) -> None:
    """Copy rows of the same columns.

    Raises:
        ValueError: a row has others than the first; COPY would leave them out in silence.
    """
    if not rows:
        return
    columns = list(rows[0])
    if any(row.keys() != rows[0].keys() for row in rows):
        raise ValueError(f"{table}: rows of different columns")
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    async with connection.cursor() as cursor, cursor.copy(command) as copying:
        for row in rows:
            await copying.write_row([row[column] for column in columns])
