"""A small HTTP/1.1 load client on raw connections: its own cost must not hide the server's."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass
class Result:
    """What a run saw: latencies in seconds, answers by status, bodies of the refused."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)

    def add(self, more: "Result") -> None:
        """Take in another run of the same."""
        self.seconds += more.seconds
        self.latencies += more.latencies
        self.statuses += more.statuses
        self.codes += more.codes

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def quantile(self, share: float) -> float:
        """Latency in seconds that this share of the answers stayed under."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


@dataclass(frozen=True)
class Call:
    """One HTTP call, ready to be written to a socket."""

    content: bytes

    @classmethod
    def of(cls, method: str, path: str, token: str | None = None, body: bytes = b"", **headers: str) -> "Call":
        """Make a call; header names are given with underscores."""
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"Authorization: Bearer {token}"] if token else []
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"] if method != "GET" else []
        return cls("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


class Connection:
    """A keep-alive connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> "Connection":
        """Connect to a server on this machine."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def call(self, call: Call) -> tuple[int, bytes, dict[bytes, bytes]]:
        """Make a call and return status, body and headers."""
        self._writer.write(call.content)
        head = await self._reader.readuntil(b"\r\n\r\n")
        first, *lines = head[:-4].split(b"\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines)}
        length = int(headers.get(b"content-length", b"0"))
        body = await self._reader.readexactly(length) if length else b""
        return int(first.split(b" ")[1]), body, headers

    def close(self) -> None:
        """Close the connection."""
        self._writer.close()


async def closed_loop(port: int, calls: Callable[[int], Iterator[Call]], connections: int, seconds: float) -> Result:
    """Keep so many connections busy for so long; `calls(n)` yields what the n-th connection asks."""
    result = Result()
    ends = time.perf_counter() + seconds

    async def keep_busy(number: int) -> None:
        connection = await Connection.open(port)
        for call in calls(number):
            started = time.perf_counter()
            if started >= ends:
                break
            status, body, _ = await connection.call(call)
            _note(result, status, body, time.perf_counter() - started)
        connection.close()

    started = time.perf_counter()
    await asyncio.gather(*(keep_busy(number) for number in range(connections)))
    result.seconds = time.perf_counter() - started
    return result


async def open_loop(port: int, schedule: Iterator[tuple[float, Call]], connections: int) -> Result:
    """Make each call at its time (seconds from now), whatever the answers before it do; latency counts from that time."""
    result, pool = Result(), asyncio.Queue[Connection]()
    for _ in range(connections):
        pool.put_nowait(await Connection.open(port))
    started = time.perf_counter()

    async def make(due: float, call: Call) -> None:
        connection = await pool.get()
        status, body, _ = await connection.call(call)
        pool.put_nowait(connection)
        _note(result, status, body, time.perf_counter() - started - due)

    async with asyncio.TaskGroup() as group:
        for due, call in schedule:
            await asyncio.sleep(max(0.0, due - (time.perf_counter() - started)))
            group.create_task(make(due, call))
    result.seconds = time.perf_counter() - started
    while not pool.empty():
        pool.get_nowait().close()
    return result


def _note(result: Result, status: int, body: bytes, latency: float) -> None:
    result.latencies.append(latency)
    result.statuses[status] += 1
    if status >= 400:
        code = body.partition(b'"code":"')[2].partition(b'"')[0].decode()
        result.codes[code or "?"] += 1
