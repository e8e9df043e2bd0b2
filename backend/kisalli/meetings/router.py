"""Routes of meetings: propose, pick, move, cancel, hold, log; agenda and shared notes."""

from uuid import UUID

from fastapi import APIRouter, Response

from kisalli.core import etags
from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import IdempotencyKeyReused, NotFound, PreconditionRequired, Stale, Unavailable
from kisalli.core.etags import IfMatch
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.schemas import Page
from kisalli.core.tx import Tx
from kisalli.matches.errors import MatchEnded
from kisalli.matches.membership import membership
from kisalli.meetings import queries, service
from kisalli.meetings.errors import MeetingInPast, MeetingNotOpen, MeetingNotYet, OwnProposal
from kisalli.meetings.schemas import (
    CancelIn,
    HeldIn,
    LogIn,
    MeetingActOut,
    MeetingOut,
    MeetingPatch,
    MoveIn,
    PickIn,
    ProposeIn,
)

router = APIRouter(tags=["meetings"])
ANY_ACT = (NotFound, MatchEnded, IdempotencyKeyReused, Unavailable)


@router.get(
    "/matches/{match_id}/meetings", operation_id="list_meetings", summary="Meetings of a match", responses=problems(NotFound)
)
async def list_meetings(
    match_id: UUID, session: Tx, me: CurrentCaller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[MeetingOut]:
    """List the meetings of one's own match, the latest arranged first."""
    await membership(session, match_id, me)
    rows = await queries.of_match(session, match_id, limit + 1, decode_cursor(cursor, UUID))
    return page(rows, limit, lambda row: row.id)


@router.post(
    "/matches/{match_id}/meetings",
    operation_id="propose_meeting",
    summary="Propose times for a meeting",
    status_code=201,
    response_model=MeetingActOut,
    responses=problems(*ANY_ACT),
)
async def propose_meeting(match_id: UUID, body: ProposeIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Propose one or several times, of which the other picks one; they are told by e-mail."""
    return await acts.create(service.propose, match_id, body, me)


@router.post(
    "/matches/{match_id}/meetings/log",
    operation_id="log_meeting",
    summary="Note a meeting that was held",
    status_code=201,
    response_model=MeetingActOut,
    responses=problems(*ANY_ACT),
)
async def log_meeting(match_id: UUID, body: LogIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Note a meeting that was held without having been planned here."""
    return await acts.create(service.log, match_id, body, me)


@router.get("/meetings/{meeting_id}", operation_id="read_meeting", summary="A meeting", responses=problems(NotFound))
async def read_meeting(meeting_id: UUID, session: Tx, me: CurrentCaller, response: Response) -> MeetingOut:
    """Read a meeting of one's own match, with its agenda and shared notes."""
    return _answer(response, await service.read(session, meeting_id, me))


@router.patch(
    "/meetings/{meeting_id}",
    operation_id="write_meeting",
    summary="Write agenda or shared notes",
    responses=problems(NotFound, MatchEnded, Stale, PreconditionRequired),
)
async def write_meeting(
    meeting_id: UUID, patch: MeetingPatch, session: Tx, me: CurrentCaller, response: Response, if_match: IfMatch = None
) -> MeetingOut:
    """Write the agenda or the notes that both read."""
    return _answer(response, await service.write(session, meeting_id, patch, if_match, me))


@router.post(
    "/meetings/{meeting_id}/times",
    operation_id="propose_other_times",
    summary="Propose other times",
    response_model=MeetingActOut,
    responses=problems(*ANY_ACT, MeetingNotOpen),
)
async def propose_other_times(meeting_id: UUID, body: ProposeIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Answer a proposal by other times; now the other picks."""
    return await acts.run(service.propose_others, meeting_id, body, me)


@router.post(
    "/meetings/{meeting_id}/pick",
    operation_id="pick_meeting_time",
    summary="Pick one of the proposed times",
    response_model=MeetingActOut,
    responses=problems(*ANY_ACT, MeetingNotOpen, MeetingInPast, OwnProposal),
)
async def pick_meeting_time(meeting_id: UUID, body: PickIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Pick a time; everybody gets an invitation for their calendar."""
    return await acts.run(service.pick, meeting_id, body, me)


@router.post(
    "/meetings/{meeting_id}/move",
    operation_id="move_meeting",
    summary="Another time or place",
    response_model=MeetingActOut,
    responses=problems(*ANY_ACT, MeetingNotOpen),
)
async def move_meeting(meeting_id: UUID, body: MoveIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Give a planned meeting another time or place; everybody's calendar is updated."""
    return await acts.run(service.move, meeting_id, body, me)


@router.post(
    "/meetings/{meeting_id}/cancel",
    operation_id="cancel_meeting",
    summary="Cancel a meeting",
    response_model=MeetingActOut,
    responses=problems(*ANY_ACT, MeetingNotOpen, MeetingInPast),
)
async def cancel_meeting(meeting_id: UUID, body: CancelIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Cancel a meeting that is proposed or planned; it leaves everybody's calendar."""
    return await acts.run(service.cancel, meeting_id, body, me)


@router.post(
    "/meetings/{meeting_id}/held",
    operation_id="hold_meeting",
    summary="The meeting was held",
    response_model=MeetingActOut,
    responses=problems(*ANY_ACT, MeetingNotOpen, MeetingNotYet),
)
async def hold_meeting(meeting_id: UUID, body: HeldIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Say that a planned meeting was held, and how long."""
    return await acts.run(service.hold, meeting_id, body, me)


@router.post(
    "/meetings/{meeting_id}/missed",
    operation_id="miss_meeting",
    summary="The meeting did not come about",
    response_model=MeetingActOut,
    responses=problems(*ANY_ACT, MeetingNotOpen, MeetingNotYet),
)
async def miss_meeting(meeting_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Say that a planned meeting did not come about."""
    return await acts.run(service.miss, meeting_id, me)


def _answer(response: Response, meeting: MeetingOut) -> MeetingOut:
    etags.show(response, meeting.version)
    return meeting
