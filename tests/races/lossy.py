"""A wire between the runner and PostgreSQL that can break right before or right after a COMMIT is carried out."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

SOCKET = ".s.PGSQL.5432"
COMMIT = b"COMMIT\0"
READY = b"Z\0\0\0\5"
CHUNK = 65536


class Loss(StrEnum):
    """Which half of the exchange gets lost."""

    QUESTION = "question"
    ANSWER = "answer"


@dataclass
class Wire:
    """The wire's switch: the next `times` COMMITs lose their question or their answer. `lost` counts."""

    loss: Loss = Loss.ANSWER
    times: int = 0
    lost: int = 0

    def take(self, data: bytes) -> bool:
        """Whether this COMMIT is to be lost."""
        if COMMIT not in data or not self.times:
            return False
        self.times -= 1
        self.lost += 1
        return True

    async def carry(self, real: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until it ends or is made to break."""
        server_reader, server_writer = await asyncio.open_unix_connection(real)
        back = asyncio.create_task(_pump(server_reader, writer))
        try:
            while data := await reader.read(CHUNK):
                if self.take(data):
                    back.cancel()
                    if self.loss == Loss.ANSWER:
                        server_writer.write(data)
                        while READY not in await server_reader.read(CHUNK):
                            pass
                    return
                server_writer.write(data)
                await server_writer.drain()
        except OSError:
            pass
        finally:
            back.cancel()
            await asyncio.gather(back, return_exceptions=True)
            for each in (server_writer, writer):
                each.close()
                with contextlib.suppress(OSError):
                    await each.wait_closed()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def lossy(url: str, folder: Path) -> AsyncIterator[tuple[str, Wire]]:
    """Yield an address that leads to `url` over a wire that can break, and the wire."""
    parts = urlsplit(url)
    real = str(Path(parse_qs(parts.query)["host"][0]) / SOCKET)
    wire = Wire()
    server = await asyncio.start_unix_server(lambda reader, writer: wire.carry(real, reader, writer), str(folder / SOCKET))
    try:
        yield urlunsplit(parts._replace(query=f"host={folder}")), wire
    finally:
        server.close()
        await server.wait_closed()
