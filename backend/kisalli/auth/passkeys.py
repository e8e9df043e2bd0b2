"""Passkeys (WebAuthn, level 3): made by somebody who is signed in, then a way in of their own, without an address typed.

The challenge is ours, good for five minutes and answered once, by the browser that got it. The browser keeps it, sealed, so
that whoever only asks for challenges writes nothing here; what was answered is kept until it would be too old anyway. The
device has to have made sure that it is in its owner's hands (user verification), so a passkey stands for both "has" and
"is" or "knows".
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.parse_authentication_credential_json import parse_authentication_credential_json
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from kisalli.auth.errors import AccountDisabled, PasskeyRefused, TooManyPasskeys
from kisalli.auth.models import AnsweredChallenge, Passkey
from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.people.models import Person

MINUTES = 5
MOST = 20  # of one person
NOBODY = UUID(int=0)
# What the library and what it rests on say of an answer that is not whole.
NOT_WHOLE = (WebAuthnException, ValueError, TypeError, KeyError)


@dataclass(frozen=True, slots=True)
class Ceremony:
    """What the browser is to ask the device (W3C's JSON), and the secret by which the answer is known to be its own."""

    options: dict[str, Any]
    browser: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the device said (the browser's JSON), and the secret of the browser that brings it, if it has one."""

    credential: dict[str, Any]
    browser: str | None


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the device has to sign; for adding a passkey it belongs to a person."""

    value: bytes
    person_id: UUID = NOBODY

    def sealed(self, keys: Keys, expires_at: datetime) -> str:
        """Return it as the browser keeps it."""
        return keys.sealed_challenge(self.person_id.bytes + int(expires_at.timestamp()).to_bytes(8) + self.value)


async def sign_in_options(session: AsyncSession, settings: Settings, keys: Keys) -> Ceremony:
    """Begin a sign-in: any passkey of this installation will do, so nobody has to say who they are."""
    challenge = secrets.token_bytes(32)
    options = generate_authentication_options(
        rp_id=host(settings), challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
    )
    return await _begin(session, keys, options_to_json_dict(options), Challenge(challenge))


async def sign_in(session: AsyncSession, answer: Answer, settings: Settings, keys: Keys) -> Person | None:
    """Return whose passkey has answered; None for a wrong answer, which is kept in the trail, and its challenge is over.

    An answer is wrong that is not to our challenge, or of a copied passkey (its count went back).

    Raises:
        PasskeyRefused: there was no challenge, or the passkey is none of ours. AccountDisabled: closed.
    """
    challenge = await _take(session, keys, answer.browser, None)
    signed = _read(answer)
    passkey = await _passkey(session, signed.raw_id)
    try:
        verified = verify_authentication_response(
            credential=signed,
            expected_challenge=challenge,
            expected_rp_id=host(settings),
            expected_origin=settings.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except NOT_WHOLE:
        verified = None
    if verified is None or signed.response.user_handle not in {None, passkey.person_id.bytes}:
        row = {"act": "sign_in_refused", "subject": "passkey", "subject_id": passkey.id}
        audit.record(session, row | {"details": {"code": PasskeyRefused.code}})
        return None
    passkey.sign_count, passkey.last_used_at = verified.new_sign_count, await instants.now(session)
    person = await session.get_one(Person, passkey.person_id)
    if person.disabled_at is not None:
        raise AccountDisabled
    return person


async def adding_options(session: AsyncSession, settings: Settings, keys: Keys, caller: Caller) -> Ceremony:
    """Begin making a passkey; a device that has one of this person's already is told so.

    Raises:
        TooManyPasskeys: the caller has 20.
    """
    person = await session.get_one(Person, caller.person_id)
    known = await of(session, caller)
    if len(known) >= MOST:
        raise TooManyPasskeys
    challenge = secrets.token_bytes(32)
    options = generate_registration_options(
        rp_id=host(settings),
        rp_name=settings.smtp_from_name,
        user_id=person.id.bytes,
        user_name=person.email,
        user_display_name=person.name or person.email,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each.credential_id) for each in known],
    )
    return await _begin(session, keys, options_to_json_dict(options), Challenge(challenge, caller.person_id))


async def add(session: AsyncSession, answer: Answer, settings: Settings, keys: Keys, device: str, caller: Caller) -> Passkey:
    """Keep a passkey that the caller's device has made, and tell them by mail.

    Raises:
        PasskeyRefused: it does not answer our challenge, or is somebody's already.
    """
    challenge = await _take(session, keys, answer.browser, caller.person_id)
    try:
        made = verify_registration_response(
            credential=answer.credential,
            expected_challenge=challenge,
            expected_rp_id=host(settings),
            expected_origin=settings.origin,
            require_user_verification=True,
        )
    except NOT_WHOLE as error:
        raise PasskeyRefused from error
    if await session.scalar(select(Passkey.id).where(Passkey.credential_id == made.credential_id)) is not None:
        raise PasskeyRefused
    passkey = Passkey(
        id=new_id(),
        person_id=caller.person_id,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        device=device,
    )
    session.add(passkey)
    _record(session, passkey.id, "passkey_added", caller)
    tell(session, News(None, caller.person_id, MessageKind.PASSKEY_ADDED, passkey.id, details={"device": device}))
    await session.flush()
    await session.refresh(passkey)
    return passkey


async def of(session: AsyncSession, caller: Caller) -> Sequence[Passkey]:
    """Return the caller's passkeys, the latest first."""
    mine = select(Passkey).where(Passkey.person_id == caller.person_id).order_by(Passkey.id.desc())
    return (await session.scalars(mine)).all()


async def remove(session: AsyncSession, passkey_id: UUID, caller: Caller) -> None:
    """Take away one of the caller's own passkeys.

    Raises:
        NotFound: no such passkey of theirs.
    """
    gone = delete(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == caller.person_id).returning(Passkey.id)
    if await session.scalar(gone) is None:
        raise NotFound
    _record(session, passkey_id, "passkey_removed", caller)


def host(settings: Settings) -> str:
    """Return the host name that passkeys are bound to.

    Raises:
        NotFound: people reach this installation by a bare IP address, to which no passkey can be bound.
    """
    if settings.passkey_host is None:
        raise NotFound
    return settings.passkey_host


async def _begin(session: AsyncSession, keys: Keys, options: dict[str, Any], challenge: Challenge) -> Ceremony:
    expires_at = await instants.now(session) + timedelta(minutes=MINUTES)
    return Ceremony(options, challenge.sealed(keys, expires_at))


async def _take(session: AsyncSession, keys: Keys, browser: str | None, person_id: UUID | None) -> bytes:
    """Return the challenge that this browser got for this purpose; it is answered then, if what follows succeeds."""
    content = keys.challenge_in(browser or "")
    if content is None:
        raise PasskeyRefused
    whose, until, challenge = UUID(bytes=content[:16]), int.from_bytes(content[16:24]), content[24:]
    if whose != (person_id or NOBODY) or until <= (await instants.now(session)).timestamp():
        raise PasskeyRefused
    row = {"challenge": challenge, "expires_at": datetime.fromtimestamp(until, UTC)}
    once = insert(AnsweredChallenge).values(row).on_conflict_do_nothing().returning(AnsweredChallenge.challenge)
    if await session.scalar(once) is None:
        raise PasskeyRefused
    return challenge


def _read(answer: Answer) -> AuthenticationCredential:
    try:
        return parse_authentication_credential_json(answer.credential)
    except NOT_WHOLE as error:
        raise PasskeyRefused from error


async def _passkey(session: AsyncSession, credential_id: bytes) -> Passkey:
    passkey = await session.scalar(select(Passkey).where(Passkey.credential_id == credential_id).with_for_update())
    if passkey is None:
        raise PasskeyRefused
    return passkey


def _record(session: AsyncSession, passkey_id: UUID, act: str, caller: Caller) -> None:
    audit.record(session, {"caller_id": caller.person_id, "act": act, "subject": "passkey", "subject_id": passkey_id})
