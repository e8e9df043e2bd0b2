"""What tokens may be used for, and the token endpoint.

The latter is the one route that takes a form and answers in the words of RFC 6749, as every OAuth client expects.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from kisalli.auth import oauth
from kisalli.auth.oauth import Credentials, Refused
from kisalli.auth.schemas import OAuthErrorOut, ScopeOut, TokenIssuedOut
from kisalli.core.edge import FORM
from kisalli.core.errors import TooManyRequests
from kisalli.core.i18n import gettext, language_of
from kisalli.core.policy import MEANINGS, OF_SERVICES
from kisalli.core.problem import problems
from kisalli.core.tx import Tx

router = APIRouter(tags=["oauth"])

TOKEN_PATH = "/oauth/token"  # noqa: S105 - a path
GRANT = "client_credentials"
MOST_FIELDS = 20
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
FIELDS = {
    "grant_type": {"type": "string", "const": GRANT},
    "scope": {"type": "string", "maxLength": 1000, "description": "Scopes with spaces between; all of the account's without it."},
    "client_id": {"type": "string", "maxLength": 200, "description": "Unless HTTP Basic says it."},
    "client_secret": {"type": "string", "maxLength": 200, "description": "Unless HTTP Basic says it."},
}
BODY = {
    "required": True,
    "content": {
        FORM: {"schema": {"type": "object", "required": ["grant_type"], "properties": FIELDS}, "example": {"grant_type": GRANT}}
    },
}
REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {
        "model": OAuthErrorOut,
        "description": "`invalid_request`, `invalid_scope`, `unsupported_grant_type`: as RFC 6749 says",
    },
    401: {"model": OAuthErrorOut, "description": "`invalid_client`: the id or the secret is wrong"},
}


@router.post(
    TOKEN_PATH,
    operation_id="issue_token",
    summary="A token for a service account",
    responses=problems(TooManyRequests) | REFUSALS,
    openapi_extra={"requestBody": BODY},
    response_model=TokenIssuedOut,
)
async def issue_token(request: Request, session: Tx) -> JSONResponse:
    """Give a service account a token for ten minutes (OAuth 2.0 client credentials), by HTTP Basic or by fields of the form."""
    keys, address = request.app.state.keys, request.client.host if request.client else ""
    basic = request.headers.get("authorization") is not None
    try:
        form = _form(await request.body())
        given = _credentials(request.headers.get("authorization"), form)
        await oauth.require_room(session, given.client_id, address, keys)
        if form.get("grant_type") != GRANT:
            raise Refused("unsupported_grant_type", f"grant_type has to be {GRANT}")
        issued = await oauth.issue(session, given, form.get("scope", "").split(), address, keys)
    except Refused as refused:
        return _refusal(refused, basic=basic)  # no exception, so that what was counted is committed
    values = {"token_type": "Bearer", "expires_in": oauth.SECONDS, "scope": " ".join(issued.scopes)}
    body = TokenIssuedOut(access_token=issued.token, **values)
    return JSONResponse(body.model_dump(), headers=NO_STORE)


@router.get("/oauth/scopes", operation_id="list_scopes", summary="What tokens may be used for")
async def list_scopes(request: Request) -> list[ScopeOut]:
    """List all scopes and what each opens; `write` does not include `read`."""
    language = language_of(request.headers.get("accept-language"))
    return [
        ScopeOut(scope=scope, meaning=gettext(meaning, language), services=scope in OF_SERVICES)
        for scope, meaning in MEANINGS.items()
    ]


def metadata(origin: str, prefix: str) -> dict[str, Any]:
    """Return what OAuth clients may ask of this server (RFC 8414)."""
    return {
        "issuer": origin,
        "token_endpoint": f"{origin}{prefix}{TOKEN_PATH}",
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "grant_types_supported": [GRANT],
        "response_types_supported": [],
        "scopes_supported": sorted(OF_SERVICES),
    }


def _form(body: bytes) -> dict[str, str]:
    """Read the form; a field that comes twice is refused (RFC 6749, 3.2)."""
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except (ValueError, UnicodeDecodeError) as error:
        raise Refused("invalid_request", "The form could not be read") from error
    if len(dict(pairs)) < len(pairs) or any("\0" in value for _, value in pairs):
        raise Refused("invalid_request", "The form could not be read")
    return dict(pairs)


def _credentials(authorization: str | None, form: Mapping[str, str]) -> Credentials:
    """Say who calls: by HTTP Basic, whose parts are form-encoded (RFC 6749, 2.3.1), or by fields; never by both."""
    if authorization is None:
        client_id, secret = form.get("client_id"), form.get("client_secret")
        if not client_id or not secret:
            raise Refused("invalid_client", "Say client_id and client_secret, or use HTTP Basic")
        return Credentials(client_id, secret)
    if "client_secret" in form:
        raise Refused("invalid_request", "Use HTTP Basic or fields of the form, not both")
    scheme, _, encoded = authorization.partition(" ")
    try:
        client_id, colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (ValueError, binascii.Error) as error:
        raise Refused("invalid_client", "HTTP Basic could not be read") from error
    if scheme.lower() != "basic" or not colon:
        raise Refused("invalid_client", "HTTP Basic could not be read")
    return Credentials(unquote_plus(client_id), unquote_plus(secret))


def _refusal(refused: Refused, *, basic: bool) -> JSONResponse:
    known = refused.code != "invalid_client"
    challenge = {} if known or not basic else {"WWW-Authenticate": "Basic"}
    body = OAuthErrorOut(error=refused.code, error_description=refused.description)
    return JSONResponse(body.model_dump(), 400 if known else 401, NO_STORE | challenge)
