"""Routes of agreements: what members write, sign and print, and the templates that coordinators give them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kisalli.agreements import printing, service, templates, views
from kisalli.agreements.errors import AgreementChanged, TooManyVersions
from kisalli.agreements.schemas import (
    AgreementActOut,
    AgreementOut,
    AgreementPreviewIn,
    AgreementPreviewOut,
    AgreementTemplateIn,
    AgreementTemplateOut,
    AgreementVersionIn,
    SignatureIn,
)
from kisalli.core import etags
from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import (
    Forbidden,
    IdempotencyKeyReused,
    NotFound,
    PreconditionRequired,
    Stale,
    Unavailable,
)
from kisalli.core.etags import IfMatch
from kisalli.core.i18n import language_of
from kisalli.core.problem import problems
from kisalli.core.schemas import Language
from kisalli.core.tx import Tx
from kisalli.matches.errors import MatchEnded

router = APIRouter(tags=["agreements"])
ANY_ACT = (NotFound, IdempotencyKeyReused, Unavailable, MatchEnded)
PDF: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}, "description": "A tagged PDF."}
}


@router.get(
    "/matches/{match_id}/agreement",
    operation_id="read_agreement",
    summary="What we agree on",
    responses=problems(NotFound),
)
async def read_agreement(
    match_id: UUID,
    session: Tx,
    me: CurrentCaller,
    request: Request,
    response: Response,
    language: Annotated[
        Language | None,
        Query(description="In which language to write the next version; the first one begins in that of Accept-Language."),
    ] = None,
) -> AgreementOut:
    """Read the agreement of a match as one of its members: nobody else can. The ETag is the newest version's."""
    header = request.headers.get("accept-language")
    reads = language_of(header) if header else None
    found = await views.agreement(session, match_id, language, reads, me)
    etags.show(response, found.newest.number if found.newest else 0)
    return found


@router.put(
    "/matches/{match_id}/agreement",
    operation_id="write_agreement",
    summary="Write what we agree on",
    response_model=AgreementActOut,
    responses=problems(*ANY_ACT, PreconditionRequired, Stale, TooManyVersions),
)
async def write_agreement(
    match_id: UUID, body: AgreementVersionIn, acts: ActsOf, me: CurrentCaller, if_match: IfMatch = None
) -> Response:
    """Write a new version, to be signed by all; the version in force stays so until then."""
    return await acts.run(service.save, match_id, body, if_match, me)


@router.post(
    "/matches/{match_id}/agreement/sign",
    operation_id="sign_agreement",
    summary="Sign what we agree on",
    response_model=AgreementActOut,
    responses=problems(*ANY_ACT, AgreementChanged),
)
async def sign_agreement(match_id: UUID, body: SignatureIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Sign the newest version, named by its number: what was written meanwhile is read before it is signed."""
    return await acts.run(service.sign, match_id, body, me)


@router.get(
    "/matches/{match_id}/agreement/pdf",
    operation_id="print_agreement",
    summary="The agreement as a PDF",
    response_class=Response,
    responses=PDF | problems(NotFound),
)
async def print_agreement(
    match_id: UUID,
    session: Tx,
    me: CurrentCaller,
    number: Annotated[int | None, Query(ge=1, le=10_000, description="Which version; the newest unless named.")] = None,
) -> Response:
    """Make a version into a PDF with names and dates of its signatures, as one of the match's members."""
    made = await printing.document(session, match_id, number, me)
    return Response(
        made.content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="agreement-{made.number}.pdf"'},
    )


@router.get(
    "/programmes/{programme_id}/agreement-templates/{language}",
    operation_id="read_agreement_template",
    summary="The template of agreements",
    responses=problems(NotFound, Forbidden),
)
async def read_agreement_template(
    programme_id: UUID, language: Language, session: Tx, me: CurrentCaller, response: Response
) -> AgreementTemplateOut:
    """Read the programme's template in one of its languages, as a coordinator."""
    found, version = await templates.show(session, programme_id, language, me)
    etags.show(response, version)
    return found


@router.put(
    "/programmes/{programme_id}/agreement-templates/{language}",
    operation_id="set_agreement_template",
    summary="Write the template of agreements",
    responses=problems(NotFound, Forbidden, PreconditionRequired, Stale),
)
async def set_agreement_template(
    programme_id: UUID,
    language: Language,
    body: AgreementTemplateIn,
    session: Tx,
    me: CurrentCaller,
    response: Response,
    if_match: IfMatch = None,
) -> AgreementTemplateOut:
    """Give the programme a template of its own, or the standard one again. Agreements that are written keep their text."""
    found, version = await templates.set_template(session, programme_id, language, body, if_match, me)
    etags.show(response, version)
    return found


@router.post(
    "/programmes/{programme_id}/agreement-templates/preview",
    operation_id="preview_agreement_template",
    summary="See a template as members will",
    responses=problems(NotFound, Forbidden),
)
async def preview_agreement_template(
    programme_id: UUID, body: AgreementPreviewIn, session: Tx, me: CurrentCaller
) -> AgreementPreviewOut:
    """Show a template as its form will look, without saving it."""
    return AgreementPreviewOut(parts=await templates.preview(session, programme_id, body, me))
