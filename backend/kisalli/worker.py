"""The worker: does what the clock demands, delivers mails, cleans up. Any number of them may run."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable, Iterable

import structlog
from prometheus_client import start_http_server
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

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

TEND_SECONDS = 1.0
ROOM_SECONDS = 5.0
DIGEST_SECONDS = 60.0
CERTIFICATES_SECONDS = 60.0
REGISTER_SECONDS = 15.0
EVENTS_SECONDS = 5.0
SURVEY_SECONDS = 60.0
CLEAN_SECONDS = 3600.0
ERASE_SECONDS = 5.0
RETAIN_SECONDS = 3600.0
MEETINGS_SECONDS = 5.0
NUDGE_SECONDS = 3600.0
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

    async def tidy_registers() -> float:
        async with transaction(sessions) as session:
            await register.tidy(session)
        await check_again(sessions, acts, desk)
        return REGISTER_SECONDS

    async def clean() -> float:
        await _clean(sessions)
        return CLEAN_SECONDS

    async def renew_federation() -> float:
        return await renew(sessions, settings)

    watcher = asyncio.create_task(signals.watch(database_url, settings.listen_url))
    mails = asyncio.create_task(deliver_forever(sessions, settings, keys), name="mails")
    plain = (tidy_registers, renew_federation, clean)
    of_rooms = (*_telling(sessions), *_of_months(sessions), *_of_surveys(sessions))
    works = (*_of_acts(sessions, acts), *of_rooms, *plain, *_of_privacy(sessions, acts, settings))
    loops = [asyncio.create_task(_again_and_again(work, stop), name=work.__name__) for work in works]
    if ready is not None:
        ready()
    await stop.wait()
    mails.cancel()  # it finishes the mail in hand and gives the rest back
    await _finish([mails, *loops], FINISH_SECONDS)
    await _cancel([watcher])  # last, for it tells the others what was finished just now
    await engine.dispose()


def _of_months(sessions: Sessions) -> tuple[Callable[[], Awaitable[float]], ...]:
    async def cancel_meetings() -> float:
        await tend_meetings(sessions)
        return MEETINGS_SECONDS

    async def nudge_quiet() -> float:
        await nudge(sessions)
        return NUDGE_SECONDS

    async def forget_notes() -> float:
        async with transaction(sessions) as session:
            await notes.forget(session)
        return RETAIN_SECONDS

    return cancel_meetings, nudge_quiet, forget_notes


def _of_acts(sessions: Sessions, acts: Acts) -> tuple[Callable[[], Awaitable[float]], ...]:
    async def tend_clock() -> float:
        return 0 if await tend(sessions, acts) == BATCH else TEND_SECONDS

    async def tend_seats() -> float:
        await tend_events(sessions, acts)
        return EVENTS_SECONDS

    return tend_clock, tend_seats


def _telling(sessions: Sessions) -> tuple[Callable[[], Awaitable[float]], ...]:
    async def tell_room() -> float:
        await tell_room_again(sessions)
        return ROOM_SECONDS

    async def tell_digest() -> float:
        await tell_morning(sessions)
        return DIGEST_SECONDS

    async def tell_certificates() -> float:
        await tell_ready(sessions)
        return CERTIFICATES_SECONDS

    return tell_room, tell_digest, tell_certificates


def _of_surveys(sessions: Sessions) -> tuple[Callable[[], Awaitable[float]], ...]:
    async def tend_surveys() -> float:
        await surveys.tend(sessions)
        return SURVEY_SECONDS

    return (tend_surveys,)


def _of_privacy(sessions: Sessions, acts: Acts, settings: Settings) -> tuple[Callable[[], Awaitable[float]], ...]:
    async def erase() -> float:
        await write_down(sessions, settings.erasures_file)
        await erasure.finish(sessions, acts)
        return ERASE_SECONDS

    async def keep_no_longer() -> float:
        await retain(sessions, acts)
        return RETAIN_SECONDS

    return erase, keep_no_longer


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


async def _again_and_again(work: Callable[[], Awaitable[float]], stop: asyncio.Event) -> None:
    """Repeat some work, each time after the pause it asks for; a database that is away is waited for."""
    while not stop.is_set():
        try:
            pause = await work()
        except (SQLAlchemyError, OSError) as error:
            log.warning("worker waits", work=work.__name__, error=type(error).__name__)
            pause = TROUBLE_SECONDS
        except Exception:
            log.exception("worker stumbled", work=work.__name__)
            pause = TROUBLE_SECONDS
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await stop.wait()


async def _clean(sessions: Sessions) -> None:
    for statement in CLEAN:
        async with transaction(sessions) as session:
            await session.execute(statement)
