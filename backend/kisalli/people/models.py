"""A person: one human, one account."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, Xid8, one_of


class Person(Base):
    """One human with one account; `email` is where the service writes to and is shown to nobody else.

    `service` marks the account of a script (see auth.service_accounts): nobody signs in as it and no mail goes to it.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("language IN ('en', 'fi', 'sv')", name="language"),
        CheckConstraint("NOT service OR (email = '' AND NOT demo)", name="service"),
        UniqueConstraint("id", "service"),
    )

    id: Mapped[Id]
    name: Mapped[str]
    email: Mapped[str]
    language: Mapped[str] = mapped_column(server_default=text("'en'"))
    demo: Mapped[bool] = mapped_column(server_default=text("false"))
    service: Mapped[bool] = mapped_column(server_default=text("false"))
    disabled_at: Mapped[datetime | None]
    email_failed_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    @property
    def undeliverable(self) -> bool:
        """Whether the last mail to the address was refused for good, or there is none: a provider may have named no address."""
        return self.email_failed_at is not None or not self.email


ERASED_NAME = "N. N."  # nomen nescio: whoever reads it in any of our languages knows that there is no name


class AffiliationKind(StrEnum):
    """What somebody is at their home organisation, in the words of eduPerson; `employee` is everybody with a contract."""

    STUDENT = "student"
    STAFF = "staff"
    FACULTY = "faculty"
    EMPLOYEE = "employee"
    ALUM = "alum"
    MEMBER = "member"
    AFFILIATE = "affiliate"


STAFF = (AffiliationKind.STAFF, AffiliationKind.FACULTY)


class Affiliation(Base):
    """What the sign-in of a home organisation says that a person is there; one may be several things at once.

    `identity_id` is the way in that said it last, which may take it back; null where nobody signs in (the demo's people).
    """

    __tablename__ = "affiliation"
    __table_args__ = (one_of("kind", AffiliationKind), Index("ix_affiliation_identity_id", "identity_id"))

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    home_organisation: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[UUID | None] = mapped_column(ForeignKey("identity.id", ondelete="CASCADE"))


class AccessChange(Base):
    """A session ended, or a person's rights changed: every process forgets what it kept about them (see core.signals).

    No foreign key: the news that somebody is gone must not go with them.
    """

    __tablename__ = "access_change"
    __table_args__ = (Index("ix_access_change_xid", "xid"),)

    id: Mapped[Id]
    person_id: Mapped[UUID]
    session_id: Mapped[UUID | None]
    at: Mapped[CreatedAt]
    xid: Mapped[str] = mapped_column(Xid8(), server_default=text("pg_current_xact_id()"))
