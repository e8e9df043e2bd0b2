"""The audit trail: who did what to what and when; ids, codes and field names only, never values (R31, I8)."""

from typing import Any
from uuid import UUID

from sqlalchemy import DDL, BigInteger, Identity, Index, event, insert, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Xid8


class Audit(Base):
    """One thing that happened. `xid` lets every process find what it has not seen yet (see core.signals)."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_at", "at"),
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


async def record(session: AsyncSession, *rows: dict[str, Any]) -> None:
    """Write audit rows in the caller's transaction; each dict holds columns of `Audit`.

    What is audited is news: whoever owns the transaction announces it after the commit.
    """
    session.info["news"] = True
    columns = dict.fromkeys(("organisation_id", "programme_id", "caller_id", "on_behalf_of", "from_state", "to_state"), None) | {
        "details": {}
    }
    await session.execute(insert(Audit), [columns | row for row in rows])
