"""Routes of one's own data: who read it, who could have, all of it in a file, and its erasure."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from kisalli.core.callers import ACCESS_COOKIE, SESSION_COOKIE, CurrentCaller, drop_cookie
from kisalli.core.db import transaction
from kisalli.core.errors import CsrfFailed, Forbidden, NotFound
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.schemas import Page
from kisalli.core.tx import Tx
from kisalli.organisations.errors import LastAdmin
from kisalli.privacy import asking, erasure, queries
from kisalli.privacy.errors import FreshSignInNeeded, TakesPartElsewhere
from kisalli.privacy.export import export
from kisalli.privacy.schemas import AudienceOut, EraseIn, ErasePreviewOut, ExportOut, ReadOut

router = APIRouter(tags=["privacy"])


@router.get("/me/reads", operation_id="list_reads", summary="Who read my data")
async def list_reads(session: Tx, me: CurrentCaller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> Page[ReadOut]:
    """List organisers' reads of one's data by role, time and purpose, the latest first; kept for 24 months."""
    rows = await queries.reads(session, limit + 1, me, decode_cursor(cursor, UUID))
    return page([ReadOut.model_validate(row) for row in rows], limit, lambda row: row.id)


@router.get("/me/audiences", operation_id="list_audiences", summary="Who can see my profiles")
async def list_audiences(session: Tx, me: CurrentCaller) -> list[AudienceOut]:
    """List who may read one's profiles, since when and until when; of the directory nobody's single look is kept."""
    return [AudienceOut.model_validate(row) for row in await queries.audiences(session, me)]


@router.get("/me/export", operation_id="read_export", summary="Take my data away")
async def read_export(session: Tx, me: CurrentCaller, response: Response) -> ExportOut:
    """Read everything that is kept about oneself, as a file to keep; nobody else's words are in it."""
    response.headers["content-disposition"] = 'attachment; filename="kisalli.json"'
    return await export(session, me)


@router.get("/me/erase", operation_id="preview_erasure", summary="What erasing my account would do")
async def preview_erasure(session: Tx, me: CurrentCaller) -> ErasePreviewOut:
    """Read what erasing oneself would end, and what it asks for."""
    return await asking.preview(session, me)


@router.post(
    "/me/erase",
    operation_id="erase_me",
    summary="Erase my account",
    status_code=204,
    responses=problems(CsrfFailed, FreshSignInNeeded, LastAdmin, NotFound),
)
async def erase_me(body: EraseIn, request: Request, response: Response, me: CurrentCaller) -> None:
    """Erase oneself: parts end and partners are told, words and contact details go, figures stay. It can't be undone."""
    state = request.app.state
    async with transaction(state.sessions) as session:
        await asking.require_own_word(session, body.confirmation, me)
    await erasure.erase(state.sessions, state.acts, me.person_id, asked_by=None, organisation_id=None)
    drop_cookie(response, SESSION_COOKIE)
    drop_cookie(response, ACCESS_COOKIE)


@router.post(
    "/participants/{participant_id}/erase",
    operation_id="erase_participant",
    summary="Erase somebody who has asked for it",
    status_code=204,
    responses=problems(NotFound, Forbidden, LastAdmin, TakesPartElsewhere),
)
async def erase_participant(participant_id: UUID, request: Request, me: CurrentCaller) -> None:
    """Erase a person at their request (Art. 17), as an admin, if they have ties to no other organisation; can't be undone."""
    state = request.app.state
    async with transaction(state.sessions) as session:
        person_id, organisation_id = await asking.asked_of(session, participant_id, me)
    await erasure.erase(state.sessions, state.acts, person_id, asked_by=me.person_id, organisation_id=organisation_id)
