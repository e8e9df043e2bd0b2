"""The access log: which organiser read whose personal data, in which role, when and for what (R32, CJEU C-579/21).

A route that shows people to organisers declares `Reading` and says whom it showed; a declared route that answers without
saying so breaks, and a test looks for routes that show people and declare nothing. One statement a call, written with the
transaction that read; it keeps nothing where the reader is no organiser, for parties read their own affairs. Ids only.
"""

from collections.abc import AsyncIterator, Callable, Iterable
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import CheckConstraint, Index, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.caller import Caller
from kisalli.core.callers import CurrentCaller
from kisalli.core.effects import Effect, leave
from kisalli.core.ids import new_id
from kisalli.core.models import Base, CreatedAt, Id, one_of
from kisalli.core.tx import Tx


class ReadPurpose(StrEnum):
    """What an organiser reads for; told to whoever was read."""

    ADMISSION_AND_SUPPORT = "admission_and_support"
    MATCHING = "matching"
    DELIVERY = "delivery"
    ACCOUNTABILITY = "accountability"
    ADMINISTRATION = "administration"


class DataRead(Base):
    """One read: `subjects` are the participants or people who were shown, a whole page in one row.

    No foreign key: what is kept of a read outlives neither its reader's nor its subject's name, which stand elsewhere.
    """

    __tablename__ = "data_read"
    __table_args__ = (
        one_of("purpose", ReadPurpose),
        CheckConstraint("role IN ('coordinator', 'admin')", name="role"),
        Index("ix_data_read_subjects", "subjects", postgresql_using="gin"),
        Index("ix_data_read_at", "at"),
    )

    id: Mapped[Id]
    at: Mapped[CreatedAt]
    organisation_id: Mapped[UUID]
    programme_id: Mapped[UUID | None]
    reader_id: Mapped[UUID]
    role: Mapped[str]
    operation: Mapped[str]
    purpose: Mapped[str]
    subjects: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))


KEEP = Effect(
    "data_read",
    """
INSERT INTO data_read (id, organisation_id, programme_id, reader_id, role, operation, purpose, subjects)
SELECT row.id, w.organisation_id, row.programme_id, row.reader_id, w.role, row.operation, row.purpose, row.subjects
  FROM jsonb_to_recordset(CAST(:data_read AS jsonb)) AS row(
       id uuid, organisation_id uuid, programme_id uuid, reader_id uuid, operation text, purpose text, subjects uuid[])
  LEFT JOIN programme g ON g.id = row.programme_id
  JOIN organisation_member w ON w.person_id = row.reader_id
   AND w.organisation_id = COALESCE(row.organisation_id, g.organisation_id)
""",
)


class Reading:
    """What one call shows of people."""

    def __init__(self, session: AsyncSession, caller: Caller, operation: str, purpose: ReadPurpose) -> None:
        self._session = session
        self._row = {"reader_id": caller.person_id, "operation": operation, "purpose": purpose}
        self.said = False

    def of_programme(self, programme_id: UUID, subjects: Iterable[UUID | None]) -> None:
        """Say whom of a programme the answer shows: ids of participants or people."""
        self._leave({"programme_id": programme_id}, subjects)

    def of_organisation(self, organisation_id: UUID, subjects: Iterable[UUID | None]) -> None:
        """Say whom of an organisation the answer shows."""
        self._leave({"organisation_id": organisation_id}, subjects)

    def _leave(self, where: dict[str, Any], subjects: Iterable[UUID | None]) -> None:
        self.said = True
        shown = sorted({str(each) for each in subjects if each is not None})
        if shown:
            leave(self._session, KEEP, {"id": new_id(), "subjects": shown} | self._row | where)


def reading(purpose: ReadPurpose) -> Callable[..., AsyncIterator[Reading]]:
    """Return the dependency of a route that shows people to organisers for a purpose."""

    async def declared(request: Request, session: Tx, me: CurrentCaller) -> AsyncIterator[Reading]:
        shown = Reading(session, me, request.scope["route"].operation_id, purpose)
        yield shown
        if not shown.said:
            raise RuntimeError("a route that declares whom it shows has not said so")

    declared.purpose = purpose  # type: ignore[attr-defined]  # by which the test knows a declared route
    return declared


ReadForSupport = Annotated[Reading, Depends(reading(ReadPurpose.ADMISSION_AND_SUPPORT), scope="function")]
ReadForMatching = Annotated[Reading, Depends(reading(ReadPurpose.MATCHING), scope="function")]
ReadForDelivery = Annotated[Reading, Depends(reading(ReadPurpose.DELIVERY), scope="function")]
ReadForAccountability = Annotated[Reading, Depends(reading(ReadPurpose.ACCOUNTABILITY), scope="function")]
ReadForAdministration = Annotated[Reading, Depends(reading(ReadPurpose.ADMINISTRATION), scope="function")]
