"""The audit trail: who did what to what and when; ids, codes and field names only, never values (R31, I8)."""

from typing import Any
from uuid import UUID

from sqlalchemy import DDL, BigInteger, Identity, Index, event, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.effects import Effect, leave
from kisalli.core.models import Base, CreatedAt, Xid8


class Audit(Base):
    """One thing that happened. `xid` lets every process find what it has not seen yet (see core.signals)."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_xid", "xid"),
        Index("ix_audit_subject_id", "subject_id"),
        Index("ix_audit_programme_id_id", "programme_id", "id"),
        Index("ix_audit_organisation_id_id", "organisation_id", "id", postgresql_where=text("organisation_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[CreatedAt]
    xid: Mapped[str] = mapped_column(Xid8(), server_default=text("pg_current_xact_id()"))
    organisation_id: Mapped[UUID | None]
    programme_id: Mapped[UUID | None]
    caller_id: Mapped[UUID | None]
    on_behalf_of: Mapped[UUID | None]
    act: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[UUID]
    from_state: Mapped[str | None]
    to_state: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


APPEND_ONLY = (
    """
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit is append-only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_append_only';
END $$
""",
    """
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()
""",
)
for _statement in APPEND_ONLY:
    event.listen(Audit.__table__, "after_create", DDL(_statement.replace("%", "%%")))  # type: ignore[no-untyped-call]  # SQLAlchemy left it untyped


RECORD = Effect(
    "audit",
    """
INSERT INTO audit (organisation_id, programme_id, caller_id, on_behalf_of, act, subject, subject_id, from_state, to_state,
       details)
SELECT organisation_id, programme_id, caller_id, on_behalf_of, act, subject, subject_id, from_state, to_state,
       COALESCE(details, '{}')
  FROM jsonb_to_recordset(CAST(:audit AS jsonb)) AS row(
       organisation_id uuid, programme_id uuid, caller_id uuid, on_behalf_of uuid, act text, subject text, subject_id uuid,
       from_state text, to_state text, details jsonb)
""",
)


def record(session: AsyncSession, *rows: dict[str, Any]) -> None:
    """Leave audit rows with the caller's transaction; each dict holds columns of `Audit`.

    What is audited is news: whoever owns the transaction announces it after the commit.
    """
    session.info["news"] = True
    leave(session, RECORD, *rows)
