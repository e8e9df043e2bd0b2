"""Routes of requests: send, read, accept, decline, withdraw. Acts answer ids and states only, for their answers are stored."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, Unavailable
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, counted_page, decode_cursor
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForMatching
from kisalli.core.schemas import CountedPage
from kisalli.core.tx import Tx
from kisalli.matches.errors import ContactMissing
from kisalli.programmes.errors import (
    NotAParticipant,
    NotTheMentee,
    NotTheMentor,
    WindowClosed,
    WindowNotOpen,
)
from kisalli.programmes.queries import visible
from kisalli.requests import service, views
from kisalli.requests.errors import (
    DeclinedBefore,
    GroupFull,
    GroupNotAvailable,
    MenteeAlreadyMatched,
    MenteeHasPendingRequest,
    MentorFull,
    MentorHasMaxPending,
    MentorNotAvailable,
    RequestNotPending,
)
from kisalli.requests.models import RequestState
from kisalli.requests.schemas import (
    AcceptedOut,
    ConsequencesOut,
    DeclineIn,
    RequestActOut,
    RequestIn,
    RequestOut,
)

router = APIRouter(tags=["requests"])
ANY_ACT = (NotFound, IdempotencyKeyReused, Unavailable)


@router.post(
    "/programmes/{programme_id}/requests",
    operation_id="send_request",
    summary="Ask a mentor",
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
        MentorFull,
        MentorHasMaxPending,
        MentorNotAvailable,
        DeclinedBefore,
    ),
)
async def send_request(programme_id: UUID, body: RequestIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Ask a mentor; the truth is judged now, whatever the directory showed a moment ago."""
    return await acts.create(service.send, programme_id, body, me)


@router.get(
    "/programmes/{programme_id}/requests",
    operation_id="list_requests",
    summary="Requests that concern me",
    responses=problems(NotFound),
)
async def list_requests(
    programme_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForMatching,
    state: Annotated[RequestState | None, Query()] = None,
    participant_id: Annotated[UUID | None, Query(description="Only what this participant has a side in.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> CountedPage[RequestOut]:
    """List the requests that the caller sent or got, the latest first; a coordinator gets all."""
    await visible(session, programme_id, me)
    before = decode_cursor(cursor, UUID)
    chosen = views.Chosen(programme_id, state, participant_id)
    rows = await views.requests(session, chosen, limit + 1, me, before=before)
    shown.of_programme(programme_id, views.parties(rows[:limit]))
    return await counted_page(rows, limit, lambda row: row.id, cursor, lambda: views.count_requests(session, chosen, me))


@router.get("/requests/{request_id}", operation_id="read_request", summary="A request", responses=problems(NotFound))
async def read_request(request_id: UUID, session: Tx, me: CurrentCaller, shown: ReadForMatching) -> RequestOut:
    """Read a request as one of its sides or as a coordinator."""
    request = await views.request(session, request_id, me)
    shown.of_programme(request.programme_id, views.parties([request]))
    return request


@router.get(
    "/requests/{request_id}/consequences",
    operation_id="read_consequences",
    summary="What accepting would do",
    responses=problems(NotFound, NotTheMentor, RequestNotPending),
)
async def read_consequences(request_id: UUID, session: Tx, me: CurrentCaller, shown: ReadForMatching) -> ConsequencesOut:
    """Read, before accepting, which contact details go to whom and which requests will be released."""
    programme_id, consequences = await views.consequences(session, request_id, me)
    shown.of_programme(programme_id, (each.participant_id for each in consequences.releases))
    return consequences


@router.post(
    "/requests/{request_id}/accept",
    operation_id="accept_request",
    summary="Accept a request",
    response_model=AcceptedOut,
    responses=problems(
        *ANY_ACT,
        NotTheMentor,
        RequestNotPending,
        MentorFull,
        MenteeAlreadyMatched,
        ContactMissing,
        GroupFull,
        GroupNotAvailable,
    ),
)
async def accept_request(request_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Accept a pending request; both sides get each other's contact details by e-mail."""
    return await acts.run(service.accept, request_id, me)


@router.post(
    "/requests/{request_id}/decline",
    operation_id="decline_request",
    summary="Decline a request",
    response_model=RequestActOut,
    responses=problems(*ANY_ACT, NotTheMentor, RequestNotPending),
)
async def decline_request(request_id: UUID, acts: ActsOf, me: CurrentCaller, body: DeclineIn | None = None) -> Response:
    """Decline with words of one's own, a kind wording, or neither; the mentee may ask somebody else at once."""
    return await acts.run(service.decline, request_id, body or DeclineIn(), me)


@router.post(
    "/requests/{request_id}/withdraw",
    operation_id="withdraw_request",
    summary="Take a request back",
    response_model=RequestActOut,
    responses=problems(*ANY_ACT, NotTheMentee, RequestNotPending),
)
async def withdraw_request(request_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Take back a pending request; the mentor is told and both are free again."""
    return await acts.run(service.withdraw, request_id, me)


@router.post(
    "/requests/{request_id}/release",
    operation_id="release_request",
    summary="Close a request as a coordinator",
    response_model=RequestActOut,
    responses=problems(*ANY_ACT, Forbidden, RequestNotPending),
)
async def release_request(request_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Close a pending request that leads nowhere; both sides are told and free again."""
    return await acts.run(service.release, request_id, me)
