"""Routes of terms and consents."""

from fastapi import APIRouter, Request

from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import CsrfFailed
from kisalli.core.i18n import language_of
from kisalli.core.problem import problems
from kisalli.core.tx import Tx
from kisalli.terms import service
from kisalli.terms.errors import TermsChanged
from kisalli.terms.schemas import ConsentOut, ConsentsIn, TermsOut
from kisalli.terms.wording import ASKED, wording

router = APIRouter(tags=["terms"])


@router.get("/terms", operation_id="list_terms", summary="Terms of use and privacy notice")
async def list_terms(request: Request) -> list[TermsOut]:
    """Read what is in force, in the language that Accept-Language asks for; public."""
    language = language_of(request.headers.get("accept-language"))
    return [TermsOut.model_validate(wording(kind, language)) for kind in ASKED]


@router.get("/me/consents", operation_id="list_consents", summary="What I agreed to")
async def list_consents(session: Tx, me: CurrentCaller) -> list[ConsentOut]:
    """List what one agreed to, in which version and wording and when, the latest first."""
    return [
        ConsentOut(kind=each.kind, version=each.version, language=each.language, wording_hash=each.wording_hash.hex(), at=each.at)
        for each in await service.of(session, me)
    ]


@router.post(
    "/me/consents",
    operation_id="agree",
    summary="Agree to the terms",
    status_code=204,
    responses=problems(CsrfFailed, TermsChanged),
)
async def agree(body: ConsentsIn, session: Tx, me: CurrentCaller) -> None:
    """Agree to the terms, or confirm that one has read the privacy notice, in the versions that one was shown."""
    await service.agree(session, body, me)
