"""Routes of one's own tokens for scripts."""

from uuid import UUID

from fastapi import APIRouter

from kisalli.auth import tokens
from kisalli.auth.errors import TooManyTokens
from kisalli.auth.schemas import NewTokenOut, OwnTokensOut, TokenIn, TokenOut
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import CsrfFailed, NotFound
from kisalli.core.problem import problems
from kisalli.core.tx import Tx

router = APIRouter(prefix="/me/tokens", tags=["tokens"])


@router.get("", operation_id="list_tokens", summary="My tokens")
async def list_tokens(session: Tx, me: CurrentCaller) -> OwnTokensOut:
    """List one's tokens, the latest first, with the scopes that one may give."""
    items = [TokenOut.model_validate(each) for each in await tokens.of(session, me)]
    return OwnTokensOut(items=items, scopes=await tokens.grantable(session, me))


@router.post(
    "",
    operation_id="create_token",
    summary="Make a token",
    status_code=201,
    responses=problems(CsrfFailed, TooManyTokens),
)
async def create_token(body: TokenIn, session: Tx, me: CurrentCaller) -> NewTokenOut:
    """Make a token for one's own scripts. It is shown in this answer alone; one is told by mail."""
    token, secret = await tokens.create(session, body.name, body.scopes, body.expires_at, me)
    return NewTokenOut(**TokenOut.model_validate(token).model_dump(), token=secret)


@router.delete(
    "/{token_id}",
    operation_id="revoke_token",
    summary="Revoke a token",
    status_code=204,
    responses=problems(CsrfFailed, NotFound),
)
async def revoke_token(token_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Take one of one's own tokens back: it opens nothing any more, on every process."""
    await tokens.revoke(session, token_id, me)
