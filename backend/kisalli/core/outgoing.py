"""Calls to addresses that somebody else named: never into the installation's own network, never without an end.

An organisation's admin names where its provider answers. Left alone, such an address could be one of this installation's
own neighbours, which answer nobody from outside.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Iterable
from functools import lru_cache
from typing import Any

import httpcore
import httpx
from typing_extensions import override

ANSWER_LIMIT = 1024 * 1024  # bytes
EMBEDDED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2002::/16"))  # they carry an IPv4 address


def client(*, own_network: bool, seconds: float) -> httpx.AsyncClient:
    """Return a client that reaches public addresses alone, unless `own_network`; each step may take so long."""
    return httpx.AsyncClient(**options(own_network=own_network, seconds=seconds))


def options(*, own_network: bool, seconds: float) -> dict[str, Any]:
    """Return what makes an httpx client such a one: for libraries that bring a client of their own.

    It follows no redirects, takes no compressed answers and none over a mebibyte.
    """
    transport = _Careful(own_network=own_network)
    return {"transport": transport, "timeout": seconds, "headers": {"Accept-Encoding": "identity"}, "trust_env": False}


@lru_cache
def _tls() -> ssl.SSLContext:
    """The authorities that we believe, read once: it takes tens of milliseconds."""
    return httpx.create_ssl_context(trust_env=False)


def is_public(address: str) -> bool:
    """Whether an IP address is of the public internet; forms that carry another address are judged by both."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in network for network in EMBEDDED):
            return False
    return ip.is_global and not ip.is_multicast


class _Public(httpcore.AnyIOBackend):
    """Opens connections to addresses that it has looked at: the name is not resolved a second time."""

    @override
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} has no address") from error
        addresses = [str(each[4][0]) for each in found]
        if not all(is_public(each) for each in addresses):
            raise httpcore.ConnectError(f"{host} is not of the public internet")
        return await super().connect_tcp(addresses[0], port, timeout, local_address, socket_options)


class _Careful(httpx.AsyncHTTPTransport):
    def __init__(self, *, own_network: bool) -> None:
        super().__init__(verify=_tls())
        if not own_network:
            # httpx has no parameter for it.
            self._pool = httpcore.AsyncConnectionPool(ssl_context=_tls(), max_connections=100, network_backend=_Public())

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise httpx.DecodingError("a compressed answer, which was not asked for", request=request)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _Limited(response.stream)
        return response


class _Limited(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    @override
    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for piece in self._stream:
            seen += len(piece)
            if seen > ANSWER_LIMIT:
                raise httpx.ReadError("the answer is too long")
            yield piece

    @override
    async def aclose(self) -> None:
        await self._stream.aclose()
