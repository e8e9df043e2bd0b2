"""Ways in, and sessions of browsers: opaque tokens, of which only hashes are stored."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id


class Way(StrEnum):
    """How somebody signs in."""

    DEMO = "demo"
    EMAIL = "email"
    PASSKEY = "passkey"


class Session(Base):
    """One signed-in browser; `device` is what it said of itself, in a few words ("Firefox, Linux")."""

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

    `client_hash` is where it was asked from, for the limit alone; the row goes within a day or two.
    """

    __tablename__ = "email_sign_in"
    __table_args__ = (
        Index("ix_email_sign_in_address_created_at", "address", "created_at"),
        Index("ix_email_sign_in_client_hash_created_at", "client_hash", "created_at"),
    )

    id: Mapped[Id]
    address: Mapped[str]
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
