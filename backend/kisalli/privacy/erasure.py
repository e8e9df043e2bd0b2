"""Erasing people (R32, R33): one transaction a programme, then one for the account; counts stay, the person goes.

The tombstone comes first, with the account closed and its sessions ended: from then on nothing new begins, and whatever is
interrupted is finished by the worker. In each programme the part is left as by its own act, under the locks of the core,
so places are free and partners told in the transaction that takes the words away. Of those whose time is over (R33) many
go at once, by the same statements: nobody waits for the news.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit, effects
from kisalli.core.acts import Acts, Command
from kisalli.core.caller import Caller
from kisalli.core.db import Sessions, transaction
from kisalli.core.errors import NotFound
from kisalli.core.ids import new_id
from kisalli.organisations.errors import LastAdmin
from kisalli.people.models import ERASED_NAME, Person
from kisalli.people.service import rights_changed
from kisalli.privacy.derived import erasing
from kisalli.privacy.errors import TakesPartElsewhere
from kisalli.privacy.mapping import Scope
from kisalli.privacy.schemas import ErasedOut
from kisalli.programmes.errors import IllegalMove
from kisalli.programmes.models import Participant
from kisalli.requests import taking_part

SYSTEM = UUID(int=1)
# The organisations are locked, for two admins may go at once; a person who is erased is no admin any more.
ADMINISTERED = text("""
SELECT o.id FROM organisation o JOIN organisation_member m ON m.organisation_id = o.id
 WHERE m.person_id = :person_id AND m.role = 'admin' ORDER BY o.id FOR UPDATE OF o
""")
LEFT_ALONE = text("""
SELECT o.name FROM organisation o JOIN organisation_member m ON m.organisation_id = o.id
 WHERE m.person_id = :person_id AND m.role = 'admin' AND NOT EXISTS (
       SELECT FROM organisation_member other JOIN person p ON p.id = other.person_id AND p.disabled_at IS NULL
        WHERE other.organisation_id = o.id AND other.role = 'admin' AND other.person_id <> :person_id)
 ORDER BY o.name
""")
ELSEWHERE = text("""
SELECT EXISTS (SELECT FROM participant p JOIN programme g ON g.id = p.programme_id
                WHERE p.person_id = :person_id AND g.organisation_id <> :organisation_id)
    OR EXISTS (SELECT FROM organisation_member w WHERE w.person_id = :person_id AND w.organisation_id <> :organisation_id)
""")
TOMBSTONE = text("""
INSERT INTO erasure (person_id, asked_by) VALUES (:person_id, :asked_by)
ON CONFLICT (person_id) DO UPDATE SET finished_at = NULL
""")
LOCK = text("SELECT FROM person WHERE id = ANY(:people) ORDER BY id FOR UPDATE")
CLOSE = text("UPDATE person SET disabled_at = COALESCE(disabled_at, clock_timestamp()) WHERE id = ANY(:people)")
END_SESSIONS = text("UPDATE session SET ended_at = clock_timestamp() WHERE person_id = ANY(:people) AND ended_at IS NULL")
END_WORK = text("DELETE FROM organisation_member WHERE person_id = :person_id")
# Whom a mail speaks of when their name is gone, by who they were, for of a group several may go: the partner has to know which
# of their meetings are off. It goes when the mail is settled (notifications.queue).
SUBJECTS = """
SELECT r.id FROM request r WHERE r.mentor_id = ANY(:parts) OR r.mentee_id = ANY(:parts)
UNION SELECT o.id FROM proposal o WHERE o.mentor_id = ANY(:parts) OR o.mentee_id = ANY(:parts)
UNION SELECT m.match_id FROM match_member m WHERE m.participant_id = ANY(:parts)
"""
NAME_IN_MAILS = text(f"""
UPDATE message SET details = jsonb_set(details, '{{erased}}', COALESCE(details->'erased', '{{}}') || jsonb_build_object(
       CAST(:participant_id AS text), (
       SELECT name FROM mentor_profile WHERE participant_id = :participant_id
       UNION ALL SELECT name FROM mentee_profile WHERE participant_id = :participant_id)))
 WHERE state = 'waiting' AND recipient_id <> :person_id AND subject_id IN ({SUBJECTS})
   AND details->'erased'->>CAST(:participant_id AS text) IS NULL
""")  # noqa: S608 - our own words
NO_MAILS = text(f"""
UPDATE message SET state = 'dropped', rendered = NULL, details = '{{}}'
 WHERE state = 'waiting' AND subject_id IN ({SUBJECTS})
""")  # noqa: S608 - our own words
FINISHED = text("UPDATE erasure SET finished_at = clock_timestamp() WHERE person_id = ANY(:people)")
UNFINISHED = text("""
SELECT person_id FROM erasure WHERE finished_at IS NULL AND asked_at < clock_timestamp() - make_interval(secs => :patience)
 ORDER BY asked_at LIMIT 20
""")
PATIENCE_SECONDS = 60  # whoever asked is most likely still carrying it out


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part in a programme; `told` is false where nobody waits for the news any more (R33)."""

    id: UUID
    person_id: UUID
    programme_id: UUID
    told: bool


async def erase(sessions: Sessions, acts: Acts, person_id: UUID, asked_by: UUID | None, organisation_id: UUID | None) -> None:
    """Erase a person at their own asking, or an organisation's (`asked_by`, `organisation_id`).

    Raises:
        NotFound: there is nobody, or nobody any more. LastAdmin. TakesPartElsewhere: tied to another organisation as well.
    """
    async with transaction(sessions) as session:
        await close(session, person_id)
        await _require_may_go(session, person_id, organisation_id)
        await _bury(session, person_id, asked_by)
    await carry_out(sessions, acts, person_id)


async def erase_again(sessions: Sessions, acts: Acts, person_id: UUID) -> bool:
    """Erase somebody whom a restored backup has brought back; whether they were there. Nothing refuses it."""
    async with transaction(sessions) as session:
        person = await session.get(Person, person_id)
        if person is None or person.name == ERASED_NAME:
            return False
        await close(session, person_id, again=True)
        await _bury(session, person_id, None)
    await carry_out(sessions, acts, person_id)
    return True


async def close(session: AsyncSession, person_id: UUID, *, again: bool = False) -> None:
    """Close an account: nobody acts by it from now on. Its row is locked till the end of the transaction.

    Raises:
        NotFound: there is none, or (unless `again`) it is closed already.
    """
    person = await session.get(Person, person_id, with_for_update=True, populate_existing=True)
    if person is None or (person.disabled_at is not None and not again):
        raise NotFound
    await close_all(session, [person_id])


async def close_all(session: AsyncSession, people: Sequence[UUID]) -> None:
    """Close the accounts of people whose rows the caller has locked."""
    await session.execute(CLOSE, {"people": people})
    await session.execute(END_SESSIONS, {"people": people})
    for person_id in people:
        rights_changed(session, person_id)


async def _require_may_go(session: AsyncSession, person_id: UUID, organisation_id: UUID | None) -> None:
    if organisation_id is not None:
        where = {"person_id": person_id, "organisation_id": organisation_id}
        if await session.scalar(ELSEWHERE, where):
            raise TakesPartElsewhere
    await session.execute(ADMINISTERED, {"person_id": person_id})
    if await left_alone(session, person_id):
        raise LastAdmin


async def left_alone(session: AsyncSession, person_id: UUID) -> list[str]:
    """Return the names of organisations that would have no admin without this person."""
    return list((await session.scalars(LEFT_ALONE, {"person_id": person_id})).all())


async def _bury(session: AsyncSession, person_id: UUID, asked_by: UUID | None) -> None:
    await session.execute(END_WORK, {"person_id": person_id})
    await session.execute(TOMBSTONE, {"person_id": person_id, "asked_by": asked_by})
    row = {"caller_id": asked_by or person_id, "act": "erasure_asked", "subject": "person", "subject_id": person_id}
    audit.record(session, row)


async def carry_out(sessions: Sessions, acts: Acts, person_id: UUID) -> None:
    """Erase a person whose account is closed: every part, then the account. May be repeated from anywhere."""
    for part in await _parts(sessions, [person_id], told=True):
        await acts.run(_command(), erase_part, part)
    await acts.run(_command(), erase_accounts, [person_id])


async def make_anonymous(sessions: Sessions, acts: Acts, people: Sequence[UUID]) -> None:
    """Erase people whose accounts are closed and whom nobody waits to hear of (R33). May be repeated from anywhere."""
    parts = await _parts(sessions, people, told=False)
    for programme_id, there in groupby(parts, key=lambda part: part.programme_id):
        together = list(there)
        answer = await acts.run(_command(), erase_idle, programme_id, [part.id for part in together])
        gone = set(ErasedOut.model_validate_json(answer).ids)
        for part in together:
            if part.id not in gone:
                await acts.run(_command(), erase_part, part)
    await acts.run(_command(), erase_accounts, people)


async def _parts(sessions: Sessions, people: Sequence[UUID], *, told: bool) -> list[Part]:
    mine = select(Participant.id, Participant.person_id, Participant.programme_id).where(Participant.person_id.in_(people))
    async with transaction(sessions) as session:
        rows = (await session.execute(mine.order_by(Participant.programme_id, Participant.id))).all()
    return [Part(row.id, row.person_id, row.programme_id, told) for row in rows]


def _command() -> Command:
    return Command.of(SYSTEM, key=f"erasure:{new_id()}")


async def erase_part(session: AsyncSession, part: Part) -> ErasedOut:
    """Leave a programme with every consequence, and take away what was told in it: an act."""
    with contextlib.suppress(IllegalMove):  # left or removed before; its locks are held all the same
        await taking_part.leave(session, part.id, Caller(part.person_id))
    await effects.write(session)  # what the leaving tells others, before the name goes
    if part.told:
        values = {"participant_id": part.id, "person_id": part.person_id, "parts": [part.id]}
        await session.execute(NAME_IN_MAILS, values)
    else:
        await session.execute(NO_MAILS, {"parts": [part.id]})
    await _take_away(session, part.programme_id, {part.id: part.person_id})
    return ErasedOut(ids=[part.id])


async def erase_idle(session: AsyncSession, programme_id: UUID, participant_ids: Sequence[UUID]) -> ErasedOut:
    """Do the same at once for all who have nothing under way in a programme, and tell nobody: an act. Its answer: for whom."""
    idle = await taking_part.leave_idle(session, programme_id, participant_ids)
    await session.execute(NO_MAILS, {"parts": list(idle)})
    await _take_away(session, programme_id, idle)
    return ErasedOut(ids=list(idle))


async def _take_away(session: AsyncSession, programme_id: UUID, people: dict[UUID, UUID]) -> None:
    """Take away what was told in a programme by its participants, each with whose they are."""
    for statement in erasing(Scope.PART):
        await session.execute(statement, {"parts": list(people)})
    for participant_id, person_id in people.items():
        record = {"caller_id": person_id, "act": "participant_erased", "subject": "participant", "subject_id": participant_id}
        audit.record(session, record | {"programme_id": programme_id})


async def erase_accounts(session: AsyncSession, people: Sequence[UUID]) -> ErasedOut:
    """Take away accounts and what is left of their people; the rows stay for the figures and say nothing: an act."""
    await session.execute(LOCK, {"people": people})
    for statement in erasing(Scope.PERSON):
        await session.execute(statement, {"people": people})
    await session.execute(FINISHED, {"people": people})
    for person_id in people:
        audit.record(session, {"act": "person_erased", "subject": "person", "subject_id": person_id})
    return ErasedOut(ids=list(people))


async def finish(sessions: Sessions, acts: Acts, patience: float = PATIENCE_SECONDS) -> int:
    """Finish what was interrupted more than `patience` seconds ago; return how many people it was."""
    async with transaction(sessions) as session:
        waiting = (await session.scalars(UNFINISHED, {"patience": patience})).all()
    for person_id in waiting:
        await carry_out(sessions, acts, person_id)
    return len(waiting)
