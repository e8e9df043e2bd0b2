"""Delivering message rows: claim a batch, write what is still true, hand it over mail by mail, write down the outcome."""

import asyncio
import contextlib
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.db import Sessions, transaction
from kisalli.core.metrics import MAIL_RESULTS
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import MessageKind
from kisalli.notifications import queue
from kisalli.notifications.content import letter
from kisalli.notifications.facts import Facts, gather
from kisalli.notifications.letters import Letter
from kisalli.notifications.mail import Mailer, Outcome, Result, Undeliverable, build
from kisalli.notifications.queue import SHORT_LIVED, Claim
from kisalli.notifications.rendering import render
from kisalli.people.models import Person

log = structlog.get_logger()

BATCH = 20
BATCH_SECONDS = 10.0  # what was read as true may be so old when a mail goes out; the rest is read again
LEASE_MARGIN_SECONDS = 20.0
IDLE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
MEASURE_EVERY_SECONDS = 5.0
NO_LONGER_TRUE = "no longer true"
TOO_LATE = "too late"
TURNED_OFF = "turned off by its reader"


@dataclass(frozen=True, slots=True)
class _Ready:
    """A mail as it will be handed over; `own_address`: it goes to the address of the person's account, `refused` before."""

    claim: Claim
    to: str
    mail: bytes
    own_address: bool
    refused: bool


async def deliver_batch(sessions: Sessions, settings: Settings, keys: Keys, limit: int = BATCH) -> int:
    """Deliver what is due, at most `limit` mails; return how many rows were settled, whatever became of them.

    Without an SMTP server in the settings nothing is claimed and the rows stay waiting.
    """
    if settings.smtp_host is None:
        return 0
    courier = _Courier(sessions, settings, keys)
    try:
        return await courier.batch(limit)
    finally:
        await courier.mailer.close()


async def deliver_forever(sessions: Sessions, settings: Settings, keys: Keys, wake: asyncio.Event | None = None) -> None:
    """Deliver batch after batch; when nothing is due, wait for `wake` or a second.

    A server that is down, or a database that is away, is waited for with growing pauses. Cancelled, it finishes the mail
    in hand, gives the rest of the batch back and then stops.
    """
    courier, wake, pause = _Courier(sessions, settings, keys), wake or asyncio.Event(), IDLE_SECONDS
    if settings.smtp_host is None:
        log.warning("mails wait: KISALLI_SMTP_HOST is not set")
    try:
        while True:
            settled = await courier.work()
            if courier.down:
                await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 - spreads load, keeps no secret
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
                continue
            pause = IDLE_SECONDS
            if not settled:
                await courier.mailer.close()  # servers close idle connections; better us than them
                await _wait(wake)
    finally:
        await courier.mailer.close()


async def _wait(wake: asyncio.Event) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(IDLE_SECONDS):  # 3.11's wait_for can swallow a cancellation
            await wake.wait()
    wake.clear()


@dataclass
class _Courier:
    """One worker's delivery: its connection, whether the server or database is away, whether it is to stop."""

    sessions: Sessions
    settings: Settings
    keys: Keys
    mailer: Mailer = field(init=False)
    down: bool = False
    stopping: bool = False
    measured_at: float = float("-inf")

    def __post_init__(self) -> None:
        """Make the mailer; it connects when the first mail is handed over."""
        self.mailer = Mailer(self.settings)

    async def work(self) -> int:
        """Deliver one batch, if there is a server; cancelled, finish the mail in hand first."""
        task = asyncio.create_task(self._round())
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            self.stopping = True
            await asyncio.wait([task])
            raise
        finally:
            task.cancel()  # a second cancellation does not wait; a finished task does not mind

    async def _round(self) -> int:
        self.down = False
        try:
            settled = await self.batch(BATCH) if self.settings.smtp_host is not None else 0
            await self._measure()
        except (SQLAlchemyError, OSError) as error:
            log.warning("mail queue out of reach", error=type(error).__name__)
        except Exception:
            log.exception("mail delivery stumbled")  # it must not end: nobody would notice before the queue's age does
        else:
            return settled
        self.down = True
        return 0

    async def batch(self, limit: int) -> int:
        """Deliver one batch; return how many rows were settled. `down` says that the server could not be used."""
        began = time.monotonic()  # before the claim, so that our idea of the lease ends before the database's
        lease = BATCH_SECONDS + self.mailer.seconds_a_mail + LEASE_MARGIN_SECONDS
        async with transaction(self.sessions) as session:
            claims = await queue.claim(session, limit, lease)
        ready = await self._write(claims) if claims else []
        for number, each in enumerate(ready):
            # The lease covers every mail begun within BATCH_SECONDS, however long the server takes for it.
            late = time.monotonic() - began > BATCH_SECONDS
            if self.stopping or late or not await self._hand_over(each):
                left = [rest.claim for rest in ready[number:]]
                async with transaction(self.sessions) as session:
                    await queue.give_back(session, left)
                return len(claims) - len(left)
        return len(claims)

    async def _write(self, claims: Sequence[Claim]) -> list[_Ready]:
        """Write a batch from the truth of now and keep the bytes; settle at once what will not go out."""
        ready: list[_Ready] = []
        async with transaction(self.sessions) as session:
            facts = await gather(session, [each.message for each in claims])
            for each in claims:
                mail = await self._written(each, facts)
                if isinstance(mail, _Ready):
                    ready.append(mail)
                elif isinstance(mail, Result):
                    await _put_down(session, each, mail)
                    MAIL_RESULTS.labels(mail.outcome).inc()
                else:
                    await queue.mark_dropped(session, each, mail)
                    MAIL_RESULTS.labels("dropped").inc()
            await queue.keep(session, {each.claim.message.id: each.mail for each in ready if _to_keep(each.claim)})
        return ready

    async def _written(self, claimed: Claim, facts: Facts) -> _Ready | Result | str:
        """Return the mail of a row, what is wrong with it, or why it is dropped. The truth is asked at every try."""
        message = claimed.message
        if _too_late(claimed, facts.now):
            return TOO_LATE
        if facts.turned_off(message):
            return TURNED_OFF
        try:
            its = letter(message, facts, self.settings, self.keys)
            if its is None or not its.current:
                return NO_LONGER_TRUE
            return await self._sealed(claimed, its, facts.reader(message))
        except Exception:
            # One mail that can't be written must not hold up the others of its batch, now and at every repeat.
            log.exception("mail not written", message_id=str(message.id), kind=message.kind)
            return Result(Outcome.RETRY, "could not be written")

    async def _sealed(self, claimed: Claim, its: Letter, person: Person | None) -> _Ready | Result:
        """Return a letter as bytes: those of its first try, if there was one."""
        message, own_address = claimed.message, person is not None and its.to == person.email
        try:
            mail = message.rendered or await build(message.id, render(its), self.settings)
        except Undeliverable as error:
            return Result(Outcome.FAILED, str(error), bad_address=own_address)
        return _Ready(claimed, its.to, mail, own_address, person is not None and person.email_failed_at is not None)

    async def _hand_over(self, ready: _Ready) -> bool:
        """Hand one mail over and write down the outcome; False when the server can't be used at all."""
        result = await self.mailer.hand_over(ready.to, ready.mail)
        if result.outcome == Outcome.DOWN:
            self.down = True
            log.warning("mail server down", error=result.error)
            MAIL_RESULTS.labels(Outcome.DOWN).inc()
            return False
        async with transaction(self.sessions) as session:
            if result.outcome == Outcome.SENT:
                await queue.mark_sent(session, ready.claim, reached_again=ready.own_address and ready.refused)
            else:
                await _put_down(session, ready.claim, replace(result, bad_address=result.bad_address and ready.own_address))
        MAIL_RESULTS.labels(result.outcome).inc()
        return True

    async def _measure(self) -> None:
        if time.monotonic() - self.measured_at < MEASURE_EVERY_SECONDS:
            return
        async with transaction(self.sessions) as session:
            await queue.measure(session)
        self.measured_at = time.monotonic()


async def _put_down(session: AsyncSession, claimed: Claim, result: Result) -> None:
    """Write down why a mail did not go out; `bad_address` is about the account's own address here."""
    if result.outcome == Outcome.FAILED:
        await queue.mark_failed(session, claimed, result.error, bad_address=result.bad_address)
    else:
        await queue.mark_retry(session, claimed, result.error)
    # The server's words stay in the row: they may quote an address, which has no place in a log.
    message = claimed.message
    log.warning("mail not delivered", message_id=str(message.id), kind=message.kind, outcome=result.outcome)


def _too_late(claimed: Claim, now: datetime) -> bool:
    limit = SHORT_LIVED.get(MessageKind(claimed.message.kind))
    return limit is not None and now - claimed.message.created_at > limit


def _to_keep(claimed: Claim) -> bool:
    return claimed.message.rendered is None and claimed.message.kind not in SHORT_LIVED
