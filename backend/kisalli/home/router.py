"""The route of a programme's front page."""

from uuid import UUID

from fastapi import APIRouter

from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import NotFound
from kisalli.core.problem import problems
from kisalli.core.tx import Tx
from kisalli.home import service
from kisalli.home.schemas import HomeOut

router = APIRouter(tags=["home"])


@router.get("/programmes/{programme_id}/home", operation_id="read_home", summary="What now", responses=problems(NotFound))
async def read_home(programme_id: UUID, session: Tx, me: CurrentCaller) -> HomeOut:
    """Read what the programme's front page shows of surveys and events: one's own, and as a coordinator what needs attention."""
    return await service.home(session, programme_id, me)
