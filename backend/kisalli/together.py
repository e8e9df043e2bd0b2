"""`kisalli run`: database, migrations, demo programme, API and worker together, for trying out on one machine."""

import asyncio
import gc
import importlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.process import BaseProcess
from types import FrameType

import httpx
import typer

from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.core.settings import settings as remembered
from kisalli.database import available, migrate
from kisalli.demo import DemoSummary, fill

START_SECONDS = 60
STOP_SECONDS = 30
MENTORS, MENTEES = 36, 60
# Only Linux is sure to bear being forked.
PROCESSES = multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context("spawn")
# What takes the parts longest at their start is importing these; a fork has them from here.
IMPORTED = ("kisalli.asgi", "kisalli.worker")

Parts = Mapping[str, Callable[[], None]]


def run_together(settings: Settings, commands: Parts) -> int:
    """Run commands until a signal or until one of them ends; return the exit code."""
    with available(settings) as url:
        migrate(url)
        summary = asyncio.run(fill(url, Keys(settings), mentors=MENTORS, mentees=MENTEES, tokens=None)) if settings.demo else None
        os.environ["KISALLI_DATABASE_URL"] = url
        if PROCESSES.get_start_method() == "fork":
            for each in IMPORTED:
                importlib.import_module(each)
            gc.freeze()
        parts = [PROCESSES.Process(target=_part, args=(command,), name=name) for name, command in commands.items()]
        for part in parts:
            part.start()
        try:
            return _watch(settings, summary, parts)
        finally:
            for part in parts:
                part.terminate()
            for part in parts:
                part.join(STOP_SECONDS)


def _part(command: Callable[[], None]) -> None:
    os.setsid()  # Ctrl-C is for the process that stops the others
    remembered.cache_clear()  # which did not know the database's address yet
    command()


def _watch(settings: Settings, summary: DemoSummary | None, parts: Sequence[BaseProcess]) -> int:
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
        if not all(part.is_alive() for part in parts):
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
