"""Routes of a round: a new programme, or one made from last year's, and its windows."""

from uuid import UUID

from fastapi import APIRouter, Response

from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, PreconditionRequired, Stale, Unavailable
from kisalli.core.etags import IfMatch
from kisalli.core.problem import problems
from kisalli.core.tx import Tx
from kisalli.programmes.errors import IllegalMove
from kisalli.programmes.router import answer
from kisalli.programmes.schemas import ClockIn, CopyIn, ProgrammeActOut, ProgrammeIn, ProgrammeOut
from kisalli.rounds import service

router = APIRouter(tags=["programmes"])
ANY_ACT = (NotFound, IdempotencyKeyReused, Unavailable)


@router.post(
    "/programmes",
    operation_id="create_programme",
    summary="Create a draft programme",
    status_code=201,
    response_model=ProgrammeActOut,
    responses=problems(*ANY_ACT),
)
async def create_programme(body: ProgrammeIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Create a draft programme of an organisation that the caller works for."""
    return await acts.create(service.create, body, me)


@router.post(
    "/programmes/{programme_id}/copy",
    operation_id="copy_programme",
    summary="Copy a programme for a new round",
    status_code=201,
    response_model=ProgrammeActOut,
    responses=problems(*ANY_ACT, Forbidden),
)
async def copy_programme(programme_id: UUID, body: CopyIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Make a draft with the same rules, vocabulary, questions and texts, and every date moved by the same number of days."""
    return await acts.create(service.copy, programme_id, body, me)


@router.put(
    "/programmes/{programme_id}/clock",
    operation_id="set_clock",
    summary="Change the windows",
    responses=problems(NotFound, Forbidden, Stale, PreconditionRequired, IllegalMove),
)
async def set_clock(
    programme_id: UUID, clock: ClockIn, session: Tx, me: CurrentCaller, response: Response, if_match: IfMatch = None
) -> ProgrammeOut:
    """Extend a window or close it early; those it touches are told. A draft may move to another zone.

    Ready surveys that are drafts still move along, unless they have been given other times.
    """
    return await answer(session, await service.set_clock(session, programme_id, clock, if_match, me), me, response)
