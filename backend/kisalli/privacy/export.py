"""Everything about one person, derived from the purpose map; nobody else's words (Art. 15 (4), 20).

What another person wrote to or about somebody (a mentor's words in a decline, a coordinator's note, a partner's farewell)
is theirs: it stands on its page, where its reader sees it as long as it is kept, and in the mail; not here. Of an agreement
one takes what one changed in it, and of what was told in confidence that it was told (R22). Whom one's contact details
went to is told by name (CJEU C-154/21), who read one's data by role (C-579/21).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import Unauthenticated
from kisalli.matches import views as matches
from kisalli.people.models import Person
from kisalli.privacy import queries
from kisalli.privacy.derived import taken
from kisalli.privacy.schemas import AudienceOut, ExportOut, ReadOut
from kisalli.programmes.models import Participant

MOST = 5_000  # rows of one list; more than anybody has, and what keeps an export bounded


async def export(session: AsyncSession, caller: Caller) -> ExportOut:
    """Gather what is kept about the caller, a list a table, at most 5,000 rows each; one statement a list.

    Raises:
        Unauthenticated: the caller is gone.
    """
    if await session.get(Person, caller.person_id) is None:
        raise Unauthenticated
    parts = (await session.scalars(select(Participant.id).where(Participant.person_id == caller.person_id))).all()
    values = {"people": [caller.person_id], "parts": list(parts), "limit": MOST + 1}
    data: dict[str, list[dict[str, Any]]] = {}
    for each in taken():
        rows = (
            await session.execute(each.statement, {name: values[name] for name in each.statement.compile().params})
        ).mappings()
        data[each.name] = [{name: _plain(value) for name, value in row.items()} for row in rows]
    data |= await _told(session, caller)
    cut = [name for name, rows in data.items() if len(rows) > MOST]
    row = {"caller_id": caller.person_id, "act": "data_exported", "subject": "person", "subject_id": caller.person_id}
    audit.record(session, row)
    kept = {name: rows[:MOST] for name, rows in data.items()}
    return ExportOut(made_at=await instants.now(session), person_id=caller.person_id, data=kept, cut=cut)


async def _told(session: AsyncSession, caller: Caller) -> dict[str, list[dict[str, Any]]]:
    """Return what is told of reads, audiences and the ledger, as their own routes tell it."""
    ledger = await matches.ledger(session, MOST + 1, caller)
    reads = await queries.reads(session, MOST + 1, caller)
    audiences = await queries.audiences(session, caller)
    return {
        "reads": [ReadOut.model_validate(row).model_dump(mode="json") for row in reads],
        "audiences": [AudienceOut.model_validate(row).model_dump(mode="json") for row in audiences],
        "contacts_given": [each.model_dump(mode="json") for each in ledger if each.mine],
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value
