"""Routes of certificates: one's own with its paper, the public check, and who has one."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from kisalli.certificates import limits, paper, service
from kisalli.certificates.errors import CertificateNotYet, NothingToCertify
from kisalli.certificates.schemas import CertificateActOut, CertificateHolderOut, OwnCertificateOut, PaperOut
from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, TooManyRequests, Unavailable
from kisalli.core.i18n import language_of
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, counted_page, decode_cursor
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForSupport
from kisalli.core.schemas import CountedPage, Language
from kisalli.core.tx import Tx
from kisalli.programmes.queries import require_coordinator

router = APIRouter(tags=["certificates"])
PDF = "application/pdf"


@router.get(
    "/participants/{participant_id}/certificate",
    operation_id="read_certificate",
    summary="My certificate of a programme",
    responses=problems(NotFound),
)
async def read_certificate(participant_id: UUID, session: Tx, me: CurrentCaller) -> OwnCertificateOut:
    """Say what one's certificate says, or when there can be one; a mentor also hears where they can join again."""
    return await service.show(session, participant_id, me)


@router.post(
    "/participants/{participant_id}/certificate",
    operation_id="issue_certificate",
    summary="Make my certificate",
    status_code=201,
    response_model=CertificateActOut,
    responses=problems(NotFound, IdempotencyKeyReused, Unavailable, CertificateNotYet, NothingToCertify),
)
async def issue_certificate(participant_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Make one's certificate, with the name in one's profile of now; one that is there already stays as it is."""
    return await acts.create(service.issue, participant_id, me)


@router.delete(
    "/participants/{participant_id}/certificate",
    operation_id="withdraw_certificate",
    summary="Withdraw my certificate",
    status_code=204,
    responses=problems(NotFound),
)
async def withdraw_certificate(participant_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Withdraw one's certificate: papers with its code no longer check. A new one gets another code."""
    await service.withdraw(session, participant_id, me)


@router.get(
    "/participants/{participant_id}/certificate/paper",
    operation_id="download_certificate",
    summary="My certificate as PDF",
    response_class=Response,
    responses=problems(NotFound, TooManyRequests)
    | {200: {"description": "A tagged PDF.", "content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def download_certificate(
    participant_id: UUID,
    session: Tx,
    me: CurrentCaller,
    request: Request,
    language: Annotated[Language | None, Query(description="Else what Accept-Language asks for.")] = None,
) -> Response:
    """Return one's certificate as a paper in a language."""
    said = await service.own(session, participant_id, me)
    limits.spend_paper(request.app.state.papers_made, me.person_id)
    chosen = language or language_of(request.headers.get("accept-language"))
    made = await paper.draw(said, chosen, request.app.state.settings.origin)
    named = f'attachment; filename="certificate-{said.code}.pdf"'
    return Response(made, media_type=PDF, headers={"Content-Disposition": named, "Content-Language": chosen})


@router.get(
    "/certificates/{code}",
    operation_id="check_certificate",
    summary="Check a certificate",
    responses=problems(NotFound, TooManyRequests),
)
async def check_certificate(
    code: Annotated[str, Path(min_length=1, max_length=60, description="As the paper shows it.")], session: Tx, request: Request
) -> PaperOut:
    """Say what the certificate of a code says; the same 404 for a code that never was and for one that was withdrawn."""
    address = request.client.host if request.client else ""
    state = request.app.state
    limits.spend_check(state.certificates_checked, state.keys.client_hash(address))
    return await service.check(session, code)


@router.get(
    "/programmes/{programme_id}/certificates",
    operation_id="list_certificates",
    summary="Who has a certificate",
    responses=problems(NotFound, Forbidden),
)
async def list_certificates(
    programme_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForSupport,
    participant_id: Annotated[UUID | None, Query(description="Only this participant's.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> CountedPage[CertificateHolderOut]:
    """List who has a certificate of a programme, the latest first; for its coordinators, without the codes."""
    await require_coordinator(session, programme_id, me)
    rows = await service.holders(session, programme_id, participant_id, limit + 1, decode_cursor(cursor, UUID))
    shown.of_programme(programme_id, (row.participant_id for row in rows[:limit]))
    return await counted_page(
        rows, limit, lambda row: row.id, cursor, lambda: service.count(session, programme_id, participant_id)
    )
