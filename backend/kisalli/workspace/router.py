"""Routes of the workspace: one's own match in one answer, and how matches stand for coordinators."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, NotFound
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForDelivery
from kisalli.core.schemas import Page
from kisalli.core.tx import Tx
from kisalli.workspace import service
from kisalli.workspace.schemas import RhythmOut, WorkspaceOut
from kisalli.workspace.standing import Rhythm

router = APIRouter(tags=["workspace"])


@router.get(
    "/matches/{match_id}/workspace", operation_id="read_workspace", summary="My match, and what now", responses=problems(NotFound)
)
async def read_workspace(match_id: UUID, session: Tx, me: CurrentCaller) -> WorkspaceOut:
    """Read one's own match with all that its page shows: what is next, meetings, goals, steps."""
    return await service.workspace(session, match_id, me)


@router.get(
    "/programmes/{programme_id}/rhythm",
    operation_id="list_rhythm",
    summary="How matches stand",
    responses=problems(NotFound, Forbidden),
)
async def list_rhythm(
    programme_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForDelivery,
    rhythm: Annotated[Rhythm | None, Query(description="Only those that stand so, such as `quiet`.")] = None,
    match_id: Annotated[UUID | None, Query(description="Only this match.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[RhythmOut]:
    """List how the programme's active matches stand to its rhythm: that two meet, never what they say."""
    before = decode_cursor(cursor, UUID)
    rows = await service.rhythm(session, programme_id, limit + 1, me, only=rhythm, before=before, match_id=match_id)
    shown.of_programme(programme_id, [each for row in rows[:limit] for each in row.participant_ids])
    return page(rows, limit, lambda row: row.match_id)
