"""A mail server that takes everything and remembers the bytes by Message-ID, to see what the worker really sent."""

import asyncio
import hashlib
import re
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

MESSAGE_ID = re.compile(rb"^message-id:\s*<([0-9a-f-]{36})@", re.IGNORECASE | re.MULTILINE)
END_OF_MAIL = b"\r\n.\r\n"


@dataclass
class Sink:
    """What has come: the digests of every mail's bytes, by the id of its message row."""

    port: int = 0
    got: defaultdict[UUID, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    strange: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Speak just enough SMTP."""
        try:
            writer.write(b"220 sink\r\n")
            while line := await reader.readline():
                verb = line[:4].upper()
                if verb == b"DATA":
                    writer.write(b"354 go on\r\n")
                    self._take(await reader.readuntil(END_OF_MAIL))
                writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                if verb == b"QUIT":
                    break
        except (OSError, EOFError):
            pass  # the worker was killed mid-mail
        finally:
            writer.close()

    def _take(self, mail: bytes) -> None:
        found = MESSAGE_ID.search(mail)
        if found is None:
            self.strange += 1
            return
        self.got[UUID(found[1].decode())].append(hashlib.sha256(mail).digest())


@asynccontextmanager
async def mail_sink() -> AsyncIterator[Sink]:
    """Run a sink on a free port."""
    sink = Sink()
    server = await asyncio.start_server(sink.serve, "127.0.0.1", 0, limit=2**22)
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        server.close()
