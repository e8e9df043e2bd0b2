"""Servers and people to measure with: an embedded database of its own, a demo of any size, API processes, the worker."""

import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx

from kisalli.core import embedded
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.database import migrate
from kisalli.demo import fill
from tests.conftest import database_on

ROOT = Path(__file__).parent.parent.parent
PORT = 8077
LIMITS = {"max_connections": "200", "shared_buffers": "256MB"}


@dataclass(frozen=True)
class Somebody:
    """A demo person to call as."""

    participant_id: str
    person_id: str
    token: str


@dataclass(frozen=True)
class Stage:
    """A filled database and its people; everybody named here is free to ask or to be asked."""

    url: str
    programme_id: UUID
    mentors: list[Somebody]
    mentees: list[Somebody]

    @property
    def directory(self) -> str:
        """The path of the directory."""
        return f"/api/v1/programmes/{self.programme_id}/directory"

    @property
    def requests(self) -> str:
        """The path that requests are sent to."""
        return f"/api/v1/programmes/{self.programme_id}/requests"


@contextmanager
def database(**options: str) -> Iterator[embedded.Cluster]:
    """Run a server of the bench's own, with the disk's real guarantees."""
    folder = Path(tempfile.mkdtemp(prefix="kisalli-bench-"))
    folder.chmod(0o755)
    try:
        with embedded.server(folder, LIMITS | options) as cluster:
            yield cluster
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def set_stage(cluster: embedded.Cluster, name: str, mentors: int, mentees: int) -> Stage:
    """Fill a database of the cluster with a demo and return who is free in it."""
    url = database_on(cluster.url("{database}"), name)
    await asyncio.to_thread(migrate, url)
    tokens = Path(tempfile.mkdtemp()) / "tokens"
    summary = await fill(url, Keys(Settings(demo=True)), mentors=mentors, mentees=mentees, tokens=tokens)
    people = [json.loads(line) for line in tokens.read_text().splitlines()]
    shutil.rmtree(tokens.parent)
    busy = _busy(url)
    free = {
        role: [
            Somebody(each["participant_id"], person, each["token"])
            for each in people
            if each["role"] == role and (person := busy.get(each["participant_id"])) is not None
        ]
        for role in ("mentor", "mentee")
    }
    return Stage(url, summary.programme_id, free["mentor"], free["mentee"])


def _busy(url: str) -> dict[str, str]:
    """Map the participants who may ask or be asked, of the level that most are, to their people."""
    import psycopg

    query = """
        SELECT p.id::text, p.person_id::text FROM participant p
          LEFT JOIN mentee_profile me ON me.participant_id = p.id
          LEFT JOIN mentor_profile mp ON mp.participant_id = p.id
         WHERE p.accepting AND (p.role = 'mentor' AND (mp.seeks = '{}' OR 'master' = ANY(mp.seeks)) OR me.level = 'master')
           AND NOT EXISTS (SELECT FROM request r WHERE p.id IN (r.mentor_id, r.mentee_id))
    """
    with psycopg.connect(url) as connection:
        return dict(connection.execute(query).fetchall())


@asynccontextmanager
async def api(
    stage: Stage, processes: int = 1, *, worker: bool = False, pool: int = 10, environment: Mapping[str, str] | None = None
) -> AsyncIterator[list[int]]:
    """Serve the stage with the bench's routes and what else the environment is to say; yields the ids of the API processes."""
    settings = (
        os.environ
        | {
            "KISALLI_DEMO": "true",
            "KISALLI_DATABASE_URL": stage.url,
            "KISALLI_LOG_LEVEL": "WARNING",
            "KISALLI_POOL_SIZE": str(pool),
            "PYTHONPATH": f"{ROOT / 'backend'}:{ROOT}",
        }
        | dict(environment or {})
    )
    serve = [sys.executable, "-m", "uvicorn", "--factory", "tests.bench.server:create", "--port", str(PORT)]
    serve += ["--workers", str(processes), "--log-level", "warning", "--no-access-log"]
    commands = [serve, *([[sys.executable, "-m", "kisalli.cli", "worker"]] if worker else [])]
    parts = [await asyncio.create_subprocess_exec(*command, env=settings, cwd=ROOT) for command in commands]
    try:
        await _until_ready()
        yield _children(parts[0].pid) or [parts[0].pid]
    finally:
        for part in parts:
            part.terminate()
        for part in parts:
            await part.wait()


async def _until_ready() -> None:
    deadline = time.monotonic() + 60
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{PORT}") as client:
        while True:
            try:
                if (await client.get("/readyz")).is_success:
                    await asyncio.sleep(1)  # the other processes
                    return
            except httpx.HTTPError:
                if time.monotonic() > deadline:
                    raise
            await asyncio.sleep(0.1)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def memory(pid: int) -> float:
    """Return the resident memory of a process in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
