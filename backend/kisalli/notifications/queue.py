"""The queue of message rows: claiming with a lease, keeping what was rendered, writing down what became of it.

A claim moves `next_try_at` to the end of a lease, in a transaction of its own, and hands the mails over outside of any.
While the lease lasts nobody else sees the row as due, so no two workers send one mail at once; when a worker is killed,
its rows are due again as soon as the lease is over. No lock is held while a mail server takes its time.

Delivery is at least once: a mail is marked as sent after the server took it, so a crash between the two sends it again,
as the same bytes under the same Message-ID, by which mail servers and programs recognise the repeat (R16).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import nan
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.metrics import MAIL_QUEUE, MAIL_QUEUE_AGE
from kisalli.messages.models import Message, MessageKind, MessageState

# Together 65 hours: after the twelfth try a mail is given up and shown to the coordinator (R16).
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 480, 480, 480, 720, 720, 720))
JITTER = 0.2
# Kinds that are of no use when late; they are not kept as bytes either, for they hold a secret.
SHORT_LIVED = {
    MessageKind.CONTACT_CODE: timedelta(minutes=30),
    MessageKind.EMAIL_CODE: timedelta(minutes=30),
    MessageKind.SIGN_IN: timedelta(minutes=15),
}
GIVEN_UP = "given up after the last try"

MEASURE = text("""
SELECT count(*), COALESCE(EXTRACT(epoch FROM clock_timestamp() - min(next_try_at)), 0) FROM message WHERE state = 'waiting'
""")
# Whoever holds the lease by now: the server took it, so it was sent. Its bytes go, for they hold contact details; so do the
# names of partners who have been erased, which were kept for this mail.
SENT = text("""
UPDATE message SET state = 'sent', sent_at = clock_timestamp(), tries = tries + 1, rendered = NULL, last_error = NULL,
       details = details - 'erased'
 WHERE id = :id AND state = 'waiting'
""")
# The rest counts only while the lease is ours: who took a row over after us decides.
FAILED = text("""
UPDATE message SET state = 'failed', tries = tries + 1, rendered = NULL, last_error = :error, details = details - 'erased'
 WHERE id = :id AND state = 'waiting' AND next_try_at = :until
""")
DROPPED = text("""
UPDATE message SET state = 'dropped', rendered = NULL, last_error = :error, details = details - 'erased'
 WHERE id = :id AND state = 'waiting' AND next_try_at = :until
""")
PUT_OFF = text("""
UPDATE message SET next_try_at = clock_timestamp() + :delay, tries = tries + 1, last_error = :error
 WHERE id = :id AND state = 'waiting' AND next_try_at = :until
""")
GIVEN_BACK = text("UPDATE message SET next_try_at = :due WHERE id = :id AND state = 'waiting' AND next_try_at = :until")
KEEP = text("UPDATE message SET rendered = :rendered WHERE id = :id")
REFUSED = text("UPDATE person SET email_failed_at = clock_timestamp() WHERE id = :id AND email_failed_at IS NULL")
REACHED = text("UPDATE person SET email_failed_at = NULL WHERE id = :id")


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that is ours until `until`; `due` is when it was due, to give it back as it was."""

    message: Message
    due: datetime
    until: datetime

    @property
    def lease(self) -> dict[str, object]:
        """What a statement needs to find the row only while it is ours."""
        return {"id": self.message.id, "until": self.until}


async def claim(session: AsyncSession, limit: int, lease_seconds: float) -> list[Claim]:
    """Take up to `limit` due rows for `lease_seconds`, the longest due first; rows that another worker takes are skipped."""
    due = (
        select(Message.id, Message.next_try_at)
        .where(Message.state == MessageState.WAITING, Message.next_try_at <= func.clock_timestamp())
        .order_by(Message.next_try_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    was_due: dict[UUID, datetime] = {row.id: row.next_try_at for row in await session.execute(due)}
    if not was_due:
        return []
    until = func.clock_timestamp() + timedelta(seconds=lease_seconds)
    leased = update(Message).where(Message.id.in_(was_due)).values(next_try_at=until).returning(Message)
    rows = await session.scalars(leased.execution_options(synchronize_session=False))
    claims = [Claim(message, was_due[message.id], message.next_try_at) for message in rows]
    return sorted(claims, key=lambda each: (each.due, each.message.id))


async def keep(session: AsyncSession, rendered: dict[UUID, bytes]) -> None:
    """Keep the bytes of mails before their first try, so that a repeat is the same mail."""
    if rendered:
        await session.execute(KEEP, [{"id": identifier, "rendered": mail} for identifier, mail in rendered.items()])


async def give_back(session: AsyncSession, claims: Sequence[Claim]) -> None:
    """Make rows due as they were; nothing was tried with them, so no try is counted."""
    if claims:
        await session.execute(GIVEN_BACK, [each.lease | {"due": each.due} for each in claims])


async def mark_sent(session: AsyncSession, claimed: Claim, *, reached_again: bool) -> None:
    """The server took it; `reached_again`: it went to an account's address that a server had refused before."""
    await session.execute(SENT, {"id": claimed.message.id})
    if reached_again:
        await session.execute(REACHED, {"id": claimed.message.recipient_id})


async def mark_failed(session: AsyncSession, claimed: Claim, error: str | None, *, bad_address: bool = False) -> None:
    """Refused for good; a person whose own address was refused is known to be out of reach from now on."""
    await session.execute(FAILED, claimed.lease | {"error": error})
    if bad_address:
        await session.execute(REFUSED, {"id": claimed.message.recipient_id})


async def mark_dropped(session: AsyncSession, claimed: Claim, why: str) -> None:
    """Too late for its purpose, or no longer true."""
    await session.execute(DROPPED, claimed.lease | {"error": why})


async def mark_retry(session: AsyncSession, claimed: Claim, error: str | None) -> None:
    """Try again later, with growing delay; after the last try the mail is given up."""
    tries = claimed.message.tries
    if tries >= len(DELAYS):
        await mark_failed(session, claimed, f"{GIVEN_UP}: {error}" if error else GIVEN_UP)
        return
    # Jitter: what a server's short outage delayed together must not come back together.
    delay = DELAYS[tries] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - spreads load, keeps no secret
    await session.execute(PUT_OFF, claimed.lease | {"delay": delay, "error": error})


async def measure(session: AsyncSession) -> None:
    """Set the gauges of the queue; its age is how long the oldest due mail has been due."""
    waiting, age = (await session.execute(MEASURE)).one()
    MAIL_QUEUE.set(waiting)
    MAIL_QUEUE_AGE.set(max(0.0, float(age)))


def unknown() -> None:
    """Say that nobody knows how the queue stands: an old figure would look like a good one."""
    MAIL_QUEUE.set(nan)
    MAIL_QUEUE_AGE.set(nan)
