"""A programme's register: taken from a file as keyed hashes, counted, deleted when mentors' sign-up closes; and its lookup.

Names and dates of birth are in memory while a file is read, and nowhere else.
"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Invalid, NotFound
from kisalli.core.security import Keys
from kisalli.programmes import queries as programmes
from kisalli.programmes.errors import WindowClosed
from kisalli.programmes.locks import share_programme
from kisalli.programmes.models import Programme
from kisalli.register import queries
from kisalli.register.models import RegisterLookup
from kisalli.register.names import Bearer
from kisalli.register.reading import Readable, read
from kisalli.register.schemas import LookupIn, LookupOut, RefusedLineOut, RegisterOut, RegisterReportOut

BATCH = 5_000
ONE_FILE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:programme_id, 13))")
Entries = dict[bytes, list[bytes]]  # by the hash of the whole name


async def show(session: AsyncSession, programme_id: UUID, caller: Caller) -> RegisterOut:
    """Return what is kept of a register, counted.

    Raises:
        NotFound, Forbidden: the caller does not run the programme.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    programme = await session.get_one(Programme, programme_id)
    lookup = await session.get(RegisterLookup, programme_id)
    counted = (await session.execute(queries.COUNTED, {"programme_id": programme_id})).one()
    return RegisterOut(
        entries=counted.entries,
        claimed=counted.claimed,
        deleted_at=programme.mentor_signup_closes,
        lookup=LookupOut.model_validate(lookup) if lookup else None,
    )


async def take(
    session: AsyncSession, programme_id: UUID, content: bytes, keys: Keys, caller: Caller, *, replace: bool
) -> RegisterReportOut:
    """Take the people of a CSV file into the register, as its whole or beside those who are there.

    Raises:
        NotFound, Forbidden: the caller does not run the programme. UnreadableFile: nothing of the file was taken.
        WindowClosed: mentors' sign-up is over, so the register would be deleted at once.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    await share_programme(session, programme_id)
    await session.execute(ONE_FILE_AT_A_TIME, {"programme_id": str(programme_id)})
    programme = await session.get_one(Programme, programme_id, populate_existing=True)
    now = await instants.now(session)
    if programme.archived_at is not None or programme.mentor_signup_closes <= now:
        raise WindowClosed
    # Seconds for a large file: the other calls of this process go on meanwhile.
    found = await asyncio.to_thread(read, content, now.date())
    entries = await asyncio.to_thread(_hashed, found.people, programme_id, keys)
    report = await _store(session, programme_id, entries, found, replace=replace)
    act = "register_replaced" if replace else "register_added"
    _record(session, programme, caller, act, details={"added": report.added, "removed": report.removed})
    return report


def _hashed(people: Sequence[Bearer], programme_id: UUID, keys: Keys) -> Entries:
    return {
        keys.register_hash(programme_id, each.whole): [keys.register_hash(programme_id, way) for way in each.ways]
        for each in people
    }


async def _store(
    session: AsyncSession, programme_id: UUID, entries: Entries, found: Readable, *, replace: bool
) -> RegisterReportOut:
    """Write what is new and, when replacing, drop what the file does not name; whoever was let in stays let in."""
    known = set((await session.scalars(queries.KNOWN, {"programme_id": programme_id})).all())
    new, gone = entries.keys() - known, known - entries.keys() if replace else set()
    for some in _batches(sorted(gone)):
        await session.execute(queries.DROP, {"programme_id": programme_id, "wholes": list(some)})
    for some in _batches(sorted(new)):
        # The whole comes first: it is among the ways, and what the entry is known by.
        rows = [[whole.hex(), *(way.hex() for way in entries[whole] if way != whole)] for whole in some]
        await session.execute(queries.ADD, {"programme_id": programme_id, "rows": json.dumps(rows)})
    return RegisterReportOut(
        entries=len(known) + len(new) - len(gone),
        added=len(new),
        known=len(found.people) - len(new),
        removed=len(gone),
        refused=[RefusedLineOut(line=each.line, reason=each.reason) for each in found.refused],
    )


def _batches(hashes: list[bytes]) -> Iterator[list[bytes]]:
    return (hashes[begin : begin + BATCH] for begin in range(0, len(hashes), BATCH))


async def delete(session: AsyncSession, programme_id: UUID, caller: Caller) -> None:
    """Delete a register before its time; whoever was let in by it stays let in."""
    await programmes.require_coordinator(session, programme_id, caller)
    await session.execute(ONE_FILE_AT_A_TIME, {"programme_id": str(programme_id)})
    dropped = (await session.execute(queries.DROP_ALL, {"programme_id": programme_id})).first()
    if dropped is not None:
        _record(session, await session.get_one(Programme, programme_id), caller, "register_deleted")


async def set_lookup(session: AsyncSession, programme_id: UUID, body: LookupIn, keys: Keys, caller: Caller) -> RegisterLookup:
    """Name the service that is asked whether somebody is in the register.

    Raises:
        NotFound, Forbidden: the caller does not run the programme.
        Invalid: no secret, and there is none of before that was given for the same host.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    lookup = await session.get(RegisterLookup, programme_id, with_for_update=True)
    if body.secret is None and (lookup is None or urlsplit(lookup.url).netloc != urlsplit(body.url).netloc):
        # The secret of one service must not be handed to another.
        raise Invalid(errors=[FieldProblem("#/secret", "missing", "This is required")])
    if lookup is None:
        lookup = RegisterLookup(programme_id=programme_id)
        session.add(lookup)
    lookup.url, lookup.failing_since = body.url, None
    if body.secret is not None:
        lookup.secret = keys.lock(body.secret, programme_id)
    fields = ["url", *(["secret"] if body.secret else [])]
    programme = await session.get_one(Programme, programme_id)
    _record(session, programme, caller, "register_lookup_set", details={"fields": fields})
    await session.flush()
    return lookup


async def remove_lookup(session: AsyncSession, programme_id: UUID, caller: Caller) -> None:
    """Ask the service no more; its secret is forgotten.

    Raises:
        NotFound: there is none, or no such programme.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    lookup = await session.get(RegisterLookup, programme_id)
    if lookup is None:
        raise NotFound
    await session.delete(lookup)
    _record(session, await session.get_one(Programme, programme_id), caller, "register_lookup_removed")


async def tidy(session: AsyncSession) -> None:
    """Delete registers whose sign-up is over, and dates of birth that have served, are too old, or that nobody may ask for."""
    for programme_id in (await session.scalars(queries.CLOSED)).all():
        row = {"programme_id": programme_id, "act": "register_deleted", "subject": "programme", "subject_id": programme_id}
        audit.record(session, row)
    await session.execute(queries.OUTLIVED)
    await session.execute(queries.LAPSE)


def _record(session: AsyncSession, programme: Programme, caller: Caller, act: str, **more: Any) -> None:  # noqa: ANN401
    row = {"programme_id": programme.id, "organisation_id": programme.organisation_id, "caller_id": caller.person_id}
    audit.record(session, row | {"act": act, "subject": "programme", "subject_id": programme.id} | more)
