"""Private notes (R21): readable by their writer alone, and gone three months after the match."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, Version


class PrivateNote(Base):
    """One note of one member. No coordinator, export of another, audit row or log ever holds a word of it."""

    __tablename__ = "private_note"
    __table_args__ = (
        ForeignKeyConstraint(["match_id", "writer_id"], ["match_member.match_id", "match_member.participant_id"]),
        Index("ix_private_note_match_id_writer_id", "match_id", "writer_id"),
    )

    id: Mapped[Id]
    match_id: Mapped[UUID]
    writer_id: Mapped[UUID]
    words: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    version: Mapped[Version]
    created_at: Mapped[CreatedAt]
