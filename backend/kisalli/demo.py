"""The demo: one organisation with a programme whose request window is open now, and people who read like people.

All of it is one transaction of COPYs, so half a demo never stays behind. Only demo installations may call this: the
tokens it signs open the accounts of everybody in it.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, LiteralString, TypeVar
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from kisalli.core.i18n import LANGUAGES
from kisalli.core.ids import new_id
from kisalli.core.security import DEMO_HOURS, Keys
from kisalli.demo_data import load
from kisalli.demo_data.life import TABLES, Life
from kisalli.demo_data.stage import ZONE, Memorable, Part, Stage, cast, chosen, staff, team
from kisalli.demo_data.writer import Someone, Writer
from kisalli.people.models import AffiliationKind
from kisalli.profiles.models import MentorProfile
from kisalli.profiles.service import search_text
from kisalli.programmes.models import ParticipantState, Programme, Role
from kisalli.terms.wording import ASKED, wording

T = TypeVar("T")
Connection = psycopg.AsyncConnection[tuple[Any, ...]]
Row = Mapping[str, Any]

LOCK = 0x6B69_7361_6C6C_69  # of nobody else: two that start together make one demo
BATCH = 2_000  # people in memory at a time
VOCABULARIES = ("levels", "fields", "sectors", "topics")
FILLED = ("person", "affiliation", "consent", "participant", "mentor_place", "mentor_profile", "mentee_profile", "contact")

EXISTING = """
SELECT o.id, g.id FROM organisation o JOIN programme g ON g.organisation_id = o.id WHERE o.slug = %s ORDER BY g.id LIMIT 1
"""
SIZES = """
SELECT count(*) FILTER (WHERE p.role = 'mentor'), count(*) FILTER (WHERE p.role = 'mentee'),
       (SELECT count(*) FROM request WHERE programme_id = %(programme_id)s AND state = 'pending'),
       (SELECT count(*) FROM match WHERE programme_id = %(programme_id)s AND state = 'active')
  FROM participant p JOIN person ON person.id = p.person_id
 WHERE p.programme_id = %(programme_id)s AND person.demo AND person.email <> ALL(%(on_top)s)
"""
AGREE = """
INSERT INTO consent (id, person_id, kind, version, language, wording_hash, at)
SELECT gen_random_uuid(), id, %s, %s, %s, %s, created_at FROM person WHERE demo AND language = %s
"""
PRESENT = "SELECT email FROM person WHERE demo AND email = ANY(%s)"
EVERYBODY = """
SELECT person.id, person.email, part.id, part.role
  FROM participant part JOIN person ON person.id = part.person_id
 WHERE part.programme_id = %(programme_id)s AND person.demo AND person.disabled_at IS NULL
UNION ALL
SELECT person.id, person.email, NULL, 'coordinator'
  FROM organisation_member member JOIN person ON person.id = member.person_id
 WHERE member.organisation_id = %(organisation_id)s AND person.demo AND person.disabled_at IS NULL
UNION ALL
SELECT DISTINCT person.id, person.email, CAST(NULL AS uuid), 'staff'
  FROM organisation JOIN affiliation ON affiliation.home_organisation = ANY(organisation.domains)
  JOIN person ON person.id = affiliation.person_id
 WHERE organisation.id = %(organisation_id)s AND affiliation.kind = 'staff' AND person.demo AND person.disabled_at IS NULL
 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody a visitor may want to be."""

    name: str
    role: str
    email: str
    description: str


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What there is. `mentors` leaves out the paused one and the one awaiting approval, who come on top of any size.

    `created` is false when a demo was there already and nothing was added; `note` then says what it lacks of the sizes
    asked for, None if nothing.
    """

    organisation_id: UUID
    programme_id: UUID
    created: bool
    mentors: int
    mentees: int
    pending_requests: int
    matches: int
    note: str | None
    people: tuple[DemoPerson, ...]


async def fill(connection_url: str, keys: Keys, *, mentors: int, mentees: int, tokens: Path | None, seed: int = 1) -> DemoSummary:
    """Make the demo unless there is one; so many active mentors and mentees, the hand-written ones among them.

    With `tokens`, a JSON line a person is written there (role, participant_id, email, token good for 12 hours), also for
    a demo that was there before; administrators count as coordinators in it.
    """
    async with await psycopg.AsyncConnection.connect(connection_url, autocommit=True) as connection:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            found = await _existing(connection)
            ids = found or await _create(connection, Sizes(mentors, mentees), seed)
        if tokens is not None:
            await _write_tokens(connection, keys, ids, tokens)
        return await _summary(connection, ids, Sizes(mentors, mentees), created=found is None)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many mentors and mentees are asked for."""

    mentors: int
    mentees: int


@dataclass(frozen=True, slots=True)
class Ids:
    """The demo's organisation and programme."""

    organisation_id: UUID
    programme_id: UUID


async def _existing(connection: Connection) -> Ids | None:
    row = await (await connection.execute(EXISTING, (load("programme")["organisation"]["slug"],))).fetchone()
    return Ids(*row) if row else None


async def _create(connection: Connection, sizes: Sizes, seed: int) -> Ids:
    stage = await _set_stage(connection)
    programme = Programme(**{name: load("programme")[name] for name in VOCABULARIES})
    everybody = cast(stage.today.year)
    writer = Writer(seed, stage.today, first_number=len(team()) + len(staff()) + len(everybody) + 1)
    counted = [each.someone.role for each in everybody if each.counted]
    people = chain(
        (each.someone for each in chosen(everybody, sizes.mentors, sizes.mentees)),
        writer.mentors(sizes.mentors - counted.count(Role.MENTOR)),
        writer.mentees(sizes.mentees - counted.count(Role.MENTEE)),
    )
    known: dict[str, Part] = {}
    number = 0
    for batch in _batches(people, BATCH):
        parts = [Part(new_id(), new_id(), someone) for someone in batch]
        await _add_people(connection, stage, programme, parts, number)
        known |= {part.someone.key: part for part in parts if part.someone.key}
        number += len(parts)
    await _add_life(connection, Life(stage, known))
    await _agree(connection)
    # The planner knows nothing of rows that nobody has analysed, and the first minute is the one that is looked at.
    await connection.execute(sql.SQL("ANALYZE {}").format(sql.SQL(", ").join(map(sql.Identifier, (*FILLED, *TABLES)))))
    return Ids(stage.organisation_id, stage.programme_id)


async def _set_stage(connection: Connection) -> Stage:
    """Add the organisation, its team and staff, the programme and its texts."""
    now = await (await connection.execute("SELECT clock_timestamp()")).fetchone()
    assert now is not None
    coordinating, employed = ([each | {"id": new_id()} for each in people] for people in (team(), staff()))
    stage = Stage(new_id(), new_id(), coordinator_id=coordinating[0]["id"], now=now[0])
    home = load("programme")["organisation"]
    organisation = {"id": stage.organisation_id, "name": home["name"], "slug": home["slug"], "domains": home["domains"]}
    await _copy(connection, "organisation", [organisation])
    await _copy(connection, "person", [_person(each["id"], each) for each in coordinating + employed])
    members = [{"organisation_id": stage.organisation_id, "person_id": each["id"], "role": each["role"]} for each in coordinating]
    await _copy(connection, "organisation_member", members)
    await _copy(connection, "affiliation", [_affiliation(each["id"], AffiliationKind.STAFF) for each in employed])
    await _add_programme(connection, stage)
    return stage


async def _add_programme(connection: Connection, stage: Stage) -> None:
    data, clock = load("programme"), stage.clock()
    programme = {"id": stage.programme_id, "organisation_id": stage.organisation_id, "zone": ZONE.key}
    programme |= {"contact_address": data["organisation"]["contact_address"], **clock}
    await _copy(connection, "programme", [programme | data["rules"] | {name: Jsonb(data[name]) for name in VOCABULARIES}])
    texts = [
        {"programme_id": stage.programme_id, "language": language} | text | {"mentee_forms": Jsonb(text["mentee_forms"])}
        for language, text in data["texts"].items()
    ]
    await _copy(connection, "programme_text", texts)
    where = {"organisation_id": stage.organisation_id, "programme_id": stage.programme_id}
    what = {"act": "programme_published", "subject": "programme", "subject_id": stage.programme_id}
    await _copy(connection, "audit", [where | what | {"caller_id": stage.coordinator_id, "at": clock["published_at"]}])


async def _add_people(
    connection: Connection, stage: Stage, programme: Programme, parts: Sequence[Part], first_number: int
) -> None:
    """Add people with their part, places, profile, confirmed contact and the audit row of their state (I8)."""
    numbered = [(part, stage.signed_up(number)) for number, part in enumerate(parts, first_number)]
    await _copy(connection, "person", [_person(part.person_id, _columns(part.someone), at) for part, at in numbered])
    students = [part for part in parts if part.someone.role == Role.MENTEE]
    await _copy(connection, "affiliation", [_affiliation(part.person_id, AffiliationKind.STUDENT) for part in students])
    await _copy(connection, "participant", [_participant(stage, part, at) for part, at in numbered])
    places = [
        {"mentor_id": part.participant_id, "number": number, "programme_id": stage.programme_id}
        for part in parts
        for number in range(1, part.someone.places + 1)
    ]
    await _copy(connection, "mentor_place", places)
    mentors = [part for part in parts if part.someone.role == Role.MENTOR]
    await _copy(connection, "mentor_profile", [_mentor_profile(part, programme) for part in mentors])
    await _copy(connection, "mentee_profile", [{"participant_id": p.participant_id, **p.someone.profile} for p in students])
    await _copy(connection, "contact", [_contact(part, at) for part, at in numbered])
    await _copy(connection, "audit", [_entry(stage, part, at) for part, at in numbered])


def _columns(someone: Someone) -> dict[str, str]:
    return {"name": someone.name, "email": someone.email, "language": someone.language}


def _person(person_id: UUID, who: Mapping[str, Any], at: datetime | None = None) -> Row:
    row = {"id": person_id, "demo": True} | {name: who[name] for name in ("name", "email", "language")}
    return row if at is None else row | {"created_at": at}


def _affiliation(person_id: UUID, kind: AffiliationKind) -> Row:
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


async def _agree(connection: Connection) -> None:
    """Let everybody have agreed to what is in force, each in their language: a visitor who is one of them is asked nothing."""
    for words in (wording(kind, language) for kind in ASKED for language in LANGUAGES):
        values = (words.kind.value, words.version, words.language, words.digest, words.language)
        await connection.execute(AGREE, values)


async def _add_life(connection: Connection, life: Life) -> None:
    for table in TABLES:
        await _copy(connection, table, life.rows[table])
    closed = "UPDATE participant SET accepting = false WHERE id = ANY(%s)"
    await connection.execute(closed, (life.no_longer_accepting,))


async def _copy(connection: Connection, table: LiteralString, rows: Sequence[Row]) -> None:
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
    async with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            await copy.write_row([row[column] for column in columns])


async def _write_tokens(connection: Connection, keys: Keys, ids: Ids, path: Path) -> None:
    """Write the tokens beside their place and move them there whole; nobody else may read the file."""
    unfinished = path.with_name(f"{path.name}.part")
    await asyncio.to_thread(unfinished.unlink, missing_ok=True)  # a killed run's, perhaps with other rights
    async for rows in _everybody(connection, ids):
        await asyncio.to_thread(_append_tokens, unfinished, keys, rows)
    await asyncio.to_thread(unfinished.replace, path)


async def _everybody(connection: Connection, ids: Ids) -> AsyncIterator[list[tuple[Any, ...]]]:
    values = {"organisation_id": ids.organisation_id, "programme_id": ids.programme_id}
    async with connection.transaction(), connection.cursor(name="everybody") as cursor:
        await cursor.execute(EVERYBODY, values)
        while rows := await cursor.fetchmany(BATCH):
            yield rows


def _append_tokens(path: Path, keys: Keys, rows: Iterable[tuple[Any, ...]]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
        for person_id, email, participant_id, role in rows:
            token = keys.access_token(person_id, None, DEMO_HOURS * 3600)
            line = {"role": role, "participant_id": participant_id and str(participant_id), "email": email, "token": token}
            file.write(json.dumps(line) + "\n")


async def _summary(connection: Connection, ids: Ids, asked: Sizes, *, created: bool) -> DemoSummary:
    everybody = cast(year=0)
    on_top = [each.someone.email for each in everybody if not each.counted]
    sizes = await (await connection.execute(SIZES, {"programme_id": ids.programme_id, "on_top": on_top})).fetchone()
    mentors, mentees, pending, matches = sizes or (0, 0, 0, 0)
    people = _memorable_people(everybody)
    emails = [person.email for person in people]
    present = {row[0] for row in await (await connection.execute(PRESENT, (emails,))).fetchall()}
    return DemoSummary(
        organisation_id=ids.organisation_id,
        programme_id=ids.programme_id,
        created=created,
        mentors=mentors,
        mentees=mentees,
        pending_requests=pending,
        matches=matches,
        note=_note(Sizes(mentors, mentees), asked),
        people=tuple(person for person in people if person.email in present),
    )


def _memorable_people(everybody: Iterable[Memorable]) -> list[DemoPerson]:
    outside = [DemoPerson(each["name"], each.get("role", "staff"), each["email"], each["line"]) for each in team() + staff()]
    parts = [(each.someone, each.description) for each in everybody]
    return outside + [DemoPerson(who.name, who.role.value, who.email, description) for who, description in parts]


def _note(there: Sizes, asked: Sizes) -> str | None:
    if there.mentors >= asked.mentors and there.mentees >= asked.mentees:
        return None
    return (
        f"Asked for {asked.mentors} mentors and {asked.mentees} mentees, but the demo that was there already has "
        f"{there.mentors} and {there.mentees}. Nothing was added; fill an empty database for a larger one."
    )


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
