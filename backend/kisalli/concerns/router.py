"""Routes of concerns: what is told in confidence, by whom to whom, and how it stands."""

from uuid import UUID

from fastapi import APIRouter, Response

from kisalli.concerns import service
from kisalli.concerns.errors import (
    ConcernClosed,
    ConcernNotInHand,
    ConcernTaken,
    TooFewRecipients,
    TooManyWords,
)
from kisalli.concerns.schemas import ConcernActOut, ConcernIn, ConcernLineOut, ConcernOut, MoreWordsIn, RecipientsOut
from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, Unavailable
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForSupport
from kisalli.core.schemas import Page
from kisalli.core.tx import Tx
from kisalli.programmes.errors import NotAParticipant

router = APIRouter(tags=["concerns"])
ANY_ACT = (NotFound, Forbidden, IdempotencyKeyReused, Unavailable)


@router.get(
    "/programmes/{programme_id}/concern-recipients",
    operation_id="list_concern_recipients",
    summary="Whom I can tell in confidence",
    responses=problems(NotFound, NotAParticipant),
)
async def list_concern_recipients(programme_id: UUID, session: Tx, me: CurrentCaller) -> RecipientsOut:
    """List who works for the organisation: the caller names at least two of them, or turns to the contact address."""
    return await service.recipients(session, programme_id, me)


@router.get(
    "/programmes/{programme_id}/concerns",
    operation_id="list_concerns",
    summary="What I have told, or was told, in confidence",
    responses=problems(NotFound),
)
async def list_concerns(
    programme_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForSupport,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[ConcernLineOut]:
    """List the concerns that the caller wrote, and those that are addressed to them; nobody else's, whatever they run."""
    rows = await service.lines(session, programme_id, decode_cursor(cursor, UUID), limit + 1, me)
    shown.of_programme(programme_id, [each.raised_by for each in rows[:limit]])
    return page([ConcernLineOut.model_validate(each) for each in rows], limit, lambda row: row.id)


@router.post(
    "/programmes/{programme_id}/concerns",
    operation_id="raise_concern",
    summary="Tell the organisers in confidence",
    status_code=201,
    response_model=ConcernActOut,
    responses=problems(NotFound, NotAParticipant, TooFewRecipients, IdempotencyKeyReused, Unavailable),
)
async def raise_concern(programme_id: UUID, body: ConcernIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Tell at least two people, named one by one, something about a match of one's own or about anything else."""
    return await acts.create(service.raise_concern, programme_id, body, me)


@router.get("/concerns/{concern_id}", operation_id="read_concern", summary="A concern", responses=problems(NotFound))
async def read_concern(concern_id: UUID, session: Tx, me: CurrentCaller, shown: ReadForSupport) -> ConcernOut:
    """Read a concern as its writer or one of its recipients."""
    found, writer_id = await service.read(session, concern_id, me)
    shown.of_programme(found.programme_id, [writer_id])
    return found


@router.post(
    "/concerns/{concern_id}/words",
    operation_id="add_to_concern",
    summary="Add to what I told",
    response_model=ConcernActOut,
    responses=problems(*ANY_ACT, ConcernClosed, TooManyWords),
)
async def add_to_concern(concern_id: UUID, body: MoreWordsIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Add words to one's own concern; the same people read them."""
    return await acts.run(service.add, concern_id, body, me)


@router.post(
    "/concerns/{concern_id}/take",
    operation_id="take_concern",
    summary="Look after this",
    response_model=ConcernActOut,
    responses=problems(*ANY_ACT, ConcernTaken),
)
async def take_concern(concern_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Take a concern in hand as one of its recipients; its writer is told who does."""
    return await acts.run(service.take, concern_id, me)


@router.post(
    "/concerns/{concern_id}/close",
    operation_id="close_concern",
    summary="Close a concern",
    response_model=ConcernActOut,
    responses=problems(*ANY_ACT, ConcernNotInHand),
)
async def close_concern(concern_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Close a concern that is in hand, as one of its recipients; its writer is told."""
    return await acts.run(service.close, concern_id, me)
