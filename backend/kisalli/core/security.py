"""Secrets and signed access tokens: one algorithm, one key a purpose, every claim required.

python-jose still accepts a good deal that it should not (tokens without exp or aud, unknown `crit`, a wrong `typ`, exp
as a string), so it is wrapped here for our own short access tokens only and never sees anybody else's.
"""

import base64
import binascii
import contextlib
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from jose import JOSEError, jws, jwt

from kisalli.core.errors import Unauthenticated
from kisalli.core.ids import new_id
from kisalli.core.settings import Settings

ALGORITHM = "HS256"
TYPE = "at+jwt"
ISSUER = "kisalli"
AUDIENCE = "kisalli-api"
CLOCK_SKEW_SECONDS = 5
DEMO_HOURS = 12
PROOF_BYTES = 32
NONCE_BYTES = 12
UUID_BYTES = 16
PERSONAL_TOKEN = "kis_pat_"  # noqa: S105 - how such a token begins: secret scanners know a leaked one by it
SERVICE_TOKEN = "kis_sat_"  # noqa: S105 - the same
SERVICE_SECRET = "kis_secret_"  # noqa: S105 - the same
REQUIRED = ("exp", "iat", "aud", "iss", "sub", "jti")


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What a checked access token says: whose it is, of which session, and from when until when (Unix seconds)."""

    person_id: UUID
    session_id: UUID | None
    issued_at: int
    expires_at: int


class Keys:
    """The keys of an installation, derived from its secret, one a purpose; the previous secret still verifies."""

    def __init__(self, settings: Settings) -> None:
        self._longest = (DEMO_HOURS * 60 if settings.demo else settings.access_minutes) * 60
        secrets_in_use = [settings.secret, *([settings.previous_secret] if settings.previous_secret else [])]
        values = [secret.get_secret_value().encode() for secret in secrets_in_use]
        self._access = {_key_id(key): key for key in (_derive(value, "access") for value in values)}
        self._csrf = [_derive(value, "csrf") for value in values]
        self._code = _derive(values[0], "code")
        self._sign_in = _derive(values[0], "sign-in")
        self._client = _derive(values[0], "client")
        self._challenge = _derive(values[0], "challenge")
        self._redirect = _derive(values[0], "redirect")
        self._locks = [AESGCM(_derive(value, "locked")) for value in values]
        self._member_invitation = _derive(values[0], "member-invitation")
        self._email_change = _derive(values[0], "email-change")
        self._unsubscribe = [_derive(value, "unsubscribe") for value in values]
        self._register = [_derive(value, "register") for value in values]

    def access_token(self, person_id: UUID, session_id: UUID | None, seconds: int) -> str:
        """Sign an access token for a person that is good for so many seconds."""
        kid, key = next(iter(self._access.items()))
        now = int(time.time())
        claims = {"sub": str(person_id), "sid": str(session_id) if session_id else None, "iat": now, "exp": now + seconds}
        claims |= {"iss": ISSUER, "aud": AUDIENCE, "jti": str(new_id())}
        token: str = jwt.encode(claims, key, algorithm=ALGORITHM, headers={"kid": kid, "typ": TYPE})
        return token

    def check_access_token(self, token: str) -> AccessClaims:
        """Return the claims of a token of ours.

        Raises:
            Unauthenticated: it is not ours, not whole, not an access token, too old or from the future.
        """
        try:
            header = jws.get_unverified_header(token)
            key = self._access[header["kid"]]
            if header.get("typ") != TYPE or "crit" in header or header.get("alg") != ALGORITHM:
                raise Unauthenticated
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={f"require_{claim}": True for claim in REQUIRED},
            )
            issued, expires = claims["iat"], claims["exp"]
            if not (isinstance(issued, int) and isinstance(expires, int)):
                raise Unauthenticated
            if issued > time.time() + CLOCK_SKEW_SECONDS or expires - issued > self._longest:
                raise Unauthenticated
            session_id = UUID(claims["sid"]) if claims.get("sid") else None
            return AccessClaims(UUID(claims["sub"]), session_id, issued, expires)
        except (JOSEError, KeyError, ValueError, TypeError) as error:
            raise Unauthenticated from error

    def csrf_token(self, session_id: UUID) -> str:
        """Return the CSRF token that belongs to a session."""
        return hmac.digest(self._csrf[0], session_id.bytes, "sha256").hex()

    def check_csrf_token(self, session_id: UUID, token: str) -> bool:
        """Whether `token` belongs to the session, under the present or the previous secret."""
        return any(
            hmac.compare_digest(hmac.digest(key, session_id.bytes, "sha256").hex().encode(), token.encode()) for key in self._csrf
        )

    def contact_code(self, participant_id: UUID, email: str, version: int) -> str:
        """Return the six-digit code that confirms an address: derived, so that neither queue nor table holds it."""
        digest = hmac.digest(self._code, f"{participant_id}:{version}:{email}".encode(), "sha256")
        return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"

    def sign_in_code(self, sign_in_id: UUID) -> str:
        """Return the six-digit code that a sign-in mail carries; derived, as `contact_code` is."""
        digest = hmac.digest(self._sign_in, b"code:" + sign_in_id.bytes, "sha256")
        return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"

    def sign_in_key(self, sign_in_id: UUID) -> str:
        """Return what the link of a sign-in mail carries: which sign-in it is of, and the proof that we wrote it."""
        return _sealed(self._sign_in, sign_in_id.bytes)

    def sign_in_of(self, key: str) -> UUID | None:
        """Return which sign-in the key of a link is of; None for one that we did not write."""
        content = _unsealed(self._sign_in, key)
        return UUID(bytes=content) if content else None

    def member_invitation_key(self, invitation_id: UUID) -> str:
        """Return what the link of an invitation to coordinate carries: which one it is, and the proof that we wrote it."""
        return _sealed(self._member_invitation, invitation_id.bytes)

    def member_invitation_of(self, key: str) -> UUID | None:
        """Return which invitation the key of a link is of; None for one that we did not write."""
        content = _unsealed(self._member_invitation, key)
        return UUID(bytes=content) if content and len(content) == UUID_BYTES else None

    def sealed_challenge(self, content: bytes) -> str:
        """Return what a browser keeps of a passkey's challenge, so that we need not: it can't be changed."""
        return _sealed(self._challenge, content)

    def challenge_in(self, sealed: str) -> bytes | None:
        """Return what was sealed; None for what we did not seal."""
        return _unsealed(self._challenge, sealed)

    def unsubscribe_key(self, content: bytes) -> str:
        """Return what the link of a mail carries by which mails of its class are turned off, with the proof that we wrote it."""
        return _sealed(self._unsubscribe[0], content)

    def unsubscribe_content(self, key: str) -> bytes | None:
        """Return what the key of such a link carries; None for one that we did not write. A mail may be older than the secret."""
        return next((content for each in self._unsubscribe if (content := _unsealed(each, key))), None)

    def email_change_code(self, change_id: UUID) -> str:
        """Return the six-digit code that shows that a new address of an account is its owner's; derived as others are."""
        digest = hmac.digest(self._email_change, change_id.bytes, "sha256")
        return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"

    def register_hash(self, programme_id: UUID, content: str) -> bytes:
        """Return what is kept of a line in a programme's register: useless elsewhere, and without our key a guess is no test."""
        return hmac.digest(self._register[0], programme_id.bytes + content.encode(), "sha256")

    def register_hashes(self, programme_id: UUID, content: str) -> list[bytes]:
        """Return what may be kept of a line: also what was written under the previous secret."""
        return [hmac.digest(key, programme_id.bytes + content.encode(), "sha256") for key in self._register]

    def redirect_state(self, sign_in_id: UUID) -> str:
        """Return what goes to an identity provider and comes back: which sign-in it is, with the proof that we wrote it."""
        return _sealed(self._redirect, sign_in_id.bytes)

    def redirect_of(self, state: str) -> UUID | None:
        """Return which sign-in a state is of; None for one that we did not write."""
        content = _unsealed(self._redirect, state)
        return UUID(bytes=content) if content else None

    def redirect_secret(self, sign_in_id: UUID, purpose: str) -> str:
        """Return a secret of a sign-in at a provider (a nonce, a PKCE verifier): derived, so that no table holds it."""
        return hmac.digest(self._redirect, f"{purpose}:{sign_in_id}".encode(), "sha256").hex()

    def lock(self, text: str, owner: UUID | None = None) -> bytes:
        """Return a secret of others as the database may hold it: only this installation can read it, for the same owner."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._locks[0].encrypt(nonce, text.encode(), owner.bytes if owner else None)

    def unlock(self, locked: bytes, owner: UUID | None = None) -> str | None:
        """Return what was locked for an owner, under the present or the previous secret; None for anything else."""
        for key in self._locks:
            with contextlib.suppress(InvalidTag):
                return key.decrypt(locked[:NONCE_BYTES], locked[NONCE_BYTES:], owner.bytes if owner else None).decode()
        return None

    def client_hash(self, address: str) -> bytes:
        """Return what is kept of a network address: enough to count, too little to know it again elsewhere."""
        return hmac.digest(self._client, address.encode(), "sha256")


def new_secret() -> str:
    """Return a new opaque token of 256 bits."""
    return secrets.token_urlsafe(32)


def hash_secret(token: str) -> bytes:
    """Return what is stored of an opaque token."""
    return hashlib.sha256(token.encode()).digest()


def _sealed(key: bytes, content: bytes) -> str:
    """Return content with the proof that we wrote it, as it may stand in an address or a cookie."""
    return base64.urlsafe_b64encode(content + hmac.digest(key, content, "sha256")).decode().rstrip("=")


def _unsealed(key: bytes, sealed: str) -> bytes | None:
    try:
        content = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))[:-PROOF_BYTES]
    except (ValueError, binascii.Error):
        return None
    return content if content and hmac.compare_digest(_sealed(key, content).encode(), sealed.encode()) else None


def _derive(secret: bytes, purpose: str) -> bytes:
    return hmac.digest(secret, f"kisalli:{purpose}".encode(), "sha256")


def _key_id(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:8]
