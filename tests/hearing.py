"""Signals of a process of one's own, and waiting for what happens in code that knows nothing of tests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from inspect import isawaitable

from kisalli.core.signals import News, Signals


class Ear:
    """A process's signals, and everything they brought."""

    def __init__(self) -> None:
        self.signals, self.heard = Signals(), list[News]()
        self.signals.listeners.append(self.heard.append)

    @asynccontextmanager
    async def open(self, url: str) -> AsyncIterator[None]:
        """Listen and poll for as long as the block lasts."""
        before = len(self.heard)
        task = asyncio.create_task(self.signals.watch(url))
        try:
            await until(lambda: len(self.heard) > before and self.signals.heard_lately)
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def until(true: Callable[[], bool | Awaitable[bool]], seconds: float = 5) -> None:
    """Wait until something is true; it fails after so many seconds."""
    async with asyncio.timeout(seconds):
        while not (await found if isawaitable(found := true()) else found):  # noqa: ASYNC110 - nobody sets an event there
            await asyncio.sleep(0.01)
