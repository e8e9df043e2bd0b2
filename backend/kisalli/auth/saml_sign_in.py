"""Signing in by SAML: at a member of the federation, or at the provider that an organisation has entered.

A federation is the installation's: its members are known by their entity id, which it has signed, and may speak for the
scopes that it lists. A provider of one organisation was described by its admin, whom nobody has checked: its people are
known by its row here, whatever it calls itself, and it speaks for its organisation's own domains alone.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth import mapping
from kisalli.auth.arrivals import Told
from kisalli.auth.errors import SignInExpired
from kisalli.auth.mapping import AttributeMapping
from kisalli.auth.models import IdentityProvider, ProviderSignIn
from kisalli.auth.saml import federation
from kisalli.auth.saml.provider import Provider, provider_in
from kisalli.auth.saml.reading import Expected, Vouched
from kisalli.auth.saml.renewal import Service
from kisalli.auth.saml.sp import ServiceProvider, service_provider
from kisalli.core.db import Sessions
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class Saml:
    """What an installation needs for SAML: who it is, and whom it asks for unknown members of the federation."""

    sp: ServiceProvider
    service: Service


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A provider that somebody signs in at: by which issuer its people are known here, and for whom it may speak."""

    provider: Provider
    issuer: str
    speaks_for: frozenset[str]
    listed: bool  # by the federation, which says for whom
    meaning: AttributeMapping


def of(settings: Settings, sessions: Sessions) -> Saml | None:
    """Return what this installation needs for SAML; None where it has no key and so no SAML."""
    sp = service_provider(settings)
    return Saml(sp, Service(sessions, settings)) if sp is not None else None


def issuer_of(provider_id: UUID) -> str:
    """Return by which issuer the people of an organisation's own SAML provider are known; no entity id looks like it."""
    return f"saml:{provider_id}"


def request_id(sign_in_id: UUID, keys: Keys) -> str:
    """Return the id of the request of a sign-in, which the response has to name: derived, so that no table holds it."""
    return f"_{keys.redirect_secret(sign_in_id, 'request')}"


async def counterpart(session: AsyncSession, sign_in: ProviderSignIn, settings: Settings) -> Counterpart:
    """Return the provider that somebody has gone to.

    Raises:
        SignInExpired: it is none of ours any more.
    """
    if sign_in.entity_id is not None:
        member = await federation.member(session, sign_in.entity_id, settings)
        if member is None:
            raise SignInExpired
        return Counterpart(member, member.entity_id, member.scopes, listed=True, meaning=AttributeMapping())
    row = await session.get_one(IdentityProvider, sign_in.provider_id)
    domains = frozenset(await organisations.domains(session, row.organisation_id))
    meaning = AttributeMapping.model_validate(row.mapping)
    return Counterpart(provider_of(row), issuer_of(row.id), domains, listed=False, meaning=meaning)


def provider_of(row: IdentityProvider) -> Provider:
    """Return the provider that an organisation has entered."""
    assert row.metadata_xml is not None  # a SAML provider is never without
    return provider_in(row.metadata_xml)


def expected(there: Counterpart, sign_in_id: UUID, keys: Keys) -> Expected:
    """Return what its response has to be."""
    return Expected(there.provider, request_id(sign_in_id, keys), there.speaks_for, strict=there.listed)


def told(there: Counterpart, vouched: Vouched) -> Told:
    """Return what it means here."""
    facts = mapping.facts(vouched.attributes, mapping.SAML, there.meaning, there.speaks_for)
    return Told(there.issuer, vouched.subject, facts, {name: list(values) for name, values in vouched.attributes.items()})
