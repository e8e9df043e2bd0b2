"""Routes of the workspace: one's own match in one answer, and how matches stand for coordinators."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, NotFound
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForDelivery
from kisalli.core.schemas import CountedPage, Line
from kisalli.core.tx import Tx
from kisalli.matches.models import MatchState
from kisalli.workspace import rhythm as how_they_stand
from kisalli.workspace.rhythm import Narrowed, Place
from kisalli.workspace.rhythm_queries import Chosen
from kisalli.workspace.schemas import RhythmOut, RhythmSummaryOut, WorkspaceOut
from kisalli.workspace.service import workspace
from kisalli.workspace.standing import Rhythm

router = APIRouter(tags=["workspace"])


@router.get(
    "/matches/{match_id}/workspace", operation_id="read_workspace", summary="My match, and what now", responses=problems(NotFound)
)
async def read_workspace(match_id: UUID, session: Tx, me: CurrentCaller) -> WorkspaceOut:
    """Read one's own match with all that its page shows: what is next, meetings, goals, steps."""
    return await workspace(session, match_id, me)


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
    met: Annotated[bool | None, Query(description="Only those that have met, or have not.")] = None,
    state: Annotated[MatchState | None, Query()] = None,
    q: Annotated[Line | None, Query(description="Parts of names, whatever their case and accents; all have to match.")] = None,
    match_id: Annotated[UUID | None, Query(description="Only this match.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> CountedPage[RhythmOut]:
    """List how the programme's pairs stand to its rhythm, the most worrying first: that two meet, never what they say."""
    after = decode_cursor(cursor, Place.parse)
    chosen, narrowed = Chosen(programme_id, match_id, state, q), Narrowed(rhythm, met)
    found = await how_they_stand.pairs(session, chosen, narrowed, limit + 1, me, after=after)
    shown.of_programme(programme_id, [each.participant_id for row in found.rows[:limit] for each in row.members])
    some = page(found.rows, limit, lambda row: found.places[row.match_id])
    return CountedPage(items=some.items, next_cursor=some.next_cursor, total=found.total)


@router.get(
    "/programmes/{programme_id}/rhythm/summary",
    operation_id="read_rhythm_summary",
    summary="How many pairs stand how",
    responses=problems(NotFound, Forbidden),
)
async def read_rhythm_summary(programme_id: UUID, session: Tx, me: CurrentCaller) -> RhythmSummaryOut:
    """Count the programme's pairs by how they stand to its rhythm."""
    return await how_they_stand.summary(session, programme_id, me)
