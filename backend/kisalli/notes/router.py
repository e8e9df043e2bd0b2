"""Routes of private notes: their writer's alone. No runner keeps an answer of these, for it would keep their words."""

from uuid import UUID

from fastapi import APIRouter, Response

from kisalli.core import etags
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import NotFound, PreconditionRequired, Stale
from kisalli.core.etags import IfMatch
from kisalli.core.problem import problems
from kisalli.core.tx import Tx
from kisalli.matches.errors import MatchEnded
from kisalli.notes import service
from kisalli.notes.errors import TooManyNotes
from kisalli.notes.schemas import NoteIn, NoteOut

router = APIRouter(tags=["notes"])


@router.get("/matches/{match_id}/notes", operation_id="list_notes", summary="My private notes", responses=problems(NotFound))
async def list_notes(match_id: UUID, session: Tx, me: CurrentCaller) -> list[NoteOut]:
    """List one's own notes of a match, the latest first; nobody else can."""
    return await service.listed(session, match_id, me)


@router.post(
    "/matches/{match_id}/notes",
    operation_id="write_note",
    summary="Write a private note",
    status_code=201,
    responses=problems(NotFound, MatchEnded, TooManyNotes),
)
async def write_note(match_id: UUID, body: NoteIn, session: Tx, me: CurrentCaller, response: Response) -> NoteOut:
    """Write a note that nobody else can read; it goes three months after the match."""
    return _answer(response, await service.write(session, match_id, body, me))


@router.put(
    "/notes/{note_id}",
    operation_id="change_note",
    summary="Change a private note",
    responses=problems(NotFound, Stale, PreconditionRequired),
)
async def change_note(
    note_id: UUID, body: NoteIn, session: Tx, me: CurrentCaller, response: Response, if_match: IfMatch = None
) -> NoteOut:
    """Change a note of one's own."""
    return _answer(response, await service.change(session, note_id, body, if_match, me))


@router.delete(
    "/notes/{note_id}",
    operation_id="throw_note_away",
    summary="Throw a private note away",
    status_code=204,
    responses=problems(NotFound),
)
async def throw_note_away(note_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Throw a note of one's own away; it is gone for good."""
    await service.throw_away(session, note_id, me)


def _answer(response: Response, note: NoteOut) -> NoteOut:
    etags.show(response, note.version)
    return note
