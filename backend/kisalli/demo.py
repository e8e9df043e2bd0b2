"""The demo: one organisation with a programme whose request window is open now, and people who read like people.

Beside it stand a round that has run for months, a programme with groups, and last year's round, which is over: what people
did in them is done by the services that they use. All of it is one transaction, so half a demo never stays behind. Only demo
installations may call this: the tokens it signs open the accounts of everybody in it.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from kisalli.core.i18n import LANGUAGES
from kisalli.core.ids import new_id
from kisalli.core.security import DEMO_HOURS, Keys
from kisalli.demo_data import load
from kisalli.demo_data.life import TABLES, Life
from kisalli.demo_data.months import play
from kisalli.demo_data.past import INSTANTS, Past
from kisalli.demo_data.rounds import begin as begin_rounds
from kisalli.demo_data.rounds import played
from kisalli.demo_data.rows import Connection, add_life, add_people, add_programme, affiliation, copy, person
from kisalli.demo_data.stage import Memorable, Part, Stage, cast, chosen, staff, team
from kisalli.demo_data.writer import Writer
from kisalli.people.models import AffiliationKind
from kisalli.programmes.models import Role
from kisalli.terms.wording import ASKED, wording

T = TypeVar("T")

LOCK = 0x6B69_7361_6C6C_69  # of nobody else: two that start together make one demo
BATCH = 2_000  # people in memory at a time
CLOCK = ("opened", "asks", "runs")  # what says when a programme of the months has its windows
MONTHS_SEED = 7  # of the lives of those who play in the months
FILLED = ("person", "affiliation", "consent", "participant", "mentor_place", "mentor_profile", "mentee_profile", "contact")

# The programme of somebody who is in a demo of any size; without them (everybody can be erased) the demo's oldest.
EXISTING = """
SELECT o.id, g.id FROM organisation o JOIN programme g ON g.organisation_id = o.id
 WHERE o.slug = %s
 ORDER BY EXISTS (SELECT FROM participant p JOIN person ON person.id = p.person_id
                   WHERE p.programme_id = g.id AND person.email = %s) DESC, g.id LIMIT 1
"""
ORGANISERS = """
SELECT person_id FROM organisation_member JOIN person ON person.id = person_id WHERE organisation_id = %s ORDER BY person.id
"""
# What was told before today has gone out: the first start of a demo writes to nobody about days gone by.
SENT = """
UPDATE message SET state = 'sent', tries = 1, sent_at = created_at + interval '1 minute'
 WHERE programme_id = ANY(%s) AND created_at < %s
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
            ids = found or await _made(connection_url, Sizes(mentors, mentees), seed)
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
    always = next(each.someone.email for each in cast(year=0) if not each.counted)
    row = await (await connection.execute(EXISTING, (load("programme")["organisation"]["slug"], always))).fetchone()
    return Ids(*row) if row else None


async def _made(connection_url: str, sizes: Sizes, seed: int) -> Ids:
    """Make the demo in a transaction of its own, on a connection that the services can use as well."""
    address = make_url(connection_url).set(drivername="postgresql+psycopg")
    engine = create_async_engine(address, poolclass=NullPool, connect_args={"options": "-c timezone=UTC"})
    try:
        async with engine.begin() as alchemy:
            return await _create(alchemy, sizes, seed)
    finally:
        await engine.dispose()


async def _create(alchemy: AsyncConnection, sizes: Sizes, seed: int) -> Ids:
    connection = (await alchemy.get_raw_connection()).driver_connection
    assert isinstance(connection, psycopg.AsyncConnection)
    # Of several programmes the newest is shown first: that whose request window is open.
    older = {name: new_id() for name in ("before", "now", "groups")}
    stage = await _set_stage(connection)
    everybody = cast(stage.today.year)
    first_number = len(team()) + len(staff()) + len(everybody) + 1
    written = [Part(new_id(), new_id(), each.someone) for each in chosen(everybody, sizes.mentors, sizes.mentees)]
    await _add_months(alchemy, connection, stage, older, first_number)
    writer = Writer(seed, stage.today, first_number + len(played(first_number)))
    counted = [each.someone.role for each in everybody if each.counted]
    generated = chain(
        writer.mentors(sizes.mentors - counted.count(Role.MENTOR)),
        writer.mentees(sizes.mentees - counted.count(Role.MENTEE)),
    )
    people = chain(written, (Part(new_id(), new_id(), someone) for someone in generated))
    number = 0
    for parts in _batches(people, BATCH):
        await add_people(connection, stage, parts, number)
        number += len(parts)
    known = {part.someone.key: part for part in written if part.someone.key}
    await add_life(connection, Life(stage, known, load("people")["requests"], load("people")["saved"]))
    await connection.execute(SENT, ([*older.values(), stage.programme_id], stage.today_begins))
    await _agree(connection)
    # The planner knows nothing of rows that nobody has analysed, and the first minute is the one that is looked at.
    filled = (*FILLED, *TABLES, *INSTANTS)
    await connection.execute(sql.SQL("ANALYZE {}").format(sql.SQL(", ").join(map(sql.Identifier, dict.fromkeys(filled)))))
    return Ids(stage.organisation_id, stage.programme_id)


async def _add_months(
    alchemy: AsyncConnection, connection: Connection, stage: Stage, programmes: Mapping[str, UUID], first_number: int
) -> None:
    """Add the programmes in which people have met for months, and all that they did in them."""
    data = load("months")["rounds"]
    stages = {
        name: replace(stage, programme_id=programme_id, **{key: data[name][key] for key in CLOCK if key in data[name]})
        for name, programme_id in programmes.items()
    }
    rounds = await begin_rounds(connection, stages, Writer(MONTHS_SEED, stage.today, first_number=1), first_number)
    past = Past(alchemy, connection, stage.today)
    organisers = [row[0] for row in await (await connection.execute(ORGANISERS, (stage.organisation_id,))).fetchall()]
    await play(past, rounds, organisers)
    await copy(connection, "audit", past.audit)
    await copy(connection, "message", [mail for each in rounds.values() for mail in each.mails])


async def _set_stage(connection: Connection) -> Stage:
    """Add the organisation, its team and staff, the programme and its texts."""
    now = await (await connection.execute("SELECT clock_timestamp()")).fetchone()
    assert now is not None
    coordinating, employed = ([each | {"id": new_id()} for each in people] for people in (team(), staff()))
    stage = Stage(new_id(), new_id(), coordinator_id=coordinating[0]["id"], now=now[0])
    home = load("programme")["organisation"]
    organisation = {"id": stage.organisation_id, "name": home["name"], "slug": home["slug"], "domains": home["domains"]}
    await copy(connection, "organisation", [organisation])
    await copy(connection, "person", [person(each["id"], each) for each in coordinating + employed])
    members = [{"organisation_id": stage.organisation_id, "person_id": each["id"], "role": each["role"]} for each in coordinating]
    await copy(connection, "organisation_member", members)
    await copy(connection, "affiliation", [affiliation(each["id"], AffiliationKind.STAFF) for each in employed])
    await add_programme(connection, stage)
    return stage


async def _agree(connection: Connection) -> None:
    """Let everybody have agreed to what is in force, each in their language: a visitor who is one of them is asked nothing."""
    for words in (wording(kind, language) for kind in ASKED for language in LANGUAGES):
        values = (words.kind.value, words.version, words.language, words.digest, words.language)
        await connection.execute(AGREE, values)


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


def _memorable_people(everybody: Collection[Memorable]) -> list[DemoPerson]:
    outside = [DemoPerson(each["name"], each.get("role", "staff"), each["email"], each["line"]) for each in team() + staff()]
    parts = [
        DemoPerson(who.name, who.role.value, who.email, line) for who, line in ((e.someone, e.description) for e in everybody)
    ]
    months = played(len(outside) + len(parts) + 1)
    return outside + parts + [DemoPerson(e["name"], e["role"], e["email"], e["line"]) for e in months if "line" in e]


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
