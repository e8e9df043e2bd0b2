"""Routes of programmes: create, edit, publish, clock, rules, texts; and the organisation's audit trail."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import etags
from kisalli.core.acting import ActsOf
from kisalli.core.caller import Caller
from kisalli.core.callers import CurrentCaller, MaybeCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, PreconditionRequired, Stale, Unavailable
from kisalli.core.etags import IfMatch
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForAccountability
from kisalli.core.schemas import Key, Language, Page
from kisalli.core.tx import Tx
from kisalli.programmes import queries, service, trail
from kisalli.programmes.eligibility import eligibility
from kisalli.programmes.errors import IllegalMove
from kisalli.programmes.models import Programme
from kisalli.programmes.schemas import (
    AuditOut,
    ClockIn,
    ClockPreviewOut,
    EligibilityOut,
    InvitationIn,
    InvitationOut,
    ProgrammeActOut,
    ProgrammeOut,
    ProgrammePatch,
    TextIn,
)
from kisalli.programmes.views import present

router = APIRouter(tags=["programmes"])
ANY_ACT = (NotFound, IdempotencyKeyReused, Unavailable)
EDITS = problems(NotFound, Forbidden, Stale, PreconditionRequired)
RULE_EDITS = problems(
    NotFound, Forbidden, Stale, PreconditionRequired, IllegalMove
)  # groups beside pairs are settled by publishing


async def answer(session: AsyncSession, programme: Programme, caller: Caller | None, response: Response) -> ProgrammeOut:
    """Show a programme to a caller, with its version as entity tag."""
    await session.flush()
    etags.show(response, programme.version)
    return (await present(session, [programme], caller))[0]


@router.get("/programmes", operation_id="list_programmes", summary="Programmes that I may see")
async def list_programmes(
    session: Tx, me: MaybeCaller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[ProgrammeOut]:
    """List public programmes and the caller's own, the newest first; without signing in, the public ones."""
    before = decode_cursor(cursor, UUID)
    select = queries.visible_to(me).order_by(Programme.id.desc()).limit(limit + 1)
    rows = (await session.scalars(select.where(Programme.id < before) if before else select)).all()
    return page(await present(session, rows, me), limit, lambda programme: programme.id)


@router.get("/programmes/{programme_id}", operation_id="read_programme", summary="A programme", responses=problems(NotFound))
async def read_programme(programme_id: UUID, session: Tx, me: MaybeCaller, response: Response) -> ProgrammeOut:
    """Read a programme with its clock, rules, texts and the caller's own part in it."""
    return await answer(session, await queries.visible(session, programme_id, me), me, response)


@router.get(
    "/programmes/{programme_id}/eligibility",
    operation_id="read_eligibility",
    summary="Whether I may join",
    responses=problems(NotFound),
)
async def read_eligibility(programme_id: UUID, session: Tx, me: CurrentCaller) -> EligibilityOut:
    """Say whether the caller may join as a mentor or a mentee; if not, why, and what would help."""
    return await eligibility(session, programme_id, me)


@router.patch(
    "/programmes/{programme_id}", operation_id="edit_programme", summary="Change rules or vocabulary", responses=RULE_EDITS
)
async def edit_programme(
    programme_id: UUID, patch: ProgrammePatch, session: Tx, me: CurrentCaller, response: Response, if_match: IfMatch = None
) -> ProgrammeOut:
    """Change contact address, rules or vocabulary; a lowered limit binds new sends only."""
    return await answer(session, await service.edit(session, programme_id, patch, if_match, me), me, response)


@router.post(
    "/programmes/{programme_id}/clock/preview",
    operation_id="preview_clock",
    summary="Whom a change of the windows would touch",
    responses=problems(NotFound, Forbidden, IllegalMove),
)
async def preview_clock(programme_id: UUID, clock: ClockIn, session: Tx, me: CurrentCaller) -> ClockPreviewOut:
    """Say whom a change of the clock would touch, without making it."""
    return await service.preview_clock(session, programme_id, clock, me)


@router.put(
    "/programmes/{programme_id}/texts/{language}", operation_id="set_text", summary="Write texts in a language", responses=EDITS
)
async def set_text(
    programme_id: UUID,
    language: Language,
    words: TextIn,
    session: Tx,
    me: CurrentCaller,
    response: Response,
    if_match: IfMatch = None,
) -> ProgrammeOut:
    """Write what the programme says of itself in one of its languages."""
    return await answer(session, await service.set_text(session, programme_id, language, words, if_match, me), me, response)


@router.post(
    "/programmes/{programme_id}/publish",
    operation_id="publish_programme",
    summary="Make a draft public",
    response_model=ProgrammeActOut,
    responses=problems(*ANY_ACT, Forbidden, IllegalMove),
)
async def publish_programme(programme_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Make a draft public; mentors and mentees can then sign up within their windows."""
    return await acts.run(service.publish, programme_id, me)


@router.post(
    "/programmes/{programme_id}/archive",
    operation_id="archive_programme",
    summary="Put a programme away",
    response_model=ProgrammeActOut,
    responses=problems(*ANY_ACT, Forbidden, IllegalMove),
)
async def archive_programme(programme_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Put an ended programme, or a draft, away."""
    return await acts.run(service.archive, programme_id, me)


@router.post(
    "/programmes/{programme_id}/invitations",
    operation_id="create_invitation",
    summary="Invite one person, or many by a code",
    status_code=201,
    responses=problems(NotFound, Forbidden),
)
async def create_invitation(programme_id: UUID, body: InvitationIn, session: Tx, me: CurrentCaller) -> InvitationOut:
    """Make an invitation; the code is in this answer alone."""
    return await service.invite(session, programme_id, body, me)


@router.get(
    "/organisations/{organisation_id}/audit",
    operation_id="list_audit",
    summary="The audit trail",
    responses=problems(NotFound),
)
async def list_audit(
    organisation_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForAccountability,
    programme_id: Annotated[UUID | None, Query()] = None,
    subject_id: Annotated[UUID | None, Query()] = None,
    act: Annotated[Key | None, Query()] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[AuditOut]:
    """List who did what to what and when, the latest first, in the organisation and its programmes."""
    wanted = trail.Wanted(programme_id, subject_id, act, decode_cursor(cursor, trail.row_id))
    rows = await trail.of_organisation(session, organisation_id, wanted, limit + 1, me)
    shown.of_organisation(organisation_id, trail.people(rows[:limit]))
    return page(rows, limit, lambda row: row.id)
