"""When a pair was last written to because it had gone quiet (R20)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base


class Nudge(Base):
    """The latest nudge of a match, and how many there were: they number its mails, so that none goes out twice."""

    __tablename__ = "nudge"

    match_id: Mapped[UUID] = mapped_column(ForeignKey("match.id", ondelete="CASCADE"), primary_key=True)
    nudged_at: Mapped[datetime]
    times: Mapped[int] = mapped_column(SmallInteger)
