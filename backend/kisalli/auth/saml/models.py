"""A federation's identity providers, one row each, so that every host and process knows the same ones."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, one_of


class Source(StrEnum):
    """Whence we know a provider: the federation's whole document, or its metadata service (MDQ), asked for this one."""

    FEED = "feed"
    SERVICE = "service"


class FederationFeed(Base):
    """A federation's document: when it was last believed, until when it is good, when it is asked for next.

    `etag` and `last_modified` are the server's, so that what has not changed is not sent again; `problem` is why the last
    document was not believed (a code of `SamlRefused`) or could not be had.
    """

    __tablename__ = "federation_feed"

    url: Mapped[str] = mapped_column(primary_key=True)
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    valid_until: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    next_try_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    problem: Mapped[str | None]


class FederationMember(Base):
    """An identity provider whose metadata the federation signed.

    `names` are by language; `search` is what it is found by, folded: its names, a line each, then other words; `digest`
    tells whether `xml`, its own EntityDescriptor, has changed. `valid_until` is an end of its own; without one it is good
    as long as the document that it stands in.
    """

    __tablename__ = "federation_member"
    __table_args__ = (one_of("source", Source),)

    entity_id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    names: Mapped[dict[str, str]] = mapped_column(JSONB())
    search: Mapped[str]
    scopes: Mapped[list[str]]
    hidden: Mapped[bool]
    xml: Mapped[str]
    digest: Mapped[bytes]
    valid_until: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))


class UsedAssertion(Base):
    """An assertion that was taken: it is not taken again. Too old after `forget_at` in any case."""

    __tablename__ = "used_assertion"

    issuer: Mapped[str] = mapped_column(primary_key=True)
    assertion_id: Mapped[str] = mapped_column(primary_key=True)
    forget_at: Mapped[datetime]
