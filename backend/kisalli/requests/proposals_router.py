"""Routes of proposals: a coordinator suggests a pair, both answer."""

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
    WindowClosed,
    WindowNotOpen,
)
from kisalli.programmes.queries import visible
from kisalli.requests import proposals, views
from kisalli.requests.errors import (
    DeclinedBefore,
    GroupFull,
    GroupNotAvailable,
    MenteeAlreadyMatched,
    MenteeNotAvailable,
    MentorFull,
    MentorNotAvailable,
    ProposalExists,
    ProposalNotPending,
)
from kisalli.requests.models import ProposalState
from kisalli.requests.schemas import (
    ProposalActOut,
    ProposalAnswerIn,
    ProposalIn,
    ProposalOut,
)

router = APIRouter(tags=["proposals"])
ANY_ACT = (NotFound, IdempotencyKeyReused, Unavailable)


@router.post(
    "/programmes/{programme_id}/proposals",
    operation_id="propose_match",
    summary="Propose a match",
    status_code=201,
    response_model=ProposalActOut,
    responses=problems(
        *ANY_ACT,
        Forbidden,
        WindowNotOpen,
        WindowClosed,
        MentorFull,
        MenteeAlreadyMatched,
        GroupFull,
        GroupNotAvailable,
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
    responses=problems(NotFound),
)
async def list_proposals(
    programme_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForMatching,
    state: Annotated[ProposalState | None, Query()] = None,
    participant_id: Annotated[UUID | None, Query(description="Only what this participant has a side in.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> CountedPage[ProposalOut]:
    """List the proposals made to the caller, the latest first; a coordinator gets all."""
    await visible(session, programme_id, me)
    before = decode_cursor(cursor, UUID)
    chosen = views.Chosen(programme_id, state, participant_id)
    rows = await views.proposals(session, chosen, limit + 1, me, before=before)
    shown.of_programme(programme_id, views.parties(rows[:limit]))
    return await counted_page(rows, limit, lambda row: row.id, cursor, lambda: views.count_proposals(session, chosen, me))


@router.get("/proposals/{proposal_id}", operation_id="read_proposal", summary="A proposal", responses=problems(NotFound))
async def read_proposal(proposal_id: UUID, session: Tx, me: CurrentCaller, shown: ReadForMatching) -> ProposalOut:
    """Read a proposal as one of its sides or as a coordinator."""
    proposal = await views.proposal(session, proposal_id, me)
    shown.of_programme(proposal.programme_id, views.parties([proposal]))
    return proposal


@router.post(
    "/proposals/{proposal_id}/accept",
    operation_id="accept_proposal",
    summary="Say yes to a proposal",
    response_model=ProposalActOut,
    responses=problems(
        *ANY_ACT,
        Forbidden,
        ProposalNotPending,
        MentorFull,
        MenteeAlreadyMatched,
        GroupFull,
        GroupNotAvailable,
        MentorNotAvailable,
        MenteeNotAvailable,
        ContactMissing,
    ),
)
async def accept_proposal(proposal_id: UUID, acts: ActsOf, me: CurrentCaller, body: ProposalAnswerIn | None = None) -> Response:
    """Say yes; the second yes makes the match and releases both contacts."""
    return await acts.run(proposals.agree, proposal_id, body.on_behalf_of if body else None, me)


@router.post(
    "/proposals/{proposal_id}/decline",
    operation_id="decline_proposal",
    summary="Say no to a proposal",
    response_model=ProposalActOut,
    responses=problems(*ANY_ACT, Forbidden, ProposalNotPending),
)
async def decline_proposal(proposal_id: UUID, acts: ActsOf, me: CurrentCaller, body: ProposalAnswerIn | None = None) -> Response:
    """Say no; the other side is told that it came to nothing."""
    return await acts.run(proposals.refuse, proposal_id, body.on_behalf_of if body else None, me)


@router.post(
    "/proposals/{proposal_id}/withdraw",
    operation_id="withdraw_proposal",
    summary="Withdraw a proposal",
    response_model=ProposalActOut,
    responses=problems(*ANY_ACT, Forbidden, ProposalNotPending),
)
async def withdraw_proposal(proposal_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Withdraw a proposal as a coordinator."""
    return await acts.run(proposals.take_back, proposal_id, me)
