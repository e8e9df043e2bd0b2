"""A programme where the worker has something of every kind to do, and a gate at which its loops can be held in the middle."""

import contextlib
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import psycopg

from kisalli.core.db import Sessions
from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.directory.models import SavedMentor
from kisalli.events.models import Event, EventSignUp
from kisalli.messages.models import MessageKind as Kind
from kisalli.surveys.models import SurveyAnonymousAnswer, SurveyTurnout
from tests.factories import Someone, zone_where_it_is
from tests.notifications.conftest import Office

DAY = timedelta(days=1)
SHUFFLING = "shuffling"  # what leaves no message: a survey's answers are written anew
Told = tuple[Kind, UUID, UUID]


@dataclass
class Due:
    """What is due: of each kind whom it is told, and about what."""

    office: Office
    others: list[Office]
    wanted: set[Told] = field(default_factory=set)
    anonymous: UUID | None = None

    def wants(self, kind: Kind, subject_id: UUID, *people: Someone) -> None:
        """Say what is to be told whom."""
        self.wanted |= {(kind, subject_id, each.person_id) for each in people}

    async def told(self) -> list[Told]:
        """Return what has been left for the mails of these programmes, as often as it was."""
        rows = [row for each in (self.office, *self.others) for row in await each.rows("message", programme_id=each.programme_id)]
        kinds = {kind for kind, _, _ in self.wanted}
        told = [(Kind(row["kind"]), row["subject_id"], row["recipient_id"]) for row in rows if row["kind"] in kinds]
        return [each for each in told if each not in self.before]

    before: set[Told] = field(default_factory=set)


async def make(sessions: Sessions, keys: Keys, http: httpx.AsyncClient, pairs: int) -> Due:
    """Make three programmes: one in the middle, one whose months are over, one whose window for requests is; so many pairs."""
    now, zone = datetime.now(UTC), zone_where_it_is(9)
    office = await Office.make(sessions, keys, http, zone=zone)
    over = await Office.make(sessions, keys, http, zone=zone, running_opens=now - 150 * DAY, running_closes=now - DAY / 2)
    late = await Office.make(sessions, keys, http, zone=zone, requests_opens=now - 9 * DAY, requests_closes=now - 3 * DAY)
    await office.set_programme(running_opens=now - 100 * DAY)
    due = Due(office, [over, late])
    await _quiet_and_asked(due, pairs)
    await _on_the_way(due)
    await _event(due)
    for _ in range(pairs):
        mentor, mentee = await over.mentor(), await over.mentee()
        await over.match(mentor, mentee, opened_at=now - 140 * DAY)
        for each in (mentor, mentee):
            due.wants(Kind.CERTIFICATE_READY, each.id, each)
    left = [await late.mentor(), await late.mentee()]
    due.wants(Kind.UNMATCHED_NEXT, late.programme_id, *left)
    return due


async def _quiet_and_asked(due: Due, pairs: int) -> None:
    """Pairs that have not met, an open survey for them, of which one has heard before; a closed one that is not shuffled yet."""
    office, now = due.office, datetime.now(UTC)
    times = {"opens_at": now - 5 * DAY, "closes_at": now + 5 * DAY}
    survey_id = await office.survey(audience="matched", reminder_days=[4], anonymous=False, **times)
    for number in range(pairs):
        mentor, mentee = await office.mentor(), await office.mentee()
        match_id = await office.match(mentor, mentee, opened_at=now - 20 * DAY)
        due.wants(Kind.MATCH_QUIET, match_id, mentor, mentee)
        due.wants(Kind.SURVEY_OPEN, survey_id, mentor)
        if number:
            due.wants(Kind.SURVEY_OPEN, survey_id, mentee)
            continue
        identifier = await office.tell(mentee, Kind.SURVEY_OPEN, survey_id)
        await office.sql("UPDATE message SET created_at = created_at - interval '2 days' WHERE id = :id", id=identifier)
        due.before.add((Kind.SURVEY_OPEN, survey_id, mentee.person_id))
        due.wants(Kind.SURVEY_REMINDER, survey_id, mentee)
    due.anonymous = await office.survey(opens_at=now - 9 * DAY, closes_at=now - DAY)
    await office.insert(SurveyTurnout, survey_id=due.anonymous)
    for _ in range(5):
        await office.insert(SurveyAnonymousAnswer, id=new_id(), survey_id=due.anonymous, role="mentee", language="en", answers={})


async def _on_the_way(due: Due) -> None:
    """Requests to be reminded of and overdue, a mentor whom somebody waits for, a meeting of a match that ended, a profile."""
    office, now = due.office, datetime.now(UTC)
    mentor, mentee = await office.mentor(), await office.mentee()
    asked = await office.request(mentor, mentee, sent_at=now - 2.5 * DAY, expires_at=now + 2 * DAY)
    due.wants(Kind.REQUEST_REMINDER, asked, mentor)
    mentor, mentee = await office.mentor(), await office.mentee()
    overdue = await office.request(mentor, mentee, sent_at=now - 5 * DAY, expires_at=now - DAY / 24)
    due.wants(Kind.REQUEST_EXPIRED, overdue, mentor, mentee)
    mentor, mentee = await office.mentor(), await office.mentee()
    await office.insert(SavedMentor, mentee_id=mentee.id, mentor_id=mentor.id, position=1, tell_me=True)
    due.wants(Kind.ROOM_AGAIN, mentor.id, mentee)
    mentor, mentee = await office.mentor(), await office.mentee()
    meeting_id = await office.meeting(await office.match(mentor, mentee, state="ended"), mentor)
    due.wants(Kind.MEETING_CANCELLED, meeting_id, mentor, mentee)
    await office.mentor(state="submitted")
    due.wants(Kind.COORDINATOR_DIGEST, office.programme_id, office.coordinator)


async def _event(due: Due) -> None:
    """An event tomorrow, and a full one whose first guest has left while another waits."""
    office, now = due.office, datetime.now(UTC)
    tomorrow, full = await planned(office, now + DAY / 2, 20), await planned(office, now + 10 * DAY, 1)
    for seat in range(1, 4):
        guest = await office.mentee()
        await signed_up(office, tomorrow, guest, state="seat", seat=seat, of_seats=20)
        due.wants(Kind.EVENT_REMINDER, tomorrow, guest)
    gone, waits = await office.mentee(state="left"), await office.mentee()
    await signed_up(office, full, gone, state="seat", seat=1, of_seats=1)
    moves_up = await signed_up(office, full, waits, state="waiting", position=1)
    due.wants(Kind.EVENT_MOVED_UP, moves_up, waits)


async def planned(office: Office, starts: datetime, seats: int) -> UUID:
    event_id = new_id()
    times = {"starts": starts, "ends": starts + DAY / 12, "sign_up_closes": starts}
    texts = [{"language": "en", "title": "Briefing", "description": ""}]
    what = {"language": "en", "texts": texts, "place_kind": "on_campus", "place": "A", "roles": ["mentee"], "seats": seats}
    await office.insert(Event, id=event_id, programme_id=office.programme_id, state="published", **what, **times)
    return event_id


async def signed_up(office: Office, event_id: UUID, guest: Someone, **how: Any) -> UUID:
    sign_up_id, before = new_id(), datetime.now(UTC) - 3 * DAY
    values = {"id": sign_up_id, "event_id": event_id, "participant_id": guest.id, "created_at": before, "changed_at": before}
    await office.insert(EventSignUp, **values, **how)
    return sign_up_id


# Whoever leaves a message of a kind that is held waits before it is there: after its claim, before its commit.
GATE = """
CREATE OR REPLACE FUNCTION wait_at_the_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(4711, hashtext(CASE TG_TABLE_NAME WHEN 'message' THEN to_jsonb(NEW) ->> 'kind'
                                                      ELSE 'shuffling' END));
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER gate BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION wait_at_the_gate();
CREATE OR REPLACE TRIGGER gate BEFORE INSERT ON survey_anonymous_answer FOR EACH ROW EXECUTE FUNCTION wait_at_the_gate();
"""
NO_GATE = "DROP TRIGGER gate ON message; DROP TRIGGER gate ON survey_anonymous_answer; DROP FUNCTION wait_at_the_gate()"
AT_THE_GATE = (
    "SELECT count(*), objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = 4711 AND NOT granted GROUP BY objid"
)


@dataclass
class Gate:
    """Holds the loops that leave something of certain kinds, as long as it is closed for them."""

    connection: psycopg.AsyncConnection[tuple[Any, ...]]
    keys: dict[int, str] = field(default_factory=dict)

    async def close(self, kinds: Iterable[str]) -> None:
        """Let nothing of these kinds through."""
        for kind in kinds:
            row = await (await self.connection.execute("SELECT hashtext(%s)", (kind,))).fetchone()
            assert row is not None
            self.keys[row[0] % 2**32] = kind
            await self.connection.execute("SELECT pg_advisory_lock(4711, hashtext(%s))", (kind,))

    async def open(self) -> None:
        """Let everything through."""
        await self.connection.execute("SELECT pg_advisory_unlock_all()")

    async def held(self) -> dict[str, int]:
        """Return how many wait at the gate, by kind."""
        rows = await (await self.connection.execute(AT_THE_GATE)).fetchall()
        return {self.keys[key]: count for count, key in rows}


@asynccontextmanager
async def gate(url: str) -> AsyncIterator[Gate]:
    """Build a gate, and take it away again."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(GATE)
        try:
            yield Gate(connection)
        finally:
            with contextlib.suppress(psycopg.Error):
                await connection.execute("SELECT pg_advisory_unlock_all()")
            await connection.execute(NO_GATE)


def twice(told: Collection[Told]) -> list[Told]:
    """Return what was told more than once."""
    seen = list(told)
    return [each for each in set(seen) if seen.count(each) > 1]
