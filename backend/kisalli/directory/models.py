"""A mentee's private, ordered list of mentors."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt


class SavedMentor(Base):
    """A mentor that a mentee keeps in mind; `tell_me` asks for one mail when the mentor has room again (R11)."""

    __tablename__ = "saved_mentor"
    __table_args__ = (Index("ix_saved_mentor_waiting", "mentor_id", postgresql_where=text("tell_me")),)

    mentee_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    tell_me: Mapped[bool] = mapped_column(server_default=text("false"))
    told_at: Mapped[datetime | None]
    told_times: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    created_at: Mapped[CreatedAt]
