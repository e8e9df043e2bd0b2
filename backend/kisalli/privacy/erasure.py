"""Erasing a person (R32): one transaction a programme, then one for the account; counts stay, the person goes.

The tombstone comes first, with the account closed and its sessions ended: from then on nothing new begins, and whatever is
interrupted is finished by the worker. In each programme the part is left as by its own act, under the locks of the core,
so places are free and partners told in the transaction that takes the words away.
"""

import contextlib
from dataclasses import dataclass
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
from kisalli.privacy.schemas import ErasedPartOut
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
CLOSE = text("UPDATE person SET disabled_at = COALESCE(disabled_at, clock_timestamp()) WHERE id = :person_id")
END_SESSIONS = text("UPDATE session SET ended_at = clock_timestamp() WHERE person_id = :person_id AND ended_at IS NULL")
END_WORK = text("DELETE FROM organisation_member WHERE person_id = :person_id")
# Whom a mail speaks of when their name is gone, by who they were, for of a group several may go: the partner has to know which
# of their meetings are off. It goes when the mail is settled (notifications.queue).
SUBJECTS = """
SELECT r.id FROM request r WHERE r.mentor_id = :participant_id OR r.mentee_id = :participant_id
UNION SELECT o.id FROM proposal o WHERE o.mentor_id = :participant_id OR o.mentee_id = :participant_id
UNION SELECT m.match_id FROM match_member m WHERE m.participant_id = :participant_id
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
FINISHED = text("UPDATE erasure SET finished_at = clock_timestamp() WHERE person_id = :person_id")
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
    await session.execute(CLOSE, {"person_id": person_id})
    await session.execute(END_SESSIONS, {"person_id": person_id})
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


async def carry_out(sessions: Sessions, acts: Acts, person_id: UUID, *, told: bool = True) -> None:
    """Erase a person whose account is closed: every part, then the account. May be repeated from anywhere."""
    async with transaction(sessions) as session:
        mine = select(Participant.id).where(Participant.person_id == person_id)
        parts = (await session.scalars(mine.order_by(Participant.id))).all()
    for participant_id in parts:
        await acts.run(_command(), erase_part, Part(participant_id, person_id, told))
    await acts.run(_command(), erase_account, person_id)


def _command() -> Command:
    return Command.of(SYSTEM, key=f"erasure:{new_id()}")


async def erase_part(session: AsyncSession, part: Part) -> ErasedPartOut:
    """Leave a programme with every consequence, and take away what was told in it: an act."""
    values = {"participant_id": part.id, "person_id": part.person_id}
    with contextlib.suppress(IllegalMove):  # left or removed before; its locks are held all the same
        await taking_part.leave(session, part.id, Caller(part.person_id))
    await effects.write(session)  # what the leaving tells others, before the name goes
    await session.execute(NAME_IN_MAILS, values) if part.told else await session.execute(NO_MAILS, {"participant_id": part.id})
    for statement in erasing(Scope.PART):
        await session.execute(statement, {"parts": [part.id]})
    record = {"caller_id": part.person_id, "act": "participant_erased", "subject": "participant", "subject_id": part.id}
    programme_id = await session.scalar(select(Participant.programme_id).where(Participant.id == part.id))
    audit.record(session, record | {"programme_id": programme_id})
    return ErasedPartOut(id=part.id)


async def erase_account(session: AsyncSession, person_id: UUID) -> ErasedPartOut:
    """Take away the account and what is left of the person; the row stays for the figures and says nothing: an act."""
    await session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
    for statement in erasing(Scope.PERSON):
        await session.execute(statement, {"person_id": person_id})
    await session.execute(FINISHED, {"person_id": person_id})
    audit.record(session, {"act": "person_erased", "subject": "person", "subject_id": person_id})
    return ErasedPartOut(id=person_id)


async def finish(sessions: Sessions, acts: Acts, patience: float = PATIENCE_SECONDS) -> int:
    """Finish what was interrupted more than `patience` seconds ago; return how many people it was."""
    async with transaction(sessions) as session:
        waiting = (await session.scalars(UNFINISHED, {"patience": patience})).all()
    for person_id in waiting:
        await carry_out(sessions, acts, person_id)
    return len(waiting)
