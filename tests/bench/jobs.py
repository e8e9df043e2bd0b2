"""What the clock's work costs over 10,000 matches: the seconds until nothing is left to do, and the memory that it took."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

import psycopg

from kisalli.core import embedded
from kisalli.core.acts import Acts
from kisalli.core.db import create_engine, create_sessions, transaction
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.core.signals import Signals
from kisalli.programmes.models import Programme
from kisalli.register.lookup import Lookups
from kisalli.requests.errors import MEANINGS
from kisalli.requests.verifying import Desk
from kisalli.surveys import ready
from kisalli.worker import Work, works
from tests.bench.stage import set_stage
from tests.factories import zone_where_it_is

MATCHES = 10_000
# Rows as the acts leave them; nothing that guards the acts of people is asked when a bench writes them all at once.
PAIRS = """
WITH free AS (
    SELECT p.id, p.role, row_number() OVER (PARTITION BY p.role ORDER BY p.id) AS nth FROM participant p
     WHERE p.programme_id = %(programme_id)s AND p.state = 'active'
       AND NOT EXISTS (SELECT FROM match_member m WHERE m.participant_id = p.id)
), pairs AS MATERIALIZED (
    SELECT gen_random_uuid() AS id, a.id AS mentor_id, b.id AS mentee_id
      FROM free a JOIN free b ON b.nth = a.nth AND b.role = 'mentee' WHERE a.role = 'mentor' LIMIT %(matches)s
), made AS (
    INSERT INTO match (id, programme_id, opened_at)
    SELECT id, %(programme_id)s, clock_timestamp() - interval '100 days' FROM pairs
)
INSERT INTO match_member (match_id, participant_id, programme_id, role, place_number, mentee_slot)
SELECT id, mentor_id, %(programme_id)s, 'mentor', 1, NULL FROM pairs
UNION ALL
SELECT id, mentee_id, %(programme_id)s, 'mentee', NULL, 1 FROM pairs
"""
# Where it is noon, for surveys are told of by day.
CLOCK = """
UPDATE programme SET zone = %(zone)s,
       mentor_signup_opens = %(begun)s - interval '40 days', mentor_signup_closes = %(begun)s - interval '20 days',
       mentee_signup_opens = %(begun)s - interval '40 days', mentee_signup_closes = %(begun)s - interval '1 day',
       requests_opens = %(begun)s - interval '20 days', requests_closes = %(begun)s - interval '1 day',
       running_opens = %(begun)s, running_closes = %(over)s, feedback_closes = %(closed)s, halfway_on = NULL
 WHERE id = %(programme_id)s
"""
OPENED = """
UPDATE survey SET published_at = clock_timestamp(), opens_at = clock_timestamp() - interval '1 day', reminder_days = '{4}',
       closes_at = clock_timestamp() + interval '9 days' WHERE programme_id = %(programme_id)s AND kind = 'halfway'
"""
DAYS_AGO = """
WITH moved AS (UPDATE survey SET opens_at = opens_at - interval '4 days' WHERE programme_id = %(programme_id)s)
UPDATE message SET created_at = created_at - interval '4 days' WHERE programme_id = %(programme_id)s AND kind = 'survey_open'
"""
NOTHING = "SELECT"
WRITTEN = "SELECT count(*) FROM message"
RUNS, OVER, CLOSES, LONG_AGO = (-90, 90, 104), (-180, -1, 13), (-200, -20, -1), (-2500, -2300, -2290)
# What is measured, its job, the days from now at which the months begin and end and feedback closes, and what else happens.
SCENES: tuple[tuple[str, str, tuple[int, int, int], str], ...] = (
    ("quiet pairs", "nudge_quiet", RUNS, NOTHING),
    ("a survey opens", "tend_surveys", RUNS, OPENED),
    ("its reminder", "tend_surveys", RUNS, DAYS_AGO),
    ("the months are over", "tell_certificates", OVER, NOTHING),
    ("feedback has closed", "tend_clock", CLOSES, NOTHING),
    ("nothing is kept any longer", "keep_no_longer", LONG_AGO, NOTHING),
)

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Took:
    """What one scene took: the work, looking once more when nothing is left, mails, and how much the process grew at most."""

    seconds: float
    again: float
    mails: int
    mib: float


async def jobs(cluster: embedded.Cluster, say: Report) -> None:
    """Print what each job takes where it has all matches to do, and where none.

    In a process of its own that has done nothing else, for one that has been bigger before would not be seen to grow.
    """
    stage = await set_stage(cluster, "jobs", MATCHES + 400, MATCHES + 400)
    with psycopg.connect(stage.url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(PAIRS, {"programme_id": stage.programme_id, "matches": MATCHES})
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        all_took = await asyncio.get_running_loop().run_in_executor(process, _play, stage.url, stage.programme_id)
    say("| what | seconds | then again | mails | MiB more at most |\n| --- | --- | --- | --- | --- |")
    for (what, job, _, _), took in zip(SCENES, all_took, strict=True):
        say(f"| {what} ({job}) | {took.seconds:.1f} | {took.again:.2f} | {took.mails:,} | {took.mib:.0f} |")


def _play(url: str, programme_id: UUID) -> list[Took]:
    return asyncio.run(_scenes(url, programme_id))


async def _scenes(url: str, programme_id: UUID) -> list[Took]:
    settings = Settings(demo=True, database_url=url)
    engine = create_engine(url, settings)
    sessions = create_sessions(engine)
    table = works(sessions, Acts(sessions, Signals(), MEANINGS), Desk(Keys(settings), Lookups(own_network=False)), settings)
    async with transaction(sessions) as session:
        await ready.begin(session, await session.get_one(Programme, programme_id))
    all_took = []
    for _, job, days, happens in SCENES:
        _set_clock(url, programme_id, days, happens)
        before, written = _memory(peak=False), _written(url)
        seconds = await _until_done(table[job])
        more = _memory(peak=True) - before
        all_took.append(Took(seconds, await _until_done(table[job]), _written(url) - written, more))
    await engine.dispose()
    return all_took


def _set_clock(url: str, programme_id: UUID, days: tuple[int, int, int], happens: str) -> None:
    now = datetime.now(UTC)
    begun, over, closed = (now + timedelta(days=each) for each in days)
    values = {"programme_id": programme_id, "zone": zone_where_it_is(12), "begun": begun, "over": over, "closed": closed}
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(CLOCK, values)
        connection.execute(happens, values)
        connection.execute("ANALYZE")


async def _until_done(work: Work) -> float:
    """Do a work until it rests as long as it does when nothing is left."""
    started = time.perf_counter()
    while not work.rest_after(await work.do()):
        pass
    return time.perf_counter() - started


def _written(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(WRITTEN).fetchone()
        assert row is not None
        return int(row[0])


def _memory(*, peak: bool) -> float:
    """Return what of this process is resident, in MiB: now, from where peaks count anew, or at most since then."""
    if not peak:
        Path("/proc/self/clear_refs").write_text("5")
    name = "VmHWM:" if peak else "VmRSS:"
    line = next(each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith(name))
    return int(line.split()[1]) / 1024
