"""Reading the audit trail of an organisation and its programmes (R31)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from kisalli.core.audit import Audit
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.organisations import queries as organisations
from kisalli.people.models import Person
from kisalli.programmes.models import Programme
from kisalli.programmes.schemas import AuditOut

LAST_ID = 2**63 - 1


def row_id(text: str) -> int:
    """Read the id of a row from a cursor.

    Raises:
        ValueError: no row can have it.
    """
    number = int(text)
    if not 0 < number <= LAST_ID:
        raise ValueError(text)
    return number


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; `before` is the id of the last row of the page before."""

    programme_id: UUID | None
    subject_id: UUID | None
    act: str | None
    before: int | None


async def of_organisation(
    session: AsyncSession, organisation_id: UUID, wanted: Wanted, limit: int, caller: Caller
) -> list[AuditOut]:
    """Return the latest audit rows of an organisation that the caller works for.

    Raises:
        NotFound: it is none of the caller's, or the programme to look for is none of the organisation's.
    """
    await organisations.visible(session, organisation_id, caller)
    programmes = select(Programme.id).where(Programme.organisation_id == organisation_id)
    if wanted.programme_id is not None and await session.scalar(programmes.where(Programme.id == wanted.programme_id)) is None:
        raise NotFound
    behalf = aliased(Person)
    query = (
        select(Audit, Person.name, behalf.name)
        .outerjoin(Person, Person.id == Audit.caller_id)
        .outerjoin(behalf, behalf.id == Audit.on_behalf_of)
        .where(or_(Audit.organisation_id == organisation_id, Audit.programme_id.in_(programmes)))
        .order_by(Audit.id.desc())
        .limit(limit)
    )
    if wanted.programme_id is not None:
        query = query.where(Audit.programme_id == wanted.programme_id)
    if wanted.subject_id is not None:
        query = query.where(Audit.subject_id == wanted.subject_id)
    if wanted.act is not None:
        query = query.where(Audit.act == wanted.act)
    if wanted.before is not None:
        query = query.where(Audit.id < wanted.before)
    return [_shown(*row) for row in await session.execute(query)]


def people(rows: Iterable[AuditOut]) -> Iterator[UUID | None]:
    """Yield whom rows name, None where nobody."""
    for row in rows:
        yield row.caller_id
        yield row.on_behalf_of
        yield row.subject_id if row.subject in {"participant", "person"} else None


def _shown(row: Audit, caller_name: str | None, behalf_name: str | None) -> AuditOut:
    names = {"caller_name": caller_name, "on_behalf_of_name": behalf_name}
    columns = {name: getattr(row, name) for name in AuditOut.model_fields if name not in names}
    return AuditOut(**columns, **names)
