"""Ways in, and sessions of browsers: opaque tokens, of which only hashes are stored."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, Version, one_of


class Way(StrEnum):
    """How somebody signs in."""

    DEMO = "demo"
    EMAIL = "email"
    PASSKEY = "passkey"
    OIDC = "oidc"
    SAML = "saml"


class Session(Base):
    """One signed-in browser; `device` is what it said of itself, in a few words ("Firefox, Linux").

    `id_token` is what the provider wants to see when one signs out there too, locked (core.security), until the session ends.
    """

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_person_id", "person_id"),)

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    way: Mapped[str]
    device: Mapped[str] = mapped_column(server_default=text("''"))
    provider_id: Mapped[UUID | None] = mapped_column(ForeignKey("identity_provider.id", ondelete="SET NULL"))
    id_token: Mapped[bytes | None]
    created_at: Mapped[CreatedAt]


class Identity(Base):
    """Who a person is at an issuer. People are known by issuer and subject, never by an address that an issuer names.

    Whoever signs in by e-mail is their own issuer (`email`), and the address in lower case is the subject.
    """

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"), Index("ix_identity_person_id", "person_id"))

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    issuer: Mapped[str]
    subject: Mapped[str]
    last_used_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class EmailSignIn(Base):
    """A sign-in by e-mail under way, bound to the browser that asked. Link and code are derived from the id (core.security).

    `client_hash` is where it was asked from, for the limit alone; the row goes within a day or two. `person_id` is who, signed
    in already, adds the address as a way in.
    """

    __tablename__ = "email_sign_in"
    __table_args__ = (
        Index("ix_email_sign_in_address_created_at", "address", "created_at"),
        Index("ix_email_sign_in_client_hash_created_at", "client_hash", "created_at"),
        Index("ix_email_sign_in_person_id", "person_id"),
    )

    id: Mapped[Id]
    address: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    language: Mapped[str]
    browser_hash: Mapped[bytes] = mapped_column(unique=True)
    client_hash: Mapped[bytes]
    tries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class Passkey(Base):
    """A key that a device keeps for its owner; `device` is the browser in which it was made, in a few words."""

    __tablename__ = "passkey"
    __table_args__ = (Index("ix_passkey_person_id", "person_id"),)

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    device: Mapped[str]
    last_used_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class AnsweredChallenge(Base):
    """A passkey's challenge that was answered: it is not answered again. Too old after `expires_at` in any case."""

    __tablename__ = "answered_challenge"

    challenge: Mapped[bytes] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime]


class ProviderKind(StrEnum):
    """By which protocol a provider speaks."""

    OIDC = "oidc"
    SAML = "saml"


class IdentityProvider(Base):
    """A service at which an organisation's people sign in; `mapping` says what its words mean here (auth.mapping).

    `issuer` is who the provider says it is: an OpenID Connect issuer, or a SAML entity id. The secret is locked (core.security).
    """

    __tablename__ = "identity_provider"
    __table_args__ = (
        one_of("kind", ProviderKind),
        CheckConstraint(
            "NOT enabled OR kind = 'oidc' AND client_id IS NOT NULL OR kind = 'saml' AND metadata IS NOT NULL",
            name="enabled_when_complete",
        ),
        Index("ix_identity_provider_organisation_id", "organisation_id"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    kind: Mapped[str]
    name: Mapped[str]
    issuer: Mapped[str]
    client_id: Mapped[str | None]
    client_secret: Mapped[bytes | None]
    metadata_xml: Mapped[str | None] = mapped_column("metadata")
    mapping: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    enabled: Mapped[bool] = mapped_column(server_default=text("false"), default=False)
    version: Mapped[Version]
    created_at: Mapped[CreatedAt]


class Purpose(StrEnum):
    """What somebody goes to a provider for: to sign in, to add a way in, or to see what it says (its admin alone)."""

    SIGN_IN = "sign_in"
    LINK = "link"
    TEST = "test"


class ProviderSignIn(Base):
    """Somebody who has gone to a provider and may come back, once, in the same browser.

    `entity_id` is a member of the federation, where there is no row of a provider. `session_id` is where somebody is signed in
    already. `received` is what the provider said, of a test alone.
    """

    __tablename__ = "provider_sign_in"
    __table_args__ = (
        one_of("purpose", Purpose),
        CheckConstraint("(provider_id IS NULL) <> (entity_id IS NULL)", name="somewhere"),
        CheckConstraint("(person_id IS NULL) = (purpose = 'sign_in')", name="whose"),
        Index("ix_provider_sign_in_client_hash_created_at", "client_hash", "created_at"),
        Index("ix_provider_sign_in_provider_id", "provider_id"),
        Index("ix_provider_sign_in_person_id", "person_id"),
    )

    id: Mapped[Id]
    provider_id: Mapped[UUID | None] = mapped_column(ForeignKey("identity_provider.id", ondelete="CASCADE"))
    entity_id: Mapped[str | None]
    purpose: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    session_id: Mapped[UUID | None]
    browser_hash: Mapped[bytes]
    client_hash: Mapped[bytes]
    language: Mapped[str]
    return_to: Mapped[str]
    received: Mapped[dict[str, Any] | None]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class PersonalToken(Base):
    """A token that somebody made for their scripts; it reaches what its owner reaches, as far as its scopes go."""

    __tablename__ = "personal_token"
    __table_args__ = (
        CheckConstraint("cardinality(scopes) > 0", name="scopes"),
        CheckConstraint("expires_at <= created_at + interval '366 days'", name="expires_at"),
        Index("ix_personal_token_person_id", "person_id"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    name: Mapped[str]
    scopes: Mapped[list[str]]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class ServiceAccount(Base):
    """A script's or system's identity. It is a person (`service`) who works for one organisation; scopes take away from that.

    `person_id` is the OAuth client id. After a new secret was made, the one before is good until `previous_until`.
    """

    __tablename__ = "service_account"
    __table_args__ = (
        CheckConstraint("service", name="service"),
        CheckConstraint(
            "cardinality(scopes) > 0 AND NOT scopes && ARRAY['me:read', 'me:write', 'organisations:write']", name="scopes"
        ),
        CheckConstraint("(previous_hash IS NULL) = (previous_until IS NULL)", name="previous"),
        ForeignKeyConstraint(["person_id", "service"], ["person.id", "person.service"], ondelete="CASCADE"),
        Index("ix_service_account_organisation_id", "organisation_id"),
    )

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    service: Mapped[bool] = mapped_column(server_default=text("true"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    scopes: Mapped[list[str]]
    secret_hash: Mapped[bytes]
    previous_hash: Mapped[bytes | None]
    previous_until: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class ServiceToken(Base):
    """A token that a service account fetched: opaque, good for ten minutes."""

    __tablename__ = "service_token"
    __table_args__ = (Index("ix_service_token_person_id", "person_id"), Index("ix_service_token_expires_at", "expires_at"))

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("service_account.person_id", ondelete="CASCADE"))
    scopes: Mapped[list[str]]
    expires_at: Mapped[datetime]


class RefusedClient(Base):
    """A wrong id or secret at the token endpoint, for the limit alone: hashes of who it claimed to be and where it came from."""

    __tablename__ = "refused_client"
    __table_args__ = (Index("ix_refused_client_client_hash_at", "client_hash", "at"),)

    id: Mapped[Id]
    client_hash: Mapped[bytes]
    claimed_hash: Mapped[bytes]
    at: Mapped[CreatedAt]


class EmailChange(Base):
    """Another address for an account, which a code mailed there has to confirm; then the old address is told of it.

    The code is derived from the id (core.security). The row goes within days.
    """

    __tablename__ = "email_change"
    __table_args__ = (Index("ix_email_change_person_id_created_at", "person_id", "created_at"),)

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    old_address: Mapped[str]
    new_address: Mapped[str]
    tries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    expires_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
