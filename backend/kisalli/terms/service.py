"""Who has agreed to what, and what they still have to be asked."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import Unauthenticated
from kisalli.core.ids import new_id
from kisalli.people.models import Person
from kisalli.terms.errors import TermsChanged
from kisalli.terms.models import Consent, ConsentKind
from kisalli.terms.schemas import ConsentsIn
from kisalli.terms.wording import ASKED, current, wording


async def still_to_ask(session: AsyncSession, person_id: UUID) -> list[ConsentKind]:
    """Return what a person has not agreed to in the version that is in force."""
    mine = select(Consent.kind, Consent.version).where(Consent.person_id == person_id, Consent.kind.in_(ASKED))
    agreed = {(row.kind, row.version) for row in await session.execute(mine)}
    return [kind for kind in ASKED if (kind, current(kind)) not in agreed]


async def agree(session: AsyncSession, body: ConsentsIn, caller: Caller) -> None:
    """Write down that the caller agrees; once a version, a repeat changes nothing.

    Raises:
        TermsChanged: another version is in force. Unauthenticated: the caller is gone.
    """
    person = await session.get(Person, caller.person_id, with_for_update={"read": True})
    if person is None or person.disabled_at is not None:
        raise Unauthenticated
    for each in body.agreements:
        kind = ConsentKind(each.kind)
        if each.version != current(kind):
            raise TermsChanged
        await record(session, caller.person_id, kind, body.language)
        row = {"caller_id": caller.person_id, "act": f"{kind}_agreed", "subject": "person", "subject_id": caller.person_id}
        audit.record(session, row | {"details": {"version": each.version, "language": body.language}})


async def record(
    session: AsyncSession, person_id: UUID, kind: ConsentKind, language: str, participant_id: UUID | None = None
) -> None:
    """Write one yes to the wording in force; the first stands."""
    words = wording(kind, language)
    row = {"id": new_id(), "person_id": person_id, "kind": kind, "version": words.version, "participant_id": participant_id}
    row |= {"language": language, "wording_hash": words.digest}
    await session.execute(insert(Consent).values(row).on_conflict_do_nothing())


async def of(session: AsyncSession, caller: Caller) -> Sequence[Consent]:
    """Return what the caller has agreed to, the latest first."""
    mine = select(Consent).where(Consent.person_id == caller.person_id)
    return (await session.scalars(mine.order_by(Consent.id.desc()))).all()
