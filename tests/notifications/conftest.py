"""A database of its own for mails (the queue takes whatever is due, so other tests' messages must not lie in it), and sinks."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import event, insert, text, update

from kisalli.concerns.models import Concern, ConcernRecipient
from kisalli.core.db import Sessions, create_engine, create_sessions, transaction
from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.database import migrate
from kisalli.events.models import Event, EventSignUp
from kisalli.matches.models import ContactSnapshot, Disclosure, Match, MatchMember, MentoringGroup
from kisalli.meetings.models import Meeting, MeetingTime
from kisalli.messages.models import Message, MessageKind
from kisalli.messages.service import News, tell
from kisalli.notifications.facts import Facts, gather
from kisalli.requests.models import Proposal, Request
from kisalli.surveys.models import HelpCall, Survey
from kisalli.terms.models import Consent, ConsentKind
from tests.conftest import create_database
from tests.factories import Someone, World


@dataclass
class Sink:
    """A mail server of the test: answers by recipient, keeps what it took."""

    port: int = 0
    taken: list[Envelope] = field(default_factory=list)
    connections: int = 0
    at_rcpt: dict[str, str] = field(default_factory=dict)
    at_data: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.at_rcpt.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self._answer(server, self.at_rcpt.get(address, "250 OK"))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        await asyncio.sleep(self.seconds)
        answer = self.at_data.get(envelope.rcpt_tos[0], "250 OK")
        if answer.startswith("250") or answer == "take and cut":
            self.taken.append(envelope)
        return await self._answer(server, answer)

    @staticmethod
    async def _answer(server: SMTP, answer: str) -> str:
        if answer == "hang":
            await asyncio.sleep(30)
        if answer in {"cut", "take and cut"}:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "421 gone"
        return answer


@asynccontextmanager
async def running(sink: Sink) -> AsyncIterator[Sink]:
    """Run a sink on a free port, or on the one that it has."""

    def accept() -> SMTP:
        sink.connections += 1
        return SMTP(sink, hostname="sink.test", loop=asyncio.get_running_loop(), enable_SMTPUTF8=False)

    server = await asyncio.get_running_loop().create_server(accept, "127.0.0.1", sink.port)
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        server.close()


@pytest.fixture
async def sink() -> AsyncIterator[Sink]:
    """A mail server that takes everything, until the test says otherwise."""
    async with running(Sink()) as it:
        yield it


RunSink = Callable[[Sink], AbstractAsyncContextManager[Sink]]


@pytest.fixture
def run_sink() -> RunSink:
    """How a test runs a sink of its own, for instance again on the same port."""
    return running


def mail_settings(port: int | None, **more: Any) -> Settings:
    """Settings that deliver to a port of this machine."""
    host = "127.0.0.1" if port else None
    values: dict[str, Any] = {
        "public_url": "https://mentoring.example.org",
        "smtp_from": "kisalli@example.org",
        "smtp_starttls": False,
    }
    return Settings(demo=True, smtp_host=host, smtp_port=port or 25, smtp_timeout_seconds=0.5, **(values | more))


@pytest.fixture
def mailing(sink: Sink) -> Settings:
    """Settings that deliver to the sink."""
    return mail_settings(sink.port)


@pytest.fixture(scope="session")
async def mail_sessions(worker_id: str, settings: Settings) -> AsyncIterator[Sessions]:
    """The session factory of the worker's own migrated database for mails."""
    url = create_database(f"mails_{worker_id}")
    migrate(url)
    engine = create_engine(url, settings)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def sessions(mail_sessions: Sessions) -> Sessions:
    """The database with an empty queue."""
    async with transaction(mail_sessions) as session:
        await session.execute(text("DELETE FROM message"))
    return mail_sessions


class Office(World):
    """A programme whose requests, proposals and matches are made straight in the tables, in any state."""

    async def insert(self, model: type[Any], **values: Any) -> None:
        """Insert a row past the guards, which demand a whole act around it."""
        async with transaction(self.sessions) as session:
            await session.execute(text("SET LOCAL session_replication_role = replica"))
            await session.execute(insert(model).values(**values))

    def _pair(self, mentor: Someone, mentee: Someone) -> dict[str, Any]:
        return {"id": new_id(), "programme_id": self.programme_id, "mentor_id": mentor.id, "mentee_id": mentee.id}

    async def request(self, mentor: Someone, mentee: Someone, **values: Any) -> UUID:
        """Make a request, pending unless `state` says otherwise."""
        now = datetime.now(UTC)
        row = self._pair(mentor, mentee)
        row |= {"message": "I study energy.", "sent_at": now, "expires_at": now + timedelta(days=5)}
        closed = values.get("state", "pending") != "pending"
        row |= {"closed_at": now} if closed else {"mentor_slot": 1, "mentee_slot": 1}
        await self.insert(Request, **(row | values))
        return UUID(str(row["id"]))

    async def proposal(self, mentor: Someone, mentee: Someone, **values: Any) -> UUID:
        """Make a proposal."""
        now = datetime.now(UTC)
        row = self._pair(mentor, mentee)
        row |= {"proposed_at": now, "expires_at": now + timedelta(days=5)}
        row |= {"closed_at": now} if values.get("state", "pending") != "pending" else {}
        await self.insert(Proposal, **(row | values))
        return UUID(str(row["id"]))

    async def match(self, mentor: Someone, mentee: Someone, **values: Any) -> UUID:
        """Make a pair's match with its snapshots and ledger."""
        match_id, active = new_id(), values.get("state", "active") == "active"
        ended = {} if active else {"ended_at": datetime.now(UTC), "end_reason": "by_member"}
        row = {"id": match_id, "programme_id": self.programme_id, "opened_at": datetime.now(UTC)}
        await self.insert(Match, **(row | ended | values))
        for someone, partner, role in ((mentor, mentee, "mentor"), (mentee, mentor, "mentee")):
            place = 1 if active and role == "mentor" else None
            member = {"match_id": match_id, "participant_id": someone.id, "programme_id": self.programme_id, "role": role}
            slot = 1 if active and role == "mentee" else None
            await self.insert(MatchMember, **member, active=active, place_number=place, mentee_slot=slot)
            card = {"name": f"The {role}", "email": f"{role}.contact@example.org", "phone": "+358 40 123 4567"}
            await self.insert(ContactSnapshot, match_id=match_id, participant_id=someone.id, **card)
            ledger = {"owner_id": someone.id, "receiver_id": partner.id, "fields": ["name", "email", "phone"]}
            await self.insert(Disclosure, id=new_id(), match_id=match_id, **ledger)
        return match_id

    async def left_group(self, mentor: Someone) -> tuple[UUID, Someone]:
        """Make a group of a mentor's that a mentee has left; return it and who left."""
        match_id, leaver, now = new_id(), await self.mentee(), datetime.now(UTC)
        row = {"match_id": match_id, "programme_id": self.programme_id}
        await self.insert(Match, id=match_id, programme_id=self.programme_id, kind="group", opened_at=now)
        told = {"theme": "Into work", "description": "", "languages": ["en"], "accepting": True}
        await self.insert(MentoringGroup, **row, **told)
        await self.insert(MatchMember, **row, kind="group", role="mentor", participant_id=mentor.id, place_number=9)
        gone = {"active": False, "left_at": now}
        await self.insert(MatchMember, **row, kind="group", role="mentee", participant_id=leaver.id, **gone)
        return match_id, leaver

    async def meeting(self, match_id: UUID, by: Someone, **values: Any) -> UUID:
        """Make a meeting of a match, planned unless told otherwise."""
        row = {"id": new_id(), "match_id": match_id, "programme_id": self.programme_id, "proposed_by": by.id}
        row |= {"state": "planned", "zone": "Europe/Helsinki", "minutes": 60, "mode": "remote"}
        starts_at = None if values.get("state") == "proposed" else datetime.now(UTC) + timedelta(days=3)
        await self.insert(Meeting, **(row | {"starts_at": starts_at} | values))
        return row["id"]

    async def proposed(self, match_id: UUID, by: Someone, *times: datetime, **values: Any) -> UUID:
        """Make a meeting that is proposed for some times."""
        meeting_id = await self.meeting(match_id, by, state="proposed", **values)
        for each in times:
            await self.insert(MeetingTime, id=new_id(), meeting_id=meeting_id, starts_at=each)
        return meeting_id

    async def event(self, someone: Someone, sign_up: str = "seat", state: str = "published") -> tuple[UUID, UUID]:
        """Make an event in ten days that somebody is signed up for; return its id and the sign-up's."""
        event_id, sign_up_id, starts = new_id(), new_id(), datetime.now(UTC) + timedelta(days=10)
        times = {"starts": starts, "ends": starts + timedelta(hours=2), "sign_up_closes": starts}
        texts = [{"language": each, "title": f"Lorem {each}", "description": ""} for each in ("en", "fi", "sv")]
        row = {"id": event_id, "programme_id": self.programme_id, "state": state, "seats": 1, "roles": ["mentor", "mentee"]}
        await self.insert(Event, **row, **times, language="en", texts=texts, place_kind="on_campus", place="Hall A")
        taken = {"seat": 1, "of_seats": 1} if sign_up == "seat" else {"position": 1} if sign_up == "waiting" else {}
        values = {"id": sign_up_id, "event_id": event_id, "participant_id": someone.id, "state": sign_up}
        await self.insert(EventSignUp, **values, **taken)
        return event_id, sign_up_id

    async def survey(self, **values: Any) -> UUID:
        """Make a survey that is open to everybody."""
        now = datetime.now(UTC)
        times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=7), "published_at": now}
        row = {"id": new_id(), "programme_id": self.programme_id, "anonymous": True, "roles": ["mentee", "mentor"]}
        row |= {"audience": "everybody", "reminder_days": [4], "title": {"en": "How is it going?"}, "intro": {}, "questions": []}
        await self.insert(Survey, **(row | times | values))
        return UUID(str(row["id"]))

    async def later_survey(self, someone: Someone, **values: Any) -> UUID:
        """Make the survey half a year later, open to somebody who agreed to it."""
        told = {"person_id": someone.person_id, "participant_id": someone.id, "language": "en", "wording_hash": b"-"}
        await self.insert(Consent, id=new_id(), kind=ConsentKind.LATER_SURVEY, version=1, **told)
        return await self.survey(kind="later", audience="consented", **values)

    async def help_call(self, someone: Someone, survey_id: UUID, words: str = "We never met.") -> UUID:
        """Let somebody have asked for help beside a survey."""
        call_id = new_id()
        await self.insert(HelpCall, id=call_id, survey_id=survey_id, participant_id=someone.id, words=words)
        return call_id

    async def ended(self, match_id: UUID) -> None:
        """End a match."""
        async with transaction(self.sessions) as session:
            await session.execute(text("SET LOCAL session_replication_role = replica"))
            ended = {"state": "ended", "ended_at": datetime.now(UTC), "end_reason": "by_member"}
            await session.execute(update(Match).where(Match.id == match_id).values(**ended))

    async def concern(self, someone: Someone) -> UUID:
        """Let somebody tell the coordinator something in confidence."""
        concern_id = new_id()
        await self.insert(Concern, id=concern_id, programme_id=self.programme_id, raised_by=someone.id)
        await self.insert(ConcernRecipient, concern_id=concern_id, person_id=self.coordinator.person_id)
        return concern_id

    async def tell(self, someone: Someone, kind: MessageKind, subject_id: UUID, occasion: int = 0, **details: str) -> UUID:
        """Write a message row and return its id."""
        async with transaction(self.sessions) as session:
            tell(session, News(self.programme_id, someone.person_id, kind, subject_id, occasion, details))
        subject = {"subject_id": subject_id, "recipient_id": someone.person_id, "kind": kind, "occasion": occasion}
        return UUID(str((await self.one("message", **subject))["id"]))

    async def asked(self, **values: Any) -> tuple[Someone, UUID]:
        """Make a mentor who is told of a pending request; return the mentor and the message's id."""
        mentor, mentee = await self.mentor(), await self.mentee()
        return mentor, await self.tell(mentor, MessageKind.REQUEST_SENT, await self.request(mentor, mentee, **values))

    async def speak(self, someone: Someone, language: str) -> None:
        """Set somebody's language."""
        await self.sql("UPDATE person SET language = :language WHERE id = :id", language=language, id=someone.person_id)


@pytest.fixture
async def office(sessions: Sessions, keys: Keys) -> Office:
    """A programme of this test's own in the database for mails; it has no API."""
    return await Office.make(sessions, keys, httpx.AsyncClient())


async def gathered(sessions: Sessions, identifiers: list[UUID]) -> tuple[Facts, int]:
    """Return what these messages are about, and in how many statements it was loaded."""
    statements: list[str] = []
    async with transaction(sessions) as session:
        messages = [await session.get_one(Message, each) for each in identifiers]
        connection = (await session.connection()).sync_connection
        event.listen(connection, "before_cursor_execute", lambda *args: statements.append(args[2]))
        return await gather(session, messages), len(statements)
