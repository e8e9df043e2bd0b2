"""Signing in by a mail: a link and a code, good once, for a quarter of an hour, bound to the browser that asked.

Whoever asks for a mail to a foreign address gains nothing by its reader's press on the link: the link alone signs in only
the browser that asked, another one wants the code typed, and then it is that other browser that is signed in.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth.errors import CodeNeeded, SignInExpired
from kisalli.auth.joining_up import EMAIL_ISSUER, Newcomer, identity_at, person_of
from kisalli.auth.models import EmailSignIn
from kisalli.core import audit, instants
from kisalli.core.errors import TooManyRequests
from kisalli.core.ids import new_id
from kisalli.core.security import Keys, hash_secret, new_secret
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.people.models import Person

MINUTES = 15
TRIES = 5
MAILS_AN_HOUR = 5  # to one address
ASKED_AN_HOUR = 300  # from one network address: a campus is one
ASKED = text("""
SELECT count(*) FILTER (WHERE address = :address) AS mailed, count(*) FILTER (WHERE client_hash = :client) AS asked,
       CEIL(EXTRACT(epoch FROM min(created_at) + interval '1 hour' - clock_timestamp()))::integer AS pause
  FROM email_sign_in
 WHERE (address = :address OR client_hash = :client) AND created_at > clock_timestamp() - interval '1 hour'
""")
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:address, 11))")


@dataclass(frozen=True, slots=True)
class Asked:
    """A mail is on its way: the secret that the asking browser keeps, and until when link and code are good."""

    browser: str
    expires_at: datetime


async def ask(
    session: AsyncSession, address: str, language: str, client: str, keys: Keys, *, person_id: UUID | None = None
) -> Asked:
    """Let a mail with link and code go out; the same for an address that is known and for one that is not.

    `person_id` is who, signed in already, wants to have the address as a further way in.

    Raises:
        TooManyRequests: too many mails to this address, or asked for from this network, within an hour.
    """
    address = address.lower()
    client_hash = keys.client_hash(client)
    await session.execute(ONE_AT_A_TIME, {"address": address})
    counts = (await session.execute(ASKED, {"address": address, "client": client_hash})).one()
    if counts.mailed >= MAILS_AN_HOUR or counts.asked >= ASKED_AN_HOUR:
        raise TooManyRequests(
            "Use the latest email, or wait a while before you ask for another", retry_after=max(1, counts.pause)
        )
    known = await session.scalar(identity_at(EMAIL_ISSUER, address))
    expires_at = await instants.now(session) + timedelta(minutes=MINUTES)
    browser, sign_in_id = new_secret(), new_id()
    session.add(
        EmailSignIn(
            id=sign_in_id,
            address=address,
            person_id=person_id,
            language=language,
            browser_hash=hash_secret(browser),
            client_hash=client_hash,
            expires_at=expires_at,
        )
    )
    tell(session, News(None, known.person_id if known else None, MessageKind.SIGN_IN, sign_in_id))
    return Asked(browser, expires_at)


async def confirm(session: AsyncSession, key: str | None, code: str | None, browser: str | None, keys: Keys) -> Person | None:
    """Return who has shown that the address is theirs; None for a wrong code, whose try is kept (so the caller commits).

    Raises:
        SignInExpired, CodeNeeded: as `shown`. AccountDisabled: the account was closed.
    """
    sign_in = await shown(session, key, code, browser, keys)
    if sign_in is None:
        return None
    newcomer = Newcomer(name="", email=sign_in.address, language=sign_in.language)
    return await person_of(session, EMAIL_ISSUER, sign_in.address, newcomer)


async def shown(
    session: AsyncSession,
    key: str | None,
    code: str | None,
    browser: str | None,
    keys: Keys,
    *,
    person_id: UUID | None = None,
) -> EmailSignIn | None:
    """Return the sign-in whose link or code somebody knows, over then; None for a wrong code, whose try is kept.

    The link's `key` does in the browser that asked; elsewhere the code is needed as well. The code alone does in the
    browser that asked. What was asked for to add an address (by `person_id`) signs nobody in, and the other way round.

    Raises:
        SignInExpired: there is no such sign-in any more. CodeNeeded: a link in another browser, without the code.
    """
    browser_hash = hash_secret(browser) if browser else b""
    sign_in_id = keys.sign_in_of(key) if key else None
    if key and sign_in_id is None:
        raise SignInExpired
    sign_in = await _under_way(session, sign_in_id, browser_hash)
    if sign_in is None or sign_in.person_id != person_id:
        raise SignInExpired
    same_browser = hmac.compare_digest(sign_in.browser_hash, browser_hash)
    if sign_in_id is None or not same_browser:
        if not code:
            raise CodeNeeded
        if not hmac.compare_digest(keys.sign_in_code(sign_in.id).encode(), _digits(code).encode()):
            sign_in.tries += 1
            refused = {"caller_id": person_id, "act": "sign_in_refused", "subject": "email_sign_in", "subject_id": sign_in.id}
            audit.record(session, refused | {"details": {"code": "wrong_code"}})
            return None
    sign_in.used_at = await instants.now(session)
    return sign_in


async def _under_way(session: AsyncSession, sign_in_id: UUID | None, browser_hash: bytes) -> EmailSignIn | None:
    """Return the sign-in that a link is of, else the one that a browser asked for, locked; None when it is over."""
    mine = EmailSignIn.id == sign_in_id if sign_in_id else EmailSignIn.browser_hash == browser_hash
    open_ = (EmailSignIn.used_at.is_(None), EmailSignIn.expires_at > func.clock_timestamp(), EmailSignIn.tries < TRIES)
    return await session.scalar(select(EmailSignIn).where(mine, *open_).with_for_update())


def _digits(code: str) -> str:
    """Return a code as it was mailed, however it was typed."""
    return "".join(code.split())
