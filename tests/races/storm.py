"""A storm: clients at random through HTTP against real processes that get killed; afterwards the judge sees everything."""

import asyncio
import contextlib
import json
import random
import tempfile
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import UUID

import psycopg

from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from tests.races.checker import check
from tests.races.clients import Client, Count, Keeper, Time
from tests.races.commands import Do
from tests.races.log import Record, read
from tests.races.machines import Database, Part, free_port
from tests.races.mail_sink import Sink, mail_sink
from tests.races.stage import Theatre
from tests.races.worlds import places

MENTORS, MENTEES = 4, 10
BATCH = 8  # programmes made at a time
JUDGED_AT_ONCE = 50
KINDS_OF_FAULTS = 5
GRACE_SECONDS = 60  # for clients to end what they are at


@dataclass(frozen=True)
class Plan:
    """How long and how hard: until `acts` calls were made and every kind of fault was seen, or for `seconds` whatever happens."""

    seed: int
    acts: int
    seconds: float
    clients: int = 24
    theatres: int = 6
    budget: int = 250
    fault_every: float = 3.0
    webs: int = 2


@dataclass
class Report:
    """What happened."""

    seed: int
    calls: int = 0
    transactions: int = 0
    programmes: int = 0
    seconds: float = 0
    kills: Counter[str] = field(default_factory=Counter)
    retries: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    unavailable: int = 0
    deadlocks: int = 0
    mails: int = 0
    mails_sent_twice: int = 0
    violations: list[str] = field(default_factory=list)
    history: Path | None = None

    def lines(self) -> Iterator[str]:
        """Yield the report as people read it."""
        a_second = self.calls / max(self.seconds, 0.001)
        yield f"seed {self.seed}: {self.calls} calls in {self.seconds:.0f} s = {a_second:.0f} a second"
        yield f"{self.transactions} committed transactions in {self.programmes} programmes"
        yield f"killed or cut: {dict(sorted(self.kills.items()))}"
        yield f"answers lost: {self.lost}, 503: {self.unavailable}, acts run again by the runner: {dict(self.retries)}"
        yield f"refusals: {dict(self.refusals.most_common())}"
        yield f"mails delivered: {self.mails}, of these more than once: {self.mails_sent_twice}"
        yield f"deadlocks: {self.deadlocks}"
        yield f"violations: {len(self.violations)}"
        yield from self.violations[:20]
        if self.history is not None:
            yield f"history: {self.history}"


class Storm:
    """One run. Whatever was started ends with it."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan, self.folder = plan, folder
        self.dice = random.Random(plan.seed)
        self.keys = Keys(Settings(demo=True))
        self.count, self.report = Count(), Report(plan.seed)
        self.theatres: list[Theatre] = []
        self.past: list[Theatre] = []
        self._fresh: deque[Theatre] = deque()
        self._over = asyncio.Event()

    async def run(self, say: Callable[[str], None] = lambda _: None) -> Report:
        """Storm, stop everything, judge."""
        async with mail_sink() as sink, self._machines(sink) as (database, webs, worker):
            say(f"seed {self.plan.seed}; {self.plan.webs} web processes, a worker and a database in {self.folder}")
            await self._refill(database)
            began = time.monotonic()
            await self._blow(database, webs, worker, say)
            self.report.seconds = time.monotonic() - began
            for part in (*webs, worker):
                await asyncio.to_thread(part.stop)
                self.report.retries.update(part.retries)
            await asyncio.to_thread(self._judge, database, sink)
            self.report.deadlocks = database.deadlocks()
        return self.report

    @asynccontextmanager
    async def _machines(self, sink: Sink) -> AsyncIterator[tuple[Database, list[Part], Part]]:
        database = await asyncio.to_thread(Database.create, self.folder)
        common = {"KISALLI_DEMO": "true", "KISALLI_DATABASE_URL": database.url, "KISALLI_LOG_LEVEL": "WARNING"}
        common |= {"KISALLI_SMTP_HOST": "127.0.0.1", "KISALLI_SMTP_PORT": str(sink.port), "KISALLI_SMTP_STARTTLS": "false"}
        common |= {"KISALLI_SPA_DIR": str(self.folder / "none"), "KISALLI_POOL_SIZE": "16", "KISALLI_LOG_JSON": "true"}
        ports = [free_port() for _ in range(self.plan.webs)]
        webs = [
            Part("serve", common | {"KISALLI_PORT": str(port)}, self.folder / f"web-{number}.log", port)
            for number, port in enumerate(ports)
        ]
        worker = Part("worker", common, self.folder / "worker.log")
        try:
            for part in (*webs, worker):
                part.start()
            for web in webs:
                await asyncio.to_thread(web.wait_until_ready)
            yield database, webs, worker
        finally:
            for part in (*webs, worker):
                await asyncio.to_thread(part.stop)
            await asyncio.to_thread(database.stop)

    # The stage.

    async def _refill(self, database: Database) -> None:
        """Keep fresh programmes in stock; the database may be away just now."""
        while len(self._fresh) < BATCH:
            with contextlib.suppress(psycopg.OperationalError):
                made = await asyncio.to_thread(places, database.url, self.keys, BATCH, MENTORS, MENTEES, self.dice)
                self._fresh.extend(Theatre(place, self.plan.budget) for place in made)
                continue
            await asyncio.sleep(0.1)
        while len(self.theatres) < self.plan.theatres and self._fresh:
            self.theatres.append(self._fresh.popleft())

    async def _supply(self, database: Database) -> None:
        while not self._over.is_set():
            await self._refill(database)
            await asyncio.sleep(0.1)

    def _theatre(self) -> Theatre:
        """Return a programme to act in; one that is used up makes room for a fresh one."""
        theatre = self.dice.choice(self.theatres)
        theatre.budget -= 1
        if theatre.budget <= 0 and self._fresh:
            self.theatres.remove(theatre)
            self.past.append(theatre)
            self.theatres.append(self._fresh.popleft())
        return theatre

    # The wind.

    async def _blow(self, database: Database, webs: list[Part], worker: Part, say: Callable[[str], None]) -> None:
        ports = [web.port for web in webs]
        helpers = [self._supply(database), self._keep(ports), self._faults(database, webs, worker), self._tell(say)]
        running = [asyncio.create_task(each) for each in helpers]
        clients = [asyncio.create_task(self._client(ports, Time(lambda: database.url))) for _ in range(self.plan.clients)]
        try:
            async with asyncio.timeout(self.plan.seconds + GRACE_SECONDS):
                await self._over_after(self.plan.seconds, running)
                await asyncio.gather(*clients)
                await asyncio.gather(*running)
        finally:
            for task in (*clients, *running):
                task.cancel()
            await asyncio.gather(*clients, *running, return_exceptions=True)

    async def _over_after(self, seconds: float, running: list[asyncio.Task[None]]) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._enough:
            for task in running:
                if task.done():
                    task.result()
            await asyncio.sleep(0.05)
        self._over.set()

    @property
    def _enough(self) -> bool:
        return self.count.calls >= self.plan.acts and (not self.plan.fault_every or len(self.report.kills) == KINDS_OF_FAULTS)

    async def _client(self, ports: list[int], clock: Time) -> None:
        client = Client(ports, self.dice, self.count)
        try:
            while not self._over.is_set():
                theatre = self._theatre()
                command = theatre.draw(self.dice)
                if command.do == Do.AGE:
                    await clock.age(command)
                else:
                    await client.act(theatre, command)
        finally:
            client.close()

    async def _keep(self, ports: list[int]) -> None:
        keeper = Keeper(ports, self.dice)
        try:
            while not self._over.is_set():
                await keeper.change(self.dice.choice(self.theatres))
                await self._pause(self.dice.uniform(0.1, 0.6))
        finally:
            keeper.close()

    async def _faults(self, database: Database, webs: list[Part], worker: Part) -> None:
        """One fault after the other, in an order that has every kind early: short storms see them all."""
        kinds: dict[str, Callable[[], object]] = {
            "connections": lambda: database.drop_connections(self.dice.randint(2, 8)),
            "database": database.kill,
            "web": lambda: self.dice.choice(webs).kill(),
            "worker": worker.kill,
            "backend": database.crash_backend,
        }
        rounds = 0
        while self.plan.fault_every and not await self._pause(self.plan.fault_every):
            names = list(kinds)
            for name in names if not rounds else self.dice.sample(names, len(names)):
                with contextlib.suppress(psycopg.OperationalError):
                    done = await asyncio.to_thread(kinds[name])
                    self.report.kills[name] += done if isinstance(done, int) else 1
                if await self._pause(self.plan.fault_every):
                    return
            rounds += 1

    async def _tell(self, say: Callable[[str], None]) -> None:
        while not await self._pause(15):
            say(f"{self.count.calls} calls, killed or cut {dict(self.report.kills)}")

    async def _pause(self, seconds: float) -> bool:
        """Wait; True when the storm is over."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), seconds)
        return self._over.is_set()

    # The judgement.

    def _judge(self, database: Database, sink: Sink) -> None:
        theatres = [*self.past, *self.theatres]
        for start in range(0, len(theatres), JUDGED_AT_ONCE):
            some = {each.place.programme_id: each for each in theatres[start : start + JUDGED_AT_ONCE]}
            for programme, record in read(database.url, some).items():
                self._judge_one(some[programme], record)
        self._judge_mails(database, sink)
        self.report.violations += [f"an answer of {each}" for each in self.count.strange]
        self.report.calls, self.report.lost = self.count.calls, self.count.lost
        self.report.unavailable, self.report.programmes = self.count.unavailable, len(theatres)

    def _judge_one(self, theatre: Theatre, record: Record) -> None:
        verdict = check(record, theatre.calls, theatre.settings)
        self.report.transactions += verdict.txns
        self.report.refusals.update(verdict.refusals)
        if verdict.violations:
            self.report.violations += verdict.violations
            self._keep_history(theatre, record, verdict.violations)

    def _judge_mails(self, database: Database, sink: Sink) -> None:
        """What was sent is a row, what is marked as sent was sent, and a repeat is the same mail (R16)."""
        with psycopg.connect(database.url) as connection:
            states: dict[UUID, str] = dict(connection.execute("SELECT id, state FROM message").fetchall())
        self.report.mails = len(sink.got)
        for identifier, copies in sink.got.items():
            self.report.mails_sent_twice += len(copies) > 1
            if identifier not in states:
                self.report.violations.append(f"mail {identifier} was sent and is no row: its transaction never happened")
            if len(set(copies)) > 1:
                self.report.violations.append(f"mail {identifier} was sent in {len(set(copies))} versions")
        unsent = [each for each, state in states.items() if state == "sent" and each not in sink.got]
        self.report.violations += [f"mail {each} is marked as sent and never came" for each in unsent]
        if sink.strange:
            self.report.violations.append(f"{sink.strange} mails came without a Message-ID of ours")

    def _keep_history(self, theatre: Theatre, record: Record, violations: list[str]) -> None:
        """Keep what is needed to think about a failure: the calls, the log and what is wrong."""
        folder = Path(tempfile.gettempdir()) / f"kisalli-storm-{self.plan.seed}"
        folder.mkdir(exist_ok=True)
        self.report.history = folder
        with (folder / f"{record.programme}.jsonl").open("w") as file:
            things = [
                *({"violation": each} for each in violations),
                *({"transaction": asdict(txn)} for txn in record.txns),
                *({"call": asdict(call)} for call in sorted(theatre.calls, key=lambda call: call.start)),
                *({"version": version, "setting": asdict(setting)} for version, setting in theatre.settings.items()),
            ]
            file.writelines(json.dumps(thing, default=str) + "\n" for thing in things)


def reachable(folder: Path) -> Path:
    """Open a folder to PostgreSQL, which runs as another user when we are root."""
    folder.chmod(0o755)
    return folder


async def storm(plan: Plan, say: Callable[[str], None] = lambda _: None) -> Report:
    """Run a storm in a temporary folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="kisalli-storm-", ignore_cleanup_errors=True) as folder:
        return await Storm(plan, reachable(Path(folder))).run(say)
