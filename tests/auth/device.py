"""A device that keeps passkeys, in a few lines: it answers as WebAuthn wants it, or wrongly in one respect."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

HERE, RP_ID = "https://kisalli.test", "kisalli.test"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encoded(data: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@dataclass
class Device:
    """One key pair (ES256) and how often it signed; what is wrong with an answer is said when it is given."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = b""
    owner: bytes = b""
    count: int = 0

    def __post_init__(self) -> None:
        """Name the key by its public half."""
        self.id = hashlib.sha256(self._cose()).digest()

    def make(self, options: dict[str, Any], **wrong: Any) -> dict[str, Any]:
        """Answer to the making of a passkey."""
        self.owner = base64.urlsafe_b64decode(options["user"]["id"] + "==")
        attested = b"\0" * 16 + len(self.id).to_bytes(2) + self.id + self._cose()
        data = self._data(ATTESTED, wrong) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._credential(
            {
                "clientDataJSON": encoded(self._client("webauthn.create", options, wrong)),
                "attestationObject": encoded(statement),
                "transports": ["internal"],
            }
        )

    def sign(self, options: dict[str, Any], **wrong: Any) -> dict[str, Any]:
        """Answer to a sign-in."""
        self.count = wrong.get("count", self.count + 1)
        client, data = self._client("webauthn.get", options, wrong), self._data(0, wrong)
        signer = wrong.get("key", self.key)
        signature = signer.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._credential(
            {
                "clientDataJSON": encoded(client),
                "authenticatorData": encoded(data),
                "signature": encoded(signature),
                "userHandle": encoded(wrong.get("owner", self.owner)),
            }
        )

    def _credential(self, response: dict[str, Any]) -> dict[str, Any]:
        return {"id": encoded(self.id), "rawId": encoded(self.id), "type": "public-key", "response": response}

    def _client(self, kind: str, options: dict[str, Any], wrong: dict[str, Any]) -> bytes:
        said = {"type": wrong.get("type", kind), "challenge": wrong.get("challenge", options["challenge"])}
        return json.dumps(said | {"origin": wrong.get("origin", HERE), "crossOrigin": False}).encode()

    def _data(self, flags: int, wrong: dict[str, Any]) -> bytes:
        flags |= wrong.get("flags", PRESENT | VERIFIED)
        return hashlib.sha256(wrong.get("rp_id", RP_ID).encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _cose(self) -> bytes:
        public = self.key.public_key().public_numbers()
        coordinates = {-2: public.x.to_bytes(32), -3: public.y.to_bytes(32)}
        return cbor2.dumps({1: 2, 3: -7, -1: 1} | coordinates)
