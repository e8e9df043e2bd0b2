"""From who somebody is at an issuer to their account here: found, or made at the first sign-in."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth.errors import AccountDisabled, IdentityTaken
from kisalli.auth.models import Identity
from kisalli.core import audit, instants
from kisalli.core.ids import new_id
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.people.models import Person

EMAIL_ISSUER = "email"
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:issuer || chr(10) || :subject, 7))")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is known of somebody who signs in for the first time; the name is empty where nobody has told it."""

    name: str
    email: str
    language: str


async def person_of(session: AsyncSession, issuer: str, subject: str, newcomer: Newcomer) -> Person:
    """Return whose identity it is, making account and identity at the first sign-in; never found by an address alone.

    Raises:
        AccountDisabled: the account was closed.
    """
    await one_at_a_time(session, issuer, subject)  # two first sign-ins at once make one account
    identity = await session.scalar(identity_at(issuer, subject))
    if identity is None:
        person = Person(id=new_id(), name=newcomer.name, email=newcomer.email, language=newcomer.language)
        session.add(person)
        await session.flush()
        identity = add_identity(session, person.id, issuer, subject)
    else:
        person = await session.get_one(Person, identity.person_id)
    if person.disabled_at is not None:
        raise AccountDisabled
    identity.last_used_at = await instants.now(session)
    return person


async def one_at_a_time(session: AsyncSession, issuer: str, subject: str) -> None:
    """Wait until nobody else decides whose an identity is, to the end of the transaction."""
    await session.execute(ONE_AT_A_TIME, {"issuer": issuer, "subject": subject})


async def link(session: AsyncSession, person_id: UUID, issuer: str, subject: str) -> None:
    """Give somebody who is signed in a further way in, which they have shown to be theirs; they are told by mail.

    Raises:
        IdentityTaken: it is another account's. AccountDisabled: theirs is being closed at this moment.
    """
    person = await session.get(Person, person_id, with_for_update={"read": True}, populate_existing=True)
    if person is None or person.disabled_at is not None:
        raise AccountDisabled
    identity = await own_or_free(session, person_id, issuer, subject)
    if identity is None:
        identity = add_identity(session, person_id, issuer, subject)
        tell(session, News(None, person_id, MessageKind.IDENTITY_ADDED, identity.id))
    identity.last_used_at = await instants.now(session)
    await session.flush()


async def own_or_free(session: AsyncSession, person_id: UUID, issuer: str, subject: str) -> Identity | None:
    """Return the identity if it is the person's already, None if nobody has it; whoever comes in by it just now is waited for.

    Raises:
        IdentityTaken: it is another account's.
    """
    await one_at_a_time(session, issuer, subject)
    identity = await session.scalar(identity_at(issuer, subject))
    if identity is not None and identity.person_id != person_id:
        raise IdentityTaken
    return identity


def add_identity(session: AsyncSession, person_id: UUID, issuer: str, subject: str) -> Identity:
    """Give a person a way in; the caller knows that it is theirs."""
    identity = Identity(id=new_id(), person_id=person_id, issuer=issuer, subject=subject)
    session.add(identity)
    row = {"caller_id": person_id, "act": "identity_added", "subject": "identity", "subject_id": identity.id}
    audit.record(session, row)
    return identity


def identity_at(issuer: str, subject: str) -> Select[Identity]:
    """Select an identity."""
    return select(Identity).where(Identity.issuer == issuer, Identity.subject == subject)
