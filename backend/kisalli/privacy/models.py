"""Erasures: asked for, carried out, and written down where a restored backup can't forget them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt


class Erasure(Base):
    """The tombstone of a person: an id, when and at whose asking (None: their own). No foreign key: who it names is gone.

    It is written first, so that whatever is interrupted afterwards is finished by the worker; `listed_at` says that it
    stands in the file outside the database too.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        Index("ix_erasure_unfinished", "asked_at", postgresql_where=text("finished_at IS NULL OR listed_at IS NULL")),
    )

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    asked_at: Mapped[CreatedAt]
    asked_by: Mapped[UUID | None]
    finished_at: Mapped[datetime | None]
    listed_at: Mapped[datetime | None]
