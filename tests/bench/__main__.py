"""`make bench`: speed as ratios measured in one run on one machine; prints a table, asserts nothing."""

import argparse
import asyncio
import itertools
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import psycopg

from kisalli.core import embedded
from tests.bench.jobs import MATCHES, jobs
from tests.bench.load import Call, Connection, Result, closed_loop, open_loop
from tests.bench.saml import sign_ins
from tests.bench.stage import PORT, Somebody, Stage, api, database, memory, set_stage
from tests.bench.surveys import results
from tests.bench.tokens import checks
from tests.invariants import broken

CONNECTIONS = 8
ROUNDS = 4  # rivals take turns, so that what else the machine does slows both


def say(line: str) -> None:
    """Print a line of the report."""
    print(line, flush=True)  # noqa: T201


def described(name: str, result: Result) -> str:
    """Return a run as a row of a Markdown table."""
    p50, p95, p99 = (result.quantile(share) * 1000 for share in (0.5, 0.95, 0.99))
    refused = ", ".join(f"{code} {count}" for code, count in result.codes.most_common()) or "–"
    longest = max(result.latencies, default=0)
    return f"| {name} | {result.per_second:.0f} | {p50:.1f} | {p95:.1f} | {p99:.1f} | {longest:.2f} | {refused} |"


HEAD = "| what | a second | p50 ms | p95 ms | p99 ms | longest s | refused |\n| --- | --- | --- | --- | --- | --- | --- |"


async def directory(cluster: embedded.Cluster, seconds: float) -> None:
    """The directory of 1,000 mentors against an empty route of the same app and server."""
    say("\n## Directory of 1,000 mentors, one process\n\n" + HEAD)
    stage = await set_stage(cluster, "directory", 1000, 200)
    async with api(stage) as (pid, *_):
        one = await Connection.open(PORT)
        _, body, headers = await one.call(Call.of("GET", stage.directory, stage.mentees[0].token, Accept_Encoding="br"))
        etag = headers[b"etag"].decode()

        def reads(**more: str) -> Iterator[Call]:
            return itertools.cycle(
                [Call.of("GET", stage.directory, each.token, Accept_Encoding="br", **more) for each in stage.mentees]
            )

        runs = {
            "empty route": lambda _: itertools.repeat(Call.of("GET", "/bench/empty")),
            "directory 200": lambda _: reads(),
            "directory 304": lambda _: reads(If_None_Match=etag),
        }
        await closed_loop(PORT, runs["directory 200"], CONNECTIONS, 1)
        results = {name: Result() for name in runs}
        for _, (name, calls) in itertools.product(range(ROUNDS), runs.items()):
            results[name].add(await closed_loop(PORT, calls, CONNECTIONS, seconds / ROUNDS))
        for name, result in results.items():
            say(described(name, result))
        for name in ("directory 200", "directory 304"):
            say(f"\nratio {name} / empty route: {results[name].per_second / results['empty route'].per_second:.2f}")
        say(f"\n{len(body)} bytes of brotli; {memory(pid):.0f} MiB resident")


async def acts(cluster: embedded.Cluster, title: str) -> None:
    """Send and accept through HTTP against the same statements by bare psycopg on the same server."""
    say(f"\n## Send and accept, {title}\n\n{HEAD}")
    stage = await set_stage(cluster, f"acts{len(title)}", 1600, 1600)
    pairs = list(zip(stage.mentors, stage.mentees, strict=False))
    half = len(pairs) // 2
    async with api(stage):
        one = await Connection.open(PORT)
        await one.call(Call.of("POST", "/bench/connect"))
        results = {name: Result() for name in ("send", "bare send", "accept", "bare accept")}
        for (name, accepting), turn in itertools.product((("send", False), ("accept", True)), range(ROUNDS)):
            ours = _acts(stage, pairs[:half][turn::ROUNDS], accepting, True)
            bare = _acts(stage, pairs[half:][turn::ROUNDS], accepting, False)
            results[name].add(await closed_loop(PORT, ours, CONNECTIONS, 600))
            results[f"bare {name}"].add(await closed_loop(PORT, bare, CONNECTIONS, 600))
    for name, result in results.items():
        say(described(name, result))
    for name in ("send", "accept"):
        say(f"\nratio {name} / bare psycopg: {results[name].per_second / results[f'bare {name}'].per_second:.2f}")


def _acts(stage: Stage, pairs: list[tuple[Somebody, Somebody]], accepting: bool, ours: bool) -> Callable[[int], Iterator[Call]]:
    """Return what each connection asks: every eighth pair, sends or accepts, through the API or bare."""
    pending = _pending(stage.url) if accepting else {}

    def calls(number: int) -> Iterator[Call]:
        for mentor, mentee in pairs[number::CONNECTIONS]:
            person = mentor.person_id if accepting else mentee.person_id
            names = {"programme": str(stage.programme_id), "mentor": mentor.participant_id, "mentee": mentee.participant_id}
            request = pending.get(mentee.participant_id, "")
            if ours and accepting:
                yield Call.of("POST", f"/api/v1/requests/{request}/accept", mentor.token)
            elif ours:
                body = {"mentor_id": mentor.participant_id, "message": "Hello"}
                yield Call.of("POST", stage.requests, mentee.token, json.dumps(body).encode())
            else:
                body = names | {"person": person, "request": request}
                yield Call.of("POST", f"/bench/{'accept' if accepting else 'send'}", None, json.dumps(body).encode())

    return calls


def _pending(url: str) -> dict[str, str]:
    with psycopg.connect(url) as connection:
        return dict(connection.execute("SELECT mentee_id::text, id::text FROM request WHERE state = 'pending'").fetchall())


async def rush(cluster: embedded.Cluster, seconds: float) -> None:
    """The second the window opens: 5,000 mentees and 500 mentors, two API processes and the worker."""
    say("\n## The rush: 5,000 mentees, 500 mentors, 2 API processes and the worker\n\n" + HEAD)
    for name, run in (("open loop, 150 sends and 300 reads a second", _open), ("closed loop, 300 connections", _closed)):
        stage = await set_stage(cluster, f"rush{len(name)}", 500, 5000)
        async with api(stage, 2, worker=True) as pids:
            say(described(name, await run(stage, seconds)))
            resident = ", ".join(f"{memory(pid):.0f}" for pid in pids)
        with psycopg.connect(stage.url) as connection:
            violations = broken(connection)
        say(f"\nbroken invariants: {len(violations)} {violations[:3]}; resident MiB: {resident}\n")


async def _open(stage: Stage, seconds: float) -> Result:
    chance = random.Random(1)

    def schedule() -> Iterator[tuple[float, Call]]:
        senders = itertools.cycle(stage.mentees)
        for tick in range(int(seconds * 450)):
            due = tick / 450
            yield (due, _send(stage, next(senders), chance)) if tick % 3 == 0 else (due, _read(stage, chance))

    return await open_loop(PORT, schedule(), 200)


async def _closed(stage: Stage, seconds: float) -> Result:
    def calls(number: int) -> Iterator[Call]:
        chance = random.Random(number)
        mine = itertools.cycle(stage.mentees[number::300])
        for turn in itertools.count():
            yield _send(stage, next(mine), chance) if turn % 3 == 0 else _read(stage, chance)

    return await closed_loop(PORT, calls, 300, seconds)


def _send(stage: Stage, mentee: Somebody, chance: random.Random) -> Call:
    body = {"mentor_id": chance.choice(stage.mentors).participant_id, "message": "Hello, would you be my mentor?"}
    return Call.of("POST", stage.requests, mentee.token, json.dumps(body).encode())


def _read(stage: Stage, chance: random.Random) -> Call:
    return Call.of("GET", stage.directory, chance.choice(stage.mentees).token, Accept_Encoding="br")


async def growth(cluster: embedded.Cluster) -> None:
    """What ten times the people cost a 304 and a single send and accept."""
    say("\n## Ten times the people\n\n| people | 304 ms | send ms | accept ms |\n| --- | --- | --- | --- |")
    for size in (1, 10):
        stage = await set_stage(cluster, f"growth{size}", 100 * size, 1000 * size)
        async with api(stage):
            one = await Connection.open(PORT)
            read = Call.of("GET", stage.directory, stage.mentees[0].token)
            _, _, headers = await one.call(read)
            unchanged = Call.of("GET", stage.directory, stage.mentees[0].token, If_None_Match=headers[b"etag"].decode())
            reads = [await _timed(one, unchanged) for _ in range(400)]
            pairs = list(zip(stage.mentors, stage.mentees, strict=False))[:60]
            sends = [
                await _timed(one, call) for call in itertools.chain(*(_acts(stage, pairs, False, True)(n) for n in range(8)))
            ]
            accepts = [
                await _timed(one, call) for call in itertools.chain(*(_acts(stage, pairs, True, True)(n) for n in range(8)))
            ]
        medians = [sorted(times)[len(times) // 2] * 1000 for times in (reads, sends, accepts)]
        say(f"| {1100 * size:,} | " + " | ".join(f"{each:.2f}" for each in medians) + " |")


async def tokens(cluster: embedded.Cluster) -> None:
    """What checking a token costs in the API process."""
    say("\n## Checking a token\n")
    await checks(await set_stage(cluster, "tokens", 20, 100), say)


async def surveys(cluster: embedded.Cluster) -> None:
    """What the results of a survey cost that 2,000 people have answered."""
    say("\n## Results of a survey, one process\n")
    await results(cluster, say)


async def saml(cluster: embedded.Cluster, seconds: float) -> None:
    """Fifty people a minute who sign in by SAML, beside the directory."""
    say("\n## Signing in by SAML beside the directory, one process\n\n" + HEAD)
    await sign_ins(cluster, seconds, lambda name, result: say(described(name, result)), say)


def _all(calls: Callable[[int], Iterator[Call]]) -> Iterator[Call]:
    return itertools.chain.from_iterable(calls(number) for number in range(CONNECTIONS))


async def _timed(connection: Connection, call: Call) -> float:
    started = time.perf_counter()
    await connection.call(call)
    return time.perf_counter() - started


def imports() -> None:
    """How long the app takes to import."""
    code = "import time; t = time.perf_counter(); import kisalli.main; print(time.perf_counter() - t)"
    times = sorted(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(3))
    say(f"\nimport of the app: {times[1]:.2f} s (median of 3)")


async def main() -> None:
    """Measure everything, or what is named."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", nargs="*", default=["directory", "acts", "rush", "growth", "tokens", "saml", "surveys", "jobs"])
    parser.add_argument("--seconds", type=float, default=20)
    chosen = parser.parse_args()
    imports()
    with database() as cluster:
        if "directory" in chosen.what:
            await directory(cluster, chosen.seconds / 4)
        if "acts" in chosen.what:
            await acts(cluster, "this disk")
        if "rush" in chosen.what:
            await rush(cluster, chosen.seconds)
        if "growth" in chosen.what:
            await growth(cluster)
        if "tokens" in chosen.what:
            await tokens(cluster)
        if "saml" in chosen.what:
            await saml(cluster, chosen.seconds / 2)
        if "surveys" in chosen.what:
            await surveys(cluster)
        if "jobs" in chosen.what:
            say(f"\n## The clock's work over {MATCHES:,} matches\n")
            await jobs(cluster, say)
    if "acts" in chosen.what:
        with database(commit_delay="2000", commit_siblings="0") as cluster:
            await acts(cluster, "a simulated fsync of 2 ms")


if __name__ == "__main__":
    asyncio.run(main())
