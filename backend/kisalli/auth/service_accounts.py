"""Service accounts: the identity of a script or system that works for an organisation (docs/decisions/0009).

An account is a person of its own whom nobody signs in as, and a coordinator of its one organisation: whatever holds for those
who work for it holds for the account, and its scopes only take away. Admins alone make and change accounts.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth.errors import TooManyServiceAccounts
from kisalli.auth.models import ServiceAccount, ServiceToken
from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.core.ids import new_id
from kisalli.core.policy import Scope
from kisalli.core.security import SERVICE_SECRET, hash_secret, new_secret
from kisalli.organisations import queries as organisations
from kisalli.organisations.models import MemberRole, OrganisationMember
from kisalli.people.models import Person
from kisalli.people.service import rights_changed

MOST = 100  # of one organisation


@dataclass(frozen=True, slots=True)
class Draft:
    """What an admin says of an account; None leaves it as it is."""

    name: str | None
    scopes: Collection[Scope] | None


async def of_organisation(
    session: AsyncSession, organisation_id: UUID, after: UUID | None, limit: int, caller: Caller
) -> Sequence[Row[Any]]:
    """Return the service accounts of an organisation, those after an id, the oldest first; admins only."""
    await organisations.require_admin(session, organisation_id, caller)
    query = _selected().where(ServiceAccount.organisation_id == organisation_id).order_by(ServiceAccount.person_id).limit(limit)
    return (await session.execute(query.where(ServiceAccount.person_id > after) if after else query)).all()


async def create(
    session: AsyncSession, organisation_id: UUID, name: str, scopes: Collection[Scope], caller: Caller
) -> tuple[Row[Any], str]:
    """Make a service account and return it with its secret, which is kept nowhere.

    Raises:
        TooManyServiceAccounts: the organisation has 100.
    """
    await organisations.require_admin(session, organisation_id, caller, lock=True)
    count = select(func.count()).select_from(ServiceAccount).where(ServiceAccount.organisation_id == organisation_id)
    if (await session.scalar(count) or 0) >= MOST:
        raise TooManyServiceAccounts
    person_id, secret = new_id(), SERVICE_SECRET + new_secret()
    session.add(Person(id=person_id, name=name, email="", service=True))
    await session.flush()
    session.add(OrganisationMember(organisation_id=organisation_id, person_id=person_id, role=MemberRole.COORDINATOR))
    values = {"organisation_id": organisation_id, "scopes": sorted(set(scopes)), "secret_hash": hash_secret(secret)}
    session.add(ServiceAccount(person_id=person_id, service=True, **values))
    await session.flush()
    _record(session, "service_account_added", organisation_id, person_id, caller, scopes=sorted(set(scopes)))
    return await _account(session, person_id), secret


async def edit(session: AsyncSession, organisation_id: UUID, account_id: UUID, draft: Draft, caller: Caller) -> Row[Any]:
    """Change what an account is called or may be used for; a scope taken away counts from the next call.

    Raises:
        NotFound: the organisation has no such account.
    """
    account = await _locked(session, organisation_id, account_id, caller)
    fields = []
    if draft.name is not None:
        person = await session.get_one(Person, account_id)
        person.name = draft.name
        fields.append("name")
    if draft.scopes is not None:
        account.scopes = sorted(set(draft.scopes))
        rights_changed(session, account_id)
        fields.append("scopes")
    await session.flush()
    _record(session, "service_account_edited", organisation_id, account_id, caller, fields=fields, scopes=account.scopes)
    return await _account(session, account_id)


async def renew_secret(
    session: AsyncSession, organisation_id: UUID, account_id: UUID, grace: timedelta, caller: Caller
) -> tuple[Row[Any], str]:
    """Make a new secret; the one so far is good for a while longer. Without a grace the tokens it fetched end as well.

    Raises:
        NotFound: the organisation has no such account.
    """
    account, secret = await _locked(session, organisation_id, account_id, caller), SERVICE_SECRET + new_secret()
    if grace:
        account.previous_hash, account.previous_until = account.secret_hash, await instants.now(session) + grace
    else:
        account.previous_hash = account.previous_until = None
        await session.execute(delete(ServiceToken).where(ServiceToken.person_id == account_id))
        rights_changed(session, account_id)
    account.secret_hash = hash_secret(secret)
    await session.flush()
    _record(session, "service_secret_renewed", organisation_id, account_id, caller)
    return await _account(session, account_id), secret


async def remove(session: AsyncSession, organisation_id: UUID, account_id: UUID, caller: Caller) -> None:
    """End an account and its tokens; its name stays for the audit trail.

    Raises:
        NotFound: the organisation has no such account.
    """
    account = await _locked(session, organisation_id, account_id, caller)
    await session.delete(account)  # its tokens go with it
    member = await session.get_one(OrganisationMember, (organisation_id, account_id))
    await session.delete(member)
    person = await session.get_one(Person, account_id)
    person.disabled_at = await instants.now(session)
    rights_changed(session, account_id)
    _record(session, "service_account_removed", organisation_id, account_id, caller)


async def _locked(session: AsyncSession, organisation_id: UUID, account_id: UUID, caller: Caller) -> ServiceAccount:
    await organisations.require_admin(session, organisation_id, caller)
    mine = select(ServiceAccount).where(ServiceAccount.person_id == account_id, ServiceAccount.organisation_id == organisation_id)
    account = await session.scalar(mine.with_for_update().execution_options(populate_existing=True))
    if account is None:
        raise NotFound
    return account


def _selected() -> Select[*tuple[Any, ...]]:
    return select(
        ServiceAccount.person_id.label("id"),
        Person.name,
        ServiceAccount.scopes,
        ServiceAccount.previous_until,
        ServiceAccount.last_used_at,
        ServiceAccount.created_at,
    ).join(Person, Person.id == ServiceAccount.person_id)


async def _account(session: AsyncSession, account_id: UUID) -> Row[Any]:
    return (await session.execute(_selected().where(ServiceAccount.person_id == account_id))).one()


def _record(
    session: AsyncSession, act: str, organisation_id: UUID, account_id: UUID, caller: Caller, **details: list[str]
) -> None:
    row = {"organisation_id": organisation_id, "caller_id": caller.person_id, "act": act}
    audit.record(session, row | {"subject": "service_account", "subject_id": account_id, "details": details})
