"""What the members of a match agree on: the programme's template, the versions of a match, and who signed which (R18)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Version


class AgreementTemplate(Base):
    """A programme's own template in one language; without `body`, and without a row, it is the standard one."""

    __tablename__ = "agreement_template"
    __table_args__ = (CheckConstraint("language IN ('en', 'fi', 'sv')", name="language"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str | None]
    version: Mapped[Version]


class Agreement(Base):
    """A version of a match's agreement, never changed: the template as it was, and all answers by field.

    `changed` holds the answers that its writer gave in this version: the history tells of them, and they are the writer's own
    in an export, where `answers` may be the other's words.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("language IN ('en', 'fi', 'sv')", name="language"),
        ForeignKeyConstraint(
            ["match_id", "written_by"],
            ["match_member.match_id", "match_member.participant_id"],
            name="fk_agreement_written_by",
        ),
        Index("ix_agreement_written_by", "written_by"),
    )

    match_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    language: Mapped[str]
    template: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    changed: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    written_by: Mapped[UUID]
    written_at: Mapped[CreatedAt]


class AgreementSignature(Base):
    """That a member signed a version."""

    __tablename__ = "agreement_signature"
    __table_args__ = (
        ForeignKeyConstraint(
            ["match_id", "number"], ["agreement.match_id", "agreement.number"], name="fk_agreement_signature_version"
        ),
        ForeignKeyConstraint(
            ["match_id", "participant_id"],
            ["match_member.match_id", "match_member.participant_id"],
            name="fk_agreement_signature_member",
        ),
        Index("ix_agreement_signature_participant_id", "participant_id"),
    )

    match_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(primary_key=True)
    signed_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
