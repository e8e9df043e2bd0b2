"""The real thing: a PostgreSQL with its usual durability, `kisalli serve` and `kisalli worker` as processes, and their ends.

Only what was started here is ever signalled, by its process id.
"""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from kisalli.core import embedded
from kisalli.database import EMBEDDED_DATABASE, migrate

KISALLI = str(Path(sys.executable).with_name("kisalli"))  # the command as operators have it
BACKEND = str(Path(embedded.__file__).parent.parent.parent)
START_SECONDS = 60
STOP_SECONDS = 30
RETRIES = re.compile(r'^kisalli_act_retries_total\{cause="(\w+)"\} ([\d.]+)', re.MULTILINE)
TERMINATE = """
SELECT pg_terminate_backend(pid) FROM (
    SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'kisalli'
     ORDER BY random() LIMIT %s
) AS chosen
"""
OPTIONS = {"max_connections": "120", "log_lock_waits": "on", "logging_collector": "off"}


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Database:
    """One cluster of its own in a temporary folder."""

    cluster: embedded.Cluster

    @classmethod
    def create(cls, folder: Path) -> "Database":
        """Make and start a cluster with a migrated database."""
        cluster = embedded.locate(folder)
        cluster.create()
        made = cls(cluster)
        made.start()
        with psycopg.connect(cluster.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {EMBEDDED_DATABASE}")
        migrate(made.url)
        return made

    @property
    def url(self) -> str:
        """The database's address."""
        return self.cluster.url(EMBEDDED_DATABASE)

    @property
    def log(self) -> Path:
        """The server's log, through all its lives."""
        return self.cluster.data.parent / "postgresql.log"

    def start(self) -> None:
        """Start the server, with fsync and synchronous_commit as PostgreSQL has them by default."""
        self.cluster.start(OPTIONS)

    def kill(self) -> None:
        """SIGKILL the postmaster and all its children at once, then start it again: it recovers from its log."""
        postmaster = int((self.cluster.data / "postmaster.pid").read_text().split()[0])
        family = [postmaster, *_children(postmaster)]
        for pid in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(_alive(pid) for pid in family):
            time.sleep(0.01)
        # A killed postmaster may stay in the process table until its parent looks; the next would believe its lock files.
        for lock in (self.cluster.data / "postmaster.pid", self.cluster.sockets / ".s.PGSQL.5432.lock"):
            lock.unlink(missing_ok=True)
        self.start()

    def crash_backend(self) -> None:
        """SIGKILL one backend: the postmaster throws everybody out and recovers by itself."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            row = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'kisalli' ORDER BY random() LIMIT 1"
            ).fetchone()
        if row is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(row[0], signal.SIGKILL)

    def drop_connections(self, count: int) -> int:
        """Terminate some of the service's connections; return how many."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            return len(connection.execute(TERMINATE, (count,)).fetchall())

    def deadlocks(self) -> int:
        """Count the deadlocks that the server has written down."""
        return self.log.read_text(errors="replace").count("deadlock detected")

    def stop(self) -> None:
        """Stop the server."""
        self.cluster.stop()


@dataclass
class Part:
    """`kisalli serve` or `kisalli worker` as a process of its own, in the name of several lives."""

    command: str
    environment: dict[str, str]
    log: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    retries: Counter[str] = field(default_factory=Counter)

    def start(self) -> None:
        """Start it; a web process is not waited for."""
        variables = {name: value for name, value in os.environ.items() if not name.startswith("KISALLI_")}
        variables |= self.environment | {"PYTHONPATH": BACKEND}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", KISALLI, self.command],
                env=variables,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL it and start the next life."""
        self.note_retries()
        assert self.process is not None
        self.process.kill()
        self.process.wait(STOP_SECONDS)
        self.start()

    def stop(self) -> None:
        """Ask it to end, and see that it does."""
        if self.process is None:
            return
        self.note_retries()
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_SECONDS)

    def wait_until_ready(self) -> None:
        """Wait until a web process serves."""
        deadline = time.monotonic() + START_SECONDS
        while not self._get("/readyz"):
            if time.monotonic() > deadline or (self.process is not None and self.process.poll() is not None):
                raise RuntimeError(f"{self.command} did not start: {self.log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)

    def note_retries(self) -> None:
        """Add this life's retried acts to the count, before it ends."""
        if self.port:
            for cause, count in RETRIES.findall(self._get("/metrics")):
                self.retries[cause] += int(float(count))

    def _get(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=2) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""


def _children(pid: int) -> list[int]:
    return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit() and _stat(int(each.name))[1] == pid]


def _alive(pid: int) -> bool:
    return _stat(pid)[0] not in {"", "Z", "X"}


def _stat(pid: int) -> tuple[str, int]:
    """Return a process's state and parent; an empty state when there is none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "", 0
    return fields[0], int(fields[1])
