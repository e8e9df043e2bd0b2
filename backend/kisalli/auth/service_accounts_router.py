"""Routes of an organisation's service accounts; its admins' alone."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter

from kisalli.auth import service_accounts as service
from kisalli.auth.errors import TooManyServiceAccounts
from kisalli.auth.schemas import NewSecretOut, SecretIn, ServiceAccountIn, ServiceAccountOut, ServiceAccountPatch
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import CsrfFailed, Forbidden, NotFound
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, decode_cursor, page
from kisalli.core.problem import problems
from kisalli.core.schemas import Page
from kisalli.core.tx import Tx

router = APIRouter(prefix="/organisations/{organisation_id}/service-accounts", tags=["service-accounts"])


@router.get(
    "", operation_id="list_service_accounts", summary="Service accounts", responses=problems(CsrfFailed, Forbidden, NotFound)
)
async def list_service_accounts(
    organisation_id: UUID, session: Tx, me: CurrentCaller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[ServiceAccountOut]:
    """List the service accounts of an organisation, the oldest first; admins only."""
    rows = await service.of_organisation(session, organisation_id, decode_cursor(cursor, UUID), limit + 1, me)
    return page([ServiceAccountOut.model_validate(row) for row in rows], limit, lambda row: row.id)


@router.post(
    "",
    operation_id="create_service_account",
    summary="Make a service account",
    status_code=201,
    responses=problems(CsrfFailed, Forbidden, NotFound, TooManyServiceAccounts),
)
async def create_service_account(organisation_id: UUID, body: ServiceAccountIn, session: Tx, me: CurrentCaller) -> NewSecretOut:
    """Make a service account. Its secret is shown in this answer alone; admins only."""
    account, secret = await service.create(session, organisation_id, body.name, body.scopes, me)
    return NewSecretOut(**ServiceAccountOut.model_validate(account).model_dump(), secret=secret)


@router.patch(
    "/{account_id}",
    operation_id="edit_service_account",
    summary="Change a service account",
    responses=problems(CsrfFailed, Forbidden, NotFound),
)
async def edit_service_account(
    organisation_id: UUID, account_id: UUID, patch: ServiceAccountPatch, session: Tx, me: CurrentCaller
) -> ServiceAccountOut:
    """Change what a service account is called or may do; a scope taken away counts from the next call. Admins only."""
    draft = service.Draft(patch.name, patch.scopes)
    return ServiceAccountOut.model_validate(await service.edit(session, organisation_id, account_id, draft, me))


@router.post(
    "/{account_id}/secret",
    operation_id="renew_service_secret",
    summary="Make a new secret",
    responses=problems(CsrfFailed, Forbidden, NotFound),
)
async def renew_service_secret(
    organisation_id: UUID, account_id: UUID, body: SecretIn, session: Tx, me: CurrentCaller
) -> NewSecretOut:
    """Make a new secret, shown in this answer alone; the present one is good for the grace that is given. Admins only."""
    grace = timedelta(hours=body.grace_hours)
    account, secret = await service.renew_secret(session, organisation_id, account_id, grace, me)
    return NewSecretOut(**ServiceAccountOut.model_validate(account).model_dump(), secret=secret)


@router.delete(
    "/{account_id}",
    operation_id="remove_service_account",
    summary="Remove a service account",
    status_code=204,
    responses=problems(CsrfFailed, Forbidden, NotFound),
)
async def remove_service_account(organisation_id: UUID, account_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """End a service account and its tokens, on every process; admins only."""
    await service.remove(session, organisation_id, account_id, me)
