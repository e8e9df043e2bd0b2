"""The plain transaction of a request: committed before the answer is sent (FastAPI's default scope commits after it)."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import effects
from kisalli.core.db import transaction


async def open_transaction(request: Request) -> AsyncIterator[AsyncSession]:
    """Open the request's transaction; news in it is announced once it is committed."""
    async with transaction(request.app.state.sessions) as session:
        yield session
    if session.info.get("news"):
        request.app.state.signals.announce()


async def keep_although_refused(session: AsyncSession) -> None:
    """Commit what was done, with its effects, before the route answers with an error: a wrong try counts."""
    await effects.write(session)
    await session.commit()


Tx = Annotated[AsyncSession, Depends(open_transaction, scope="function")]
