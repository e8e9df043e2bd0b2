"""OpenID Connect providers of tests: the certified one, as a process of its own, and one that lies as it is told."""

import base64
import hashlib
import hmac
import json
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry

FOLDER = Path(__file__).parent.parent / "providers"
SECRET = "a secret of the tests, known to everybody"
ISSUER = "https://login.uni.example"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
ANOTHER_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
NEXT_KEY = RSAKey.generate_key(2048, {"kid": "two", "use": "sig", "alg": "RS256"})
CURVE_KEY = ECKey.generate_key("P-256", {"kid": "curve", "use": "sig", "alg": "ES256"})
EVERYTHING = JWSRegistry(algorithms=["RS256", "ES256", "RS384"])


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def certified(port: int, callback: str, farewell: str) -> Iterator[str]:
    """Start the certified provider, which sends people back to `callback`; yield its issuer."""
    if not (FOLDER / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=FOLDER, check=True)
    command = ["node", "openid.mjs", str(port), callback, farewell]
    process = subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(10)
        assert process.stdout is not None
        process.stdout.close()


async def log_in_there(location: str, name: str) -> str:
    """Sign in at the certified provider as a browser would, and return the address that it sends one back to."""
    async with httpx.AsyncClient(trust_env=False) as browser:
        answer = await browser.get(location)
        while True:
            while answer.is_redirect:
                there = urljoin(str(answer.url), answer.headers["location"])
                if urlsplit(there).hostname != "localhost":
                    return there
                answer = await browser.get(there)
            form = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
            assert form, answer.text
            fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)"', answer.text))
            if 'name="login"' in answer.text:
                fields |= {"login": name, "password": "any"}
            answer = await browser.post(unescape(urljoin(str(answer.url), form[1])), data=fields)


@dataclass
class Liar:
    """A provider that answers as an honest one would, but for what a test changes.

    The claims, header and key of its ID token, its discovery document and UserInfo, and how it answers at all.
    """

    claims: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    header: dict[str, Any] = field(default_factory=dict)
    key: RSAKey | ECKey = field(default_factory=lambda: KEY)
    published: list[RSAKey | ECKey] = field(default_factory=lambda: [KEY, CURVE_KEY])
    discovery: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Callable[[httpx.Request], httpx.Response]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    _sent: dict[str, tuple[str, str]] = field(default_factory=dict)  # nonce and challenge by the code that one is sent back with

    def went(self, location: str) -> str:
        """Take a browser that came along; return the state to send it back with, which is its code as well."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        self._sent[asked["state"]] = (asked["nonce"], asked["code_challenge"])
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        return asked["state"]

    def id_token(self, nonce: str) -> str:
        """Return the ID token."""
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": "kisalli", "sub": "linh", "iat": now, "exp": now + 300, "nonce": nonce}
        claims |= {"name": "Linh Đặng", "email": "linh@mail.example", "email_verified": True}
        claims = {name: value for name, value in (claims | self.claims).items() if name not in self.without}
        header = {"alg": self.key.as_dict().get("alg", "RS256"), "kid": self.key.kid} | self.header
        if header["alg"] in {"none", "HS256"}:  # by hand: no library signs so
            signed = ".".join(_encoded(json.dumps(part).encode()) for part in (header, claims))
            digest = hmac.digest(KEY.as_pem(private=False), signed.encode(), "sha256") if header["alg"] == "HS256" else b""
            return f"{signed}.{_encoded(digest)}"
        return jwt.encode(header, claims, self.key, registry=EVERYTHING)

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Answer a call of ours."""
        path = request.url.path
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path](request)
        if path == "/token":
            form = parse_qs(request.content.decode())
            nonce, challenge = self._sent[form["code"][0]]
            assert _encoded(hashlib.sha256(form["code_verifier"][0].encode()).digest()) == challenge
            return httpx.Response(200, json={"access_token": "a", "token_type": "Bearer", "id_token": self.id_token(nonce)})
        documents: dict[str, Any] = {
            "/.well-known/openid-configuration": self._discovery(),
            "/keys": {"keys": [key.as_dict(private=False) for key in self.published]},
            "/me": {"sub": self.claims.get("sub", "linh")} | self.userinfo,
        }
        return httpx.Response(200, json=documents[path]) if path in documents else httpx.Response(404)

    def _discovery(self) -> dict[str, Any]:
        places = {"authorization": "/auth", "token": "/token", "userinfo": "/me", "end_session": "/end"}
        document = {f"{name}_endpoint": ISSUER + path for name, path in places.items()}
        document |= {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"}
        return {name: value for name, value in (document | self.discovery).items() if value is not None}


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
