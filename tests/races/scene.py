"""A stage for rival acts: one is held open after its locks and rows, the other must wait, then both go on.

Nothing sleeps: the first act stands still inside its own transaction until the second is seen, in PostgreSQL's own view
of who waits for whom, to wait for exactly that transaction. After each scene the judge replays the programme's log.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from kisalli.core.acts import Acts
from kisalli.core.acts import Command as RunnerCommand
from kisalli.core.caller import Caller
from kisalli.core.db import transaction
from kisalli.core.errors import Problem
from kisalli.core.ids import new_id
from kisalli.requests import proposals, service, taking_part
from kisalli.requests.closing import Overdue, close_overdue
from kisalli.requests.schemas import DeclineIn, EndIn, ProposalIn, RequestIn
from tests.factories import Someone, World
from tests.races.checker import Setting, check
from tests.races.commands import Call, Command, Do
from tests.races.log import Record, read

PATIENCE_SECONDS = 10
WAITERS = text("SELECT count(*) FROM pg_stat_activity WHERE :pid = ANY(pg_blocking_pids(pid))")
PID = text("SELECT pg_backend_pid()")
PARTIES = text("SELECT id FROM participant WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
SOON = "UPDATE {table} SET expires_at = clock_timestamp() WHERE id = :id"
AGED = text("INSERT INTO audit (programme_id, act, subject, subject_id) VALUES (:programme_id, 'aged', :table, :id)")

T = TypeVar("T")
Act = Callable[[AsyncSession], Awaitable[BaseModel]]


@dataclass
class Hold:
    """A place to stand still in: `pid` is the backend that waits there with its locks."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    pid: int = 0

    async def stand(self, session: AsyncSession) -> None:
        """Stand here until released."""
        self.pid = await session.scalar(PID) or 0
        self.reached.set()
        await self.release.wait()


def standing_in(hold: Hold | None, act: Act) -> Act:
    """Return an act that stands still in a hold before its commit; as it is without one."""

    async def acted(session: AsyncSession) -> BaseModel:
        answer = await act(session)
        if hold is not None:
            await hold.stand(session)
        return answer

    return acted


@dataclass(frozen=True)
class Got:
    """What an act came to: its answer or the code of its refusal."""

    code: str | None
    body: dict[str, Any]

    @override
    def __str__(self) -> str:
        """Return the code, or the state that was answered."""
        return self.code or str(self.body.get("state", "done"))


@dataclass
class Scene:
    """One programme, the runner, and all calls made here."""

    world: World
    acts: Acts
    url: str
    settings: dict[int, Setting] = field(default_factory=lambda: {1: Setting()})
    calls: list[Call] = field(default_factory=list)

    # Commands of people.

    def by(self, someone: Someone, do: Do, subject: UUID | str | Someone | None = None, **more: Any) -> Command:
        """Return a command of somebody; a subject may be given as an answer wrote it."""
        if isinstance(subject, Someone):
            subject = subject.id
        return Command(do, someone.person_id, UUID(subject) if isinstance(subject, str) else subject, **more)

    def sending(self, mentee: Someone, mentor: Someone) -> Command:
        """Return a mentee's request."""
        return Command(Do.SEND, mentee.person_id, mentor=mentor.id)

    async def sent(self, mentee: Someone, mentor: Someone) -> UUID:
        """Send a request that succeeds."""
        got = await self.do(self.sending(mentee, mentor))
        assert got.code is None, got
        return UUID(got.body["id"])

    async def proposed(self, mentor: Someone, mentee: Someone, *overrides: str) -> UUID:
        """Propose a pair, successfully."""
        command = self.by(self.world.coordinator, Do.PROPOSE, mentor=mentor.id, mentee=mentee.id, overrides=overrides)
        got = await self.do(command)
        assert got.code is None, got
        return UUID(got.body["id"])

    async def do(self, command: Command, key: str | None = None, hold: Hold | None = None) -> Got:
        """Run a command as its caller's HTTP call would, and write down what came of it."""
        act, start, key = self._act(command), time.time(), key or f"scene:{new_id()}"
        caller = command.caller or UUID(int=0)
        run = RunnerCommand.of(caller, repr(command), key=key)

        try:
            got = Got(None, json.loads(await self.acts.run(run, standing_in(hold, act))))
        except Problem as problem:
            got = Got(problem.code, {})
            status = problem.status
        else:
            status = 200
        if command.do != Do.TEND:
            self.calls.append(Call(command, key, start, time.time(), status, got.code, got.body))
        return got

    def _act(self, command: Command) -> Act:
        caller, programme = Caller(command.caller or UUID(int=0)), self.world.programme_id
        subject, behalf = command.subject or UUID(int=0), command.on_behalf_of
        mentor, mentee = command.mentor or UUID(int=0), command.mentee or UUID(int=0)
        asked = RequestIn(mentor_id=mentor, message="Hello!")
        suggested = ProposalIn.model_validate({"mentor_id": mentor, "mentee_id": mentee, "overrides": list(command.overrides)})
        acts: dict[Do, Act] = {
            Do.SEND: lambda s: service.send(s, programme, asked, caller),
            Do.ACCEPT: lambda s: service.accept(s, subject, caller),
            Do.DECLINE: lambda s: service.decline(s, subject, DeclineIn(), caller),
            Do.RELEASE: lambda s: service.release(s, subject, caller),
            Do.WITHDRAW: lambda s: service.withdraw(s, subject, caller),
            Do.PROPOSE: lambda s: proposals.propose(s, programme, suggested, caller),
            Do.AGREE: lambda s: proposals.agree(s, subject, behalf, caller),
            Do.REFUSE: lambda s: proposals.refuse(s, subject, behalf, caller),
            Do.TAKE_BACK: lambda s: proposals.take_back(s, subject, caller),
            Do.PAUSE: lambda s: taking_part.pause(s, subject, caller),
            Do.RESUME: lambda s: taking_part.resume(s, subject, caller),
            Do.LEAVE: lambda s: taking_part.leave(s, subject, caller),
            Do.REMOVE: lambda s: taking_part.remove(s, subject, caller),
            Do.APPROVE: lambda s: taking_part.approve(s, subject, caller),
            Do.SEND_BACK: lambda s: taking_part.send_back(s, subject, None, caller),
            Do.PLACES: lambda s: taking_part.set_places(s, subject, command.places, caller),
            Do.END: lambda s: taking_part.end(s, subject, EndIn(), caller),
            Do.TEND: lambda s: close_overdue(s, Overdue(programme, mentor, mentee)),
        }
        return acts[command.do]

    # Rivals.

    def start(self, command: Command, hold: Hold) -> asyncio.Task[Got]:
        """Start an act that will stand still before its commit."""
        return asyncio.create_task(self.do(command, hold=hold))

    async def race(
        self, first: Command, second: Command, *, keys: tuple[str | None, str | None] = (None, None)
    ) -> tuple[Got, Got]:
        """Run `first` up to its commit, see `second` wait for it, let both end; the judge must find nothing."""
        hold = Hold()
        one = asyncio.create_task(self.do(first, keys[0], hold))
        two = await self.beside(hold, one, lambda: self.do(second, keys[1]))
        got = await one, two
        self.judge()
        return got

    async def overtake(self, first: Command, second: Command) -> tuple[Got, Got]:
        """Hold `first` before its commit and let `second` run to its end beside it; nothing makes it wait."""
        hold = Hold()
        one = self.start(first, hold)
        await hold.reached.wait()
        two = await self.do(second)
        hold.release.set()
        return await one, two

    async def beside(self, hold: Hold, holder: asyncio.Task[Any], rival: Callable[[], Awaitable[T]]) -> T:
        """Start a rival of what stands in `hold`, wait until it waits, release the first and return the rival's result."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            reached = asyncio.create_task(hold.reached.wait())
            await asyncio.wait([reached, holder], return_when=asyncio.FIRST_COMPLETED)
            assert hold.reached.is_set(), f"the first act ended before its commit: {holder.result()}"
            task = asyncio.ensure_future(rival())
            await self._until_blocked(hold.pid, task)
            hold.release.set()
            return await task

    async def _until_blocked(self, pid: int, rival: asyncio.Future[Any]) -> None:
        while True:
            async with transaction(self.world.sessions) as session:
                if await session.scalar(WAITERS, {"pid": pid}):
                    return
            assert not rival.done(), f"the second act did not wait for the first: {rival.result()}"

    @asynccontextmanager
    async def held(self, body: Callable[[AsyncSession], Awaitable[Any]]) -> AsyncIterator[tuple[Hold, asyncio.Task[Any]]]:
        """Hold a plain transaction open after `body`; it commits when released."""
        hold = Hold()

        async def run() -> Any:
            async with transaction(self.world.sessions) as session:
                result = await body(session)
                await hold.stand(session)
                return result

        task = asyncio.create_task(run())
        yield hold, task
        await task

    # Time and truth.

    async def age(self, identifier: UUID, table: str = "request") -> None:
        """Let a request's or proposal's time be over, under the locks that its acts take, and leave a trace in the log."""
        async with transaction(self.world.sessions) as session:
            await self.aging(session, identifier, table)

    async def aging(self, session: AsyncSession, identifier: UUID, table: str = "request") -> None:
        """Do so in a transaction of the caller's."""
        row = (await session.execute(text(f"SELECT mentor_id, mentee_id FROM {table} WHERE id = :id"), {"id": identifier})).one()
        await session.execute(PARTIES, {"ids": [row.mentor_id, row.mentee_id]})
        await session.execute(text(SOON.format(table=table)), {"id": identifier})
        await session.execute(AGED, {"programme_id": self.world.programme_id, "table": table, "id": identifier})

    def record(self) -> Record:
        """Read what the database holds about this programme."""
        return read(self.url, [self.world.programme_id])[self.world.programme_id]

    def judge(self) -> None:
        """Let the judge see the log, the tables and every call so far."""
        violations = check(self.record(), self.calls, self.settings).violations
        assert not violations, "\n".join(violations)

    async def state(self, table: str, identifier: UUID) -> str:
        """Return the state of a row."""
        return str((await self.world.one(table, id=identifier))["state"])

    async def told(self, kind: str, subject: UUID) -> set[UUID]:
        """Return the people who get a mail of a kind about something."""
        return {row["recipient_id"] for row in await self.world.rows("message", kind=kind, subject_id=subject)}
