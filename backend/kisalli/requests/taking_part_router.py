"""Routes of the acts that change a participant's part, and the end of a match."""

from enum import Enum
from uuid import UUID

from fastapi import APIRouter, Request, Response

from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, Unavailable
from kisalli.core.problem import problems
from kisalli.matches.errors import MatchEnded
from kisalli.profiles.schemas import ParticipantActOut
from kisalli.programmes.errors import (
    CapacityBelowMatches,
    IllegalMove,
    NotTheMentor,
    ProfileIncomplete,
    WindowClosed,
    WindowNotOpen,
)
from kisalli.register.schemas import VerificationOut
from kisalli.requests import taking_part, verifying
from kisalli.requests.schemas import (
    EndIn,
    MatchActOut,
    PlacesIn,
    PlacesOut,
    SendBackIn,
)

router = APIRouter()
PARTICIPANTS: list[str | Enum] = ["participants"]
MATCHES: list[str | Enum] = ["matches"]
ANY_ACT = (NotFound, IdempotencyKeyReused, Unavailable)


@router.post(
    "/participants/{participant_id}/publish",
    operation_id="publish_profile",
    tags=PARTICIPANTS,
    summary="Publish my profile",
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, WindowNotOpen, WindowClosed, ProfileIncomplete, IllegalMove),
)
async def publish_profile(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Publish a draft; the programme's rule admits at once or asks a coordinator."""
    return await acts.run(taking_part.publish, participant_id, me)


@router.post(
    "/participants/{participant_id}/verification",
    operation_id="verify_participant",
    tags=PARTICIPANTS,
    summary="Have me looked up in the register",
    response_model=VerificationOut,
    responses=problems(*ANY_ACT, Forbidden),
)
async def verify_participant(participant_id: UUID, request: Request, acts: ActsOf, me: CurrentCaller) -> Response:
    """Look up in the register what was given for it; a mentor who is found needs no coordinator's approval."""
    state = request.app.state
    finding = await verifying.look(state.sessions, verifying.Desk(state.keys, state.lookups), participant_id, me)
    return await acts.run(verifying.settle, participant_id, finding, me)


@router.post(
    "/participants/{participant_id}/approve",
    operation_id="approve_participant",
    tags=PARTICIPANTS,
    summary="Let a participant in",
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, Forbidden, IllegalMove, WindowClosed),
)
async def approve_participant(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Let a submitted participant in, as a coordinator."""
    return await acts.run(taking_part.approve, participant_id, me)


@router.post(
    "/participants/{participant_id}/send-back",
    operation_id="send_back_participant",
    tags=PARTICIPANTS,
    summary="Return a profile to its owner",
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, Forbidden, IllegalMove),
)
async def send_back_participant(
    participant_id: UUID, acts: ActsOf, me: CurrentCaller, body: SendBackIn | None = None
) -> Response:
    """Return a submitted profile to its owner as a draft, as a coordinator; the owner is mailed, with a note if there is one."""
    return await acts.run(taking_part.send_back, participant_id, body.note if body else None, me)


@router.post(
    "/participants/{participant_id}/pause",
    operation_id="pause_participant",
    tags=PARTICIPANTS,
    summary="Pause",
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, IllegalMove),
)
async def pause_participant(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Take no new requests for now; pending ones are released, running matches stay."""
    return await acts.run(taking_part.pause, participant_id, me)


@router.post(
    "/participants/{participant_id}/resume",
    operation_id="resume_participant",
    tags=PARTICIPANTS,
    summary="Come back from a pause",
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, IllegalMove),
)
async def resume_participant(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Take requests again."""
    return await acts.run(taking_part.resume, participant_id, me)


@router.post(
    "/participants/{participant_id}/leave",
    operation_id="leave_programme",
    tags=PARTICIPANTS,
    summary="Leave the programme",
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, IllegalMove),
)
async def leave_programme(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Leave; requests are released, matches end and the partner is told."""
    return await acts.run(taking_part.leave, participant_id, me)


@router.post(
    "/participants/{participant_id}/remove",
    operation_id="remove_participant",
    tags=PARTICIPANTS,
    summary="Remove a participant",
    response_model=ParticipantActOut,
    responses=problems(*ANY_ACT, Forbidden, IllegalMove),
)
async def remove_participant(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Remove a participant as a coordinator; the consequences are those of leaving."""
    return await acts.run(taking_part.remove, participant_id, me)


@router.put(
    "/participants/{participant_id}/places",
    operation_id="set_places",
    tags=PARTICIPANTS,
    summary="How many mentees I take",
    response_model=PlacesOut,
    responses=problems(*ANY_ACT, NotTheMentor, CapacityBelowMatches),
)
async def set_places(participant_id: UUID, body: PlacesIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Set a mentor's places; as many as active matches releases pending requests."""
    return await acts.run(taking_part.set_places, participant_id, body.places, me)


@router.post(
    "/matches/{match_id}/end",
    operation_id="end_match",
    tags=MATCHES,
    summary="End a match",
    response_model=MatchActOut,
    responses=problems(*ANY_ACT, MatchEnded),
)
async def end_match(match_id: UUID, acts: ActsOf, me: CurrentCaller, body: EndIn | None = None) -> Response:
    """End a match as a member or coordinator; the other is told at once, never the reason."""
    return await acts.run(taking_part.end, match_id, body or EndIn(), me)
