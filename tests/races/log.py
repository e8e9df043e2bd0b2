"""What the database says happened: committed transactions out of the audit trail, and the tables as they are at the end.

Order: an act writes its audit rows while it holds the locks of its participants, so of two acts on one participant the
later one has the larger audit ids; acts without a participant in common may stand in any order. The smallest audit id of
each transaction therefore gives an order in which all of them could have run one after the other.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from tests.races.commands import Event, Mail
from tests.races.model import Part

XID_MASK = 0xFFFF_FFFF  # xmin shows the lower half of a transaction's id
WORKERS_OWN = {"request_reminder", "unmatched_next", "room_again", "coordinator_digest"}
Row = dict[str, Any]

AUDIT = """
SELECT id, extract(epoch FROM at)::float8 AS at, xid::text::bigint AS xid, programme_id, caller_id, on_behalf_of, act,
       subject_id, from_state, to_state, details
  FROM audit WHERE programme_id = ANY(%s) ORDER BY id
"""
PARTS = """
SELECT p.*, (SELECT count(*) FROM mentor_place m WHERE m.mentor_id = p.id) AS places, e.level, r.seeks
  FROM participant p LEFT JOIN mentee_profile e ON e.participant_id = p.id LEFT JOIN mentor_profile r ON r.participant_id = p.id
 WHERE p.programme_id = ANY(%s)
"""
MEMBERS = "SELECT * FROM match_member WHERE programme_id = ANY(%s)"
MATCHES = "SELECT * FROM match WHERE programme_id = ANY(%s)"
REQUESTS = "SELECT * FROM request WHERE programme_id = ANY(%s)"
PROPOSALS = "SELECT * FROM proposal WHERE programme_id = ANY(%s)"
MESSAGES = "SELECT id, programme_id, recipient_id, kind, subject_id, state FROM message WHERE programme_id = ANY(%s)"
DISCLOSURES = """
SELECT m.programme_id, d.match_id, d.owner_id, d.receiver_id FROM disclosure d JOIN match m ON m.id = d.match_id
 WHERE m.programme_id = ANY(%s)
"""
SNAPSHOTS = """
SELECT m.programme_id, s.match_id, s.participant_id FROM contact_snapshot s JOIN match m ON m.id = s.match_id
 WHERE m.programme_id = ANY(%s)
"""
STAFF = """
SELECT g.id AS programme_id, w.person_id FROM programme g JOIN organisation_member w USING (organisation_id) WHERE g.id = ANY(%s)
"""
COMMANDS = """
SELECT i.caller_id, i.key, i.answer, i.xmin::text::bigint AS xmin FROM idempotency i WHERE i.caller_id = ANY(%s)
"""


@dataclass(slots=True)
class Txn:
    """One committed transaction: its events, its place in the order, and when its first and last row were written."""

    xid: int
    order: int
    first: float
    last: float
    events: list[Event] = field(default_factory=list)


@dataclass(slots=True)
class Stored:
    """A command that the runner wrote down: the transaction that did it and the answer it keeps."""

    caller: UUID
    key: str
    answer: str | None
    xid: int


@dataclass
class Record:
    """All that the database holds about one programme."""

    programme: UUID
    txns: list[Txn] = field(default_factory=list)
    coordinators: set[UUID] = field(default_factory=set)
    parts: list[Part] = field(default_factory=list)
    participants: dict[UUID, Row] = field(default_factory=dict)
    requests: dict[UUID, Row] = field(default_factory=dict)
    proposals: dict[UUID, Row] = field(default_factory=dict)
    matches: dict[UUID, Row] = field(default_factory=dict)
    members: defaultdict[UUID, list[Row]] = field(default_factory=lambda: defaultdict(list))
    disclosures: list[tuple[UUID, UUID, UUID]] = field(default_factory=list)
    snapshots: list[tuple[UUID, UUID]] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)
    commands: list[Stored] = field(default_factory=list)


def read(url: str, programmes: Collection[UUID]) -> dict[UUID, Record]:
    """Return the records of these programmes, all of one moment."""
    wanted = list(programmes)
    records = {each: Record(each) for each in wanted}
    with psycopg.connect(url, row_factory=dict_row) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ

        def rows(statement: str) -> list[Row]:
            return connection.execute(statement.encode(), (wanted,)).fetchall()

        for row in rows(STAFF):
            records[row["programme_id"]].coordinators.add(row["person_id"])
        for statement, name in ((REQUESTS, "requests"), (PROPOSALS, "proposals"), (MATCHES, "matches"), (PARTS, "participants")):
            for row in rows(statement):
                getattr(records[row["programme_id"]], name)[row["id"]] = row
        _of_matches(records, rows)
        for row in rows(MESSAGES):
            if row["kind"] not in WORKERS_OWN:
                records[row["programme_id"]].mails.append(Mail(row["subject_id"], row["recipient_id"], row["kind"]))
        _transactions(records, rows(AUDIT))
        for record in records.values():
            record.parts = [_part(record, row) for row in record.participants.values()]
        _commands(records, connection)
    return records


def _of_matches(records: dict[UUID, Record], rows: Callable[[str], list[Row]]) -> None:
    for row in rows(MEMBERS):
        records[row["programme_id"]].members[row["match_id"]].append(row)
    for row in rows(DISCLOSURES):
        records[row["programme_id"]].disclosures.append((row["match_id"], row["owner_id"], row["receiver_id"]))
    for row in rows(SNAPSHOTS):
        records[row["programme_id"]].snapshots.append((row["match_id"], row["participant_id"]))


def _transactions(records: dict[UUID, Record], rows: list[Row]) -> None:
    found: dict[tuple[UUID, int], Txn] = {}
    for row in rows:
        txn = found.get((row["programme_id"], row["xid"]))
        if txn is None:
            txn = found[row["programme_id"], row["xid"]] = Txn(row["xid"], row["id"], row["at"], row["at"])
            records[row["programme_id"]].txns.append(txn)
        txn.last = row["at"]
        plain = (row["act"], row["subject_id"], row["caller_id"], row["on_behalf_of"], row["from_state"], row["to_state"])
        txn.events.append(Event(*plain, _note(row["details"])))


def _note(details: Row) -> str:
    if "to" in details:
        return f"{details['from']}-{details['to']}"
    if "overrides" in details:
        return ",".join(details["overrides"])
    return str(details.get("reason") or details.get("role") or ",".join(details.get("fields", [])))


def _part(record: Record, row: Row) -> Part:
    """Return a participant as they were at first: the log tells the rest."""
    state, places, changed = row["state"], row["places"], False
    for txn in record.txns:
        for event in txn.events:
            if event.subject == row["id"] and event.act == "made":
                state = event.after
            if event.subject == row["id"] and event.act == "places_changed" and not changed:
                places, changed = int(event.note.split("-")[0]), True
    return Part(row["id"], row["person_id"], row["role"], state, places, row["level"], tuple(row["seeks"] or ()))


def _commands(records: dict[UUID, Record], connection: psycopg.Connection[Row]) -> None:
    home: dict[UUID, UUID] = {}
    for record in records.values():
        for person in (*record.coordinators, *(row["person_id"] for row in record.participants.values())):
            home[person] = record.programme
    for row in connection.execute(COMMANDS, (list(home),)):
        stored = Stored(row["caller_id"], row["key"], row["answer"], row["xmin"])
        records[home[row["caller_id"]]].commands.append(stored)
