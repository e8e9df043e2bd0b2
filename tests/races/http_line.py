"""One keep-alive HTTP connection of a storm's client: as little as it takes, so that the service is what is measured."""

import asyncio
import contextlib
import json
from typing import Any

LONGEST_ANSWER_SECONDS = 30.0


class Lost(Exception):
    """No answer came: nobody knows if it was done."""


class Line:
    """A connection to one web process; made anew after every loss."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, headers: dict[str, str], body: Any = None, patience: float = LONGEST_ANSWER_SECONDS
    ) -> tuple[int, dict[str, str], Any]:
        """Return status, headers and decoded body.

        Raises:
            Lost: the connection failed, or the answer did not come within `patience` seconds and we hung up.
        """
        content = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Content-Length: {len(content)}"]
        lines += ["Content-Type: application/json"] if content else []
        lines += [f"{name}: {value}" for name, value in headers.items()]
        try:
            async with asyncio.timeout(patience):
                return await self._exchange("\r\n".join([*lines, "", ""]).encode() + content)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            self.close()
            raise Lost from error
        except asyncio.CancelledError:
            self.close()
            raise

    async def _exchange(self, question: bytes) -> tuple[int, dict[str, str], Any]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        writer.write(question)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        got = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        content = await reader.readexactly(int(got.get("content-length", "0")))
        if got.get("connection", "").lower() == "close":
            self.close()
        is_json = "json" in got.get("content-type", "")
        return int(head[0].split()[1]), got, json.loads(content) if content and is_json else content.decode()

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            with contextlib.suppress(OSError, RuntimeError):
                self._streams[1].transport.abort()
            self._streams = None
