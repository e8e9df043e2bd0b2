"""An organisation's service is asked over TLS at a public address alone, without redirects, and soon over (row 12)."""

import asyncio
import ipaddress
import json
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kisalli.core import outgoing
from kisalli.core.outgoing import is_public
from kisalli.register import lookup
from kisalli.register.lookup import Lookups, NoAnswer, Service
from kisalli.register.names import Bearer

NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "register.test")])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine's own names, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    names: list[x509.GeneralName] = [x509.DNSName("localhost"), x509.DNSName("register.test")]
    names += [x509.IPAddress(ipaddress.ip_address(each)) for each in ("127.0.0.1", "::1")]
    made = (
        x509.CertificateBuilder()
        .subject_name(NAME)
        .issuer_name(NAME)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    clear = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, clear)
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


class Server:
    """A server over TLS that answers the same bytes to everybody and keeps what it was sent."""

    def __init__(self, answer: bytes, pause: float = 0) -> None:
        self.answer, self.pause = answer, pause
        self.heard: list[bytes] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(next(each for each in head.lower().split(b"\r\n") if each.startswith(b"content-length")).split(b":")[1])
            self.heard.append(head + await reader.readexactly(length))
            await asyncio.sleep(self.pause)
            writer.write(self.answer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


Serve = Callable[..., Any]


@pytest.fixture
async def serve(certificate: Path) -> AsyncIterator[Serve]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    running: list[asyncio.Server] = []

    async def begin(answer: bytes, pause: float = 0) -> Server:
        made = Server(answer, pause)
        running.append(await asyncio.start_server(made.serve, "127.0.0.1", 0, ssl=context))
        made.port = running[-1].sockets[0].getsockname()[1]
        return made

    yield begin
    for each in running:
        each.close()


@pytest.fixture
def trusting(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], Lookups]:
    """Lookups that trust the servers of these tests."""
    context = ssl.create_default_context(cafile=str(certificate))

    def make(own_network: bool) -> Lookups:
        monkeypatch.setattr(outgoing, "_tls", lambda: context)
        return Lookups(own_network=own_network)

    return make


WHO = Bearer("Åsa", "Mäki", date(1980, 2, 29))


async def ask(lookups: Lookups, url: str) -> bool:
    return await lookups.knows(Service(url, "s3cret"), WHO)


def ok(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


async def test_a_body_is_posted_with_the_secret_and_the_answer_comes_back(serve: Serve, trusting: Any) -> None:
    server = await serve(ok(b'{"found": true}'))
    assert await ask(trusting(True), f"https://127.0.0.1:{server.port}/ask?x=1") is True
    (heard,) = server.heard
    assert heard.startswith(b"POST /ask?x=1 HTTP/1.1\r\n")
    assert b"Authorization: Bearer s3cret\r\n" in heard
    body = json.loads(heard.partition(b"\r\n\r\n")[2])
    assert body == {"given_names": "Åsa", "family_name": "Mäki", "birth_date": "1980-02-29"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0.0.0.0", "127.1", "[::ffff:127.0.0.1]", "[::1]"])
async def test_an_address_of_this_network_is_not_called_whatever_it_is_called(serve: Serve, trusting: Any, host: str) -> None:
    server = await serve(ok(b'{"found": false}'))
    with pytest.raises(NoAnswer):
        await ask(trusting(False), f"https://{host}:{server.port}/")
    await asyncio.sleep(0.05)
    assert server.heard == []


async def test_where_the_installation_allows_it_the_same_address_is_called(serve: Serve, trusting: Any) -> None:
    """The negative control: it is the rule that kept us from it, not the network."""
    server = await serve(ok(b'{"found": false}'))
    assert await ask(trusting(True), f"https://localhost:{server.port}/") is False


async def test_a_name_is_resolved_once_and_what_was_looked_at_is_called(
    serve: Serve, trusting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = await serve(ok(b'{"found": false}'))
    asked: list[str] = []

    async def rebinding(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        address = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", rebinding, raising=False)
    monkeypatch.setattr(lookup, "SECONDS", 0.5)
    with pytest.raises(NoAnswer):
        await ask(trusting(False), f"https://register.test:{server.port}/")
    assert asked == ["register.test"]
    assert server.heard == []


async def test_one_private_address_among_several_is_enough_to_refuse(trusting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def both(_host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in ("93.184.216.34", "10.0.0.1")]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", both, raising=False)
    with pytest.raises(NoAnswer):
        await ask(trusting(False), "https://register.test/")


async def test_a_redirect_is_not_followed(serve: Serve, trusting: Any) -> None:
    there = await serve(ok(b'{"found": false}'))
    here = await serve(ok(b"", "307 Temporary Redirect", f"Location: https://127.0.0.1:{there.port}/"))
    with pytest.raises(NoAnswer):
        await ask(trusting(True), f"https://127.0.0.1:{here.port}/")
    assert there.heard == []


async def test_an_answer_that_takes_too_long_is_none(serve: Serve, trusting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "SECONDS", 0.3)
    server = await serve(ok(b'{"found": false}'), pause=2)
    with pytest.raises(NoAnswer):
        await ask(trusting(True), f"https://127.0.0.1:{server.port}/")


async def test_an_answer_that_is_too_large_is_none(serve: Serve, trusting: Any) -> None:
    server = await serve(ok(b"x" * 2 * 1024 * 1024))
    with pytest.raises(NoAnswer):
        await ask(trusting(True), f"https://127.0.0.1:{server.port}/")


@pytest.mark.parametrize("answer", [b"", b"no http\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx"])
async def test_what_is_no_answer_is_none(serve: Serve, trusting: Any, answer: bytes) -> None:
    server = await serve(answer)
    with pytest.raises(NoAnswer):
        await ask(trusting(True), f"https://127.0.0.1:{server.port}/")


async def test_a_certificate_of_nobody_we_trust_is_refused(serve: Serve) -> None:
    server = await serve(ok(b'{"found": false}'))
    with pytest.raises(NoAnswer):
        await ask(Lookups(own_network=True), f"https://127.0.0.1:{server.port}/")
    assert server.heard == []


@pytest.mark.parametrize(
    "url", ["http://localhost/", "https://no-such-host.invalid/", "file:///etc/passwd", "https://localhost:1/"]
)
async def test_what_can_not_be_called_is_no_answer(url: str, trusting: Any) -> None:
    with pytest.raises(NoAnswer):
        await ask(trusting(True), url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        *((each, False) for each in ("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1")),
        *(
            (each, False)
            for each in ("0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1%eth0", "fd00::1", "ff02::1")
        ),
        *((each, False) for each in ("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "2001::1")),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public
