"""Somebody has come back from an identity provider, which has said who they are: what happens then."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth.errors import SignInExpired
from kisalli.auth.joining_up import Newcomer, link, person_of
from kisalli.auth.mapping import Facts
from kisalli.auth.models import Identity, ProviderSignIn
from kisalli.auth.service import still_runs
from kisalli.core import audit
from kisalli.people.models import Affiliation, Person


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider has said: who it is (issuer and subject), what that means here, and how it came.

    An address counts only where the provider has seen to it that it is theirs.
    """

    issuer: str
    subject: str
    facts: Facts
    received: Mapping[str, Any]


async def let_in(session: AsyncSession, sign_in: ProviderSignIn, told: Told) -> Person:
    """Return who it is, an account made at the first time, and note what they are where.

    Raises:
        AccountDisabled: the account was closed.
    """
    facts = told.facts
    newcomer = Newcomer(name=facts.name, email=facts.email or "", language=facts.language or sign_in.language)
    person = await person_of(session, told.issuer, told.subject, newcomer)
    await _note_affiliations(session, told)
    return person


async def add_way_in(session: AsyncSession, sign_in: ProviderSignIn, told: Told) -> None:
    """Give somebody who is signed in the identity that they have just shown to be theirs, too.

    Raises:
        SignInExpired: they are signed in no more. IdentityTaken: it is another account's.
    """
    if sign_in.person_id is None or sign_in.session_id is None or not await still_runs(session, sign_in.session_id):
        raise SignInExpired
    await link(session, sign_in.person_id, told.issuer, told.subject)
    await _note_affiliations(session, told)


def keep_test(sign_in: ProviderSignIn, told: Told) -> None:
    """Keep what the provider said for the admin who tries it out; nobody is signed in by it."""
    facts = told.facts
    homes = [{"kind": kind, "home_organisation": home} for kind, home in sorted(facts.affiliations)]
    means = {"subject": told.subject, "name": facts.name, "email": facts.email, "affiliations": homes}
    sign_in.received = means | {"received": dict(told.received)}


def refused(session: AsyncSession, sign_in: ProviderSignIn, code: str) -> None:
    """Leave in the audit trail that a sign-in at a provider was refused, and by which of our codes."""
    row = {"caller_id": sign_in.person_id, "act": "sign_in_refused", "subject": "provider_sign_in", "subject_id": sign_in.id}
    audit.record(session, row | {"details": {"code": code}})


async def _note_affiliations(session: AsyncSession, told: Told) -> None:
    """Keep what this way in says that somebody is; what it said earlier and says no more, goes."""
    identity = (await session.execute(select(Identity.id, Identity.person_id).where(*_at(told)))).one()
    await session.execute(delete(Affiliation).where(Affiliation.identity_id == identity.id))
    rows = _rows(identity.id, identity.person_id, told.facts.affiliations)
    if rows:
        statement = insert(Affiliation).values(rows)
        key = [Affiliation.person_id, Affiliation.home_organisation, Affiliation.kind]
        await session.execute(statement.on_conflict_do_update(index_elements=key, set_={"identity_id": identity.id}))


def _at(told: Told) -> tuple[Any, Any]:
    return Identity.issuer == told.issuer, Identity.subject == told.subject


def _rows(identity_id: UUID, person_id: UUID, affiliations: Collection[tuple[Any, str]]) -> list[dict[str, Any]]:
    return [
        {"person_id": person_id, "identity_id": identity_id, "kind": kind.value, "home_organisation": home}
        for kind, home in sorted(affiliations)
    ]
