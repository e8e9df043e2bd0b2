"""The address of an account: another one is shown to be its owner's before anything goes there; the old one is told.

Whoever signs in by e-mail keeps that way in by the same step: from then on the new address is it, and the old one no more.
"""

import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth import service
from kisalli.auth.errors import EmailChangeOver
from kisalli.auth.joining_up import EMAIL_ISSUER, add_identity, own_or_free
from kisalli.auth.models import EmailChange, Identity, Passkey, PersonalToken
from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import TooManyRequests, Unauthenticated
from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.people.models import Person
from kisalli.people.service import rights_changed

MINUTES = 30
TRIES = 5
CODES_A_DAY = 10  # so few that nobody guesses one, or fills a stranger's mailbox
TO_OLD, TO_NEW = 0, 1  # occasions of the mail that tells of a change
ASKED_TODAY = text("""
SELECT count(*) AS asked,
       CEIL(EXTRACT(epoch FROM min(created_at) + interval '1 day' - clock_timestamp()))::integer AS pause
  FROM email_change WHERE person_id = :person_id AND created_at > clock_timestamp() - interval '1 day'
""")


async def ask(session: AsyncSession, address: str, caller: Caller) -> EmailChange:
    """Mail a code to a new address of the caller's; the same whether or not it is somebody else's way in.

    The present address is taken too: its code shows that mail arrives there again.

    Raises:
        TooManyRequests: too many codes were asked for today.
    """
    person = await _locked(session, caller)
    today = (await session.execute(ASKED_TODAY, {"person_id": person.id})).one()
    if today.asked >= CODES_A_DAY:
        raise TooManyRequests("Too many codes have been emailed today", retry_after=max(1, today.pause))
    change = EmailChange(
        id=new_id(),
        person_id=person.id,
        old_address=person.email,
        new_address=address,
        expires_at=await instants.now(session) + timedelta(minutes=MINUTES),
        tries=0,
    )
    session.add(change)
    tell(session, News(None, person.id, MessageKind.EMAIL_CODE, change.id))
    return change


async def confirm(session: AsyncSession, code: str, keys: Keys, caller: Caller) -> Person | None:
    """Make the address that was asked for last the caller's; None for a wrong code, whose try is kept (so the caller commits).

    Raises:
        EmailChangeOver: nothing was asked for, or too long ago, or too many codes were wrong.
        IdentityTaken: somebody else signs in by it.
    """
    person = await _locked(session, caller)
    latest = select(EmailChange).where(EmailChange.person_id == person.id).order_by(EmailChange.id.desc()).limit(1)
    change, now = await session.scalar(latest.with_for_update()), await instants.now(session)
    if change is None or change.confirmed_at is not None or change.expires_at <= now or change.tries >= TRIES:
        raise EmailChangeOver
    if not hmac.compare_digest(keys.email_change_code(change.id).encode(), "".join(code.split()).encode()):
        change.tries += 1
        return None
    await own_or_free(session, person.id, EMAIL_ISSUER, change.new_address.lower())
    ways = select(Identity).where(Identity.person_id == person.id, Identity.issuer == EMAIL_ISSUER)
    old, new = change.old_address.lower(), change.new_address.lower()
    known = {each.subject: each for each in await session.scalars(ways)}
    if old in known and new != old:
        await session.delete(known[old])
        await session.flush()
        if new not in known:
            add_identity(session, person.id, EMAIL_ISSUER, new)
    _take(person, change, now)
    if old and new != old:
        tell(session, News(None, person.id, MessageKind.EMAIL_CHANGED, change.id, TO_OLD))
    row = {"caller_id": person.id, "act": "email_changed", "subject": "person", "subject_id": person.id}
    audit.record(session, row)
    return person


async def replace(session: AsyncSession, person: Person, address: str) -> None:
    """Give an account another address as its one way in, for somebody who can prove nothing here any more; operators only.

    Every old way in, every session and every token for scripts ends: whoever took the account over has none of them any more.
    Both addresses are told.

    Raises:
        IdentityTaken: somebody else signs in by it.
    """
    await own_or_free(session, person.id, EMAIL_ISSUER, address.lower())
    now = await instants.now(session)
    for table in (Identity, Passkey, PersonalToken):
        await session.execute(delete(table).where(table.person_id == person.id))
    await service.end_all(session, person.id)
    add_identity(session, person.id, EMAIL_ISSUER, address.lower())
    change = EmailChange(id=new_id(), person_id=person.id, old_address=person.email, new_address=address, expires_at=now, tries=0)
    session.add(change)
    _take(person, change, now)
    for occasion in (TO_OLD, TO_NEW) if change.old_address else (TO_NEW,):
        told = News(None, person.id, MessageKind.EMAIL_CHANGED, change.id, occasion, {"by": "operator"})
        tell(session, told)
    audit.record(session, {"act": "email_replaced", "subject": "person", "subject_id": person.id, "details": {"how": "operator"}})
    rights_changed(session, person.id)


async def _locked(session: AsyncSession, caller: Caller) -> Person:
    person = await session.get(Person, caller.person_id, with_for_update=True, populate_existing=True)
    if person is None:
        raise Unauthenticated
    return person


def _take(person: Person, change: EmailChange, now: datetime) -> None:
    person.email, person.email_failed_at = change.new_address, None
    change.confirmed_at = now
