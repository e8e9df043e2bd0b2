"""`kisalli run`: database, migrations, demo programme, API and worker together, for trying out on one machine."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from types import FrameType

import httpx
import typer

from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.database import available, migrate
from kisalli.demo import DemoSummary, fill

START_SECONDS = 60
STOP_SECONDS = 30
MENTORS, MENTEES = 36, 60


def run_together(settings: Settings) -> int:
    """Run until a signal or until one of the parts ends; return the exit code."""
    with available(settings) as url:
        migrate(url)
        summary = asyncio.run(fill(url, Keys(settings), mentors=MENTORS, mentees=MENTEES, tokens=None)) if settings.demo else None
        environment = os.environ | {"KISALLI_DATABASE_URL": url}
        parts = [
            subprocess.Popen([sys.executable, "-m", "kisalli.cli", part], env=environment, start_new_session=True)  # noqa: S603
            for part in ("serve", "worker")
        ]
        try:
            return _watch(settings, summary, parts)
        finally:
            for part in parts:
                part.terminate()
            for part in parts:
                part.wait(STOP_SECONDS)


def _watch(settings: Settings, summary: DemoSummary | None, parts: list[subprocess.Popen[bytes]]) -> int:
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
    address = f"http://{settings.host}:{settings.port}"
    deadline = time.monotonic() + START_SECONDS
    welcomed = False
    while not stopping:
        ended = [part.poll() for part in parts if part.poll() is not None]
        if ended:
            typer.echo("A part of Kisälli ended; stopping the rest.", err=True)
            return 1
        if not welcomed and _ready(address):
            _welcome(address, summary)
            welcomed = True
        if not welcomed and time.monotonic() > deadline:
            typer.echo(f"Kisälli did not answer at {address} within {START_SECONDS} seconds.", err=True)
            return 1
        time.sleep(0.1)
    return 0


def _ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=1).is_success
    except httpx.HTTPError:
        return False


def _welcome(address: str, summary: DemoSummary | None) -> None:
    typer.echo(f"\nKisälli is ready: {address}")
    if summary is not None:
        typer.echo("Sign in there as one of the demo people, for example:")
        for person in summary.people:
            typer.echo(f"  {person.name} ({person.role}): {person.description}")
    typer.echo("Stop with Ctrl-C; the data stays.\n")
