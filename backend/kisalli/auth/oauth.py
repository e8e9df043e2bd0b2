"""OAuth 2.0 client credentials (RFC 6749, 4.4): a service account's id and secret for a token that is good for ten minutes.

Secrets and tokens have 256 random bits, so their hashes need neither salt nor work; the limit on wrong ones keeps a script
that has lost its secret from filling the tables, and tells it for how long to wait.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth.models import RefusedClient, ServiceAccount, ServiceToken
from kisalli.core import audit, instants
from kisalli.core.errors import TooManyRequests
from kisalli.core.ids import new_id
from kisalli.core.security import SERVICE_TOKEN, Keys, hash_secret, new_secret

SECONDS = 600  # how long a token is good
WRONG_OF_ONE = 10  # in ten minutes, for one id from one address: somebody else's mistakes must not lock an account out
WRONG_FROM_ONE = 100  # in ten minutes, from one address, whatever the ids: a campus is one
REFUSED = text("""
SELECT count(*) FILTER (WHERE claimed_hash = :claimed) AS of_one, count(*) AS from_one,
       CEIL(EXTRACT(epoch FROM min(at) + interval '10 minutes' - clock_timestamp()))::integer AS pause
  FROM refused_client WHERE client_hash = :client AND at > clock_timestamp() - interval '10 minutes'
""")
# Either secret does while the older one is in its grace.
KNOWN = text("""
SELECT a.person_id, a.organisation_id, a.scopes
  FROM service_account a JOIN person p ON p.id = a.person_id
 WHERE a.person_id = :id AND p.disabled_at IS NULL
   AND (a.secret_hash = :hash OR (a.previous_hash = :hash AND a.previous_until > clock_timestamp()))
""")
USED = text("UPDATE service_account SET last_used_at = clock_timestamp() WHERE person_id = :id")


class Refused(Exception):
    """The token endpoint says no in the words of RFC 6749, 5.2; `code` is its `error`."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who a client says it is."""

    client_id: str
    secret: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A token and what it is good for."""

    token: str
    scopes: tuple[str, ...]


async def require_room(session: AsyncSession, client_id: str, address: str, keys: Keys) -> None:
    """Require that there were not too many wrong secrets.

    Raises:
        TooManyRequests: wait for the rest of ten minutes.
    """
    values = {"client": keys.client_hash(address), "claimed": _claimed(client_id)}
    counts = (await session.execute(REFUSED, values)).one()
    if counts.of_one >= WRONG_OF_ONE or counts.from_one >= WRONG_FROM_ONE:
        raise TooManyRequests("Check the client's id and secret, and wait before you try again", retry_after=max(1, counts.pause))


async def issue(session: AsyncSession, given: Credentials, wanted: Iterable[str], address: str, keys: Keys) -> Issued:
    """Give a service account a token; without `wanted` for all its scopes. What is refused is counted, so the caller commits.

    Raises:
        Refused: an unknown id or a wrong secret (the same answer for both), or a scope that the account has not.
    """
    account_id = _uuid(given.client_id)
    row = (await session.execute(KNOWN, {"id": account_id, "hash": hash_secret(given.secret)})).one_or_none()
    if row is None:
        await _count(session, given.client_id, account_id, address, keys)
        raise Refused("invalid_client", "The client's id or secret is wrong")
    scopes = tuple(sorted(set(wanted) or set(row.scopes)))
    if not set(scopes) <= set(row.scopes):
        raise Refused("invalid_scope", "The client has not all of these scopes")
    token = SERVICE_TOKEN + new_secret()
    expires_at = await instants.now(session) + timedelta(seconds=SECONDS)
    session.add(ServiceToken(token_hash=hash_secret(token), person_id=row.person_id, scopes=list(scopes), expires_at=expires_at))
    await session.execute(USED, {"id": row.person_id})
    _record(session, "service_token_issued", row.organisation_id, row.person_id)
    return Issued(token, scopes)


async def _count(session: AsyncSession, client_id: str, account_id: UUID | None, address: str, keys: Keys) -> None:
    """Count a refusal, and let the organisation see it in its audit trail where the account exists."""
    session.add(RefusedClient(id=new_id(), client_hash=keys.client_hash(address), claimed_hash=_claimed(client_id)))
    whose = select(ServiceAccount.organisation_id).where(ServiceAccount.person_id == account_id)
    organisation_id = await session.scalar(whose) if account_id else None
    if account_id is not None and organisation_id is not None:
        _record(session, "service_token_refused", organisation_id, account_id)


def _record(session: AsyncSession, act: str, organisation_id: UUID, account_id: UUID) -> None:
    row = {"organisation_id": organisation_id, "caller_id": account_id, "act": act}
    audit.record(session, row | {"subject": "service_account", "subject_id": account_id})


def _claimed(client_id: str) -> bytes:
    return hashlib.sha256(client_id.encode()).digest()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
