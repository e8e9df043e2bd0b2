"""The worker: does what the clock demands, delivers mails, cleans up. Any number of them may run.

`works` is the table of what it does again and again. Each of them is a task of its own: one that fails says so in the log,
rests for `TROUBLE_SECONDS` and is done again, one that hangs hangs alone, and neither holds up the others or the mails. What
they share is the pool of connections.
"""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from prometheus_client import start_http_server
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from kisalli.agreements.tending import ask_newcomers
from kisalli.auth.saml.renewal import renew
from kisalli.certificates.telling import tell_ready
from kisalli.core.acts import Acts
from kisalli.core.db import Sessions, create_engine, create_sessions, transaction
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.core.signals import Signals
from kisalli.directory.room import tell_room_again
from kisalli.events import errors as of_events
from kisalli.events.reminding import tend_events
from kisalli.meetings.tending import tend as tend_meetings
from kisalli.notes import service as notes
from kisalli.notifications.delivery import deliver_forever
from kisalli.notifications.digest import tell_morning
from kisalli.privacy import erasure
from kisalli.privacy.retention import retain
from kisalli.privacy.tombstones import write_down
from kisalli.register import service as register
from kisalli.register.lookup import Lookups
from kisalli.requests.closing import BATCH, tend
from kisalli.requests.errors import MEANINGS
from kisalli.requests.verifying import Desk, check_again
from kisalli.surveys import clock as surveys
from kisalli.workspace.nudges import nudge

log = structlog.get_logger()

MINUTE, HOUR = 60.0, 3600.0
TROUBLE_SECONDS = 2.0
FINISH_SECONDS = 20.0  # less than systemd's and `kisalli run`'s patience, which end in SIGKILL

CLEAN = (
    text("DELETE FROM idempotency WHERE created_at < clock_timestamp() - interval '24 hours'"),
    text("DELETE FROM access_change WHERE at < clock_timestamp() - interval '1 day'"),
    text("DELETE FROM email_sign_in WHERE created_at < clock_timestamp() - interval '1 day'"),
    text("DELETE FROM provider_sign_in WHERE created_at < clock_timestamp() - interval '1 day'"),
    text("DELETE FROM email_change WHERE created_at < clock_timestamp() - interval '7 days'"),
    text("DELETE FROM answered_challenge WHERE expires_at < clock_timestamp()"),
    text("DELETE FROM used_assertion WHERE forget_at < clock_timestamp()"),
    text("DELETE FROM federation_member WHERE source = 'service' AND valid_until < clock_timestamp()"),
    text("DELETE FROM personal_token WHERE expires_at < clock_timestamp() - interval '30 days'"),
    text("DELETE FROM service_token WHERE expires_at < clock_timestamp()"),
    text("DELETE FROM refused_client WHERE at < clock_timestamp() - interval '1 hour'"),
    text("DELETE FROM member_invitation WHERE expires_at < clock_timestamp() - interval '30 days'"),
    text("DELETE FROM session WHERE COALESCE(ended_at, expires_at) < clock_timestamp() - interval '30 days'"),
)


@dataclass(frozen=True, slots=True)
class Work:
    """Something to do again and again, and for how many seconds to rest after it; it may hang on what was done."""

    do: Callable[[], Awaitable[Any]]
    rest: float | Callable[[Any], float]

    def rest_after(self, done: Any) -> float:  # noqa: ANN401 - whatever it answers
        """Return the seconds until it is to be done again."""
        return self.rest if isinstance(self.rest, float) else self.rest(done)


def works(sessions: Sessions, acts: Acts, desk: Desk, settings: Settings) -> dict[str, Work]:
    """Return everything that is done again and again, by the names that the log has."""
    return {
        # What windows, time limits and free seats demand.
        "tend_clock": Work(partial(tend, sessions, acts), rest=lambda tended: 0.0 if tended == BATCH else 1.0),
        "tend_seats": Work(partial(tend_events, sessions, acts), rest=5.0),
        "tend_surveys": Work(partial(surveys.tend, sessions), rest=MINUTE),
        "cancel_meetings": Work(partial(tend_meetings, sessions), rest=5.0),
        "ask_newcomers": Work(partial(ask_newcomers, sessions), rest=5.0),
        "tidy_registers": Work(partial(_tidy_registers, sessions, acts, desk), rest=15.0),
        # What is told when its time has come.
        "tell_room": Work(partial(tell_room_again, sessions), rest=5.0),
        "tell_digest": Work(partial(tell_morning, sessions), rest=MINUTE),
        "tell_certificates": Work(partial(tell_ready, sessions), rest=MINUTE),
        "nudge_quiet": Work(partial(nudge, sessions), rest=HOUR),
        # What is forgotten.
        "erase": Work(partial(_erase, sessions, acts, settings), rest=5.0),
        "keep_no_longer": Work(partial(retain, sessions, acts), rest=HOUR),
        "forget_notes": Work(partial(_forget_notes, sessions), rest=HOUR),
        "clean": Work(partial(_clean, sessions), rest=HOUR),
        # What others publish; how soon it is looked at again it says itself.
        "renew_federation": Work(partial(renew, sessions, settings), rest=float),
    }


async def run(settings: Settings, database_url: str, ready: Callable[[], None] | None = None) -> None:
    """Work until SIGTERM or SIGINT; what is under way is finished."""
    engine = create_engine(database_url, settings)
    sessions, signals = create_sessions(engine), Signals()
    acts = Acts(sessions, signals, MEANINGS | of_events.MEANINGS)
    keys = Keys(settings)
    desk = Desk(keys, Lookups(own_network=settings.own_network))
    if settings.worker_metrics_port is not None:
        start_http_server(settings.worker_metrics_port, settings.host)  # its thread ends with the process
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    watcher = asyncio.create_task(signals.watch(database_url, settings.listen_url))
    mails = asyncio.create_task(deliver_forever(sessions, settings, keys), name="mails")
    table = works(sessions, acts, desk, settings)
    loops = [asyncio.create_task(_again_and_again(name, work, stop), name=name) for name, work in table.items()]
    if ready is not None:
        ready()
    await stop.wait()
    mails.cancel()  # it finishes the mail in hand and gives the rest back
    await _finish([mails, *loops], FINISH_SECONDS)
    await _cancel([watcher])  # last, for it tells the others what was finished just now
    await engine.dispose()


async def _finish(tasks: Iterable[asyncio.Task[None]], patience: float) -> None:
    """Wait for tasks that know that they are to end; those that take too long are cancelled, and what they did is rolled back."""
    _, late = await asyncio.wait(tasks, timeout=patience)
    if late:
        log.warning("worker stops in the middle", work=sorted(each.get_name() for each in late))
        await _cancel(late)


async def _cancel(tasks: Iterable[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _again_and_again(name: str, work: Work, stop: asyncio.Event) -> None:
    """Repeat some work, each time after its rest; a database that is away is waited for."""
    while not stop.is_set():
        try:
            rest = work.rest_after(await work.do())
        except (SQLAlchemyError, OSError) as error:
            log.warning("worker waits", work=name, error=type(error).__name__)
            rest = TROUBLE_SECONDS
        except Exception:
            log.exception("worker stumbled", work=name)
            rest = TROUBLE_SECONDS
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(rest):
                await stop.wait()


async def _tidy_registers(sessions: Sessions, acts: Acts, desk: Desk) -> None:
    async with transaction(sessions) as session:
        await register.tidy(session)
    await check_again(sessions, acts, desk)


async def _erase(sessions: Sessions, acts: Acts, settings: Settings) -> None:
    await write_down(sessions, settings.erasures_file)
    await erasure.finish(sessions, acts)


async def _forget_notes(sessions: Sessions) -> None:
    async with transaction(sessions) as session:
        await notes.forget(session)


async def _clean(sessions: Sessions) -> None:
    for statement in CLEAN:
        async with transaction(sessions) as session:
            await session.execute(statement)
