"""A person: one human, one account."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, Xid8


class Person(Base):
    """One human with one account; `email` is where the service writes to and is shown to nobody else."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("language IN ('en', 'fi', 'sv')", name="language"),)

    id: Mapped[Id]
    name: Mapped[str]
    email: Mapped[str]
    language: Mapped[str] = mapped_column(server_default=text("'en'"))
    demo: Mapped[bool] = mapped_column(server_default=text("false"))
    disabled_at: Mapped[datetime | None]
    email_failed_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


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
