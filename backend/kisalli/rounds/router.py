"""Routes of beginning a round: a new programme, or one made from last year's."""

from uuid import UUID

from fastapi import APIRouter, Response

from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, Unavailable
from kisalli.core.problem import problems
from kisalli.programmes.schemas import CopyIn, ProgrammeActOut, ProgrammeIn
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
