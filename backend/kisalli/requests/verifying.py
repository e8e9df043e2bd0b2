"""A mentor is let in by a register (R3): it is asked outside of any transaction, and what it answers moves the participant."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.acts import Acts, Command
from kisalli.core.caller import Caller
from kisalli.core.db import Sessions, transaction
from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.programmes.models import ParticipantState
from kisalli.register import checking
from kisalli.register import queries as register
from kisalli.register.checking import Finding
from kisalli.register.lookup import Lookups
from kisalli.register.models import VerificationState
from kisalli.register.schemas import VerificationOut
from kisalli.requests.parties import lock
from kisalli.requests.settling import CLOCK, By
from kisalli.requests.taking_part import Move, move

BATCH = 20
VERIFIED = "participant_verified"
ADMIT_DRAFT = text("""
UPDATE participant SET approved_at = clock_timestamp(), version = version + 1 WHERE id = :id AND approved_at IS NULL
""")


@dataclass(frozen=True, slots=True)
class Desk:
    """What a check needs beside the database: keys that open what was given, and a way to the organisation's service."""

    keys: Keys
    lookups: Lookups


async def look(
    sessions: Sessions, desk: Desk, participant_id: UUID, caller: Caller | None, *, due: bool = False
) -> Finding | None:
    """Ask the register about a participant; None when there is nothing to ask it. No transaction is open while it answers.

    Raises:
        NotFound, Forbidden: not the caller's own.
    """
    async with transaction(sessions) as session:
        asking = await checking.begin(session, participant_id, desk.keys, caller, due=due)
    return await checking.ask(asking, desk.lookups) if asking else None


async def settle(session: AsyncSession, participant_id: UUID, finding: Finding | None, caller: Caller | None) -> VerificationOut:
    """Let in whom the register knows; whom it does not know waits for a coordinator, as under the rule of approval (R3).

    A draft is let in beforehand: its owner's press on `publish` then makes it active at once.
    """
    standing = await register.standing(session, participant_id)
    if finding is None or standing is None:
        return checking.shown(standing)
    await lock(session, standing.programme_id, {participant_id})
    standing = await register.standing(session, participant_id)
    if standing is None or not standing.asked:  # rule, clock or a coordinator have gone on; the date goes with the next tidying
        return checking.shown(standing)
    state = await checking.conclude(session, finding)
    if state == VerificationState.FOUND:
        await _admit(session, standing, By(caller))
    elif state == VerificationState.NOT_FOUND:
        _record(session, standing, "participant_not_verified", By(caller))
    return checking.shown(await register.standing(session, participant_id))


async def _admit(session: AsyncSession, standing: Row[Any], by: By) -> None:
    """Let somebody in as a coordinator's approval does: at once whoever waits for it, beforehand whoever still writes."""
    if standing.state == ParticipantState.SUBMITTED:
        step = Move({ParticipantState.SUBMITTED}, ParticipantState.ACTIVE, VERIFIED)
        await move(session, standing, step, by)
        tell(session, News(standing.programme_id, standing.person_id, MessageKind.PARTICIPANT_APPROVED, standing.id))
        return
    await session.execute(ADMIT_DRAFT, {"id": standing.id})
    _record(session, standing, VERIFIED, by)


def _record(session: AsyncSession, standing: Row[Any], act: str, by: By) -> None:
    row = by.audited(standing.programme_id, act, "participant", standing.id)
    audit.record(session, row | {"from_state": standing.state, "to_state": standing.state})


async def check_again(sessions: Sessions, acts: Acts, desk: Desk) -> int:
    """Ask again for those whose register did not answer, when their time has come; return for how many it was asked."""
    async with transaction(sessions) as session:
        due = (await session.scalars(register.DUE, {"limit": BATCH})).all()
    for participant_id in due:
        finding = await look(sessions, desk, participant_id, None, due=True)
        if finding is not None:
            await acts.run(Command.of(CLOCK, key=f"register:{new_id()}"), settle, participant_id, finding, None)
    return len(due)
