"""Telling the organisers in confidence (R22): to at least two people by name, and to nobody beside them.

That somebody has told anything is in confidence as well. So these audit rows are of no programme and no organisation: the
trail that an organisation reads does not show them, and neither does its log of mails.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.concerns import queries
from kisalli.concerns.errors import (
    ConcernClosed,
    ConcernNotInHand,
    ConcernTaken,
    TooFewRecipients,
    TooManyWords,
)
from kisalli.concerns.models import FEWEST, ConcernState
from kisalli.concerns.schemas import (
    ConcernActOut,
    ConcernIn,
    ConcernLineOut,
    ConcernOut,
    MoreWordsIn,
    NamedOut,
    RecipientOut,
    RecipientsOut,
    ToldOut,
)
from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Forbidden, Invalid, NotFound
from kisalli.core.ids import new_id
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.programmes import queries as programmes
from kisalli.programmes.errors import NotAParticipant

MOST_WORDS = 100  # times that something is added to one concern


async def recipients(session: AsyncSession, programme_id: UUID, caller: Caller) -> RecipientsOut:
    """Return who may be told by a participant of a programme.

    Raises:
        NotFound: the programme is not the caller's to see. NotAParticipant.
    """
    programme = await programmes.visible(session, programme_id, caller)
    part = await _part(session, programme_id, caller)
    people = await _may_be_told(session, programme_id, part, caller)
    return RecipientsOut(
        recipients=[RecipientOut.model_validate(each) for each in people],
        fewest=FEWEST,
        contact_address=programme.contact_address,
    )


async def raise_concern(session: AsyncSession, programme_id: UUID, body: ConcernIn, caller: Caller) -> ConcernActOut:
    """Tell at least two people something; each gets a mail without a word of it.

    Raises:
        NotFound: the programme is not the caller's to see, or they are not in the match. NotAParticipant.
        TooFewRecipients. Invalid: somebody is named who may not be.
    """
    await programmes.visible(session, programme_id, caller)
    part = await _part(session, programme_id, caller)
    if body.match_id and not await session.scalar(queries.IN_MATCH, {"match_id": body.match_id, "participant_id": part}):
        raise NotFound
    chosen = sorted(set(body.recipients))
    _require_recipients(chosen, {each.person_id for each in await _may_be_told(session, programme_id, part, caller)})
    concern_id = new_id()
    row = {"id": concern_id, "programme_id": programme_id, "match_id": body.match_id, "raised_by": part}
    await session.execute(queries.RAISE, row | {"recipients": chosen, "words": body.words})
    _record(session, concern_id, caller, "concern_raised", None, ConcernState.OPEN)
    _tell(session, programme_id, concern_id, MessageKind.CONCERN_RAISED, chosen, 1)
    return ConcernActOut(id=concern_id, state=ConcernState.OPEN)


def _require_recipients(chosen: Collection[UUID], allowed: Collection[UUID]) -> None:
    """Require two at least, all of them among those whom the form names."""
    if set(chosen) - set(allowed):
        raise Invalid(errors=[FieldProblem("#/recipients", "recipient", "Choose from people who work for the organisation now")])
    if len(chosen) < FEWEST:
        raise TooFewRecipients(errors=[FieldProblem("#/recipients", "too_few", "Choose at least {fewest}", {"fewest": FEWEST})])


async def _part(session: AsyncSession, programme_id: UUID, caller: Caller) -> UUID:
    """Return the caller's part, whatever its state: who has left or was removed may have a reason to tell."""
    values = {"programme_id": programme_id, "person_id": caller.person_id}
    found: UUID | None = await session.scalar(queries.PART, values)
    if found is None:
        raise NotAParticipant
    return found


async def _may_be_told(session: AsyncSession, programme_id: UUID, part: UUID, caller: Caller) -> Sequence[Row[Any]]:
    values = {"programme_id": programme_id, "participant_id": part, "person_id": caller.person_id}
    return (await session.execute(queries.RECIPIENTS, values)).all()


async def lines(session: AsyncSession, programme_id: UUID, before: UUID | None, limit: int, caller: Caller) -> Sequence[Row[Any]]:
    """Return the concerns that the caller wrote or that came to them, the latest first, as `ConcernLineOut` shows them.

    Raises:
        NotFound: the programme is not the caller's to see.
    """
    await programmes.visible(session, programme_id, caller)
    return await queries.listed(session, programme_id, before, limit, caller)


async def read(session: AsyncSession, concern_id: UUID, caller: Caller) -> tuple[ConcernOut, UUID]:
    """Return a concern with its words, and whose it is (a participant's id).

    Raises:
        NotFound: there is none, or the caller neither wrote it nor is named for it.
    """
    row = await _visible(session, concern_id, caller)
    told = await session.execute(queries.WORDS, {"id": concern_id})
    line = ConcernLineOut.model_validate(row)
    shown = ConcernOut(
        **line.model_dump(),
        taken_by_me=row.taken_by == caller.person_id,
        recipients=[NamedOut.model_validate(each) for each in await queries.named(session, concern_id)],
        told=[ToldOut.model_validate(each) for each in told],
    )
    return shown, row.raised_by


async def add(session: AsyncSession, concern_id: UUID, body: MoreWordsIn, caller: Caller) -> ConcernActOut:
    """Add to one's own concern; its recipients hear that there is more.

    Raises:
        NotFound. Forbidden: it is somebody else's. ConcernClosed. TooManyWords.
    """
    row = await _visible(session, concern_id, caller, lock=True)
    if not row.mine:
        raise Forbidden
    if row.state == ConcernState.CLOSED:
        raise ConcernClosed
    number = await session.scalar(queries.ADD, {"id": concern_id, "words": body.words, "most": MOST_WORDS})
    if number is None:
        raise TooManyWords
    _record(session, concern_id, caller, "concern_added_to", row.state, row.state)
    people = [each.person_id for each in await queries.named(session, concern_id) if each.reads]
    _tell(session, row.programme_id, concern_id, MessageKind.CONCERN_RAISED, people, number)
    return ConcernActOut(id=concern_id, state=row.state)


async def take(session: AsyncSession, concern_id: UUID, caller: Caller) -> ConcernActOut:
    """Look after a concern as one of its recipients; its writer hears who does.

    Raises:
        NotFound. Forbidden: it is the caller's own. ConcernTaken: somebody does already, or it is closed.
    """
    row = await _to_me(session, concern_id, caller)
    if row.state != ConcernState.OPEN:
        raise ConcernTaken
    await session.execute(queries.TAKE, {"id": concern_id, "person_id": caller.person_id})
    _record(session, concern_id, caller, "concern_taken", ConcernState.OPEN, ConcernState.IN_HAND)
    _tell(session, row.programme_id, concern_id, MessageKind.CONCERN_TAKEN, [row.writer_id], 0)
    return ConcernActOut(id=concern_id, state=ConcernState.IN_HAND)


async def close(session: AsyncSession, concern_id: UUID, caller: Caller) -> ConcernActOut:
    """Close what is in hand, as one of its recipients; its writer hears of it.

    Raises:
        NotFound. Forbidden: it is the caller's own. ConcernNotInHand: nobody has it in hand, or it is closed.
    """
    row = await _to_me(session, concern_id, caller)
    if row.state != ConcernState.IN_HAND:
        raise ConcernNotInHand
    await session.execute(queries.CLOSE, {"id": concern_id})
    _record(session, concern_id, caller, "concern_closed", ConcernState.IN_HAND, ConcernState.CLOSED)
    _tell(session, row.programme_id, concern_id, MessageKind.CONCERN_CLOSED, [row.writer_id], 0)
    return ConcernActOut(id=concern_id, state=ConcernState.CLOSED)


async def _visible(session: AsyncSession, concern_id: UUID, caller: Caller, *, lock: bool = False) -> Row[Any]:
    row = await queries.visible(session, concern_id, caller, lock=lock)
    if row is None:
        raise NotFound
    return row


async def _to_me(session: AsyncSession, concern_id: UUID, caller: Caller) -> Row[Any]:
    row = await _visible(session, concern_id, caller, lock=True)
    if row.mine:
        raise Forbidden
    return row


def _tell(
    session: AsyncSession, programme_id: UUID, concern_id: UUID, kind: MessageKind, people: Collection[UUID], occasion: int
) -> None:
    tell(session, *(News(programme_id, person_id, kind, concern_id, occasion=occasion) for person_id in people))


def _record(session: AsyncSession, concern_id: UUID, caller: Caller, act: str, before: str | None, after: str) -> None:
    row = {"caller_id": caller.person_id, "act": act, "subject": "concern", "subject_id": concern_id}
    audit.record(session, row | {"from_state": before, "to_state": after})
