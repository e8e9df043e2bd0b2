"""ETag and If-Match on what two people may edit."""

from typing import Annotated

from fastapi import Header, Response

from kisalli.core.errors import PreconditionRequired, Stale

IfMatch = Annotated[str | None, Header(description="The ETag that you read; 412 when somebody changed it meanwhile.")]


def tag(version: int) -> str:
    """Return the ETag of a version."""
    return f'"v{version}"'


def show(response: Response, version: int) -> None:
    """Put the ETag of a version on an answer."""
    response.headers["ETag"] = tag(version)


def require_match(if_match: str | None, version: int) -> None:
    """Refuse a change that was made from another version.

    Raises:
        PreconditionRequired: no If-Match was sent. Stale: it names another version.
    """
    if if_match is None:
        raise PreconditionRequired
    if if_match.strip() not in {"*", tag(version), f"W/{tag(version)}"}:
        raise Stale
