"""An organisation's own service that answers whether somebody is in its register: asked over https, once, for five seconds."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from kisalli.core import outgoing
from kisalli.register.names import Bearer

SECONDS = 5.0
OK = 200


class NoAnswer(Exception):
    """The service can't be reached, may not be called, is late, or says neither yes nor no: nothing about the person."""


@dataclass(frozen=True, slots=True)
class Service:
    """Where a service answers, and the secret by which it knows us."""

    url: str
    secret: str


class Lookups:
    """Asks services that coordinators have named; `own_network` allows addresses of this installation's own network."""

    def __init__(self, *, own_network: bool) -> None:
        self._own_network = own_network

    async def knows(self, service: Service, who: Bearer) -> bool:
        """Whether a service knows somebody.

        Raises:
            NoAnswer: see there.
        """
        body = {"given_names": who.given, "family_name": who.family, "birth_date": who.born.isoformat()}
        headers = {"Authorization": f"Bearer {service.secret}"}
        if not is_safe_url(service.url):
            raise NoAnswer
        try:
            async with asyncio.timeout(SECONDS), outgoing.client(own_network=self._own_network, seconds=SECONDS) as client:
                answer = await client.post(service.url, json=body, headers=headers)
                found = answer.json()["found"] if answer.status_code == OK else None
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError, ValueError, KeyError, TypeError) as error:
            raise NoAnswer from error
        if not isinstance(found, bool):
            raise NoAnswer
        return found


def is_safe_url(url: str) -> bool:
    """Whether an address names a service to ask: https, a host, nothing else that could lead elsewhere or hold a secret."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.username or parts.password or parts.fragment) and url.isascii() and url.isprintable() and " " not in url
    return parts.scheme == "https" and bool(parts.hostname) and port != 0 and plain
