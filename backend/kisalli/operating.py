"""What an operator does to the database from the command line."""

import re
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth import address as addresses
from kisalli.auth.joining_up import EMAIL_ISSUER, add_identity, identity_at
from kisalli.core import audit
from kisalli.core.acts import Acts
from kisalli.core.db import create_engine, create_sessions, transaction
from kisalli.core.ids import new_id
from kisalli.core.settings import settings
from kisalli.core.signals import Signals
from kisalli.organisations.models import MemberRole, Organisation, OrganisationMember
from kisalli.people.models import Person
from kisalli.people.service import rights_changed
from kisalli.privacy import erasure, tombstones
from kisalli.requests.errors import MEANINGS


@asynccontextmanager
async def _once(url: str) -> AsyncIterator[AsyncSession]:
    engine = create_engine(url, settings())
    try:
        async with transaction(create_sessions(engine)) as session:
            yield session
    finally:
        await engine.dispose()


async def person_id_of(url: str, email: str) -> UUID | None:
    """Return the id of the person with an address."""
    async with _once(url) as session:
        return await session.scalar(select(Person.id).where(func.lower(Person.email) == email.lower()).limit(1))


async def make_admin(url: str, email: str, name: str, organisation_name: str) -> None:
    """Make somebody the admin of an organisation; person and organisation are created where they are new."""
    async with _once(url) as session:
        identity = await session.scalar(identity_at(EMAIL_ISSUER, email.lower()))
        known = Person.id == identity.person_id if identity else func.lower(Person.email) == email.lower()
        person = await session.scalar(select(Person).where(known).limit(1))
        if person is None:
            person = Person(id=new_id(), name=name, email=email)
            session.add(person)
            await session.flush()
        if identity is None:
            add_identity(session, person.id, EMAIL_ISSUER, email.lower())
        organisation = await session.scalar(select(Organisation).where(Organisation.name == organisation_name))
        if organisation is None:
            organisation = Organisation(id=new_id(), name=organisation_name, slug=slug(organisation_name))
            session.add(organisation)
        await session.flush()
        member = await session.get(OrganisationMember, (organisation.id, person.id))
        if member is None:
            member = OrganisationMember(organisation_id=organisation.id, person_id=person.id)
            session.add(member)
        member.role = MemberRole.ADMIN
        row = {"organisation_id": organisation.id, "act": "admin_made", "subject": "person", "subject_id": person.id}
        audit.record(session, row)
        rights_changed(session, person.id)


async def erase_again(url: str, file: Path) -> tuple[int, int]:
    """Erase again whom a restored backup has brought back; return how many that were, and how many the list names."""
    engine = create_engine(url, settings())
    try:
        sessions = create_sessions(engine)
        acts = Acts(sessions, Signals(), MEANINGS)
        people = list(dict.fromkeys(tombstones.listed(file)))
        return sum([await erasure.erase_again(sessions, acts, each) for each in people]), len(people)
    finally:
        await engine.dispose()


@dataclass(frozen=True, slots=True)
class Account:
    """An account, as an operator tells it from others."""

    person_id: UUID
    name: str
    email: str


async def accounts_at(url: str, email: str) -> list[Account]:
    """Return the account that is signed in to by an address; where there is none, all that have the address."""
    async with _once(url) as session:
        identity = await session.scalar(identity_at(EMAIL_ISSUER, email.lower()))
        known = Person.id == identity.person_id if identity else func.lower(Person.email) == email.lower()
        people = await session.scalars(select(Person).where(known).order_by(Person.id))
        return [Account(each.id, each.name, each.email) for each in people]


async def replace_email(url: str, person_id: UUID, new: str) -> None:
    """Give an account another address as its one way in; old ways and sessions end, both addresses are told.

    Raises:
        IdentityTaken: another account is signed in to by the new address.
    """
    async with _once(url) as session:
        person = await session.get_one(Person, person_id, with_for_update=True)
        await addresses.replace(session, person, new)


def slug(name: str) -> str:
    """Return a name as it may stand in an address: `Åbo Akademi` becomes `abo-akademi`."""
    plain = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "organisation"
