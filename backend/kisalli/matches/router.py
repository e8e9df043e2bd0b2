"""Routes of matches and the disclosure ledger."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import NotFound
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, counted_page, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForMatching
from kisalli.core.schemas import CountedPage, Page
from kisalli.core.tx import Tx
from kisalli.matches import views
from kisalli.matches.models import MatchState
from kisalli.matches.schemas import DisclosureOut, MatchOut
from kisalli.programmes.queries import visible

router = APIRouter(tags=["matches"])


@router.get(
    "/programmes/{programme_id}/matches",
    operation_id="list_matches",
    summary="Matches that concern me",
    responses=problems(NotFound),
)
async def list_matches(
    programme_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForMatching,
    state: Annotated[MatchState | None, Query()] = None,
    participant_id: Annotated[UUID | None, Query(description="Only what this participant is a member of.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> CountedPage[MatchOut]:
    """List the caller's matches in a programme, the latest first; a coordinator gets all, without contacts."""
    await visible(session, programme_id, me)
    before = decode_cursor(cursor, UUID)
    chosen = views.Chosen(programme_id, state, participant_id)
    rows = await views.matches(session, chosen, limit + 1, me, before=before)
    shown.of_programme(programme_id, views.members_of(rows[:limit]))
    return await counted_page(rows, limit, lambda row: row.id, cursor, lambda: views.count(session, chosen, me))


@router.get("/matches/{match_id}", operation_id="read_match", summary="A match", responses=problems(NotFound))
async def read_match(match_id: UUID, session: Tx, me: CurrentCaller, shown: ReadForMatching) -> MatchOut:
    """Read a match; its members see each other's contact details until it ends."""
    match = await views.match(session, match_id, me)
    shown.of_programme(match.programme_id, views.members_of([match]))
    return match


@router.get("/me/disclosures", operation_id="list_disclosures", summary="Where my contact details went")
async def list_disclosures(
    session: Tx, me: CurrentCaller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[DisclosureOut]:
    """List when and to whom one's contact details went, and whose one got; the latest first."""
    rows = await views.ledger(session, limit + 1, me, decode_cursor(cursor, UUID))
    return page(rows, limit, lambda row: row.id)
