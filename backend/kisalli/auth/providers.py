"""The identity providers of an organisation: entered, changed and switched on by its admins."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, false, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth.errors import ProviderIncomplete
from kisalli.auth.models import IdentityProvider, ProviderKind, ProviderSignIn
from kisalli.auth.provider_schemas import ProviderIn, ProviderPatch, SamlProviderIn
from kisalli.auth.saml.metadata import single
from kisalli.auth.saml.provider import Provider
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Invalid, NotFound
from kisalli.core.etags import require_match
from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.organisations import queries as organisations
from kisalli.organisations.models import Organisation


async def of(session: AsyncSession, organisation_id: UUID, caller: Caller) -> Sequence[IdentityProvider]:
    """Return an organisation's providers, the oldest first; its admins only."""
    await organisations.require_admin(session, organisation_id, caller)
    mine = select(IdentityProvider).where(IdentityProvider.organisation_id == organisation_id)
    return (await session.scalars(mine.order_by(IdentityProvider.id))).all()


async def one(session: AsyncSession, provider_id: UUID, caller: Caller) -> IdentityProvider:
    """Return a provider to one of its organisation's admins.

    Raises:
        NotFound: there is none, or the caller does not work for the organisation. Forbidden: not as an admin.
    """
    provider = await session.get(IdentityProvider, provider_id, with_for_update=True)
    if provider is None:
        raise NotFound
    await organisations.require_admin(session, provider.organisation_id, caller)
    return provider


async def enter(session: AsyncSession, organisation_id: UUID, body: ProviderIn, keys: Keys, caller: Caller) -> IdentityProvider:
    """Enter a provider of an organisation, switched off; its admins only."""
    await organisations.require_admin(session, organisation_id, caller)
    provider = IdentityProvider(
        id=new_id(),
        organisation_id=organisation_id,
        kind=ProviderKind.OIDC,
        name=body.name,
        issuer=body.issuer,
        client_id=body.client_id,
        client_secret=keys.lock(body.client_secret) if body.client_secret else None,
        mapping=body.mapping.model_dump(mode="json"),
    )
    return await _entered(session, provider, caller)


async def enter_saml(session: AsyncSession, organisation_id: UUID, body: SamlProviderIn, caller: Caller) -> IdentityProvider:
    """Enter a SAML provider of an organisation, switched off; its admins only.

    Raises:
        Invalid: the metadata is not of one identity provider.
    """
    await organisations.require_admin(session, organisation_id, caller)
    described = _described(body.metadata)
    provider = IdentityProvider(
        id=new_id(),
        organisation_id=organisation_id,
        kind=ProviderKind.SAML,
        name=body.name,
        issuer=described.entity_id,
        metadata_xml=described.xml,
        mapping=body.mapping.model_dump(mode="json"),
    )
    return await _entered(session, provider, caller)


async def edit(
    session: AsyncSession, provider_id: UUID, patch: ProviderPatch, if_match: str | None, keys: Keys, caller: Caller
) -> IdentityProvider:
    """Change a provider, or switch it on or off; its admins only.

    Raises:
        ProviderIncomplete: switched on before it has what it needs. Invalid: the metadata is not of this provider.
    """
    provider = await one(session, provider_id, caller)
    require_match(if_match, provider.version)
    changes = patch.model_dump(mode="json", exclude_unset=True)
    _require_of_kind(provider, changes)
    if changes.get("metadata"):
        changes["metadata_xml"] = _described(changes["metadata"], provider.issuer).xml
    if changes.get("client_secret"):
        changes["client_secret"] = keys.lock(changes["client_secret"])
    for name, value in changes.items():
        if name != "metadata":  # its name in the API; SQLAlchemy keeps it for its own
            setattr(provider, name, value)
    if provider.enabled and not _complete(provider):
        raise ProviderIncomplete
    provider.version += 1
    _record(session, provider, "provider_edited", caller, {"fields": sorted(set(changes) - {"metadata_xml"})})
    return provider


async def remove(session: AsyncSession, provider_id: UUID, caller: Caller) -> None:
    """Take a provider away; who came in by it is known still, and comes in again if it is entered again."""
    provider = await one(session, provider_id, caller)
    await session.delete(provider)
    _record(session, provider, "provider_removed", caller)


async def open_to_all(session: AsyncSession, *, saml: bool) -> Sequence[Row[UUID, str, str, str]]:
    """Return the providers that are switched on, with their organisation's name, in the order of their names.

    Those of SAML only where this installation has it.
    """
    query = (
        select(IdentityProvider.id, IdentityProvider.kind, IdentityProvider.name, Organisation.name.label("organisation_name"))
        .join(Organisation, Organisation.id == IdentityProvider.organisation_id)
        .where(IdentityProvider.enabled, or_(IdentityProvider.kind != ProviderKind.SAML, true() if saml else false()))
        .order_by(IdentityProvider.name, IdentityProvider.id)
    )
    return (await session.execute(query)).all()


async def test(session: AsyncSession, test_id: UUID, caller: Caller) -> dict[str, Any]:
    """Return what a provider said of the caller in a test of theirs.

    Raises:
        NotFound: there is no such test of theirs, or nobody has come back from it.
    """
    tried = await session.get(ProviderSignIn, test_id)
    if tried is None or tried.received is None or tried.person_id != caller.person_id:
        raise NotFound
    return tried.received | {"at": tried.used_at}


async def _entered(session: AsyncSession, provider: IdentityProvider, caller: Caller) -> IdentityProvider:
    session.add(provider)
    await session.flush()
    await session.refresh(provider)
    _record(session, provider, "provider_entered", caller)
    return provider


def _described(xml: str, entity_id: str | None = None) -> Provider:
    """Return the provider that metadata describes: the one of this entity id, if there is one."""
    try:
        described = single(xml.encode(), datetime.now(UTC))
    except SamlRefused as refused:
        wrong = FieldProblem(
            "#/metadata",
            "saml_metadata",
            "This is not the metadata of one SAML identity provider that people can sign in with ({reason})",
            {"reason": refused.reason},
        )
        raise Invalid(errors=[wrong]) from refused
    if entity_id not in {None, described.entity_id}:
        wrong = FieldProblem("#/metadata", "other_provider", "This is the metadata of another provider; enter it as a new one")
        raise Invalid(errors=[wrong])
    return described


def _require_of_kind(provider: IdentityProvider, changes: Collection[str]) -> None:
    foreign = {"metadata"} if provider.kind == ProviderKind.OIDC else {"client_id", "client_secret"}
    errors = [
        FieldProblem(f"#/{name}", "other_kind", "A provider of this kind has no such setting")
        for name in changes
        if name in foreign
    ]
    if errors:
        raise Invalid(errors=errors)


def _complete(provider: IdentityProvider) -> bool:
    needed = provider.client_id if provider.kind == ProviderKind.OIDC else provider.metadata_xml
    return needed is not None


def _record(
    session: AsyncSession, provider: IdentityProvider, act: str, caller: Caller, details: dict[str, Any] | None = None
) -> None:
    row = {"organisation_id": provider.organisation_id, "caller_id": caller.person_id, "act": act}
    audit.record(session, row | {"subject": "identity_provider", "subject_id": provider.id, "details": details or {}})
