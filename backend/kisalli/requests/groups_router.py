"""Routes of groups: look, offer, lead, change, ask for a place, share contacts. In its months a group is a match as any other."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, PreconditionRequired, Stale, Unavailable
from kisalli.core.etags import IfMatch, show
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForMatching
from kisalli.core.schemas import Page
from kisalli.core.tx import Tx
from kisalli.matches.errors import ContactMissing, MatchEnded
from kisalli.matches.models import MatchState
from kisalli.programmes.errors import (
    CapacityBelowMatches,
    NotAParticipant,
    NotTheMentee,
    NotTheMentor,
    WindowClosed,
    WindowNotOpen,
)
from kisalli.programmes.queries import visible
from kisalli.requests import group_views, groups, service
from kisalli.requests.errors import (
    DeclinedBefore,
    GroupFull,
    GroupHasBegun,
    GroupNotAvailable,
    GroupsNotAllowed,
    MenteeAlreadyMatched,
    MenteeHasPendingRequest,
    MentorFull,
    MentorHasMaxPending,
    MentorNotAvailable,
)
from kisalli.requests.schemas import (
    GroupActOut,
    GroupIn,
    GroupOut,
    GroupRequestIn,
    LeadIn,
    MatchActOut,
    OfferIn,
    RequestActOut,
    SharingIn,
)

router = APIRouter(tags=["groups"])
ANY_ACT = (NotFound, IdempotencyKeyReused, Unavailable)


@router.get(
    "/programmes/{programme_id}/groups", operation_id="list_groups", summary="Groups that I can see", responses=problems(NotFound)
)
async def list_groups(
    programme_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForMatching,
    state: Annotated[MatchState | None, Query(description="Only those that go on, or have ended.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[GroupOut]:
    """List a programme's groups with who leads them and how much room they have, the latest first; never who is in them."""
    await visible(session, programme_id, me)
    rows = await group_views.groups(session, programme_id, state, limit + 1, me, decode_cursor(cursor, UUID))
    shown.of_programme(programme_id, [each.participant_id for row in rows[:limit] for each in row.mentors])
    return page(rows, limit, lambda row: row.id)


@router.get("/groups/{match_id}", operation_id="read_group", summary="A group", responses=problems(NotFound))
async def read_group(match_id: UUID, session: Tx, me: CurrentCaller, shown: ReadForMatching, response: Response) -> GroupOut:
    """Read a group as it is described to those who may join it."""
    found = await group_views.group(session, match_id, me)
    shown.of_programme(found.programme_id, [each.participant_id for each in found.mentors])
    show(response, found.version)
    return found


@router.post(
    "/programmes/{programme_id}/groups",
    operation_id="offer_group",
    summary="Offer a group",
    status_code=201,
    response_model=GroupActOut,
    responses=problems(
        *ANY_ACT, Forbidden, NotAParticipant, NotTheMentor, GroupsNotAllowed, MentorNotAvailable, MentorFull, ContactMissing
    ),
)
async def offer_group(programme_id: UUID, body: OfferIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Offer a group as a mentor; it takes one of their places. A coordinator may do it for a mentor, who is told."""
    return await acts.create(groups.offer, programme_id, body, me)


@router.put(
    "/groups/{match_id}",
    operation_id="edit_group",
    summary="Change a group",
    response_model=GroupActOut,
    responses=problems(*ANY_ACT, PreconditionRequired, Stale, MatchEnded, CapacityBelowMatches),
)
async def edit_group(match_id: UUID, body: GroupIn, acts: ActsOf, me: CurrentCaller, if_match: IfMatch = None) -> Response:
    """Change its words, its places and whether mentees may ask; what is pending is released where nothing can come of it."""
    return await acts.run(groups.edit, match_id, body, if_match, me)


@router.post(
    "/groups/{match_id}/mentors",
    operation_id="lead_group",
    summary="Lead a group too",
    response_model=MatchActOut,
    responses=problems(
        *ANY_ACT,
        Forbidden,
        NotAParticipant,
        NotTheMentor,
        GroupNotAvailable,
        GroupHasBegun,
        MentorNotAvailable,
        MentorFull,
        ContactMissing,
    ),
)
async def lead_group(match_id: UUID, acts: ActsOf, me: CurrentCaller, body: LeadIn | None = None) -> Response:
    """Join a group as a further mentor before its first mentee comes; the mentors get each other's contacts."""
    return await acts.run(groups.lead_too, match_id, body.mentor_id if body else None, me)


@router.post(
    "/groups/{match_id}/requests",
    operation_id="ask_group",
    summary="Ask for a place in a group",
    status_code=201,
    response_model=RequestActOut,
    responses=problems(
        *ANY_ACT,
        NotAParticipant,
        NotTheMentee,
        WindowNotOpen,
        WindowClosed,
        MenteeAlreadyMatched,
        MenteeHasPendingRequest,
        GroupFull,
        GroupNotAvailable,
        MentorHasMaxPending,
        DeclinedBefore,
    ),
)
async def ask_group(match_id: UUID, body: GroupRequestIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Ask for a place; it is a request to the group's first mentor, and counts among one's pending requests."""
    return await acts.create(service.ask_group, match_id, body, me)


@router.put(
    "/groups/{match_id}/sharing",
    operation_id="share_contacts",
    summary="Share my contacts with the group's others",
    response_model=MatchActOut,
    responses=problems(*ANY_ACT, NotTheMentee, MatchEnded),
)
async def share_contacts(match_id: UUID, body: SharingIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Share one's contact details with the other mentees of a group who share theirs, or stop to."""
    return await acts.run(groups.share, match_id, me, shares=body.shares)
