"""Routes of the directory: shared snapshot, one's own overlay, search for scripts, a mentor's page, the saved list."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, NotFound, TooManyRequests, Unavailable
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, encode_cursor
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForMatching
from kisalli.core.schemas import Key, Line, Page, SpokenLanguage
from kisalli.core.tx import Tx
from kisalli.directory import service
from kisalli.directory.schemas import DirectoryOut, FoundOut, MentorOut, OverlayOut, SavedListIn, SavedOut, Sort
from kisalli.programmes.errors import NotAParticipant, NotTheMentee

router = APIRouter(prefix="/programmes/{programme_id}/directory", tags=["directory"])
READS = problems(NotFound, NotAParticipant, NotTheMentee, Unavailable)
NOT_MODIFIED: dict[int | str, dict[str, Any]] = {304: {"description": "Nothing changed since the ETag in If-None-Match."}}
FARTHEST = 1_000_000  # no programme has so many mentors
CACHE_CONTROL = "private, max-age=0, must-revalidate"


@router.get(
    "",
    operation_id="read_directory",
    summary="Mentors who may be asked now",
    response_model=DirectoryOut,
    responses=READS | NOT_MODIFIED,
)
async def read_directory(programme_id: UUID, request: Request, me: CurrentCaller) -> Response:
    """Read everybody who may be asked now, shared by all of a level and at most a second old; from memory."""
    state, headers = request.app.state, request.headers
    reader = await state.readers.require(programme_id, me)
    body = await state.directories.body(programme_id, reader.level)
    answer = {"etag": body.etag, "cache-control": CACHE_CONTROL, "vary": "Accept-Encoding, Authorization, Cookie"}
    if body.etag in headers.get("if-none-match", ""):
        return Response(status_code=304, headers=answer)
    content, encoding = await body.encoded(headers.get("accept-encoding", ""))
    if encoding:
        answer["content-encoding"] = encoding
    return Response(content, media_type="application/json", headers=answer)


@router.get("/mine", operation_id="read_overlay", summary="What is my own in the directory", responses=READS)
async def read_overlay(programme_id: UUID, request: Request, session: Tx, me: CurrentCaller) -> OverlayOut:
    """Read one's own fair order, fit with its reasons, hidden and saved mentors."""
    return await service.overlay(session, programme_id, request.app.state.directories, me)


@router.get(
    "/search",
    operation_id="search_mentors",
    summary="Search mentors",
    responses=READS | problems(NotAParticipant, NotTheMentee, Forbidden),
)
async def search_mentors(
    programme_id: UUID,
    request: Request,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForMatching,
    q: Annotated[Line | None, Query(description="Words or their beginnings; all have to match.")] = None,
    language: Annotated[SpokenLanguage | None, Query()] = None,
    level: Annotated[Key | None, Query()] = None,
    field: Annotated[Key | None, Query()] = None,
    sector: Annotated[Key | None, Query()] = None,
    topic: Annotated[Key | None, Query()] = None,
    place: Annotated[Line | None, Query()] = None,
    sort: Annotated[Sort, Query()] = Sort.FIT,
    mentee_id: Annotated[UUID | None, Query(description="For coordinators: fit and reasons of this student.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[FoundOut]:
    """Search by words and filters; coordinators find everybody, with the reasons why one is hidden, also from one student."""
    filters = service.Filters(q, language, level, field, sector, topic, place)
    found = await service.search(session, programme_id, filters, sort, request.app.state.directories, me, mentee_id)
    start = decode_cursor(cursor, _position) or 0
    end = start + limit
    shown.of_programme(programme_id, (mentee_id, *(each.mentor.id for each in found[start:end])))
    return Page(items=found[start:end], next_cursor=encode_cursor(str(end)) if end < len(found) else None)


def _position(text: str) -> int:
    number = int(text)
    if not 0 < number < FARTHEST:
        raise ValueError(text)
    return number


@router.put("/saved", operation_id="save_mentors", summary="My saved mentors, in order", responses=READS)
async def save_mentors(programme_id: UUID, body: SavedListIn, session: Tx, me: CurrentCaller) -> list[SavedOut]:
    """Replace one's saved list; `tell_me` asks for one mail when a mentor has room again, and is not kept while they have."""
    return await service.save(session, programme_id, body, me)


@router.get(
    "/{mentor_id}",
    operation_id="read_mentor",
    summary="A mentor's page",
    responses=READS | problems(TooManyRequests),
)
async def read_mentor(
    programme_id: UUID, mentor_id: UUID, request: Request, session: Tx, me: CurrentCaller, shown: ReadForMatching
) -> MentorOut:
    """Read a mentor's whole profile, with one's fit and whether one may ask; as many in an hour as people read."""
    request.app.state.profiles_read.spend(me.person_id)
    mentor = await service.mentor(session, programme_id, mentor_id, request.app.state.directories, me)
    shown.of_programme(programme_id, [] if mentor.score is not None else [mentor_id])  # a student's call writes nothing
    return mentor
