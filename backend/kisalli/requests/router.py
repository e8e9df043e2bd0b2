"""Routes of the core: requests, proposals, and the acts that change taking part. Acts answer ids and states only."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, Unavailable
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.schemas import Page
from kisalli.core.tx import Tx
from kisalli.matches.errors import ContactMissing, MatchEnded
from kisalli.programmes.errors import (
    CapacityBelowMatches,
    IllegalMove,
    NotAParticipant,
    NotTheMentee,
    NotTheMentor,
    ProfileIncomplete,
    WindowClosed,
    WindowNotOpen,
)
from kisalli.programmes.queries import visible
from kisalli.requests import proposals, service, taking_part, views
from kisalli.requests.errors import (
    DeclinedBefore,
    MenteeAlreadyMatched,
    MenteeHasPendingRequest,
    MenteeNotAvailable,
    MentorFull,
    MentorHasMaxPending,
    MentorNotAvailable,
    ProposalExists,
    ProposalNotPending,
    RequestNotPending,
)
from kisalli.requests.models import ProposalState, RequestState
from kisalli.requests.schemas import (
    AcceptedOut,
    ConsequencesOut,
    DeclineIn,
    EndIn,
    MatchActOut,
    ParticipantActOut,
    PlacesIn,
    PlacesOut,
    ProposalActOut,
    ProposalAnswerIn,
    ProposalIn,
    ProposalOut,
    RequestActOut,
    RequestIn,
    RequestOut,
)

router = APIRouter()
ANY_ACT = (NotFound, IdempotencyKeyReused, Unavailable)
REQUESTS, PROPOSALS, PARTICIPANTS, MATCHES = ["requests"], ["proposals"], ["participants"], ["matches"]


@router.post(
    "/programmes/{programme_id}/requests",
    operation_id="send_request",
    summary="Ask a mentor",
    tags=REQUESTS,
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
    tags=REQUESTS,
    responses=problems(NotFound),
)
async def list_requests(
    programme_id: UUID,
    session: Tx,
    me: CurrentCaller,
    state: Annotated[RequestState | None, Query()] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[RequestOut]:
    """List the requests that the caller sent or got, the latest first; a coordinator gets all."""
    await visible(session, programme_id, me)
    before = decode_cursor(cursor, UUID)
    rows = await views.requests(session, programme_id, limit + 1, me, state=state, before=before)
    return page(rows, limit, lambda row: row.id)


@router.get(
    "/requests/{request_id}", operation_id="read_request", summary="A request", tags=REQUESTS, responses=problems(NotFound)
)
async def read_request(request_id: UUID, session: Tx, me: CurrentCaller) -> RequestOut:
    """Read a request as one of its sides or as a coordinator."""
    return await views.request(session, request_id, me)


@router.get(
    "/requests/{request_id}/consequences",
    operation_id="read_consequences",
    summary="What accepting would do",
    tags=REQUESTS,
    responses=problems(NotFound, NotTheMentor, RequestNotPending),
)
async def read_consequences(request_id: UUID, session: Tx, me: CurrentCaller) -> ConsequencesOut:
    """Read, before accepting, which contact details go to whom and which requests will be released."""
    return await views.consequences(session, request_id, me)


@router.post(
    "/requests/{request_id}/accept",
    operation_id="accept_request",
    summary="Accept a request",
    tags=REQUESTS,
    response_model=AcceptedOut,
    responses=problems(*ANY_ACT, NotTheMentor, RequestNotPending, MentorFull, MenteeAlreadyMatched, ContactMissing),
)
async def accept_request(request_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Accept a pending request; both sides get each other's contact details by e-mail."""
    return await acts.run(service.accept, request_id, me)


@router.post(
    "/requests/{request_id}/decline",
    operation_id="decline_request",
    summary="Decline a request",
    tags=REQUESTS,
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
    tags=REQUESTS,
    response_model=RequestActOut,
    responses=problems(*ANY_ACT, NotTheMentee, RequestNotPending),
)
async def withdraw_request(request_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Take back a pending request; the mentor is told and both are free again."""
    return await acts.run(service.withdraw, request_id, me)


@router.post(
    "/programmes/{programme_id}/proposals",
    operation_id="propose_match",
    summary="Propose a match",
    tags=PROPOSALS,
    status_code=201,
    response_model=ProposalActOut,
    responses=problems(
        *ANY_ACT,
        Forbidden,
        WindowNotOpen,
        WindowClosed,
        MentorFull,
        MenteeAlreadyMatched,
        MentorNotAvailable,
        MenteeNotAvailable,
        DeclinedBefore,
        ProposalExists,
    ),
)
async def propose_match(programme_id: UUID, body: ProposalIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Propose a pair as a coordinator; both are asked, and both yes is a match."""
    return await acts.create(proposals.propose, programme_id, body, me)


@router.get(
    "/programmes/{programme_id}/proposals",
    operation_id="list_proposals",
    summary="Proposals that concern me",
    tags=PROPOSALS,
    responses=problems(NotFound),
)
async def list_proposals(
    programme_id: UUID,
    session: Tx,
    me: CurrentCaller,
    state: Annotated[ProposalState | None, Query()] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[ProposalOut]:
    """List the proposals made to the caller, the latest first; a coordinator gets all."""
    await visible(session, programme_id, me)
    before = decode_cursor(cursor, UUID)
    rows = await views.proposals(session, programme_id, limit + 1, me, state=state, before=before)
    return page(rows, limit, lambda row: row.id)


@router.get(
    "/proposals/{proposal_id}", operation_id="read_proposal", summary="A proposal", tags=PROPOSALS, responses=problems(NotFound)
)
async def read_proposal(proposal_id: UUID, session: Tx, me: CurrentCaller) -> ProposalOut:
    """Read a proposal as one of its sides or as a coordinator."""
    return await views.proposal(session, proposal_id, me)


@router.post(
    "/proposals/{proposal_id}/accept",
    operation_id="accept_proposal",
    summary="Say yes to a proposal",
    tags=PROPOSALS,
    response_model=ProposalActOut,
    responses=problems(
        *ANY_ACT,
        Forbidden,
        ProposalNotPending,
        MentorFull,
        MenteeAlreadyMatched,
        MentorNotAvailable,
        MenteeNotAvailable,
        ContactMissing,
    ),
)
async def accept_proposal(
    proposal_id: UUID, acts: ActsOf, me: CurrentCaller, body: ProposalAnswerIn | None = None
) -> Response:
    """Say yes; the second yes makes the match and releases both contacts."""
    return await acts.run(proposals.agree, proposal_id, body.on_behalf_of if body else None, me)


@router.post(
    "/proposals/{proposal_id}/decline",
    operation_id="decline_proposal",
    summary="Say no to a proposal",
    tags=PROPOSALS,
    response_model=ProposalActOut,
    responses=problems(*ANY_ACT, Forbidden, ProposalNotPending),
)
async def decline_proposal(
    proposal_id: UUID, acts: ActsOf, me: CurrentCaller, body: ProposalAnswerIn | None = None
) -> Response:
    """Say no; the other side is told that it came to nothing."""
    return await acts.run(proposals.refuse, proposal_id, body.on_behalf_of if body else None, me)


@router.post(
    "/proposals/{proposal_id}/withdraw",
    operation_id="withdraw_proposal",
    summary="Withdraw a proposal",
    tags=PROPOSALS,
    response_model=ProposalActOut,
    responses=problems(*ANY_ACT, Forbidden, ProposalNotPending),
)
async def withdraw_proposal(proposal_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Withdraw a proposal as a coordinator."""
    return await acts.run(proposals.take_back, proposal_id, me)


@router.post(
    "/matches/{match_id}/end",
    operation_id="end_match",
    summary="End a match",
    tags=MATCHES,
    response_model=MatchActOut,
    responses=problems(*ANY_ACT, MatchEnded),
)
async def end_match(match_id: UUID, acts: ActsOf, me: CurrentCaller, body: EndIn | None = None) -> Response:
    """End a match as a member or coordinator; the other is told at once, never the reason."""
    return await acts.run(taking_part.end, match_id, body.farewell if body else None, me)


@router.post(
    "/participants/{participant_id}/publish",
    operation_id="publish_profile",
    summary="Publish my profile",
    tags=PARTICIPANTS,
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, WindowNotOpen, WindowClosed, ProfileIncomplete, IllegalMove),
)
async def publish_profile(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Publish a draft; the programme's rule admits at once or asks a coordinator."""
    return await acts.run(taking_part.publish, participant_id, me)


@router.post(
    "/participants/{participant_id}/approve",
    operation_id="approve_participant",
    summary="Let a participant in",
    tags=PARTICIPANTS,
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, Forbidden, IllegalMove),
)
async def approve_participant(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Let a submitted participant in, as a coordinator."""
    return await acts.run(taking_part.approve, participant_id, me)


@router.post(
    "/participants/{participant_id}/send-back",
    operation_id="send_back_participant",
    summary="Return a profile to its owner",
    tags=PARTICIPANTS,
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, Forbidden, IllegalMove),
)
async def send_back_participant(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Return a submitted profile to its owner as a draft, as a coordinator."""
    return await acts.run(taking_part.send_back, participant_id, me)


@router.post(
    "/participants/{participant_id}/pause",
    operation_id="pause_participant",
    summary="Pause",
    tags=PARTICIPANTS,
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, IllegalMove),
)
async def pause_participant(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Take no new requests for now; pending ones are released, running matches stay."""
    return await acts.run(taking_part.pause, participant_id, me)


@router.post(
    "/participants/{participant_id}/resume",
    operation_id="resume_participant",
    summary="Come back from a pause",
    tags=PARTICIPANTS,
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, IllegalMove),
)
async def resume_participant(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Take requests again."""
    return await acts.run(taking_part.resume, participant_id, me)


@router.post(
    "/participants/{participant_id}/leave",
    operation_id="leave_programme",
    summary="Leave the programme",
    tags=PARTICIPANTS,
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, IllegalMove),
)
async def leave_programme(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Leave; requests are released, matches end and the partner is told."""
    return await acts.run(taking_part.leave, participant_id, me)


@router.post(
    "/participants/{participant_id}/remove",
    operation_id="remove_participant",
    summary="Remove a participant",
    tags=PARTICIPANTS,
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, Forbidden, IllegalMove),
)
async def remove_participant(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Remove a participant as a coordinator; the consequences are those of leaving."""
    return await acts.run(taking_part.remove, participant_id, me)


@router.put(
    "/participants/{participant_id}/places",
    operation_id="set_places",
    summary="How many mentees I take",
    tags=PARTICIPANTS,
    response_model=PlacesOut,
    responses=problems(*ANY_ACT, NotTheMentor, CapacityBelowMatches),
)
async def set_places(participant_id: UUID, body: PlacesIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Set a mentor's places; as many as active matches releases pending requests."""
    return await acts.run(taking_part.set_places, participant_id, body.places, me)
